#include "daemon/service/config_diff.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>
#include <variant>

namespace rawi::service {
namespace {

enum class Effect { live, kafka, restart };

struct Rule {
  std::string_view prefix;
  Effect effect;
};

// The first that fits. The checkpoint's topic and the instance's name say what is in Kafka already: they must
// not change while a transaction may be in doubt. The fetcher's politeness towards a host must not be
// forgotten with requests under way.
constexpr std::array<Rule, 12> kRules = {{
    {"instance_id", Effect::restart},
    {"state_dir", Effect::restart},
    {"kafka.topics.checkpoint", Effect::restart},
    {"kafka.tombstones", Effect::live},
    {"kafka.", Effect::kafka},
    {"fetch.", Effect::restart},
    {"dedup.window_days", Effect::restart},
    {"pipeline.threads", Effect::restart},
    {"shutdown.", Effect::restart},
    {"admin.listen", Effect::restart},
    {"log.format", Effect::restart},
    {"", Effect::live},
}};

using Slot = decltype(settings::Setting::slot);

bool same(const Slot& a, const Slot& b) {
  return std::visit(
      [&](auto* one) {
        const auto* other = std::get_if<decltype(one)>(&b);
        return other != nullptr && *one == **other;
      },
      a);
}

void copy(const Slot& from, const Slot& to) {
  std::visit([&](auto* target) { *target = *std::get<decltype(target)>(from); }, to);
}

Effect effect_of(std::string_view key, const config::Config& before, const config::Config& after) {
  // The cluster of this process holds nothing of another one, and is gone with it.
  const bool embedded =
      before.kafka.bootstrap_servers == "embedded" || after.kafka.bootstrap_servers == "embedded";
  if (key == "kafka.bootstrap_servers" && embedded) return Effect::restart;
  return std::find_if(kRules.begin(), kRules.end(), [&](const Rule& r) { return key.starts_with(r.prefix); })
      ->effect;
}

}  // namespace

ConfigDiff take_over(const config::Config& before, config::Config& after) {
  ConfigDiff out;
  config::Config old = before;
  const settings::Table olds = config::table_of(old), news = config::table_of(after);
  const config::Config asked = after;
  for (std::size_t i = 0; i < news.size(); ++i) {
    if (same(olds[i].slot, news[i].slot)) continue;
    const Effect effect = effect_of(news[i].key, before, asked);
    auto& list = effect == Effect::live ? out.live : effect == Effect::kafka ? out.kafka : out.restart;
    list.emplace_back(news[i].key);
    if (effect == Effect::restart) copy(olds[i].slot, news[i].slot);
  }
  return out;
}

}  // namespace rawi::service
