// What a selector compiles to; private to the selector's own files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"
#include "connectors/page/selector.h"

namespace rawi::page::css {

enum class Combinator : std::uint8_t { none, descendant, child, next, subsequent };
enum class AttributeOp : std::uint8_t { present, equals, word, dash, prefix, suffix, substring };

struct AttributeTest {
  std::string name, value;
  AttributeOp op = AttributeOp::present;
  bool ignore_case = false;
};

struct Complex;
using List = std::vector<Complex>;

enum class PseudoKind : std::uint8_t { is, negation, has, nth, only, empty, root, scope, contains };

struct Pseudo {
  PseudoKind kind = PseudoKind::is;
  bool of_type = false;   // nth, only
  bool from_end = false;  // nth
  int a = 0, b = 0;       // nth: positions a·n + b, n >= 0, first position 1
  std::string text;       // contains, white space collapsed
  List list;              // is, negation, has
};

// One compound selector; `left` says how it hangs on the compound before it (in a :has() argument, for the
// first compound, on the element that carries the :has()).
struct Compound {
  Combinator left = Combinator::none;
  Tag tag = Tag::text;  // Tag::text: any element
  std::string name;     // where tag is Tag::other
  std::string id;
  std::vector<std::string> classes;
  std::vector<AttributeTest> attributes;
  std::vector<Pseudo> pseudos;
};

struct Complex {
  std::vector<Compound> compounds;  // as written; the last is the subject
};

// Longer or more deeply nested selectors are refused: matching costs at most the product of what is written.
inline constexpr std::size_t kMaxSelectorBytes = 4096;
inline constexpr int kMaxSelectorNesting = 4;

[[nodiscard]] Result<List> parse_selector(std::string_view text);

// Runs of white space to one space, none at the ends.
[[nodiscard]] std::string collapse_space(std::string_view text);

}  // namespace rawi::page::css

namespace rawi::page {

struct Selector::Program {
  std::string text;
  css::List list;
};

}  // namespace rawi::page
