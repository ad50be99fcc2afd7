#include "daemon/cli/setup.h"

#include <fmt/format.h>

#include "connectors/outlet/load.h"
#include "connectors/url/url.h"

namespace rawi::cli {

Result<config::Config> load_config(const Context& context) {
  const std::string path = context.config.empty() ? config::default_path() : context.config;
  if (path.empty()) {
    return fail(Errc::bad_input,
                "no configuration: give --config FILE, set RAWI_CONFIG, or put one at ./config/rawi.yaml or "
                "/etc/rawi/rawi.yaml");
  }
  return config::load(path);
}

Result<std::vector<outlet::Outlet>> load_outlets(const config::Config& config) {
  outlet::OutletFolder folder = outlet::load_outlets(config.outlets_dir);
  if (folder.problems.empty()) return std::move(folder.outlets);
  return fail(Errc::bad_input, fmt::format("{}", fmt::join(folder.problems, "\n")));
}

Result<outlet::Outlet> outlet_for(const Context& context, const std::string& id, const std::string& url) {
  if (id == "none") return outlet::no_outlet(url);
  if (id.empty() && context.config.empty() && config::default_path().empty()) return outlet::no_outlet(url);
  const auto config = load_config(context);
  if (!config) return fail(config.error());
  const auto parsed = url::parse(url);
  const std::string domain = parsed ? url::registrable_domain(parsed->host) : "";
  // Only the file that is asked for has to be right.
  const outlet::OutletFolder folder = outlet::load_outlets(config->outlets_dir);
  for (const auto& outlet : folder.outlets) {
    const auto home = url::parse(outlet.home);
    if (id.empty() ? home && url::registrable_domain(home->host) == domain : outlet.id == id) return outlet;
  }
  if (id.empty()) return outlet::no_outlet(url);
  const std::string others =
      folder.problems.empty() ? "" : fmt::format("\n{}", fmt::join(folder.problems, "\n"));
  return fail(Errc::bad_input,
              fmt::format("--outlet {}: no such outlet in {}{}", id, config->outlets_dir, others));
}

Result<fetch::FetchOptions> fetch_options(const Context& context) {
  if (context.config.empty() && config::default_path().empty()) return fetch::FetchOptions{};
  auto config = load_config(context);
  if (!config) return fail(config.error());
  return config->fetch;
}

Result<fetch::FetchResult> fetch_url(const Context& context, const std::string& url,
                                     fetch::FetchRequest::Kind kind) {
  const auto options = fetch_options(context);
  if (!options) return fail(options.error());
  fetch::FetchRequest request;
  request.url = url;
  request.kind = kind;
  auto result = fetch::fetch_once(request, *options);
  if (result.outcome == fetch::FetchResult::Outcome::ok) return result;
  const Errc code =
      result.outcome == fetch::FetchResult::Outcome::retry_later ? Errc::network : Errc::refused;
  return fail(
      code, fmt::format("{}: {}{}{}", url, result.reason, result.detail.empty() ? "" : ": ", result.detail));
}

}  // namespace rawi::cli
