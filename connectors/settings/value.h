// YAML with places: every value knows where it was written, so that every message can name file, line and
// column.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/base/result.h"

namespace rawi::settings {

struct Value {
  enum class Kind { null, scalar, sequence, map };
  struct Entry;

  Kind kind = Kind::null;
  int line = 1, column = 1;    // of the value, 1-based
  std::string scalar;          // with ${…} expanded
  bool secret = false;         // came, at least in part, from ${file:…} or ${ENV}: never shown in a message
  std::vector<Value> items;    // sequence
  std::vector<Entry> entries;  // map, in the file's order

  [[nodiscard]] const Value* find(std::string_view key) const;  // nullptr where a map has no such key
};

struct Value::Entry {
  std::string key;
  int line = 1, column = 1;  // of the key
  Value value;
};

// Every problem of a file, not the first only. Each line reads "file:line:column: key.path: what is wrong,
// what would be right".
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  void add(int line, int column, std::string_view key_path, std::string_view message);
  [[nodiscard]] bool empty() const { return lines_.empty(); }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] Error to_error() const;  // all lines, one below the other

 private:
  std::string file_;
  std::vector<std::string> lines_;
};

// Parses one YAML document (YAML 1.2 core by yaml-cpp). Syntax errors, duplicate keys, nesting beyond 32, and
// ${…} that cannot be expanded go to `problems`; what could be read is returned all the same.
[[nodiscard]] Value parse_yaml(std::string_view text, Problems& problems);

// Reads and parses a file; a file that cannot be read is a problem at 1:1.
[[nodiscard]] Value parse_yaml_file(const std::string& path, Problems& problems);

// ${NAME}: environment variable; ${file:PATH}: the file's content without its last line end; $$ is a plain $.
// Errc::not_found names the variable or file.
[[nodiscard]] Result<std::string> expand(std::string_view text, bool& secret);

// The known word that `word` was most likely meant to be; empty where none is near.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace rawi::settings
