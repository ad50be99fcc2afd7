#include "connectors/arabic/hijri.h"

#include <memory>

#include <unicode/calendar.h>
#include <unicode/timezone.h>

namespace rawi::arabic {

std::optional<CivilDay> gregorian_from_hijri(int year, int month, int day) {
  if (year < 1300 || year > 1500 || month < 1 || month > 12 || day < 1 || day > 30) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      icu::TimeZone::getGMT()->clone(), icu::Locale("ar@calendar=islamic-umalqura"), status));
  if (U_FAILURE(status) || !calendar) return std::nullopt;
  calendar->clear();
  calendar->setLenient(false);  // a 30th of a month of 29 days is an error, not the 1st of the next
  calendar->set(year, month - 1, day);
  const UDate instant = calendar->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  return civil_from_days(floor_div(static_cast<std::int64_t>(instant), kSecondsPerDay * 1000));
}

}  // namespace rawi::arabic
