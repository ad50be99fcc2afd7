#include "connectors/page/selector.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/page/selector_program.h"

namespace rawi::page {
namespace {

using css::AttributeOp;
using css::AttributeTest;
using css::Combinator;
using css::Complex;
using css::Compound;
using css::List;
using css::Pseudo;
using css::PseudoKind;

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool same(std::string_view a, std::string_view b, bool ignore_case) {
  if (a.size() != b.size()) return false;
  if (!ignore_case) return a == b;
  return std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool has_word(std::string_view value, std::string_view word, bool ignore_case) {
  for (std::size_t at = 0; at < value.size();) {
    if (is_space(value[at])) {
      ++at;
      continue;
    }
    std::size_t stop = at;
    while (stop < value.size() && !is_space(value[stop])) ++stop;
    if (same(value.substr(at, stop - at), word, ignore_case)) return true;
    at = stop;
  }
  return false;
}

bool contains(std::string_view value, std::string_view part, bool ignore_case) {
  if (!ignore_case) return value.find(part) != std::string_view::npos;
  return std::search(value.begin(), value.end(), part.begin(), part.end(),
                     [](char x, char y) { return lower(x) == lower(y); }) != value.end();
}

// Selectors 4 section 6: an empty value matches nothing for ~= ^= $= *=.
bool attribute_passes(const AttributeTest& test, std::string_view value) {
  const std::string_view want = test.value;
  switch (test.op) {
    case AttributeOp::present: return true;
    case AttributeOp::equals: return same(value, want, test.ignore_case);
    case AttributeOp::word: return !want.empty() && has_word(value, want, test.ignore_case);
    case AttributeOp::dash:
      return same(value.substr(0, want.size()), want, test.ignore_case) &&
             (value.size() == want.size() || value[want.size()] == '-');
    case AttributeOp::prefix:
      return !want.empty() && same(value.substr(0, want.size()), want, test.ignore_case);
    case AttributeOp::suffix:
      return !want.empty() && value.size() >= want.size() &&
             same(value.substr(value.size() - want.size()), want, test.ignore_case);
    case AttributeOp::substring: return !want.empty() && contains(value, want, test.ignore_case);
  }
  return false;
}

// What a failed step tells the step to its right: where a match could still begin. It is what keeps chains of
// descendant and sibling combinators from trying every combination of candidates (the scheme of Servo's and
// WebKit's matchers).
enum class Outcome { matched, try_earlier_sibling, try_higher_ancestor, hopeless };

// One call's matching: the budget, and the positions already counted among siblings.
class Matcher {
 public:
  Matcher(const Document& doc, NodeId scope, std::uint64_t budget)
      : doc_(doc), scope_(scope), budget_(budget) {}

  bool any(const List& list, NodeId n) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Complex& complex) { return complex_at(complex, n); });
  }
  [[nodiscard]] bool exhausted() const { return budget_ == 0; }

 private:
  bool spend(std::uint64_t steps = 1) {
    budget_ -= std::min(budget_, steps);
    return budget_ != 0;
  }

  bool complex_at(const Complex& complex, NodeId n, NodeId anchor = kNone) {
    return step(complex, complex.compounds.size() - 1, n, anchor) == Outcome::matched;
  }

  [[nodiscard]] NodeId previous_element(NodeId n) const {
    do n = doc_.previous_sibling(n);
    while (n != kNone && doc_.is_text(n));
    return n;
  }
  [[nodiscard]] NodeId next_element(NodeId n) const {
    do n = doc_.next_sibling(n);
    while (n != kNone && doc_.is_text(n));
    return n;
  }

