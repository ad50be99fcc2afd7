#include "connectors/arabic/zones.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include <unicode/timezone.h>

#include "connectors/arabic/civil.h"
#include "connectors/arabic/posix_rule.h"

namespace rawi::arabic {
namespace {

constexpr std::string_view kZoneFolder = "/usr/share/zoneinfo/";
constexpr std::size_t kMaxNameBytes = 64;
constexpr std::size_t kMaxFileBytes = 1 << 16;

class FileZone final : public Zone {
 public:
  std::vector<std::int64_t> transitions;
  std::vector<int> offsets;  // from transitions[i] on
  int first_offset = 0;
  std::optional<PosixRule> later;

  [[nodiscard]] int offset_at(std::int64_t t) const override {
    const auto next = std::upper_bound(transitions.begin(), transitions.end(), t);
    if (next == transitions.end() && later) return later->offset_at(t);
    if (next == transitions.begin()) return first_offset;
    return offsets[static_cast<std::size_t>(next - transitions.begin()) - 1];
  }
};

class IcuZone final : public Zone {
 public:
  explicit IcuZone(std::unique_ptr<icu::TimeZone> zone) : zone_(std::move(zone)) {}

  [[nodiscard]] int offset_at(std::int64_t t) const override {
    int32_t raw = 0, summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone_->getOffset(static_cast<UDate>(t) * 1000, false, raw, summer, status);
    return U_FAILURE(status) ? 0 : (raw + summer) / 1000;
  }

 private:
  std::unique_ptr<icu::TimeZone> zone_;
};

std::int64_t big_endian(std::string_view bytes, std::size_t pos, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value = value << 8 | static_cast<unsigned char>(bytes[pos + i]);
  if (width == 4) return static_cast<std::int32_t>(value);
  return static_cast<std::int64_t>(value);
}

// One header of RFC 8536 section 3.1 and where its data block lies.
struct Block {
  static constexpr std::size_t kHeader = 44;
  std::size_t start = 0, utc = 0, standard = 0, leaps = 0, times = 0, types = 0, characters = 0;

  static std::optional<Block> read(std::string_view bytes, std::size_t pos) {
    if (bytes.size() < pos + kHeader || bytes.substr(pos, 4) != "TZif") return std::nullopt;
    const auto count = [&](std::size_t i) {
      return static_cast<std::size_t>(big_endian(bytes, pos + 20 + 4 * i, 4)) & 0xFFFFFF;
    };
    return Block{pos + kHeader, count(0), count(1), count(2), count(3), count(4), count(5)};
  }

  [[nodiscard]] std::size_t size(std::size_t width) const {
    return times * (width + 1) + types * 6 + characters + leaps * (width + 4) + standard + utc;
  }
};

bool is_plain_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameBytes || name.front() == '/' || name.find("//") != name.npos) {
    return false;
  }
  for (const std::string_view tree : {"posix/", "right/"}) {
    if (name.substr(0, tree.size()) == tree) return false;
  }
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '+' ||
           c == '-' || c == '/';
  });
}

std::unique_ptr<Zone> load_zone(const std::string& name) {
  std::ifstream in(std::string(kZoneFolder) + name, std::ios::binary);
  std::string bytes(kMaxFileBytes, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  if (auto zone = parse_zone_file(bytes)) return zone;
  std::unique_ptr<icu::TimeZone> icu_zone(icu::TimeZone::createTimeZone(name.c_str()));
  if (!icu_zone || *icu_zone == icu::TimeZone::getUnknown()) return nullptr;
  return std::make_unique<IcuZone>(std::move(icu_zone));
}

}  // namespace

int Zone::offset_at_local(std::int64_t local) const {
  const int before = offset_at(local - kSecondsPerDay);
  if (offset_at(local - before) == before) return before;
  const int after = offset_at(local + kSecondsPerDay);
  return offset_at(local - after) == after ? after : before;
}

std::unique_ptr<Zone> parse_zone_file(std::string_view bytes) {
  const auto first = Block::read(bytes, 0);
  if (!first || bytes[4] < '2') return nullptr;  // version 1 has 32-bit times only; nobody ships it any more
  const auto block = Block::read(bytes, first->start + first->size(4));
  if (!block || block->types == 0 || bytes.size() < block->start + block->size(8)) return nullptr;
  const std::size_t indices = block->start + block->times * 8;
  const std::size_t types = indices + block->times;
  const auto offset_of = [&](std::size_t type) {
    return static_cast<int>(big_endian(bytes, types + type * 6, 4));
  };
  auto zone = std::make_unique<FileZone>();
  zone->first_offset = offset_of(0);
  for (std::size_t i = 0; i < block->times; ++i) {
    const auto type = static_cast<unsigned char>(bytes[indices + i]);
    if (type >= block->types) return nullptr;
    zone->transitions.push_back(big_endian(bytes, block->start + i * 8, 8));
    zone->offsets.push_back(offset_of(type));
  }
  if (!std::is_sorted(zone->transitions.begin(), zone->transitions.end())) return nullptr;
  std::string_view footer = bytes.substr(block->start + block->size(8));
  if (footer.size() > 2 && footer.front() == '\n') {
    footer.remove_prefix(1);
    zone->later = PosixRule::parse(footer.substr(0, footer.find('\n')));
  }
  return zone;
}

const Zone* find_zone(std::string_view name) {
  if (!is_plain_name(name)) return nullptr;
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Zone>, std::less<>> zones;
  const std::lock_guard lock(mutex);
  if (const auto known = zones.find(name); known != zones.end()) return known->second.get();
  constexpr std::size_t kMaxUnknown = 4096;  // misses come from page text: they may not pile up
  auto zone = load_zone(std::string(name));
  if (!zone && zones.size() >= kMaxUnknown) return nullptr;
  return zones.emplace(name, std::move(zone)).first->second.get();
}

}  // namespace rawi::arabic
