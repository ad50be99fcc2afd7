#include "connectors/url/tracking.h"

#include <algorithm>
#include <array>
#include <string>

#include "connectors/url/percent.h"

namespace rawi::url {
namespace {

// Names that begin like this, whatever follows.
constexpr std::array<std::string_view, 5> kPrefixes = {"utm_",  // Google Analytics and everyone after it
                                                       "at_",   // Piano (AT Internet)
                                                       "mtm_",  // Matomo, and its older spellings
                                                       "pk_", "piwik_"};

constexpr auto kNames = std::to_array<std::string_view>(
    {// click identifiers of advertisers
     "fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "ysclid", "twclid",
     "ttclid", "li_fat_id", "srsltid", "irclickid", "epik", "rdt_cid", "s_kwcid", "_openstat",
     // sharing from apps
     "igshid", "igsh", "mibextid", "sfnsn", "__twitter_impression", "__tn__", "ref_src", "ref_url",
     "fb_action_ids", "fb_action_types", "fb_ref", "fb_source",
     // mailings
     "mc_cid", "mc_eid", "mkt_tok", "vero_id", "oly_anon_id", "oly_enc_id", "_hsenc", "_hsmi",
     "hsctatracking",
     // audience measurement
     "_ga", "_gl", "_gac", "ga_source", "ga_medium", "ga_term", "ga_content", "ga_campaign", "xtor",
     "wt.mc_id", "wt_mc", "spm", "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee"});

}  // namespace

bool is_tracking_parameter(std::string_view name) {
  const std::string lower = ascii_lower(name);
  const auto begins = [&](std::string_view prefix) { return lower.rfind(prefix, 0) == 0; };
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), begins) ||
         std::find(kNames.begin(), kNames.end(), lower) != kNames.end();
}

}  // namespace rawi::url
