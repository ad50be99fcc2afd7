#include "connectors/extract/byline.h"

#include <algorithm>
#include <array>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/normalize.h"
#include "connectors/base/bytes.h"
#include "connectors/extract/byline_words.h"
#include "connectors/extract/places.h"
#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

constexpr ByteSet kNoName("@/\\<>{}[]=_?!#+");

// Everything from the first digit on is a date or a counter; so is a weekday before it.
std::string_view without_date(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool arabic = (line[i] == '\xD9' || line[i] == '\xDB') && has_digit(line.substr(i, 2));
    if ((line[i] >= '0' && line[i] <= '9') || arabic) {
      line = line.substr(0, i);
      break;
    }
  }
  auto words = words_of(line);
  while (!words.empty() && is_weekday(arabic::match_text(trim_marks(words.back())))) {
    line = line.substr(0, static_cast<std::size_t>(words.back().data() - line.data()));
    words.pop_back();
  }
  return trim_marks(line);
}

// Drops a cue at the front ("كتب:", "نشر بواسطة", "By"); true where there was one.
bool drop_cue(std::string_view& line, bool& not_writing) {
  auto words = words_of(line);
  bool found = false;
  while (!words.empty()) {
    // "كتب-أحمد", "كتبت/سلمى": the cue and the name in one word.
    const auto glue = words[0].find_first_of(":/-");
    const std::string_view head =
        glue == std::string_view::npos || glue == 0 ? words[0] : words[0].substr(0, glue);
    const std::string one = arabic::match_text(head);
    if (is_picture_cue(one)) {
      not_writing = true;
      return found;
    }
    const std::string two = words.size() > 1 && may_begin_two_words(one)
                                ? arabic::match_text(std::string(words[0]) + " " + std::string(words[1]))
                                : std::string();
    const std::size_t taken = is_byline_cue(two) ? 2 : is_byline_cue(one) ? 1 : 0;
    if (taken == 0) break;
    found = true;
    const char* next = taken == 2 ? words[1].data() + words[1].size() : head.data() + head.size();
    line = trim_marks(line.substr(static_cast<std::size_t>(next - line.data())));
    words = words_of(line);
  }
  return found;
}

// What stands between the parts of a byline.
constexpr std::array<std::string_view, 20> kSeparators{" - ", " – ", " — ", "|",  ":",  "(", ")",
                                                       "/",   "،",   ",",   "؛",  ";",  "•", " من ",
                                                       "«",   "»",   "\"",  " -", "- ", "–"};

std::size_t separator_at(std::string_view text) {
  // The first bytes of kSeparators; letters of Arabic words share only one of them.
  constexpr std::string_view kFirst = " |:()/,;\"-\xD8\xC2\xE2";
  if (kFirst.find(text[0]) == std::string_view::npos) return 0;
  const char next = text.size() > 1 ? text[1] : ' ';
  if (text[0] == '\xD8' && next != '\x8C' && next != '\x9B') return 0;              // a letter
  if (text[0] == ' ' && next != '-' && next != '\xE2' && next != '\xD9') return 0;  // between two words
  std::size_t longest = 0;
  for (const auto s : kSeparators) {
    if (s.size() > longest && text.starts_with(s)) longest = s.size();
  }
  return longest;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t start = 0, at = 0;
  const auto finish = [&](std::size_t end) {
    const auto part = trim_marks(text.substr(start, end - start));
    if (!part.empty()) out.push_back(part);
  };
  while (at < text.size()) {
    const std::size_t taken = separator_at(text.substr(at));
    if (taken == 0) {
      ++at;
      continue;
    }
    finish(at);
    at += taken;
    start = at;
  }
  finish(text.size());
  return out;
}

