#include "connectors/discover/xml_tree.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <array>
#include <limits>
#include <utility>

#include "connectors/discover/ascii.h"
#include "connectors/discover/references.h"
#include "connectors/discover/xml_mend.h"
#include "connectors/discover/xml_prolog.h"

namespace rawi::discover {
namespace {

constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                         XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC;

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};
using DocumentPtr = std::unique_ptr<xmlDoc, FreeDocument>;

std::string_view view(const xmlChar* s) {
  return s == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(s));
}

DocumentPtr read_with_libxml(std::string_view text, int extra_options, Notes& notes) {
  static const bool ready = (xmlInitParser(), true);
  static_cast<void>(ready);
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return nullptr;
  const std::unique_ptr<xmlParserCtxt, FreeContext> context(xmlNewParserCtxt());
  if (context == nullptr) return nullptr;
  DocumentPtr document(xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr,
                                         "UTF-8", kOptions | extra_options));
  if (document != nullptr && context->nsWellFormed == 0) notes.add("a namespace prefix is not declared");
  return document;
}

// Namespace names as feeds write them, by what is common to all their spellings (http/https, years, slashes).
Space space_of(std::string_view uri, std::string_view prefix) {
  static constexpr std::array<std::pair<std::string_view, Space>, 14> kByUri = {{
      {"w3.org/2005/atom", Space::atom},
      {"purl.org/atom/ns", Space::atom},
      {"purl.org/dc/elements", Space::dublin_core},
      {"purl.org/dc/terms", Space::dublin_terms},
      {"purl.org/rss/1.0/modules/content", Space::content},
      {"purl.org/rss/1.0/modules/syndication", Space::syndication},
      {"search.yahoo.com/", Space::media},
      {"schemas/sitemap-news", Space::news},
      {"schemas/sitemap-image", Space::media},
      {"schemas/sitemap-video", Space::media},
      {"22-rdf-syntax-ns", Space::rdf},
      {"feedburner", Space::feedburner},
      {"w3.org/1999/xhtml", Space::xhtml},
      {"itunes.com/", Space::other},
  }};
  static constexpr std::array<std::pair<std::string_view, Space>, 14> kByPrefix = {{
      {"atom", Space::atom},
      {"atom10", Space::atom},
      {"a10", Space::atom},
      {"dc", Space::dublin_core},
      {"dcterms", Space::dublin_terms},
      {"content", Space::content},
      {"sy", Space::syndication},
      {"media", Space::media},
      {"image", Space::media},
      {"video", Space::media},
      {"news", Space::news},
      {"rdf", Space::rdf},
      {"feedburner", Space::feedburner},
      {"xhtml", Space::xhtml},
  }};
  const std::string wanted = lower(uri);
  for (const auto& [part, space] : kByUri) {
    if (!wanted.empty() && wanted.find(part) != std::string::npos) return space;
  }
  if (prefix.empty()) return Space::plain;
  const std::string short_name = lower(prefix);
  for (const auto& [name, space] : kByPrefix) {
    if (short_name == name) return space;
  }
  // A prefix bound to RSS or to the sitemap vocabulary itself.
  return wanted.find("rss") != std::string::npos || wanted.find("schemas/sitemap/") != std::string::npos
             ? Space::plain
             : Space::other;
}

}  // namespace

class TreeBuilder {
 public:
  static XmlTree build(DocumentPtr document) {
    TreeBuilder builder;
    builder.walk(document.get());
    builder.tree_.document_ =
        std::shared_ptr<void>(document.release(), [](void* d) { xmlFreeDoc(static_cast<xmlDoc*>(d)); });
    return std::move(builder.tree_);
  }

