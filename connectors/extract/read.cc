#include "connectors/extract/read.h"

#include "connectors/extract/body.h"
#include "connectors/extract/gates.h"
#include "connectors/extract/metadata.h"
#include "connectors/extract/rules.h"
#include "connectors/extract/structured.h"
#include "connectors/page/charset.h"
#include "connectors/url/url.h"

namespace rawi::extract {

Reading read_page(const PageInput& input, const outlet::Outlet& outlet, const ReadOptions& options) {
  auto decoded = page::decode(input.bytes, input.content_type);
  if (!decoded) return Rejection{"undecodable", decoded.error().message};
  Article article;
  article.provenance.charset = decoded->charset;
  page::ParseOptions parse;
  parse.slim = options.slim;
  const auto doc = page::parse_html(std::move(decoded->text), parse);
  if (!doc) return Rejection{"too_complex", doc.error().message};

  const Structured structured = read_structured(*doc);
  apply_rules(*doc, outlet, input, options, article);
  fill_metadata(*doc, structured, input, outlet, options, article);
  settle_rules(*doc, outlet, article);
  if (article.paragraphs.empty()) {
    BodyHints hints{article.title, article.subtitle, article.authors, {}};
    article.paragraphs = find_body(*doc, hints).paragraphs;
    article.provenance.extractor = "density";
  }
  if (auto refused = refuse(*doc, structured, input, options, article)) return *refused;

  if (article.url.empty()) article.url = url::canonical(input.url).value_or(std::string(input.url));
  article.id = url::uuid5_url(article.url);
  article.fetched_url = input.url;
  article.fetched_at = input.fetched_at;
  article.outlet = outlet.ref();
  article.provenance.connector = outlet.id;
  article.provenance.rules_version = outlet.rules_version;
  article.provenance.http_status = input.http_status;
  article.provenance.bytes = input.bytes.size();
  return article;
}

}  // namespace rawi::extract
