// From the configuration to the parts that verbs work with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/fetch/fetcher.h"
#include "connectors/outlet/outlet.h"
#include "daemon/cli/verbs.h"
#include "daemon/config/config.h"
#include "daemon/daemon.h"

namespace rawi::cli {

// The file that --config or its defaults name. Errc::bad_input where there is none, with the places looked
// at.
[[nodiscard]] Result<config::Config> load_config(const Context& context);

// All outlet files of the configuration, or every problem they have.
[[nodiscard]] Result<std::vector<outlet::Outlet>> load_outlets(const config::Config& config);

// `id` "none": no rules. Empty: the outlet whose home has the URL's registrable domain, where a configuration
// is there; else none.
[[nodiscard]] Result<outlet::Outlet> outlet_for(const Context& context, const std::string& id,
                                                const std::string& url);

// fetch: settings where a configuration is there, the defaults elsewhere.
[[nodiscard]] Result<fetch::FetchOptions> fetch_options(const Context& context);

// One URL over HTTP as the daemon would ask for it; the error says why there is no body.
[[nodiscard]] Result<fetch::FetchResult> fetch_url(const Context& context, const std::string& url,
                                                   fetch::FetchRequest::Kind kind);

}  // namespace rawi::cli
