#include "daemon/dedup/dedup.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "connectors/url/url.h"
#include "daemon/dedup/boilerplate.h"
#include "daemon/dedup/changes.h"
#include "daemon/dedup/index.h"
#include "daemon/dedup/names.h"
#include "daemon/dedup/sketch.h"

namespace rawi::dedup {
namespace {

constexpr std::size_t kMostCompared = 64;  // candidates that share most keys

std::uint64_t hash(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

std::uint32_t as_seconds(std::int64_t unix_seconds) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(unix_seconds, 0, UINT32_MAX));
}

Record record_of(const Fingerprint& f, const Uuid& original) {
  Record r;
  r.shape = f.sketch.shape;
  if (r.shape.shingles == 0) std::memcpy(r.shape.signature.data(), &f.match_hash, sizeof f.match_hash);
  r.original = original;
  r.article = static_cast<std::uint32_t>(hash(f.article_id));
  r.published_at = as_seconds(f.published_at);
  r.seen_at = as_seconds(f.seen_at);
  return r;
}

std::uint8_t tag_of(std::string_view original) { return static_cast<std::uint8_t>(hash(original)); }

struct Match {
  std::uint64_t order = 0;  // of remembering
  double similarity = 0;
  Uuid original{};
};

}  // namespace

class Dedup::Impl {
 public:
  explicit Impl(Options options) : options_(options) {}

  Judgement judge(const Candidate& candidate, const Fingerprint* previous) {
    Judgement j;
    j.fingerprint = fingerprint_of(candidate);
    if (previous != nullptr && previous->match_hash == j.fingerprint.match_hash) return unchanged(*previous);
    const auto matches = find_matches(j.fingerprint);
    if (previous != nullptr) {
      judge_revision(*previous, j);
    } else if (matches.empty()) {
      j.fingerprint.original = candidate.article_id;
    } else {
      judge_duplicate(matches, j);
    }
    sort_units(j.fingerprint);
    j.story = story_id(j.fingerprint.original);
    for (const Match& match : matches) {
      const std::string other = story_id(names_.text(match.original));
      if (other == j.story || std::find(j.merged.begin(), j.merged.end(), other) != j.merged.end()) continue;
      j.merged.push_back(other);
    }
    return j;
  }

  void remember(const Fingerprint& f) {
    const std::uint8_t story = tag_of(f.original);
    for (const std::uint32_t unit : f.fresh_units) boilerplate_.learn(unit, story);
    for (const std::uint32_t unit : f.repeated_units) boilerplate_.learn_repeated(unit, story);
    if (index_.needs_block()) expire(f.seen_at - options_.window_s);
    index_.add(record_of(f, names_.hold(f.original)), f.sketch.keys);
  }

  void expire(std::int64_t seen_before) {
    index_.expire(seen_before, [this](const Record& record) {
      if (!names_.empty()) names_.release(record.original);
    });
  }

  [[nodiscard]] std::size_t articles() const { return index_.articles(); }

  [[nodiscard]] std::size_t memory_bytes() const {
    return sizeof *this + boilerplate_.memory_bytes() + names_.memory_bytes() + index_.memory_bytes();
  }

 private:
  Fingerprint fingerprint_of(const Candidate& candidate) {
    reader_.read(candidate.outlet, candidate.title, candidate.paragraphs);
    Fingerprint f;
    f.article_id = candidate.article_id;
    f.outlet = candidate.outlet;
    f.published_at = candidate.published_at;
    f.seen_at = candidate.seen_at;
    f.match_hash = reader_.match_hash();
    f.title_hash = reader_.title_hash();
    f.paragraph_hashes = reader_.paragraph_hashes();
    dropped_.assign(reader_.units().size(), false);
    for (std::size_t i = 0; i < reader_.units().size(); ++i) {
      const Unit& unit = reader_.units()[i];
      dropped_[i] = boilerplate_.stories(unit.hash) >= Boilerplate::kStories;
    }
    f.sketch = reader_.sketch(dropped_);
    rest_.reset();
    return f;
  }

  // Into those that other stories show too, and the rest.
  void sort_units(Fingerprint& f) const {
    const std::uint8_t story = tag_of(f.original);
    for (const Unit& unit : reader_.units()) {
      auto& list = boilerplate_.is_seen_elsewhere(unit.hash, story) ? f.repeated_units : f.fresh_units;
      if (list.size() < Fingerprint::kMaxUnits) list.push_back(unit.hash);
    }
  }

  static Judgement unchanged(const Fingerprint& previous) {
    Judgement j;
    j.relation = Relation::unchanged;
    j.story = story_id(previous.original);
    j.of = previous.article_id;
    j.similarity = 1;
    j.fingerprint = previous;
    return j;
  }

  static void judge_revision(const Fingerprint& previous, Judgement& j) {
    j.relation = Relation::revision;
    j.of = previous.article_id;
    j.fingerprint.original = previous.original;
    j.similarity = compare(previous.sketch.shape, j.fingerprint.sketch.shape).jaccard;
    if (previous.title_hash != j.fingerprint.title_hash) j.changes.push_back({Change::Kind::title, 0});
    const auto changes = paragraph_changes(previous.paragraph_hashes, j.fingerprint.paragraph_hashes);
    j.changes.insert(j.changes.end(), changes.begin(), changes.end());
  }

