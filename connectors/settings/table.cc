#include "connectors/settings/table.h"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "connectors/settings/map_reader.h"

namespace rawi::settings {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

void set(const Value& value, const Setting& s, Problems& problems) {
  const auto assign = [](auto* slot, auto&& read) {
    if (read) *slot = static_cast<std::remove_pointer_t<decltype(slot)>>(std::move(*read));
  };
  std::visit(Overloaded{
                 [&](bool* slot) { assign(slot, as_bool(value, s.key, problems)); },
                 [&](int* slot) { assign(slot, as_int(value, s.min, s.max, s.key, problems)); },
                 [&](std::int64_t* slot) { assign(slot, as_int(value, s.min, s.max, s.key, problems)); },
                 [&](std::string* slot) {
                   auto text = as_text(value, s.key, problems);
                   if (text && !s.choices.empty() &&
                       std::find(s.choices.begin(), s.choices.end(), *text) == s.choices.end()) {
                     problems.add(
                         value.line, value.column, s.key,
                         fmt::format("want one of {}, got \"{}\"", fmt::join(s.choices, ", "), *text));
                     return;
                   }
                   assign(slot, std::move(text));
                 },
                 [&](std::vector<std::string>* slot) { assign(slot, as_text_list(value, s.key, problems)); },
                 [&](std::map<std::string, std::string>* slot) {
                   assign(slot, as_text_map(value, s.key, problems));
                 },
             },
             s.slot);
}

// The map at `path` ("" is the root) may hold these keys: first segments of the table's keys below it.
std::vector<std::string_view> keys_below(const Table& table, std::string_view path) {
  std::set<std::string_view> keys;
  for (const auto& setting : table) {
    std::string_view rest = setting.key;
    if (!path.empty()) {
      if (!rest.starts_with(path) || rest.size() <= path.size() || rest[path.size()] != '.') continue;
      rest.remove_prefix(path.size() + 1);
    }
    keys.insert(rest.substr(0, rest.find('.')));
  }
  return {keys.begin(), keys.end()};
}

void read_map(const Value& map, const std::string& path, const Table& table, Problems& problems) {
  MapReader reader(map, path, problems);
  for (const auto key : keys_below(table, path)) {
    const Value* value = reader.get(key);
    if (value == nullptr) continue;
    const std::string full = reader.path_of(key);
    const auto row =
        std::find_if(table.begin(), table.end(), [&](const Setting& s) { return s.key == full; });
    if (row != table.end()) {
      set(*value, *row, problems);
    } else {
      read_map(*value, full, table, problems);
    }
  }
  reader.finish();
}

}  // namespace

void read_table(const Value& root, const Table& table, Problems& problems) {
  read_map(root, "", table, problems);
}

std::string default_text(const Setting& setting) {
  return std::visit(
      Overloaded{
          [](const bool* v) { return std::string(*v ? "true" : "false"); },
          [](const int* v) { return fmt::format("{}", *v); },
          [](const std::int64_t* v) { return fmt::format("{}", *v); },
          [](const std::string* v) { return v->empty() ? std::string("\"\"") : *v; },
          [](const std::vector<std::string>* v) { return fmt::format("[{}]", fmt::join(*v, ", ")); },
          [](const std::map<std::string, std::string>* v) {
            std::string out;
            for (const auto& [key, value] : *v)
              out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", key, value);
            return "{" + out + "}";
          },
      },
      setting.slot);
}

std::string type_text(const Setting& s) {
  constexpr auto kIntMax = std::numeric_limits<int>::max();
  const auto range = [&] {
    return s.max >= kIntMax ? fmt::format("whole number ≥ {}", s.min)
                            : fmt::format("whole number {}–{}", s.min, s.max);
  };
  return std::visit(Overloaded{
                        [](const bool*) { return std::string("true or false"); },
                        [&](const int*) { return range(); },
                        [&](const std::int64_t*) { return range(); },
                        [&](const std::string*) {
                          return s.choices.empty() ? std::string("text")
                                                   : fmt::format("{}", fmt::join(s.choices, " or "));
                        },
                        [](const std::vector<std::string>*) { return std::string("list of text"); },
                        [](const std::map<std::string, std::string>*) { return std::string("map of text"); },
                    },
                    s.slot);
}

std::string reference_markdown(const Table& table) {
  std::string out = "| key | type | default | what it is |\n| --- | --- | --- | --- |\n";
  for (const auto& s : table) {
    out += fmt::format("| `{}` | {} | `{}` | {} |\n", s.key, type_text(s), default_text(s), s.doc);
  }
  return out;
}

}  // namespace rawi::settings
