#include <ctime>
#include <iostream>
#include <map>
#include <memory>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "connectors/extract/read.h"
#include "daemon/cli/io.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/verbs.h"

namespace rawi::cli {
namespace {

struct Options {
  std::string outlet, url, content_type, file;
  bool batch = false, any_language = false, plain_parse = false;
};

// A page with what is known of it, wherever it came from.
struct Page {
  std::string bytes, url, content_type;
  int status = 0;
};

extract::Reading read_one(const Options& options, const outlet::Outlet& outlet, const Page& page) {
  const std::string now = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  extract::PageInput input;
  input.bytes = page.bytes;
  input.url = page.url;
  input.content_type = page.content_type;
  input.http_status = page.status;
  input.fetched_at = now;
  extract::ReadOptions read;
  read.any_language = options.any_language;
  read.slim = !options.plain_parse;
  read.now_unix = std::time(nullptr);
  return extract::read_page(input, outlet, read);
}

Result<Page> page_of(const Context& context, const Options& options) {
  if (!options.file.empty()) {
    auto bytes = read_file(options.file);
    if (!bytes) return fail(bytes.error());
    return Page{std::move(*bytes), options.url, options.content_type, 0};
  }
  auto fetched = fetch_url(context, options.url, fetch::FetchRequest::Kind::page);
  if (!fetched) return fail(fetched.error());
  return Page{std::move(fetched->body), fetched->final_url, fetched->content_type, fetched->status};
}

int extract_one(const Context& context, const Options& options) {
  if (options.url.empty()) {
    complain("extract: --url is required: identity, links and dates depend on it");
    return kUsage;
  }
  const auto outlet = outlet_for(context, options.outlet, options.url);
  if (!outlet) {
    complain(outlet.error().message);
    return kBadInput;
  }
  const auto page = page_of(context, options);
  if (!page) {
    if (page.error().code == Errc::refused) {
      print_line(to_json(Rejection{"not_fetched", page.error().message}));
      return kRefused;
    }
    complain(page.error().message);
    return kBadInput;
  }
  const auto reading = read_one(options, *outlet, *page);
  if (const auto* article = std::get_if<Article>(&reading)) {
    print_line(to_json(*article));
    return kDone;
  }
  print_line(to_json(std::get<Rejection>(reading)));
  return kRefused;
}

class Batch {
 public:
  Batch(const Context& context, const Options& options) : context_(context), options_(options) {}

  int run() {
    std::string line;
    int number = 0, status = kDone;
    while (std::getline(std::cin, line)) {
      ++number;
      if (line.empty()) continue;
      const auto out = one_line(line);
      if (out) {
        print_line(*out);
        continue;
      }
      complain(fmt::format("stdin:{}: {}", number, out.error().message));
      status = kBadInput;
    }
    return status;
  }

 private:
  Result<std::string> one_line(const std::string& line) {
    const auto in = nlohmann::json::parse(line, nullptr, false);
    const auto text = [&](const char* key) {
      return in.contains(key) && in[key].is_string() ? in[key].get<std::string>() : std::string();
    };
    if (!in.is_object() || text("url").empty() || text("file").empty()) {
      return fail(Errc::bad_input, R"(want {"id","url","file","content_type"?})");
    }
    auto bytes = read_file(text("file"));
    if (!bytes) return fail(bytes.error());
    const auto outlet = outlet_of(text("url"));
    if (!outlet) return fail(outlet.error());
    const auto reading =
        read_one(options_, *outlet, {std::move(*bytes), text("url"), text("content_type"), 0});
    const std::string id = in.contains("id") ? in["id"].dump() : "null";
    if (const auto* article = std::get_if<Article>(&reading)) {
      return fmt::format(R"({{"id":{},"article":{}}})", id, to_json(*article));
    }
    const std::string rejected = to_json(std::get<Rejection>(reading));
    return fmt::format(R"({{"id":{},{})", id, std::string_view(rejected).substr(1));
  }

  // Outlet files are read once a host, not once a page.
  Result<outlet::Outlet> outlet_of(const std::string& url) {
    if (options_.outlet == "none") return outlet::no_outlet(url);
    const std::size_t slashes = url.find("//");
    const std::string host = url.substr(0, url.find('/', slashes == std::string::npos ? 0 : slashes + 2));
    const auto known = outlets_.find(host);
    if (known != outlets_.end() && known->second.id != "none") return known->second;
    auto outlet = outlet_for(context_, options_.outlet, url);
    if (outlet) outlets_.insert_or_assign(host, *outlet);
    return outlet;
  }

  const Context& context_;
  const Options& options_;
  std::map<std::string, outlet::Outlet> outlets_;
};

}  // namespace

void add_extract(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("extract", "One page to article JSON")->fallthrough();
  verb->add_option("--outlet", options->outlet,
                   "Outlet whose rules apply; \"none\" uses no rules; default: by the URL's host");
  verb->add_option("--url", options->url, "The page's address");
  verb->add_option("--content-type", options->content_type, "HTTP Content-Type the page came with");
  verb->add_option("file", options->file, "The page; \"-\" is stdin; without it the URL is fetched");
  verb->add_flag("--batch", options->batch, "JSON Lines in, JSON Lines out, in input order");
  verb->add_flag("--any-language", options->any_language, "Lift the Arabic gate");
  verb->add_flag("--plain-parse", options->plain_parse,
                 "Feed the parser every byte, as a check on the slim way");
  verb->callback([options, &context] {
    context.status = options->batch ? Batch(context, *options).run() : extract_one(context, *options);
  });
}

}  // namespace rawi::cli
