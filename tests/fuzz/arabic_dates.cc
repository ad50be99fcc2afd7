// Any text is a possible day or none; what is found lies inside the text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "connectors/arabic/dates.h"

namespace {

void check(const rawi::arabic::Moment& m) {
  const bool possible =
      m.year >= 1900 && m.year <= 2099 && m.month >= 1 && m.month <= 12 && m.day >= 1 && m.day <= 31;
  const bool whole = m.second_of_day.has_value() == m.offset_minutes.has_value();
  const auto again = rawi::arabic::parse_date(m.to_string(), {});
  if (!possible || !whole) std::abort();
  if (!again || again->unix_seconds() != m.unix_seconds()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const rawi::arabic::DateContext context{"Asia/Damascus", 1617364800};
  if (const auto moment = rawi::arabic::parse_date(text, context)) check(*moment);
  if (const auto found = rawi::arabic::find_date(text, context)) {
    if (found->begin >= found->end || found->end > size) std::abort();
    check(found->moment);
  }
  (void)rawi::arabic::date_in_path(text);
  (void)rawi::arabic::zone_of_host(text);
  return 0;
}
