#include "connectors/page/tags.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace rawi::page {
namespace {

constexpr std::string_view kNames[] = {
    "", "",
    "a", "abbr", "acronym", "address", "amp-img", "applet", "area", "article", "aside", "audio", "b", "base", "bdi",
    "bdo", "big", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup",
    "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link",
    "main", "map", "mark", "math", "menu", "meta", "meter", "nav", "noframes", "noscript", "object", "ol", "optgroup",
    "option", "output", "p", "param", "picture", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
    "script", "section", "select", "slot", "small", "source", "span", "strike", "strong", "style", "sub", "summary",
    "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track",
    "tt", "u", "ul", "var", "video", "wbr",
};
static_assert(std::size(kNames) == static_cast<std::size_t>(Tag::wbr) + 1);

}  // namespace

Tag tag_of(std::string_view name) {
  static const auto* const table = [] {
    auto* t = new std::unordered_map<std::string_view, Tag>;
    for (std::size_t i = 2; i < std::size(kNames); ++i) t->emplace(kNames[i], static_cast<Tag>(i));
    return t;
  }();
  const auto it = table->find(name);
  return it == table->end() ? Tag::other : it->second;
}

std::string_view name_of(Tag tag) { return kNames[static_cast<std::size_t>(tag)]; }

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::address: case Tag::article: case Tag::aside: case Tag::blockquote: case Tag::body: case Tag::caption:
    case Tag::center: case Tag::dd: case Tag::details: case Tag::dialog: case Tag::dir: case Tag::div: case Tag::dl:
    case Tag::dt: case Tag::fieldset: case Tag::figcaption: case Tag::figure: case Tag::footer: case Tag::form:
    case Tag::frameset: case Tag::header: case Tag::hgroup: case Tag::hr: case Tag::html: case Tag::legend:
    case Tag::li: case Tag::main: case Tag::menu: case Tag::nav: case Tag::ol: case Tag::optgroup: case Tag::option:
    case Tag::p: case Tag::pre: case Tag::section: case Tag::summary: case Tag::table: case Tag::tbody: case Tag::td:
    case Tag::tfoot: case Tag::th: case Tag::thead: case Tag::tr: case Tag::ul:
      return true;
    default:
      return is_heading(tag);
  }
}

}  // namespace rawi::page
