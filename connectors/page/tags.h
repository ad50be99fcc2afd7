// HTML element names as small integers, so that a walk over a page compares numbers.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace rawi::page {

// `text` marks a text node; `other` any element without a name of its own here (its name is kept by the
// document).
// clang-format off
enum class Tag : std::uint8_t {
  text, other,
  a, abbr, acronym, address, amp_img, annotation_xml, applet, area, article, aside, audio, b, base,
  basefont, bdi, bdo, bgsound, big, blockquote, body, br, button, canvas, caption, center, cite, code, col,
  colgroup, data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset,
  figcaption, figure, font, footer, foreignobject, form, frame, frameset, h1, h2, h3, h4, h5, h6, head,
  header, hgroup, hr, html, i, iframe, image, img, input, ins, isindex, kbd, keygen, label, legend, li,
  link, listing, main, map, mark, marquee, math, menu, meta, meter, nav, nobr, noembed, noframes, noscript,
  object, ol, optgroup, option, output, p, param, picture, plaintext, pre, progress, q, rb, rp, rt, rtc,
  ruby, s, samp, script, section, select, slot, small, source, span, strike, strong, style, sub, summary,
  sup, svg, table, tbody, td, template_, textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, var,
  video, wbr, xmp,
};
// clang-format on

// A set of tags, made at compile time, asked in two instructions.
class TagSet {
 public:
  constexpr TagSet(std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) words_[index(tag)] |= bit(tag);
  }
  [[nodiscard]] constexpr bool has(Tag tag) const { return (words_[index(tag)] & bit(tag)) != 0; }

 private:
  static constexpr std::size_t index(Tag tag) { return static_cast<std::size_t>(tag) / 64; }
  static constexpr std::uint64_t bit(Tag tag) {
    return std::uint64_t{1} << (static_cast<unsigned>(tag) % 64);
  }
  std::array<std::uint64_t, 4> words_{};
};

[[nodiscard]] Tag tag_of(std::string_view lower_case_name);  // `other` where unknown
[[nodiscard]] std::string_view name_of(Tag tag);             // "" for text and other

// Elements that a browser lays out as a block of their own by default (CSS display block, list-item, table*).
[[nodiscard]] bool is_block(Tag tag);
[[nodiscard]] bool is_heading(Tag tag);  // h1 … h6

}  // namespace rawi::page
