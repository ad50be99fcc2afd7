#include "connectors/page/folding.h"

#include <algorithm>

namespace rawi::page {
namespace {

// Void elements that go where they stand. (<hr> closes a <p>: see start().)
constexpr TagSet kLeaves = {Tag::br,    Tag::img,    Tag::wbr,   Tag::embed, Tag::input, Tag::area,
                            Tag::track, Tag::source, Tag::param, Tag::link,  Tag::meta,  Tag::iframe};

constexpr TagSet kClosingP = {
    Tag::address, Tag::article, Tag::aside, Tag::blockquote, Tag::center,   Tag::details, Tag::div,
    Tag::dl,      Tag::dd,      Tag::dt,    Tag::footer,     Tag::fieldset, Tag::figure,  Tag::figcaption,
    Tag::form,    Tag::header,  Tag::h1,    Tag::h2,         Tag::h3,       Tag::h4,      Tag::h5,
    Tag::h6,      Tag::hgroup,  Tag::li,    Tag::main,       Tag::nav,      Tag::ol,      Tag::p,
    Tag::section, Tag::summary, Tag::ul};

constexpr TagSet kFormattingTags = {Tag::a, Tag::b,     Tag::big,    Tag::code,   Tag::em, Tag::font, Tag::i,
                                    Tag::s, Tag::small, Tag::strike, Tag::strong, Tag::tt, Tag::u};

// "Any other start tag": inserted where they stand, whatever stands there.
constexpr TagSet kOrdinary = {
    Tag::abbr, Tag::acronym, Tag::amp_img,  Tag::audio, Tag::bdi,    Tag::bdo,     Tag::canvas,   Tag::cite,
    Tag::data, Tag::del,     Tag::dfn,      Tag::ins,   Tag::kbd,    Tag::label,   Tag::legend,   Tag::map,
    Tag::mark, Tag::meter,   Tag::noscript, Tag::other, Tag::output, Tag::picture, Tag::progress, Tag::q,
    Tag::samp, Tag::slot,    Tag::span,     Tag::sub,   Tag::sup,    Tag::time,    Tag::var,      Tag::video};

// These end the list of formatting elements that are opened again, or are such elements that this class does
// not follow.
constexpr TagSet kHidesFormatting = {Tag::td,     Tag::th,      Tag::caption,   Tag::applet,
                                     Tag::object, Tag::marquee, Tag::template_, Tag::nobr};

// Left to Gumbo themselves, but close nothing outside.
constexpr TagSet kKeepOpen = {Tag::table, Tag::select,   Tag::object, Tag::template_,
                              Tag::pre,   Tag::textarea, Tag::title};

constexpr TagSet kNeverOpen = {Tag::html,    Tag::head,     Tag::body,     Tag::textarea, Tag::title,
                               Tag::base,    Tag::col,      Tag::frame,    Tag::image,    Tag::keygen,
                               Tag::isindex, Tag::basefont, Tag::bgsound,  Tag::svg,      Tag::math,
                               Tag::xmp,     Tag::noembed,  Tag::noframes, Tag::plaintext};

}  // namespace

std::uint8_t Folding::around() const {
  if (open_.empty()) return 0;
  // Only a block that is itself not left to Gumbo is known to have closed what stands outside.
  return open_.size() > stale_ ? open_.back().around
                               : static_cast<std::uint8_t>(open_.back().around & ~kBlock);
}

void Folding::disturb() {
  stale_ = open_.size();
  const std::uint8_t inside = around();
  formatting_cut_ = formatting_cut_ || (inside & kFormatting) != 0;
  cut_for_good_ = cut_for_good_ || (inside & kNotA) != 0;
  button_cut_ = button_cut_ || (inside & kButton) != 0;
  form_cut_ = form_cut_ || (inside & kForm) != 0;
}

// An <a> was closed by its own end tag, with nothing out of order in it. Where all that may have been cut off
// were other <a>, its start tag ended those (13.2.6.4.7, 'A start tag whose tag name is "a"') and its end tag
// itself: no formatting element is left to be opened again.
void Folding::recover() {
  formatting_cut_ = false;
  open_.erase(std::remove_if(open_.begin(), open_.end(), [](const Open& open) { return open.tag == Tag::a; }),
              open_.end());
  for (Open& open : open_) open.around = static_cast<std::uint8_t>(open.around & ~(kA | kFormatting));
  stale_ = open_.size();
}

// A block closes an open <p>. Inside nothing but inline elements, a <p> further out may be the one.
void Folding::start_block(Tag tag) {
  const bool fresh = open_.size() == stale_;
  require((around() & kP) == 0 && (fresh || (around() & kBlock) != 0));
  if (top() == Tag::p) {  // that one is closed for sure
    open_.pop_back();
    stale_ = std::min(stale_, open_.size());
  }
  if (is_heading(tag)) require(!is_heading(top()));
  if (tag == Tag::li) require(top() == Tag::ul || top() == Tag::ol);
  if (tag == Tag::dd || tag == Tag::dt) require(top() == Tag::dl);
  if (tag == Tag::form) require((around() & kForm) == 0 && !form_cut_);
}

bool Folding::start(Tag tag, std::string_view name, bool may_fold) {
  if (kLeaves.has(tag)) return false;
  if (kHidesFormatting.has(tag)) lose_sight();
  std::uint8_t adds = 0;
  bool foldable = may_fold && tag != Tag::form;  // Gumbo moves a form's last text out of it
  if (tag == Tag::hr) {
    start_block(tag);
    return false;
  }
  if (kClosingP.has(tag)) {
    start_block(tag);
    adds = static_cast<std::uint8_t>(kBlock | (tag == Tag::p ? kP : 0) | (tag == Tag::form ? kForm : 0));
  } else if (kFormattingTags.has(tag)) {
    if (tag == Tag::a) require((around() & kA) == 0);
    adds = static_cast<std::uint8_t>(kFormatting | (tag == Tag::a ? kA : kNotA));
  } else if (tag == Tag::button) {
    require((around() & kButton) == 0 && !button_cut_);
    adds = kButton;
  } else if (kKeepOpen.has(tag)) {
    if (tag == Tag::table || tag == Tag::pre) start_block(tag);
    keep_open();
    foldable = false;
  } else if (!kOrdinary.has(tag)) {
    disturb();
    foldable = false;
  }
  if (kNeverOpen.has(tag)) return false;
  if (open_.size() >= kMostOpen) {
    disturb();
    open_.clear();
    stale_ = 0;
  }
  std::uint8_t inside = around();
  if ((adds & kBlock) != 0) inside = static_cast<std::uint8_t>(inside & ~kP);
  const bool left_to_gumbo =
      !kClosingP.has(tag) && !kFormattingTags.has(tag) && tag != Tag::button && !kOrdinary.has(tag);
  open_.push_back({tag, static_cast<std::uint8_t>(inside | adds), foldable, name, {}});
  if (left_to_gumbo) stale_ = open_.size();
  return true;
}

const FoldMark* Folding::end(Tag tag, std::string_view name) {
  const auto matches = [&](const Open& open) {
    return open.tag == tag && (tag != Tag::other || open.name == name);
  };
  if (!open_.empty() && matches(open_.back())) {
    const bool in_order = open_.size() > stale_ && open_.back().may_fold;
    const bool folds = in_order && !formatting_cut_;
    found_ = open_.back().mark;
    open_.pop_back();
    stale_ = std::min(stale_, open_.size());
    const bool only_a = !cut_for_good_ && seen_all_ && (around() & kNotA) == 0;
    if (formatting_cut_ && in_order && tag == Tag::a && only_a) recover();
    return folds ? &found_ : nullptr;
  }
  disturb();
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (!matches(open_[i])) continue;
    open_.resize(i);
    stale_ = std::min(stale_, open_.size());
    break;
  }
  return nullptr;
}

}  // namespace rawi::page
