// A listing page (front page, section, archive) -> links to articles.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "connectors/discover/anchors.h"
#include "connectors/discover/ascii.h"
#include "connectors/discover/link_shape.h"
#include "connectors/discover/readers.h"

namespace rawi::discover {
namespace {

using page::NodeId;
using page::Tag;

// What speaks for a link being an article, in points. A link that nothing in its address confirms needs
// company: kCompany links of the same make that have kEnough each.
constexpr int kEnough = 5;
constexpr int kEnoughInCompany = 2;
constexpr int kCompany = 3;

struct Candidate {
  Anchor best;  // of all anchors to this URL, the one with the best headline
  PathShape shape;
  int points = 0;
};

bool better(const Anchor& a, const Anchor& b) {
  if (a.title_rank != b.title_rank) return a.title_rank > b.title_rank;
  return count_words(a.title) > count_words(b.title);
}

void merge(Anchor& into, Anchor&& anchor) {
  const bool heading = into.in_heading || anchor.in_heading, card = into.in_card || anchor.in_card,
             main = into.in_main || anchor.in_main;
  const bool navigation = into.in_navigation && anchor.in_navigation;
  if (better(anchor, into)) into = std::move(anchor);
  into.in_heading = heading;
  into.in_card = card;
  into.in_main = main;
  into.in_navigation = navigation;
}

int points_of(const Candidate& c) {
  const int words = count_words(c.best.title);
  int points = 0;
  if (c.shape.dated) points += 4;
  if (c.shape.slug) points += 3;
  if (c.shape.numbered) points += 3;
  if (c.shape.article_word) points += 1;
  points += words >= 4 ? 3 : words == 3 ? 1 : words == 0 ? 0 : -1;
  if (c.best.in_heading) points += 2;
  if (c.best.in_card) points += 1;
  if (c.best.in_main) points += 1;
  if (c.best.in_navigation) points -= 4;
  return points;
}

class ListingReader {
 public:
  ListingReader(const page::Document& document, const Reading& reading)
      : document_(document),
        reading_(reading),
        base_(base_of(document, reading.url)),
        links_(reading.outlet, *reading.notes) {}

  Found run() {
    Found found;
    found.kind = "listing";
    if (reading_.source != nullptr && reading_.source->links) {
      by_selector(*reading_.source->links);
    } else {
      by_shape();
    }
    found.links = links_.take();
    found.next_page = next_page();
    return found;
  }

 private:
  void by_selector(const page::Selector& selector) {
    std::vector<Anchor> anchors;
    for (const NodeId selected : selector.all(document_)) {
      const NodeId node = anchor_for(document_, selected);
      if (node == page::kNone) continue;
      Anchor anchor = read_anchor(document_, node, base_);
      if (anchor.url.empty()) continue;
      if (anchor.title.empty()) anchor.title = read_anchor_text(selected);
      links_.add({std::move(anchor.url), std::move(anchor.title), {}, {}, {}}, base_);
    }
  }

  // A selector may name the card around an image-only anchor.
  std::string read_anchor_text(NodeId selected) const {
    for (NodeId i = selected; i < document_.end(selected); ++i) {
      if (document_.tag(i) == Tag::a) {
        if (Anchor other = read_anchor(document_, i, base_); !other.title.empty()) return other.title;
      }
    }
    return {};
  }

  void by_shape() {
    collect();
    std::unordered_map<std::string_view, int> company;
    for (Candidate& c : candidates_) {
      c.points = points_of(c);
      if (c.points >= kEnough) ++company[c.shape.pattern];
    }
    for (Candidate& c : candidates_) {
      const bool in_company = company[c.shape.pattern] >= kCompany;
      const bool confirmed = c.shape.dated || c.shape.slug || c.shape.numbered;
      const bool article = confirmed ? c.points >= (in_company ? kEnoughInCompany : kEnough)
                                     : in_company && c.points >= kEnough;
      if (article) links_.add({std::move(c.best.url), std::move(c.best.title), {}, {}, {}}, base_);
    }
  }

  void collect() {
    const std::string home_domain = url::registrable_domain(reading_.url.host);
    const std::string self = url::canonical(reading_.url);
    std::unordered_map<std::string, std::size_t> known;
    for (NodeId i = 0; i < document_.size() && candidates_.size() < kMostLinks; ++i) {
      if (document_.tag(i) != Tag::a) continue;
      Anchor anchor = read_anchor(document_, i, base_);
      const auto parsed = url::parse(anchor.url);
      if (anchor.url.empty() || !parsed) continue;
      std::string canonical = url::canonical(*parsed);
      if (canonical == self) continue;
      if (const auto earlier = known.find(canonical); earlier != known.end()) {
        if (earlier->second != kSkipped) merge(candidates_[earlier->second].best, std::move(anchor));
        continue;
      }
      Candidate made{std::move(anchor), shape_of(*parsed), 0};
      const bool skip = made.shape.never || url::registrable_domain(parsed->host) != home_domain;
      known.emplace(std::move(canonical), skip ? kSkipped : candidates_.size());
      if (!skip) candidates_.push_back(std::move(made));
    }
  }

  std::string next_page() const {
    for (NodeId i = 0; i < document_.size(); ++i) {
      const Tag tag = document_.tag(i);
      if (tag != Tag::a && tag != Tag::link) continue;
      const std::string rel = " " + lower(document_.attribute(i, "rel").value_or("")) + " ";
      if (rel.find(" next ") == std::string::npos) continue;
      return resolve_http(base_, tidy_reference(document_.attribute(i, "href").value_or("")));
    }
    return {};
  }

  static constexpr std::size_t kSkipped = static_cast<std::size_t>(-1);
  const page::Document& document_;
  const Reading& reading_;
  url::Url base_;
  LinkList links_;
  std::vector<Candidate> candidates_;
};

}  // namespace

Found read_listing(const page::Document& document, const Reading& reading) {
  return ListingReader(document, reading).run();
}

}  // namespace rawi::discover
