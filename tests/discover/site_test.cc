#include "connectors/discover/site.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "connectors/outlet/load.h"
#include "tests/discover/reading.h"

namespace rawi::discover {
namespace {

const std::string kFront =
    R"(<!DOCTYPE html><html><head><title>الرئيسية - الميناء اليوم</title><meta name="generator" content="WordPress 6.1">
  <link rel="alternate" type="application/rss+xml" title="الميناء &raquo; خلاصة التعليقات" href="https://news.example/comments/feed/">
  <link rel="alternate" type="application/rss+xml" title="الميناء" href="https://news.example/feed/">
  <link rel="alternate" type="application/json+oembed" href="https://news.example/wp-json/oembed">
  <link rel="alternate" hreflang="en" href="https://news.example/en/"></head><body><a href="/sport/rss">RSS</a></body></html>)";

Site site(const std::string& html, const std::vector<std::string>& sitemaps = {}) {
  auto found = discover_site(html, "text/html; charset=utf-8", "https://news.example/", sitemaps);
  EXPECT_TRUE(found.has_value());
  return found ? *found : Site{};
}

std::size_t place(const Site& site, const std::string& url) {
  const auto found = std::find_if(site.candidates.begin(), site.candidates.end(),
                                  [&](const Candidate& c) { return c.url == url; });
  return static_cast<std::size_t>(found - site.candidates.begin());
}

TEST(SiteDiscovery, WhatThePageDeclaresComesFirst) {
  const Site found =
      site(kFront, {"https://news.example/post-sitemap.xml", "https://news.example/news-sitemap.xml",
                    "https://other.example/sitemap.xml"});
  EXPECT_EQ(found.name, "الميناء اليوم");
  EXPECT_EQ(found.home, "https://news.example/");
  EXPECT_EQ(place(found, "https://news.example/feed/"), 0u);
  EXPECT_EQ(place(found, "https://news.example/news-sitemap.xml"), 1u);
  EXPECT_LT(place(found, "https://news.example/post-sitemap.xml"),
            place(found, "https://news.example/sitemap.xml"));
  EXPECT_LT(place(found, "https://news.example/sport/rss"), found.candidates.size());
  for (const char* left_out : {"https://news.example/comments/feed/", "https://other.example/sitemap.xml",
                               "https://news.example/feed", "https://news.example/wp-json/oembed"}) {
    EXPECT_EQ(place(found, left_out), found.candidates.size()) << left_out;
  }
  EXPECT_EQ(found.candidates.back().kind, outlet::Source::Kind::listing);
}

TEST(SiteDiscovery, WithoutDeclarationsWellKnownPathsAreProposed) {
  const Site found =
      site("<html><head><title>الميناء</title><meta name=Generator content='Drupal 9'></head></html>");
  EXPECT_EQ(found.candidates[0].url, "https://news.example/rss.xml");
  EXPECT_LE(found.candidates.size(), 32u);
}

Confirmed confirmed(outlet::Source::Kind kind, const std::string& url, const std::vector<Link>& links) {
  Found found;
  found.kind = kind == outlet::Source::Kind::feed      ? "rss"
               : kind == outlet::Source::Kind::sitemap ? "sitemap"
                                                       : "listing";
  found.links = links;
  return {{kind, url, "test"}, found};
}

TEST(SiteDiscovery, SourcesThatAddNothingAreLeftOut) {
  using Kind = outlet::Source::Kind;
  const Link a{"https://news.example/a", "أ", "2021-04-02", "", ""},
      b{"https://news.example/b", "ب", "2021-04-01", "", ""};
  const auto chosen = choose_sources({confirmed(Kind::listing, "https://news.example/", {a, b}),
                                      confirmed(Kind::feed, "https://news.example/feed", {a, b}),
                                      confirmed(Kind::feed, "https://news.example/rss", {b}),
                                      confirmed(Kind::feed, "https://news.example/empty", {})});
  ASSERT_EQ(chosen.size(), 1u);
  EXPECT_EQ(chosen[0].candidate.url, "https://news.example/feed");
  EXPECT_EQ(choose_sources({confirmed(Kind::listing, "https://news.example/", {a})}).size(), 1u);
}

TEST(SiteDiscovery, AnErrorPageWhereAFeedWasLookedForIsNone) {
  using Kind = outlet::Source::Kind;
  Confirmed page =
      confirmed(Kind::listing, "https://news.example/rss", {{"https://news.example/a", "أ", "", "", ""}});
  page.candidate.kind = Kind::feed;
  EXPECT_TRUE(choose_sources({page}).empty());
  Confirmed sitemap = confirmed(Kind::sitemap, "https://news.example/feed.xml",
                                {{"https://news.example/a", "أ", "2021-04-02", "", ""}});
  sitemap.candidate.kind = Kind::feed;
  ASSERT_EQ(choose_sources({sitemap}).size(), 1u);
  EXPECT_EQ(choose_sources({sitemap})[0].candidate.kind, Kind::sitemap);
}

TEST(SiteDiscovery, TheOutletFileSaysWhatWasFound) {
  Site found = site(kFront);
  found.name = "صحيفة \"الميناء\"";
  const std::string yaml =
      outlet_yaml(found, {confirmed(outlet::Source::Kind::feed, "https://news.example/feed/",
                                    {{"https://news.example/a", "أ", "2021-04-02", "", ""}})});
  EXPECT_NE(yaml.find("id: news-example\n"), std::string::npos) << yaml;
  EXPECT_NE(yaml.find("name: \"صحيفة \\\"الميناء\\\"\"\n"), std::string::npos) << yaml;
  EXPECT_NE(yaml.find("- feed: \"/feed/\"   # rss, 1 links, newest 2021-04-02"), std::string::npos) << yaml;
}

TEST(SiteDiscovery, TheOutletFileIsOneThatLoads) {
  Site found = site(kFront);
  found.name = "اسم: \"بين\" # علامات \\ وأكثر";
  const auto path =
      std::filesystem::temp_directory_path() / ("rawi-site-test-" + std::to_string(getpid()) + ".yaml");
  std::ofstream(path) << outlet_yaml(
      found, {confirmed(outlet::Source::Kind::feed, "https://news.example/feed/?a=b#c", {}),
              confirmed(outlet::Source::Kind::sitemap, "https://cdn.news.example/s.xml", {})});
  const auto outlet = outlet::load_outlet(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(outlet.has_value()) << outlet.error().message;
  EXPECT_EQ(outlet->name, found.name);
  EXPECT_EQ(outlet->home, "https://news.example/");
  ASSERT_EQ(outlet->sources.size(), 2u);
  EXPECT_EQ(outlet->sources[1].url, "https://cdn.news.example/s.xml");
}

}  // namespace
}  // namespace rawi::discover