  // Does compounds[0..i] match with compounds[i] at n?
  Outcome step(const Complex& complex, std::size_t i, NodeId n, NodeId anchor) {
    const Compound& compound = complex.compounds[i];
    if (!compound_at(compound, n)) return Outcome::try_earlier_sibling;
    if (i == 0) {
      return compound.left == Combinator::none || hangs_on(compound.left, n, anchor)
                 ? Outcome::matched
                 : Outcome::try_earlier_sibling;
    }
    const Combinator left = compound.left;
    const bool upwards = left == Combinator::child || left == Combinator::descendant;
    for (NodeId candidate = n;;) {
      candidate = upwards ? doc_.parent(candidate) : previous_element(candidate);
      if (candidate == kNone) return upwards ? Outcome::hopeless : Outcome::try_higher_ancestor;
      const Outcome outcome = step(complex, i - 1, candidate, anchor);
      if (outcome == Outcome::matched || outcome == Outcome::hopeless || left == Combinator::next)
        return outcome;
      if (left == Combinator::child) return Outcome::try_higher_ancestor;
      if (left == Combinator::subsequent && outcome == Outcome::try_higher_ancestor) return outcome;
    }
  }

  bool hangs_on(Combinator left, NodeId n, NodeId anchor) {
    switch (left) {
      case Combinator::none: return true;
      case Combinator::descendant: return n != anchor && doc_.contains(anchor, n);
      case Combinator::child: return doc_.parent(n) == anchor;
      case Combinator::next: return previous_element(n) == anchor;
      case Combinator::subsequent: return n > anchor && doc_.parent(n) == doc_.parent(anchor);
    }
    return false;
  }

  bool compound_at(const Compound& compound, NodeId n) {
    const Tag tag = doc_.tag(n);
    if (tag == Tag::text || !spend()) return false;
    if (compound.tag != Tag::text && compound.tag != tag) return false;
    if (compound.tag == Tag::other && doc_.tag_name(n) != compound.name) return false;
    if (!compound.id.empty() && doc_.attribute(n, "id") != compound.id) return false;
    for (const auto& name : compound.classes) {
      if (!doc_.has_class(n, name)) return false;
    }
    for (const auto& test : compound.attributes) {
      const auto value = doc_.attribute(n, test.name);
      if (!value || !attribute_passes(test, *value)) return false;
    }
    return std::all_of(compound.pseudos.begin(), compound.pseudos.end(),
                       [&](const Pseudo& pseudo) { return pseudo_at(pseudo, n); });
  }

  bool pseudo_at(const Pseudo& pseudo, NodeId n) {
    switch (pseudo.kind) {
      case PseudoKind::is: return any(pseudo.list, n);
      case PseudoKind::negation: return !any(pseudo.list, n) && !exhausted();
      case PseudoKind::has: return has(pseudo.list, n);
      case PseudoKind::nth: return nth(pseudo, n);
      case PseudoKind::only:
        return position(n, pseudo.of_type, false) == 1 && position(n, pseudo.of_type, true) == 1;
      case PseudoKind::empty: return empty(n);
      case PseudoKind::root: return n == 0;
      case PseudoKind::scope: return n == scope_;
      case PseudoKind::contains: return contains_text(pseudo.text, n);
    }
    return false;
  }

  bool has(const List& list, NodeId anchor) {
    return std::any_of(list.begin(), list.end(), [&](const Complex& complex) {
      const Combinator left = complex.compounds.front().left;
      const bool below = left == Combinator::child || left == Combinator::descendant;
      const NodeId parent = doc_.parent(anchor);
      const NodeId from = below ? anchor + 1 : doc_.end(anchor);
      const NodeId to = below || parent == kNone ? doc_.end(anchor) : doc_.end(parent);
      for (NodeId n = from; n < to && spend(); ++n) {
        if (complex_at(complex, n, anchor)) return true;
      }
      return false;
    });
  }

  bool nth(const Pseudo& pseudo, NodeId n) {
    const long at = position(n, pseudo.of_type, pseudo.from_end);
    const long distance = at - pseudo.b;
    if (pseudo.a == 0) return distance == 0;
    return distance % pseudo.a == 0 && distance / pseudo.a >= 0;
  }

