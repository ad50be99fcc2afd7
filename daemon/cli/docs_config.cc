// rawi.yaml(5): every key from the settings table, grouped by its section.
#include <string_view>

#include <fmt/format.h>

#include "daemon/cli/docs.h"
#include "daemon/cli/roff.h"
#include "daemon/config/config.h"

namespace rawi::cli {
namespace {

// "kafka" of "kafka.topics.articles"; "" of a key at the top.
std::string_view section_of(std::string_view key) {
  const std::size_t dot = key.find('.');
  return dot == std::string_view::npos ? std::string_view{} : key.substr(0, dot);
}

std::string keys() {
  config::Config defaults;
  std::string out;
  std::string_view current = "none yet";
  for (const settings::Setting& setting : config::table_of(defaults)) {
    const std::string_view here = section_of(setting.key);
    if (here != current) out += roff::subsection(here.empty() ? "at the top" : here);
    current = here;
    out += roff::item(
        setting.key,
        fmt::format("({}; default: {})", settings::type_text(setting), settings::default_text(setting)),
        fmt::format("{}.", setting.doc));
  }
  return out;
}

}  // namespace

std::string config_man_page() {
  std::string out = roff::header("RAWI.YAML", 5, "File Formats", "rawi.yaml", "configuration of rawi");
  out += roff::section("DESCRIPTION");
  out += roff::escaped(
             "One YAML file, by default /etc/rawi/rawi.yaml. A dot in a key below is a level in the file. "
             "A key that is not known is refused with file, line, column and the nearest known key.") +
         "\n";
  out += roff::paragraph(
      "In values `${NAME}` is replaced by that environment variable and `${file:PATH}` by that file's "
      "contents without the "
      "newline at its end. What came from there is never shown. Under systemd a secret is best given as a "
      "credential: `LoadCredential=kafka:/etc/rawi/credentials/kafka` in a drop-in of rawi.service, and "
      "`${file:/run/credentials/rawi.service/kafka}` as the value.");
  out += roff::paragraph(
      "`rawi check` finds every mistake in this file and in the outlet files without starting anything. "
      "A running daemon takes changes up with `systemctl reload rawi`.");
  out += roff::section("KEYS") + keys();
  out += roff::section("EXAMPLE");
  out +=
      ".PP\n.nf\nkafka:\n  bootstrap_servers: broker1:9092,broker2:9092\n  librdkafka: {compression.type: "
      "zstd}\n"
      "fetch:\n  user_agent: \"example\\-news/1.0 (+https://example.org/reader)\"\n.fi\n";
  out += roff::section("FILES");
  out += roff::item("/etc/rawi/outlets/*.yaml", "",
                    "One outlet each; /usr/share/doc/rawi/outlets.md.gz or outlets.md has every key.");
  out += roff::section("SEE ALSO") + ".BR rawi (1)\n";
  return out;
}

}  // namespace rawi::cli
