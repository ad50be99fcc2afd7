#include "connectors/fetch/http_headers.h"

#include <gtest/gtest.h>

namespace rawi::fetch {
namespace {

// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
TEST(RetryAfter, IsSecondsOrADate) {
  constexpr std::int64_t kNow = 784111777;  // Sun, 06 Nov 1994 08:49:37 GMT
  EXPECT_EQ(parse_retry_after("120", kNow), 120);
  EXPECT_EQ(parse_retry_after(" 0 ", kNow), 0);
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:50:37 GMT", kNow), 60);
  EXPECT_EQ(parse_retry_after("Sunday, 06-Nov-94 08:50:37 GMT", kNow), 60);
  EXPECT_EQ(parse_retry_after("Sun Nov  6 08:50:37 1994", kNow), 60);
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:00:00 GMT", kNow), 0);
  EXPECT_EQ(parse_retry_after("99999999999999999999", kNow), 30 * 24 * 3600);
  for (const char* text : {"", "soon", "-5", "1.5x"})
    EXPECT_EQ(parse_retry_after(text, kNow), std::nullopt) << text;
}

// https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2
TEST(CacheControl, GivesTheAge) {
  EXPECT_EQ(parse_max_age("public, max-age=300"), 300);
  EXPECT_EQ(parse_max_age("MAX-AGE=\"60\""), 60);
  EXPECT_EQ(parse_max_age("max-age=300, no-cache"), 0);
  EXPECT_EQ(parse_max_age("no-store"), 0);
  EXPECT_EQ(parse_max_age("private"), std::nullopt);
  EXPECT_EQ(parse_max_age("max-age=x"), std::nullopt);
  EXPECT_EQ(parse_max_age(""), std::nullopt);
}

TEST(ContentTypeGate, LetsTextInAndKeepsTheRestOut) {
  using Kind = FetchRequest::Kind;
  for (const char* type :
       {"text/html; charset=utf-8", "TEXT/HTML", "application/xhtml+xml", "text/plain", "", "text"}) {
    EXPECT_TRUE(welcome(Kind::page, type, "<html>")) << type;
  }
  for (const char* type :
       {"image/jpeg", "application/pdf", "video/mp4", "application/json", "application/zip"}) {
    EXPECT_FALSE(welcome(Kind::page, type, "<html>")) << type;
  }
  for (const char* type :
       {"application/rss+xml", "text/xml", "application/feed+json", "application/json", "application/x-gzip",
        "text/html", "application/octet-stream", "binary/octet-stream"}) {
    EXPECT_TRUE(welcome(Kind::source, type, "\x1f\x8b")) << type;
  }
  EXPECT_FALSE(welcome(Kind::source, "image/png", ""));
  EXPECT_TRUE(welcome(Kind::page, "application/octet-stream", "<!doctype html>"));
  EXPECT_FALSE(welcome(Kind::page, "application/octet-stream", "%PDF-1.7"));
  EXPECT_FALSE(welcome(Kind::page, "", "\xFF\xD8\xFF\xE0"));
  EXPECT_FALSE(welcome(Kind::page, "",
                       std::string("\0\0\0\x18"
                                   "ftypmp42",
                                   12)));
  EXPECT_TRUE(welcome(Kind::robots, "image/png", ""));
}

}  // namespace
}  // namespace rawi::fetch
