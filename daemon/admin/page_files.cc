#include "daemon/admin/page_files.h"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <xxhash.h>

namespace rawi::admin {

std::string PageFile::content_type() const {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".webmanifest", "application/manifest+json"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (std::string_view(name).ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

std::string PageFile::etag() const {
  return fmt::format("\"{:016x}\"", XXH3_64bits(begin, static_cast<std::size_t>(end - begin)));
}

const PageFile* page_file(std::string_view path) {
  if (!path.starts_with('/')) return nullptr;
  path.remove_prefix(1);
  if (path.empty()) path = "index.html";
  for (std::size_t i = 0; i < kPageFileCount; ++i) {
    if (path == kPageFiles[i].name) return &kPageFiles[i];
  }
  return nullptr;
}

}  // namespace rawi::admin
