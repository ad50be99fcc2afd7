// Knows what has already been told: whether an article is new, the same as before, a revision, or another
// outlet's report over again; and which story it belongs to.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/dedup/fingerprint.h"

namespace rawi::dedup {

struct Candidate {
  std::string_view article_id;  // UUID text in the daemon; any string works
  std::string_view outlet;      // what boilerplate is learned by; may be empty
  std::string_view title;
  std::vector<std::string_view> paragraphs;  // published text
  std::int64_t published_at = 0;             // Unix seconds; 0 where the page states none
  std::int64_t seen_at = 0;                  // Unix seconds, never going back
};

enum class Relation : std::uint8_t {
  original,   // nothing like it in the window
  duplicate,  // another article of the story is there already
  revision,   // the article is known, its text has changed
  unchanged,  // the article is known; at most spelling or white space differ
};
[[nodiscard]] std::string_view to_string(Relation relation);

struct Change {
  enum class Kind : std::uint8_t { title, paragraph_added, paragraph_removed, paragraph_changed };
  Kind kind = Kind::title;
  std::size_t paragraph = 0;  // its number in the new text, from 0; of a removed one in the old

  friend bool operator==(const Change&, const Change&) = default;
};
[[nodiscard]] std::string_view to_string(Change::Kind kind);

struct Judgement {
  Relation relation = Relation::original;
  std::string story;  // UUIDv5(URL namespace, "urn:rawi:story:" + article id of the original)
  std::string of;  // duplicate: the original's article id; revision, unchanged: the article's own; else empty
  double similarity = 0;        // 0..1 to the article it was matched with; 1 for unchanged, 0 for an original
  std::vector<Change> changes;  // of a revision
  std::vector<std::string> merged;  // other stories that turn out to be this one; reported, never rewritten
  Fingerprint fingerprint;          // for remember() and the ledger
};

// The id a story has whose original is `article_id`.
[[nodiscard]] std::string story_id(std::string_view article_id);

struct Options {
  std::int64_t window_s = 7 * 86400;  // how far apart two reports of one story may be published
};

// The articles of the window, in memory. Deterministic: the same articles in the same order give the same
// judgements on every machine. Not thread-safe: owned by the pipeline.
class Dedup {
 public:
  explicit Dedup(Options options = {});
  Dedup(Dedup&&) noexcept;
  Dedup& operator=(Dedup&&) noexcept;
  ~Dedup();

  // `previous`: what remember() or the ledger last held of this article id; nullptr where it was never seen.
  // Changes nothing: whoever has committed the judgement calls remember().
  [[nodiscard]] Judgement judge(const Candidate& candidate, const Fingerprint* previous = nullptr) const;

  // Enters an article, after judge() or at start from the ledger, oldest first.
  void remember(const Fingerprint& fingerprint);
  // The same for blobs: `next` fills its argument and returns false at the end. How many were unreadable and
  // passed over.
  std::size_t load(const std::function<bool(std::string& blob)>& next);

  // Forgets what was last seen before this moment (Unix seconds), in whole blocks of articles, so a little
  // later than asked. remember() does the same by the window. Takes no time to speak of.
  void expire(std::int64_t seen_before);

  [[nodiscard]] std::size_t articles() const;
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rawi::dedup