// "أحمد سعد وسلمى فؤاد" -> two: a word that begins with و, is no name of its own, and leaves two words on
// either side.
std::vector<std::string> split_people(std::string_view part) {
  std::vector<std::string> out;
  std::vector<std::string_view> current;
  const auto finish = [&] {
    std::string name;
    for (const auto word : current) name += (name.empty() ? "" : " ") + std::string(word);
    if (!name.empty()) out.push_back(std::move(name));
    current.clear();
  };
  const auto words = words_of(part);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string folded = arabic::match_text(words[i]);
    if (folded == "و" || folded == "and" || folded == "et" || folded == "und" || words[i] == "&") {
      finish();
      continue;
    }
    const bool joined = words[i].starts_with("و") && folded.size() > 6 && !is_name_with_waw(folded);
    if (joined && current.size() >= 2 && words.size() - i >= 2) {
      finish();
      current.push_back(words[i].substr(std::string_view("و").size()));
      continue;
    }
    current.push_back(words[i]);
  }
  finish();
  return out;
}

}  // namespace

bool is_person(std::string_view name, const SiteNames& site) {
  name = trim_marks(name);
  if (name.size() < 4 || name.size() > 90 || has_digit(name)) return false;
  if (kNoName.find_in(name) != std::string_view::npos || contains(name, "://") || contains(name, "www."))
    return false;
  const auto words = words_of(name);
  if (words.size() < 2 || words.size() > 5) return false;
  const bool lower_latin = std::all_of(name.begin(), name.end(),
                                       [](char c) { return (c >= 'a' && c <= 'z') || c == ' ' || c == '.'; });
  if (lower_latin) return false;
  const std::string folded = arabic::match_text(name);
  const auto folded_words = words_of(folded);
  if (folded_words.empty()) return false;
  for (const auto word : folded_words) {
    if (is_never_a_name(word)) return false;
  }
  if (folded_words[0].starts_with("ال") && folded_words[0].size() > 6 &&
      !is_name_with_article(folded_words[0]))
    return false;
  return !is_place(name) && !arabic::is_agency(name) && !site.names(name);
}

namespace {

class BylineReader {
 public:
  BylineReader(std::string_view line, const SiteNames& site) : line_(line), site_(site) {}

  Byline read() {
    std::string_view rest = without_date(trim_marks(line_));
    out_.length_bytes = rest.size();
    bool not_writing = false;
    out_.cue = drop_cue(rest, not_writing);
    if (not_writing || rest.empty() || rest.size() > 200) {
      out_.clean = false;
      return std::move(out_);
    }
    for (const auto part : split(rest)) take(part);
    settle_unknown();
    return std::move(out_);
  }

 private:
  void take(std::string_view part) {
    if (is_place(part)) return take_place(part);
    const bool calls_itself_agency = part.starts_with("وكالة ") && count_words(part) <= 5;
    if (site_.names(part)) {
      out_.names_site = true;
    } else if (arabic::is_agency(part) || calls_itself_agency) {
      out_.agencies.emplace_back(part);
    } else {
      take_people(part);
    }
  }

  void take_place(std::string_view part) {
    if (out_.place.empty()) {
      out_.place = part;
    } else if (contains(line_, out_.place + "، " + std::string(part))) {
      out_.place += "، " + std::string(part);
    }
  }

  void take_people(std::string_view part) {
    for (const auto& name : split_people(part)) {
      std::string_view person = name;
      bool photo = false;
      drop_cue(person, photo);
      if (photo) return;
      if (is_person(person, site_)) {
        if (std::find(out_.people.begin(), out_.people.end(), person) == out_.people.end())
          out_.people.emplace_back(person);
      } else {
        unknown_.emplace_back(person);
      }
    }
  }

  // One word beside an agency or the outlet's name is where they report from, known to the list of places or
  // not.
  void settle_unknown() {
    const bool place_like = unknown_.size() == 1 && out_.place.empty() && out_.people.empty() &&
                            (out_.names_site || !out_.agencies.empty()) && count_words(unknown_[0]) == 1 &&
                            has_arabic(unknown_[0]) && unknown_[0].size() >= 6;
    if (place_like) {
      out_.place = unknown_[0];
    } else if (!unknown_.empty()) {
      out_.clean = false;
    }
  }

  std::string_view line_;
  const SiteNames& site_;
  Byline out_;
  std::vector<std::string> unknown_;
};

}  // namespace

Byline read_byline(std::string_view line, const SiteNames& site) { return BylineReader(line, site).read(); }

}  // namespace rawi::extract
