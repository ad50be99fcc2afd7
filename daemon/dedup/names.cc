#include "daemon/dedup/names.h"

#include <xxhash.h>

#include <cstring>

namespace rawi::dedup {
namespace {

Uuid hashed(std::string_view id) {
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, XXH3_128bits(id.data(), id.size()));
  Uuid key;
  std::memcpy(key.data(), bytes.digest, key.size());
  return key;
}

}  // namespace

std::size_t Names::Hash::operator()(const Uuid& key) const {
  std::size_t value = 0;
  std::memcpy(&value, key.data(), sizeof value);
  return value;
}

Uuid Names::hold(std::string_view id) {
  if (const auto uuid = parse_uuid(id)) return *uuid;
  const Uuid key = hashed(id);
  Name& name = others_[key];
  if (name.holders++ == 0) name.text = id;
  return key;
}

void Names::release(const Uuid& key) {
  const auto found = others_.find(key);
  if (found != others_.end() && --found->second.holders == 0) others_.erase(found);
}

std::string Names::text(const Uuid& key) const {
  const auto found = others_.find(key);
  return found == others_.end() ? format_uuid(key) : found->second.text;
}

std::size_t Names::memory_bytes() const {
  constexpr std::size_t kNode = 2 * sizeof(void*);
  std::size_t bytes = others_.bucket_count() * sizeof(void*);
  for (const auto& [key, name] : others_) bytes += kNode + sizeof key + sizeof name + name.text.capacity();
  return bytes;
}

}  // namespace rawi::dedup
