#include "connectors/extract/samples.h"

#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "connectors/extract/read.h"

namespace rawi::extract {
namespace {

using Json = nlohmann::json;

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) return std::nullopt;
  return content;
}

std::string shown(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

// Collects where `got` is not what `want` asks for, with the path to the place.
class Comparison {
 public:
  explicit Comparison(std::string prefix) : prefix_(std::move(prefix)) {}

  void compare(const Json& want, const Json& got, const std::string& path) {
    if (want.is_object() && got.is_object()) {
      for (const auto& [key, value] : want.items()) {
        std::string below = path;
        if (!below.empty()) below += '.';
        below += key;
        got.contains(key) ? compare(value, got[key], below) : add(below, "nothing", shown(value));
      }
    } else if (want.is_array() && got.is_array()) {
      compare_items(want, got, path);
    } else if (want.is_string() && got.is_object() && got.contains("text")) {
      compare(want, got["text"], path);  // a paragraph whose kind does not matter
    } else if (want != got) {
      add(path, shown(got), shown(want));
    }
  }

  void add(const std::string& path, const std::string& got, const std::string& want) {
    messages_.push_back(fmt::format("{}: {}: got {}, want {}", prefix_, path, got, want));
  }

  [[nodiscard]] std::vector<std::string> take() { return std::move(messages_); }

 private:
  void compare_items(const Json& want, const Json& got, const std::string& path) {
    for (std::size_t i = 0; i < std::max(want.size(), got.size()); ++i) {
      const std::string item = fmt::format("{}[{}]", path, i);
      if (i >= want.size()) {
        add(item, shown(got[i]), "nothing");
      } else if (i >= got.size()) {
        add(item, "nothing", shown(want[i]));
      } else {
        compare(want[i], got[i], item);
      }
    }
  }

  std::string prefix_;
  std::vector<std::string> messages_;
};

std::string reason_of(const Json& rejected) {
  if (rejected.is_string()) return rejected.get<std::string>();
  return rejected.is_object() ? rejected.value("reason", "") : std::string();
}

void compare_reading(const Json& want, const Reading& reading, Comparison& out) {
  const std::string want_reason = want.contains("rejected") ? reason_of(want["rejected"]) : std::string();
  if (const auto* rejection = std::get_if<Rejection>(&reading)) {
    const std::string got = fmt::format("\"{}\" ({})", rejection->reason, rejection->detail);
    if (want_reason.empty()) out.add("rejected", got, "an article");
    if (!want_reason.empty() && rejection->reason != want_reason)
      out.add("rejected", got, shown(want_reason));
    return;
  }
  const auto& article = std::get<Article>(reading);
  if (!want_reason.empty())
    return out.add("rejected", "an article: " + shown(article.title), shown(want_reason));
  out.compare(want, Json::parse(to_json(article)), "");
}

std::vector<std::string> check_sample(const outlet::Outlet& outlet, const outlet::Sample& sample) {
  Comparison comparison(fmt::format("{}: sample {}", outlet.file, sample.page_file));
  const auto page = read_file(sample.page_file);
  const auto expectation = read_file(sample.expect_file);
  if (!page) comparison.add("page", "a file that cannot be read", sample.page_file);
  if (!expectation) comparison.add("expect", "a file that cannot be read", sample.expect_file);
  if (!page || !expectation) return comparison.take();
  const Json want = Json::parse(*expectation, nullptr, false);
  if (!want.is_object()) {
    comparison.add("expect", sample.expect_file, "a JSON object with the record's fields");
    return comparison.take();
  }
  PageInput input;
  input.bytes = *page;
  input.url = sample.url;
  input.content_type = sample.content_type;
  compare_reading(want, read_page(input, outlet), comparison);
  return comparison.take();
}

}  // namespace

std::vector<std::string> check_samples(const outlet::Outlet& outlet) {
  std::vector<std::string> out;
  for (const auto& sample : outlet.samples) {
    auto messages = check_sample(outlet, sample);
    out.insert(out.end(), std::make_move_iterator(messages.begin()), std::make_move_iterator(messages.end()));
  }
  return out;
}

}  // namespace rawi::extract
