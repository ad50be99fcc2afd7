#include "connectors/extract/stated.h"

#include <algorithm>
#include <utility>

#include "connectors/arabic/normalize.h"

namespace rawi::extract {
namespace {

constexpr std::size_t kLeastBytes = 150;
constexpr std::size_t kMostBytes = 64 * 1024;
constexpr std::size_t kProbeBytes = 80;  // of folded text: enough to be no coincidence

std::string_view whole_characters(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

StatedBody::StatedBody(std::string_view text) : text_(text) {
  if (text.size() < kLeastBytes) return;
  folded_ = arabic::match_text(whole_characters(text, kMostBytes));
  if (folded_.size() < kLeastBytes) folded_.clear();
}

std::vector<std::string> StatedBody::paragraphs() const {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = std::min(text_.find('\n', at), text_.size());
    std::string line = arabic::published_text(text_.substr(at, end - at));
    if (!line.empty()) out.push_back(std::move(line));
    at = end + 1;
  }
  return out;
}

bool StatedBody::has(std::string_view published) const {
  if (empty()) return false;
  const std::string folded = arabic::match_text(whole_characters(published, 2 * kProbeBytes));
  const std::string_view probe = whole_characters(folded, kProbeBytes);
  return probe.size() * 2 >= kProbeBytes && folded_.find(probe) != std::string::npos;
}

bool StatedBody::ends_with(std::string_view published) const {
  if (empty()) return false;
  const std::string folded = arabic::match_text(published);
  const std::size_t shared = std::min({folded.size(), folded_.size(), kProbeBytes});
  return shared * 2 >= kProbeBytes && std::string_view(folded).substr(folded.size() - shared) ==
                                          std::string_view(folded_).substr(folded_.size() - shared);
}

}  // namespace rawi::extract
