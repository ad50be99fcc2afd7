// The links of one document: resolved, checked, one per canonical URL, in the document's order.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connectors/discover/discover.h"
#include "connectors/discover/notes.h"
#include "connectors/url/url.h"

namespace rawi::discover {

inline constexpr std::size_t kMostLinks = 100'000;

// A URL as feeds write it: blanks around and line ends inside gone, "&amp;" unescaped once more.
[[nodiscard]] std::string tidy_reference(std::string_view text);

// `reference` against `base`; nullopt-like empty string where it is no http(s) URL with a host.
[[nodiscard]] std::string resolve_http(const url::Url& base, std::string_view reference);

class LinkList {
 public:
  LinkList(const outlet::Outlet* outlet, Notes& notes) : outlet_(outlet), notes_(notes) {}

  // `link.url` as written; resolved against `base`. A canonical URL already listed (scheme, "www." and the
  // last slash aside) only fills what is still empty of the earlier entry; so does a GUID already listed on
  // the same path, where the path itself names the article. A GUID alone proves nothing: feeds repeat and
  // reshuffle them. False where the link was not taken at all.
  bool add(Link link, const url::Url& base);

  [[nodiscard]] std::vector<Link> take() { return std::move(links_); }
  [[nodiscard]] bool full() const { return links_.size() >= kMostLinks; }

 private:
  const outlet::Outlet* outlet_;
  Notes& notes_;
  std::vector<Link> links_;
  std::unordered_map<std::string, std::size_t> by_url_, by_guid_;
};

}  // namespace rawi::discover
