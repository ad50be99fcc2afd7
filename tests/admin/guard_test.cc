#include "daemon/admin/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawi::admin {
namespace {

using ::testing::HasSubstr;

TEST(Listen, TakesAddressesWithPorts) {
  struct Case {
    const char *text, *said;
    bool loopback;
  };
  for (const auto& c :
       {Case{"127.0.0.1:9480", "127.0.0.1:9480", true}, Case{"[::1]:9480", "[::1]:9480", true},
        Case{"localhost:0", "127.0.0.1:0", true}, Case{"0.0.0.0:80", "0.0.0.0:80", false},
        Case{"[::]:9480", "[::]:9480", false}, Case{"127.1.2.3:1", "127.1.2.3:1", true}}) {
    const auto listen = parse_listen(c.text);
    ASSERT_TRUE(listen) << c.text;
    EXPECT_EQ(listen->text(), c.said);
    EXPECT_EQ(listen->loopback(), c.loopback) << c.text;
  }
}

TEST(Listen, RefusesWhatIsNoneAndSaysHowItLooks) {
  for (const char* text :
       {"", "9480", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:-1", "example.org:80",
        "127.0.0.1:80s", "127.0.0.1:80,0.0.0.0:81", "[::1:80", "::1:80", "[127.0.0.1]:80", "127.0.0.1:80 "}) {
    const auto listen = parse_listen(text);
    ASSERT_FALSE(listen) << text;
    EXPECT_THAT(listen.error().message, HasSubstr("127.0.0.1:9480"));
  }
}

TEST(Host, AddressesAndPlainNamesAreOurs) {
  for (const char* host : {"", "127.0.0.1", "127.0.0.1:9480", "[::1]:9480", "[::1]", "10.0.0.7:80",
                           "localhost", "LOCALHOST:9480", "rawi:9480", "rawi-1", "page.localhost:9480"}) {
    EXPECT_TRUE(host_allowed(host, {})) << host;
  }
}

// A page of evil.example whose name was made to resolve to 127.0.0.1 sends its own name.
TEST(Host, NamesOfTheWebAreNotUnlessConfigured) {
  for (const char* host :
       {"evil.example", "evil.example:9480", "127.0.0.1.evil.example", "localhost.evil.example",
        "evil.localhost.example", "127.0.0.1:9480@evil.example", "127.0.0.1:x", "[::1", "[evil.example]",
        "a b", "rawi:9480/", ".localhost", "127.0.0.1:99999"}) {
    EXPECT_FALSE(host_allowed(host, {})) << host;
  }
  EXPECT_TRUE(host_allowed("Rawi.Example.org:443", {"rawi.example.org"}));
  EXPECT_FALSE(host_allowed("rawi.example.org.evil.example", {"rawi.example.org"}));
}

TEST(Origin, OnlyTheServersOwnPageMayAskForChanges) {
  struct Case {
    const char *origin, *site, *host;
    bool fine;
  };
  for (const auto& c :
       {Case{"", "", "127.0.0.1:9480", true},  // no browser
        Case{"http://127.0.0.1:9480", "same-origin", "127.0.0.1:9480", true},
        Case{"https://rawi.example.org", "same-origin", "rawi.example.org", true},
        Case{"http://127.0.0.1:9481", "same-site", "127.0.0.1:9480", false},
        Case{"http://127.0.0.1:9481", "", "127.0.0.1:9480", false},
        Case{"https://evil.example", "cross-site", "127.0.0.1:9480", false},
        Case{"https://evil.example", "", "127.0.0.1:9480", false}, Case{"null", "", "127.0.0.1:9480", false},
        Case{"", "cross-site", "127.0.0.1:9480", false}, Case{"http://", "", "", false}}) {
    EXPECT_EQ(same_origin(c.origin, c.site, c.host), c.fine) << c.origin << " " << c.site;
  }
}

TEST(Secret, OnlyTheWholeSecretIsTheSecret) {
  EXPECT_TRUE(same_secret("s3cret", "s3cret"));
  for (const char* given : {"", "s", "s3cre", "s3cret ", "s3crets3cret", "S3cret"})
    EXPECT_FALSE(same_secret("s3cret", given)) << given;
  EXPECT_FALSE(same_secret("", ""));
}

// https://www.rfc-editor.org/rfc/rfc6750#section-2.1
TEST(Bearer, TheTokenOfTheHeader) {
  EXPECT_EQ(bearer_token("Bearer abc"), "abc");
  EXPECT_EQ(bearer_token("bearer  abc"), "abc");
  for (const char* header : {"", "Bearer", "Bearer ", "Basic abc", "abc", "Bearerabc"})
    EXPECT_EQ(bearer_token(header), "") << header;
}

}  // namespace
}  // namespace rawi::admin
