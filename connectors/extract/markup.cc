#include "connectors/extract/markup.h"

#include <algorithm>
#include <array>

#include "connectors/base/bytes.h"
#include "connectors/extract/class_words.h"
#include "connectors/extract/meta_names.h"
#include "connectors/extract/name_memo.h"
#include "connectors/extract/plain_text.h"

namespace rawi::extract {
namespace {

using page::NodeId;
using page::Tag;

constexpr std::size_t kMaxValues = 100;  // of one field
constexpr std::size_t kMaxMarked = 300;  // elements of one kind

struct Marks {
  std::string_view cls, id, itemprop, property, name, content, datetime, rel, href, src;
  bool has_content = false;
};

class MarkupReader {
 public:
  MarkupReader(const page::Document& doc, Structured& out) : doc_(doc), out_(out) {}

  void read() {
    out_.says.assign(doc_.size(), 0);
    out_.region.assign(doc_.size(), 0);
    for (NodeId n = 0; n < doc_.size(); ++n) {
      const Tag tag = doc_.tag(n);
      if (const NodeId parent = doc_.parent(n); parent != page::kNone) out_.region[n] = out_.region[parent];
      if (tag == Tag::text) continue;
      if (tag == Tag::aside || tag == Tag::footer || tag == Tag::nav) out_.region[n] |= Structured::kInOther;
      if (tag == Tag::title && doc_.tag(doc_.parent(n)) != Tag::svg) {
        add(out_.titles, short_text(n), "title", n);
        continue;
      }
      if (page::is_heading(tag)) mark(out_.headings, n);
      if (doc_.attributes_begin(n) == doc_.attributes_end(n)) {
        if (tag == Tag::time) take_time(n, {});
        continue;
      }
      take(n, tag);
    }
    // <meta> and <link> in the order of trust among equals: what the page's head says comes before what
    // templates repeat in the body, and that is document order already.
  }

 private:
  [[nodiscard]] Marks marks_of(NodeId n) const {
    Marks m;
    for (const auto* a = doc_.attributes_begin(n); a != doc_.attributes_end(n); ++a) {
      const std::string_view name = a->name;
      switch (name.size()) {
        case 2:
          if (name == "id") m.id = a->value;
          break;
        case 3:
          if (name == "rel") m.rel = a->value;
          if (name == "src") m.src = a->value;
          break;
        case 4:
          if (name == "name") m.name = a->value;
          if (name == "href") m.href = a->value;
          break;
        case 5:
          if (name == "class") m.cls = a->value;
          break;
        case 7:
          if (name == "content") m.content = a->value, m.has_content = true;
          break;
        case 8:
          if (name == "itemprop") m.itemprop = a->value;
          if (name == "property") m.property = a->value;
          if (name == "datetime") m.datetime = a->value;
          break;
        default: break;
      }
    }
    return m;
  }

  void take(NodeId n, Tag tag) {
    const Marks m = marks_of(n);
    const std::uint32_t says = take_names(n, tag, m);
    switch (tag) {
      case Tag::meta: return take_meta(n, m);
      case Tag::link: return take_link(m);
      case Tag::html: return add(out_.languages, std::string(doc_.attribute(n, "lang").value_or("")), "html");
      case Tag::input:
      case Tag::body:
      case Tag::form:
      case Tag::img:
      case Tag::i: return;
      case Tag::time: take_time(n, m); break;
      case Tag::abbr: take_abbreviation(n, m); break;
      default: break;
    }
    if (!m.itemprop.empty()) take_item(n, m);
    if (!m.property.empty()) take_rdfa(n, m);
    if (!m.rel.empty() && has_word(m.rel, "author")) mark_byline(n, "rel-author", m.href);
    if (!m.rel.empty() && has_word(m.rel, "tag")) mark(out_.tags, n);
    if (says != 0) take_class(n, says);
  }

  // What class and id say of the element, and with it of all that stands in it.
  std::uint32_t take_names(NodeId n, Tag tag, const Marks& m) {
    if (tag == Tag::meta || tag == Tag::link || tag == Tag::html || tag == Tag::body || tag == Tag::img)
      return 0;
    std::uint32_t says = m.cls.empty() ? 0 : classes_.of(m.cls, class_words);
    if (says == 0 && !m.id.empty()) says = class_words(m.id);
    if (says == 0) return 0;
    out_.says[n] = static_cast<std::uint16_t>(says);
    // A wrapper around most of the page is named after what it also holds ("with-sidebar").
    if (doc_.end(n) - n > doc_.size() / 2) return says;
    if ((says & kSaysComment) != 0) out_.region[n] |= Structured::kInComments;
    if ((says & kSaysElsewhere) != 0) out_.region[n] |= Structured::kInOther;
    return says;
  }

