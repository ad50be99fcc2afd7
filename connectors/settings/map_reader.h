// Reads the keys of one YAML map into typed variables and reports what is missing, of the wrong type, out of
// range or unknown.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/settings/value.h"

namespace rawi::settings {

// Converters of one value. On a problem they report it and return nullopt. `path` is the key path for the
// message.
[[nodiscard]] std::optional<std::string> as_text(const Value& value, std::string_view path,
                                                 Problems& problems);
[[nodiscard]] std::optional<bool> as_bool(const Value& value, std::string_view path, Problems& problems);
[[nodiscard]] std::optional<std::int64_t> as_int(const Value& value, std::int64_t min, std::int64_t max,
                                                 std::string_view path, Problems& problems);
[[nodiscard]] std::optional<double> as_number(const Value& value, double min, double max,
                                              std::string_view path, Problems& problems);
[[nodiscard]] std::optional<std::vector<std::string>> as_text_list(const Value& value, std::string_view path,
                                                                   Problems& problems);
[[nodiscard]] std::optional<std::map<std::string, std::string>> as_text_map(const Value& value,
                                                                            std::string_view path,
                                                                            Problems& problems);

// Usage: MapReader map(value, "rules", problems); map.text("id", id); …; map.finish();
// Every key asked for is known; finish() reports the others with the nearest known key.
class MapReader {
 public:
  // A value that is neither a map nor absent is a problem; reading then finds nothing.
  MapReader(const Value& value, std::string path, Problems& problems);

  // The raw value of a key, nullptr where absent or null. The key counts as known from here on.
  [[nodiscard]] const Value* get(std::string_view key);
  // As get(), and a missing key is a problem.
  [[nodiscard]] const Value* require(std::string_view key, std::string_view what_it_is);

  // Each leaves `out` alone where the key is absent or wrong. True where `out` was set.
  bool text(std::string_view key, std::string& out);
  bool boolean(std::string_view key, bool& out);
  bool integer(std::string_view key, int& out, int min, int max);
  bool text_list(std::string_view key, std::vector<std::string>& out);

  // Reports keys of the map that nobody asked for.
  void finish();

  [[nodiscard]] std::string path_of(std::string_view key) const;
  [[nodiscard]] Problems& problems() { return problems_; }
  [[nodiscard]] const Value& value() const { return value_; }

 private:
  const Value& value_;
  std::string path_;
  Problems& problems_;
  std::vector<std::string_view> known_;
};

}  // namespace rawi::settings
