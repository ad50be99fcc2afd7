// JSON as pages really contain it: a tolerant reader, bounded in depth and size, that never fails.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::extract {

// RFC 8259 plus what templates get wrong: comment and CDATA wrappers, a BOM, several values glued together,
// trailing or missing commas, raw line ends and control characters in strings, quotes inside strings that
// nobody escaped, text that breaks off. Values are laid out flat in document order; node 0 is an array of the
// top-level values. Reading stops quietly at kMaxNodes or kMaxDepth; what was read by then is kept.
class LooseJson {
 public:
  enum class Kind : std::uint8_t { object, array, string, scalar };
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xFFFFFFFFu;
  static constexpr std::size_t kMaxNodes = 100'000;
  static constexpr std::size_t kMaxDepth = 64;

  // `text` must outlive the result.
  explicit LooseJson(std::string_view text);

  [[nodiscard]] Index size() const { return static_cast<Index>(nodes_.size()); }
  [[nodiscard]] Kind kind(Index i) const { return nodes_[i].kind; }
  [[nodiscard]] Index end(Index i) const { return nodes_[i].end; }  // subtree is [i, end)
  [[nodiscard]] std::string_view key(Index i) const { return nodes_[i].key; }
  // A string's characters with escapes resolved; a scalar as written (12, true, null); "" for containers.
  [[nodiscard]] std::string_view text(Index i) const { return nodes_[i].text; }
  // The member's value, kNone where `object` is none or has no such key.
  [[nodiscard]] Index find(Index object, std::string_view key) const;

 private:
  struct Node {
    Kind kind = Kind::scalar;
    Index end = 0;
    std::string_view key, text;
  };
  void read();
  bool skip_to_value();
  void add(Kind kind, std::string_view text);
  void close(char bracket);
  void read_key();
  void read_scalar();
  std::string_view read_string(bool is_key);
  [[nodiscard]] bool closes_string(std::size_t quote, bool is_key) const;
  std::string_view unescape(std::string_view raw);

  std::string_view in_;
  std::size_t at_ = 0;
  std::vector<Node> nodes_;
  std::vector<Index> open_;
  std::string_view pending_key_;
  bool full_ = false;
  std::deque<std::string> strings_;  // unescaped ones; views into them stay valid
};

}  // namespace rawi::extract
