#include "connectors/page/transcode.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>

#include "connectors/page/utf8.h"

namespace rawi::page {
namespace {

struct CloseConverter {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open(const Encoding& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.icu, &status));
  return U_SUCCESS(status) ? std::move(converter) : Converter();
}

Transcoded from_table(std::string_view bytes, const HighHalf& high) {
  std::array<std::string, 128> utf8;
  for (std::size_t i = 0; i < utf8.size(); ++i) append_utf8(utf8[i], high[i]);
  Transcoded out;
  out.text.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t ascii = at;
    while (ascii < bytes.size() && static_cast<unsigned char>(bytes[ascii]) < 0x80) ++ascii;
    out.text.append(bytes, at, ascii - at);
    for (at = ascii; at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80; ++at) {
      const std::size_t i = static_cast<unsigned char>(bytes[at]) - 0x80u;
      ++out.high;
      out.replaced += high[i] == 0xFFFD ? 1 : 0;
      out.text += utf8[i];
    }
  }
  return out;
}

// One UTF-16 unit at a time; `lead` carries a high surrogate over.
void append_unit(Transcoded& out, char16_t unit, char16_t& lead) {
  const bool is_low = (unit & 0xFC00) == 0xDC00;
  char32_t c = unit;
  if (lead != 0 && is_low) {
    c = 0x10000u + ((lead & 0x3FFu) << 10) + (unit & 0x3FFu);
  } else if (lead != 0) {
    append_utf8(out.text, 0xFFFD);
    ++out.replaced;
    ++out.high;
  }
  lead = 0;
  if ((unit & 0xFC00) == 0xD800) {
    lead = unit;
    return;
  }
  if (c == 0xFFFD || (c >= 0xDC00 && c <= 0xDFFF)) ++out.replaced;
  if (c >= 0x80) ++out.high;
  append_utf8(out.text, c);
}

}  // namespace

HighHalf high_half(const Encoding& encoding) {
  HighHalf high;
  high.fill(0xFFFD);
  const Converter converter = open(encoding);
  if (!converter) return high;
  for (std::size_t i = 0; i < high.size(); ++i) {
    const char byte = static_cast<char>(0x80 + i);
    char16_t unit[4] = {};
    UErrorCode status = U_ZERO_ERROR;
    const auto length = ucnv_toUChars(converter.get(), unit, 4, &byte, 1, &status);
    if (U_SUCCESS(status) && length == 1) high[i] = unit[0];
    // The standard maps what a Windows code page leaves undefined below 0xA0 to the C1 control of that
    // number.
    if (high[i] == 0xFFFD && i < 0x20) high[i] = static_cast<char16_t>(0x80 + i);
  }
  return high;
}

Result<Transcoded> transcode(std::string_view bytes, const Encoding& encoding) {
  if (encoding.single_byte) return from_table(bytes, high_half(encoding));
  const Converter converter = open(encoding);
  if (!converter) return fail(Errc::unsupported, fmt::format("ICU has no converter for {}", encoding.name));
  Transcoded out;
  out.text.reserve(bytes.size() + bytes.size() / 2);
  char16_t units[4096];
  char16_t lead = 0;
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  for (UErrorCode status = U_BUFFER_OVERFLOW_ERROR; status == U_BUFFER_OVERFLOW_ERROR;) {
    status = U_ZERO_ERROR;
    char16_t* to = units;
    ucnv_toUnicode(converter.get(), &to, units + std::size(units), &from, end, nullptr, true, &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) {
      return fail(Errc::bad_input,
                  fmt::format("ICU's {} converter stopped: {}", encoding.name, u_errorName(status)));
    }
    std::for_each(units, to, [&](char16_t unit) { append_unit(out, unit, lead); });
  }
  if (lead != 0) {  // cut off between two surrogates
    append_utf8(out.text, 0xFFFD);
    ++out.replaced;
    ++out.high;
  }
  return out;
}

std::vector<Guess> guess_encodings(std::string_view bytes) {
  constexpr std::size_t kSample = 64 << 10;
  std::vector<Guess> out;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&status),
                                                                                ucsdet_close);
  if (U_FAILURE(status)) return out;
  const auto size = static_cast<std::int32_t>(std::min(bytes.size(), kSample));
  ucsdet_enableInputFilter(detector.get(), true);
  ucsdet_setText(detector.get(), bytes.data(), size, &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
    const char* name = ucsdet_getName(matches[i], &status);
    const std::int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (const Encoding* encoding = U_SUCCESS(status) ? encoding_of(name) : nullptr)
      out.push_back({encoding, confidence});
  }
  return out;
}

}  // namespace rawi::page