  [[nodiscard]] bool same_type(NodeId a, NodeId b) const {
    if (doc_.tag(a) != doc_.tag(b)) return false;
    return doc_.tag(a) != Tag::other || doc_.tag_name(a) == doc_.tag_name(b);
  }

  // 1-based among the element siblings (of the same type). Documents are walked in order, so remembering the
  // sibling counted last, and how many there are, makes a walk over a long list linear.
  long position(NodeId n, bool of_type, bool from_end) {
    const NodeId parent = doc_.parent(n);
    const auto kind = of_type ? 1u + static_cast<unsigned>(doc_.tag(n)) : 0u;
    Counted& memo = counted_[(parent * 31u + kind) % counted_.size()];
    const bool usable = memo.node != kNone && memo.parent == parent && memo.of_type == of_type &&
                        (!of_type || same_type(memo.node, n));
    Counted here{n, parent, 1, usable ? memo.total : 0, of_type};
    for (NodeId i = n; (i = previous_element(i)) != kNone && spend();) {
      if (of_type && !same_type(i, n)) continue;
      if (usable && memo.node == i) {
        here.position += memo.position;
        break;
      }
      ++here.position;
    }
    if (from_end && here.total == 0) {
      here.total = here.position;
      for (NodeId i = n; (i = next_element(i)) != kNone && spend();)
        here.total += !of_type || same_type(i, n) ? 1 : 0;
    }
    memo = here;
    return from_end ? here.total - here.position + 1 : here.position;
  }

  bool empty(NodeId n) {
    for (NodeId i = n + 1; i < doc_.end(n); i = doc_.end(i)) {
      if (!doc_.is_text(i) || !doc_.text(i).empty()) return false;
    }
    return true;
  }

  bool contains_text(std::string_view wanted, NodeId n) {
    if (!spend(doc_.end(n) - n)) return false;
    const std::string text = css::collapse_space(doc_.text_content(n));
    return spend(text.size() / 16) && text.find(wanted) != std::string::npos;
  }

  struct Counted {
    NodeId node = kNone, parent = kNone;
    long position = 0, total = 0;  // total: 0 where not counted yet
    bool of_type = false;
  };

  const Document& doc_;
  NodeId scope_;
  std::uint64_t budget_;
  std::array<Counted, 32> counted_;
};

// Steps one call may take: plenty for any real page, and an end to a hostile one (it then matches nothing
// more).
constexpr std::uint64_t kStepsPerCall = 20'000'000;
constexpr std::uint64_t kStepsPerNode = 1'000'000;

// The first matches in the scope, at most `limit`.
std::vector<NodeId> find(const Selector::Program& program, const Document& doc, NodeId scope,
                         std::size_t limit) {
  std::vector<NodeId> out;
  if (scope >= doc.size()) return out;
  Matcher matcher(doc, scope, kStepsPerCall + 16ULL * doc.size());
  for (NodeId n = scope == 0 ? 0 : scope + 1; n < doc.end(scope) && !matcher.exhausted(); ++n) {
    if (!matcher.any(program.list, n)) continue;
    out.push_back(n);
    if (out.size() == limit) break;
  }
  return out;
}

}  // namespace

Result<Selector> Selector::compile(std::string_view text) {
  auto list = css::parse_selector(text);
  if (!list) return rawi::fail(list.error());
  return Selector(std::make_shared<const Program>(Program{std::string(text), std::move(*list)}));
}

bool Selector::matches(const Document& doc, NodeId node) const {
  return node < doc.size() && Matcher(doc, 0, kStepsPerNode).any(program_->list, node);
}

std::vector<NodeId> Selector::all(const Document& doc, NodeId scope) const {
  return find(*program_, doc, scope, static_cast<std::size_t>(-1));
}

NodeId Selector::first(const Document& doc, NodeId scope) const {
  const auto found = find(*program_, doc, scope, 1);
  return found.empty() ? kNone : found.front();
}

const std::string& Selector::text() const { return program_->text; }

}  // namespace rawi::page
