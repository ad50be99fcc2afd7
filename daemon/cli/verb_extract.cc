#include <ctime>
#include <iostream>
#include <memory>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "connectors/extract/read.h"
#include "daemon/cli/io.h"
#include "daemon/cli/verbs.h"

namespace rawi::cli {
namespace {

struct Options {
  std::string outlet, url, content_type, file;
  bool batch = false, any_language = false, plain_parse = false;
};

extract::ReadOptions read_options(const Options& options) {
  extract::ReadOptions read;
  read.any_language = options.any_language;
  read.slim = !options.plain_parse;
  read.now_unix = std::time(nullptr);
  return read;
}

extract::Reading read_one(const Options& options, const outlet::Outlet& outlet, std::string_view bytes,
                          std::string_view url, std::string_view content_type) {
  const std::string now = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  extract::PageInput input;
  input.bytes = bytes;
  input.url = url;
  input.content_type = content_type;
  input.fetched_at = now;
  return extract::read_page(input, outlet, read_options(options));
}

int extract_one(const Options& options) {
  const auto bytes = read_file(options.file);
  if (!bytes) {
    complain(bytes.error().message);
    return kBadInput;
  }
  const auto outlet = outlet::no_outlet(options.url);
  const auto reading = read_one(options, outlet, *bytes, options.url, options.content_type);
  if (const auto* article = std::get_if<Article>(&reading)) {
    print_line(to_json(*article));
    return kDone;
  }
  print_line(to_json(std::get<Rejection>(reading)));
  return kRefused;
}

// One input line of --batch to one output line.
Result<std::string> batch_line(const Options& options, const std::string& line) {
  const auto in = nlohmann::json::parse(line, nullptr, false);
  if (!in.is_object() || !in.contains("url") || !in.contains("file") || !in["url"].is_string() ||
      !in["file"].is_string()) {
    return fail(Errc::bad_input, R"(want {"id","url","file","content_type"?})");
  }
  const auto bytes = read_file(in["file"].get<std::string>());
  if (!bytes) return fail(bytes.error());
  const auto url = in["url"].get<std::string>();
  const auto reading = read_one(options, outlet::no_outlet(url), *bytes, url, in.value("content_type", ""));
  const std::string id = in.contains("id") ? in["id"].dump() : "null";
  if (const auto* article = std::get_if<Article>(&reading)) {
    return fmt::format(R"({{"id":{},"article":{}}})", id, to_json(*article));
  }
  const std::string rejected = to_json(std::get<Rejection>(reading));
  return fmt::format(R"({{"id":{},{})", id, std::string_view(rejected).substr(1));
}

int extract_batch(const Options& options) {
  std::string line;
  int number = 0, status = kDone;
  while (std::getline(std::cin, line)) {
    ++number;
    if (line.empty()) continue;
    const auto out = batch_line(options, line);
    if (out) {
      print_line(*out);
      continue;
    }
    complain(fmt::format("stdin:{}: {}", number, out.error().message));
    status = kBadInput;
  }
  return status;
}

}  // namespace

void add_extract(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("extract", "One page to article JSON");
  verb->add_option("--outlet", options->outlet, "Outlet whose rules apply; \"none\" uses no rules");
  auto* url = verb->add_option("--url", options->url, "The page's address");
  verb->add_option("--content-type", options->content_type, "HTTP Content-Type the page came with");
  verb->add_option("file", options->file, "The page; \"-\" is stdin; without it the URL is fetched");
  verb->add_flag("--batch", options->batch, "JSON Lines in, JSON Lines out, in input order")->excludes(url);
  verb->add_flag("--any-language", options->any_language, "Lift the Arabic gate");
  verb->add_flag("--plain-parse", options->plain_parse,
                 "Feed the parser every byte, as a check on the slim way");
  verb->callback([options, &context] {
    context.status = options->batch ? extract_batch(*options) : extract_one(*options);
  });
}

}  // namespace rawi::cli
