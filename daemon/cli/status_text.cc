#include "daemon/cli/status_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rawi::cli {
namespace {

using Json = nlohmann::json;

const Json& at(const Json& json, const char* key) {
  static const Json kNull;
  const auto found = json.is_object() ? json.find(key) : json.end();
  return json.is_object() && found != json.end() ? *found : kNull;
}

std::int64_t number(const Json& json) { return json.is_number() ? json.get<std::int64_t>() : 0; }

// Control characters would let a hostile detail redraw the terminal; bidi overrides turn it around.
std::string text(const Json& json) {
  if (!json.is_string()) return "-";
  const std::string raw = json.get<std::string>();
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const auto c = static_cast<unsigned char>(raw[i]);
    if (c < 0x20 || c == 0x7F) {
      out += ' ';
    } else if (c == 0xC2 && i + 1 < raw.size() && static_cast<unsigned char>(raw[i + 1]) < 0xA0) {
      ++i;  // C1 controls
    } else if (c == 0xE2 && i + 2 < raw.size() &&
               ((raw[i + 1] == '\x80' && static_cast<unsigned char>(raw[i + 2]) >= 0xAA &&
                 static_cast<unsigned char>(raw[i + 2]) <= 0xAE) ||
                (raw[i + 1] == '\x81' && static_cast<unsigned char>(raw[i + 2]) >= 0xA6 &&
                 static_cast<unsigned char>(raw[i + 2]) <= 0xA9))) {
      i += 2;
    } else {
      out += raw[i];
    }
  }
  return out;
}

