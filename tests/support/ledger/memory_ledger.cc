#include "tests/support/ledger/memory_ledger.h"

#include <algorithm>

namespace rawi::testing {

using namespace rawi::ledger;  // this file is the fake of that room

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

bool is_due(const Link& link, std::int64_t now_ms) { return link.look_at_ms && *link.look_at_ms <= now_ms; }

bool earlier(const Link& a, const Link& b) { return *a.look_at_ms < *b.look_at_ms; }

}  // namespace

Result<Committed> MemoryLedger::commit(const Changes& changes) {
  if (auto ok = allowed(); !ok) return fail(ok.error());
  State next = state_;
  next.links_new = 0;
  for (const Change& change : changes) {
    auto applied = std::visit([&](const auto& each) { return apply(next, each); }, change);
    if (!applied) return fail(applied.error());
  }
  state_ = std::move(next);
  return Committed{state_.links_new, state_.last};
}

Result<void> MemoryLedger::apply(State& to, const SourceState& c) {
  to.sources[{c.outlet, c.url}] = c;
  return {};
}

Result<void> MemoryLedger::apply(State& to, const LinkFound& c) {
  auto [at, fresh] = to.links.try_emplace({c.outlet, c.canonical});
  Known& known = at->second;
  if (!fresh) {
    if (c.first_seen_ms > known.last_listed_ms + kDayMs) known.last_listed_ms = c.first_seen_ms;
    return {};
  }
  ++to.links_new;
  known.link.outlet = c.outlet;
  known.link.canonical = c.canonical;
  known.link.url = c.url;
  known.link.title = c.title;
  known.link.published = c.published;
  known.link.guid = c.guid;
  known.link.first_seen_ms = known.last_listed_ms = c.first_seen_ms;
  known.link.look_at_ms = c.first_seen_ms;
  return {};
}

Result<void> MemoryLedger::apply(State& to, const LinkStarted& c) {
  auto [at, fresh] = to.links.try_emplace({c.outlet, c.canonical});
  Link& link = at->second.link;
  if (fresh) {
    link.outlet = c.outlet;
    link.canonical = link.url = c.canonical;
    link.first_seen_ms = at->second.last_listed_ms = c.at_ms;
  }
  link.look_at_ms.reset();
  if (link.in_flight) return {};
  link.in_flight = true;
  ++link.attempts;
  ++to.totals[c.outlet].started;
  return {};
}

Result<void> MemoryLedger::apply(State& to, const LinkOutcome& c) {
  const auto at = to.links.find({c.outlet, c.canonical});
  if (at == to.links.end() || !at->second.link.in_flight) {
    return fail(Errc::bad_input, "ledger: outcome of a link that was not started: " + c.canonical);
  }
  Link& link = at->second.link;
  link.in_flight = false;
  link.outcome = c.outcome;
  link.reason = c.reason;
  link.look_at_ms = c.look_at_ms;
  at->second.ended_ms = c.at_ms;
  if (c.outcome != Outcome::retry) {
    link.etag = c.etag;
    link.last_modified = c.last_modified;
    link.attempts = 0;
  }
  ++to.totals[c.outlet].ended[static_cast<std::size_t>(c.outcome)];
  return {};
}

Result<void> MemoryLedger::apply(State& to, const ArticleState& c) {
  to.articles[c.id] = c;
  return {};
}

Result<void> MemoryLedger::apply(State& to, const Alias& c) {
  to.aliases[c.url] = c.article;
  return {};
}

Result<void> MemoryLedger::apply(State& to, const Fingerprint& c) {
  std::erase_if(to.fingerprints, [&](const Fingerprint& known) { return known.article == c.article; });
  to.fingerprints.push_back(c);
  return {};
}

Result<void> MemoryLedger::apply(State& to, const Redirect& c) {
  to.redirects[c.from] = c.to;
  return {};
}

