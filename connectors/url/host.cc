#include "connectors/url/host.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <idn2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "connectors/url/percent.h"

namespace rawi::url {
namespace {

// WHATWG "forbidden domain code point", but for the "%" that may stand in an opaque host.
bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F || std::string_view("#/:<>?@[\\]^|").find(c) != std::string_view::npos;
}

std::vector<std::string_view> split_dots(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t start = 0;
  for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.', start)) {
    out.push_back(text.substr(start, dot - start));
    start = dot + 1;
  }
  out.push_back(text.substr(start));
  return out;
}

// One part of an IPv4 address: decimal, 0 octal, 0x hexadecimal ("0x" alone is 0). nullopt: no number.
// Numbers too big for any part stop growing at 2^40, which every later check refuses.
std::optional<std::uint64_t> ipv4_number(std::string_view part) {
  if (part.empty()) return std::nullopt;
  int base = 10;
  if (part.size() >= 2 && part[0] == '0') {
    base = part[1] == 'x' || part[1] == 'X' ? 16 : 8;
    part.remove_prefix(base == 16 ? 2 : 1);
  }
  std::uint64_t value = 0;
  for (const char c : part) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= base) return std::nullopt;
    value = std::min<std::uint64_t>(
        value * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(digit), std::uint64_t{1} << 40);
  }
  return value;
}

// WHATWG "ends in a number": such a host is an IPv4 address or nothing.
bool ends_in_number(std::vector<std::string_view> parts) {
  if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  const std::string_view last = parts.back();
  if (!last.empty() && std::all_of(last.begin(), last.end(), is_digit)) return true;
  const bool hex = last.size() >= 2 && last[0] == '0' && (last[1] == 'x' || last[1] == 'X');
  return hex && ipv4_number(last).has_value();
}

std::optional<std::string> parse_ipv4(std::vector<std::string_view> parts) {
  if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  if (parts.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = ipv4_number(parts[i]);
    if (!number) return std::nullopt;
    const bool last = i + 1 == parts.size();
    const std::size_t room_bits = last ? 8 * (5 - parts.size()) : 8;
    if (*number >= std::uint64_t{1} << room_bits) return std::nullopt;
    address += last ? *number : *number << (8 * (3 - i));
  }
  return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
}

// RFC 5952 section 4: no leading zeros, the longest run of two or more zero groups shortened, lower case.
std::string write_ipv6(const std::array<unsigned char, 16>& bytes) {
  std::array<unsigned, 8> group{};
  for (std::size_t i = 0; i < 8; ++i) group[i] = static_cast<unsigned>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  std::size_t best = 8, best_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t end = i;
    while (end < 8 && group[end] == 0) ++end;
    if (end - i > best_length) {
      best = i;
      best_length = end - i;
    }
  }
  std::string out = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      out += i == 0 ? "::" : ":";
      i += best_length - 1;
      continue;
    }
    out += fmt::format("{:x}", group[i]);
    if (i < 7) out += ':';
  }
  return out + "]";
}

Result<std::string> parse_ipv6(std::string_view written) {
  if (written.size() < 2 || written.back() != ']')
    return fail(Errc::bad_input, "an IPv6 host lacks its \"]\"");
  const std::string inner(written.substr(1, written.size() - 2));
  std::array<unsigned char, 16> bytes{};
  if (inner.find('\0') != std::string::npos || inet_pton(AF_INET6, inner.c_str(), bytes.data()) != 1) {
    return fail(Errc::bad_input, "no IPv6 address between the host's brackets");
  }
  return write_ipv6(bytes);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool has_a_label(const std::string& lower) {
  return lower.rfind("xn--", 0) == 0 || lower.find(".xn--") != std::string::npos;
}

// The four characters that UTS 46 transitional processing would map away.
bool has_deviation(std::string_view text) {
  for (const std::string_view c : {"ß", "ẞ", "ς", "\xE2\x80\x8C", "\xE2\x80\x8D"}) {
    if (text.find(c) != std::string_view::npos) return true;
  }
  return false;
}

std::optional<std::string> idna(const std::string& name, int flags, int& error) {
  char* raw = nullptr;
  error = idn2_to_ascii_8z(name.c_str(), &raw, flags);
  const std::unique_ptr<char, void (*)(void*)> owner(raw, &idn2_free);
  if (error != IDN2_OK) return std::nullopt;
  return std::string(raw);
}

// UTS 46, non-transitional. libidn2 then applies IDNA 2008 on top and refuses symbols (☃.net) that UTS 46 and
// browsers accept; its transitional mode does not, and differs in nothing else where no deviation character
// is present.
Result<std::string> to_ascii(const std::string& name) {
  const std::string lower = ascii_lower(name);
  if (is_ascii(name) && !has_a_label(lower)) return lower;
  int error = IDN2_OK;
  auto ascii = idna(name, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL, error);
  if (!ascii && error == IDN2_DISALLOWED && !has_deviation(name)) {
    ascii = idna(name, IDN2_NFC_INPUT | IDN2_TRANSITIONAL, error);
  }
  if (!ascii)
    return fail(Errc::bad_input,
                fmt::format("no valid internationalized host name: {}", idn2_strerror(error)));
  return ascii_lower(*ascii);
}

}  // namespace

Result<std::string> parse_host(std::string_view written) {
  if (!written.empty() && written.front() == '[') return parse_ipv6(written);
  const std::string name = percent_decode(written);
  if (name.find('\0') != std::string::npos || !is_utf8(name))
    return fail(Errc::bad_input, "the host is no UTF-8 name");
  auto ascii = to_ascii(name);
  if (!ascii) return ascii;
  if (ascii->empty()) return fail(Errc::bad_input, "the host is empty");
  if (std::any_of(ascii->begin(), ascii->end(), [](char c) { return is_forbidden(c) || c == '%'; })) {
    return fail(Errc::bad_input, "the host holds a character that no host may hold");
  }
  const auto parts = split_dots(*ascii);
  if (!ends_in_number(parts)) return ascii;
  const auto address = parse_ipv4(parts);
  if (!address) return fail(Errc::bad_input, "the host ends in a number and is no IPv4 address");
  return *address;
}

Result<std::string> parse_opaque_host(std::string_view written) {
  if (!written.empty() && written.front() == '[') return parse_ipv6(written);
  if (std::any_of(written.begin(), written.end(), is_forbidden)) {
    return fail(Errc::bad_input, "the host holds a character that no host may hold");
  }
  std::string out;
  append_encoded(out, written, EncodeSet::control);
  return ascii_lower(out);
}

bool is_address(std::string_view host) {
  if (host.empty()) return false;
  return host.front() == '[' || (is_digit(host.back()) && ends_in_number(split_dots(host)));
}

}  // namespace rawi::url
