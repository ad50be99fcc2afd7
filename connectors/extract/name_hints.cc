// What class names and ids say: a table of patterns, all looked for in one pass over a value.
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "connectors/extract/hints.h"

namespace rawi::extract {
namespace {

// Patterns are letters only, lower case: "read-more", "readMore" and "read_more" all match "readmore". '^'
// and '$' want the start or end of a word ("^ad$" is in "ad-slot" and not in "header"), '<' and '>' those of
// a whole class name.
struct Names {
  Hints hint;
  std::string_view patterns;  // separated by spaces
};

// clang-format off
constexpr Names kNames[] = {
    {kHidden,
     "<hidden> <hide> <dnone> <sronly> visuallyhidden screenreader <invisible> elementinvisible "
     "<displaynone> <offscreen> <assistivetext>"},
    {kChrome,
     "^nav$ navbar navigation ^menu$ ^menus$ ^submenu megamenu breadcrumb toolbar topbar masthead "
     "sitemap sidebar ^rail$ rightrail footer skiplink skipto ^tabs$ pagination ^pager$ prevnext "
     "nextprev ^previous$ postnav related recommend ^recirc ^popular mostread mostview mostpopular "
     "mostshared trending latestnews ^latest$ otherarticles othernews morenews morearticles "
     "morestories morefrom readmore readalso alsoread seealso alsolike readnext upnext ^teaser ^promo "
     "crosslink ^sponsor ^advert ^ad$ ^ads$ ^adv$ adsense adsby ^dfp googlead ^banner outbrain taboola "
     "^mgid zergnet ^share$ sharing sharebar sharebutton sharelink sharetool ^shares$ socialshare "
     "^social$ socialmedia sociallink addthis sharethis addtoany shareaholic sharedaddy ^follow$ "
     "followus ^subscri newsletter signup ^login$ ^signin$ ^register$ cookie consent gdpr popup "
     "^modal$ lightbox ^tags$ ^taglist tagcloud posttag articletag fieldtag keywords ^print$ ^rating "
     "^ratings$ ^vote ^poll$ ^survey$ ticker ^player liveplayer videoplayer breakingnews authorbox "
     "authorbio aboutauthor authorinfo ^bio$ copyright disclaimer viewcount pageview ^views$ carousel "
     "slideshow ^slider ^gallery tableofcontents <toc> fontsize textsize fontresize ^widget$ ^weather "
     "^search$ searchbox searchform ^contentinfo"},
    {kComments,
     "^comment$ ^comments$ commentlist commentform commentsection commentbox commentbody commentarea "
     "disqus <respond> livefyre ^replies$ hypercomments usercomment fbcomment"},
    {kCaption,
     "caption photocredit imagecredit imgcredit imgtitle imagetitle ^credit$ ^credits$ imgdesc "
     "imagedesc photodesc ^legend$ imagesource imgsource imginfo imageinfo"},
    {kByline,
     "byline ^author$ ^authors$ ^dateline$ ^date$ ^time$ timestamp datetime pubdate postmeta entrymeta "
     "articlemeta <meta> ^published$ ^writer$ postdate newsdate articledate articleinfo postinfo "
     "newsinfo readingtime readtime publishdate lastupdate contributor "
     "^source$ ^sources$ ^agency$ ^reporter$ ^journalist$"},
    {kBody,
     "articlebody articletext articlecontent articledetail articlecopy storybody storytext "
     "storycontent storydetail newsbody newstext newscontent newsdetail postbody postcontent posttext "
     "entrycontent entrybody bodytext bodycopy bodycontent contentbody contenttext maintext fulltext "
     "textbody fieldnamebody nodebody detailstext detailtext richtext wysiwyg singlecontent"},
    {kArticle,
     "singlepost ^article$ ^story$ ^post$ ^entry$ hentry ^content$ ^main$ ^body$ ^details$ ^text$"},
    {kEmbed,
     "twittertweet instagrammedia ^embed$ fbpost tiktokembed"},
    {kQuoteBox,
     "pullquote blockquotepull"},
    {kLead,
     "standfirst ^subtitle$ ^deck$ ^dek$ ^summary$ ^excerpt$ ^abstract$ ^subheadline$"},
};
// clang-format on

enum Edge : std::uint8_t { kWordStart = 1, kWordEnd = 2, kNameStart = 4, kNameEnd = 8 };

// Aho-Corasick over the letters a-z: every pattern found in one pass over the bytes of a value.
class Matcher {
 public:
  Matcher() {
    states_.emplace_back();
    for (const Names& names : kNames) add_all(names);
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

  void add_all(const Names& names) {
    std::string_view rest = names.patterns;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      add(rest.substr(0, space), names.hint);
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
  }

  void add(std::string_view pattern, Hints hint) {
    std::uint16_t state = 0;
    Output out{0, 0, hint};
    for (const char c : pattern) {
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

}  // namespace

Hints hints_in_names(std::string_view names) {
  static const Matcher matcher;
  return matcher.scan(names);
}

}  // namespace rawi::extract
