// What is remembered of an article so that later ones can be compared with it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/base/result.h"

namespace rawi::dedup {

inline constexpr std::size_t kSignatureBytes = 128;
inline constexpr std::size_t kKeys = 20;

// The text's shape, boilerplate left out. A text too short for shingles (see kFewestShingles) has no keys but
// one made of its match hash, so that it meets its equals only.
struct Sketch {
  std::uint16_t shingles = 0;  // distinct 3-word shingles, saturating; 0: exact match only
  std::array<std::uint8_t, kSignatureBytes>
      signature{};                  // one-permutation MinHash, 8 bits a bin, 0 an empty bin
  std::vector<std::uint32_t> keys;  // smallest hashes of 5-word shingles: what the index is asked
};

struct Fingerprint {
  std::string article_id, outlet;
  std::string original;                         // article id of the story's original; its own for an original
  std::int64_t published_at = 0;                // Unix seconds; 0 where not stated
  std::int64_t seen_at = 0;                     // Unix seconds
  std::uint64_t match_hash = 0;                 // of title and paragraphs as match text
  std::uint32_t title_hash = 0;                 // of the title as match text
  std::vector<std::uint32_t> paragraph_hashes;  // of each paragraph's match text; the first kMaxParagraphs
  // Its sentences, hashed together with the outlet: what boilerplate is learned from. Only those that other
  // stories had shown before are worth the ledger's space; the fresh ones are not encoded.
  std::vector<std::uint32_t> repeated_units, fresh_units;
  Sketch sketch;

  static constexpr std::size_t kMaxParagraphs = 64, kMaxUnits = 32;

  // A blob of a few hundred bytes for the ledger; the same bytes on every machine.
  [[nodiscard]] std::string encode() const;
  // Errc::corrupt where the bytes are not what encode() wrote.
  [[nodiscard]] static Result<Fingerprint> decode(std::string_view blob);
};

}  // namespace rawi::dedup
