#include "connectors/extract/jsonld.h"

#include <algorithm>
#include <array>

#include "connectors/extract/loose_json.h"
#include "connectors/extract/page_url.h"
#include "connectors/extract/plain_text.h"

namespace rawi::extract {
namespace {

constexpr std::size_t kMaxScripts = 64;
constexpr std::size_t kMaxScriptBytes = 4u << 20;
constexpr std::size_t kMaxObjects = 2000;
constexpr std::size_t kMaxValues = 200;  // of one field
constexpr std::size_t kMaxPeople = 20;
using Json = LooseJson;

// schema.org types whose text is an article's. A full IRI counts by its last part.
bool is_article_type(std::string_view type) {
  type = type.substr(type.find_last_of("/#:") + 1);
  static constexpr std::array kTypes{std::string_view("BlogPosting"),
                                     std::string_view("LiveBlogPosting"),
                                     std::string_view("Report"),
                                     std::string_view("Blog"),
                                     std::string_view("Posting"),
                                     std::string_view("CreativeWork"),
                                     std::string_view("SocialMediaPosting")};
  return type.ends_with("Article") || std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

struct Object {
  const Json* json = nullptr;
  Json::Index at = Json::kNone;
  std::string type;
  bool listed = false;  // hangs under a list of other pages
  int score = 0;
};

class JsonLdReader {
 public:
  JsonLdReader(std::string_view page_url, Structured& out) : page_(page_key(page_url)), out_(out) {}

  void collect(const Json& json) {
    std::vector<Json::Index> list_ends;  // ends of the enclosing containers that list other pages
    for (Json::Index i = 0; i < json.size() && objects_.size() < kMaxObjects; ++i) {
      while (!list_ends.empty() && i >= list_ends.back()) list_ends.pop_back();
      if (lists_others(json.key(i))) list_ends.push_back(json.end(i));
      if (json.kind(i) != Json::Kind::object) continue;
      Object object{&json, i, type_of(json, i), !list_ends.empty(), 0};
      if (object.type == "ItemList") list_ends.push_back(json.end(i));
      if (!object.type.empty()) objects_.push_back(std::move(object));
    }
  }

  void report() {
    std::vector<Object*> articles;
    for (auto& object : objects_) {
      if (!is_article_type(object.type)) continue;
      object.score = score(object);
      articles.push_back(&object);
    }
    std::stable_sort(articles.begin(), articles.end(),
                     [](const Object* a, const Object* b) { return a->score > b->score; });
    if (!articles.empty() && !articles[0]->listed) take_articles(articles);
    for (const auto& object : objects_) take_other(object);
  }

 private:
  static bool lists_others(std::string_view key) {
    for (const std::string_view k :
         {"itemListElement", "hasPart", "relatedLink", "citation", "comment", "review", "mentions", "about",
          "isBasedOn", "blogPost", "subjectOf", "video", "isPartOf"}) {
      if (key == k) return true;
    }
    return false;
  }

  static std::string type_of(const Json& json, Json::Index object) {
    Json::Index t = json.find(object, "@type");
    if (t == Json::kNone) t = json.find(object, "type");
    if (t == Json::kNone) return {};
    if (json.kind(t) == Json::Kind::array) {
      std::string_view first;
      for (Json::Index i = t + 1; i < json.end(t); i = json.end(i)) {
        if (is_article_type(json.text(i))) return std::string(json.text(i));
        if (first.empty()) first = json.text(i);
      }
      return std::string(first);
    }
    const auto type = json.text(t);
    return std::string(type.substr(type.find_last_of("/#:") + 1));
  }

  [[nodiscard]] std::string text_at(const Json& json, Json::Index i) const {
    if (i == Json::kNone) return {};
    if (json.kind(i) == Json::Kind::array) {
      return json.end(i) > i + 1 ? text_at(json, i + 1) : std::string();
    }
    if (json.kind(i) == Json::Kind::object) {
      for (const std::string_view key : {"@value", "name", "@id", "url"}) {
        const auto value = json.find(i, key);
        if (value != Json::kNone && json.kind(value) == Json::Kind::string)
          return plain_text(json.text(value));
      }
      return {};
    }
    return json.text(i) == "null" ? std::string() : plain_text(json.text(i));
  }
  [[nodiscard]] std::string text_of(const Object& o, std::string_view key) const {
    return text_at(*o.json, o.json->find(o.at, key));
  }

  // 3: says it is about this page; 0: says nothing; negative: says it is about another.
  [[nodiscard]] int about_this_page(const Object& o) const {
    bool other = false;
    for (const std::string_view key : {"url", "mainEntityOfPage", "@id"}) {
      Json::Index i = o.json->find(o.at, key);
      if (i != Json::kNone && o.json->kind(i) == Json::Kind::object) {
        const auto id = o.json->find(i, "@id");
        i = id != Json::kNone ? id : o.json->find(i, "url");
      }
      if (i == Json::kNone || o.json->kind(i) != Json::Kind::string) continue;
      const std::string claimed = page_key(o.json->text(i));
      if (claimed.empty() || page_.empty()) continue;
      if (claimed == page_) return 3;
      if (key != "@id" && claimed.find('/') != std::string::npos) other = true;
    }
    return other ? -1 : 0;
  }

  [[nodiscard]] int score(const Object& o) const {
    int s = 4 * about_this_page(o);
    if (o.listed) s -= 20;
    if (o.type == "CreativeWork" || o.type == "Blog") s -= 6;
    for (const std::string_view key : {"headline", "datePublished", "articleBody", "author"}) {
      if (o.json->find(o.at, key) != Json::kNone) ++s;
    }
    return s;
  }

  static void add(std::vector<Evidence>& to, std::string value, std::string_view from, std::string url = {}) {
    if (value.empty() || to.size() >= kMaxValues) return;
    for (const auto& e : to) {
      if (e.value == value && e.from == from) return;
    }
    to.push_back({std::move(value), from, page::kNone, std::move(url)});
  }

  // The best node, and further ones that are about the same article: WordPress' theme and SEO plugin each
  // write one.
  void take_articles(const std::vector<Object*>& articles) {
    const std::string headline = text_of(*articles[0], "headline");
    for (const Object* o : articles) {
      if (o->listed) break;
      const bool same = o == articles[0] || about_this_page(*o) > 0 ||
                        (!headline.empty() && text_of(*o, "headline") == headline);
      if (same) take_article(*o);
    }
  }

  void take_article(const Object& o) {
    constexpr std::string_view kFrom = "json-ld";
    out_.declares_article = out_.declares_article || (o.type != "CreativeWork" && o.type != "Blog");
    add(out_.types, o.type, kFrom);
    add(out_.titles, text_of(o, "headline"), kFrom);
    if (o.json->find(o.at, "headline") == Json::kNone) add(out_.titles, text_of(o, "name"), kFrom);
    add(out_.descriptions, text_of(o, "description"), kFrom);
    add(out_.published, text_of(o, "datePublished"), kFrom);
    if (out_.published.empty()) add(out_.published, text_of(o, "dateCreated"), "json-ld created");
    add(out_.modified, text_of(o, "dateModified"), kFrom);
    add(out_.bodies, text_of(o, "articleBody"), kFrom);
    add(out_.bodies, text_of(o, "text"), kFrom);
    add(out_.languages, text_of(o, "inLanguage"), kFrom);
    take_strings(o, "articleSection", out_.sections);
    take_strings(o, "keywords", out_.keywords);
    for (const std::string_view key : {"author", "creator"}) take_people(*o.json, o.json->find(o.at, key));
    for (const std::string_view key : {"image", "thumbnailUrl"}) take_image(*o.json, o.json->find(o.at, key));
    add(out_.canonical, url_of(o), kFrom);
    add(out_.site_names, name_at(*o.json, o.json->find(o.at, "publisher")), kFrom);
    const std::string free = text_of(o, "isAccessibleForFree");
    if (free == "false" || free == "False" || free == "0" || free == "FALSE") out_.paywalled = true;
  }

  [[nodiscard]] std::string url_of(const Object& o) const {
    const auto i = o.json->find(o.at, "url");
    return i != Json::kNone && o.json->kind(i) == Json::Kind::string ? std::string(o.json->text(i))
                                                                     : std::string();
  }

  void take_strings(const Object& o, std::string_view key, std::vector<Evidence>& to) {
    const auto i = o.json->find(o.at, key);
    if (i == Json::kNone) return;
    if (o.json->kind(i) != Json::Kind::array) return add(to, text_at(*o.json, i), "json-ld");
    for (Json::Index c = i + 1; c < o.json->end(i); c = o.json->end(c))
      add(to, text_at(*o.json, c), "json-ld");
  }

  [[nodiscard]] std::string name_at(const Json& json, Json::Index i) const {
    if (i == Json::kNone) return {};
    if (json.kind(i) == Json::Kind::array) return json.end(i) > i + 1 ? name_at(json, i + 1) : std::string();
    if (json.kind(i) != Json::Kind::object) return text_at(json, i);
    const auto name = json.find(i, "name");
    if (name != Json::kNone) return text_at(json, name);
    const Object* target = by_id(json, i);
    return target == nullptr ? std::string() : text_of(*target, "name");
  }

  // {"@id": "#x"} -> the object that carries that @id.
  [[nodiscard]] const Object* by_id(const Json& json, Json::Index reference) const {
    const auto id = json.find(reference, "@id");
    if (id == Json::kNone) return nullptr;
    for (const auto& o : objects_) {
      const auto own = o.json->find(o.at, "@id");
      if (own == Json::kNone || (o.json == &json && o.at == reference)) continue;
      if (o.json->text(own) == json.text(id)) return &o;
    }
    return nullptr;
  }

  void take_people(const Json& json, Json::Index i) {
    if (i == Json::kNone || out_.authors.size() >= kMaxPeople) return;
    if (json.kind(i) == Json::Kind::array) {
      const auto stop = std::min(json.end(i), i + 400);
      for (Json::Index c = i + 1; c < stop; c = json.end(c)) take_people(json, c);
      return;
    }
    const std::string type = json.kind(i) == Json::Kind::object ? type_of(json, i) : std::string();
    std::string_view from = "json-ld";
    if (type.find("Organization") != std::string::npos) from = "json-ld organization";
    std::string url;
    if (json.kind(i) == Json::Kind::object) {
      const auto u = json.find(i, "url");
      if (u != Json::kNone && json.kind(u) == Json::Kind::string) url = std::string(json.text(u));
      if (const Object* target = by_id(json, i); url.empty() && target != nullptr) {
        url = url_of(*target);
        if (target->type.find("Organization") != std::string::npos) from = "json-ld organization";
      }
    }
    add(out_.authors, name_at(json, i), from, url);
  }

  void take_image(const Json& json, Json::Index i) {
    if (i == Json::kNone) return;
    if (json.kind(i) == Json::Kind::array) {
      if (json.end(i) > i + 1) take_image(json, i + 1);
      return;
    }
    if (json.kind(i) != Json::Kind::object) return add(out_.images, text_at(json, i), "json-ld");
    const Object* target = by_id(json, i);
    const Json& source = target != nullptr ? *target->json : json;
    const Json::Index at = target != nullptr && json.find(i, "url") == Json::kNone ? target->at : i;
    for (const std::string_view key : {"url", "contentUrl", "@id"}) {
      const auto u = source.find(at, key);
      if (u == Json::kNone || source.kind(u) != Json::Kind::string) continue;
      add(out_.images, std::string(source.text(u)), "json-ld");
      break;
    }
    const auto caption = source.find(at, "caption");
    if (caption != Json::kNone) add(out_.captions, text_at(source, caption), "json-ld");
  }

  void take_other(const Object& o) {
    if (o.type == "BreadcrumbList") return take_breadcrumb(o);
    if (o.type == "WebSite" || o.type == "NewsMediaOrganization" || o.type == "Organization") {
      if (!o.listed) add(out_.site_names, text_of(o, "name"), "json-ld");
      return;
    }
    if (o.listed) return;
    if (o.type == "CollectionPage" || o.type == "SearchResultsPage" || o.type == "ItemList")
      out_.declares_list = true;
    if (o.type != "WebPage" && o.type != "ItemPage") return;
    constexpr std::string_view kFrom = "json-ld page";
    add(out_.titles, text_of(o, "name"), kFrom);
    add(out_.descriptions, text_of(o, "description"), kFrom);
    add(out_.published, text_of(o, "datePublished"), kFrom);
    add(out_.modified, text_of(o, "dateModified"), kFrom);
    if (const auto image = o.json->find(o.at, "primaryImageOfPage"); image != Json::kNone)
      take_image(*o.json, image);
  }

  void take_breadcrumb(const Object& o) {
    const auto list = o.json->find(o.at, "itemListElement");
    if (list == Json::kNone) return;
    for (Json::Index c = list + 1; c < o.json->end(list); c = o.json->end(c)) {
      std::string name = text_at(*o.json, o.json->find(c, "name"));
      if (name.empty()) name = name_at(*o.json, o.json->find(c, "item"));
      if (name.find("://") == std::string::npos) add(out_.sections, std::move(name), "json-ld breadcrumb");
    }
  }

  std::string page_;
  Structured& out_;
  std::vector<Object> objects_;
};

}  // namespace

void read_json_ld(const std::vector<std::string_view>& scripts, std::string_view page_url, Structured& out) {
  std::deque<std::string> unescaped;
  std::deque<LooseJson> parsed;
  for (const auto script : scripts) {
    if (parsed.size() >= kMaxScripts || script.size() > kMaxScriptBytes) break;
    std::string_view text = script;
    // A whole script that was escaped as if it were element content.
    if (text.find("&quot;") < text.find('"')) text = unescaped.emplace_back(plain_text(text));
    parsed.emplace_back(text);
  }
  JsonLdReader reader(page_url, out);
  for (const auto& json : parsed) reader.collect(json);
  reader.report();
}

}  // namespace rawi::extract
