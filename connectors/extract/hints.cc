#include "connectors/extract/hints.h"

namespace rawi::extract {
namespace {

using page::Tag;

Hints hint_of_tag(Tag tag) {
  switch (tag) {
    case Tag::nav:
    case Tag::footer:
    case Tag::aside:
    case Tag::menu:
    case Tag::dialog: return kChrome;
    case Tag::figure:
    case Tag::figcaption:
    case Tag::caption:
    case Tag::picture: return kCaption;
    case Tag::article:
    case Tag::main: return kArticle;
    case Tag::form:
    case Tag::fieldset:
    case Tag::label:
    case Tag::legend: return kForm;
    case Tag::time: return kByline;
    default: return 0;
  }
}

bool hides(std::string_view style) {
  for (std::size_t at = style.find("display"); at != std::string_view::npos;
       at = style.find("display", at + 1)) {
    std::size_t i = at + 7;
    while (i < style.size() && (style[i] == ' ' || style[i] == ':')) ++i;
    if (style.substr(i, 4) == "none") return true;
  }
  return false;
}

Hints hint_of_role(std::string_view role) {
  if (role == "navigation" || role == "complementary" || role == "contentinfo" || role == "banner" ||
      role == "search" || role == "menu" || role == "menubar" || role == "dialog" || role == "alertdialog" ||
      role == "toolbar" || role == "tablist") {
    return kChrome;
  }
  if (role == "form") return kForm;
  if (role == "article" || role == "main") return kArticle;
  return 0;
}

Hints hint_of_property(std::string_view property) {
  if (property.find("articleBody") != std::string_view::npos ||
      property.find("content:encoded") != std::string_view::npos)
    return kBody;
  if (property == "author" || property == "datePublished" || property == "dateModified") return kByline;
  if (property == "comment") return kComments;
  if (property == "caption") return kCaption;
  return 0;
}

}  // namespace

Hints hints_of(const page::Document& doc, page::NodeId element, NameMemo<Hints>& classes) {
  Hints found = hint_of_tag(doc.tag(element));
  const page::Attribute* const end = doc.attributes_end(element);
  for (const page::Attribute* a = doc.attributes_begin(element); a != end; ++a) {
    switch (a->name.size()) {
      case 2:
        if (a->name == "id") found |= static_cast<Hints>(hints_in_names(a->value) & ~kHidden);
        break;
      case 4:
        if (a->name == "role") found |= hint_of_role(a->value);
        break;
      case 5:
        if (a->name == "class") found |= classes.of(a->value, hints_in_names);
        if (a->name == "style" && hides(a->value)) found |= kHidden;
        break;
      case 6:
        if (a->name == "hidden") found |= kHidden;
        break;
      case 8:
        if (a->name == "itemprop" || a->name == "property") found |= hint_of_property(a->value);
        break;
      case 11:
        if (a->name == "aria-hidden" && a->value == "true") found |= kHidden;
        break;
      default: break;
    }
  }
  if (doc.tag(element) == Tag::p)
    found &= static_cast<Hints>(~kLead);  // a paragraph of the text, only set larger
  return found;
}

Hints hints_of(const page::Document& doc, page::NodeId element) {
  NameMemo<Hints> classes;
  return hints_of(doc, element, classes);
}

}  // namespace rawi::extract
