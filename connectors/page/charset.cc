#include "connectors/page/charset.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/page/charset_declared.h"
#include "connectors/page/double_encoding.h"
#include "connectors/page/transcode.h"
#include "connectors/page/utf8.h"

namespace rawi::page {
namespace {

constexpr std::size_t kShown = 64;  // bytes of a refused page that a message may show

// File formats that servers hand out under text/html.
std::string_view known_format(std::string_view bytes) {
  constexpr std::pair<std::string_view, std::string_view> kMagic[] = {
      {"\x89PNG", "a PNG image"},
      {"\xFF\xD8\xFF", "a JPEG image"},
      {"GIF8", "a GIF image"},
      {"%PDF-", "a PDF file"},
      {"PK\x03\x04", "a ZIP archive"},
      {"\x1F\x8B", "gzip data"},
      {"RIFF", "a RIFF media file"},
      {"wOF2", "a font"},
      {"\x28\xB5\x2F\xFD", "zstd data"},
      {"OggS", "an Ogg media file"},
      {"ID3", "an MP3 file"},
      {"\x7F"
       "ELF",
       "a program"},
  };
  for (const auto& [magic, what] : kMagic) {
    if (bytes.substr(0, magic.size()) == magic) return what;
  }
  return {};
}

Result<Decoded> refuse(std::string_view what) {
  return fail(Errc::bad_input, fmt::format("not readable as text: {}", what));
}

// The declaration that has the say, and its name.
struct Said {
  const Encoding* encoding = nullptr;
  std::string_view where;
};

Said said_by(const Declared& declared) {
  if (declared.bom != nullptr) return {declared.bom, "bom"};
  if (declared.http != nullptr) return {declared.http, "http"};
  if (declared.meta != nullptr) return {declared.meta, "meta"};
  return {};
}

// "http" where the declaration was right, "detected" without one, "detected against http" where it was wrong.
std::string evidence(const Said& said, const Encoding& found) {
  if (said.encoding == nullptr) return "detected";
  return said.encoding == &found ? std::string(said.where) : fmt::format("detected against {}", said.where);
}

// Where a declaration of less rank is right and the first is wrong, that one is the evidence.
std::string evidence(const Declared& declared, const Encoding& found) {
  const Said said = said_by(declared);
  if (said.encoding != &found && declared.meta == &found) return fmt::format("meta against {}", said.where);
  return evidence(said, found);
}

const Encoding& utf8() {
  static const Encoding& encoding = *encoding_of("utf-8");
  return encoding;
}

Result<Decoded> as_utf8(std::string_view text, const Declared& declared, const Utf8Facts& facts) {
  const bool ascii = facts.sequences == 0 && facts.invalid == 0;
  // Pure ASCII reads the same in (nearly) every encoding: the declared name stands.
  const Said said = said_by(declared);
  const bool keep_name = ascii && said.encoding != nullptr && said.encoding->single_byte;
  const Encoding& encoding = keep_name ? *said.encoding : utf8();
  if (facts.invalid != 0) {
    return Decoded{repair_utf8(text), std::string(encoding.name), evidence(declared, encoding),
                   facts.invalid};
  }
  if (looks_double_encoded(text)) {
    Undone undone = undo_double_encoding(text);
    if (undone.lost * 20 > undone.words + undone.lost) {
      return refuse(fmt::format("UTF-8 encoded twice, {} words beyond repair", undone.lost));
    }
    return Decoded{std::move(undone.text), "utf-8", "detected: UTF-8 encoded twice", 0};
  }
  return Decoded{std::string(text), std::string(encoding.name), evidence(declared, encoding), 0};
}

// Markup is ASCII, so a UTF-16 page has a zero in every other byte; Arabic in it has a 06.
const Encoding* utf16_by_zeros(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 2048);
  if (sample.size() < 8) return nullptr;
  std::size_t high[2] = {0, 0};
  for (std::size_t i = 0; i < sample.size(); ++i)
    high[i % 2] += sample[i] == '\0' || sample[i] == '\x06' ? 1 : 0;
  const std::size_t units = sample.size() / 2;
  if (high[1] * 10 > units * 7 && high[0] * 10 < units) return encoding_of("utf-16le");
  if (high[0] * 10 > units * 7 && high[1] * 10 < units) return encoding_of("utf-16be");
  return nullptr;
}

// Decodes and refuses what has too many holes: one unreadable character in ten.
Result<Decoded> through(std::string_view bytes, const Encoding& encoding, std::string why) {
  auto text = transcode(bytes, encoding);
  if (!text) return fail(text.error());
  if (text->replaced * 10 > text->high) {
    return refuse(fmt::format("as {} ({}) {} of {} characters beyond ASCII are undefined", encoding.name, why,
                              text->replaced, text->high));
  }
  return Decoded{std::move(text->text), std::string(encoding.name), std::move(why), text->replaced};
}

struct Reading {
  const Encoding* encoding;
  Plausibility plausible;
};

// The better of the two eight-bit encodings of Arabic.
Reading best_arabic(std::string_view bytes) {
  static const Encoding& windows = *encoding_of("windows-1256");
  static const Encoding& iso = *encoding_of("iso-8859-6");
  static const HighHalf windows_high = high_half(windows), iso_high = high_half(iso);
  const Reading a{&windows, judge_bytes(bytes, windows_high)}, b{&iso, judge_bytes(bytes, iso_high)};
  return a.plausible.bits >= b.plausible.bits ? a : b;
}

// Not UTF-8. A text long enough to tell is judged by itself, before what it says of itself.
Result<Decoded> as_legacy(std::string_view bytes, const Declared& declared) {
  const Reading arabic = best_arabic(bytes);
  if (arabic.plausible.certain())
    return through(bytes, *arabic.encoding, evidence(declared, *arabic.encoding));
  const bool utf8_said = said_by(declared).encoding == &utf8();
  Said said = said_by(declared);
  if (utf8_said || (said.encoding != nullptr && said.encoding->name.substr(0, 6) == "utf-16")) said = {};
  if (said.encoding == nullptr && declared.meta != nullptr && declared.meta != &utf8())
    said = {declared.meta, "meta"};

  const auto guesses = guess_encodings(bytes);
  if (said.encoding != nullptr) {
    // Two declarations: the header's comes first, unless the bytes speak for the page's own.
    const bool meta_fits = declared.meta != nullptr && declared.meta != said.encoding && !guesses.empty() &&
                           guesses.front().encoding == declared.meta;
    const Encoding& encoding = meta_fits ? *declared.meta : *said.encoding;
    return through(bytes, encoding, evidence(declared, encoding));
  }
  if (arabic.plausible.likely())
    return through(bytes, *arabic.encoding, evidence(declared, *arabic.encoding));
  constexpr int kEnoughConfidence = 25;
  for (const Guess& guess : guesses) {
    if (guess.confidence < kEnoughConfidence || guess.encoding == &utf8()) continue;
    auto decoded = through(bytes, *guess.encoding, evidence(declared, *guess.encoding));
    if (decoded) return decoded;
  }
  return refuse(
      fmt::format("no declared encoding fits, and none is plausible (as Arabic in {}: {:.1f} bits a letter)",
                  arabic.encoding->name, arabic.plausible.bits));
}

}  // namespace