Result<void> MemoryLedger::apply(State& to, const Tally& c) {
  if (c.name.starts_with("links."))
    return fail(Errc::bad_input, "ledger: the tally " + c.name + " is the ledger's own");
  to.totals[c.outlet].tallies[c.name] += c.add;
  return {};
}

Result<void> MemoryLedger::apply(State& to, const Record& c) {
  to.outbox.push_back({++to.last, now_ms_(), c});
  return {};
}

void MemoryLedger::reopen() {
  for (auto& [key, known] : state_.links) {
    if (known.link.in_flight) known.link.look_at_ms = 0;
  }
  last_at_open_ = state_.last;
}

Result<std::vector<SourceState>> MemoryLedger::due_sources(std::int64_t now_ms, int limit) {
  std::vector<SourceState> due;
  for (const auto& [key, source] : state_.sources) {
    if (source.next_due_ms <= now_ms) due.push_back(source);
  }
  std::stable_sort(due.begin(), due.end(),
                   [](const auto& a, const auto& b) { return a.next_due_ms < b.next_due_ms; });
  if (due.size() > static_cast<std::size_t>(limit)) due.resize(static_cast<std::size_t>(limit));
  return due;
}

Result<std::vector<SourceState>> MemoryLedger::sources(std::string_view outlet) {
  std::vector<SourceState> out;
  for (const auto& [key, source] : state_.sources) {
    if (source.outlet == outlet) out.push_back(source);
  }
  return out;
}

Result<std::optional<SourceState>> MemoryLedger::source(std::string_view outlet, std::string_view url) {
  const auto at = state_.sources.find({std::string(outlet), std::string(url)});
  return at == state_.sources.end() ? std::optional<SourceState>() : at->second;
}

Result<std::vector<Link>> MemoryLedger::pending_links(std::string_view outlet, std::int64_t now_ms,
                                                      int limit) {
  std::vector<Link> due;
  for (const auto& [key, known] : state_.links) {
    if (key.first == outlet && is_due(known.link, now_ms)) due.push_back(known.link);
  }
  std::stable_sort(due.begin(), due.end(), earlier);
  if (due.size() > static_cast<std::size_t>(limit)) due.resize(static_cast<std::size_t>(limit));
  return due;
}

Result<void> MemoryLedger::each_pending_link(const std::function<bool(const Link&)>& visit) {
  std::map<std::string, std::vector<Link>> by_outlet;
  for (const auto& [key, known] : state_.links) {
    if (known.link.look_at_ms) by_outlet[key.first].push_back(known.link);
  }
  for (auto& [outlet, links] : by_outlet) {
    std::stable_sort(links.begin(), links.end(), earlier);
    for (const auto& link : links) {
      if (!visit(link)) return {};
    }
  }
  return {};
}

Result<std::optional<Link>> MemoryLedger::link(std::string_view outlet, std::string_view canonical) {
  const auto at = state_.links.find({std::string(outlet), std::string(canonical)});
  return at == state_.links.end() ? std::optional<Link>() : at->second.link;
}

Result<std::optional<ArticleState>> MemoryLedger::article(std::string_view id) {
  const auto at = state_.articles.find(std::string(id));
  return at == state_.articles.end() ? std::optional<ArticleState>() : at->second;
}

Result<std::optional<ArticleState>> MemoryLedger::article_by_url(std::string_view url) {
  for (const auto& [id, article] : state_.articles) {
    if (article.url == url) return std::optional<ArticleState>(article);
  }
  const auto at = state_.aliases.find(std::string(url));
  return at == state_.aliases.end() ? std::optional<ArticleState>() : article(at->second);
}

Result<std::optional<std::string>> MemoryLedger::redirect(std::string_view from) {
  const auto at = state_.redirects.find(std::string(from));
  return at == state_.redirects.end() ? std::optional<std::string>() : at->second;
}

