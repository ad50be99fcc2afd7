// The admin API's answers as JSON. Bytes that are not UTF-8 are replaced, never thrown on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/admin/board.h"
#include "daemon/admin/commands.h"
#include "daemon/admin/snapshot.h"

namespace rawi::admin {

// RFC 3339, UTC, with milliseconds, of an instant in Unix milliseconds.
[[nodiscard]] std::string moment(std::int64_t ms);

// A URL as it may be shown: without user name and password. Empty where it cannot be read.
[[nodiscard]] std::string shown_url(const std::string& url);

[[nodiscard]] std::string json_of(const Status& status, bool can_change);
[[nodiscard]] std::string json_of(const OutletViews& outlets, std::int64_t now_ms);
[[nodiscard]] std::string json_of(const ArticleItem& article);
[[nodiscard]] std::string json_of(const RejectedItem& rejected);
[[nodiscard]] std::string json_of(const std::vector<ArticleItem>& articles,
                                  const std::vector<RejectedItem>& rejected);
[[nodiscard]] std::string json_of(const ReloadReport& report);
[[nodiscard]] std::string ready_json(const std::vector<Reason>& reasons);
[[nodiscard]] std::string health_json(const Health& health);
[[nodiscard]] std::string paused_json(std::string_view outlet, bool paused);
[[nodiscard]] std::string error_json(std::string_view code, std::string_view message);

}  // namespace rawi::admin
