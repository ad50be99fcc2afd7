#include "connectors/extract/hints.h"

#include <array>
#include <cstddef>
#include <vector>

namespace rawi::extract {
namespace {

using page::Tag;

// Letters only, lower case: "read-more", "readMore" and "read_more" all match "readmore". '^' and '$' want
// the start or end of a word
// ("^ad$" is in "ad-slot" and not in "header"), '<' and '>' those of a whole class name.
struct Name {
  std::string_view pattern;
  Hints hint;
};

constexpr Name kNames[] = {
    {"<hidden>", kHidden},
    {"<hide>", kHidden},
    {"<dnone>", kHidden},
    {"<sronly>", kHidden},
    {"visuallyhidden", kHidden},
    {"screenreader", kHidden},
    {"<invisible>", kHidden},
    {"elementinvisible", kHidden},
    {"<displaynone>", kHidden},
    {"<offscreen>", kHidden},
    {"<assistivetext>", kHidden},

    {"^nav$", kChrome},
    {"navbar", kChrome},
    {"navigation", kChrome},
    {"^menu$", kChrome},
    {"^menus$", kChrome},
    {"^submenu", kChrome},
    {"megamenu", kChrome},
    {"breadcrumb", kChrome},
    {"toolbar", kChrome},
    {"topbar", kChrome},
    {"masthead", kChrome},
    {"sitemap", kChrome},
    {"sidebar", kChrome},
    {"^rail$", kChrome},
    {"rightrail", kChrome},
    {"footer", kChrome},
    {"skiplink", kChrome},
    {"skipto", kChrome},
    {"^tabs$", kChrome},
    {"pagination", kChrome},
    {"^pager$", kChrome},
    {"prevnext", kChrome},
    {"nextprev", kChrome},
    {"^previous$", kChrome},
    {"postnav", kChrome},
    {"related", kChrome},
    {"recommend", kChrome},
    {"^recirc", kChrome},
    {"^popular", kChrome},
    {"mostread", kChrome},
    {"mostview", kChrome},
    {"mostpopular", kChrome},
    {"mostshared", kChrome},
    {"trending", kChrome},
    {"latestnews", kChrome},
    {"^latest$", kChrome},
    {"otherarticles", kChrome},
    {"othernews", kChrome},
    {"morenews", kChrome},
    {"morearticles", kChrome},
    {"morestories", kChrome},
    {"morefrom", kChrome},
    {"readmore", kChrome},
    {"readalso", kChrome},
    {"alsoread", kChrome},
    {"seealso", kChrome},
    {"alsolike", kChrome},
    {"readnext", kChrome},
    {"upnext", kChrome},
    {"^teaser", kChrome},
    {"^promo", kChrome},
    {"crosslink", kChrome},
    {"^sponsor", kChrome},
    {"^advert", kChrome},
    {"^ad$", kChrome},
    {"^ads$", kChrome},
    {"^adv$", kChrome},
    {"adsense", kChrome},
    {"adsby", kChrome},
    {"^dfp", kChrome},
    {"googlead", kChrome},
    {"^banner", kChrome},
    {"outbrain", kChrome},
    {"taboola", kChrome},
    {"^mgid", kChrome},
    {"zergnet", kChrome},
    {"^share$", kChrome},
    {"sharing", kChrome},
    {"sharebar", kChrome},
    {"sharebutton", kChrome},
    {"sharelink", kChrome},
    {"sharetool", kChrome},
    {"^shares$", kChrome},
    {"socialshare", kChrome},
    {"^social$", kChrome},
    {"socialmedia", kChrome},
    {"sociallink", kChrome},
    {"addthis", kChrome},
    {"sharethis", kChrome},
    {"addtoany", kChrome},
    {"shareaholic", kChrome},
    {"sharedaddy", kChrome},
    {"^follow$", kChrome},
    {"followus", kChrome},
    {"^subscri", kChrome},
    {"newsletter", kChrome},
    {"signup", kChrome},
    {"^login$", kChrome},
    {"^signin$", kChrome},
    {"^register$", kChrome},
    {"cookie", kChrome},
    {"consent", kChrome},
    {"gdpr", kChrome},
    {"popup", kChrome},
    {"^modal$", kChrome},
    {"lightbox", kChrome},
    {"^tags$", kChrome},
    {"^taglist", kChrome},
    {"tagcloud", kChrome},
    {"posttag", kChrome},
    {"articletag", kChrome},
    {"fieldtag", kChrome},
    {"keywords", kChrome},
    {"^print$", kChrome},
    {"^rating", kChrome},
    {"^ratings$", kChrome},
    {"^vote", kChrome},
    {"^poll$", kChrome},
    {"^survey$", kChrome},
    {"ticker", kChrome},
    {"^player", kChrome},
    {"liveplayer", kChrome},
    {"videoplayer", kChrome},
    {"breakingnews", kChrome},
    {"authorbox", kChrome},
    {"authorbio", kChrome},
    {"aboutauthor", kChrome},
    {"authorinfo", kChrome},
    {"^bio$", kChrome},
    {"copyright", kChrome},
    {"disclaimer", kChrome},
    {"viewcount", kChrome},
    {"pageview", kChrome},
    {"^views$", kChrome},
    {"carousel", kChrome},
    {"slideshow", kChrome},
    {"^slider", kChrome},
    {"^gallery", kChrome},
    {"tableofcontents", kChrome},
    {"<toc>", kChrome},
    {"fontsize", kChrome},
    {"textsize", kChrome},
    {"fontresize", kChrome},
    {"^widget$", kChrome},
    {"^weather", kChrome},
    {"^search$", kChrome},
    {"searchbox", kChrome},
    {"searchform", kChrome},
    {"^contentinfo", kChrome},

    {"^comment$", kComments},
    {"^comments$", kComments},
    {"commentlist", kComments},
    {"commentform", kComments},
    {"commentsection", kComments},
    {"commentbox", kComments},
    {"commentbody", kComments},
    {"commentarea", kComments},
    {"disqus", kComments},
    {"<respond>", kComments},
    {"livefyre", kComments},
    {"^replies$", kComments},
    {"hypercomments", kComments},
    {"usercomment", kComments},
    {"fbcomment", kComments},

    {"caption", kCaption},
    {"photocredit", kCaption},
    {"imagecredit", kCaption},
    {"imgcredit", kCaption},
    {"imgtitle", kCaption},
    {"imagetitle", kCaption},
    {"^credit$", kCaption},
    {"^credits$", kCaption},
    {"imgdesc", kCaption},
    {"imagedesc", kCaption},
    {"photodesc", kCaption},
    {"^legend$", kCaption},
    {"imagesource", kCaption},
    {"imgsource", kCaption},
    {"imginfo", kCaption},
    {"imageinfo", kCaption},

    {"byline", kByline},
    {"^author$", kByline},
    {"^authors$", kByline},
    {"^dateline$", kByline},
    {"^date$", kByline},
    {"^time$", kByline},
    {"timestamp", kByline},
    {"datetime", kByline},
    {"pubdate", kByline},
    {"postmeta", kByline},
    {"entrymeta", kByline},
    {"articlemeta", kByline},
    {"<meta>", kByline},
    {"^published$", kByline},
    {"^writer$", kByline},
    {"postdate", kByline},
    {"newsdate", kByline},
    {"articledate", kByline},
    {"articleinfo", kByline},
    {"postinfo", kByline},
    {"newsinfo", kByline},
    {"readingtime", kByline},
    {"readtime", kByline},
    {"publishdate", kByline},
    {"lastupdate", kByline},
    {"contributor", kByline},

    {"articlebody", kBody},
    {"articletext", kBody},
    {"articlecontent", kBody},
    {"articledetail", kBody},
    {"articlecopy", kBody},
    {"storybody", kBody},
    {"storytext", kBody},
    {"storycontent", kBody},
    {"storydetail", kBody},
    {"newsbody", kBody},
    {"newstext", kBody},
    {"newscontent", kBody},
    {"newsdetail", kBody},
    {"postbody", kBody},
    {"postcontent", kBody},
    {"posttext", kBody},
    {"entrycontent", kBody},
    {"entrybody", kBody},
    {"bodytext", kBody},
    {"bodycopy", kBody},
    {"bodycontent", kBody},
    {"contentbody", kBody},
    {"contenttext", kBody},
    {"maintext", kBody},
    {"fulltext", kBody},
    {"textbody", kBody},
    {"fieldnamebody", kBody},
    {"nodebody", kBody},
    {"detailstext", kBody},
    {"detailtext", kBody},
    {"richtext", kBody},
    {"wysiwyg", kBody},
    {"singlecontent", kBody},
    {"singlepost", kArticle},

    {"^article$", kArticle},
    {"^story$", kArticle},
    {"^post$", kArticle},
    {"^entry$", kArticle},
    {"hentry", kArticle},
    {"^content$", kArticle},
    {"^main$", kArticle},
    {"^body$", kArticle},
    {"^details$", kArticle},
    {"^text$", kArticle},

    {"twittertweet", kEmbed},
    {"instagrammedia", kEmbed},
    {"^embed$", kEmbed},
    {"fbpost", kEmbed},
    {"tiktokembed", kEmbed},

    {"pullquote", kQuoteBox},
    {"blockquotepull", kQuoteBox},

    {"standfirst", kLead},
    {"^subtitle$", kLead},
    {"^lead$", kLead},
    {"^lede$", kLead},
    {"^intro$", kLead},
    {"^deck$", kLead},
    {"^dek$", kLead},
    {"^summary$", kLead},
    {"^excerpt$", kLead},
    {"^abstract$", kLead},
    {"^subheadline$", kLead},
    {"^chapo$", kLead},
};

enum Edge : std::uint8_t { kWordStart = 1, kWordEnd = 2, kNameStart = 4, kNameEnd = 8 };

// Aho-Corasick over the letters a-z: every pattern found in one pass over the bytes of a value.
class Matcher {
 public:
  Matcher() {
    states_.emplace_back();
    for (const Name& name : kNames) add(name);
    link();
  }

