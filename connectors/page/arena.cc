#include "connectors/page/arena.h"

#include <algorithm>
#include <cstring>

namespace rawi::page {

bool Arena::grow(std::size_t size) {
  constexpr std::size_t kLargestChunk = 4 << 20;
  // A chunk kept from the page before, if the piece fits.
  while (current_ < chunks_.size()) {
    Chunk& chunk = chunks_[current_++];
    if (chunk.size < size) continue;
    top_ = chunk.memory.get();
    end_ = top_ + chunk.size;
    return true;
  }
  const std::size_t left = limit_ > reserved_ ? limit_ - reserved_ : 0;
  if (size > left) return false;
  const std::size_t wanted = std::max(size, std::min(next_chunk_, left));
  Chunk chunk{std::make_unique_for_overwrite<char[]>(wanted), wanted};
  top_ = chunk.memory.get();
  end_ = top_ + wanted;
  chunks_.push_back(std::move(chunk));
  current_ = chunks_.size();
  reserved_ += wanted;
  next_chunk_ = std::min(next_chunk_ * 2, kLargestChunk);
  return true;
}

std::string_view Arena::keep(std::string_view text) {
  char* const copy = text.empty() ? nullptr : static_cast<char*>(take(text.size()));
  if (copy == nullptr) return {};
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

void Arena::clear(std::size_t keep_bytes) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    if (kept + chunks_[i].size > keep_bytes) {
      chunks_.resize(i);
      break;
    }
    kept += chunks_[i].size;
  }
  reserved_ = kept;
  current_ = 0;
  top_ = end_ = last_ = nullptr;
}

}  // namespace rawi::page
