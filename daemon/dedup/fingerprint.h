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

using Signature = std::array<std::uint8_t, kSignatureBytes>;
using NumberBits = std::array<std::uint32_t, 4>;

// What two texts are compared by. Boilerplate is left out.
struct Shape {
  Signature signature{};         // one-permutation MinHash of 3-word shingles, 8 bits a bin, 0 an empty bin
  std::uint32_t title_bits = 0;  // a bit for each longer word of the title (a Bloom filter of one hash)
  NumberBits number_bits{};      // the same for the numbers of two digits and more in the text
  std::uint16_t shingles = 0;    // saturating; 0: too few to be compared, the text has only equals
};

struct Sketch {
  Shape shape;
  // The smallest hashes of 5-word shingles: what the index is asked. Of a text without shingles, its match
  // hash.
  std::vector<std::uint32_t> keys;
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
  // The same into `this`, whose memory is used again; it is of no use where that fails.
  [[nodiscard]] bool assign(std::string_view blob);
};

}  // namespace rawi::dedup
