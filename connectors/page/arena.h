// Memory that is handed out piece by piece and given back all at once.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace rawi::page {

class Arena {
 public:
  Arena() = default;
  explicit Arena(std::size_t first_chunk_bytes) : next_chunk_(first_chunk_bytes) {}

  // `size` bytes aligned for anything; nullptr where the limit would be passed.
  [[nodiscard]] void* take(std::size_t size) {
    size = (size + (size == 0 ? 1 : 0) + kAlign - 1) & ~(kAlign - 1);
    if (size > static_cast<std::size_t>(end_ - top_) && !grow(size)) return nullptr;
    last_ = top_;
    top_ += size;
    return last_;
  }
  // Takes the piece back if nothing was handed out since; buffers that grow live on this.
  void give_back(const void* piece) {
    if (piece == last_ && piece != nullptr) top_ = last_;
    last_ = nullptr;
  }
  // A copy of `text` that lives as long as the arena.
  [[nodiscard]] std::string_view keep(std::string_view text);

  // Forgets everything handed out, keeps at most `keep_bytes` of memory for the next use.
  void clear(std::size_t keep_bytes);
  void set_limit(std::size_t bytes) { limit_ = bytes; }
  [[nodiscard]] std::size_t reserved_bytes() const { return reserved_; }

 private:
  static constexpr std::size_t kAlign = 16;
  struct Chunk {
    std::unique_ptr<char[]> memory;
    std::size_t size = 0;
  };
  bool grow(std::size_t size);

  std::vector<Chunk> chunks_;
  std::size_t current_ = 0;  // chunks before this one are full
  char* top_ = nullptr;
  char* end_ = nullptr;
  char* last_ = nullptr;
  std::size_t next_chunk_ = 16 << 10;
  std::size_t reserved_ = 0;
  std::size_t limit_ = static_cast<std::size_t>(-1);
};

}  // namespace rawi::page
