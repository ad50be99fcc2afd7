// The file's tables and how an older file becomes a newer one.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "connectors/base/result.h"
#include "daemon/ledger/sqlite.h"

namespace rawi::ledger {

// SQL that takes a file from version i (its place in the list) to i + 1. Only ever appended to.
using Migration = const char*;
[[nodiscard]] std::span<const Migration> migrations();

// "Rawi" in SQLite's application_id: what tells a ledger from somebody else's database.
inline constexpr int kApplicationId = 0x52617769;

[[nodiscard]] Result<int> schema_version(sql::Database& db);

// Brings the file to the newest version of `steps`, each step in a transaction of its own. A file that holds
// data is first copied to PATH.vN-before-vM. Errc::unsupported: it is newer than `steps`. Errc::bad_input: no
// ledger at all.
[[nodiscard]] Result<void> migrate(sql::Database& db, const std::string& path,
                                   std::span<const Migration> steps,
                                   const std::function<void(const std::string&)>& notice);

}  // namespace rawi::ledger
