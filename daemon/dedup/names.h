// Article ids as 16 bytes. A UUID is its own; any other id is kept beside and known by its hash. Private to
// this room.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "daemon/dedup/uuid.h"

namespace rawi::dedup {

class Names {
 public:
  // One more record holds `id`.
  [[nodiscard]] Uuid hold(std::string_view id);
  void release(const Uuid& key);
  [[nodiscard]] std::string text(const Uuid& key) const;
  [[nodiscard]] bool empty() const { return others_.empty(); }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  struct Name {
    std::string text;
    std::size_t holders = 0;
  };
  struct Hash {
    std::size_t operator()(const Uuid& key) const;
  };
  std::unordered_map<Uuid, Name, Hash> others_;
};

}  // namespace rawi::dedup
