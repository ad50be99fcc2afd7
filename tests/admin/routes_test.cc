#include "daemon/admin/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/admin/admin_world.h"

namespace rawi::admin {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

Request get(const std::string& path) {
  Request out;
  out.method = "GET";
  out.path = path;
  out.host = "127.0.0.1:9480";
  return out;
}

Request post(const std::string& path, const std::string& token = "s3cret") {
  Request out = get(path);
  out.method = "POST";
  if (!token.empty()) out.authorization = "Bearer " + token;
  return out;
}

class RoutesTest : public ::testing::Test, protected AdminWorld {
 protected:
  Json json_at(const std::string& path) { return Json::parse(routes.answer(get(path)).body); }
};

TEST_F(RoutesTest, StatusHasEveryStageWithSixtyMinutes) {
  const Json status = json_at("/api/status");
  ASSERT_EQ(status["stages"].size(), 6u);
  EXPECT_EQ(status["stages"][0]["name"], "discover");
  EXPECT_EQ(status["stages"][5]["name"], "publish");
  for (const auto& stage : status["stages"]) EXPECT_EQ(stage["per_minute"].size(), 60u);
  EXPECT_EQ(status["uptime_seconds"], 5);
  EXPECT_EQ(status["started_at"], "2023-11-14T22:13:20.000Z");
  EXPECT_EQ(status["ready"], true);
  EXPECT_EQ(status["held_back"], nullptr);
  EXPECT_EQ(status["can_change"], true);
  EXPECT_EQ(status["totals"]["published"], 0);
}

TEST_F(RoutesTest, OutletsTellTheirAgeAndTwentyFourHours) {
  const Json outlets = json_at("/api/outlets");
  ASSERT_EQ(outlets.size(), 1u);
  EXPECT_EQ(outlets[0]["id"], "waha");
  EXPECT_EQ(outlets[0]["name"], "واحة");
  EXPECT_EQ(outlets[0]["freshness_seconds"], 5);
  EXPECT_EQ(outlets[0]["per_hour"].size(), 24u);
}

TEST_F(RoutesTest, LatestIsNewestFirst) {
  publish_article("الأول", 1);
  publish_article("الثاني", 2);
  const Json latest = json_at("/api/latest");
  EXPECT_EQ(latest["articles"][0]["title"], "الثاني");
  EXPECT_EQ(latest["articles"][1]["title"], "الأول");
}

TEST_F(RoutesTest, BytesThatAreNoUtf8AreReplaced) {
  publish_article("a\xFFz", 1);
  EXPECT_EQ(json_at("/api/latest")["articles"][0]["title"], "a\uFFFDz");
}

TEST_F(RoutesTest, APasswordInAnAddressIsNeverShown) {
  OutletView view;
  outlet::Outlet outlet;
  outlet.id = "private";
  outlet.home = "http://reader:secret@private.example/";
  view.outlet = std::make_shared<const outlet::Outlet>(outlet);
  view.sources.push_back({"http://reader:secret@private.example/feed", "feed", false, 0, {}, "", "", 0, 0});
  board.show(std::make_shared<const OutletViews>(OutletViews{view}));
  RejectedItem item;
  item.url = "http://reader:secret@private.example/a";
  board.add(std::move(item));
  const std::string said = routes.answer(get("/api/outlets")).body + routes.answer(get("/api/latest")).body;
  EXPECT_THAT(said, HasSubstr("private.example/feed"));
  EXPECT_THAT(said, ::testing::Not(HasSubstr("secret")));
}

TEST_F(RoutesTest, ReadinessTellsItsReasons) {
  EXPECT_EQ(routes.answer(get("/readyz")).status, 200);
  auto status = std::make_shared<Status>();
  status->reasons = {{"kafka_away", "no broker answers"}};
  board.show(std::shared_ptr<const Status>(std::move(status)));
  const Response response = routes.answer(get("/readyz"));
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(Json::parse(response.body)["reasons"][0]["code"], "kafka_away");
  EXPECT_EQ(routes.answer(get("/healthz")).status, 200) << "alive all the same";
}

TEST_F(RoutesTest, HealthNoticesAThreadThatNoLongerAnswersAndAStuckStage) {
  EXPECT_EQ(routes.answer(get("/healthz")).status, 200);
  board.beat(steady_ms() - Board::kLongestSilenceMs - 1000);
  EXPECT_EQ(routes.answer(get("/healthz")).status, 503);
  EXPECT_EQ(routes.answer(get("/readyz")).status, 503);
  board.beat(steady_ms());
  auto status = std::make_shared<Status>();
  status->stalled = "read has work and has not moved for 61 s";
  board.show(std::shared_ptr<const Status>(std::move(status)));
  const Response response = routes.answer(get("/healthz"));
  EXPECT_EQ(response.status, 503);
  EXPECT_THAT(response.body, HasSubstr("read has work"));
}

TEST_F(RoutesTest, ADaemonThatStartsIsHealthyAndNotReady) {
  Board empty;
  Routes starting(empty, commands, events, {});
  EXPECT_EQ(starting.answer(get("/healthz")).status, 200);
  EXPECT_EQ(starting.answer(get("/readyz")).status, 503);
  EXPECT_EQ(starting.answer(get("/api/status")).status, 200);
  EXPECT_EQ(starting.answer(get("/api/outlets")).body, "[]");
}

TEST_F(RoutesTest, AForeignHostNameIsRefusedEverywhere) {
  for (const char* path : {"/", "/metrics", "/api/status", "/api/events", "/no/such/path"}) {
    Request request = get(path);
    request.host = "evil.example";
    EXPECT_EQ(routes.answer(request).status, 403) << path;
  }
  EXPECT_THAT(events.exposition(), HasSubstr("rawi_admin_refusals_total{reason=\"bad_host\"} 5"));
  routes.set_access({"s3cret", {"evil.example"}});
  Request request = get("/api/status");
  request.host = "evil.example";
  EXPECT_EQ(routes.answer(request).status, 200) << "named in admin.hosts";
}

TEST_F(RoutesTest, ChangesNeedTheTokenAndTheRightPage) {
  EXPECT_EQ(routes.answer(post("/api/reload", "")).status, 401);
  EXPECT_EQ(routes.answer(post("/api/reload", "wrong")).status, 401);
  Request foreign = post("/api/reload");
  foreign.origin = "https://evil.example";
  EXPECT_EQ(routes.answer(foreign).status, 403);
  Request large = post("/api/reload");
  large.body_bytes = kMaxRequestBody + 1;
  EXPECT_EQ(routes.answer(large).status, 413);
  EXPECT_EQ(commands.reloads, 0);
  EXPECT_EQ(routes.answer(post("/api/reload")).status, 200);
  EXPECT_EQ(commands.reloads, 1);
}

TEST_F(RoutesTest, WithoutATokenConfiguredNothingCanBeChanged) {
  routes.set_access({"", {}});
  for (const char* token : {"", "x"}) {
    const Response response = routes.answer(post("/api/reload", token));
    EXPECT_EQ(response.status, 403);
    EXPECT_THAT(response.body, HasSubstr("no_token_configured"));
  }
  EXPECT_EQ(json_at("/api/status")["can_change"], false);
}

TEST_F(RoutesTest, ARefusedReloadNamesEveryProblem) {
  commands.report.problems = {"/etc/rawi/rawi.yaml:3:5: kafka.batch_rowz: unknown key"};
  const Response response = routes.answer(post("/api/reload"));
  EXPECT_EQ(response.status, 422);
  const Json json = Json::parse(response.body);
  EXPECT_EQ(json["ok"], false);
  EXPECT_EQ(json["problems"][0], commands.report.problems[0]);
}

TEST_F(RoutesTest, OneOutletIsPausedAndResumed) {
  EXPECT_EQ(routes.answer(post("/api/outlets/waha/pause")).status, 200);
  EXPECT_EQ(commands.last_pause, "waha paused");
  EXPECT_EQ(routes.answer(post("/api/outlets/waha/resume")).status, 200);
  EXPECT_EQ(commands.last_pause, "waha resumed");
  EXPECT_EQ(routes.answer(post("/api/outlets/none/pause")).status, 404);
}

TEST_F(RoutesTest, PathsThatAreNoneAndMethodsThatDoNotFit) {
  for (const char* path :
       {"/api", "/api/", "/api/rejectedx", "/index.htm", "/../etc/passwd", "/page/index.html",
        "/api/outlets/", "/api/outlets//pause", "/api/outlets/waha/delete", "//", ""}) {
    EXPECT_EQ(routes.answer(get(path)).status, 404) << path;
    EXPECT_EQ(routes.answer(post(path)).status, 404) << path;
  }
  EXPECT_EQ(routes.answer(get("/api/reload")).status, 405);
  EXPECT_EQ(routes.answer(post("/api/status")).status, 405);
  Request trace = get("/");
  trace.method = "TRACE";
  EXPECT_EQ(routes.answer(trace).status, 405);
}

TEST_F(RoutesTest, ThePageComesWithItsTypeAndAnETag) {
  const Response page = routes.answer(get("/"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.type, "text/html; charset=utf-8");
  ASSERT_EQ(page.headers[0].first, "ETag");
  Request again = get("/index.html");
  again.if_none_match = page.headers[0].second;
  EXPECT_EQ(routes.answer(again).status, 304);
  EXPECT_EQ(routes.answer(get("/app.js")).type, "text/javascript; charset=utf-8");
  EXPECT_EQ(routes.answer(get("/style.css")).type, "text/css; charset=utf-8");
}

TEST_F(RoutesTest, ARejectedPageShowsWhatTheExtractorSaw) {
  reject_page(
      "<html lang=ar><head><title>خبر قصير</title><meta property=\"og:title\" content=\"خبر قصير\"></head>"
      "<body><nav><a href=/>الرئيسية</a></nav><h1>خبر قصير</h1><p>فقرة واحدة قصيرة.</p></body></html>");
  const Json seen = json_at("/api/rejected/1");
  EXPECT_EQ(seen["reason"], "too_little_text");
  EXPECT_EQ(seen["charset"], "utf-8");
  EXPECT_EQ(seen["title"], "خبر قصير");
  bool has_title = false;
  for (const auto& field : seen["fields"]) has_title = has_title || field["name"] == "title";
  EXPECT_TRUE(has_title);
  EXPECT_FALSE(seen["blocks"].empty());
  EXPECT_THAT(seen["text"].get<std::string>(), HasSubstr("فقرة واحدة قصيرة"));
  for (const char* path : {"/api/rejected/2", "/api/rejected/", "/api/rejected/1x", "/api/rejected/-1"})
    EXPECT_EQ(routes.answer(get(path)).status, 404) << path;
}

TEST_F(RoutesTest, AHugeRejectedPageIsShownInBounds) {
  std::string html = "<html><body>";
  for (int i = 0; i < 3000; ++i) html += "<p>فقرة من فقرات كثيرة جدا في صفحة طويلة لا تنتهي.</p>";
  reject_page(html);
  const Json seen = json_at("/api/rejected/1");
  EXPECT_LE(seen["blocks"].size(), 400u);
  EXPECT_TRUE(seen["blocks_cut"]);
  EXPECT_LE(seen["text"].get<std::string>().size(), 64u << 10);
  EXPECT_TRUE(seen["text_cut"]);
}

TEST_F(RoutesTest, ATitleCannotLeaveItsLineOfTheFeed) {
  publish_article("a\nevent: status\ndata: {}\n\n</script><script>", 1);
  const auto feed = board.feed_after(0, 0);
  ASSERT_EQ(feed.size(), 1u);
  EXPECT_EQ(feed[0].data.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace rawi::admin
