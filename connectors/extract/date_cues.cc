#include "connectors/extract/date_cues.h"

#include "connectors/extract/words.h"

namespace rawi::extract {

bool says_modified(std::string_view text) {
  for (const std::string_view cue :
       {"تحديث", "محدث", "تعديل", "عُدل", "updated", "Updated", "UPDATED", "odified"}) {
    if (contains(text, cue)) return true;
  }
  return false;
}

bool says_published(std::string_view text) {
  for (const std::string_view cue : {"نشر", "أضيف", "كتب في", "بتاريخ", "ublished", "Posted", "PUBLISHED"}) {
    if (contains(text, cue)) return true;
  }
  return false;
}

bool may_hold_date(std::string_view text) {
  // Without a digit only short lines say when.
  if (text.size() >= 60 && !has_digit(text)) return false;
  int run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool lead = c == '\xD9' || c == '\xDB';
    if ((c >= '0' && c <= '9') || (lead && has_digit(text.substr(i, 2)))) {
      if (++run == 4) return true;
      if (lead) ++i;
    } else {
      if (run > 0 && (c == '/' || c == '-' || c == '.' || c == ':')) return true;
      run = 0;
    }
  }
  for (const std::string_view word : {"منذ", "قبل", "أمس", "اليوم", " ago"}) {
    if (text.size() < 60 && contains(text, word)) return true;
  }
  return false;
}

}  // namespace rawi::extract
