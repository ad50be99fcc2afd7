// https://www.rfc-editor.org/rfc/rfc9110#section-15.4, hop by hop.
#include "tests/fetch/fetch_fixture.h"

namespace rawi::fetch {
namespace {

class RedirectTest : public FetchTest {
 protected:
  void redirect(const std::string& from, int status, const std::string& to) {
    page(from, [status, to](const HttpRequest&, HttpReply& reply) { reply.redirect(status, to); });
  }
};

TEST_F(RedirectTest, FollowsAChainAndRemembersAPermanentOne) {
  redirect("/1", 301, "/2");
  redirect("/2", 308, "//b.example/3#part");
  redirect("/3", 301, " http://b.example/خبر ");
  page("/%D8%AE%D8%A8%D8%B1", "there");
  const auto result = get("http://a.example/1");
  EXPECT_EQ(result.outcome, Outcome::ok) << result.reason;
  EXPECT_EQ(result.redirects, (std::vector<std::string>{"http://a.example/2", "http://b.example/3",
                                                        "http://b.example/%D8%AE%D8%A8%D8%B1"}));
  EXPECT_EQ(result.final_url, "http://b.example/%D8%AE%D8%A8%D8%B1");
  EXPECT_EQ(result.permanent_url, result.final_url);
  EXPECT_EQ(result.url, "http://a.example/1");
}

TEST_F(RedirectTest, IsNotPermanentWhereOneHopIsNot) {
  redirect("/1", 301, "/2");
  redirect("/2", 302, "/3");
  page("/3", "there");
  const auto result = get("http://a.example/1");
  EXPECT_EQ(result.outcome, Outcome::ok);
  EXPECT_EQ(result.permanent_url, "");
}

TEST_F(RedirectTest, EndsALoop) {
  redirect("/1", 302, "/2");
  redirect("/2", 302, "/1");
  redirect("/self", 301, "/self#again");
  for (const char* url : {"http://a.example/1", "http://a.example/self"}) {
    const auto result = get(url);
    EXPECT_EQ(result.outcome, Outcome::failed);
    EXPECT_EQ(result.reason, "redirect_loop");
  }
  EXPECT_EQ(server_.count("/1"), 1U);
}

TEST_F(RedirectTest, EndsAChainThatNeverRepeats) {
  for (int i = 0; i < 30; ++i) redirect("/" + std::to_string(i), 302, "/" + std::to_string(i + 1));
  options_.max_redirects = 5;
  const auto result = get("http://a.example/0");
  EXPECT_EQ(result.outcome, Outcome::failed);
  EXPECT_EQ(result.reason, "too_many_redirects");
  EXPECT_EQ(server_.count("/5"), 1U);
  EXPECT_EQ(server_.count("/6"), 0U);
}

TEST_F(RedirectTest, ChecksSchemeAndUrlOfEveryHop) {
  redirect("/file", 302, "file:///etc/passwd");
  redirect("/gopher", 302, "gopher://127.0.0.1:25/");
  redirect("/bad", 302, "http://[::1");
  EXPECT_EQ(get("http://a.example/file").reason, "unsupported_scheme");
  EXPECT_EQ(get("http://a.example/gopher").outcome, Outcome::refused);
  EXPECT_EQ(get("http://a.example/bad").reason, "bad_redirect");
}

TEST_F(RedirectTest, ObeysTheRobotsOfTheNewHost) {
  redirect("a.example/1", 302, "http://b.example/private");
  page("b.example/robots.txt", "User-agent: *\nDisallow: /private");
  page("b.example/private", "secret");
  const auto result = get("http://a.example/1");
  EXPECT_EQ(result.outcome, Outcome::refused);
  EXPECT_EQ(result.reason, "robots_disallow");
  EXPECT_EQ(server_.count("/private"), 0U);
}

TEST_F(RedirectTest, KeepsCookiesOnlyWhereAsked) {
  page("/page", [](const HttpRequest& request, HttpReply& reply) {
    if (request.header("cookie").find("seen=1") != std::string::npos) return void(reply.send(200, "welcome"));
    reply.send(302, "", {"Location: /page", "Set-Cookie: seen=1"});
  });
  EXPECT_EQ(one("http://a.example/page").reason, "redirect_loop");
  FetchRequest request;
  request.url = "http://a.example/page";
  request.cookies = true;
  EXPECT_EQ(one(request).body, "welcome");
  EXPECT_EQ(one("http://a.example/page").reason, "redirect_loop");  // nothing of it was left in the fetcher
}

TEST_F(RedirectTest, TakesNoCredentialsToAnotherOrigin) {
  redirect("a.example/1", 302, "http://b.example/2");
  redirect("a.example/same", 302, "http://a.example/2");
  redirect("a.example/planted", 302, "http://x:y@b.example/2");
  page("/2", "there");
  get("http://me:secret@a.example/1");
  EXPECT_EQ(server_.log().back().header("authorization"), "");
  get("http://me:secret@a.example/same");
  EXPECT_NE(server_.log().back().header("authorization"), "");
  get("http://a.example/planted");
  EXPECT_EQ(server_.log().back().header("authorization"), "");
}

TEST_F(RedirectTest, SendsTheValidatorsToWhereItEnds) {
  redirect("/1", 302, "/2");
  page("/2", [](const HttpRequest& request, HttpReply& reply) {
    request.header("if-none-match") == "\"v\"" ? reply.raw("HTTP/1.1 304 -\r\n\r\n") : reply.send(200, "x");
  });
  FetchRequest request;
  request.url = "http://a.example/1";
  request.etag = "\"v\"";
  EXPECT_EQ(get(request).outcome, Outcome::not_modified);
}

}  // namespace
}  // namespace rawi::fetch
