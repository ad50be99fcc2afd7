// The words, numbers and signs of a text as the date reader sees them. Private to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rawi::arabic {

struct Token {
  enum class Kind : std::uint8_t { number, word, sign, end };
  Kind kind = Kind::end;
  std::size_t begin = 0, end = 0;  // bytes of the text read
  bool spaced = false;             // white space stands before it
  std::int64_t value = 0;          // number; 0 where it has more than kMaxDigits
  int digits = 0;
  std::string word;  // word: match text (alef, yeh, heh forms folded, no harakat, lower case)
  char32_t sign = 0;
};

inline constexpr int kMaxDigits = 17;

// Bidi marks, harakat and tatweel are passed over, ٠–٩ and ۰–۹ are digits, a word ends where digits begin.
class Tokens {
 public:
  Tokens(std::string_view text, std::size_t max_tokens);

  // Kind::end for every index past the last.
  [[nodiscard]] const Token& at(std::size_t i) const { return i < tokens_.size() ? tokens_[i] : end_; }
  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] std::string_view text() const { return text_; }

  [[nodiscard]] bool is_number(std::size_t i) const { return at(i).kind == Token::Kind::number; }
  [[nodiscard]] bool is_number(std::size_t i, int min_digits, int max_digits) const {
    return is_number(i) && at(i).digits >= min_digits && at(i).digits <= max_digits;
  }
  [[nodiscard]] bool is_word(std::size_t i) const { return at(i).kind == Token::Kind::word; }
  [[nodiscard]] bool is_word(std::size_t i, std::string_view word) const {
    return is_word(i) && at(i).word == word;
  }
  [[nodiscard]] bool is_sign(std::size_t i, char32_t sign) const {
    return at(i).kind == Token::Kind::sign && at(i).sign == sign;
  }
  [[nodiscard]] bool is_sign(std::size_t i) const { return at(i).kind == Token::Kind::sign; }
  // Whether no white space stands between tokens i-1 and i.
  [[nodiscard]] bool attached(std::size_t i) const { return i > 0 && i < size() && !at(i).spaced; }

 private:
  std::string_view text_;
  std::vector<Token> tokens_;
  Token end_;
};

}  // namespace rawi::arabic