  void take_class(NodeId n, std::uint32_t says) {
    const NodeId size = doc_.end(n) - n;
    if ((says & kSaysComment) != 0) return;
    if ((says & kSaysSection) != 0 && size < 16) mark(out_.section_marks, n);
    if ((says & kSaysPlace) != 0 && size < 8) mark(out_.places, n);
    if ((says & kSaysCurrent) != 0 && size < 8) mark(out_.current_items, n);
    if ((says & kSaysAuthor) != 0 && size < 60) mark(out_.bylines, n);
    if ((says & kSaysDate) != 0 && size < 30) mark(out_.dates, n);
    if ((says & kSaysBreadcrumb) != 0 && size < 200) mark(out_.breadcrumbs, n);
    if ((says & kSaysTag) != 0 && (says & kSaysElsewhere) == 0 && size < 300) mark(out_.tags, n);
    if ((says & kSaysStandfirst) != 0 && size < 40) mark(out_.standfirsts, n);
    if ((says & kSaysHeadline) != 0 && size < 40 && !page::is_heading(doc_.tag(n))) mark(out_.headings, n);
  }

  static void mark(std::vector<NodeId>& list, NodeId n) {
    if (list.size() < kMaxMarked) list.push_back(n);
  }

  static bool has_word(std::string_view list, std::string_view word) {
    for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
      const std::size_t after = at + word.size();
      if ((at == 0 || list[at - 1] == ' ') && (after == list.size() || list[after] == ' ')) return true;
    }
    return false;
  }

  [[nodiscard]] std::string short_text(NodeId n) const {
    return doc_.end(n) - n > 60 ? std::string() : doc_.text_content(n);
  }

  static void add(std::vector<Evidence>& to, std::string value, std::string_view from,
                  NodeId node = page::kNone, std::string url = {}) {
    if (kBlanks.find_not_in(value) == std::string::npos || to.size() >= kMaxValues) return;
    to.push_back({std::move(value), from, node, std::move(url)});
  }

  static std::string_view family(std::string_view name) {
    const auto starts = [name](std::string_view prefix) {
      if (name.size() < prefix.size()) return false;
      for (std::size_t i = 0; i < prefix.size(); ++i) {
        if ((name[i] | 0x20) != (prefix[i] | 0x20)) return false;
      }
      return true;
    };
    if (starts("og:")) return "opengraph";
    if (starts("article:")) return "article-meta";
    if (starts("twitter:")) return "twitter";
    if (starts("dc.") || starts("dc:") || starts("dcterms")) return "dublin-core";
    return "meta";
  }

  void take_meta(NodeId n, const Marks& m) {
    if (!m.has_content) return;
    const bool item = !m.itemprop.empty();
    for (const std::string_view name : {m.property, m.name, m.itemprop}) {
      if (name.empty()) continue;
      take_labelled(name, m.content);
      const auto field = field_of(name);
      if (!field) continue;
      put(*field, plain_text(m.content), item && name == m.itemprop ? "microdata" : family(name),
          item && doc_.head() != page::kNone && !doc_.contains(doc_.head(), n) ? n : page::kNone);
      return;
    }
  }

  // twitter:label1 names what twitter:data1 holds; WordPress' plugins write the author there.
  void take_labelled(std::string_view name, std::string_view content) {
    if (name == "twitter:label1") label_ = content;
    if (name != "twitter:data1" || label_.empty()) return;
    for (const std::string_view cue :
         {"كُتب بواسطة", "كتب بواسطة", "الكاتب", "كاتب", "Written by", "Author", "Par", "Verfasst von"}) {
      if (label_.starts_with(cue)) add(out_.authors, plain_text(content), "twitter");
    }
  }

