#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "connectors/settings/value.h"

namespace rawi::settings {
namespace {

Result<std::string> read_secret_file(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad() || errno == EISDIR) {
    return fail(Errc::not_found, fmt::format("${{file:{}}}: cannot be read: {}", path, std::strerror(errno)));
  }
  // Files written by people and by `kubectl create secret` end in a line end that is no part of the secret.
  if (!content.empty() && content.back() == '\n') content.pop_back();
  if (!content.empty() && content.back() == '\r') content.pop_back();
  return content;
}

Result<std::string> resolve(const std::string& name) {
  constexpr std::string_view kFile = "file:";
  if (name.starts_with(kFile)) return read_secret_file(name.substr(kFile.size()));
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) {
    return fail(
        Errc::not_found,
        fmt::format("${{{}}}: no such environment variable; set it, or write $${{{}}} for the plain text",
                    name, name));
  }
  return std::string(value);
}

}  // namespace

Result<std::string> expand(std::string_view text, bool& secret) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size()) {
      out += text[i];
    } else if (text[i + 1] == '$') {
      out += '$';
      ++i;
    } else if (text[i + 1] != '{') {
      out += '$';
    } else {
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos) return fail(Errc::bad_input, "has ${ without its }");
      auto value = resolve(std::string(text.substr(i + 2, close - i - 2)));
      if (!value) return fail(value.error());
      secret = true;
      out += *value;
      i = close;
    }
  }
  return out;
}

}  // namespace rawi::settings
