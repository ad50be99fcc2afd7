// bench_read [FOLDER [RUNS]]: what reading a page costs, from its bytes to the article's JSON.
//
// Against plain gumbo_parse of the same bytes, in the same run, one after the other page by page; each figure
// is the median of the runs. Without FOLDER: made pages of 100 to 200 KB. After that made pages of 10 KB to
// 10 MB, to show that a byte costs the same on all of them.
#include <fmt/format.h>
#include <gumbo.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <optional>
#include <vector>

#include "connectors/extract/body.h"
#include "connectors/extract/gates.h"
#include "connectors/extract/metadata.h"
#include "connectors/extract/read.h"
#include "connectors/page/charset.h"
#include "connectors/page/document.h"
#include "connectors/page/gumbo_tree.h"
#include "connectors/page/slim.h"
#include "tests/bench/read_pages.h"

namespace {

std::size_t allocated_bytes = 0;

}  // namespace

// Everything that C++ allocates in this program goes by here.
void* operator new(std::size_t size) {
  allocated_bytes += size;
  if (void* piece = std::malloc(size)) return piece;
  throw std::bad_alloc();
}
void operator delete(void* piece) noexcept { std::free(piece); }
void operator delete(void* piece, std::size_t) noexcept { std::free(piece); }

namespace rawi::bench {
namespace {

// Of this thread's processor time: what else the machine does is not counted.
double now_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

template <class Work>
double microseconds(Work work) {
  const double start = now_microseconds();
  work();
  return now_microseconds() - start;
}

struct Times {
  double plain = 0, decode = 0, slim = 0, gumbo = 0, parse = 0, whole = 0;
  double metadata = 0, body = 0, json = 0;  // parts of what comes after parse
  Times& operator+=(const Times& t) {
    plain += t.plain;
    decode += t.decode;
    slim += t.slim;
    gumbo += t.gumbo;
    parse += t.parse;
    whole += t.whole;
    metadata += t.metadata;
    body += t.body;
    json += t.json;
    return *this;
  }
};

void* counting_malloc(void* bytes, std::size_t size) {
  *static_cast<std::size_t*>(bytes) += size;
  return std::malloc(size);
}
void counting_free(void*, void* piece) { std::free(piece); }

// Plain gumbo_parse of the bytes as they are, with Gumbo's own options.
void parse_plain(const Page& page) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.bytes.data(), page.bytes.size());
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

constexpr std::string_view kUrl = "https://www.example.org/ar/news/1";

// The stages after the document, as read.cc goes through them on a page of an outlet without rules.
void time_stages(const page::Document& doc, const extract::ReadOptions& options, Times& t) {
  const outlet::Outlet outlet = outlet::no_outlet(kUrl);
  extract::PageInput input;
  input.url = kUrl;
  Article article;
  extract::Structured structured;
  extract::Layout layout;
  t.metadata = microseconds([&] {
    structured = extract::read_structured(doc, kUrl);
    const extract::SiteNames site(structured, outlet, kUrl);
    layout.title = extract::fill_title(doc, structured, site, input, options, article);
  });
  t.body = microseconds([&] {
    extract::BodyHints hints;
    hints.title = article.title;
    extract::Body body = extract::find_body(doc, hints);
    article.paragraphs = std::move(body.paragraphs);
    layout.container = body.container;
  });
  t.metadata += microseconds([&] {
    const extract::SiteNames site(structured, outlet, kUrl);
    extract::fill_metadata(doc, structured, site, input, outlet, options, layout, article);
    (void)extract::refuse(doc, structured, input, options, article);
  });
  t.json = microseconds([&] { (void)to_json(article).size(); });
}

void read_whole(const Page& page, const extract::ReadOptions& options) {
  extract::PageInput input;
  input.bytes = page.bytes;
  input.url = kUrl;
  const auto reading = extract::read_page(input, outlet::no_outlet(input.url), options);
  volatile std::size_t length = std::visit([](const auto& result) { return to_json(result).size(); },
                                           reading);  // must not be optimized away
  (void)length;
}

Times time_page(const Page& page, const extract::ReadOptions& options) {
  Times t;
  t.plain = microseconds([&] { parse_plain(page); });
  std::string text;
  t.decode = microseconds([&] {
    auto decoded = page::decode(page.bytes, "");
    if (decoded) text = std::move(decoded->text);
  });
  page::Arena strings;
  page::Slim slim;
  t.slim = microseconds([&] { (void)page::slim_page(text, strings, page::ParseOptions().max_depth, slim); });
  t.gumbo = microseconds([&] { (void)page::GumboTree::of_this_thread().parse(slim.html); });
  std::optional<page::Document> doc;
  t.parse = microseconds([&] {
    if (auto parsed = page::parse_html(std::move(text))) doc.emplace(std::move(*parsed));
  });
  if (doc) time_stages(*doc, options, t);
  t.whole = microseconds([&] { read_whole(page, options); });
  return t;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

template <class Field>
double median_of(const std::vector<Times>& runs, Field field) {
  std::vector<double> values;
  for (const Times& run : runs) values.push_back(field(run));
  return median(values);
}

struct Allocated {
  std::size_t whole = 0, plain = 0;
};

Allocated count_allocations(const std::vector<Page>& pages, const extract::ReadOptions& options) {
  Allocated out;
  GumboOptions counting = kGumboDefaultOptions;
  counting.allocator = counting_malloc;
  counting.deallocator = counting_free;
  counting.userdata = &out.plain;
  const std::size_t before = allocated_bytes;
  for (const Page& page : pages) read_whole(page, options);
  out.whole = allocated_bytes - before;
  for (const Page& page : pages) {
    gumbo_destroy_output(&counting,
                         gumbo_parse_with_options(&counting, page.bytes.data(), page.bytes.size()));
  }
  return out;
}

void report(std::string_view title, const std::vector<Page>& pages, int runs) {
  extract::ReadOptions options;
  options.any_language = true;  // every page is read to its end
  std::size_t bytes = 0;
  for (const Page& page : pages) bytes += page.bytes.size();
  for (const Page& page : pages) (void)time_page(page, options);  // warm up
  std::vector<Times> all;
  for (int run = 0; run < runs; ++run) {
    Times sum;
    for (const Page& page : pages) sum += time_page(page, options);
    all.push_back(sum);
  }
  const auto count = static_cast<double>(pages.size());
  const double plain = median_of(all, [](const Times& t) { return t.plain; });
  const double whole = median_of(all, [](const Times& t) { return t.whole; });
  const auto line = [&](const char* stage, auto field) {
    const double time = median_of(all, field);
    fmt::print("  {:<28} {:>9.1f} us/page  {:>6.3f}\n", stage, time / count, time / plain);
  };
  const Allocated allocated = count_allocations(pages, options);
  fmt::print("{}: {} pages, {:.1f} KB each, {} runs\n", title, pages.size(),
             static_cast<double>(bytes) / count / 1000, runs);
  fmt::print("  {:<28} {:>17}  ratio to plain gumbo_parse\n", "stage", "median");
  line("plain gumbo_parse", [](const Times& t) { return t.plain; });
  line("charset", [](const Times& t) { return t.decode; });
  line("slim", [](const Times& t) { return t.slim; });
  line("gumbo on the slim page", [](const Times& t) { return t.gumbo; });
  line("document (the rest of it)", [](const Times& t) { return t.parse - t.slim - t.gumbo; });
  line("metadata and gates", [](const Times& t) { return t.metadata; });
  line("body", [](const Times& t) { return t.body; });
  line("JSON", [](const Times& t) { return t.json; });
  line("bytes -> article JSON", [](const Times& t) { return t.whole; });
  fmt::print(
      "  {:.0f} pages/s per core, {:.1f} MB/s; allocated per page: {:.0f} KB (plain gumbo_parse: {:.0f} "
      "KB)\n\n",
      count / whole * 1e6, static_cast<double>(bytes) / whole,
      static_cast<double>(allocated.whole) / count / 1000,
      static_cast<double>(allocated.plain) / count / 1000);
}

void report_sizes() {
  fmt::print("cost per byte by size of page (made pages)\n");
  extract::ReadOptions options;
  options.any_language = true;
  for (const std::size_t size : {10'000u, 30'000u, 100'000u, 300'000u, 1'000'000u, 3'000'000u, 10'000'000u}) {
    const Page page = made_page(size, 1);
    const auto runs = std::clamp<std::size_t>(20'000'000 / size, 3, 200);
    std::vector<double> parse, whole, plain;
    for (std::size_t run = 0; run < runs; ++run) {
      const Times t = time_page(page, options);
      parse.push_back(t.parse + t.decode);
      whole.push_back(t.whole);
      plain.push_back(t.plain);
    }
    const auto bytes = static_cast<double>(page.bytes.size());
    fmt::print(
        "  {:>6.0f} KB: {:>6.2f} ns/byte whole, {:>6.2f} ns/byte decode and parse, {:>6.2f} plain "
        "gumbo_parse; ratio {:.3f}\n",
        bytes / 1000, median(whole) / bytes * 1000, median(parse) / bytes * 1000,
        median(plain) / bytes * 1000, median(whole) / median(plain));
  }
}

}  // namespace
}  // namespace rawi::bench

int main(int argc, char** argv) {
  using namespace rawi::bench;
  const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  std::vector<Page> pages;
  if (argc > 1) pages = pages_of(argv[1]);
  if (argc > 1 && pages.empty()) {
    fmt::print(stderr, "no .html files in {}\n", argv[1]);
    return 1;
  }
  if (!pages.empty()) report(argv[1], pages, runs);
  std::vector<Page> made;
  for (unsigned seed = 1; seed <= 20; ++seed) made.push_back(made_page(95'000 + seed * 5'000, seed));
  report("made pages", made, runs);
  report_sizes();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("peak memory: {} MB\n", usage.ru_maxrss / 1024);
  return 0;
}
