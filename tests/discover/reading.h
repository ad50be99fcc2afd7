// Reading a document in a test: everything has an outlet-free address unless the test says otherwise.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/discover/discover.h"

namespace rawi::discover {

inline Found read(std::string_view bytes, std::string_view url = "https://news.example/feed",
                  std::string_view content_type = "") {
  auto found = read_source(bytes, content_type, url, nullptr, nullptr);
  EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().message);
  return found ? std::move(*found) : Found{};
}

inline std::vector<std::string> urls(const Found& found) {
  std::vector<std::string> out;
  for (const Link& link : found.links) out.push_back(link.url);
  return out;
}

inline std::vector<std::string> titles(const Found& found) {
  std::vector<std::string> out;
  for (const Link& link : found.links) out.push_back(link.title);
  return out;
}

inline bool tolerated(const Found& found, std::string_view part) {
  for (const auto& note : found.tolerated) {
    if (note.find(part) != std::string::npos) return true;
  }
  return false;
}

using Strings = std::vector<std::string>;

}  // namespace rawi::discover
