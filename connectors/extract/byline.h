// Who wrote it, from where, for which agency: one printed or declared byline taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/extract/site_names.h"

namespace rawi::extract {

struct Byline {
  std::vector<std::string> people, agencies;
  std::string place;
  bool cue = false;              // the line itself says that it is one («كتب», «بقلم», "By")
  bool clean = true;             // every part of it was understood
  bool names_site = false;       // one part is the outlet's own name
  std::size_t length_bytes = 0;  // of the line without the date at its end
};

// `line`: published text such as «كتبت: سلمى فؤاد – القاهرة», «الرياض: خالد سعد», «سعاد منير (رويترز)», "By
// A. Writer and B. Writer". Dates at its end are ignored. People in the order they stand; an outlet's own
// name, a login, a URL, a role is nobody.
[[nodiscard]] Byline read_byline(std::string_view line, const SiteNames& site);

// Whether `name` looks like a person's: two to five words of letters, none of which is an office, an outlet
// or a function word.
[[nodiscard]] bool is_person(std::string_view name, const SiteNames& site);

}  // namespace rawi::extract
