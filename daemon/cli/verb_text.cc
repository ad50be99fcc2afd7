// The verbs that show one small piece of the way: normalize, date, robots, canonical.
#include <ctime>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "connectors/arabic/dates.h"
#include "connectors/arabic/normalize.h"
#include "connectors/fetch/robots.h"
#include "connectors/url/url.h"
#include "daemon/cli/io.h"
#include "daemon/cli/verbs.h"

namespace rawi::cli {

void add_normalize(CLI::App& app, Context&) {
  auto fold = std::make_shared<bool>(false);
  CLI::App* verb = app.add_subcommand("normalize", "Lines of stdin to published text, or match text");
  verb->add_flag("--fold", *fold, "Match text: what dedup and search compare");
  verb->callback([fold] {
    std::string line;
    while (std::getline(std::cin, line)) {
      print_line(*fold ? arabic::match_text(line) : arabic::published_text(line));
    }
  });
}

namespace {

struct DateOptions {
  std::string zone, now;
  std::vector<std::string> texts;
};

int print_dates(const DateOptions& options) {
  if (!options.zone.empty() && !arabic::is_zone(options.zone)) {
    complain(
        fmt::format("--zone {}: no such IANA time zone; a right one looks like Asia/Damascus", options.zone));
    return kBadInput;
  }
  arabic::DateContext context{options.zone, std::time(nullptr)};
  if (!options.now.empty()) {
    const auto now = arabic::parse_date(options.now, {});
    if (!now) {
      complain(fmt::format("--now {}: want RFC 3339, as 2021-04-02T12:00:00Z", options.now));
      return kBadInput;
    }
    context.now_unix = now->unix_seconds();
  }
  for (const auto& text : options.texts) {
    const auto moment = arabic::parse_date(text, context);
    print_line(moment ? moment->to_string() : "unparsed");
  }
  return kDone;
}

// What a message may show of a URL.
std::string without_userinfo(const std::string& url) {
  const std::size_t host = url.find("//");
  const std::size_t at = url.find('@');
  if (host == std::string::npos || at == std::string::npos || at > url.find('/', host + 2)) return url;
  return url.substr(0, host + 2) + url.substr(at + 1);
}

struct RobotsOptions {
  std::string agent = "rawi", file;
  bool delay = false;
  std::vector<std::string> urls;
};

int judge_urls(const RobotsOptions& options) {
  const auto bytes = read_file(options.file);
  if (!bytes) {
    complain(bytes.error().message);
    return kBadInput;
  }
  const auto robots = fetch::Robots::parse(*bytes);
  if (options.delay) {
    const auto delay = robots.crawl_delay_s(options.agent);
    print_line(delay ? fmt::format("{:g}", *delay) : "none");
  }
  int status = kDone;
  for (const auto& text : options.urls) {
    const bool path_only = text.starts_with('/');
    const auto url = path_only ? Result<url::Url>(url::Url{}) : url::parse(text);
    if (!url) {
      complain(fmt::format("{}: {}", without_userinfo(text), url.error().message));
      status = kBadInput;
      continue;
    }
    print_line(
        (robots.allowed(options.agent, path_only ? text : url->path_and_query()) ? "allow " : "disallow ") +
        text);
  }
  return status;
}

}  // namespace

void add_date(CLI::App& app, Context& context) {
  auto options = std::make_shared<DateOptions>();
  CLI::App* verb = app.add_subcommand("date", "Dates as Arabic pages write them to RFC 3339, or `unparsed`");
  verb->add_option("--zone", options->zone, "IANA zone where a text states none");
  verb->add_option("--now", options->now, "What relative forms count from, RFC 3339; default: the clock");
  verb->add_option("text", options->texts, "One date each")->required();
  verb->callback([options, &context] { context.status = print_dates(*options); });
}

void add_robots(CLI::App& app, Context& context) {
  auto options = std::make_shared<RobotsOptions>();
  CLI::App* verb = app.add_subcommand("robots", "Which URLs a robots.txt allows (RFC 9309)");
  verb->add_option("--agent", options->agent, "Product token")->required();
  verb->add_option("--file", options->file, "robots.txt; \"-\" is stdin")->required();
  verb->add_flag("--delay", options->delay, "Print the crawl delay in seconds, or `none`");
  verb->add_option("url", options->urls, "URLs to judge");
  verb->callback([options, &context] { context.status = judge_urls(*options); });
}

void add_canonical(CLI::App& app, Context& context) {
  auto urls = std::make_shared<std::vector<std::string>>();
  CLI::App* verb = app.add_subcommand("canonical", "URLs to the one spelling that identity is computed from");
  verb->add_option("url", *urls, "URLs")->required();
  verb->callback([urls, &context] {
    for (const auto& text : *urls) {
      const auto canonical = url::canonical(text);
      if (canonical) {
        print_line(*canonical);
        continue;
      }
      complain(fmt::format("{}: {}", without_userinfo(text), canonical.error().message));
      context.status = kBadInput;
    }
  });
}

}  // namespace rawi::cli
