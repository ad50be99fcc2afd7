#include "daemon/cli/roff.h"

#include <fmt/format.h>

#include "daemon/version.h"

namespace rawi::cli::roff {

std::string escaped(std::string_view text, bool backticks) {
  std::string out;
  bool bold = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool line_start = at == 0 || text[at - 1] == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '`' && backticks) {
      out += bold ? "\\fR" : "\\fB";
      bold = !bold;
    } else {
      if (line_start && (c == '.' || c == '\'')) out += "\\&";
      out += c;
    }
  }
  if (bold) out += "\\fR";
  return out;
}

std::string header(std::string_view title, int section_number, std::string_view manual, std::string_view name,
                   std::string_view purpose) {
  return fmt::format(".TH {} {} \"\" \"Rawi {}\" \"{}\"\n.SH NAME\n{} \\- {}\n", title, section_number,
                     kVersion, manual, escaped(name), escaped(purpose));
}

std::string section(std::string_view title) { return fmt::format(".SH {}\n", title); }

std::string subsection(std::string_view title) { return fmt::format(".SS \"{}\"\n", escaped(title)); }

std::string paragraph(std::string_view text) { return fmt::format(".PP\n{}\n", escaped(text, true)); }

std::string item(std::string_view tag, std::string_view rest, std::string_view text) {
  return fmt::format(".TP\n\\fB{}\\fR{}{}\n{}\n", escaped(tag), rest.empty() ? "" : " ", escaped(rest),
                     escaped(text, true));
}

}  // namespace rawi::cli::roff
