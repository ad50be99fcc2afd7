// Figures of the text room: published text, match text, language, dates.
#include <algorithm>
#include <ctime>
#include <functional>

#include <fmt/format.h>

#include "connectors/arabic/dates.h"
#include "connectors/arabic/language.h"
#include "connectors/arabic/normalize.h"
#include "tests/dedup/made_texts.h"

namespace rawi::arabic {
namespace {

// Processor seconds of one run, the best of a few.
double seconds_of(const std::function<void()>& work) {
  double best = 1e9;
  for (int run = 0; run < 5; ++run) {
    const std::clock_t start = std::clock();
    work();
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return best;
}

void throughput() {
  dedup::made::Maker make(1);
  std::vector<std::string> paragraphs;
  std::size_t bytes = 0;
  for (int i = 0; i < 20000; ++i) {
    paragraphs.push_back(make.sentence(40));
    bytes += paragraphs.back().size();
  }
  const auto rate = [&](const char* what, const std::function<void(const std::string&)>& each) {
    const double seconds = seconds_of([&] { std::for_each(paragraphs.begin(), paragraphs.end(), each); });
    fmt::print("{:<16}{:>8.0f} MB/s\n", what, static_cast<double>(bytes) / seconds / 1e6);
  };
  std::string out;
  rate("published text", [&](const std::string& p) { out = published_text(p); });
  rate("match text", [&](const std::string& p) { match_text(p, out); });
  rate("language", [&](const std::string& p) { (void)judge_language(p).arabic; });
  std::string article;
  for (int i = 0; i < 12; ++i) article += paragraphs[static_cast<std::size_t>(i)];
  const double seconds = seconds_of([&] {
    for (int i = 0; i < 200; ++i) (void)judge_language(article).arabic;
  });
  fmt::print("language        {:>8.1f} us  an article of {} bytes\n", seconds / 200 * 1e6, article.size());
}

void dates() {
  const std::vector<std::string> texts = {"الجمعة 2 أبريل 2021 03:58 م", "2021-04-02T15:58:00+03:00",
                                          "GMT 17:27 17.03.2020 (محدثة 18:20)", "٧ ذو القعدة ١٤٤٥",
                                          "منذ ساعتين"};
  const DateContext context{"Asia/Damascus", 1617364800};
  constexpr int kRounds = 2000;
  for (const auto& text : texts) {
    const double seconds = seconds_of([&] {
      for (int i = 0; i < kRounds; ++i) (void)parse_date(text, context).has_value();
    });
    fmt::print("date            {:>8.2f} us  {}\n", seconds / kRounds * 1e6, text);
  }
}

}  // namespace
}  // namespace rawi::arabic

int main() {
  rawi::arabic::throughput();
  rawi::arabic::dates();
  return 0;
}
