// `rawi dedup FILE.jsonl`: articles in order, judged by the same code as the daemon's.
#pragma once

#include <iosfwd>

#include "connectors/base/result.h"
#include "daemon/dedup/dedup.h"

namespace rawi::dedup {

// In: JSON Lines {"id","title","body","published_at"?}, published_at RFC 3339 or a date; paragraphs of the
// body stand on lines of their own. A line with an id that came before is judged as a revision. Unknown keys
// are passed over ("outlet" is read where it is there). Out: {"id","relation","story","of","similarity"} a
// line; "of" is null for an original. Errc::bad_input with the line's number where a line is no such object;
// what came before it has been written.
[[nodiscard]] Result<void> judge_lines(std::istream& in, std::ostream& out, const Options& options = {});

}  // namespace rawi::dedup