  void put(Field field, std::string value, std::string_view from, NodeId node) {
    switch (field) {
      case Field::title: return add(out_.titles, std::move(value), from, node);
      case Field::description: return add(out_.descriptions, std::move(value), from, node);
      case Field::author: return add(out_.authors, std::move(value), from, node);
      case Field::published: return add(out_.published, std::move(value), from, node);
      case Field::created: return add(out_.published, std::move(value), "created", node);
      case Field::modified: return add(out_.modified, std::move(value), from, node);
      case Field::section: return add(out_.sections, std::move(value), from, node);
      case Field::keyword: return add(out_.keywords, std::move(value), from, node);
      case Field::image: return add(out_.images, std::move(value), from, node);
      case Field::url: return add(out_.canonical, std::move(value), from, node);
      case Field::site: return add(out_.site_names, std::move(value), from, node);
      case Field::language: return add(out_.languages, std::move(value), from, node);
      case Field::type:
        if (value == "article" || value.ends_with(":article") || value == "news" || value == "newsarticle")
          out_.declares_article = true;
        return add(out_.types, std::move(value), from, node);
    }
  }

  void take_link(const Marks& m) {
    if (has_word(m.rel, "canonical") && !m.href.empty()) {
      out_.canonical.insert(out_.canonical.begin(), {std::string(m.href), "link", page::kNone, {}});
    }
    if (has_word(m.rel, "image_src")) add(out_.images, std::string(m.href), "link");
  }

  void take_time(NodeId n, const Marks& m) {
    mark(out_.dates, n);
    if (m.datetime.empty() || m.itemprop == "dateModified" || m.itemprop == "datePublished") return;
    const bool updated =
        m.cls.find("updated") != std::string_view::npos && m.cls.find("published") == std::string_view::npos;
    add(updated ? out_.modified : out_.published, std::string(m.datetime), "time", n);
  }

  // hAtom, the microformat of many blogs: <abbr class="published" title="2018-02-07T21:40:00+03:00">
  void take_abbreviation(NodeId n, const Marks& m) {
    const std::string_view title = doc_.attribute(n, "title").value_or("");
    if (has_word(m.cls, "published")) add(out_.published, std::string(title), "microdata", n);
    if (has_word(m.cls, "updated")) add(out_.modified, std::string(title), "microdata", n);
  }

  void take_item(NodeId n, const Marks& m) {
    std::string_view rest = m.itemprop;
    while (!rest.empty()) {
      const auto space = rest.find(' ');
      take_property(n, rest.substr(0, space), m, "microdata");
      rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    }
  }

  void take_rdfa(NodeId n, const Marks& m) {
    std::string_view rest = m.property;
    while (!rest.empty()) {
      const auto space = rest.find(' ');
      std::string_view word = rest.substr(0, space);
      if (!word.starts_with("dc:") && !word.starts_with("og:")) word = word.substr(word.find(':') + 1);
      take_property(n, word, m, "rdfa");
      rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    }
  }

  void take_property(NodeId n, std::string_view word, const Marks& m, std::string_view from) {
    const auto field = field_of(word);
    if (word == "name" && m.has_content && from == "rdfa")
      return add(out_.titles, std::string(m.content), from, n);
    if (!field) return;
    switch (*field) {
      case Field::title:
      case Field::published:
      case Field::created:
      case Field::modified:
      case Field::section:
      case Field::keyword: {
        const std::string_view stated = m.has_content ? m.content : m.datetime;
        return put(*field, stated.empty() ? short_text(n) : plain_text(stated), from, n);
      }
      case Field::author: return put(*field, author_name(n, m), from, n);
      case Field::image:
        return put(*field, std::string(m.src.empty() ? m.content : m.src), from, page::kNone);
      case Field::description:
        if (m.has_content) put(*field, plain_text(m.content), from, n);
        return;
      default: return;
    }
  }

  // itemprop=author holds the name itself, or a nested itemprop=name.
  [[nodiscard]] std::string author_name(NodeId n, const Marks& m) const {
    if (m.has_content) return plain_text(m.content);
    for (NodeId c = n + 1; c < doc_.end(n) && c < n + 40; ++c) {
      if (doc_.is_text(c) || doc_.attribute(c, "itemprop").value_or("") != "name") continue;
      const auto content = doc_.attribute(c, "content");
      return content ? plain_text(*content) : short_text(c);
    }
    return short_text(n);
  }

  void mark_byline(NodeId n, std::string_view from, std::string_view href) {
    mark(out_.bylines, n);
    add(out_.authors, short_text(n), from, n, std::string(href));
  }

  const page::Document& doc_;
  Structured& out_;
  std::string_view label_;
  NameMemo<std::uint32_t> classes_;
};

}  // namespace

void read_markup(const page::Document& doc, Structured& out) { MarkupReader(doc, out).read(); }

}  // namespace rawi::extract
