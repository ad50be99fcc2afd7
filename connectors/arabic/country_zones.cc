// Country-code domains whose country keeps one time, after the zone table of the IANA database
// ("zone1970.tab").
#include <unordered_map>

#include "connectors/arabic/dates.h"

namespace rawi::arabic {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

std::string_view zone_of_host(std::string_view host) {
  static const std::unordered_map<std::string_view, std::string_view> kZones = {
      {"sy", "Asia/Damascus"},
      {"eg", "Africa/Cairo"},
      {"lb", "Asia/Beirut"},
      {"jo", "Asia/Amman"},
      {"iq", "Asia/Baghdad"},
      {"sa", "Asia/Riyadh"},
      {"kw", "Asia/Kuwait"},
      {"bh", "Asia/Bahrain"},
      {"qa", "Asia/Qatar"},
      {"ae", "Asia/Dubai"},
      {"om", "Asia/Muscat"},
      {"ye", "Asia/Aden"},
      {"ps", "Asia/Hebron"},
      {"il", "Asia/Jerusalem"},
      {"ly", "Africa/Tripoli"},
      {"tn", "Africa/Tunis"},
      {"dz", "Africa/Algiers"},
      {"ma", "Africa/Casablanca"},
      {"mr", "Africa/Nouakchott"},
      {"sd", "Africa/Khartoum"},
      {"so", "Africa/Mogadishu"},
      {"dj", "Africa/Djibouti"},
      {"km", "Indian/Comoro"},
      {"td", "Africa/Ndjamena"},
      {"tr", "Europe/Istanbul"},
      {"ir", "Asia/Tehran"},
      {"fr", "Europe/Paris"},
      {"uk", "Europe/London"},
      {"de", "Europe/Berlin"},
      {"it", "Europe/Rome"},
      {"nl", "Europe/Amsterdam"},
      {"be", "Europe/Brussels"},
      {"se", "Europe/Stockholm"},
      {"ch", "Europe/Zurich"},
      {"at", "Europe/Vienna"},
      {"gr", "Europe/Athens"},
      {"in", "Asia/Kolkata"},
      {"pk", "Asia/Karachi"},
      {"cn", "Asia/Shanghai"},
      {"jp", "Asia/Tokyo"},
      {"ng", "Africa/Lagos"},
      {"sn", "Africa/Dakar"},
      {"xn--mgberp4a5d4ar", "Asia/Riyadh"},
      {"السعودية", "Asia/Riyadh"},
      {"xn--wgbh1c", "Africa/Cairo"},
      {"مصر", "Africa/Cairo"},
      {"xn--mgbaam7a8h", "Asia/Dubai"},
      {"امارات", "Asia/Dubai"},
      {"xn--ogbpf8fl", "Asia/Damascus"},
      {"سورية", "Asia/Damascus"},
      {"xn--mgbayh7gpa", "Asia/Amman"},
      {"الاردن", "Asia/Amman"},
      {"xn--pgbs0dh", "Africa/Tunis"},
      {"تونس", "Africa/Tunis"},
      {"xn--wgbl6a", "Asia/Qatar"},
      {"قطر", "Asia/Qatar"},
      {"xn--mgbc0a9azcg", "Africa/Casablanca"},
      {"المغرب", "Africa/Casablanca"},
      {"xn--ygbi2ammx", "Asia/Hebron"},
      {"فلسطين", "Asia/Hebron"},
      {"xn--mgb9awbf", "Asia/Muscat"},
      {"عمان", "Asia/Muscat"},
      {"xn--mgbtx2b", "Asia/Baghdad"},
      {"عراق", "Asia/Baghdad"},
      {"xn--lgbbat1ad8j", "Africa/Algiers"},
      {"الجزائر", "Africa/Algiers"},
      {"xn--mgbah1a3hjkrd", "Africa/Nouakchott"},
      {"موريتانيا", "Africa/Nouakchott"},
      {"xn--mgbpl2fh", "Africa/Khartoum"},
      {"سودان", "Africa/Khartoum"},
      {"xn--mgbcpq6gpa1a", "Asia/Bahrain"},
      {"البحرين", "Asia/Bahrain"}};
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  const auto dot = host.rfind('.');
  if (dot == host.npos) return {};
  std::string ending(host.substr(dot + 1));
  for (char& c : ending) c = lower(c);
  const auto found = kZones.find(ending);
  return found == kZones.end() ? std::string_view{} : found->second;
}

}  // namespace rawi::arabic
