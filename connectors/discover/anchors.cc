#include "connectors/discover/anchors.h"

#include <algorithm>
#include <array>

#include "connectors/arabic/normalize.h"
#include "connectors/discover/ascii.h"
#include "connectors/discover/link_list.h"
#include "connectors/discover/link_shape.h"

namespace rawi::discover {
namespace {

using page::Document;
using page::kNone;
using page::NodeId;
using page::Tag;

constexpr int kAncestors = 12;
constexpr NodeId kMostNodes = 2000;  // of one anchor or card: hostile pages nest them

// Where looking below n ends.
NodeId scan_end(const Document& document, NodeId n) { return std::min(document.end(n), n + kMostNodes); }
constexpr auto kNavigationWords = std::to_array<std::string_view>(
    {"nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "footer", "pager", "pagination",
     "tags", "tagcloud", "social", "share", "sharing", "byline", "author", "copyright"});
constexpr auto kCardWords = std::to_array<std::string_view>(
    {"article", "post", "story", "card", "teaser", "news", "entry", "headline", "item"});
constexpr auto kTitleWords = std::to_array<std::string_view>({"title", "headline", "heading"});

// Whether a word of class or id ("main-menu", "NewsCard_title") is one of `words`.
template <std::size_t N>
bool named(const Document& document, NodeId n, const std::array<std::string_view, N>& words) {
  for (const std::string_view attribute : {"class", "id"}) {
    const std::string_view value = document.attribute(n, attribute).value_or("");
    for (std::size_t at = 0; at < value.size() && at < 512;) {
      std::size_t end = at + 1;
      const bool starts = is_letter(value[at]);
      while (starts && end < value.size() && is_letter(value[end]) &&
             !(value[end] >= 'A' && value[end] <= 'Z' && value[end - 1] >= 'a'))
        ++end;
      if (starts && std::find(words.begin(), words.end(), lower(value.substr(at, end - at))) != words.end())
        return true;
      at = end;
    }
  }
  return false;
}

std::string text_below(const Document& document, NodeId n) {
  std::string out;
  for (NodeId i = n; i < scan_end(document, n) && out.size() < 4096; ++i) {
    if (document.is_text(i)) {
      out += document.text(i);
    } else if (page::is_block(document.tag(i)) || document.tag(i) == Tag::br) {
      out += ' ';
    }
  }
  return arabic::published_text(out);
}

// Content systems fill empty alternatives with the image's name.
bool is_file_name(std::string_view text) {
  const std::string small = lower(text.substr(text.size() - std::min<std::size_t>(text.size(), 5)));
  return small.ends_with(".jpg") || small.ends_with(".jpeg") || small.ends_with(".png") ||
         small.ends_with(".gif") || small.ends_with(".webp");
}

void offer(Anchor& anchor, int rank, std::string text) {
  if (text.empty() || is_call_to_read(text) || is_file_name(text)) return;
  if (rank > anchor.title_rank || (rank == anchor.title_rank && anchor.title.empty())) {
    anchor.title_rank = rank;
    anchor.title = std::move(text);
  }
}

void read_titles(const Document& document, NodeId node, Anchor& anchor) {
  NodeId titled = kNone;
  for (NodeId i = node + 1; i < scan_end(document, node); ++i) {
    if (document.is_text(i)) continue;
    if (page::is_heading(document.tag(i))) {
      anchor.in_heading = true;
      offer(anchor, 3, text_below(document, i));
    } else if (titled == kNone && named(document, i, kTitleWords)) {
      titled = i;
    } else if (document.tag(i) == Tag::img) {
      offer(anchor, 1, arabic::published_text(document.attribute(i, "alt").value_or("")));
    }
  }
  if (titled != kNone) offer(anchor, 2, text_below(document, titled));
  offer(anchor, anchor.in_heading ? 3 : 2, text_below(document, node));
  offer(anchor, 1, arabic::published_text(document.attribute(node, "title").value_or("")));
}

void read_surroundings(const Document& document, NodeId node, Anchor& anchor) {
  bool header = false;
  int steps = 0;
  for (NodeId i = document.parent(node); i != kNone && steps < kAncestors; i = document.parent(i), ++steps) {
    const Tag tag = document.tag(i);
    if (tag == Tag::body || tag == Tag::html) break;
    if (page::is_heading(tag)) anchor.in_heading = true;
    if (tag == Tag::article || (tag == Tag::li && steps < 4)) anchor.in_card = true;
    if (tag == Tag::main || tag == Tag::article) anchor.in_main = true;
    if (tag == Tag::nav || tag == Tag::footer) anchor.in_navigation = true;
    if (tag == Tag::header) header = true;
    if (tag == Tag::main) continue;
    if (steps < 8 && named(document, i, kNavigationWords)) anchor.in_navigation = true;
    if (steps < 4 && named(document, i, kCardWords)) anchor.in_card = true;
  }
  if (header && !anchor.in_main) anchor.in_navigation = true;
}

}  // namespace

url::Url base_of(const Document& document, const url::Url& url) {
  for (NodeId i = 0; i < document.size(); ++i) {
    if (document.tag(i) == Tag::base) {
      const auto base = url::parse(resolve_http(url, trim(document.attribute(i, "href").value_or(""))));
      return base ? *base : url;
    }
    if (i == document.body()) break;
  }
  return url;
}

NodeId anchor_for(const Document& document, NodeId node) {
  for (NodeId i = node; i < scan_end(document, node); ++i) {
    if (document.tag(i) == Tag::a) return i;
  }
  for (NodeId i = node; i != kNone; i = document.parent(i)) {
    if (document.tag(i) == Tag::a) return i;
  }
  return kNone;
}

Anchor read_anchor(const Document& document, NodeId node, const url::Url& base) {
  Anchor anchor;
  anchor.node = node;
  const auto href = document.attribute(node, "href");
  if (!href || trim(*href).empty() || trim(*href)[0] == '#') return anchor;
  anchor.url = resolve_http(base, tidy_reference(*href));
  if (anchor.url.empty()) return anchor;
  read_titles(document, node, anchor);
  read_surroundings(document, node, anchor);
  if (anchor.in_heading && anchor.title_rank == 2) anchor.title_rank = 3;
  return anchor;
}

}  // namespace rawi::discover
