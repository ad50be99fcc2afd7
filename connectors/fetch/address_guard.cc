#include "connectors/fetch/address_guard.h"

#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace rawi::fetch {
namespace {

using Bytes = std::array<std::uint8_t, 16>;
using Refusal = std::optional<std::string_view>;

struct Net4 {
  std::uint32_t address;
  int bits;
  std::string_view what;
};

constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) {
  return a << 24 | b << 16 | c << 8 | d;
}

constexpr auto kNets4 = std::to_array<Net4>({
    {v4(0, 0, 0, 0), 8, "unspecified"},       // RFC 791 "this network"; 0.0.0.0 reaches the machine itself
    {v4(10, 0, 0, 0), 8, "private"},          // RFC 1918
    {v4(100, 64, 0, 0), 10, "carrier NAT"},   // RFC 6598; some clouds keep metadata services there
    {v4(127, 0, 0, 0), 8, "loopback"},        // RFC 1122
    {v4(168, 63, 129, 16), 32, "metadata"},   // Azure's host agent, on a public-looking address
    {v4(169, 254, 0, 0), 16, "link-local"},   // RFC 3927; metadata services of most clouds
    {v4(172, 16, 0, 0), 12, "private"},       // RFC 1918
    {v4(192, 0, 0, 0), 24, "special"},        // RFC 6890
    {v4(192, 0, 2, 0), 24, "documentation"},  // RFC 5737
    {v4(192, 88, 99, 0), 24, "6to4 relay"},   // RFC 7526
    {v4(192, 168, 0, 0), 16, "private"},      // RFC 1918
    {v4(198, 18, 0, 0), 15, "benchmark"},     // RFC 2544
    {v4(198, 51, 100, 0), 24, "documentation"},
    {v4(203, 0, 113, 0), 24, "documentation"},
    {v4(224, 0, 0, 0), 4, "multicast"},  // RFC 5771
    {v4(255, 255, 255, 255), 32, "broadcast"},
    {v4(240, 0, 0, 0), 4, "reserved"},  // RFC 1112
});

struct Net6 {
  std::array<std::uint8_t, 8> prefix;
  int bits;
  std::string_view what;
};

// Inside 2000::/3, the only block that is handed out for global unicast.
constexpr auto kNets6 = std::to_array<Net6>({
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation"},  // RFC 3849
    {{0x3f, 0xff, 0x00}, 20, "documentation"},        // RFC 9637
    {{0x20, 0x01, 0x00, 0x00}, 23, "special"},        // RFC 2928: protocol assignments, benchmarks, ORCHID
});

Refusal refusal4(std::uint32_t address) {
  for (const auto& net : kNets4) {
    if ((address ^ net.address) >> (32 - net.bits) == 0) return net.what;
  }
  return std::nullopt;
}

std::uint32_t word(const Bytes& bytes, std::size_t at) {
  return v4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

bool begins(const Bytes& bytes, const std::uint8_t* prefix, int bits) {
  for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
    const int shift = bits >= 8 ? 0 : 8 - bits;
    if ((bytes[i] ^ prefix[i]) >> shift != 0) return false;
  }
  return true;
}

bool begins(const Bytes& bytes, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

Refusal refusal6(const Bytes& a) {
  constexpr Bytes kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  if (a == Bytes{}) return "unspecified";
  if (a == kLoopback) return "loopback";
  // No DNS record has a reason to hold a mapped address, so it is refused whatever it maps (RFC 4291
  // section 2.5.5.2).
  if (begins(a, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}))
    return refusal4(word(a, 12)).value_or("IPv4-mapped");
  // What DNS64 makes of a host that has IPv4 only (RFC 6052).
  if (begins(a, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return refusal4(word(a, 12));
  if (begins(a, {0, 0x64, 0xff, 0x9b, 0, 1})) return "local NAT64";  // RFC 8215
  if (begins(a, {0xff})) return "multicast";
  if ((a[0] & 0xfe) == 0xfc) return "unique local";  // RFC 4193; AWS metadata
  if (a[0] == 0xfe && (a[1] & 0xc0) == 0x80) return "link-local";
  if (begins(a, {0x20, 0x02})) return refusal4(word(a, 2));  // 6to4, RFC 3056
  if (begins(a, {0x20, 0x01, 0, 0})) {                       // Teredo, RFC 4380: server, and client inverted
    const Refusal server = refusal4(word(a, 4));
    return server ? server : refusal4(~word(a, 12));
  }
  for (const auto& net : kNets6) {
    if (begins(a, net.prefix.data(), net.bits)) return net.what;
  }
  return (a[0] & 0xe0) == 0x20 ? Refusal() : "reserved";
}

}  // namespace

std::optional<std::string_view> refusal(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return refusal4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return refusal6(bytes);
  }
  return "no internet address";
}

std::optional<std::string_view> refusal_of_literal(std::string_view host) {
  if (!host.empty() && host.front() == '[' && host.back() == ']') {
    Bytes bytes{};
    const std::string inner(host.substr(1, host.size() - 2));
    return inet_pton(AF_INET6, inner.c_str(), bytes.data()) == 1 ? refusal6(bytes)
                                                                 : Refusal("no internet address");
  }
  in_addr in{};
  if (inet_pton(AF_INET, std::string(host).c_str(), &in) == 1) return refusal4(ntohl(in.s_addr));
  // RFC 6761 section 6.3: names that mean this machine, whatever DNS says.
  const bool local =
      host == "localhost" || (host.size() > 10 && host.substr(host.size() - 10) == ".localhost");
  return local ? Refusal("loopback") : std::nullopt;
}

}  // namespace rawi::fetch
