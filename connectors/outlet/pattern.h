// Regular expressions as outlet files use them: RE2's syntax, matched in time linear in the text.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/base/result.h"

namespace re2 {
class RE2;
}

namespace rawi::outlet {

// Immutable after compile, cheap to copy, safe to share between threads.
class Pattern {
 public:
  // Errc::bad_input says what is wrong and where. Text and pattern are UTF-8; "^" and "$" are the text's
  // ends.
  static Result<Pattern> compile(std::string_view text);

  // Whether the pattern occurs anywhere in `text`.
  [[nodiscard]] bool matches(std::string_view text) const;
  // What the first group that took part matched, the whole match where the pattern has no group; nullopt
  // where the pattern does not occur.
  [[nodiscard]] std::optional<std::string> capture(std::string_view text) const;
  [[nodiscard]] const std::string& text() const;  // as written

 private:
  explicit Pattern(std::shared_ptr<const re2::RE2> program) : program_(std::move(program)) {}
  std::shared_ptr<const re2::RE2> program_;
};

}  // namespace rawi::outlet
