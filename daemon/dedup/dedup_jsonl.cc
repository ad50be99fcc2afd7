#include "daemon/dedup/dedup_jsonl.h"

#include <fmt/format.h>

#include <charconv>
#include <istream>
#include <iterator>
#include <ostream>
#include <unordered_map>

#include "connectors/arabic/dates.h"
#include "daemon/dedup/json_line.h"

namespace rawi::dedup {
namespace {

constexpr std::size_t kReadBytes = 1 << 18, kWriteBytes = 1 << 16;

// Unix seconds; 0 where nothing is stated. nullopt where something is that is no time.
std::optional<std::int64_t> seconds_of(std::string_view text) {
  if (text.empty()) return 0;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc{} && (end == text.data() + text.size() || *end == '.')) return seconds;
  const auto moment = arabic::parse_date(text, {});
  if (!moment) return std::nullopt;
  return moment->unix_seconds();
}

class Judge {
 public:
  Judge(std::ostream& out, const Options& options) : out_(out), dedup_(options) {}

  Result<void> line(std::string_view text) {
    if (auto read = read_article_line(text, line_); !read) return read;
    const auto published = seconds_of(line_.published_at);
    if (!published) {
      return fail(Errc::bad_input,
                  fmt::format("\"published_at\": {} is no time; want RFC 3339", line_.published_at));
    }
    split_body();
    candidate_.article_id = line_.id;
    candidate_.outlet = line_.outlet;
    candidate_.title = line_.title;
    candidate_.published_at = *published;
    const auto known = known_.find(line_.id);
    if (known == known_.end()) {
      finish(dedup_.judge(candidate_));
      return {};
    }
    const auto previous = Fingerprint::decode(known->second.fingerprint);
    if (!previous) return fail(previous.error());
    finish(dedup_.judge(candidate_, &*previous));
    return {};
  }

  void flush() {
    out_.write(written_.data(), static_cast<std::streamsize>(written_.size()));
    written_.clear();
  }

 private:
  struct Known {
    std::string fingerprint;
    bool id_is_number = false;
  };

  void split_body() {
    candidate_.paragraphs.clear();
    const std::string_view body = line_.body;
    for (std::size_t pos = 0; pos < body.size();) {
      const std::size_t end = std::min(body.find('\n', pos), body.size());
      if (end > pos) candidate_.paragraphs.push_back(body.substr(pos, end - pos));
      pos = end + 1;
    }
  }

  void finish(const Judgement& j) {
    Known& known = known_[line_.id];
    known.id_is_number = line_.id_is_number;
    if (j.relation != Relation::unchanged) {
      known.fingerprint = j.fingerprint.encode();
      dedup_.remember(j.fingerprint);
    }
    written_ += "{\"id\":";
    append_id(line_.id);
    fmt::format_to(std::back_inserter(written_),
                   ",\"relation\":\"{}\",\"story\":\"{}\",\"of\":", to_string(j.relation), j.story);
    append_id(j.of);
    fmt::format_to(std::back_inserter(written_), ",\"similarity\":{:.4g}}}\n", j.similarity);
    if (written_.size() >= kWriteBytes) flush();
  }

  void append_id(const std::string& id) {
    if (id.empty()) {
      written_ += "null";
      return;
    }
    const auto known = known_.find(id);
    if (known != known_.end() && known->second.id_is_number) {
      written_ += id;
    } else {
      append_json_string(written_, id);
    }
  }

  std::ostream& out_;
  Dedup dedup_;
  ArticleLine line_;
  Candidate candidate_;
  std::unordered_map<std::string, Known> known_;
  std::string written_;
};

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

}  // namespace

Result<void> judge_lines(std::istream& in, std::ostream& out, const Options& options) {
  Judge judge(out, options);
  std::string buffer;
  std::size_t number = 0;
  const auto one = [&](std::string_view line) -> Result<void> {
    ++number;
    if (is_blank(line)) return {};
    if (auto done = judge.line(line); !done) return fail(done.error().within(fmt::format("line {}", number)));
    return {};
  };
  for (bool more = true; more;) {
    const std::size_t kept = buffer.size();
    buffer.resize(kept + kReadBytes);
    in.read(buffer.data() + kept, static_cast<std::streamsize>(kReadBytes));
    buffer.resize(kept + static_cast<std::size_t>(in.gcount()));
    more = in.good();
    std::size_t pos = 0;
    for (std::size_t end = buffer.find('\n', kept); end != buffer.npos; end = buffer.find('\n', pos)) {
      if (auto done = one(std::string_view(buffer).substr(pos, end - pos)); !done) {
        judge.flush();
        return done;
      }
      pos = end + 1;
    }
    buffer.erase(0, pos);
  }
  Result<void> last = buffer.empty() ? Result<void>{} : one(buffer);
  judge.flush();
  return last;
}

}  // namespace rawi::dedup
