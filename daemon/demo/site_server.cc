#include "daemon/demo/site_server.h"

#include <civetweb.h>

#include <cstring>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "daemon/demo/site_files.h"

namespace rawi::demo {
namespace {

std::string percent_decoded(std::string_view text) {
  const auto hex = [](char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() &&
                        std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                        std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
    out += escape ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

std::string_view reason_of(int status) { return mg_get_response_code_text(nullptr, status); }

}  // namespace

std::string_view site_file(std::string_view path) {
  for (std::size_t i = 0; i < kSiteFileCount; ++i) {
    if (path == kSiteFiles[i].path) return kSiteFiles[i].bytes();
  }
  return {};
}

Result<void> SiteServer::read_manifest() {
  const auto manifest = nlohmann::json::parse(site_file("manifest.json"), nullptr, false);
  if (!manifest.is_object() || !manifest.contains("routes")) {
    return fail(Errc::internal, "the bundled manifest.json has no routes");
  }
  const auto text = [](const nlohmann::json& entry, const char* key) {
    return entry.contains(key) && entry[key].is_string() ? entry[key].get<std::string>() : std::string();
  };
  for (const auto& entry : manifest["routes"]) {
    Route route;
    route.status = entry.value("status", 200);
    route.body = site_file(text(entry, "file"));
    const auto headers = entry.value("headers", nlohmann::json::object());
    for (const auto& [name, value] : headers.items()) {
      route.headers[name] = value.get<std::string>();
    }
    routes_[text(entry, "host") + percent_decoded(text(entry, "path"))] = std::move(route);
  }
  return {};
}

Result<std::unique_ptr<SiteServer>> SiteServer::start() {
  std::unique_ptr<SiteServer> server(new SiteServer());
  if (auto read = server->read_manifest(); !read) return fail(read.error());
  mg_init_library(0);
  const char* options[] = {"listening_ports",
                           "127.0.0.1:0",
                           "num_threads",
                           "4",
                           "enable_keep_alive",
                           "yes",
                           "keep_alive_timeout_ms",
                           "2000",
                           "tcp_nodelay",
                           "1",
                           nullptr};
  mg_callbacks callbacks{};
  callbacks.begin_request = [](mg_connection* connection) {
    return static_cast<SiteServer*>(mg_get_request_info(connection)->user_data)->answer(connection);
  };
  server->context_ = mg_start(&callbacks, server.get(), options);
  if (server->context_ == nullptr) return fail(Errc::network, "cannot listen on 127.0.0.1");
  mg_server_port port{};
  mg_get_server_ports(server->context_, 1, &port);
  server->port_ = port.port;
  return server;
}

SiteServer::~SiteServer() {
  if (context_ != nullptr) mg_stop(context_);
}

int SiteServer::answer(mg_connection* connection) {
  ++requests_;
  const mg_request_info* request = mg_get_request_info(connection);
  const char* header = mg_get_header(connection, "Host");
  const std::string host = header == nullptr ? "" : std::string(header, std::strcspn(header, ":"));
  std::string path = percent_decoded(request->request_uri);
  if (request->query_string != nullptr) path += "?" + percent_decoded(request->query_string);
  auto route = routes_.find(host + path);
  if (route == routes_.end()) route = routes_.find(host + "*");
  static const Route kNoHost{404, "no such site\n", {}};
  const Route& found = route == routes_.end() ? kNoHost : route->second;

  const auto etag = found.headers.find("ETag");
  const char* known = mg_get_header(connection, "If-None-Match");
  const bool same = known != nullptr && etag != found.headers.end() && etag->second == known;
  if (same) ++not_modified_;
  const int status = same ? 304 : found.status;
  std::string head = fmt::format("HTTP/1.1 {} {}\r\nContent-Length: {}\r\n", status, reason_of(status),
                                 same ? 0 : found.body.size());
  for (const auto& [name, value] : found.headers) head += fmt::format("{}: {}\r\n", name, value);
  head += "\r\n";
  if (!same) head += found.body;
  mg_write(connection, head.data(), head.size());
  return status;
}

}  // namespace rawi::demo