  [[nodiscard]] Hints scan(std::string_view value) const {
    Hints found = 0;
    std::uint16_t state = 0;
    std::uint64_t word_starts = 0, name_starts = 0;  // bit i: the letter i back begins a word / a class name
    bool new_word = true, new_name = true, was_lower = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto byte = static_cast<unsigned char>(value[i]);
      const unsigned letter = (byte | 0x20u) - 'a';
      if (letter >= 26) {
        new_word = true;
        was_lower = false;
        if (byte <= ' ') {
          state = 0;
          new_name = true;
        }
        continue;
      }
      const bool upper = byte < 'a';
      if (upper && was_lower) new_word = true;
      was_lower = !upper;
      word_starts = (word_starts << 1) | (new_word ? 1u : 0u);
      name_starts = (name_starts << 1) | (new_name ? 1u : 0u);
      new_word = new_name = false;
      state = states_[state].next[letter];
      if (states_[state].any) found |= accept(state, value, i, word_starts, name_starts);
    }
    return found;
  }

 private:
  struct Output {
    std::uint8_t length, edges;
    Hints hint;
  };
  struct State {
    std::array<std::uint16_t, 26> next{};
    std::uint16_t fail = 0;
    bool any = false;
    std::vector<Output> outputs;
  };

  [[nodiscard]] Hints accept(std::uint16_t state, std::string_view value, std::size_t at,
                             std::uint64_t word_starts, std::uint64_t name_starts) const {
    const bool last = at + 1 == value.size();
    const char after = last ? ' ' : value[at + 1];
    const bool lower_after = after >= 'a' && after <= 'z';
    const bool upper_after = after >= 'A' && after <= 'Z';
    const bool upper_here = value[at] < 'a';
    const bool word_end = !lower_after && !(upper_after && upper_here);
    const bool name_end = static_cast<unsigned char>(after) <= ' ';
    Hints found = 0;
    for (const Output& out : states_[state].outputs) {
      if ((out.edges & kWordStart) && !((word_starts >> (out.length - 1)) & 1)) continue;
      if ((out.edges & kNameStart) && !((name_starts >> (out.length - 1)) & 1)) continue;
      if ((out.edges & kWordEnd) && !word_end) continue;
      if ((out.edges & kNameEnd) && !name_end) continue;
      found |= out.hint;
    }
    return found;
  }

