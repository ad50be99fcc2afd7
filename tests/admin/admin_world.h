// A board with something on it, and a daemon's answers to commands.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "daemon/admin/routes.h"

namespace rawi::admin {

inline constexpr std::int64_t kThen = 1'700'000'000'000;

inline std::shared_ptr<const outlet::Outlet> declared_outlet(const std::string& id) {
  outlet::Outlet outlet;
  outlet.id = id;
  outlet.name = "واحة";
  outlet.home = "http://" + id + ".example/";
  return std::make_shared<const outlet::Outlet>(std::move(outlet));
}

class FakeCommands final : public Commands {
 public:
  Result<ReloadReport> reload() override {
    ++reloads;
    return report;
  }
  Result<void> pause(const std::string& outlet, bool paused) override {
    if (outlet != "waha") return fail(Errc::not_found, "no outlet is called " + outlet);
    last_pause = outlet + (paused ? " paused" : " resumed");
    return {};
  }
  std::atomic<int> reloads = 0;
  ReloadReport report;
  std::string last_pause;
};

struct AdminWorld {
  AdminWorld() {
    auto status = std::make_shared<Status>();
    status->version = "1.0.0";
    status->now_ms = kThen + 5000;
    status->started_ms = kThen;
    board.beat(steady_ms());
    board.show(std::shared_ptr<const Status>(std::move(status)));
    OutletView view;
    view.outlet = declared_outlet("waha");
    view.last_article_ms = kThen;
    board.show(std::make_shared<const OutletViews>(OutletViews{view}));
  }

  void publish_article(const std::string& title, std::int64_t outbox) {
    ArticleItem article;
    article.id = "id-" + std::to_string(outbox);
    article.title = title;
    article.outlet = "waha";
    article.outcome = "published";
    article.outbox = outbox;
    board.add(std::move(article));
    board.confirmed(outbox, kThen);
  }

  void reject_page(const std::string& html) {
    auto page = std::make_shared<events::RefusedPage>();
    page->bytes = html;
    page->size_bytes = html.size();
    page->url = "http://waha.example/a";
    page->content_type = "text/html; charset=utf-8";
    page->status = 200;
    RejectedItem item;
    item.url = page->url;
    item.outlet = "waha";
    item.reason = "too_little_text";
    item.at_ms = kThen;
    item.page = page;
    item.declared = declared_outlet("waha");
    board.add(std::move(item));
  }

  events::Events events{{"error", "text", false}};
  Board board;
  FakeCommands commands;
  Routes routes{board, commands, events, Access{"s3cret", {}}};
};

}  // namespace rawi::admin
