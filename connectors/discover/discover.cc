#include "connectors/discover/discover.h"

#include <utility>

#include "connectors/arabic/dates.h"
#include "connectors/discover/ascii.h"
#include "connectors/discover/inflate.h"
#include "connectors/discover/readers.h"
#include "connectors/discover/xml_encoding.h"
#include "connectors/page/charset.h"

namespace rawi::discover {
namespace {

constexpr std::size_t kMostBytes = 64u << 20;
constexpr std::size_t kSniffed = 4096;  // how far into a document its kind is looked for

enum class Form { xml, json, html, text };

// By the document's own beginning; `content_type` only where that says nothing (WHATWG MIME Sniffing has no
// feeds).
Form form_of(std::string_view text, std::string_view content_type) {
  const std::string head = lower(trim(text).substr(0, kSniffed));
  if (head.starts_with('{') || head.starts_with('[')) return Form::json;
  const auto at = [&](std::string_view tag) { return head.find(tag); };
  std::size_t feed = std::string::npos;
  for (const std::string_view tag : {"<rss", "<feed", "<rdf:rdf", "<channel", "<urlset", "<sitemapindex"})
    feed = std::min(feed, at(tag));
  const std::size_t html = std::min(at("<html"), at("<!doctype html"));
  if (feed != std::string::npos && feed < html) return Form::xml;
  if (html != std::string::npos) return Form::html;
  if (is_text_sitemap(text)) return Form::text;
  const std::string type = lower(content_type);
  if (type.find("xml") != std::string::npos && type.find("html") == std::string::npos) return Form::xml;
  if (at("<?xml") != std::string::npos || at("<item") != std::string::npos ||
      at("<entry") != std::string::npos || at("<loc>") != std::string::npos)
    return Form::xml;
  return head.find('<') != std::string::npos ? Form::html : Form::text;
}

Result<Found> read_html(std::string_view bytes, std::string_view content_type, const Reading& reading) {
  if (reading.source != nullptr && reading.source->kind != outlet::Source::Kind::listing) {
    return fail(Errc::bad_input,
                reading.url.to_string() + " is an HTML page where a feed or sitemap is declared");
  }
  auto decoded = page::decode(bytes, content_type);
  if (!decoded) return fail(decoded.error().within("reading " + reading.url.to_string()));
  const auto document = page::parse_html(std::move(decoded->text));
  if (!document) return fail(document.error().within("reading " + reading.url.to_string()));
  return read_listing(*document, reading);
}

Result<Found> read_xml(std::string_view bytes, std::string_view content_type, std::string_view text,
                       const Reading& reading) {
  const auto tree = parse_xml(text, *reading.notes);
  if (!tree) return fail(tree.error().within("reading " + reading.url.to_string()));
  switch (kind_of(*tree)) {
    case XmlKind::rss:
    case XmlKind::atom: return read_feed(*tree, reading);
    case XmlKind::sitemap:
    case XmlKind::sitemap_index: return read_sitemap(*tree, reading);
    case XmlKind::html: return read_html(bytes, content_type, reading);
    case XmlKind::none: break;
  }
  return fail(Errc::bad_input, reading.url.to_string() + " is XML, but no feed and no sitemap");
}

Result<Found> read_by_form(std::string_view bytes, std::string_view content_type, const Reading& reading) {
  const auto text = xml_to_utf8(bytes, content_type, *reading.notes);
  if (!text) return fail(text.error().within("reading " + reading.url.to_string()));
  switch (form_of(*text, content_type)) {
    case Form::xml: return read_xml(bytes, content_type, *text, reading);
    case Form::json: return read_json_feed(*text, reading);
    case Form::html: return read_html(bytes, content_type, reading);
    case Form::text: break;
  }
  if (is_text_sitemap(*text)) return read_text_sitemap(*text, reading);
  return fail(Errc::bad_input, reading.url.to_string() + " is no feed, sitemap or listing page");
}

}  // namespace

Result<Found> read_source(std::string_view bytes, std::string_view content_type, std::string_view url,
                          const outlet::Source* source, const outlet::Outlet* outlet) {
  const auto parsed = url::parse(url);
  if (!parsed || !parsed->is_http()) return fail(Errc::bad_input, "no http(s) URL: " + std::string(url));
  Notes notes;
  Reading reading{*parsed, {}, source, outlet, &notes};
  reading.zone = outlet != nullptr && !outlet->zone.empty() ? outlet->zone
                                                            : std::string(arabic::zone_of_host(parsed->host));

  std::string inflated;
  if (is_gzip(bytes)) {
    auto plain = inflate_gzip(bytes, kMostBytes, notes);
    if (!plain) return fail(plain.error().within("reading " + parsed->to_string()));
    inflated = std::move(*plain);
    bytes = inflated;
  }
  if (bytes.size() > kMostBytes) return fail(Errc::too_large, parsed->to_string() + " is larger than 64 MiB");
  if (trim(bytes).empty()) return fail(Errc::bad_input, parsed->to_string() + " is empty");
  auto found = read_by_form(bytes, content_type, reading);
  if (found) found->tolerated = notes.all();
  return found;
}

}  // namespace rawi::discover
