// Match text: ARABIC.md's folding. One table look-up per code point; text that holds combining marks which
// may compose (a decomposed hamza, a Latin accent) is brought to NFC first, so that the hamza carriers are
// seen whole.
#include <array>
#include <cstring>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "connectors/arabic/code_points.h"
#include "connectors/arabic/normalize.h"

namespace rawi::arabic {
namespace {

enum class FoldKind : std::uint8_t {
  emit,   // bytes[0..length); a length of 0 drops the code point
  space,  // ends a word
  hard,   // may compose with its neighbours: needs NFC first
};

struct Fold {
  FoldKind kind = FoldKind::emit;
  std::uint8_t length = 0;
  std::array<char, 4> bytes{};
};

constexpr bool between(char32_t cp, char32_t first, char32_t last) { return cp >= first && cp <= last; }

char32_t fold_letter(char32_t cp) {
  switch (cp) {
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671: return 0x0627;  // alef
    case 0x0649:
    case 0x06CC:
    case 0x06D2: return 0x064A;  // yeh
    case 0x0629:
    case 0x06C0:
    case 0x06C1:
    case 0x06C2:
    case 0x06D5: return 0x0647;  // teh marbuta, heh
    case 0x06A9: return 0x0643;  // kaf
    default: break;
  }
  if (between(cp, 0x0660, 0x0669)) return U'0' + (cp - 0x0660);
  if (between(cp, 0x06F0, 0x06F9)) return U'0' + (cp - 0x06F0);
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(cp)));
}

constexpr char32_t kZeroWidthNonJoiner = 0x200C;

bool is_dropped(char32_t cp) {
  if (cp == kZeroWidthNonJoiner) return false;  // ignorable to Unicode, a space to us
  if (cp == 0x0640 || between(cp, 0x06D6, 0x06ED)) return true;
  const auto c = static_cast<UChar32>(cp);
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return true;
  return text_kind(cp) == TextKind::drop;
}

// Harakat and Quranic marks. The shared ones (U+064B..0655, U+0670) are "inherited" in Unicode's script
// table.
bool is_arabic_mark(char32_t cp) {
  if (!is_mark(cp)) return false;
  if (between(cp, 0x0610, 0x06ED)) return true;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(cp), &status) == USCRIPT_ARABIC;
}

