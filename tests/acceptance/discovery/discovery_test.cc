// Every feed, sitemap and listing of the five sites in ../shared/sites lists what expected/discovery.json
// says, in order, with nothing declared about the sites.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "connectors/discover/discover.h"
#include "connectors/url/url.h"

namespace rawi::discover {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const fs::path kSites = fs::path(RAWI_SOURCE_DIR).parent_path() / "shared" / "sites";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string canonical(const std::string& url) { return url::canonical(url).value_or("not a URL: " + url); }

// The file and the Content-Type that the site's server would answer this URL with.
std::optional<std::pair<fs::path, std::string>> served(const std::string& outlet, const std::string& url) {
  const auto wanted = url::parse(url);
  for (const Json& route : Json::parse(slurp(kSites / outlet / "routes.json"))) {
    const auto path = route.at("path").get<std::string>();
    if (!wanted || path != wanted->path_and_query()) continue;
    return std::pair{kSites / outlet / "files" / route.at("file").get<std::string>(),
                     route.at("headers").value("Content-Type", std::string())};
  }
  return std::nullopt;
}

TEST(AcceptanceDiscovery, ListsWhatTheFiveSitesList) {
  if (!fs::exists(kSites)) GTEST_SKIP() << "skipped: " << kSites << " is not there";
  const Json expected = Json::parse(slurp(kSites / "expected" / "discovery.json"));
  for (const Json& outlet : expected.at("outlets")) {
    for (const Json& document : outlet.at("documents")) {
      const auto url = document.at("url").get<std::string>();
      const auto answer = served(outlet.at("outlet").get<std::string>(), url);
      ASSERT_TRUE(answer.has_value()) << url;
      const auto found = read_source(slurp(answer->first), answer->second, url, nullptr, nullptr);
      ASSERT_TRUE(found.has_value()) << found.error().message;

      std::vector<std::string> got, wanted;
      for (const Link& link : found->links) got.push_back(canonical(link.url));
      for (const Json& entry : document.at("entries")) wanted.push_back(canonical(entry.get<std::string>()));
      EXPECT_EQ(got, wanted) << url;
      for (const Link& link : found->links) {
        EXPECT_TRUE(found->kind == "sitemap" || !link.title.empty()) << link.url;
        EXPECT_TRUE(found->kind != "rss" || !link.published_at.empty()) << link.url;
      }
    }
  }
}

}  // namespace
}  // namespace rawi::discover
