// What is left out of the page that Gumbo sees, and the elements whose contents are no markup.
#include <algorithm>

#include "connectors/page/slimmer.h"

namespace rawi::page {

// Text before and behind something left out must not become one token sequence where Gumbo would have seen
// the thing in between: inside a table, white space alone stays and text moves out. An empty comment keeps
// them apart.
void Slimmer::leave_out() { gap_ = gap_ || fed_ == Fed::text || verbatim_; }

// 13.2.5.42 to 13.2.5.52.
void Slimmer::comment() {
  const std::size_t content = at_ + 4;
  std::size_t stop = page_.size();
  if (at(content) == '>') {
    stop = content + 1;
  } else if (at(content) == '-' && at(content + 1) == '>') {
    stop = content + 2;
  } else {
    for (std::size_t i = content; (i = page_.find("--", i)) != std::string_view::npos; ++i) {
      if (at(i + 2) == '>') {
        stop = i + 3;
        break;
      }
      if (at(i + 2) == '!' && at(i + 3) == '>') {
        stop = i + 4;
        break;
      }
    }
  }
  at_ = stop;
  leave_out();
}

void Slimmer::bogus_comment() {
  const std::size_t close = page_.find('>', at_ + 2);
  at_ = close == std::string_view::npos ? page_.size() : close + 1;
  leave_out();
}

// What begins with "<!".
void Slimmer::declaration() {
  const std::string_view rest = page_.substr(at_);
  if (rest.substr(0, 4) == "<!--") return comment();
  if (same_any_case(rest.substr(2, 7), "doctype")) {
    const std::size_t close = rest.find('>');
    const std::string_view doctype = rest.substr(0, close == std::string_view::npos ? close : close + 1);
    put(doctype);
    at_ += doctype.size();
    gap_ = false;
    fed_ = Fed::tag;
    return;
  }
  constexpr std::string_view kCdata = "<![CDATA[";
  if (!foreign() || rest.substr(0, kCdata.size()) != kCdata) return bogus_comment();
  if (foreign_mixed_) out_.exact = false;
  const std::size_t from = at_ + kCdata.size();
  const std::size_t close = std::min(page_.find("]]>", from), page_.size());
  if (close != from) feed_run(from, from, close, false);
  at_ = std::min(close + 3, page_.size());
}

// The "</name" that ends raw text (13.2.5.13 and alike): white space, '/' or '>' must follow the name.
std::size_t Slimmer::find_raw_end(std::string_view name, std::size_t from) const {
  for (std::size_t i = from; (i = page_.find("</", i)) != std::string_view::npos; ++i) {
    if (!same_any_case(page_.substr(i + 2, name.size()), name)) continue;
    const char after = at(i + 2 + name.size());
    if (after == '>' || after == '/' || is_html_space(after)) return i;
  }
  return page_.size();
}

// Script data with its escaped states (13.2.5.4, 13.2.5.15 to 13.2.5.31): inside "<!--" a "<script" hides the
// next
// "</script".
std::size_t Slimmer::find_script_end(std::size_t from) const {
  const auto names_script = [&](std::size_t i) {
    const char after = at(i + 6);
    return same_any_case(page_.substr(i, 6), "script") &&
           (after == '>' || after == '/' || is_html_space(after));
  };
  bool escaped = false, doubly = false;
  for (std::size_t i = from; i < page_.size(); ++i) {
    // Outside of "<!--" only '<' can matter.
    i = escaped ? page_.find_first_of("<-", i) : page_.find('<', i);
    if (i == std::string_view::npos) return page_.size();
    if (page_[i] == '-') {
      if (page_.compare(i, 3, "-->") == 0) escaped = doubly = false;
    } else if (!escaped && page_.compare(i, 4, "<!--") == 0) {
      escaped = true;
      i += 1;  // the two dashes may already be the end's: "<!-->"
    } else if (at(i + 1) == '/' && names_script(i + 2)) {
      if (!doubly) return i;
      doubly = false;
    } else if (escaped && !doubly && names_script(i + 1)) {
      doubly = true;
    }
  }
  return page_.size();
}

// Reads past the end tag that stands at `content_end`.
void Slimmer::close_raw(std::string_view name, std::size_t content_end) {
  at_ = content_end;
  if (content_end == page_.size()) return;
  const ScannedTag end = scan_tag(page_, content_end + 2, nullptr);
  at_ = end.complete ? end.end : page_.size();
  if (!end.complete || name.empty()) return;
  put("</");
  put(name);
  put('>');
}

void Slimmer::script(const Tagged& t) {
  const std::size_t from = at_;
  const std::size_t stop = find_script_end(from);
  const std::string_view content = page_.substr(from, stop - from);
  const DataScript kind = data_script_kind(attribute(t, "type"));
  if (!content.empty() && kind == DataScript::json_ld) out_.json_ld.push_back(content);
  if (!content.empty() && kind == DataScript::json) out_.json_state.push_back(content);
  at_ = stop;
  left_out_element(t);
}

// <script> and <style>: gone without a trace where the tree cannot show that they were there. Before the head
// has begun they begin it, and inside <colgroup> and a head's <noscript> they end those.
void Slimmer::left_out_element(const Tagged& t) {
  out_.attributes.resize(t.first);
  const bool is_script = t.tag == Tag::script;
  const std::size_t stop = is_script ? at_ : find_raw_end("style", at_);
  if (in_page_ && !in_noscript_ && !in_columns_ && !in_frameset_) {
    close_raw({}, stop);
    return leave_out();
  }
  put(is_script ? "<script>" : "<style>");
  in_page_ = true;
  gap_ = false;
  fed_ = Fed::tag;
  close_raw(is_script ? "script" : "style", stop);
}

// <title> and <textarea> (references count), <xmp> and <plaintext> (they do not); <iframe>, <noembed>,
// <noframes> hold what a browser without them would show: left out.
void Slimmer::raw_text(const Tagged& t) {
  feed_start(t, As::raw_text);
  if (t.tag == Tag::plaintext) {
    if (at_ < page_.size()) feed_run(at_, at_, page_.size(), false);
    at_ = page_.size();
    return;
  }
  const std::string_view name = name_of(t.tag);
  const std::size_t stop = find_raw_end(name, at_);
  std::size_t from = at_;
  if (t.tag == Tag::textarea) {  // 13.2.6.4.7: a newline right behind the tag is none of the text
    if (at(from) == '\r') ++from;
    if (at(from) == '\n') ++from;
    from = std::min(from, stop);
  }
  const bool references = t.tag == Tag::title || t.tag == Tag::textarea;
  const bool read = references || t.tag == Tag::xmp;
  if (read && from != stop) feed_run(from, from, stop, references);
  close_raw(name, stop);
  fed_ = Fed::tag;
}

}  // namespace rawi::page
