// Published text. One pass copies what is clean already; only marks out of order, decomposed letters and
// tatweel make a second pass necessary.
#include "connectors/arabic/normalize.h"

#include "connectors/arabic/code_points.h"

namespace rawi::arabic {
namespace {

constexpr char32_t kTatweel = 0x0640;

class Cleaner {
 public:
  explicit Cleaner(std::string_view text) : text_(text), kinds_(text_kinds()) { out_.reserve(text.size()); }

  std::string run() {
    while (pos_ < text_.size()) {
      copy_clean_run();
      if (pos_ < text_.size()) take(next_code_point(text_, pos_));
    }
    if (!out_.empty() && out_.back() == ' ') out_.pop_back();
    if (has_tatweel_) drop_decorative_tatweel();
    return needs_nfc_ ? nfc(out_) : std::move(out_);
  }

 private:
  // Copies as far as every byte belongs to a one- or two-byte code point that stays as it is.
  void copy_clean_run() {
    const std::size_t start = pos_;
    bool after_space = out_.empty() || out_.back() == ' ';
    while (pos_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[pos_]);
      if (byte > ' ' && byte < 0x7F) {
        ++pos_;
        after_space = false;
      } else if (byte == ' ' && !after_space) {
        ++pos_;
        after_space = true;
      } else if (byte >= 0xC2 && byte < 0xE0 && pos_ + 1 < text_.size()) {
        const auto next = static_cast<unsigned char>(text_[pos_ + 1]);
        if ((next & 0xC0) != 0x80 || kinds_[(byte & 0x1F) << 6 | (next & 0x3F)] != TextKind::keep) break;
        pos_ += 2;
        after_space = false;
      } else {
        break;
      }
    }
    if (pos_ == start) return;
    out_.append(text_, start, pos_ - start);
    last_class_ = 0;
  }

  void take(char32_t cp) {
    switch (text_kind(cp)) {
      case TextKind::space: return put_space();
      case TextKind::drop: return;
      case TextKind::form: return put_form(cp);
      case TextKind::tatweel: has_tatweel_ = true; break;
      case TextKind::denormal: needs_nfc_ = true; break;
      case TextKind::mark:
      case TextKind::keep: break;
    }
    put(cp);
  }

  void put_space() {
    if (!out_.empty() && out_.back() != ' ') out_ += ' ';
    last_class_ = 0;
  }

  void put_form(char32_t cp) {
    const auto letters = base_letters(cp);
    if (letters.empty()) return put(cp);
    for (const char32_t letter : letters) put(letter);
  }

  void put(char32_t cp) {
    const auto ccc = combining_class(cp);
    if (ccc != 0 && ccc < last_class_) needs_nfc_ = true;
    last_class_ = ccc;
    append_utf8(out_, cp);
  }

  // Between two Arabic letters a tatweel only stretches the word. Elsewhere («بـ"الجيش"», «بـ20», «1442 هـ»)
  // one of a run stays. Marks that stand on a tatweel stay with the letter before it.
  void drop_decorative_tatweel() {
    std::string clean, joint;  // joint: the tatweels and marks since the last other code point
    clean.reserve(out_.size());
    bool after_letter = false, in_joint = false;
    char32_t previous = 0;
    for (std::size_t pos = 0; pos < out_.size();) {
      const char32_t cp = next_code_point(out_, pos);
      if (cp == kTatweel || (in_joint && is_mark(cp))) {
        if (cp != kTatweel || previous != kTatweel) append_utf8(joint, cp);
        in_joint = true;
      } else {
        close_joint(clean, joint, after_letter && is_arabic_letter(cp));
        in_joint = false;
        after_letter = is_arabic_letter(cp) || (after_letter && is_mark(cp));
        append_utf8(clean, cp);
      }
      previous = cp;
    }
    close_joint(clean, joint, false);
    out_ = std::move(clean);
  }

  void close_joint(std::string& clean, std::string& joint, bool inside_word) {
    if (joint.empty()) return;
    for (std::size_t pos = 0; pos < joint.size();) {
      const char32_t cp = next_code_point(joint, pos);
      if (cp != kTatweel) needs_nfc_ = true;  // a mark has met other marks
      if (cp != kTatweel || !inside_word) append_utf8(clean, cp);
    }
    joint.clear();
  }

  std::string_view text_;
  const TextKind* kinds_;
  std::size_t pos_ = 0;
  std::string out_;
  std::uint8_t last_class_ = 0;  // combining class of the code point put last
  bool has_tatweel_ = false, needs_nfc_ = false;
};

}  // namespace

std::string published_text(std::string_view utf8) { return Cleaner(utf8).run(); }

std::string match_text(std::string_view utf8) { return published_text(utf8); }

}  // namespace rawi::arabic
