#include "connectors/page/tags.h"

#include <array>
#include <iterator>

namespace rawi::page {
namespace {

// clang-format off
constexpr std::string_view kNames[] = {
    "", "",
    "a", "abbr", "acronym", "address", "amp-img", "annotation-xml", "applet", "area", "article", "aside",
    "audio", "b", "base", "basefont", "bdi", "bdo", "bgsound", "big", "blockquote", "body", "br", "button",
    "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del",
    "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure",
    "font", "footer", "foreignobject", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hgroup", "hr", "html", "i", "iframe", "image", "img", "input", "ins", "isindex", "kbd",
    "keygen", "label", "legend", "li", "link", "listing", "main", "map", "mark", "marquee", "math", "menu",
    "meta", "meter", "nav", "nobr", "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option",
    "output", "p", "param", "picture", "plaintext", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby",
    "s", "samp", "script", "section", "select", "slot", "small", "source", "span", "strike", "strong",
    "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th",
    "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
};
// clang-format on
static_assert(std::size(kNames) == static_cast<std::size_t>(Tag::xmp) + 1);

// Open addressing over the names, filled at compile time: a page asks for thousands of names.
constexpr std::size_t kSlots = 512;

constexpr std::size_t slot_of(std::string_view name) {
  std::uint32_t hash = static_cast<std::uint32_t>(name.size()) * 0x9E3779B1u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return (hash ^ (hash >> 15)) % kSlots;
}

constexpr auto kTable = [] {
  std::array<std::uint8_t, kSlots> table{};  // 0: free
  for (std::size_t i = 2; i < std::size(kNames); ++i) {
    std::size_t slot = slot_of(kNames[i]);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<std::uint8_t>(i);
  }
  return table;
}();

}  // namespace

Tag tag_of(std::string_view name) {
  constexpr std::size_t kLongest = 14;
  if (name.empty() || name.size() > kLongest) return Tag::other;
  for (std::size_t slot = slot_of(name); kTable[slot] != 0; slot = (slot + 1) % kSlots) {
    if (kNames[kTable[slot]] == name) return static_cast<Tag>(kTable[slot]);
  }
  return Tag::other;
}

std::string_view name_of(Tag tag) { return kNames[static_cast<std::size_t>(tag)]; }

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

constexpr TagSet kIsBlock = {
    Tag::address,  Tag::article,    Tag::aside,    Tag::blockquote, Tag::body,  Tag::caption,  Tag::center,
    Tag::dd,       Tag::details,    Tag::dialog,   Tag::dir,        Tag::div,   Tag::dl,       Tag::dt,
    Tag::fieldset, Tag::figcaption, Tag::figure,   Tag::footer,     Tag::form,  Tag::frameset, Tag::header,
    Tag::hgroup,   Tag::hr,         Tag::html,     Tag::legend,     Tag::li,    Tag::main,     Tag::menu,
    Tag::nav,      Tag::ol,         Tag::optgroup, Tag::option,     Tag::p,     Tag::pre,      Tag::section,
    Tag::summary,  Tag::table,      Tag::tbody,    Tag::td,         Tag::tfoot, Tag::th,       Tag::thead,
    Tag::tr,       Tag::ul};
bool is_block(Tag tag) { return kIsBlock.has(tag) || is_heading(tag); }

}  // namespace rawi::page
