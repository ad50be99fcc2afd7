// https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry (RFC 6890)
#include "connectors/fetch/address_guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/un.h>

namespace rawi::fetch {
namespace {

std::optional<std::string_view> refusal_of(const std::string& text) {
  sockaddr_storage storage{};
  if (text.find(':') == std::string::npos) {
    auto& in = reinterpret_cast<sockaddr_in&>(storage);
    in.sin_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &in.sin_addr), 1) << text;
  } else {
    auto& in = reinterpret_cast<sockaddr_in6&>(storage);
    in.sin6_family = AF_INET6;
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &in.sin6_addr), 1) << text;
  }
  return refusal(reinterpret_cast<sockaddr&>(storage));
}

class Refused : public testing::TestWithParam<const char*> {};
TEST_P(Refused, AtConnectAndAsALiteral) {
  const std::string text = GetParam();
  EXPECT_TRUE(refusal_of(text)) << text;
  EXPECT_TRUE(refusal_of_literal(text.find(':') == std::string::npos ? text : "[" + text + "]")) << text;
}
INSTANTIATE_TEST_SUITE_P(IPv4, Refused,
                         testing::Values("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1",
                                         "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.255.255.254",
                                         "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.1",
                                         "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
                                         "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
                                         "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
                                         "255.255.255.255"));
INSTANTIATE_TEST_SUITE_P(
    IPv6, Refused,
    testing::Values("::", "::1", "::2", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
                    "::ffff:169.254.169.254", "::ffff:8.8.8.8", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
                    "64:ff9b::10.1.2.3", "64:ff9b:1::1", "64:ff9b:1:ffff::8.8.8.8", "100::1", "fc00::1",
                    "fd00:ec2::254", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
                    "2001:db8::1", "3fff:0fff::1", "2001:2::1", "2001:10::1", "2001:20::1", "2002:7f00:1::1",
                    "2002:c0a8:101::", "2002:a00:1::1", "2001:0:a00:1::", "2001:0:808:808::80ff:fffe",
                    "2001:0:808:808::f5ff:fffe", "4000::1", "::ffff:0:1.1.1.1"));

class Reachable : public testing::TestWithParam<const char*> {};
TEST_P(Reachable, FromHere) {
  const std::string text = GetParam();
  EXPECT_FALSE(refusal_of(text)) << text << " is " << *refusal_of(text);
  EXPECT_FALSE(refusal_of_literal(text.find(':') == std::string::npos ? text : "[" + text + "]")) << text;
}
INSTANTIATE_TEST_SUITE_P(IPv4, Reachable,
                         testing::Values("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255",
                                         "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
                                         "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
                                         "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
                                         "223.255.255.255", "168.63.129.15", "168.63.129.17"));
INSTANTIATE_TEST_SUITE_P(IPv6, Reachable,
                         testing::Values("2606:4700:4700::1111", "2a00:1450::1", "2001:4860:4860::8888",
                                         "2001:db7::1", "3ffe::1", "64:ff9b::8.8.8.8", "2002:808:808::1",
                                         "2001:0:808:808::f7f7:f7f7"));

TEST(AddressGuard, RefusesWhatIsNoInternetAddress) {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_TRUE(refusal(reinterpret_cast<sockaddr&>(local)));
}

TEST(AddressGuard, LeavesNamesToDns) {
  EXPECT_FALSE(refusal_of_literal("example.com"));
  EXPECT_TRUE(refusal_of_literal("localhost"));  // RFC 6761 section 6.3
  EXPECT_TRUE(refusal_of_literal("x.localhost"));
  EXPECT_FALSE(refusal_of_literal("notlocalhost"));
}

}  // namespace
}  // namespace rawi::fetch
