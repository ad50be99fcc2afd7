// One reader for each kind of document; read_source() finds out which one is meant.
#pragma once

#include <string>
#include <string_view>

#include "connectors/base/result.h"
#include "connectors/discover/discover.h"
#include "connectors/discover/link_list.h"
#include "connectors/discover/notes.h"
#include "connectors/discover/xml_tree.h"
#include "connectors/page/document.h"
#include "connectors/url/url.h"

namespace rawi::discover {

// What all readers are told.
struct Reading {
  url::Url url;      // where the document was read from
  std::string zone;  // for dates that state none; may be empty
  const outlet::Source* source = nullptr;
  const outlet::Outlet* outlet = nullptr;
  Notes* notes = nullptr;
};

// RSS 0.90-2.0, RSS 1.x (RDF), Atom 0.3 and 1.0, and what is between them. `root`: the element that
// feed_root() found.
[[nodiscard]] Found read_feed(const XmlTree& tree, const Reading& reading);
[[nodiscard]] Found read_sitemap(const XmlTree& tree, const Reading& reading);
// One absolute URL on a line (sitemaps.org, "Text file").
[[nodiscard]] bool is_text_sitemap(std::string_view text);
[[nodiscard]] Found read_text_sitemap(std::string_view text, const Reading& reading);
// JSON Feed 1.0 and 1.1, and the posts of WordPress' REST interface. Errc::bad_input where the JSON is
// neither.
[[nodiscard]] Result<Found> read_json_feed(std::string_view text, const Reading& reading);
[[nodiscard]] Found read_listing(const page::Document& document, const Reading& reading);

// What an XML document is by its elements, whatever its root is called.
enum class XmlKind { none, rss, atom, sitemap, sitemap_index, html };
[[nodiscard]] XmlKind kind_of(const XmlTree& tree);

// Vocabulary that stands for RSS, Atom or the sitemap protocol itself and not for an extension.
[[nodiscard]] inline bool is_own(Space space) {
  return space == Space::plain || space == Space::atom || space == Space::rdf;
}

// The base that references below `n` are resolved against: xml:base of its ancestors (W3C XML Base) on
// `outer`.
[[nodiscard]] url::Url base_of(const XmlTree& tree, std::uint32_t n, const url::Url& outer);

}  // namespace rawi::discover