Result<Decoded> decode(std::string_view bytes, std::string_view content_type) {
  if (const auto format = known_format(bytes); !format.empty())
    return refuse(fmt::format("the bytes are {}", format));
  const Declared declared = declared_encodings(bytes, content_type);
  const std::string_view body = bytes.substr(declared.bom_bytes);
  if (declared.bom != nullptr && declared.bom != &utf8()) return through(body, *declared.bom, "bom");
  if (const Encoding* wide = utf16_by_zeros(body))
    return through(body, *wide, evidence(said_by(declared), *wide));

  const Utf8Facts facts = examine_utf8(body);
  if (facts.controls * 20 > body.size() && facts.controls > kShown) {
    return refuse(fmt::format("binary data, {} control characters in {} bytes", facts.controls, body.size()));
  }
  const Said said = said_by(declared);
  if (said.encoding != nullptr && said.encoding->name == "iso-2022-jp" &&
      facts.sequences + facts.invalid == 0) {
    return through(body, *said.encoding, std::string(said.where));
  }
  // Stray bytes (a teaser cut within a character) leave a page UTF-8; text of another encoding is stray bytes
  // throughout.
  const bool is_utf8 = facts.invalid * 20 <= facts.sequences;
  return is_utf8 ? as_utf8(body, declared, facts) : as_legacy(body, declared);
}

}  // namespace rawi::page
