// `rawi discover`: what a feed, sitemap or listing lists; with --site, what a site offers.
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "connectors/discover/discover.h"
#include "connectors/discover/site.h"
#include "connectors/fetch/robots.h"
#include "connectors/url/url.h"
#include "daemon/cli/io.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/verbs.h"

namespace rawi::cli {
namespace {

struct Options {
  std::string url, site, file, content_type, outlet = "none";
};

struct Document {
  std::string bytes, url, content_type;
};

Result<Document> document_of(const Context& context, const Options& options) {
  if (!options.file.empty()) {
    auto bytes = read_file(options.file);
    if (!bytes) return fail(bytes.error());
    return Document{std::move(*bytes), options.url, options.content_type};
  }
  auto fetched = fetch_url(context, options.url, fetch::FetchRequest::Kind::source);
  if (!fetched) return fail(fetched.error());
  return Document{std::move(fetched->body), fetched->final_url, fetched->content_type};
}

nlohmann::ordered_json or_null(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

void print_found(const discover::Found& found) {
  const auto print = [&](const std::string& url, const std::string& title, const std::string& published) {
    const nlohmann::ordered_json line = {
        {"url", url}, {"title", or_null(title)}, {"published_at", or_null(published)}, {"kind", found.kind}};
    print_line(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  };
  for (const auto& link : found.links) print(link.url, link.title, link.published_at);
  for (const auto& nested : found.nested) print(nested, "", "");
  for (const auto& defect : found.tolerated) complain("tolerated: " + defect);
}

int discover_one(const Context& context, const Options& options) {
  const auto outlet = outlet_for(context, options.outlet, options.url);
  const auto document = outlet ? document_of(context, options) : Result<Document>(fail(outlet.error()));
  if (!document) {
    complain(document.error().message);
    return kBadInput;
  }
  const outlet::Source* declared = nullptr;
  for (const auto& source : outlet->sources) {
    if (source.url == options.url) declared = &source;
  }
  const auto found = discover::read_source(document->bytes, document->content_type, document->url, declared,
                                           outlet->id == "none" ? nullptr : &*outlet);
  if (!found) {
    complain(found.error().message);
    return kRefused;
  }
  print_found(*found);
  return kDone;
}

// The front page and robots.txt are asked what the site offers; each candidate is read; what is worth
// declaring becomes an outlet file.
int discover_site(const Context& context, const std::string& url) {
  using Kind = fetch::FetchRequest::Kind;
  const auto home = fetch_url(context, url, Kind::source);
  const auto base = url::parse(url);
  if (!home || !base) {
    complain(home ? base.error().message : home.error().message);
    return kBadInput;
  }
  std::vector<std::string> sitemaps;
  if (const auto robots = fetch_url(context, base->origin() + "/robots.txt", Kind::robots)) {
    sitemaps = fetch::Robots::parse(robots->body).sitemaps();
  }
  const auto site = discover::discover_site(home->body, home->content_type, home->final_url, sitemaps);
  if (!site) {
    complain(site.error().message);
    return kRefused;
  }
  std::vector<discover::Confirmed> confirmed;
  for (const auto& candidate : site->candidates) {
    const auto page = fetch_url(context, candidate.url, Kind::source);
    if (!page) continue;
    auto found = discover::read_source(page->body, page->content_type, page->final_url, nullptr, nullptr);
    if (found) confirmed.push_back({candidate, std::move(*found)});
  }
  const auto sources = discover::choose_sources(std::move(confirmed));
  if (sources.empty()) complain(fmt::format("{}: no feed, sitemap or listing found", url));
  print_line(discover::outlet_yaml(*site, sources));
  return sources.empty() ? kRefused : kDone;
}

}  // namespace

void add_discover(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("discover", "Feed, sitemap or listing to JSON Lines")->fallthrough();
  verb->add_option("--url", options->url, "The document's address");
  verb->add_option("--site", options->site,
                   "A site's front page: propose its feeds and sitemaps as an outlet file");
  verb->add_option("--content-type", options->content_type, "HTTP Content-Type it came with");
  verb->add_option("--outlet", options->outlet, "Outlet whose declaration applies");
  verb->add_option("file", options->file, "The document; \"-\" is stdin; without it the URL is fetched");
  verb->callback([options, &context] {
    if (!options->site.empty()) {
      context.status = discover_site(context, options->site);
      return;
    }
    if (options->url.empty()) {
      complain("discover: give --url URL, or --site URL");
      context.status = kUsage;
      return;
    }
    context.status = discover_one(context, *options);
  });
}

}  // namespace rawi::cli