Result<void> MemoryLedger::each_fingerprint(std::int64_t since_ms,
                                            const std::function<bool(const Fingerprint&)>& visit) {
  for (const auto& fingerprint : state_.fingerprints) {
    if (fingerprint.seen_at_ms >= since_ms && !visit(fingerprint)) break;
  }
  return {};
}

Result<std::optional<Fingerprint>> MemoryLedger::fingerprint(std::string_view article) {
  for (const auto& fingerprint : state_.fingerprints) {
    if (fingerprint.article == article) return std::optional(fingerprint);
  }
  return std::optional<Fingerprint>();
}

Result<std::vector<OutboxRow>> MemoryLedger::outbox(std::int64_t after, int max_rows,
                                                    std::int64_t max_bytes) {
  std::vector<OutboxRow> rows;
  std::int64_t bytes = 0;
  for (const auto& row : state_.outbox) {
    if (row.number <= after) continue;
    bytes += row.record.size_bytes();
    if (!rows.empty() && (bytes > max_bytes || static_cast<int>(rows.size()) >= max_rows)) break;
    rows.push_back(row);
  }
  return rows;
}

Result<void> MemoryLedger::confirm_outbox(std::int64_t up_to) {
  if (auto ok = allowed(); !ok) return ok;
  while (!state_.outbox.empty() && state_.outbox.front().number <= up_to) state_.outbox.pop_front();
  return {};
}

Result<void> MemoryLedger::bury_outbox(std::int64_t number, std::string_view reason) {
  if (auto ok = allowed(); !ok) return ok;
  const auto at = std::find_if(state_.outbox.begin(), state_.outbox.end(),
                               [&](const OutboxRow& row) { return row.number == number; });
  if (at == state_.outbox.end()) return {};
  dead_.push_back({*at, std::string(reason), now_ms_()});
  state_.outbox.erase(at);
  return {};
}

OutboxDepth MemoryLedger::outbox_depth() {
  OutboxDepth depth;
  for (const auto& row : state_.outbox) {
    if (!depth.oldest_at_ms) depth.oldest_at_ms = row.at_ms;
    ++depth.rows;
    depth.bytes += row.record.size_bytes();
  }
  depth.dead = static_cast<std::int64_t>(dead_.size());
  return depth;
}

Result<std::vector<DeadRow>> MemoryLedger::dead(int limit) {
  const auto count = std::min(dead_.size(), static_cast<std::size_t>(limit));
  return std::vector<DeadRow>(dead_.begin(), dead_.begin() + static_cast<std::ptrdiff_t>(count));
}

Result<void> MemoryLedger::renew_id() {
  if (auto ok = allowed(); !ok) return ok;
  ++id_;
  return {};
}

Result<std::map<std::string, OutletTotals>> MemoryLedger::totals() {
  auto out = state_.totals;
  for (const auto& [key, known] : state_.links) {
    if (known.link.in_flight) ++out[key.first].in_flight;
  }
  return out;
}

Result<Expired> MemoryLedger::expire(const Expiry& expiry) {
  if (auto ok = allowed(); !ok) return fail(ok.error());
  Expired gone;
  gone.links = static_cast<std::int64_t>(std::erase_if(state_.links, [&](const auto& entry) {
    const Known& known = entry.second;
    return !known.link.look_at_ms && !known.link.in_flight &&
           std::max(known.last_listed_ms, known.ended_ms) < expiry.links_before_ms;
  }));
  gone.fingerprints = static_cast<std::int64_t>(std::erase_if(state_.fingerprints, [&](const Fingerprint& f) {
    return f.seen_at_ms < expiry.fingerprints_before_ms;
  }));
  gone.articles = static_cast<std::int64_t>(std::erase_if(
      state_.articles, [&](const auto& a) { return a.second.seen_at_ms < expiry.articles_before_ms; }));
  std::erase_if(state_.aliases, [&](const auto& alias) { return state_.articles.count(alias.second) == 0; });
  return gone;
}

}  // namespace rawi::testing
