#include <yaml-cpp/yaml.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "connectors/settings/value.h"

namespace rawi::settings {
namespace {

constexpr int kMaxDepth = 32;  // also ends the walk over a node that an anchor made its own ancestor

void place(const YAML::Node& node, int& line, int& column) {
  const YAML::Mark mark = node.Mark();
  line = mark.line < 0 ? 1 : mark.line + 1;
  column = mark.column < 0 ? 1 : mark.column + 1;
}

std::string joined(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

Value convert(const YAML::Node& node, const std::string& path, int depth, Problems& problems);

void convert_map(const YAML::Node& node, const std::string& path, int depth, Problems& problems, Value& out) {
  std::set<std::string> seen;
  for (const auto& pair : node) {
    Value::Entry entry;
    place(pair.first, entry.line, entry.column);
    if (!pair.first.IsScalar()) {
      problems.add(entry.line, entry.column, path, "a key has to be plain text");
      continue;
    }
    entry.key = pair.first.Scalar();
    if (!seen.insert(entry.key).second) {
      problems.add(entry.line, entry.column, joined(path, entry.key), "is given twice; keep one");
      continue;
    }
    entry.value = convert(pair.second, joined(path, entry.key), depth + 1, problems);
    // yaml-cpp gives an empty value no mark of its own.
    if (entry.value.kind == Value::Kind::null)
      entry.value.line = entry.line, entry.value.column = entry.column;
    out.entries.push_back(std::move(entry));
  }
}

Value convert(const YAML::Node& node, const std::string& path, int depth, Problems& problems) {
  Value out;
  place(node, out.line, out.column);
  if (depth > kMaxDepth) {
    problems.add(out.line, out.column, path, "is nested too deeply");
    return out;
  }
  if (node.IsScalar()) {
    out.kind = Value::Kind::scalar;
    auto text = expand(node.Scalar(), out.secret);
    if (!text) problems.add(out.line, out.column, path, text.error().message);
    out.scalar = text.value_or(std::string());
  } else if (node.IsSequence()) {
    out.kind = Value::Kind::sequence;
    for (std::size_t i = 0; i < node.size(); ++i) {
      out.items.push_back(convert(node[i], fmt::format("{}[{}]", path, i), depth + 1, problems));
    }
  } else if (node.IsMap()) {
    out.kind = Value::Kind::map;
    convert_map(node, path, depth, problems, out);
  }
  return out;
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  for (const auto& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

void Problems::add(int line, int column, std::string_view key_path, std::string_view message) {
  lines_.push_back(key_path.empty()
                       ? fmt::format("{}:{}:{}: {}", file_, line, column, message)
                       : fmt::format("{}:{}:{}: {}: {}", file_, line, column, key_path, message));
}

Error Problems::to_error() const {
  std::string all;
  for (const auto& line : lines_) all += (all.empty() ? "" : "\n") + line;
  return {Errc::bad_input, all};
}

Value parse_yaml(std::string_view text, Problems& problems) {
  try {
    return convert(YAML::Load(std::string(text)), "", 0, problems);
  } catch (const YAML::Exception& error) {
    problems.add(error.mark.line + 1, error.mark.column + 1, "",
                 fmt::format("not valid YAML: {}", error.msg));
  }
  return {};
}

Value parse_yaml_file(const std::string& path, Problems& problems) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad() || errno == EISDIR) {
    problems.add(1, 1, "", fmt::format("cannot be read: {}", std::strerror(errno)));
    return {};
  }
  return parse_yaml(text, problems);
}

}  // namespace rawi::settings
