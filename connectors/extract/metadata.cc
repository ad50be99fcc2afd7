#include "connectors/extract/metadata.h"

#include "connectors/extract/credits.h"
#include "connectors/extract/lead_image.h"
#include "connectors/extract/lines.h"
#include "connectors/extract/page_url.h"
#include "connectors/extract/publication.h"
#include "connectors/extract/site_names.h"
#include "connectors/extract/standfirst.h"
#include "connectors/extract/title.h"
#include "connectors/extract/topics.h"
#include "connectors/extract/words.h"

namespace rawi::extract {
namespace {

// Whether what the page declares as its title is in Arabic letters; a page without a title counts as Arabic.
bool has_arabic_title(const Structured& structured) {
  bool any = false;
  for (const auto& e : structured.titles) {
    if (has_arabic(e.value)) return true;
    any = any || letters_in(e.value) > 0;
  }
  return !any;
}

template <class Field>
void fill(Field& field, Field value, const char* name, std::string from, Article& article) {
  if (!field.empty() || value.empty()) return;
  field = std::move(value);
  article.provenance.fields[name] = std::move(from);
}

void fill(std::optional<std::string>& field, std::string value, const char* name, std::string from,
          Article& article) {
  if (field || value.empty()) return;
  field = std::move(value);
  article.provenance.fields[name] = std::move(from);
}

void fill_dates(const PublicationDates& dates, Article& article) {
  const bool had_published = article.published_at.has_value();
  fill(article.published_at, dates.published.value_or(""), "published_at", dates.published_from, article);
  if (!had_published && article.published_at && !dates.zone_from.empty()) {
    article.provenance.fields["published_zone"] = dates.zone_from;
  }
  if (!had_published)
    fill(article.modified_at, dates.modified.value_or(""), "modified_at", dates.modified_from, article);
}

}  // namespace

page::NodeId fill_title(const page::Document& doc, const Structured& structured, const SiteNames& site,
                        const PageInput& input, const ReadOptions& options, Article& article) {
  const bool declared = options.any_language && !has_arabic_title(structured);
  Headline headline =
      declared ? declared_title(doc, structured) : choose_title(doc, structured, site, input.link_title);
  fill(article.title, std::move(headline.text), "title", std::move(headline.from), article);
  return headline.node;
}

void fill_metadata(const page::Document& doc, const Structured& structured, const SiteNames& site,
                   const PageInput& input, const outlet::Outlet& outlet, const ReadOptions& options,
                   const Layout& layout, Article& article) {
  const auto lines = lines_around(doc, layout.title, layout.container);

  fill_dates(choose_dates(doc, structured, input, outlet, options, lines), article);

  Credits credits = choose_credits(doc, structured, site, lines, article.paragraphs);
  fill(article.authors, std::move(credits.authors), "authors", credits.authors_from, article);
  fill(article.sources, std::move(credits.sources), "sources", credits.sources_from, article);
  fill(article.dateline, std::move(credits.dateline), "dateline", credits.dateline_from, article);

  Section section = choose_section(doc, structured, site, article, layout.title);
  fill(article.section, std::move(section.name), "section", section.from, article);
  Keywords keywords = choose_keywords(doc, structured, site, article);
  fill(article.keywords, std::move(keywords.words), "keywords", keywords.from, article);
  fill(article.subtitle, choose_standfirst(doc, structured, site, layout, article), "subtitle", "text",
       article);

  std::string from;
  if (!article.lead_image) {
    article.lead_image = choose_lead_image(doc, structured, input.url, layout, from);
    if (article.lead_image) article.provenance.fields["lead_image"] = from;
  }
  if (article.url.empty()) {
    article.url = choose_canonical(structured, input.url, from);
    article.provenance.fields["url"] = from;
  }
}

}  // namespace rawi::extract
