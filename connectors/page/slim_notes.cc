// What the tags so far tell about where the next one stands.
#include <algorithm>

#include "connectors/page/slimmer.h"

namespace rawi::page {
namespace {

// 13.2.6.5: start tags that end foreign content.
constexpr TagSet kBreaksOut = {
    Tag::b,     Tag::big,     Tag::blockquote, Tag::body, Tag::br,     Tag::center, Tag::code, Tag::dd,
    Tag::div,   Tag::dl,      Tag::dt,         Tag::em,   Tag::embed,  Tag::font,   Tag::h1,   Tag::h2,
    Tag::h3,    Tag::h4,      Tag::h5,         Tag::h6,   Tag::head,   Tag::hr,     Tag::i,    Tag::img,
    Tag::li,    Tag::listing, Tag::menu,       Tag::meta, Tag::nobr,   Tag::ol,     Tag::p,    Tag::pre,
    Tag::ruby,  Tag::s,       Tag::small,      Tag::span, Tag::strong, Tag::strike, Tag::sub,  Tag::sup,
    Tag::table, Tag::tt,      Tag::u,          Tag::ul,   Tag::var};
bool breaks_out(Tag tag) { return kBreaksOut.has(tag); }

// Where HTML may stand inside foreign content: integration points.
bool holds_html(std::string_view name) {
  for (const std::string_view point :
       {"foreignobject", "title", "desc", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"}) {
    if (same_any_case(name, point)) return true;
  }
  return false;
}

constexpr TagSet kRawText = {Tag::script, Tag::style,   Tag::title,    Tag::textarea, Tag::xmp,
                             Tag::iframe, Tag::noembed, Tag::noframes, Tag::plaintext};
constexpr TagSet kEndsColumns = {Tag::table, Tag::caption, Tag::tbody, Tag::thead,
                                 Tag::tfoot, Tag::tr,      Tag::td,    Tag::th};

}  // namespace

// Is this the start of an element whose contents are no markup (13.2.5.2 to 13.2.5.5)?
bool Slimmer::starts_raw(const Tagged& t) {
  if (!kRawText.has(t.tag)) return false;
  if (foreign()) {
    // In plain SVG or MathML <style> and <script> are elements like others.
    if (!foreign_mixed_ && !holds_html(foreign_open_.back())) return false;
    out_.exact = false;
  }
  if (in_select_ && t.tag != Tag::script && t.tag != Tag::textarea) out_.exact = false;
  if ((in_frameset_ && t.tag != Tag::noframes) || (in_columns_ && saw_template_)) out_.exact = false;
  return true;
}

void Slimmer::note_start(const Tagged& t) {
  if (t.tag != Tag::html) in_page_ = true;
  in_body_ = in_body_ || (t.tag != Tag::html && is_block(t.tag));
  in_columns_ = (in_columns_ && !kEndsColumns.has(t.tag)) || t.tag == Tag::col || t.tag == Tag::colgroup;
  switch (t.tag) {
    case Tag::select: in_select_ = true; break;
    case Tag::noscript: in_noscript_ = true; break;
    case Tag::pre:
    case Tag::listing: verbatim_ = true; break;
    case Tag::template_: saw_template_ = true; break;
    case Tag::table: ++tables_; break;
    case Tag::frameset: return note_frameset();
    case Tag::isindex: out_.exact = false; break;  // Gumbo makes a form of it, from its attributes
    default: break;
  }
}

// Whether a frameset counts depends on what stands before it, and of that Gumbo has not seen all.
void Slimmer::note_frameset() {
  const bool folded =
      !in_frameset_ && std::any_of(out_.pieces.begin(), out_.pieces.end(),
                                   [](const Piece& piece) { return piece.kind == Piece::Kind::contents; });
  in_frameset_ = true;
  if (folded) out_.exact = false;
}

void Slimmer::note_end(Tag tag) {
  switch (tag) {
    case Tag::select: in_select_ = false; break;
    case Tag::noscript: in_noscript_ = false; break;
    case Tag::pre:
    case Tag::listing: verbatim_ = false; break;
    case Tag::table:
      in_columns_ = false;
      tables_ -= tables_ != 0 ? 1 : 0;
      break;
    case Tag::colgroup: in_columns_ = false; break;
    default: break;
  }
}

// Foreign content is followed while it is well-formed and plain: no HTML in it, every end tag where it
// belongs.
void Slimmer::note_foreign_start(const Tagged& t) {
  if (foreign() && (breaks_out(t.tag) || holds_html(foreign_open_.back()))) foreign_mixed_ = true;
  const bool opens = foreign() || t.tag == Tag::svg || t.tag == Tag::math;
  if (opens && (in_select_ || in_frameset_ || in_columns_)) {  // ignored there, as a rule
    out_.exact = false;
    return;
  }
  if (opens && !foreign_mixed_ && !t.scan.self_closing) foreign_open_.push_back(t.scan.name);
}

void Slimmer::note_foreign_end(const ScannedTag& scan) {
  if (!foreign()) return;
  // Gumbo 0.10.1 does not know "</svg >" for an end tag of <svg>.
  const bool tight = scan.name.data() + scan.name.size() + 1 == page_.data() + scan.end;
  if (!tight) out_.exact = false;
  if (foreign_mixed_) return;
  if (same_any_case(foreign_open_.back(), scan.name)) {
    foreign_open_.pop_back();
  } else {
    foreign_mixed_ = true;
  }
}

}  // namespace rawi::page