bool is_word_character(char32_t cp) {
  if (between(cp, 0xFDFA, 0xFDFD)) return true;
  return (U_GET_GC_MASK(static_cast<UChar32>(cp)) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

Fold emit(char32_t cp) {
  std::string utf8;
  append_utf8(utf8, cp);
  Fold fold;
  fold.length = static_cast<std::uint8_t>(utf8.size());
  std::memcpy(fold.bytes.data(), utf8.data(), utf8.size());
  return fold;
}

constexpr Fold kDrop{FoldKind::emit, 0, {}};
constexpr Fold kSpace{FoldKind::space, 0, {}};
constexpr Fold kHard{FoldKind::hard, 0, {}};

// `composed`: the text around is NFC already, so nothing is hard any more.
Fold fold_of(char32_t cp, bool composed) {
  if (cp == kZeroWidthNonJoiner || text_kind(cp) == TextKind::space) return kSpace;
  if (is_dropped(cp)) return kDrop;
  const auto c = static_cast<UChar32>(cp);
  if (!composed && u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES) return kHard;
  if (is_arabic_mark(cp)) return kDrop;
  if (!composed && combining_class(cp) != 0) return kHard;
  return is_word_character(cp) ? emit(fold_letter(cp)) : kSpace;
}

const Fold* fold_table() {
  static const auto table = [] {
    std::array<Fold, kTableSize> folds{};
    for (char32_t cp = 0; cp < kTableSize; ++cp) folds[cp] = fold_of(cp, false);
    return folds;
  }();
  return table.data();
}

class Folder {
 public:
  Folder(std::string_view text, std::string& out, bool composed)
      : text_(text), out_(out), composed_(composed), table_(fold_table()) {
    out_.resize(text.size() + kSlack);
  }

  // False where the text has to be composed first; `out` is then of no use.
  bool run() {
    while (pos_ < text_.size()) {
      fold_common();
      if (pos_ < text_.size() && !fold_rare()) return false;
    }
    if (written_ > 0 && out_[written_ - 1] == ' ') --written_;
    out_.resize(written_);
    return true;
  }

 private:
  static constexpr std::size_t kSlack = 64;  // more than one code point can ever write

  // Well-formed one- and two-byte code points. They never grow by more than kSlack covers: only fold_rare
  // writes more bytes than it reads, and it keeps the slack.
  void fold_common() {
    const auto* in = reinterpret_cast<const unsigned char*>(text_.data());
    char* const begin = out_.data();
    char* to = begin + written_;
    const std::size_t size = text_.size();
    while (pos_ < size) {
      std::uint32_t cp = in[pos_];
      std::size_t length = 1;
      if (cp >= 0x80) {
        if (cp < 0xC2 || cp >= 0xE0 || pos_ + 1 >= size || (in[pos_ + 1] & 0xC0U) != 0x80) break;
        cp = (cp & 0x1FU) << 6 | (in[pos_ + 1] & 0x3FU);
        length = 2;
      }
      const Fold& fold = table_[cp];
      if (fold.kind == FoldKind::emit) {
        if (fold.length > length) break;
        std::memcpy(to, fold.bytes.data(), 2);
        to += fold.length;
      } else if (fold.kind == FoldKind::space) {
        *to = ' ';
        to += to != begin && to[-1] != ' ';
      } else {
        break;
      }
      pos_ += length;
    }
    written_ = static_cast<std::size_t>(to - begin);
  }

  bool fold_rare() {
    const char32_t cp = next_code_point(text_, pos_);
    const auto letters = base_letters(cp);
    if (letters.empty()) return put(cp);
    for (const char32_t letter : letters) {
      if (!put(letter)) return false;
    }
    return true;
  }

  bool put(char32_t cp) {
    const Fold fold = cp < kTableSize && !composed_ ? table_[cp] : fold_of(cp, composed_);
    if (fold.kind == FoldKind::hard) return false;
    const std::size_t need = written_ + (text_.size() - pos_) + kSlack;
    if (out_.size() < need) out_.resize(need + need / 2);
    if (fold.kind == FoldKind::space) {
      if (written_ > 0 && out_[written_ - 1] != ' ') out_[written_++] = ' ';
      return true;
    }
    std::memcpy(out_.data() + written_, fold.bytes.data(), fold.bytes.size());
    written_ += fold.length;
    return true;
  }

  std::string_view text_;
  std::string& out_;
  bool composed_;
  const Fold* table_;
  std::size_t pos_ = 0, written_ = 0;
};

// Everything that would keep a mark from the letter it composes with goes before NFC sees the text.
std::string composed_text(std::string_view text) {
  std::string bare;
  bare.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t cp = next_code_point(text, pos);
    const auto letters = base_letters(cp);
    for (const char32_t letter : letters) append_utf8(bare, letter);
    if (letters.empty() && !is_dropped(cp)) append_utf8(bare, cp);
  }
  return nfc(bare);
}

}  // namespace

void match_text(std::string_view utf8, std::string& out) {
  if (Folder(utf8, out, false).run()) return;
  // Lower-casing can make a new composition possible (J + caron); a second round settles it.
  constexpr int kRounds = 3;
  std::string composed = composed_text(utf8);
  for (int round = 0; round < kRounds; ++round) {
    Folder(composed, out, true).run();
    if (out == composed) return;
    composed = nfc(out);
  }
}

std::string match_text(std::string_view utf8) {
  std::string out;
  match_text(utf8, out);
  return out;
}

}  // namespace rawi::arabic
