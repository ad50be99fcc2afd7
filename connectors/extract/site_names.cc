#include "connectors/extract/site_names.h"

#include <algorithm>
#include <array>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/normalize.h"
#include "connectors/extract/words.h"
#include "connectors/url/url.h"

namespace rawi::extract {
namespace {

// Words that outlets add to or drop from their name at will; match text.
constexpr std::array<std::string_view, 30> kGeneric{
    "صحيفه",       "جريده",     "موقع",     "بوابه",  "شبكه", "قناه", "مجله", "وكاله",
    "الالكترونيه", "الاخباريه", "الاخباري", "اون",    "لاين", "نت",   "نيوز", "الكترونيه",
    "للانباء",     "اخباريه",   "news",     "online", "com",  "net",  "org",  "www",
    "الرسمي",      "الموقع",    "عاجل",     "اخبار",  "the",  "tv"};

std::string letters_only(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
  }
  return out;
}

std::string without_generic(std::string_view folded) {
  std::string out;
  for (const auto word : words_of(folded)) {
    if (std::find(kGeneric.begin(), kGeneric.end(), word) != kGeneric.end()) continue;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out.empty() ? std::string(folded) : out;
}

}  // namespace

SiteNames::SiteNames(const Structured& structured, const outlet::Outlet& outlet, std::string_view page_url) {
  add(outlet.name);
  for (const auto& name : structured.site_names) add(name.value);
  for (const auto& author : structured.authors) {
    if (author.from == "json-ld organization" && !arabic::is_agency(author.value)) add(author.value);
  }
  add_host(page_url);
  add_host(outlet.home);
  for (const auto& claim : structured.canonical) add_host(claim.value);
}

void SiteNames::add(std::string_view name) {
  const std::string text = arabic::published_text(name);
  if (text.empty() || text.size() > 120) return;
  if (contains(text, "://")) return add_host(text);
  const std::string folded = without_generic(arabic::match_text(text));
  if (!folded.empty() && std::find(folded_.begin(), folded_.end(), folded) == folded_.end())
    folded_.push_back(folded);
  const std::string label = letters_only(text);
  if (label.size() >= 3) labels_.push_back(label);
}

void SiteNames::add_host(std::string_view url) {
  const auto parsed = url::parse(url);
  if (!parsed) return;
  const std::string domain = url::registrable_domain(parsed->host);
  const std::string label = letters_only(std::string_view(domain).substr(0, domain.find('.')));
  if (label.size() >= 3) labels_.push_back(label);
  const std::string whole = letters_only(domain);
  if (whole.size() >= 3) labels_.push_back(whole);
}

bool SiteNames::names(std::string_view text) const {
  const std::string folded = without_generic(arabic::match_text(text));
  if (folded.empty()) return false;
  for (const auto& name : folded_) {
    if (folded == name) return true;
    // "أخبار اليوم" for "بوابة أخبار اليوم الإلكترونية"; one word must not stand for a name of four.
    const auto shorter = std::min(folded.size(), name.size()), longer = std::max(folded.size(), name.size());
    if (shorter * 2 >= longer && shorter >= 6 && (contains(folded, name) || contains(name, folded)))
      return true;
  }
  return !has_arabic(text) && is_host_label(text);
}

bool SiteNames::is_host_label(std::string_view slug) const {
  const std::string label = letters_only(slug);
  if (label.size() < 3) return false;
  return std::any_of(labels_.begin(), labels_.end(), [&](const std::string& own) {
    return own == label || (label.size() >= 5 && own.size() <= label.size() + 4 && contains(own, label)) ||
           (own.size() >= 5 && label.size() <= own.size() + 4 && contains(label, own));
  });
}

}  // namespace rawi::extract
