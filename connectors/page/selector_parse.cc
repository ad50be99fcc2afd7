// Selectors Level 4 grammar (https://www.w3.org/TR/selectors-4/#grammar), identifiers and escapes by CSS
// Syntax Level 3.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "connectors/page/css_characters.h"
#include "connectors/page/selector_program.h"

namespace rawi::page::css {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<List> parse() {
    if (text_.size() > kMaxSelectorBytes) {
      return rawi::fail(Errc::bad_input, fmt::format("a selector of {} bytes; {} are allowed", text_.size(),
                                                     kMaxSelectorBytes));
    }
    List list;
    if (parse_list(list, 0, false) && !at_end()) stop("the end, ',' or a combinator");
    if (failed_) return rawi::fail(Errc::bad_input, message_);
    return list;
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool accept(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool skip_space() {
    const std::size_t from = at_;
    while (!at_end() && is_space(text_[at_])) ++at_;
    return at_ != from;
  }

  // Keeps the first complaint: "column 7: expected a class name, found '>'".
  bool stop(std::string_view expected) {
    return complain(fmt::format("expected {}, found {}", expected, found()));
  }
  bool complain(std::string_view what) {
    if (!failed_) {
      const auto seen = text_.substr(0, at_);
      const auto column =
          1 + std::count_if(seen.begin(), seen.end(), [](char c) { return (c & 0xC0) != 0x80; });
      message_ = fmt::format("selector \"{}\", column {}: {}", text_, column, what);
      failed_ = true;
    }
    return false;
  }
  [[nodiscard]] std::string found() const {
    if (at_end()) return "the end";
    std::size_t length = 1;
    while (at_ + length < text_.size() && (text_[at_ + length] & 0xC0) == 0x80) ++length;
    return fmt::format("'{}'", text_.substr(at_, length));
  }

  bool parse_list(List& list, int nesting, bool relative) {
    if (nesting > kMaxSelectorNesting)
      return complain(fmt::format("more than {} selectors inside one another", kMaxSelectorNesting));
    do {
      skip_space();
      list.emplace_back();
      if (!parse_complex(list.back(), nesting, relative)) return false;
    } while (accept(','));
    return true;
  }

  std::optional<Combinator> combinator_sign() {
    if (accept('>')) return Combinator::child;
    if (accept('+')) return Combinator::next;
    if (accept('~')) return Combinator::subsequent;
    return std::nullopt;
  }

  bool parse_complex(Complex& complex, int nesting, bool relative) {
    Combinator left = Combinator::none;
    if (relative) {
      left = combinator_sign().value_or(Combinator::descendant);
      skip_space();
    }
    for (;;) {
      Compound& compound = complex.compounds.emplace_back();
      compound.left = left;
      if (!parse_compound(compound, nesting)) return false;
      const bool space = skip_space();
      if (at_end() || peek() == ',' || peek() == ')') return true;
      const auto sign = combinator_sign();
      if (!sign && !space) return stop("',' or a combinator");
      left = sign.value_or(Combinator::descendant);
      skip_space();
    }
  }

  bool parse_compound(Compound& out, int nesting) {
    const std::size_t from = at_;
    if (!accept('*') && at_identifier()) {
      std::string name;
      if (!identifier(name, "an element's name")) return false;
      out.name = lowered(std::move(name));
      out.tag = tag_of(out.name);
    }
    for (;;) {
      if (accept('.')) {
        if (!identifier(out.classes.emplace_back(), "a class name after '.'")) return false;
      } else if (accept('#')) {
        std::string id;
        if (!hash(id)) return false;
        if (!out.id.empty() && out.id != id) return complain("two different ids can never match");
        out.id = std::move(id);
      } else if (accept('[')) {
        if (!parse_attribute(out.attributes.emplace_back())) return false;
      } else if (accept(':')) {
        if (!parse_pseudo(out.pseudos.emplace_back(), nesting)) return false;
      } else {
        break;
      }
    }
    return at_ != from || stop("a selector");
  }

  [[nodiscard]] bool at_identifier() const {
    if (is_name_start(peek()) || peek() == '\\') return true;
    return peek() == '-' && (is_name_start(peek(1)) || peek(1) == '-' || peek(1) == '\\');
  }

  bool escape(std::string& out) {
    if (at_end() || peek() == '\n') return stop("a character after '\\'");
    if (hex_value(peek()) < 0) {
      do out += text_[at_++];
      while (!at_end() && (text_[at_] & 0xC0) == 0x80);
      return true;
    }
    std::uint32_t c = 0;
    for (int digits = 0; digits < 6 && hex_value(peek()) >= 0; ++digits) {
      c = c * 16 + static_cast<std::uint32_t>(hex_value(text_[at_++]));
    }
    if (!at_end() && is_space(peek())) ++at_;
    append_utf8(out, c);
    return true;
  }

  bool name_rest(std::string& out) {
    while (!at_end()) {
      if (is_name(peek())) {
        out += text_[at_++];
      } else if (accept('\\')) {
        if (!escape(out)) return false;
      } else {
        break;
      }
    }
    return true;
  }

  bool identifier(std::string& out, std::string_view what) {
    return at_identifier() ? name_rest(out) : stop(what);
  }

  // An id may start with a digit here: CMSs write them ("#123"), and nothing else could be meant.
  bool hash(std::string& out) {
    return is_name(peek()) || peek() == '\\' ? name_rest(out) : stop("an id after '#'");
  }

  bool quoted(std::string& out) {
    const char quote = text_[at_++];
    while (!at_end() && peek() != quote) {
      if (!accept('\\')) {
        out += text_[at_++];
      } else if (!accept('\n') && !escape(out)) {
        return false;
      }
    }
    return accept(quote) || stop(fmt::format("a closing {}", quote));
  }

  bool parse_attribute(AttributeTest& out) {
    skip_space();
    if (!identifier(out.name, "an attribute's name")) return false;
    out.name = lowered(std::move(out.name));
    skip_space();
    if (accept(']')) return true;
    if (!parse_operator(out.op)) return false;
    skip_space();
    if (peek() == '"' || peek() == '\'') {
      if (!quoted(out.value)) return false;
    } else if (!bare_value(out.value)) {
      return false;
    }
    skip_space();
    if (peek() == 'i' || peek() == 'I' || peek() == 's' || peek() == 'S') {
      out.ignore_case = lower(text_[at_++]) == 'i';
      skip_space();
    }
    return accept(']') || stop("']'");
  }

  bool parse_operator(AttributeOp& op) {
    if (accept('=')) {
      op = AttributeOp::equals;
      return true;
    }
    switch (peek()) {
      case '~': op = AttributeOp::word; break;
      case '|': op = AttributeOp::dash; break;
      case '^': op = AttributeOp::prefix; break;
      case '$': op = AttributeOp::suffix; break;
      case '*': op = AttributeOp::substring; break;
      default: return stop("']' or one of = ~= |= ^= $= *=");
    }
    ++at_;
    return accept('=') || stop("'='");
  }

  // Laxer than an identifier: digits, dots and slashes without quotes are common in hand-written rules.
  bool bare_value(std::string& out) {
    const std::size_t from = at_;
    while (!at_end() && peek() != ']' && peek() != '"' && peek() != '\'' && !is_space(peek())) {
      if (!accept('\\')) {
        out += text_[at_++];
      } else if (!escape(out)) {
        return false;
      }
    }
    return at_ != from || stop("a value");
  }

  bool parse_pseudo(Pseudo& out, int nesting) {
    if (peek() == ':') return complain("pseudo-elements (::before, ::text) select no element; leave it out");
    const std::size_t from = at_;
    std::string name;
    if (!identifier(name, "a pseudo-class's name after ':'")) return false;
    name = lowered(std::move(name));
    if (accept('(')) return parse_function(name, out, nesting, from);
    out.b = 1;
    if (name == "first-child" || name == "first-of-type" || name == "last-child" || name == "last-of-type") {
      out.kind = PseudoKind::nth;
      out.from_end = name.front() == 'l';
      out.of_type = name.back() == 'e';
    } else if (name == "only-child" || name == "only-of-type") {
      out.kind = PseudoKind::only;
      out.of_type = name.back() == 'e';
    } else if (name == "empty") {
      out.kind = PseudoKind::empty;
    } else if (name == "root") {
      out.kind = PseudoKind::root;
    } else if (name == "scope") {
      out.kind = PseudoKind::scope;
    } else {
      at_ = from;
      return complain(
          fmt::format("the pseudo-class :{} is not known (or needs its argument in parentheses)", name));
    }
    return true;
  }

  bool parse_function(const std::string& name, Pseudo& out, int nesting, std::size_t from) {
    if (name == "not" || name == "is" || name == "where" || name == "matches") {
      out.kind = name == "not" ? PseudoKind::negation : PseudoKind::is;
      if (!parse_list(out.list, nesting + 1, false)) return false;
    } else if (name == "has") {
      // Selectors 4: :has() inside :has() is invalid, and it would make matching costlier than quadratic.
      if (in_has_) return complain(":has() inside :has() is not allowed");
      in_has_ = true;
      out.kind = PseudoKind::has;
      if (!parse_list(out.list, nesting + 1, true)) return false;
      in_has_ = false;
    } else if (name == "contains") {
      out.kind = PseudoKind::contains;
      if (!parse_contains(out.text)) return false;
    } else if (name == "nth-child" || name == "nth-last-child" || name == "nth-of-type" ||
               name == "nth-last-of-type") {
      out.kind = PseudoKind::nth;
      out.from_end = name.find("last") != std::string::npos;
      out.of_type = name.back() == 'e';
      if (!parse_nth(out)) return false;
    } else {
      at_ = from;
      return complain(fmt::format("the pseudo-class :{}() is not known", name));
    }
    skip_space();
    return accept(')') || stop("')'");
  }

  bool parse_contains(std::string& out) {
    skip_space();
    std::string text;
    if (peek() == '"' || peek() == '\'') {
      if (!quoted(text)) return false;
    } else {
      while (!at_end() && peek() != ')') text += text_[at_++];
    }
    out = collapse_space(text);
    return !out.empty() || stop("the text to look for");
  }

  bool number(int& out) {
    if (!is_digit(peek())) return stop("a number");
    long value = 0;
    while (is_digit(peek())) value = std::min(value * 10 + (text_[at_++] - '0'), 1'000'000'000L);
    out = static_cast<int>(value);
    return true;
  }

  bool word(std::string_view lower_case) {
    for (std::size_t i = 0; i < lower_case.size(); ++i) {
      if (lower(peek(i)) != lower_case[i]) return false;
    }
    if (is_name(peek(lower_case.size()))) return false;
    at_ += lower_case.size();
    return true;
  }

  // An+B, CSS Syntax Level 3 section 6.
  bool parse_nth(Pseudo& out) {
    skip_space();
    out.b = 0;
    if (word("even") || word("odd")) {
      out.a = 2;
      out.b = lower(text_[at_ - 1]) == 'd' ? 1 : 0;
      return true;
    }
    int sign = accept('-') ? -1 : 1;
    if (sign > 0) accept('+');
    int value = 1;
    if (lower(peek()) != 'n' && !number(value)) return false;
    if (lower(peek()) != 'n') {
      out.b = sign * value;
      return true;
    }
    ++at_;
    out.a = sign * value;
    skip_space();
    if (peek() != '+' && peek() != '-') return true;
    sign = text_[at_++] == '-' ? -1 : 1;
    skip_space();
    if (!number(value)) return false;
    out.b = sign * value;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool failed_ = false, in_has_ = false;
  std::string message_;
};

}  // namespace

std::string collapse_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (!is_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Result<List> parse_selector(std::string_view text) { return Parser(text).parse(); }

}  // namespace rawi::page::css
