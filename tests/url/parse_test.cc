// https://url.spec.whatwg.org/#concept-basic-url-parser and #concept-host-parser: what pages write, what
// browsers send.
#include <gtest/gtest.h>

#include "connectors/url/url.h"

namespace rawi::url {
namespace {

struct Case {
  std::string_view written, sent;
};

class Parses : public testing::TestWithParam<Case> {};

TEST_P(Parses, AsABrowserWould) {
  const auto url = parse(GetParam().written);
  ASSERT_TRUE(url) << GetParam().written << ": " << url.error().message;
  EXPECT_EQ(url->to_string(), GetParam().sent) << GetParam().written;
}

INSTANTIATE_TEST_SUITE_P(BlanksAndControlCharacters, Parses,
                         testing::Values(Case{"  https://example.com/a \t\n", "https://example.com/a"},
                                         Case{"\x01\x1fhttps://example.com/a", "https://example.com/a"},
                                         Case{"ht\ntps://exa\tmple.com/a\r\nb", "https://example.com/ab"},
                                         Case{"https://example.com/a b", "https://example.com/a%20b"},
                                         Case{"https://example.com/a\x7f", "https://example.com/a%7F"}));

INSTANTIATE_TEST_SUITE_P(SlashesOfSpecialSchemes, Parses,
                         testing::Values(Case{"http:example.com", "http://example.com/"},
                                         Case{"http:/example.com/a", "http://example.com/a"},
                                         Case{"http:////example.com", "http://example.com/"},
                                         Case{"http:\\\\example.com\\a\\b", "http://example.com/a/b"},
                                         Case{"https://example.com\\a?b\\c", "https://example.com/a?b\\c"},
                                         Case{"foo:/a\\b", "foo:/a\\b"}));

INSTANTIATE_TEST_SUITE_P(
    PathAndQuery, Parses,
    testing::Values(Case{"http://example.com", "http://example.com/"},
                    Case{"http://example.com?a", "http://example.com/?a"},
                    Case{"http://example.com/?", "http://example.com/?"},
                    Case{"http://example.com/#f", "http://example.com/"},
                    Case{"http://example.com#?a", "http://example.com/"},
                    Case{"http://example.com//a//", "http://example.com//a//"},
                    Case{"http://example.com/a/./b/../c", "http://example.com/a/c"},
                    Case{"http://example.com/a/%2e/b/%2E%2e/c", "http://example.com/a/c"},
                    Case{"http://example.com/a/..", "http://example.com/"},
                    Case{"http://example.com/a/b/.", "http://example.com/a/b/"},
                    Case{"http://example.com/../../a", "http://example.com/a"},
                    Case{"http://example.com/...", "http://example.com/..."},
                    Case{"http://example.com/%zz%", "http://example.com/%zz%"},
                    Case{"http://example.com/خبر", "http://example.com/%D8%AE%D8%A8%D8%B1"},
                    Case{"http://example.com/?s=خبر", "http://example.com/?s=%D8%AE%D8%A8%D8%B1"},
                    Case{"http://example.com/{a}\"<b>`", "http://example.com/%7Ba%7D%22%3Cb%3E%60"},
                    Case{"http://example.com/?it's", "http://example.com/?it%27s"}));

INSTANTIATE_TEST_SUITE_P(Authority, Parses,
                         testing::Values(Case{"HTTP://EXAMPLE.com:80/", "http://example.com/"},
                                         Case{"https://example.com:443/", "https://example.com/"},
                                         Case{"https://example.com:0443/", "https://example.com/"},
                                         Case{"https://example.com:/", "https://example.com/"},
                                         Case{"https://example.com:8443/", "https://example.com:8443/"},
                                         Case{"http://example.com:443/", "http://example.com:443/"},
                                         Case{"https://user:secret@example.com/a", "https://example.com/a"},
                                         Case{"https://a@b@example.com/", "https://example.com/"},
                                         Case{"https://@example.com/", "https://example.com/"}));

INSTANTIATE_TEST_SUITE_P(
    HostNames, Parses,
    testing::Values(Case{"http://ex%41mple.com/", "http://example.com/"},
                    Case{"http://موقع.مصر/", "http://xn--4gbrim.xn--wgbh1c/"},
                    Case{"http://%D9%85%D9%88%D9%82%D8%B9.مصر/", "http://xn--4gbrim.xn--wgbh1c/"},
                    Case{"http://faß.de/", "http://xn--fa-hia.de/"},
                    Case{"http://ＧＯ.com/", "http://go.com/"},
                    Case{"http://日本語。ＪＰ/", "http://xn--wgv71a119e.jp/"},
                    Case{"http://☃.net/", "http://xn--n3h.net/"},
                    Case{"http://XN--FA-HIA.de/", "http://xn--fa-hia.de/"},
                    Case{"http://under_score.example.com/", "http://under_score.example.com/"},
                    Case{"http://r3---sn.example.com/", "http://r3---sn.example.com/"}));

INSTANTIATE_TEST_SUITE_P(
    HostAddresses, Parses,
    testing::Values(
        Case{"http://127.1/", "http://127.0.0.1/"}, Case{"http://0x7f.0.0.1/", "http://127.0.0.1/"},
        Case{"http://0177.0.0.01/", "http://127.0.0.1/"}, Case{"http://2130706433/", "http://127.0.0.1/"},
        Case{"http://0x7F000001/", "http://127.0.0.1/"}, Case{"http://0x/", "http://0.0.0.0/"},
        Case{"http://192.168.0.1./", "http://192.168.0.1/"},
        Case{"http://１２７.0.0.1/", "http://127.0.0.1/"},
        Case{"http://[2001:DB8:0:0:1:0:0:1]/", "http://[2001:db8::1:0:0:1]/"},
        Case{"http://[::127.0.0.1]:8080/", "http://[::7f00:1]:8080/"},
        Case{"http://[1:0::]/", "http://[1::]/"}, Case{"http://[0:0:0:0:0:0:0:0]/", "http://[::]/"},
        Case{"http://[1:2:0:4:5:6:7:8]/", "http://[1:2:0:4:5:6:7:8]/"}));

INSTANTIATE_TEST_SUITE_P(OtherSchemes, Parses,
                         testing::Values(Case{"mailto:a@example.com", "mailto:a@example.com"},
                                         Case{"EXAMPLE://A/./b/../c", "example://a/c"},
                                         Case{"urn:a:B", "urn:a:B"}, Case{"foo:/.//a", "foo:/.//a"},
                                         Case{"file:///etc/hosts", "file:///etc/hosts"}));

class Refuses : public testing::TestWithParam<std::string_view> {};

TEST_P(Refuses, WhatIsNoUrl) {
  const auto url = parse(GetParam());
  ASSERT_FALSE(url) << url->to_string();
  EXPECT_EQ(url.error().code, Errc::bad_input);
  EXPECT_EQ(url.error().message.find("secret"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(WithoutScheme, Refuses,
                         testing::Values("", "   ", "/a/b", "//example.com/", "www.example.com/a",
                                         "1http://a/", ":a", "#f"));
INSTANTIATE_TEST_SUITE_P(Host, Refuses,
                         testing::Values("http://", "http:///", "https://?a", "http://:80/",
                                         "http://user:secret@/", "http://a b/", "http://a%20b/",
                                         "http://a%00b/", "http://a<b/", "http://a|b/", "http://a%/",
                                         "http://%ff/", "http://\xff.com/", "http://xn--a/", "http://xn--/",
                                         "http://a\u200fb.com/", "http://\u00ad/",
                                         "http://user:secret@a^b/"));
INSTANTIATE_TEST_SUITE_P(Address, Refuses,
                         testing::Values("http://256.1.1.1/", "http://1.2.3.4.5/", "http://1.2.3.08/",
                                         "http://0x100000000/", "http://a.1/", "http://a.0x1/",
                                         "http://[::1/", "http://[]/", "http://[::g]/",
                                         "http://[::1%25eth0]/", "http://[1:2:3]/", "http://[::1]x/"));
INSTANTIATE_TEST_SUITE_P(Port, Refuses,
                         testing::Values("http://a:65536/", "http://a:80a/", "http://a:-1/",
                                         "http://[::1]:x/"));

TEST(Url, KeepsItsPartsAndNeverPrintsCredentials) {
  const auto url = parse("https://me:secret@Example.com:8443/a/b?x=1#part");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->userinfo, "me:secret");
  EXPECT_EQ(url->host, "example.com");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->effective_port(), 8443);
  EXPECT_EQ(url->path, "/a/b");
  EXPECT_EQ(url->query, "x=1");
  EXPECT_EQ(url->fragment, "part");
  EXPECT_EQ(url->origin(), "https://example.com:8443");
  EXPECT_EQ(url->path_and_query(), "/a/b?x=1");
  EXPECT_EQ(url->to_string(), "https://example.com:8443/a/b?x=1");
}

TEST(Url, KnowsTheDefaultPort) {
  EXPECT_EQ(parse("http://a/")->effective_port(), 80);
  EXPECT_EQ(parse("https://a/")->effective_port(), 443);
  EXPECT_EQ(parse("foo://a/")->effective_port(), 0);
}

}  // namespace
}  // namespace rawi::url
