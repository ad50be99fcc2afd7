// HTML element names as small integers, so that a walk over a page compares numbers.
#pragma once

#include <cstdint>
#include <string_view>

namespace rawi::page {

// `text` marks a text node; `other` any element without a name of its own here (its name is kept by the document).
enum class Tag : std::uint8_t {
  text, other,
  a, abbr, acronym, address, amp_img, applet, area, article, aside, audio, b, base, bdi, bdo, big, blockquote, body, br,
  button, canvas, caption, center, cite, code, col, colgroup, data, datalist, dd, del, details, dfn, dialog, dir, div,
  dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head,
  header, hgroup, hr, html, i, iframe, img, input, ins, kbd, label, legend, li, link, main, map, mark, math, menu, meta,
  meter, nav, noframes, noscript, object, ol, optgroup, option, output, p, param, picture, pre, progress, q, rb, rp, rt,
  rtc, ruby, s, samp, script, section, select, slot, small, source, span, strike, strong, style, sub, summary, sup, svg,
  table, tbody, td, template_, textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, var, video, wbr,
};

[[nodiscard]] Tag tag_of(std::string_view lower_case_name);  // `other` where unknown
[[nodiscard]] std::string_view name_of(Tag tag);             // "" for text and other

// Elements that a browser lays out as a block of their own by default (CSS display block, list-item, table*).
[[nodiscard]] bool is_block(Tag tag);
[[nodiscard]] bool is_heading(Tag tag);  // h1 … h6

}  // namespace rawi::page
