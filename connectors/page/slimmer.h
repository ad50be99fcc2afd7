// The pass that makes a page small; see slim.h. Split over slim.cc (the loop, tags), slim_text.cc (text),
// slim_raw.cc (comments, scripts, styles, raw text) and slim_drawing.cc (inline SVG).
#pragma once

#include <cstring>
#include <string_view>
#include <vector>

#include "connectors/page/folding.h"
#include "connectors/page/nesting.h"
#include "connectors/page/slim.h"
#include "connectors/page/tag_scan.h"

namespace rawi::page {

constexpr bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
[[nodiscard]] bool same_any_case(std::string_view a, std::string_view b);

class Slimmer {
 public:
  Slimmer(std::string_view page, Arena& strings, std::uint32_t max_depth, Slim& out)
      : page_(page), strings_(strings), out_(out), nesting_(max_depth) {}

  Result<void> run();

 private:
  // What of the page has been fed last; it decides whether leaving something out can be noticed.
  enum class Fed : std::uint8_t { nothing, tag, text };

  struct Tagged {
    ScannedTag scan;
    Tag tag = Tag::other;
    std::size_t at = 0;       // of its '<' in the page
    std::uint32_t first = 0;  // of its attributes
    std::uint32_t count = 0;
  };

  // slim.cc
  void markup();
  void start_tag();
  void end_tag();
  Tagged scan_start();
  enum class As : std::uint8_t { element, raw_text, drawing };
  bool feed_start(const Tagged& t, As what);
  void feed_tag_attributes(const Tagged& t);
  void add_tag_event(Event::Kind kind, const Tagged& t);
  [[nodiscard]] FoldMark mark() const;
  void fold(const FoldMark& from);
  [[nodiscard]] std::string_view attribute(const Tagged& t, std::string_view name) const;
  [[nodiscard]] bool has_attribute(const Tagged& t, std::string_view name) const;
  [[nodiscard]] std::size_t formatting_hash(const Tagged& t) const;

  // slim_notes.cc
  bool starts_raw(const Tagged& t);
  void note_start(const Tagged& t);
  void note_end(Tag tag);
  void note_frameset();
  void note_foreign_start(const Tagged& t);
  void note_foreign_end(const ScannedTag& scan);

  // slim_text.cc
  void text();
  void feed_text(std::size_t begin, std::size_t end);
  std::size_t skip_leading_space(std::size_t begin, std::size_t end) const;
  void feed_space(std::size_t begin, std::size_t end);
  void feed_run(std::size_t begin, std::size_t text, std::size_t end, bool references);
  void add_text_event(std::size_t begin, std::size_t text, std::size_t end, bool references);
  void add_piece(const Piece& piece);

  // slim_raw.cc
  void comment();
  void declaration();
  void bogus_comment();
  void leave_out();
  void script(const Tagged& t);
  void left_out_element(const Tagged& t);
  void raw_text(const Tagged& t);
  bool drawing(const Tagged& t);
  void close_raw(std::string_view name, std::size_t content_end);
  [[nodiscard]] std::size_t find_raw_end(std::string_view name, std::size_t from) const;
  [[nodiscard]] std::size_t find_script_end(std::size_t from) const;

  [[nodiscard]] char at(std::size_t i) const { return i < page_.size() ? page_[i] : '\0'; }
  [[nodiscard]] bool foreign() const { return !foreign_open_.empty(); }
  void put(std::string_view s) { out_.html.append(s); }
  void put(char c) { out_.html.push_back(c); }

  std::string_view page_;
  Arena& strings_;
  Slim& out_;
  Nesting nesting_;
  Folding folding_;
  std::size_t at_ = 0;
  Fed fed_ = Fed::nothing;
  bool gap_ = false;       // something was left out behind text: it must not join what follows
  bool in_page_ = false;   // a tag other than <html> was fed: the head has begun
  bool in_body_ = false;   // a tag was fed that only stands in the body
  bool verbatim_ = false;  // inside <pre>: white space is kept as it is
  bool in_select_ = false, in_noscript_ = false, in_columns_ = false, in_frameset_ = false,
       saw_template_ = false;
  bool foreign_mixed_ =
      false;  // HTML inside SVG or MathML: from here on nothing is sure about what is foreign
  std::vector<std::string_view> foreign_open_;  // from the <svg> or <math> on
  std::size_t no_drawing_before_ = 0;
  std::uint32_t tables_ = 0;  // <table> without its </table>, at least
  std::uint32_t merged_ = 0;  // <html> and <body> tags with attributes
  bool too_many_pieces_ = false;
};

}  // namespace rawi::page
