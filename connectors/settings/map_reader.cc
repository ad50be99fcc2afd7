#include "connectors/settings/map_reader.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace rawi::settings {
namespace {

std::string_view kind_name(const Value& value) {
  switch (value.kind) {
    case Value::Kind::null: return "nothing";
    case Value::Kind::scalar: return "a plain value";
    case Value::Kind::sequence: return "a list";
    case Value::Kind::map: return "a map of keys";
  }
  return "something else";
}

std::string shown(const Value& value) {
  if (value.kind != Value::Kind::scalar) return std::string(kind_name(value));
  return value.secret ? "a value from the environment or a file" : fmt::format("\"{}\"", value.scalar);
}

void wrong(const Value& value, std::string_view path, std::string_view wanted, Problems& problems) {
  problems.add(value.line, value.column, path, fmt::format("want {}, got {}", wanted, shown(value)));
}

template <class T>
std::optional<T> parse_number(const std::string& text) {
  T out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::string> as_text(const Value& value, std::string_view path, Problems& problems) {
  if (value.kind == Value::Kind::scalar) return value.scalar;
  wrong(value, path, "text", problems);
  return std::nullopt;
}

std::optional<bool> as_bool(const Value& value, std::string_view path, Problems& problems) {
  if (value.kind == Value::Kind::scalar) {
    if (value.scalar == "true" || value.scalar == "yes" || value.scalar == "on") return true;
    if (value.scalar == "false" || value.scalar == "no" || value.scalar == "off") return false;
  }
  wrong(value, path, "true or false", problems);
  return std::nullopt;
}

std::optional<std::int64_t> as_int(const Value& value, std::int64_t min, std::int64_t max,
                                   std::string_view path, Problems& problems) {
  const auto number =
      value.kind == Value::Kind::scalar ? parse_number<std::int64_t>(value.scalar) : std::nullopt;
  if (number && *number >= min && *number <= max) return number;
  wrong(value, path, fmt::format("a whole number from {} to {}", min, max), problems);
  return std::nullopt;
}

std::optional<double> as_number(const Value& value, double min, double max, std::string_view path,
                                Problems& problems) {
  const auto number = value.kind == Value::Kind::scalar ? parse_number<double>(value.scalar) : std::nullopt;
  if (number && *number >= min && *number <= max) return number;
  wrong(value, path, fmt::format("a number from {} to {}", min, max), problems);
  return std::nullopt;
}

std::optional<std::vector<std::string>> as_text_list(const Value& value, std::string_view path,
                                                     Problems& problems) {
  if (value.kind != Value::Kind::sequence) {
    wrong(value, path, "a list", problems);
    return std::nullopt;
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (auto item = as_text(value.items[i], fmt::format("{}[{}]", path, i), problems))
      out.push_back(std::move(*item));
  }
  return out;
}

std::optional<std::map<std::string, std::string>> as_text_map(const Value& value, std::string_view path,
                                                              Problems& problems) {
  if (value.kind != Value::Kind::map) {
    wrong(value, path, "a map of keys to values", problems);
    return std::nullopt;
  }
  std::map<std::string, std::string> out;
  for (const auto& entry : value.entries) {
    if (auto text = as_text(entry.value, fmt::format("{}.{}", path, entry.key), problems))
      out[entry.key] = std::move(*text);
  }
  return out;
}

MapReader::MapReader(const Value& value, std::string path, Problems& problems)
    : value_(value), path_(std::move(path)), problems_(problems) {
  if (value.kind == Value::Kind::scalar || value.kind == Value::Kind::sequence) {
    wrong(value, path_, "a map of keys to values", problems);
  }
}

const Value* MapReader::get(std::string_view key) {
  known_.push_back(key);
  const Value* found = value_.find(key);
  return found != nullptr && found->kind != Value::Kind::null ? found : nullptr;
}

const Value* MapReader::require(std::string_view key, std::string_view what_it_is) {
  const Value* found = get(key);
  if (found == nullptr)
    problems_.add(value_.line, value_.column, path_of(key), fmt::format("is missing: {}", what_it_is));
  return found;
}

bool MapReader::text(std::string_view key, std::string& out) {
  const Value* value = get(key);
  auto read = value != nullptr ? as_text(*value, path_of(key), problems_) : std::nullopt;
  if (read) out = std::move(*read);
  return read.has_value();
}

bool MapReader::boolean(std::string_view key, bool& out) {
  const Value* value = get(key);
  const auto read = value != nullptr ? as_bool(*value, path_of(key), problems_) : std::nullopt;
  if (read) out = *read;
  return read.has_value();
}

bool MapReader::integer(std::string_view key, int& out, int min, int max) {
  const Value* value = get(key);
  const auto read = value != nullptr ? as_int(*value, min, max, path_of(key), problems_) : std::nullopt;
  if (read) out = static_cast<int>(*read);
  return read.has_value();
}

bool MapReader::text_list(std::string_view key, std::vector<std::string>& out) {
  const Value* value = get(key);
  auto read = value != nullptr ? as_text_list(*value, path_of(key), problems_) : std::nullopt;
  if (read) out = std::move(*read);
  return read.has_value();
}

void MapReader::finish() {
  for (const auto& entry : value_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    const std::string near = nearest(entry.key, known_);
    std::string hint = fmt::format("did you mean \"{}\"?", near);
    if (near.empty()) hint = fmt::format("known keys here: {}", fmt::join(known_, ", "));
    problems_.add(entry.line, entry.column, path_of(entry.key), "is no key that Rawi knows; " + hint);
  }
}

std::string MapReader::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

}  // namespace rawi::settings