 private:
  void walk(const xmlDoc* document) {
    const xmlNode* node = xmlDocGetRootElement(document);
    const xmlNode* const root = node;
    std::uint32_t parent = 0;
    while (node != nullptr) {
      const bool element = node->type == XML_ELEMENT_NODE;
      if (element) {
        const std::uint32_t id = add_element(node, parent);
        if (node->children != nullptr) {
          parent = id;
          node = node->children;
          continue;
        }
        close(id);
      } else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add_text(node, parent);
      }
      while (node != root && node->next == nullptr) {
        node = node->parent;
        close(parent);
        parent = tree_.nodes_[parent].parent;
      }
      node = node == root ? nullptr : node->next;
    }
  }

  void close(std::uint32_t id) { tree_.nodes_[id].end = tree_.size(); }

  std::uint32_t add_element(const xmlNode* node, std::uint32_t parent) {
    XmlNode made;
    std::string_view name = view(node->name);
    std::string_view prefix = node->ns != nullptr ? view(node->ns->prefix) : std::string_view();
    if (const auto colon = name.find(':');
        colon != std::string_view::npos) {  // libxml2 leaves undeclared prefixes in the name
      prefix = name.substr(0, colon);
      name.remove_prefix(colon + 1);
    }
    made.name = lowered(name.empty() ? "?" : name);
    made.space = cached_space(node->ns != nullptr ? view(node->ns->href) : std::string_view(), prefix);
    made.parent = parent;
    made.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    for (const xmlAttr* a = node->properties; a != nullptr && made.attribute_count < 64; a = a->next) {
      add_attribute(a);
      ++made.attribute_count;
    }
    tree_.nodes_.push_back(made);
    return tree_.size() - 1;
  }

  void add_attribute(const xmlAttr* attribute) {
    XmlAttribute made;
    const std::string_view name = view(attribute->name);
    made.name = attribute->ns == nullptr
                    ? lowered(name)
                    : lowered(std::string(view(attribute->ns->prefix)) + ":" + std::string(name));
    if (attribute->children != nullptr && attribute->children->next == nullptr)
      made.value = view(attribute->children->content);
    if (made.name == "xml:base") tree_.has_base_ = true;
    tree_.attributes_.push_back(made);
  }

  void add_text(const xmlNode* node, std::uint32_t parent) {
    XmlNode made;
    made.text = view(node->content);
    made.parent = parent;
    tree_.nodes_.push_back(made);
    close(tree_.size() - 1);
  }

  std::string_view lowered(std::string_view name) {
    std::string small = lower(name);
    for (const auto& known : names_) {
      if (known == small) return known;
    }
    tree_.owned_.push_back(std::move(small));
    if (names_.size() < 64) names_.push_back(tree_.owned_.back());
    return tree_.owned_.back();
  }

  Space cached_space(std::string_view uri, std::string_view prefix) {
    for (const auto& [known_uri, known_prefix, space] : spaces_) {
      if (known_uri == uri && known_prefix == prefix) return space;
    }
    const Space space = space_of(uri, prefix);
    if (spaces_.size() < 32) spaces_.push_back({uri, prefix, space});
    return space;
  }

  struct KnownSpace {
    std::string_view uri, prefix;
    Space space;
  };
  XmlTree tree_;
  std::vector<std::string_view> names_;
  std::vector<KnownSpace> spaces_;
};

std::optional<std::string_view> XmlTree::attribute(std::uint32_t n, std::string_view name) const {
  const XmlNode& node = nodes_[n];
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
    if (attributes_[node.first_attribute + i].name == name)
      return attributes_[node.first_attribute + i].value;
  }
  return std::nullopt;
}

std::string XmlTree::text(std::uint32_t n) const {
  std::string out;
  for (std::uint32_t i = n; i < nodes_[n].end; ++i) out += nodes_[i].text;
  return out;
}

Result<XmlTree> parse_xml(std::string_view text, Notes& notes) {
  const Prolog prolog = read_prolog(text, notes);
  const std::string_view body = text.substr(prolog.length);
  std::string storage;
  const auto bare = without_comments(body, storage);
  DocumentPtr document = bare ? read_with_libxml(*bare, 0, notes) : nullptr;
  if (document == nullptr) {
    const std::size_t told = notes.all().size();
    const std::string mended = mend_xml(body, prolog.entities, notes);
    if (notes.all().size() == told) notes.add("the XML is not well-formed");
    document = read_with_libxml(mended, XML_PARSE_RECOVER, notes);
  }
  if (document == nullptr || xmlDocGetRootElement(document.get()) == nullptr)
    return fail(Errc::bad_input, "no XML element could be read");
  return TreeBuilder::build(std::move(document));
}

}  // namespace rawi::discover
