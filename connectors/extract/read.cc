#include "connectors/extract/read.h"

#include "connectors/extract/body.h"
#include "connectors/extract/gates.h"
#include "connectors/extract/metadata.h"
#include "connectors/extract/rules.h"
#include "connectors/extract/structured.h"
#include "connectors/page/charset.h"
#include "connectors/url/url.h"

namespace rawi::extract {
namespace {

// The text of a page without rules; returns the element that holds it.
Layout fill_body(const page::Document& doc, const Structured& structured, page::NodeId title_node,
                 Article& article) {
  Layout layout{title_node, page::kNone};
  if (!article.paragraphs.empty()) return layout;
  BodyHints hints;
  hints.title = article.title;
  hints.subtitle = article.subtitle;
  hints.authors = article.authors;
  for (const auto& author : structured.authors) hints.authors.push_back(author.value);
  for (const auto& name : structured.site_names) hints.names.push_back(name.value);
  if (!structured.bodies.empty()) hints.structured_body = structured.bodies.front().value;
  Body body = find_body(doc, hints);
  article.paragraphs = std::move(body.paragraphs);
  article.provenance.extractor = "density";
  layout.container = body.container;
  if (layout.title == page::kNone) layout.title = body.title_node;
  return layout;
}

void sign(const PageInput& input, const outlet::Outlet& outlet, Article& article) {
  article.id = url::uuid5_url(article.url);
  article.fetched_url = input.url;
  article.fetched_at = input.fetched_at;
  article.outlet = outlet.ref();
  article.provenance.connector = outlet.id;
  article.provenance.rules_version = outlet.rules_version;
  article.provenance.http_status = input.http_status;
  article.provenance.bytes = input.bytes.size();
}

}  // namespace

Sight look_at_page(const PageInput& input, const outlet::Outlet& outlet, const ReadOptions& options) {
  Sight sight;
  sight.refused = refuse_bytes(input.bytes, input.content_type);
  if (sight.refused) return sight;
  auto decoded = page::decode(input.bytes, input.content_type);
  if (!decoded) {
    sight.refused = Rejection{"undecodable", decoded.error().message};
    return sight;
  }
  page::ParseOptions parse;
  parse.slim = options.slim;
  const auto doc = page::parse_html(std::move(decoded->text), parse);
  if (!doc) {
    sight.refused = Rejection{"too_complex", doc.error().message};
    return sight;
  }

  Article& article = sight.draft;
  article.provenance.charset = decoded->charset;
  const Structured structured = read_structured(*doc, input.url);
  apply_rules(*doc, outlet, input, options, article);
  const SiteNames site(structured, outlet, input.url);
  const page::NodeId title = fill_title(*doc, structured, site, input, options, article);
  const Layout layout = fill_body(*doc, structured, title, article);
  fill_metadata(*doc, structured, site, input, outlet, options, layout, article);
  settle_rules(*doc, outlet, article);
  sight.refused = refuse(*doc, structured, input, options, article);
  if (!sight.refused) sign(input, outlet, article);
  return sight;
}

Reading read_page(const PageInput& input, const outlet::Outlet& outlet, const ReadOptions& options) {
  Sight sight = look_at_page(input, outlet, options);
  if (sight.refused) return *std::move(sight.refused);
  return std::move(sight.draft);
}

}  // namespace rawi::extract
