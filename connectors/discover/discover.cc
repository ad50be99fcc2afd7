#include "connectors/discover/discover.h"

#include <array>
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

// The first element whose name, prefix aside, tells what a document is; empty where none is near the
// beginning.
std::string_view telling_element(std::string_view lower_head) {
  static constexpr auto kTelling =
      std::to_array<std::string_view>({"rss", "feed", "rdf", "channel", "urlset", "sitemapindex", "item",
                                       "entry", "loc", "html", "head", "opml", "body"});
  for (auto at = lower_head.find('<'); at != std::string_view::npos; at = lower_head.find('<', at + 1)) {
    std::size_t end = at + 1;
    while (end < lower_head.size() &&
           (is_letter(lower_head[end]) || is_digit(lower_head[end]) || lower_head[end] == ':'))
      ++end;
    std::string_view name = lower_head.substr(at + 1, end - at - 1);
    if (const auto colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    if (lower_head.substr(at).starts_with("<!doctype html")) return "html";
    for (const auto known : kTelling) {
      if (name == known) return known;
    }
  }
  return {};
}

// By the document's own beginning; `content_type` only where that says nothing (WHATWG MIME Sniffing has no
// feeds).
Form form_of(std::string_view text, std::string_view content_type) {
  const std::string head = lower(trim(text).substr(0, kSniffed));
  if (head.starts_with('{') || head.starts_with('[')) return Form::json;
  const std::string_view element = telling_element(head);
  if (element == "html" || element == "head" || element == "body") return Form::html;
  if (!element.empty()) return Form::xml;
  if (is_text_sitemap(text)) return Form::text;
  const std::string type = lower(content_type);
  if ((type.find("xml") != std::string::npos && type.find("html") == std::string::npos) ||
      head.starts_with("<?xml"))
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
