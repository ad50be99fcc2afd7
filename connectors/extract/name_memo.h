// What was read from a class or id value, remembered: a page repeats few values hundreds of times.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rawi::extract {

// One per page: keeps views of the values. A value pushes out the one whose slot it takes.
template <class Says>
class NameMemo {
 public:
  // read(value), or what it gave when it was last asked.
  template <class Read>
  Says of(std::string_view value, Read read) {
    Entry& entry = entries_[slot_of(value)];
    if (entry.value != value || value.empty()) entry = {value, read(value)};
    return entry.says;
  }

 private:
  static constexpr unsigned kSlotBits = 8;
  struct Entry {
    std::string_view value;
    Says says{};
  };

  // Of the first and the last eight bytes and the length.
  static std::size_t slot_of(std::string_view value) {
    std::uint64_t first = 0, last = 0;
    const std::size_t size = value.size() < sizeof first ? value.size() : sizeof first;
    if (size != 0) {
      std::memcpy(&first, value.data(), size);
      std::memcpy(&last, value.data() + value.size() - size, size);
    }
    const std::uint64_t mixed = (first * 31 + last + value.size()) * 0x9E3779B97F4A7C15u;
    return static_cast<std::size_t>(mixed >> (64 - kSlotBits));
  }

  std::array<Entry, std::size_t{1} << kSlotBits> entries_{};
};

}  // namespace rawi::extract
