#include "connectors/extract/meta_names.h"

#include <algorithm>
#include <array>

namespace rawi::extract {
namespace {

struct Name {
  std::string_view
      compact;  // lower case, without separators: "article:published_time" is articlepublishedtime
  Field field;
};

constexpr std::array kNames{
    Name{"ogtitle", Field::title},
    Name{"twittertitle", Field::title},
    Name{"dctitle", Field::title},
    Name{"dctermstitle", Field::title},
    Name{"parselytitle", Field::title},
    Name{"sailthrutitle", Field::title},
    Name{"headline", Field::title},
    Name{"title", Field::title},
    Name{"fulltitle", Field::title},
    Name{"ogdescription", Field::description},
    Name{"twitterdescription", Field::description},
    Name{"description", Field::description},
    Name{"dcdescription", Field::description},
    Name{"dctermsabstract", Field::description},
    Name{"author", Field::author},
    Name{"authors", Field::author},
    Name{"articleauthor", Field::author},
    Name{"articleauthorname", Field::author},
    Name{"ogarticleauthor", Field::author},
    Name{"dccreator", Field::author},
    Name{"dctermscreator", Field::author},
    Name{"parselyauthor", Field::author},
    Name{"sailthruauthor", Field::author},
    Name{"cxenseparseauthor", Field::author},
    Name{"vrauthor", Field::author},
    Name{"shareaholicarticleauthorname", Field::author},
    Name{"byl", Field::author},
    Name{"byline", Field::author},
    Name{"citationauthor", Field::author},
    Name{"date", Field::published},
    Name{"dcdate", Field::published},
    Name{"dcdateissued", Field::published},
    Name{"dctermsdate", Field::published},
    Name{"dctermsissued", Field::published},
    Name{"sailthrudate", Field::published},
    Name{"articlepublished", Field::published},
    Name{"ptime", Field::published},
    Name{"displaydate", Field::published},
    Name{"dccreated", Field::created},
    Name{"dctermscreated", Field::created},
    Name{"dcdatecreated", Field::created},
    Name{"datecreated", Field::created},
    Name{"articlecreated", Field::created},
    Name{"ogupdatedtime", Field::modified},
    Name{"dctermsmodified", Field::modified},
    Name{"dcdatemodified", Field::modified},
    Name{"datemodified", Field::modified},
    Name{"lastmod", Field::modified},
    Name{"lastmodified", Field::modified},
    Name{"lastmodifieddate", Field::modified},
    Name{"revised", Field::modified},
    Name{"articleupdated", Field::modified},
    Name{"utime", Field::modified},
    Name{"articlesection", Field::section},
    Name{"parselysection", Field::section},
    Name{"section", Field::section},
    Name{"category", Field::section},
    Name{"channel", Field::section},
    Name{"cxenseparsearticlesection", Field::section},
    Name{"articletag", Field::keyword},
    Name{"newskeywords", Field::keyword},
    Name{"keywords", Field::keyword},
    Name{"parselytags", Field::keyword},
    Name{"sailthrutags", Field::keyword},
    Name{"ogimage", Field::image},
    Name{"ogimageurl", Field::image},
    Name{"ogimagesecureurl", Field::image},
    Name{"twitterimage", Field::image},
    Name{"twitterimagesrc", Field::image},
    Name{"image", Field::image},
    Name{"thumbnailurl", Field::image},
    Name{"ogurl", Field::url},
    Name{"ogsitename", Field::site},
    Name{"applicationname", Field::site},
    Name{"applemobilewebapptitle", Field::site},
    Name{"twitterdomain", Field::site},
    Name{"shareaholicsitename", Field::site},
    Name{"dcpublisher", Field::site},
    Name{"publisher", Field::site},
    Name{"oglocale", Field::language},
    Name{"language", Field::language},
    Name{"inlanguage", Field::language},
    Name{"ogtype", Field::type},
    Name{"pagetype", Field::type},
};

// Names that outlets prefix as they like ("newsrepublic:publish_date", "cXenseParse:recs:publishtime").
constexpr std::array kPublishedEndings{std::string_view("publishdate"),   std::string_view("publishedtime"),
                                       std::string_view("pubdate"),       std::string_view("publisheddate"),
                                       std::string_view("datepublished"), std::string_view("publicationdate"),
                                       std::string_view("publishtime"),   std::string_view("publishedat")};

}  // namespace

std::string compact(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

std::optional<Field> field_of(std::string_view name) {
  if (name.size() > 60) return std::nullopt;
  const std::string key = compact(name);
  for (const auto& n : kNames) {
    if (n.compact == key) return n.field;
  }
  for (const auto ending : kPublishedEndings) {
    if (key.ends_with(ending)) return Field::published;
  }
  if (key.ends_with("modifiedtime") || key.ends_with("updatedtime") || key.ends_with("updatedate"))
    return Field::modified;
  return std::nullopt;
}

// The few attributes that carry evidence, found in one walk over an element's list.

}  // namespace rawi::extract
