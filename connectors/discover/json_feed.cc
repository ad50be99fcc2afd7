// JSON Feed (jsonfeed.org, versions 1 and 1.1) and WordPress' /wp-json/wp/v2/posts -> links.
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "connectors/discover/ascii.h"
#include "connectors/discover/feed_date.h"
#include "connectors/discover/headline.h"
#include "connectors/discover/readers.h"

namespace rawi::discover {
namespace {

using Json = nlohmann::json;
using Fields = std::map<std::string, std::string, std::less<>>;  // "title", "title.rendered", …

constexpr std::size_t kDeepest = 64;

// Reads event by event, so that depth is bounded and a file cut off still yields the entries before the cut.
class EntryCollector final : public Json::json_sax_t {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t n) override { return value(std::to_string(n)); }
  bool number_unsigned(number_unsigned_t n) override { return value(std::to_string(n)); }
  bool number_float(number_float_t, const string_t& text) override { return value(text); }
  bool string(string_t& text) override { return value(text); }
  bool binary(binary_t&) override { return true; }
  bool key(string_t& name) override {
    path_.back().key = name;
    return true;
  }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override {
    path_.pop_back();
    if (path_.size() == entry_depth_) {
      entries.push_back(std::move(current_));
      current_.clear();
      entry_depth_ = 0;
    }
    return entries.size() < kMostLinks;
  }
  bool end_array() override {
    path_.pop_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    broken = true;
    return false;
  }

  std::vector<Fields> entries;
  Fields top;  // of the feed itself
  bool is_posts = false;
  bool has_items = false;
  bool broken = false;

 private:
  struct Level {
    bool array;
    std::string key;
  };

  bool open(bool array) {
    if (path_.size() >= kDeepest) {
      broken = true;
      return false;
    }
    if (path_.empty() && array) is_posts = true;
    if (array && path_.size() == 1 && path_[0].key == "items") has_items = true;
    const bool in_items = path_.size() == 2 && path_[1].array && !path_[0].array && path_[0].key == "items";
    const bool in_posts = path_.size() == 1 && path_[0].array;
    if (!array && (in_items || in_posts)) entry_depth_ = path_.size();
    path_.push_back({array, {}});
    return true;
  }

  bool value(const std::string& text) {
    if (entry_depth_ == 0) {
      if (path_.size() == 1 && !path_[0].array) top.emplace(path_[0].key, text);
      return true;
    }
    std::string name;
    for (std::size_t i = entry_depth_; i < path_.size(); ++i) {
      if (path_[i].array) return true;
      name += (name.empty() ? "" : ".") + path_[i].key;
    }
    if (path_.size() <= entry_depth_ + 2) current_.emplace(std::move(name), text);
    return true;
  }

  std::vector<Level> path_;
  Fields current_;
  std::size_t entry_depth_ = 0;  // 0: outside entries
};

std::string first_of(const Fields& fields, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    if (const auto found = fields.find(name); found != fields.end() && !trim(found->second).empty())
      return found->second;
  }
  return {};
}

Link to_link(const Fields& entry, const Reading& reading) {
  Link link;
  link.url = first_of(entry, {"url", "link", "external_url"});
  link.guid = first_of(entry, {"id", "guid.rendered", "guid"});
  if (link.url.empty() && lower(link.guid.substr(0, 4)) == "http") link.url = link.guid;
  link.title = headline(first_of(entry, {"title", "title.rendered"}));
  const auto date = [&](std::initializer_list<std::string_view> stated, std::string_view in_utc,
                        std::string_view local) {
    std::string result = feed_date(first_of(entry, stated), reading.zone, *reading.notes);
    if (result.empty()) result = feed_date(first_of(entry, {in_utc}), "UTC", *reading.notes);
    if (result.empty()) result = feed_date(first_of(entry, {local}), reading.zone, *reading.notes);
    return result;
  };
  link.published_at = date({"date_published"}, "date_gmt", "date");
  link.modified_at = date({"date_modified"}, "modified_gmt", "modified");
  if (link.published_at.empty()) link.published_at = link.modified_at;
  return link;
}

}  // namespace

Result<Found> read_json_feed(std::string_view text, const Reading& reading) {
  EntryCollector collector;
  const bool whole = Json::sax_parse(text, &collector);
  if (!whole && collector.broken) reading.notes->add("the JSON is broken or cut off");
  const bool feed =
      collector.has_items || first_of(collector.top, {"version"}).find("jsonfeed.org") != std::string::npos;
  const bool posts = collector.is_posts && !collector.entries.empty() &&
                     !first_of(collector.entries[0], {"link", "url"}).empty();
  if (!feed && !posts)
    return fail(Errc::bad_input,
                reading.url.to_string() + " is JSON, but neither a JSON Feed nor WordPress posts");

  Found found;
  found.kind = "json_feed";
  url::Url base = reading.url;
  if (const auto home = url::parse(resolve_http(reading.url, first_of(collector.top, {"home_page_url"}))))
    base = *home;
  found.next_page = resolve_http(reading.url, first_of(collector.top, {"next_url"}));
  LinkList links(reading.outlet, *reading.notes);
  for (const Fields& entry : collector.entries) links.add(to_link(entry, reading), base);
  found.links = links.take();
  return found;
}

}  // namespace rawi::discover
