#include "daemon/dedup/sketch.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <limits>

#include "connectors/arabic/normalize.h"

namespace rawi::dedup {
namespace {

constexpr std::size_t kShingleWords = 3, kKeyWords = 5;
constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;
constexpr unsigned kBinBits = 7;
static_assert(1U << kBinBits == kSignatureBytes);

std::uint64_t hash(std::string_view text, std::uint64_t seed = 0) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

std::uint64_t mix(std::uint64_t x) {  // the finalizer of MurmurHash3
  x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCDULL;
  x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53ULL;
  return x ^ (x >> 33);
}

// The words' order counts.
std::uint64_t shingle_hash(const std::uint64_t* words, std::size_t count) {
  std::uint64_t x = 0;
  for (std::size_t i = 0; i < count; ++i) x = std::rotl(x, 17) + words[i];
  return mix(x);
}

void add_words(std::string_view folded, std::vector<std::uint64_t>& words) {
  for (std::size_t pos = 0; pos < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', pos), folded.size());
    words.push_back(hash(folded.substr(pos, end - pos)));
    pos = end + 1;
  }
}

// One permutation hashing (Li, Owen, Zhang 2012): the hash's first bits choose the bin, the smallest of a bin
// stays.
void sign(const std::vector<std::uint64_t>& words, std::array<std::uint8_t, kSignatureBytes>& signature) {
  constexpr auto kNone = std::numeric_limits<std::uint64_t>::max();
  std::array<std::uint64_t, kSignatureBytes> least;
  least.fill(kNone);
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    const std::uint64_t x = shingle_hash(&words[i], kShingleWords);
    std::uint64_t& bin = least[x >> (64 - kBinBits)];
    bin = std::min(bin, x);
  }
  for (std::size_t i = 0; i < kSignatureBytes; ++i) {
    const auto low = static_cast<std::uint8_t>(least[i]);
    signature[i] = least[i] == kNone ? 0 : (low == 0 ? 1 : low);
  }
}

}  // namespace

void TextReader::read(std::string_view outlet, std::string_view title,
                      const std::vector<std::string_view>& paragraphs) {
  words_.clear();
  units_.clear();
  paragraph_hashes_.clear();
  const std::uint64_t outlet_seed = hash(outlet);
  arabic::match_text(title, folded_);
  match_hash_ = hash(folded_);
  title_hash_ = static_cast<std::uint32_t>(match_hash_);
  for (const std::string_view paragraph : paragraphs) read_paragraph(paragraph, outlet_seed);
  match_hash_ = mix(match_hash_);
}

void TextReader::read_paragraph(std::string_view paragraph, std::uint64_t outlet_seed) {
  const std::size_t first_word = words_.size();
  for (std::size_t pos = 0; pos < paragraph.size();) {
    std::size_t end = paragraph.find('.', pos);
    while (end != paragraph.npos && end + 1 < paragraph.size() && paragraph[end + 1] != ' ') {
      end = paragraph.find('.', end + 1);  // "3.5" ends no sentence
    }
    end = end == paragraph.npos ? paragraph.size() : end + 1;
    read_unit(paragraph.substr(pos, end - pos), outlet_seed);
    pos = end;
  }
  if (words_.size() == first_word) return;
  std::uint64_t whole = 0;
  for (std::size_t i = first_word; i < words_.size(); ++i) {
    whole = std::rotl(whole, 23) * kOdd + words_[i];
    match_hash_ =
        std::rotl(match_hash_, 23) * kOdd + words_[i];  // how the text is cut into paragraphs does not count
  }
  if (paragraph_hashes_.size() < Fingerprint::kMaxParagraphs) {
    paragraph_hashes_.push_back(static_cast<std::uint32_t>(mix(whole)));
  }
}

void TextReader::read_unit(std::string_view text, std::uint64_t outlet_seed) {
  arabic::match_text(text, folded_);
  if (folded_.empty()) return;
  const auto first_word = static_cast<std::uint32_t>(words_.size());
  add_words(folded_, words_);
  units_.push_back({static_cast<std::uint32_t>(hash(folded_, outlet_seed)), first_word,
                    static_cast<std::uint32_t>(words_.size()) - first_word});
}

void TextReader::keep_words(const std::vector<bool>& dropped) {
  kept_.clear();
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (dropped[i]) continue;
    const auto first = words_.begin() + units_[i].first_word;
    kept_.insert(kept_.end(), first, first + units_[i].words);
  }
}

Sketch TextReader::sketch(const std::vector<bool>& dropped) {
  Sketch sketch;
  keep_words(dropped);
  if (kept_.size() < kFewestShingles + kShingleWords - 1) {
    sketch.keys = {static_cast<std::uint32_t>(match_hash_)};
    return sketch;
  }
  const std::size_t shingles = kept_.size() - kShingleWords + 1;
  sketch.shingles = static_cast<std::uint16_t>(std::min<std::size_t>(shingles, UINT16_MAX));
  sign(kept_, sketch.signature);
  key_hashes_.clear();
  for (std::size_t i = 0; i + kKeyWords <= kept_.size(); ++i)
    key_hashes_.push_back(shingle_hash(&kept_[i], kKeyWords));
  const std::size_t wanted = std::min(key_hashes_.size(), 2 * kKeys);  // repeated shingles have equal hashes
  std::partial_sort(key_hashes_.begin(), key_hashes_.begin() + static_cast<std::ptrdiff_t>(wanted),
                    key_hashes_.end());
  for (std::size_t i = 0; i < wanted && sketch.keys.size() < kKeys; ++i) {
    if (i == 0 || key_hashes_[i] != key_hashes_[i - 1])
      sketch.keys.push_back(static_cast<std::uint32_t>(key_hashes_[i]));
  }
  return sketch;
}

}  // namespace rawi::dedup
