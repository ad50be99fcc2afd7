// Any request: nothing changes without the token, a host name of ours and our own page; every answer is one
// of those documented. A request is given as lines: method, path, Host, Origin, Sec-Fetch-Site,
// Authorization, If-None-Match.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "daemon/admin/guard.h"
#include "daemon/admin/routes.h"

namespace {

class Counting final : public rawi::admin::Commands {
 public:
  rawi::Result<rawi::admin::ReloadReport> reload() override {
    ++changes;
    return rawi::admin::ReloadReport{};
  }
  rawi::Result<void> pause(const std::string& outlet, bool) override {
    if (outlet.empty()) std::abort();
    ++changes;
    return {};
  }
  int changes = 0;
};

struct World {
  rawi::events::Events events{{"error", "text", false}};
  rawi::admin::Board board;
  Counting commands;
  rawi::admin::Routes routes{board, commands, events, {"s3cret", {"rawi.example.org"}}};
};

rawi::admin::Request request_of(std::string_view text) {
  rawi::admin::Request out;
  const std::array<std::string*, 7> fields = {&out.method,       &out.path,       &out.host,
                                              &out.origin,       &out.fetch_site, &out.authorization,
                                              &out.if_none_match};
  for (std::string* field : fields) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    *field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out.body_bytes = static_cast<std::int64_t>(text.size());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rawi::admin;
  static auto* world = new World;
  const Request request = request_of({reinterpret_cast<const char*>(data), size});
  const int before = world->commands.changes;
  const Response response = world->routes.answer(request);
  if (world->commands.changes != before) {
    const bool may = request.method == "POST" && bearer_token(request.authorization) == "s3cret" &&
                     host_allowed(request.host, {"rawi.example.org"}) &&
                     same_origin(request.origin, request.fetch_site, request.host);
    if (!may) std::abort();
  }
  static const std::set<int> kStatuses = {200, 304, 401, 403, 404, 405, 413, 503};
  if (!kStatuses.contains(response.status)) std::abort();
  for (const auto& [name, value] : response.headers) {
    if (value.find_first_of("\r\n") != std::string::npos) std::abort();
  }
  if (const auto listen = parse_listen(request.host);
      listen && parse_listen(listen->text())->text() != listen->text())
    std::abort();
  return 0;
}
