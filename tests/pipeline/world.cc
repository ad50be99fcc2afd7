#include "tests/pipeline/world.h"

#include <fmt/format.h>

namespace rawi::testing {
namespace {

using fetch::FetchResult;
using publish::Answer;
using publish::Verdict;

constexpr const char* kSubjects[] = {"مكتبة الحي",      "نادي الشراع", "فريق الباحثين",
                                     "تعاونية الزيتون", "متحف البحر",  "بلدية الواحة"};
constexpr const char* kDeeds[] = {"افتتح قاعة جديدة للزوار", "أطلق برنامجا لتعليم الأطفال",
                                  "جدد أرشيف الصور القديمة", "نظم مسابقة للخط العربي",
                                  "اختبر طريقة لري الأشجار", "زرع حديقة على ضفة النهر"};

std::string page_of(int number, std::mt19937_64& random) {
  const auto pick = [&](const auto& words) { return words[random() % std::size(words)]; };
  std::string body;
  for (int p = 0; p < 3; ++p) {
    body += fmt::format(
        "<p>قال {} في بيان رقم {} إن الفريق {} خلال {} أسبوعا، وإن {} شخصا شاركوا في العمل منذ بداية الموسم "
        "الماضي.</p>",
        pick(kSubjects), number * 10 + p, pick(kDeeds), random() % 50 + 2, random() % 900 + 10);
  }
  return fmt::format(
      "<html><head><title>{0} رقم {1}</title></head><body><article><h1>{0} رقم "
      "{1}</h1>{2}</article></body></html>",
      pick(kSubjects), number, body);
}

std::string outlet_id(int n) { return fmt::format("o{}", n); }

}  // namespace

World::World(int outlets, int articles, std::int64_t now_ms, std::int64_t over_ms, std::uint64_t seed)
    : outlets_(outlets) {
  std::mt19937_64 random(seed);
  for (int i = 0; i < articles; ++i) {
    pages_.push_back({fmt::format("http://{}.example/news/{}", outlet_id(i % outlets), i), page_of(i, random),
                      now_ms + over_ms * i / articles});
  }
}

std::vector<outlet::Outlet> World::outlets() const {
  std::vector<outlet::Outlet> out;
  for (int i = 0; i < outlets_; ++i) {
    outlet::Outlet one;
    one.id = outlet_id(i);
    one.home = fmt::format("http://{}.example/", one.id);
    outlet::Source feed;
    feed.url = one.home + "feed.json";
    one.sources.push_back(feed);
    out.push_back(std::move(one));
  }
  return out;
}

FetchResult World::answer(const fetch::FetchRequest& request, std::int64_t now_ms) const {
  FetchResult out;
  out.url = out.final_url = request.url;
  out.status = 200;
  out.reason = "ok";
  out.outcome = FetchResult::Outcome::ok;
  if (request.url.ends_with("/feed.json")) {
    std::string items;
    for (const auto& page : pages_) {
      if (page.appears_ms > now_ms || !page.url.starts_with(request.url.substr(0, request.url.rfind('/'))))
        continue;
      items += fmt::format(R"({}{{"id":"{}","url":"{}"}})", items.empty() ? "" : ",", page.url, page.url);
    }
    out.content_type = "application/feed+json";
    out.body = R"({"version":"https://jsonfeed.org/version/1.1","title":"x","items":[)" + items + "]}";
    out.etag = fmt::format("\"{}\"", out.body.size());
  } else {
    for (const auto& page : pages_) {
      if (page.url == request.url && page.appears_ms <= now_ms) out.body = page.body;
    }
    out.content_type = "text/html; charset=utf-8";
    out.etag = "\"page\"";
    if (out.body.empty()) {
      out.status = 404;
      out.reason = "http_404";
      out.outcome = FetchResult::Outcome::gone;
    }
  }
  if (out.outcome == FetchResult::Outcome::ok && out.etag == request.etag) {
    out.outcome = FetchResult::Outcome::not_modified;
    out.body.clear();
  }
  return out;
}

void SimFetcher::start(fetch::FetchRequest request, std::function<void(FetchResult)> done) {
  loop_.at(loop_.now_ms() + faults_.up_to(400), [this, request = std::move(request), done = std::move(done)] {
    FetchResult result = world_.answer(request, loop_.now_ms());
    if (faults_.hit()) {
      result.outcome = FetchResult::Outcome::retry_later;
      result.reason = "http_503";
      result.body.clear();
    }
    done(std::move(result));
  });
}

Answer SimBroker::connect() { return faults_.hit() ? Answer{Verdict::again, "away", {}} : Answer{}; }

Answer SimBroker::read_checkpoint(std::string_view, publish::Checkpoint& out) {
  if (faults_.hit()) return {Verdict::again, "away", {}};
  out = {kafka_.checkpoint, kafka_.owner};
  return {};
}

Answer SimBroker::begin() {
  open_ = {};
  return {};
}

Answer SimBroker::send(std::int64_t number, const ledger::Record& record) {
  if (faults_.hit(0.2)) return {Verdict::abort, "no answer", {}};
  open_.committed.push_back({record, number});
  return {};
}

Answer SimBroker::send_checkpoint(std::string_view, std::int64_t last) {
  open_.checkpoint = last;
  return {};
}

Answer SimBroker::send_claim(std::string_view owner) {
  open_.owner = owner;
  return {};
}

Answer SimBroker::commit() {
  if (faults_.hit()) return {Verdict::lost, "the answer got lost before the commit", {}};
  kafka_.committed.insert(kafka_.committed.end(), open_.committed.begin(), open_.committed.end());
  kafka_.checkpoint = std::max(kafka_.checkpoint, open_.checkpoint);
  if (!open_.owner.empty()) kafka_.owner = open_.owner;
  open_ = {};
  if (faults_.hit()) return {Verdict::lost, "the answer got lost after the commit", {}};
  return {};
}

Answer SimBroker::abort() { return begin(); }

}  // namespace rawi::testing
