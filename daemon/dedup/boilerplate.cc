#include "daemon/dedup/boilerplate.h"

#include <algorithm>

namespace rawi::dedup {
namespace {

constexpr std::size_t kBuckets = 1 << 15;  // 2 MB in all

std::size_t bucket_of(std::uint32_t unit) { return (unit * 0x9E3779B1U) >> 17; }
static_assert(kBuckets == 1 << (32 - 17));

}  // namespace

Boilerplate::Boilerplate() : buckets_(kBuckets) {}

bool Boilerplate::Entry::shown_by(std::uint8_t story) const {
  const auto known = std::min<std::size_t>(stories, latest.size());
  return std::find(latest.begin(), latest.begin() + known, story) != latest.begin() + known;
}

const Boilerplate::Entry* Boilerplate::find(std::uint32_t unit) const {
  for (const Entry& entry : buckets_[bucket_of(unit)]) {
    if (entry.stories > 0 && entry.unit == unit) return &entry;
  }
  return nullptr;
}

std::uint8_t Boilerplate::stories(std::uint32_t unit) const {
  const Entry* entry = find(unit);
  return entry == nullptr ? std::uint8_t{0} : entry->stories;
}

bool Boilerplate::is_seen_elsewhere(std::uint32_t unit, std::uint8_t story) const {
  const Entry* entry = find(unit);
  return entry != nullptr && (entry->stories > 1 || !entry->shown_by(story));
}

// A full bucket gives up its first entry of the lowest count, and all the others age by one: what is no
// longer seen goes in the end.
Boilerplate::Entry& Boilerplate::enter(std::uint32_t unit) {
  Bucket& bucket = buckets_[bucket_of(unit)];
  Entry* least = &bucket.front();
  for (Entry& entry : bucket) {
    if (entry.stories > 0 && entry.unit == unit) return entry;
    if (entry.stories < least->stories) least = &entry;
  }
  if (least->stories > 0) {
    for (Entry& entry : bucket) entry.stories = static_cast<std::uint8_t>(std::max(1, entry.stories - 1));
    // The entry moves to the end, so that the oldest of equals goes first.
    std::rotate(least, least + 1, bucket.end());
    least = &bucket.back();
  }
  *least = Entry{unit, {}, 0};
  return *least;
}

void Boilerplate::learn(std::uint32_t unit, std::uint8_t story) {
  Entry& entry = enter(unit);
  if (entry.shown_by(story)) return;
  entry.latest = {story, entry.latest[0], entry.latest[1]};
  if (entry.stories < UINT8_MAX) ++entry.stories;
}

void Boilerplate::learn_repeated(std::uint32_t unit, std::uint8_t story) {
  // The story whose fingerprint did not keep it: any tag but this one's.
  if (find(unit) == nullptr) learn(unit, static_cast<std::uint8_t>(~story));
  learn(unit, story);
}

}  // namespace rawi::dedup
