#include "tests/dedup/made_texts.h"

#include <algorithm>
#include <cmath>

namespace rawi::dedup::made {
namespace {

constexpr std::size_t kVocabulary = 12000;

// Words are put together from a stem, a prefix and an ending: no sense, but the letters and lengths of
// Arabic.
std::string make_word(std::mt19937& random) {
  static const std::vector<std::string> kPrefixes = {"",    "",   "",  "ال", "ال", "وال",
                                                     "بال", "لل", "و", "ي",  "ت",  "سي"};
  static const std::vector<std::string> kLetters = {"ا", "ب", "ت", "ج", "ح", "خ", "د", "ر", "ز",
                                                    "س", "ش", "ص", "ض", "ط", "ع", "غ", "ف", "ق",
                                                    "ك", "ل", "م", "ن", "ه", "و", "ي", "أ"};
  static const std::vector<std::string> kEndings = {"", "", "", "ة", "ات", "ون", "ين", "ها", "ه", "ية", "ى"};
  std::string word = kPrefixes[random() % kPrefixes.size()];
  const auto letters = 3 + random() % 3;
  for (std::size_t i = 0; i < letters; ++i) word += kLetters[random() % kLetters.size()];
  return word + kEndings[random() % kEndings.size()];
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t end = std::min(text.find(' ', pos), text.size());
    if (end > pos) words.push_back(text.substr(pos, end - pos));
    pos = end + 1;
  }
  return words;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

Candidate Text::candidate(std::string_view id, std::string_view outlet) const {
  Candidate c;
  c.article_id = id;
  c.outlet = outlet;
  c.title = title;
  c.paragraphs.assign(paragraphs.begin(), paragraphs.end());
  return c;
}

std::size_t Text::words() const {
  std::size_t count = 0;
  for (const auto& p : paragraphs) count += split(p).size();
  return count;
}

std::string Text::body() const {
  std::string text;
  for (const auto& p : paragraphs) text += (text.empty() ? "" : "\n\n") + p;
  return text;
}

Maker::Maker(std::uint32_t seed) : random_(seed) {
  std::mt19937 vocabulary(1);  // the language is the same for every seed
  for (std::size_t i = 0; i < kVocabulary; ++i) words_.push_back(make_word(vocabulary));
}

const std::string& Maker::word() {
  // Inverse of the Zipf law's distribution function: rank = size^u.
  const double u = static_cast<double>(random_()) / 4294967296.0;
  return words_[static_cast<std::size_t>(std::pow(static_cast<double>(kVocabulary), u)) - 1];
}

std::string Maker::sentence(std::size_t words) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words; ++i) {
    out.push_back(number(25) == 0 ? std::to_string(10 + number(9000)) : word());
    if (number(12) == 0) out.back() += "،";
  }
  return join(out) + ".";
}

Text Maker::report(std::size_t words) {
  Text text;
  text.title = sentence(7 + number(4));
  text.title.pop_back();
  for (std::size_t left = words; left > 0;) {
    std::string paragraph;
    for (std::size_t n = 1 + number(3); n > 0 && left > 0; --n) {
      const std::size_t length = std::min(left, 10 + number(20));
      paragraph += (paragraph.empty() ? "" : " ") + sentence(length);
      left -= length;
    }
    text.paragraphs.push_back(paragraph);
  }
  return text;
}

Text Maker::edited(const Text& text, double share) {
  Text out{text.title, {}};
  for (const auto& paragraph : text.paragraphs) {
    std::vector<std::string> words;
    for (const auto& w : split(paragraph)) {
      if (static_cast<double>(number(10000)) >= share * 10000) {
        words.push_back(w);
        continue;
      }
      const auto what = number(5);
      if (what == 0) continue;
      words.push_back(word());
      if (what == 1) words.push_back(w);
    }
    if (!words.empty()) out.paragraphs.push_back(join(words));
  }
  return out;
}

Text Maker::other_lead(const Text& text) {
  Text out = text;
  out.title = sentence(8);
  const auto words = split(text.paragraphs.front());
  const std::size_t lead = std::min<std::size_t>(words.size(), 25);
  out.paragraphs.front() = sentence(25);
  if (words.size() > lead) {
    out.paragraphs.insert(out.paragraphs.begin() + 1,
                          join({words.begin() + static_cast<std::ptrdiff_t>(lead), words.end()}));
  }
  return out;
}

Text Maker::cut(const Text& text, double share) {
  Text out{text.title, {}};
  auto left = static_cast<std::size_t>(static_cast<double>(text.words()) * share);
  for (const auto& paragraph : text.paragraphs) {
    auto words = split(paragraph);
    if (words.size() > left) words.resize(left);
    left -= words.size();
    if (words.empty()) break;
    out.paragraphs.push_back(join(words));
  }
  return out;
}

Text Maker::grown(const Text& text, double share) {
  Text out = text;
  const auto more = report(static_cast<std::size_t>(static_cast<double>(text.words()) * share) + 1);
  out.paragraphs.insert(out.paragraphs.end(), more.paragraphs.begin(), more.paragraphs.end());
  return out;
}

Text Maker::respelled(const Text& text) {
  Text out = text;
  std::vector<std::string*> all = {&out.title};
  for (auto& paragraph : out.paragraphs) all.push_back(&paragraph);
  for (std::string* t : all) {
    replace_all(*t, "أ", "ا");
    replace_all(*t, "ة", "ه");
    replace_all(*t, "ى", "ي");
    replace_all(*t, "1", "١");
    replace_all(*t, "7", "۷");
    replace_all(*t, "مي", "مـي");
    replace_all(*t, "سل", "سَلّ");
    replace_all(*t, "،", " -");
  }
  return out;
}

Text Maker::from_agency(const Text& text, const std::string& boilerplate) {
  Text out = text;
  out.paragraphs.front() = "حلب - وكالة الوادي - " + out.paragraphs.front();
  out.paragraphs.push_back(boilerplate);
  return out;
}

}  // namespace rawi::dedup::made
