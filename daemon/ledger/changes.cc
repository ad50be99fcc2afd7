#include "daemon/ledger/changes.h"

#include <array>

namespace rawi::ledger {
namespace {

constexpr std::array<std::string_view, kOutcomes> kOutcomeWords = {
    "published", "revised", "duplicate", "unchanged", "rejected", "gone", "retry"};
constexpr std::array<std::string_view, 4> kKindWords = {"article", "duplicate", "rejected", "retraction"};

template <class Enum, std::size_t N>
std::optional<Enum> word_of(const std::array<std::string_view, N>& words, std::string_view word) {
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Outcome outcome) { return kOutcomeWords[static_cast<std::size_t>(outcome)]; }
std::optional<Outcome> outcome_of(std::string_view word) { return word_of<Outcome>(kOutcomeWords, word); }

std::string_view to_string(RecordKind kind) { return kKindWords[static_cast<std::size_t>(kind)]; }
std::optional<RecordKind> record_kind_of(std::string_view word) {
  return word_of<RecordKind>(kKindWords, word);
}

std::int64_t Record::size_bytes() const {
  std::size_t total = key.size() + (value ? value->size() : 0);
  for (const auto& [name, text] : headers) total += name.size() + text.size();
  return static_cast<std::int64_t>(total);
}

}  // namespace rawi::ledger
