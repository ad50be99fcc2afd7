// A typed table of settings: one row a key, from which reading, checking and the printed reference all come.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "connectors/settings/value.h"

namespace rawi::settings {

// One row. `slot` points at the variable, which holds the default until a file says otherwise.
struct Setting {
  std::string_view key;  // dotted path: "fetch.delay_ms"
  std::string_view doc;  // one sentence: what it is, unit, consequence
  std::variant<bool*, int*, std::int64_t*, std::string*, std::vector<std::string>*,
               std::map<std::string, std::string>*>
      slot;
  std::int64_t min = 0, max = 0;               // numbers
  std::vector<std::string_view> choices = {};  // text: the only values allowed; empty: any
};

using Table = std::vector<Setting>;

// Sets every slot that `root` has a value for. Everything wrong is reported: unknown keys with the nearest
// known one, wrong types, numbers out of range, words that are no choice.
void read_table(const Value& root, const Table& table, Problems& problems);

// The reference: one Markdown table row a setting: key, type and range, default, doc. Defaults are what the
// slots hold.
[[nodiscard]] std::string reference_markdown(const Table& table);

// The default of one row as YAML text: "1000", "[]", "\"\"".
[[nodiscard]] std::string default_text(const Setting& setting);
[[nodiscard]] std::string type_text(const Setting& setting);

}  // namespace rawi::settings
