// How deep the elements stand, roughly: what keeps Gumbo from work that grows faster than the page.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "connectors/page/tags.h"

namespace rawi::page {

// A sketch of the standard's stack of open elements and list of active formatting elements (WHATWG
// HTML 13.2.4): end tags that pages leave out are understood, so that only nesting that is really there
// counts. Gumbo looks through that stack at most tags and rebuilds that list at most texts; a page of nothing
// but open tags would keep it busy for hours.
class Nesting {
 public:
  explicit Nesting(std::uint32_t max_depth) : max_depth_(max_depth) {}

  // May this tag be fed? False: it stands too deep, leave it out (what is inside moves up). `formatting`
  // tells formatting elements with different attributes apart.
  [[nodiscard]] bool start(Tag tag, std::string_view name, std::size_t formatting);
  [[nodiscard]] bool end(Tag tag, std::string_view name);

  // How many open elements Gumbo may have looked at for the tags so far.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  struct Open {
    Tag tag = Tag::other;
    std::uint32_t name = 0;  // a hash, where tag is Tag::other
    friend bool operator==(const Open&, const Open&) = default;
  };
  struct Active {
    Tag tag = Tag::text;  // Tag::text: a marker
    std::size_t formatting = 0;
  };
  static constexpr std::size_t kMaxActive = 64;

  void close_implied(Tag tag);
  template <class Found, class Stop>
  void pop_to(Found found, Stop stop, bool inclusive);
  void push(Open open);
  void pop();
  void erase_open(std::size_t i);
  [[nodiscard]] bool has(Tag tag) const { return count_[static_cast<std::size_t>(tag)] != 0; }
  void clear_to_marker();
  bool admit_formatting(Tag tag, std::size_t formatting);
  void end_formatting(Tag tag);

  std::uint32_t max_depth_;
  std::vector<Open> open_, refused_;
  std::vector<Active> active_;
  std::array<std::uint16_t, 256> count_{};  // of each tag in open_
  std::uint64_t work_ = 0;
};

}  // namespace rawi::page
