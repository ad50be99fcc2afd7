// Figures of dedup: documents a second (JSON Lines, reading and folding included), bytes an article, time to
// load and to ask at 10 k, 100 k and 1 M articles, precision and recall by kind of change. `bench_dedup
// [articles]`: the largest index.
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "daemon/dedup/dedup_jsonl.h"
#include "tests/dedup/made_texts.h"

namespace rawi::dedup {
namespace {

using made::Maker;
using made::Text;

// Processor time: other work on the machine does not count.
double seconds_of(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void lines_per_second() {
  Maker make(1);
  std::string in;
  std::size_t documents = 0, body_bytes = 0;
  for (int story = 0; story < 2000; ++story) {
    const Text report = make.report(410);  // 5 KB of UTF-8
    for (const Text& text :
         {report, make.edited(report, 0.08), make.cut(report, 0.65), make.grown(report, 0.25)}) {
      const std::string body = text.body();
      in +=
          nlohmann::json{
              {"id", fmt::format("article-{}", documents++)}, {"title", text.title}, {"body", body}}
              .dump() +
          "\n";
      body_bytes += body.size();
    }
  }
  double best = 1e9;
  for (int run = 0; run < 3; ++run) {
    std::istringstream input(in);
    std::ostringstream output;
    best = std::min(best, seconds_of([&] { (void)judge_lines(input, output).has_value(); }));
  }
  fmt::print("jsonl        {} documents of {} bytes: {:.0f} documents/s, {:.0f} MB/s\n", documents,
             body_bytes / documents, static_cast<double>(documents) / best,
             static_cast<double>(in.size()) / best / 1e6);
}

// Fingerprints of unlike texts are made, not computed: what they are made of does not matter to the index.
Fingerprint any_fingerprint(const Fingerprint& like, std::mt19937_64& random) {
  Fingerprint f = like;
  f.article_id = f.original =
      fmt::format("{:08x}-3b8a-5372-9b90-{:012x}", random() & 0xFFFFFFFF, random() & 0xFFFFFFFFFFFF);
  for (auto& key : f.sketch.keys) key = static_cast<std::uint32_t>(random());
  for (auto& bin : f.sketch.shape.signature) bin = static_cast<std::uint8_t>(random());
  return f;
}

void index_of(std::size_t articles) {
  Maker make(2);
  std::mt19937_64 random(3);
  const Text report = make.report(410);
  const Fingerprint like = Dedup().judge(report.candidate("a")).fingerprint;
  std::vector<std::string> ledger;
  ledger.reserve(articles);
  std::size_t blob_bytes = 0;
  for (std::size_t i = 0; i < articles; ++i) {
    ledger.push_back(any_fingerprint(like, random).encode());
    blob_bytes += ledger.back().size();
  }
  Dedup dedup;
  const std::size_t empty = dedup.memory_bytes();
  std::size_t next = 0;
  const double load = seconds_of([&] {
    (void)dedup.load([&](std::string& blob) {
      if (next == ledger.size()) return false;
      blob = ledger[next++];
      return true;
    });
  });
  std::vector<Text> questions;
  for (int i = 0; i < 500; ++i) questions.push_back(make.report(410));
  double ask = 0;
  for (int run = 0; run < 4; ++run) {
    ask = seconds_of([&] {
      for (const Text& text : questions) (void)dedup.judge(text.candidate("x")).similarity;
    });
  }
  fmt::print(
      "index {:>8} {:.1f} bytes/article in memory, {:.0f} in the ledger, loaded in {:.3f} s, asked in {:.1f} "
      "us\n",
      articles, static_cast<double>(dedup.memory_bytes() - empty) / static_cast<double>(articles),
      static_cast<double>(blob_bytes) / static_cast<double>(articles), load,
      ask / static_cast<double>(questions.size()) * 1e6);
}

void quality_of(const std::string& kind, const std::function<Text(Maker&, const Text&)>& change) {
  Maker make(5);
  Dedup dedup;
  const std::string footer = make.sentence(40);
  std::size_t told = 0, found = 0, wrong = 0;
  for (std::size_t i = 0; i < 2000; ++i) {
    Text report = make.report(110 + make.number(500));
    Text variant = change(make, report);
    if (make.number(2) == 0) report.paragraphs.push_back(footer);
    if (make.number(2) == 0) variant.paragraphs.push_back(footer);
    const std::string id = fmt::format("{}", i);
    const auto first = dedup.judge(report.candidate(id));
    dedup.remember(first.fingerprint);
    const auto second = dedup.judge(variant.candidate(id + "v"));
    dedup.remember(second.fingerprint);
    wrong += first.relation == Relation::original ? 0U : 1U;
    wrong += second.relation == Relation::duplicate && second.story != first.story ? 1U : 0U;
    found += second.story == first.story ? 1U : 0U;
    ++told;
  }
  fmt::print("quality      {:<28} precision {:.4f} recall {:.4f}\n", kind,
             found + wrong == 0 ? 1.0 : static_cast<double>(found) / static_cast<double>(found + wrong),
             static_cast<double>(found) / static_cast<double>(told));
}

void quality() {
  quality_of("6-10 % of words edited", [](Maker& m, const Text& t) {
    return m.edited(t, 0.06 + 0.04 * static_cast<double>(m.number(100)) / 100);
  });
  quality_of("other headline and lead", [](Maker& m, const Text& t) { return m.other_lead(t); });
  quality_of("first 60-70 %", [](Maker& m, const Text& t) {
    return m.cut(t, 0.6 + 0.1 * static_cast<double>(m.number(100)) / 100);
  });
  quality_of("20-30 % appended", [](Maker& m, const Text& t) {
    return m.grown(t, 0.2 + 0.1 * static_cast<double>(m.number(100)) / 100);
  });
  quality_of("respelled", [](Maker& m, const Text& t) { return m.respelled(t); });
  quality_of("agency prefix, boilerplate",
             [](Maker& m, const Text& t) { return m.from_agency(t, m.sentence(40)); });
  quality_of("edited and cut", [](Maker& m, const Text& t) { return m.cut(m.edited(t, 0.08), 0.65); });
  quality_of("(another text altogether)", [](Maker& m, const Text&) { return m.report(300); });
}

}  // namespace
}  // namespace rawi::dedup

int main(int argc, char** argv) {
  const std::size_t most = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000;
  rawi::dedup::lines_per_second();
  for (const std::size_t articles : {std::size_t{10'000}, std::size_t{100'000}, std::size_t{1'000'000}}) {
    if (articles <= most) rawi::dedup::index_of(articles);
  }
  rawi::dedup::quality();
  return 0;
}
