#include "connectors/extract/standfirst.h"

#include <algorithm>

#include "connectors/arabic/normalize.h"
#include "connectors/extract/class_words.h"
#include "connectors/extract/lines.h"
#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

// "lead-image__caption" says lead and caption.
bool captions_picture(const page::Document& doc, const Structured& structured, page::NodeId n) {
  page::NodeId a = n;
  for (int up = 0; up < 3 && a != page::kNone; ++up, a = doc.parent(a)) {
    if (doc.tag(a) == page::Tag::figure || doc.tag(a) == page::Tag::figcaption) return true;
    if ((structured.says_of(a) & kSaysCaption) != 0) return true;
  }
  return false;
}

}  // namespace

std::string choose_standfirst(const page::Document& doc, const Structured& structured, const SiteNames& site,
                              const Layout& layout, const Article& article) {
  if (layout.title == page::kNone || structured.standfirsts.empty()) return {};
  const std::string title = arabic::match_text(article.title);
  const page::NodeId last = layout.container == page::kNone
                                ? layout.title + 200
                                : std::max(layout.title + 40, doc.end(layout.container));
  for (const page::NodeId n : structured.standfirsts) {
    if (n < layout.title - std::min<page::NodeId>(layout.title, 40) || n > last ||
        doc.contains(layout.title, n))
      continue;
    if (layout.container != page::kNone && doc.contains(n, layout.container)) continue;
    std::string text = arabic::published_text(doc.text_content(n));
    const std::size_t words = count_words(text);
    if (words < 4 || words > 90 || site.names(text)) continue;
    const std::string folded = arabic::match_text(text);
    if (contains(title, folded) || (contains(folded, title) && folded.size() < title.size() * 3 / 2))
      continue;
    const bool repeated =
        std::any_of(article.paragraphs.begin(), article.paragraphs.end(), [&](const Paragraph& p) {
          const std::string paragraph = arabic::match_text(p.text);
          return contains(paragraph, folded) || contains(folded, paragraph);
        });
    if (repeated || structured.stands_elsewhere(n) || captions_picture(doc, structured, n)) continue;
    return text;
  }
  return {};
}

}  // namespace rawi::extract