  void add(const Name& name) {
    std::uint16_t state = 0;
    Output out{0, 0, name.hint};
    for (const char c : name.pattern) {
      if (c == '^') out.edges |= kWordStart;
      if (c == '$') out.edges |= kWordEnd;
      if (c == '<') out.edges |= kNameStart;
      if (c == '>') out.edges |= kNameEnd;
      if (c < 'a' || c > 'z') continue;
      ++out.length;
      const auto letter = static_cast<std::size_t>(c - 'a');
      if (states_[state].next[letter] == 0) {
        states_[state].next[letter] = static_cast<std::uint16_t>(states_.size());
        states_.emplace_back();
      }
      state = states_[state].next[letter];
    }
    states_[state].outputs.push_back(out);
    states_[state].any = true;
  }

  // Breadth first: failure links, then every missing edge filled in.
  void link() {
    std::vector<std::uint16_t> queue;
    for (const auto child : states_[0].next) {
      if (child != 0) queue.push_back(child);
    }
    for (std::size_t head = 0; head < queue.size(); ++head) {
      const std::uint16_t state = queue[head];
      const std::uint16_t fail = states_[state].fail;
      states_[state].outputs.insert(states_[state].outputs.end(), states_[fail].outputs.begin(),
                                    states_[fail].outputs.end());
      states_[state].any = !states_[state].outputs.empty();
      for (std::size_t letter = 0; letter < 26; ++letter) {
        const std::uint16_t child = states_[state].next[letter];
        if (child == 0) {
          states_[state].next[letter] = states_[fail].next[letter];
        } else {
          states_[child].fail = states_[fail].next[letter];
          queue.push_back(child);
        }
      }
    }
  }

  std::vector<State> states_;
};

const Matcher& matcher() {
  static const Matcher instance;
  return instance;
}

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

Hints hints_in_names(std::string_view names) { return matcher().scan(names); }

Hints hints_of(const page::Document& doc, page::NodeId element) {
  Hints found = hint_of_tag(doc.tag(element));
  const page::Attribute* const end = doc.attributes_end(element);
  for (const page::Attribute* a = doc.attributes_begin(element); a != end; ++a) {
    switch (a->name.size()) {
      case 2:
        if (a->name == "id") found |= static_cast<Hints>(matcher().scan(a->value) & ~kHidden);
        break;
      case 4:
        if (a->name == "role") found |= hint_of_role(a->value);
        break;
      case 5:
        if (a->name == "class") found |= matcher().scan(a->value);
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

}  // namespace rawi::extract
