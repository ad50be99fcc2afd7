// The record is written straight into its line, key by key: building a tree of it first took a tenth of all
// the time a page takes.
#include <nlohmann/json.hpp>

#include "connectors/article.h"
#include "connectors/json_text.h"

namespace rawi {
namespace {

std::string_view kind_name(Paragraph::Kind kind) {
  switch (kind) {
    case Paragraph::Kind::text: return "text";
    case Paragraph::Kind::heading: return "heading";
    case Paragraph::Kind::quote: return "quote";
    case Paragraph::Kind::list_item: return "list_item";
  }
  return "text";
}

class Writer {
 public:
  explicit Writer(std::size_t expected_bytes) { out_.reserve(expected_bytes); }

  Writer& open(char bracket) {
    out_ += bracket;
    first_ = true;
    return *this;
  }
  Writer& close(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
  }
  // The next member of an object, the next item of a list.
  Writer& key(std::string_view name) {
    item();
    append_json(out_, name);
    out_ += ':';
    return *this;
  }
  Writer& item() {
    if (!first_) out_ += ',';
    first_ = false;
    return *this;
  }

  void text(std::string_view value) { append_json(out_, value); }
  // Where in the line a text stands, without its quotes; and several such joined to one text.
  struct Span {
    std::size_t begin, end;
  };
  Span text_span(std::string_view value) {
    const std::size_t begin = out_.size() + 1;
    text(value);
    return {begin, out_.size() - 1};
  }
  void joined(const std::vector<Span>& spans, std::string_view escaped_separator) {
    out_ += '"';
    for (const Span& span : spans) {
      if (&span != &spans.front()) out_ += escaped_separator;
      out_.append(out_, span.begin, span.end - span.begin);
    }
    out_ += '"';
  }
  void text_or_null(const std::string& value) { value.empty() ? null() : text(value); }
  void text_or_null(const std::optional<std::string>& value) { value ? text(*value) : null(); }
  void number(std::uint64_t value) { out_ += std::to_string(value); }
  void number(int value) { out_ += std::to_string(value); }
  // As short as reads back the same.
  void number(double value) { out_ += nlohmann::json(value).dump(); }
  void null() { out_ += "null"; }
  void texts(const std::vector<std::string>& values) {
    open('[');
    for (const auto& value : values) item().text(value);
    close(']');
  }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool first_ = true;
};

void write(Writer& w, const OutletRef& outlet) {
  w.open('{').key("id").text(outlet.id);
  w.key("name").text(outlet.name);
  w.key("home").text(outlet.home);
  w.close('}');
}

// The paragraphs, and "body", which is made of the same texts: what was escaped once is copied.
void write(Writer& w, const std::vector<Paragraph>& paragraphs) {
  std::vector<Writer::Span> texts;
  w.key("paragraphs").open('[');
  for (const auto& p : paragraphs) {
    w.item().open('{').key("kind").text(kind_name(p.kind));
    w.key("text");
    texts.push_back(w.text_span(p.text));
    w.close('}');
  }
  w.close(']');
  w.key("body").joined(texts, "\\n\\n");
}

void write(Writer& w, const std::optional<LeadImage>& image) {
  if (!image) return w.null();
  w.open('{').key("url").text(image->url);
  w.key("caption").text_or_null(image->caption);
  w.key("credit").text_or_null(image->credit);
  w.close('}');
}

void write(Writer& w, const StoryLink& story) {
  if (story.id.empty()) return w.null();
  w.open('{').key("id").text(story.id);
  w.key("relation").text(story.relation);
  w.key("of").text_or_null(story.of);
  w.key("similarity").number(story.similarity);
  w.close('}');
}

void write(Writer& w, const Provenance& p) {
  w.open('{').key("connector").text(p.connector);
  w.key("extractor").text(p.extractor);
  w.key("rules_version").text_or_null(p.rules_version);
  w.key("charset").text(p.charset);
  w.key("http_status").number(p.http_status);
  w.key("bytes").number(std::uint64_t{p.bytes});
  w.key("fields").open('{');
  for (const auto& [field, evidence] : p.fields) w.key(field).text(evidence);
  w.close('}').close('}');
}

void write(Writer& w, const std::vector<ArticleChange>& changes) {
  w.open('[');
  for (const auto& change : changes) {
    w.item().open('{').key("kind").text(change.kind);
    w.key("paragraph");
    change.kind == "title" ? w.null() : w.number(std::uint64_t{change.paragraph});
    w.close('}');
  }
  w.close(']');
}

}  // namespace

std::string Article::body() const {
  std::size_t bytes = 0;
  for (const auto& p : paragraphs) bytes += p.text.size() + 2;
  std::string out;
  out.reserve(bytes);
  for (const auto& p : paragraphs) {
    if (!out.empty()) out += "\n\n";
    out += p.text;
  }
  return out;
}

std::string to_json(const Article& a) {
  std::size_t bytes = 4096;  // of all but the text, mostly
  for (const auto& p : a.paragraphs) bytes += 2 * p.text.size() + 64;
  Writer w(bytes);
  w.open('{').key("schema").text("rawi.article/1");
  w.key("id").text(a.id);
  w.key("revision").number(a.revision);
  w.key("url").text(a.url);
  w.key("fetched_url").text(a.fetched_url);
  write(w.key("outlet"), a.outlet);
  w.key("language").text(a.language);
  w.key("title").text(a.title);
  w.key("subtitle").text_or_null(a.subtitle);
  w.key("authors").texts(a.authors);
  w.key("sources").texts(a.sources);
  w.key("dateline").text_or_null(a.dateline);
  w.key("section").text_or_null(a.section);
  w.key("keywords").texts(a.keywords);
  w.key("published_at").text_or_null(a.published_at);
  w.key("modified_at").text_or_null(a.modified_at);
  w.key("fetched_at").text_or_null(a.fetched_at);
  write(w, a.paragraphs);
  write(w.key("lead_image"), a.lead_image);
  write(w.key("story"), a.story);
  write(w.key("provenance"), a.provenance);
  if (!a.changes.empty()) write(w.key("changes"), a.changes);
  w.close('}');
  return w.take();
}

std::string to_json(const Rejection& rejection) {
  Writer w(256);
  w.open('{').key("rejected").open('{').key("reason").text(rejection.reason);
  w.key("detail").text(rejection.detail);
  w.close('}').close('}');
  return w.take();
}

}  // namespace rawi
