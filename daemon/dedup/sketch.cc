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

std::uint32_t bit_of(std::uint64_t word_hash) { return 1U << (word_hash & 31); }

// `visit` gets each word of a match text and its hash.
template <class Visit>
void each_word(std::string_view folded, const Visit& visit) {
  for (std::size_t pos = 0; pos < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', pos), folded.size());
    const std::string_view word = folded.substr(pos, end - pos);
    visit(word, hash(word));
    pos = end + 1;
  }
}

bool is_number(std::string_view word) {
  return word.size() >= 2 && word.front() >= '0' && word.front() <= '9';
}

// One permutation hashing (Li, Owen, Zhang 2012): the hash's first bits choose the bin, the smallest of a bin
// stays.
void sign(const std::vector<std::uint64_t>& words, Signature& signature) {
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
  title_bits_ = 0;
  each_word(folded_, [this](std::string_view word, std::uint64_t word_hash) {
    constexpr std::size_t kTwoLetters = 4;  // bytes: particles are in every headline
    if (word.size() > kTwoLetters) title_bits_ |= bit_of(word_hash);
  });
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
  NumberBits number_bits{};
  each_word(folded_, [&](std::string_view word, std::uint64_t word_hash) {
    words_.push_back(word_hash);
    if (is_number(word)) number_bits[word_hash >> 62] |= bit_of(word_hash);
  });
  units_.push_back({static_cast<std::uint32_t>(hash(folded_, outlet_seed)), first_word,
                    static_cast<std::uint32_t>(words_.size()) - first_word, number_bits});
}

void TextReader::keep_words(const std::vector<bool>& dropped) {
  kept_.clear();
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (dropped[i]) continue;
    const auto first = words_.begin() + units_[i].first_word;
    kept_.insert(kept_.end(), first, first + units_[i].words);
  }
}

// The kKeys smallest hashes. A bound that three times as many stay below spares sorting the rest.
void TextReader::choose_keys(std::vector<std::uint32_t>& keys) {
  const std::size_t shingles = kept_.size() - kKeyWords + 1;
  std::uint64_t bound = shingles <= 3 * kKeys ? UINT64_MAX : UINT64_MAX / shingles * (3 * kKeys);
  for (;;) {
    key_hashes_.clear();
    for (std::size_t i = 0; i < shingles; ++i) {
      const std::uint64_t x = shingle_hash(&kept_[i], kKeyWords);
      if (x <= bound) key_hashes_.push_back(x);
    }
    std::sort(key_hashes_.begin(), key_hashes_.end());
    key_hashes_.erase(std::unique(key_hashes_.begin(), key_hashes_.end()), key_hashes_.end());
    if (key_hashes_.size() >= kKeys || bound == UINT64_MAX) break;
    bound = UINT64_MAX;
  }
  for (std::size_t i = 0; i < key_hashes_.size() && i < kKeys; ++i) {
    keys.push_back(static_cast<std::uint32_t>(key_hashes_[i]));
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
  sketch.shape.shingles = static_cast<std::uint16_t>(std::min<std::size_t>(shingles, UINT16_MAX));
  sketch.shape.title_bits = title_bits_;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (dropped[i]) continue;
    for (std::size_t part = 0; part < NumberBits{}.size(); ++part)
      sketch.shape.number_bits[part] |= units_[i].number_bits[part];
  }
  sign(kept_, sketch.shape.signature);
  choose_keys(sketch.keys);
  return sketch;
}

}  // namespace rawi::dedup
