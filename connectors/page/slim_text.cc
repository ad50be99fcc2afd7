#include <algorithm>

#include "connectors/page/references.h"
#include "connectors/page/slimmer.h"
#include "connectors/page/utf8.h"

namespace rawi::page {

// Up to the next '<' that begins markup (13.2.5.6: a letter, '/', '!' or '?' behind it).
void Slimmer::text() {
  const std::size_t begin = at_;
  for (std::size_t i = at_;; ++i) {
    const void* found = i < page_.size() ? std::memchr(page_.data() + i, '<', page_.size() - i) : nullptr;
    i = found == nullptr ? page_.size()
                         : static_cast<std::size_t>(static_cast<const char*>(found) - page_.data());
    const char next = at(i + 1);
    const bool ends = i == page_.size() || is_ascii_letter(next) || next == '!' || next == '?' ||
                      (next == '/' && i + 2 < page_.size());
    if (!ends) continue;
    at_ = i;
    feed_text(begin, i);
    return;
  }
}

std::size_t Slimmer::skip_leading_space(std::size_t begin, std::size_t end) const {
  std::size_t i = begin;
  while (i < end) {
    if (is_html_space(page_[i])) {
      ++i;
    } else if (page_[i] == '&') {
      const Reference reference = read_reference(page_.substr(0, end), i, false);
      const bool space =
          reference.bytes != 0 && reference.first < 0x80 && is_html_space(static_cast<char>(reference.first));
      if (!space) break;
      i += reference.bytes;
    } else {
      break;
    }
  }
  return i;
}

void Slimmer::feed_text(std::size_t begin, std::size_t end) {
  if (begin == end) return;
  const std::size_t first = skip_leading_space(begin, end);
  if (first != begin) feed_space(begin, first);
  if (first != end) return feed_run(begin, first, end, true);
  add_text_event(begin, end, end, true);
}

// Gumbo must see white space where there is some, but how much there is matters only inside <pre>.
void Slimmer::feed_space(std::size_t begin, std::size_t end) {
  if (gap_) put("<!---->");
  gap_ = false;
  fed_ = Fed::text;
  if (!verbatim_) return put(' ');
  std::string space;
  append_resolved(space, page_.substr(begin, end - begin), false);
  put(space);
}

void Slimmer::feed_run(std::size_t begin, std::size_t text, std::size_t end, bool references) {
  if (gap_) put("<!---->");
  gap_ = false;
  fed_ = Fed::text;
  in_page_ = true;
  if (in_frameset_) out_.exact = false;
  const auto event = static_cast<std::uint32_t>(out_.events.size());
  add_text_event(begin, text, end, references);
  add_piece({event, event + 1, begin != text && !verbatim_ ? Piece::Kind::spaced_text : Piece::Kind::text});
}

void Slimmer::add_text_event(std::size_t begin, std::size_t text, std::size_t end, bool references) {
  out_.events.push_back({Event::Kind::text, Tag::text, references ? std::uint16_t{1} : std::uint16_t{0},
                         static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text),
                         static_cast<std::uint32_t>(end)});
}

void Slimmer::add_piece(const Piece& piece) {
  if (out_.pieces.size() >= kStandIns) {
    too_many_pieces_ = true;
    return;
  }
  append_utf8(out_.html, stand_in(static_cast<std::uint32_t>(out_.pieces.size())));
  out_.pieces.push_back(piece);
}

}  // namespace rawi::page
