// Articles made up from a seed, and what outlets do to an article: for tests and benchmarks of dedup.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/dedup/dedup.h"

namespace rawi::dedup::made {

struct Text {
  std::string title;
  std::vector<std::string> paragraphs;

  [[nodiscard]] Candidate candidate(std::string_view id, std::string_view outlet = "") const;
  [[nodiscard]] std::size_t words() const;
  [[nodiscard]] std::string body() const;  // paragraphs separated by a blank line
};

class Maker {
 public:
  explicit Maker(std::uint32_t seed);

  // A report of about that many words; words follow a Zipf law, as they do in real texts.
  Text report(std::size_t words);
  std::string sentence(std::size_t words);
  std::size_t number(std::size_t below) { return random_() % below; }

  // What outlets do.
  Text edited(const Text& text, double share);  // that share of words replaced, dropped or added
  Text other_lead(const Text& text);            // another headline and first paragraph
  Text cut(const Text& text, double share);     // the first part only
  Text grown(const Text& text, double share);   // that much more at the end
  Text respelled(const Text& text);             // hamza, teh marbuta, digits, harakat, tatweel, punctuation
  Text from_agency(const Text& text, const std::string& boilerplate);

 private:
  const std::string& word();

  std::mt19937 random_;
  std::vector<std::string> words_;
};

}  // namespace rawi::dedup::made
