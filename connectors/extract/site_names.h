// What the outlet calls itself, so that its name is not taken for a headline, an author or a section.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/extract/read.h"
#include "connectors/extract/structured.h"

namespace rawi::extract {

class SiteNames {
 public:
  SiteNames(const Structured& structured, const outlet::Outlet& outlet, std::string_view page_url);

  // Whether `text` (published text) names this outlet: one of its names, the same but for words such as
  // "صحيفة" or "الإلكترونية", or the host's own label ("el-kora" for el-kora.com).
  [[nodiscard]] bool names(std::string_view text) const;
  // The last path segment of an author's page says the same of a stranger: "/author/almashhadalaraby".
  [[nodiscard]] bool is_host_label(std::string_view slug) const;

 private:
  void add(std::string_view name);
  void add_host(std::string_view url);
  std::vector<std::string> folded_;  // match text without generic words
  std::vector<std::string> labels_;  // host labels, letters and digits only
};

}  // namespace rawi::extract
