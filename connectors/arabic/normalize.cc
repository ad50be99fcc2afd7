#include "connectors/arabic/normalize.h"

namespace rawi::arabic {

std::string published_text(std::string_view utf8) {
  std::string out;
  bool space = false;
  for (const char c : utf8) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

std::string match_text(std::string_view utf8) { return published_text(utf8); }

}  // namespace rawi::arabic