std::string duration(std::int64_t seconds) {
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min", seconds / 60);
  if (seconds < 2 * 86'400) return fmt::format("{:.1f} h", static_cast<double>(seconds) / 3600);
  return fmt::format("{} d", seconds / 86'400);
}

std::string bytes(std::int64_t n) {
  constexpr std::array kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
  auto value = static_cast<double>(n);
  std::size_t unit = 0;
  for (; value >= 1024 && unit + 1 < kUnits.size(); ++unit) value /= 1024;
  return unit == 0 ? fmt::format("{} B", n) : fmt::format("{:.1f} {}", value, kUnits[unit]);
}

std::string ms(const Json& json) {
  return json.is_number() ? fmt::format("{:.1f}", json.get<double>()) : "-";
}

std::int64_t last_minute(const Json& per_minute) {
  return per_minute.is_array() && per_minute.size() >= 2 ? number(per_minute[per_minute.size() - 2]) : 0;
}

std::int64_t sum(const Json& counts) {
  std::int64_t out = 0;
  if (counts.is_array()) {
    for (const auto& n : counts) out += number(n);
  }
  return out;
}

void add_head(std::vector<std::string>& out, const Json& status) {
  out.push_back(fmt::format("rawi {} ({}), up {}", text(at(status, "version")), text(at(status, "instance")),
                            duration(number(at(status, "uptime_seconds")))));
  const Json& reasons = at(status, "reasons");
  if (at(status, "ready") == true) out.emplace_back("ready");
  if (reasons.is_array()) {
    for (const auto& reason : reasons)
      out.push_back(fmt::format("NOT READY: {}: {}", text(at(reason, "code")), text(at(reason, "detail"))));
  }
  if (at(status, "held_back").is_string()) out.push_back("fetching waits: " + text(at(status, "held_back")));
  out.emplace_back();
}

void add_stages(std::vector<std::string>& out, const Json& status) {
  out.push_back(fmt::format("{:<10}{:>8}{:>9}{:>12}{:>10}{:>10}{:>10}", "stage", "working", "waiting", "done",
                            "last min", "p50 ms", "p99 ms"));
  const Json& stages = at(status, "stages");
  if (!stages.is_array()) return;
  for (const auto& s : stages) {
    out.push_back(fmt::format("{:<10}{:>8}{:>9}{:>12}{:>10}{:>10}{:>10}", text(at(s, "name")),
                              number(at(s, "in_progress")), number(at(s, "waiting")), number(at(s, "done")),
                              last_minute(at(s, "per_minute")), ms(at(s, "p50_ms")), ms(at(s, "p99_ms"))));
  }
  out.emplace_back();
}

void add_stores(std::vector<std::string>& out, const Json& status) {
  const Json &outbox = at(status, "outbox"), &kafka = at(status, "kafka"), &ledger = at(status, "ledger"),
             &totals = at(status, "totals");
  const Json& oldest = at(outbox, "oldest_seconds");
  out.push_back(fmt::format("outbox   {} of {} records, {} of {}{}", number(at(outbox, "records")),
                            number(at(outbox, "limit_records")), bytes(number(at(outbox, "bytes"))),
                            bytes(number(at(outbox, "limit_bytes"))),
                            oldest.is_number() ? ", oldest " + duration(number(oldest)) : ""));
  out.push_back(fmt::format("kafka    {} at {}, {} records in {} transactions{}{}", text(at(kafka, "state")),
                            text(at(kafka, "bootstrap_servers")), number(at(kafka, "records")),
                            number(at(kafka, "commits")), at(kafka, "reason") == "" ? "" : ": ",
                            at(kafka, "reason") == "" ? "" : text(at(kafka, "reason"))));
  out.push_back(fmt::format("ledger   {}, {} + {} log", text(at(ledger, "path")),
                            bytes(number(at(ledger, "bytes"))), bytes(number(at(ledger, "wal_bytes")))));
  std::string line = "outcomes";
  if (totals.is_object()) {
    for (const char* word : {"published", "revised", "duplicate", "unchanged", "rejected", "gone", "retry"})
      line += fmt::format(" {} {}", word, number(at(totals, word)));
  }
  out.push_back(line);
  out.emplace_back();
}

bool needs_a_look(const Json& outlet) {
  return at(outlet, "paused") == true || (at(outlet, "drift").is_array() && !at(outlet, "drift").empty());
}

std::string outlet_line(const Json& outlet) {
  const Json& age = at(outlet, "freshness_seconds");
  std::string note;
  if (at(outlet, "paused") == true) note += " paused";
  if (at(outlet, "drift").is_array()) {
    for (const auto& drift : at(outlet, "drift")) note += " " + text(at(drift, "kind"));
  }
  return fmt::format("{:<24}{:>12}{:>10}{:>9}{:>9}{}", text(at(outlet, "id")),
                     age.is_number() ? duration(number(age)) : "-", sum(at(outlet, "per_hour")),
                     number(at(outlet, "waiting")), number(at(at(outlet, "outcomes"), "rejected")), note);
}

void add_outlets(std::vector<std::string>& out, const Json& outlets, std::size_t rows) {
  if (!outlets.is_array()) return;
  out.push_back(
      fmt::format("{:<24}{:>12}{:>10}{:>9}{:>9}", "outlet", "last news", "24 h", "waiting", "rejected"));
  std::vector<const Json*> order;
  for (const auto& outlet : outlets) order.push_back(&outlet);
  std::stable_partition(order.begin(), order.end(), [](const Json* outlet) { return needs_a_look(*outlet); });
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (rows != kEveryOutlet && out.size() + 1 >= rows && i + 1 < order.size()) {
      out.push_back(fmt::format("… and {} more", order.size() - i));
      return;
    }
    out.push_back(outlet_line(*order[i]));
  }
}

}  // namespace

std::vector<std::string> status_lines(const Json& status, const Json& outlets, std::size_t rows) {
  std::vector<std::string> out;
  add_head(out, status);
  add_stages(out, status);
  add_stores(out, status);
  add_outlets(out, outlets, rows);
  if (rows != kEveryOutlet && out.size() > rows) out.resize(rows);
  return out;
}

}  // namespace rawi::cli
