#include "connectors/outlet/pattern.h"

#include <array>
#include <utility>

#include <re2/re2.h>

#include <fmt/format.h>

namespace rawi::outlet {
namespace {

// Patterns are a line long; more than this is a mistake, and would cost memory for every outlet.
constexpr std::int64_t kProgramBytes = 1 << 20;
constexpr int kMaxGroups = 8;

}  // namespace

Result<Pattern> Pattern::compile(std::string_view text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kProgramBytes);
  auto program = std::make_shared<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
  if (!program->ok()) {
    const std::string& part = program->error_arg();
    const std::string where = part.empty() || part == text ? "" : fmt::format(" at \"{}\"", part);
    return fail(Errc::bad_input, fmt::format("{}{}", program->error(), where));
  }
  return Pattern(std::move(program));
}

bool Pattern::matches(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *program_);
}

std::optional<std::string> Pattern::capture(std::string_view text) const {
  std::array<re2::StringPiece, kMaxGroups + 1> groups;
  const int count = std::min(program_->NumberOfCapturingGroups(), kMaxGroups);
  const re2::StringPiece subject(text.data(), text.size());
  if (!program_->Match(subject, 0, subject.size(), re2::RE2::UNANCHORED, groups.data(), count + 1)) {
    return std::nullopt;
  }
  for (int i = 1; i <= count; ++i) {
    const auto& group = groups[static_cast<std::size_t>(i)];
    if (group.data() != nullptr) return std::string(group.data(), group.size());
  }
  if (count > 0) return std::nullopt;
  return std::string(groups[0].data(), groups[0].size());
}

const std::string& Pattern::text() const { return program_->pattern(); }

}  // namespace rawi::outlet
