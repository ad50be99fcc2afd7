#include "connectors/extract/lead_image.h"

#include <algorithm>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"
#include "connectors/extract/class_words.h"
#include "connectors/extract/words.h"
#include "connectors/url/url.h"

namespace rawi::extract {
namespace {

using page::NodeId;
using page::Tag;

constexpr ByteSet kPathEnds("?#");

// "…/2020/photo_large.jpg?w=600" -> "photo_large.jpg"
std::string_view file_name(std::string_view url) {
  url = url.substr(0, kPathEnds.find_in(url));
  const auto slash = url.rfind('/');
  return slash == std::string_view::npos ? url : url.substr(slash + 1);
}

bool is_no_picture(std::string_view url) {
  std::string lower(url.substr(0, url.find('?')));
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (lower.ends_with(".svg") || lower.ends_with(".ico")) return true;
  const std::string_view name = file_name(lower);
  for (const std::string_view word : {"logo", "default", "placeholder", "favicon", "avatar", "noimage",
                                      "no-image", "blank.", "spacer", "sprite"}) {
    if (contains(name, word)) return true;
  }
  return false;
}

// «نص التعليق (رويترز)», «… – تصوير: فلان» -> caption and credit.
void take_caption(std::string text, LeadImage& image) {
  text = arabic::published_text(text);
  if (text.empty() || text.size() > 600) return;
  image.caption = text;
  if (text.back() == ')') {
    const auto open = text.rfind('(');
    if (open != std::string::npos && text.size() - open < 80) {
      const std::string inside = text.substr(open + 1, text.size() - open - 2);
      if (arabic::is_agency(inside) || count_words(inside) <= 4) {
        image.credit = inside;
        image.caption = std::string(trim_marks(std::string_view(text).substr(0, open)));
        return;
      }
    }
  }
  for (const std::string_view cue : {"تصوير:", "تصوير :", "عدسة:", "المصدر:", "Photo:", "Credit:"}) {
    const auto at = text.find(cue);
    if (at == std::string::npos) continue;
    image.credit = std::string(trim_marks(std::string_view(text).substr(at + cue.size())));
    image.caption = std::string(trim_marks(std::string_view(text).substr(0, at)));
    return;
  }
}

// The caption of the <figure> or box that holds `img`.
std::string caption_of(const page::Document& doc, const Structured& structured, NodeId img) {
  NodeId box = doc.parent(img);
  for (int up = 0; up < 4 && box != page::kNone && doc.end(box) - box < 80; ++up, box = doc.parent(box)) {
    for (NodeId n = box; n < doc.end(box); ++n) {
      if (doc.is_text(n)) continue;
      const bool figcaption = doc.tag(n) == Tag::figcaption;
      if (figcaption || (structured.says_of(n) & kSaysCaption) != 0) return doc.text_content(n);
    }
  }
  return {};
}

}  // namespace

std::optional<LeadImage> choose_lead_image(const page::Document& doc, const Structured& structured,
                                           std::string_view page_url, const Layout& layout,
                                           std::string& from) {
  const auto base = url::parse(page_url);
  LeadImage image;
  for (const std::string_view wanted :
       {"opengraph", "json-ld", "twitter", "microdata", "rdfa", "meta", "link"}) {
    for (const auto& e : structured.images) {
      if (e.from != wanted || e.value.empty() || is_no_picture(e.value) || e.value.starts_with("data:"))
        continue;
      const auto resolved = base ? url::resolve(*base, e.value) : url::parse(e.value);
      if (!resolved || resolved->host.empty() || (resolved->scheme != "http" && resolved->scheme != "https"))
        continue;
      image.url = resolved->to_string();
      from = wanted;
      break;
    }
    if (!image.url.empty()) break;
  }
  if (image.url.empty()) return std::nullopt;
  const NodeId begin = layout.title == page::kNone ? 0 : layout.title - std::min<NodeId>(layout.title, 100);
  const NodeId end = layout.container == page::kNone ? doc.size() : doc.end(layout.container);
  const auto wanted = file_name(image.url);
  for (NodeId n = begin; n < end; ++n) {
    if (doc.tag(n) != Tag::img && doc.tag(n) != Tag::amp_img) continue;
    const auto src = doc.attribute(n, "src"), lazy = doc.attribute(n, "data-src");
    if ((src && file_name(*src) == wanted) || (lazy && file_name(*lazy) == wanted)) {
      take_caption(caption_of(doc, structured, n), image);
      break;
    }
  }
  if (image.caption.empty() && !structured.captions.empty())
    take_caption(structured.captions.front().value, image);
  return image;
}

}  // namespace rawi::extract