  // The story told first is the one the article joins.
  void judge_duplicate(const std::vector<Match>& matches, Judgement& j) const {
    const auto first = std::min_element(matches.begin(), matches.end(),
                                        [](const Match& a, const Match& b) { return a.order < b.order; });
    j.relation = Relation::duplicate;
    j.of = names_.text(first->original);
    j.fingerprint.original = j.of;
    for (const Match& match : matches) {
      if (match.original == first->original) j.similarity = std::max(j.similarity, match.similarity);
    }
  }

  [[nodiscard]] bool within_window(const Record& r, const Fingerprint& f) const {
    const bool both_published = r.published_at != 0 && f.published_at > 0;
    const std::int64_t a = both_published ? r.published_at : r.seen_at;
    const std::int64_t b = both_published ? f.published_at : f.seen_at;
    return std::abs(a - b) <= options_.window_s;
  }

  std::vector<Match> find_matches(const Fingerprint& f) {
    std::vector<Match> matches;
    const auto article = static_cast<std::uint32_t>(hash(f.article_id));
    for (const Hit& hit : index_.ask(f.sketch.keys, kMostCompared)) {
      const Record& r = *hit.record;
      if (r.article == article || !within_window(r, f)) continue;
      if (const auto similarity = same_report(r, f)) matches.push_back({hit.order, *similarity, r.original});
    }
    return matches;
  }

  std::optional<double> same_report(const Record& r, const Fingerprint& f) {
    const Shape& shape = f.sketch.shape;
    if ((r.shape.shingles == 0) != (shape.shingles == 0)) return std::nullopt;
    if (shape.shingles == 0) {
      if (std::memcmp(r.shape.signature.data(), &f.match_hash, sizeof f.match_hash) != 0) return std::nullopt;
      return 1.0;
    }
    const Similarity s = compare(r.shape, shape);
    if (!is_same_report(s, r.shape, shape) || shares_known_sentences_only(s, r.shape, shape))
      return std::nullopt;
    return std::max(s.jaccard, s.containment);
  }

  // A doubtful match may come from nothing but sentences that the outlet shows again: boilerplate that is yet
  // to be learned. Then the rest of the text has nothing of the other; the rest of an edited report has most
  // of it.
  bool shares_known_sentences_only(const Similarity& s, const Shape& other, const Shape& whole) {
    constexpr double kDoubtful = 0.6, kRest = 0.3, kNothing = 0.2;
    if (s.containment >= kDoubtful) return false;
    if (!rest_) {
      for (std::size_t i = 0; i < reader_.units().size(); ++i) {
        dropped_[i] = boilerplate_.stories(reader_.units()[i].hash) > 0;
      }
      rest_ = reader_.sketch(dropped_).shape;
    }
    return rest_->shingles >= kRest * whole.shingles && rest_->shingles > 0 &&
           compare(*rest_, other).containment < kNothing;
  }

  Options options_;
  Index index_;
  Boilerplate boilerplate_;
  Names names_;
  TextReader reader_;  // its memory, and that of the rest, is used again for every article
  std::vector<bool> dropped_;
  std::optional<Shape> rest_;  // of the article being judged, without the sentences seen before
};

std::string_view to_string(Relation relation) {
  switch (relation) {
    case Relation::original: return "original";
    case Relation::duplicate: return "duplicate";
    case Relation::revision: return "revision";
    case Relation::unchanged: return "unchanged";
  }
  return "original";
}

std::string_view to_string(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::title: return "title";
    case Change::Kind::paragraph_added: return "paragraph_added";
    case Change::Kind::paragraph_removed: return "paragraph_removed";
    case Change::Kind::paragraph_changed: return "paragraph_changed";
  }
  return "title";
}

std::string story_id(std::string_view article_id) {
  return url::uuid5_url("urn:rawi:story:" + std::string(article_id));
}

Dedup::Dedup(Options options) : impl_(std::make_unique<Impl>(options)) {}
Dedup::Dedup(Dedup&&) noexcept = default;
Dedup& Dedup::operator=(Dedup&&) noexcept = default;
Dedup::~Dedup() = default;

Judgement Dedup::judge(const Candidate& candidate, const Fingerprint* previous) const {
  return impl_->judge(candidate, previous);
}

void Dedup::remember(const Fingerprint& fingerprint) { impl_->remember(fingerprint); }

std::size_t Dedup::load(const std::function<bool(std::string& blob)>& next) {
  std::size_t unreadable = 0;
  std::string blob;
  Fingerprint fingerprint;
  while (next(blob)) {
    if (fingerprint.assign(blob)) {
      impl_->remember(fingerprint);
    } else {
      ++unreadable;
    }
  }
  return unreadable;
}

void Dedup::expire(std::int64_t seen_before) { impl_->expire(seen_before); }
std::size_t Dedup::articles() const { return impl_->articles(); }
std::size_t Dedup::memory_bytes() const { return impl_->memory_bytes(); }

}  // namespace rawi::dedup
