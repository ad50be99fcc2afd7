// The command line's side of the admin API: one HTTP request, waited for.
#pragma once

#include <string>
#include <string_view>

#include "connectors/base/result.h"

namespace rawi::admin {

struct Answer {
  int status = 0;
  std::string body;
};

// `base`: "http://127.0.0.1:9480" (https is not spoken: the server is on this machine or behind a proxy that
// curl should be used with). `path` begins with '/'. `token`: empty: none is sent.
// Errc::bad_input: not such a URL; Errc::network: nobody answers there; Errc::timeout.
[[nodiscard]] Result<Answer> ask(std::string_view base, std::string_view method, std::string_view path,
                                 std::string_view token, int timeout_ms);

}  // namespace rawi::admin
