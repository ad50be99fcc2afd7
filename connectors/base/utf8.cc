#include "connectors/base/utf8.h"

#include <array>
#include <cstring>

#include "connectors/base/byte_blocks.h"

namespace rawi {
namespace {

constexpr std::size_t kBefore = 3;  // bytes before a byte that can decide what it may be

// Which of the bytes at `p` cannot stand where they stand (table 3-7). Reads from p - kBefore on. All bytes
// of a block are asked the same few questions at once: mixed Arabic and Latin makes a processor that branches
// guess wrong at every second word.
Mask misplaced(const Byte* p) {
  const Block here = load(p), three = load(p - 3);
  if (!any((here | three) >= 0x80)) return Mask{};  // ASCII, as half of a page is
  const Block one = load(p - 1), two = load(p - 2);
  const Mask continues = (here >= 0x80) & (here < 0xC0);
  const Mask expected = (one >= 0xC0) | (two >= 0xE0) | (three >= 0xF0);
  const Mask impossible = (here == 0xC0) | (here == 0xC1) | (here >= 0xF5);
  const Mask overlong = ((one == 0xE0) & (here < 0xA0)) | ((one == 0xF0) & (here < 0x90));
  const Mask surrogate = (one == 0xED) & (here >= 0xA0);
  const Mask beyond = (one == 0xF4) & (here >= 0x90);
  return (continues ^ expected) | impossible | overlong | surrogate | beyond;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  const auto* const p = reinterpret_cast<const Byte*>(bytes.data());
  Mask wrong{};
  // Behind the end stand blanks, which show where a last character is cut off; so they do before the
  // beginning.
  const auto look_at_edge = [&](std::size_t at) {
    std::array<Byte, kBefore + kBlockBytes> edge;
    edge.fill(' ');
    const std::size_t from = at < kBefore ? 0 : at - kBefore, to = kBefore - (at - from);
    const std::size_t left = bytes.size() - from;
    if (left != 0) std::memcpy(edge.data() + to, p + from, left < edge.size() - to ? left : edge.size() - to);
    wrong |= misplaced(edge.data() + kBefore);
  };
  look_at_edge(0);
  std::size_t at = kBlockBytes;
  for (; at + kBlockBytes <= bytes.size(); at += kBlockBytes) wrong |= misplaced(p + at);
  if (at <= bytes.size()) look_at_edge(at);
  return !any(wrong);
}

}  // namespace rawi
