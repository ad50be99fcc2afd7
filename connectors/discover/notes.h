// What was wrong and read all the same, each thing said once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace rawi::discover {

class Notes {
 public:
  void add(std::string note) {
    if (notes_.size() >= kMost) return;
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(std::move(note));
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return notes_; }

 private:
  static constexpr std::size_t kMost = 32;  // a document may be wrong in every line
  std::vector<std::string> notes_;
};

}  // namespace rawi::discover
