// https://www.rfc-editor.org/rfc/rfc3986#section-5.4 and what pages add to it.
#include <gtest/gtest.h>

#include "connectors/url/url.h"

namespace rawi::url {
namespace {

struct Case {
  std::string_view reference, target;
};

class Rfc3986Section5_4 : public testing::TestWithParam<Case> {};

TEST_P(Rfc3986Section5_4, Resolves) {
  const auto base = parse("http://a/b/c/d;p?q");
  const auto url = resolve(*base, GetParam().reference);
  ASSERT_TRUE(url) << GetParam().reference << ": " << url.error().message;
  const std::string fragment = url->fragment.empty() ? "" : "#" + url->fragment;
  EXPECT_EQ(url->to_string() + fragment, GetParam().target) << GetParam().reference;
}

// "http://g" and "http://a" are written with the path that an http URL always has.
INSTANTIATE_TEST_SUITE_P(
    NormalExamples, Rfc3986Section5_4,
    testing::Values(Case{"g:h", "g:h"}, Case{"g", "http://a/b/c/g"}, Case{"./g", "http://a/b/c/g"},
                    Case{"g/", "http://a/b/c/g/"}, Case{"/g", "http://a/g"}, Case{"//g", "http://g/"},
                    Case{"?y", "http://a/b/c/d;p?y"}, Case{"g?y", "http://a/b/c/g?y"},
                    Case{"#s", "http://a/b/c/d;p?q#s"}, Case{"g#s", "http://a/b/c/g#s"},
                    Case{"g?y#s", "http://a/b/c/g?y#s"}, Case{";x", "http://a/b/c/;x"},
                    Case{"g;x", "http://a/b/c/g;x"}, Case{"g;x?y#s", "http://a/b/c/g;x?y#s"},
                    Case{"", "http://a/b/c/d;p?q"}, Case{".", "http://a/b/c/"}, Case{"./", "http://a/b/c/"},
                    Case{"..", "http://a/b/"}, Case{"../", "http://a/b/"}, Case{"../g", "http://a/b/g"},
                    Case{"../..", "http://a/"}, Case{"../../", "http://a/"}, Case{"../../g", "http://a/g"}));

INSTANTIATE_TEST_SUITE_P(
    AbnormalExamples, Rfc3986Section5_4,
    testing::Values(Case{"../../../g", "http://a/g"}, Case{"../../../../g", "http://a/g"},
                    Case{"/./g", "http://a/g"}, Case{"/../g", "http://a/g"}, Case{"g.", "http://a/b/c/g."},
                    Case{".g", "http://a/b/c/.g"}, Case{"g..", "http://a/b/c/g.."},
                    Case{"..g", "http://a/b/c/..g"}, Case{"./../g", "http://a/b/g"},
                    Case{"./g/.", "http://a/b/c/g/"}, Case{"g/./h", "http://a/b/c/g/h"},
                    Case{"g/../h", "http://a/b/c/h"}, Case{"g;x=1/./y", "http://a/b/c/g;x=1/y"},
                    Case{"g;x=1/../y", "http://a/b/c/y"}, Case{"g?y/./x", "http://a/b/c/g?y/./x"},
                    Case{"g?y/../x", "http://a/b/c/g?y/../x"}, Case{"g#s/./x", "http://a/b/c/g#s/./x"},
                    Case{"g#s/../x", "http://a/b/c/g#s/../x"}, Case{"http:g", "http://a/b/c/g"}));

INSTANTIATE_TEST_SUITE_P(WhatPagesWrite, Rfc3986Section5_4,
                         testing::Values(Case{" \n g ", "http://a/b/c/g"}, Case{"\\g", "http://a/g"},
                                         Case{"\\\\g\\h", "http://g/h"}, Case{"..\\g", "http://a/b/g"},
                                         Case{"//EXAMPLE.com:80", "http://example.com/"},
                                         Case{"http:/g", "http://a/g"}, Case{"http://g", "http://g/"},
                                         Case{"https:g", "https://g/"}, Case{"%2e%2e/g", "http://a/b/g"},
                                         Case{"خبر", "http://a/b/c/%D8%AE%D8%A8%D8%B1"},
                                         Case{"2024:a", "http://a/b/c/2024:a"},
                                         Case{"?", "http://a/b/c/d;p?"},
                                         Case{"mailto:x@example.com", "mailto:x@example.com"}));

TEST(Resolve, RefusesWhatTheBaseCannotCarry) {
  EXPECT_FALSE(resolve(*parse("mailto:a@example.com"), "b"));
  EXPECT_FALSE(resolve(*parse("http://a/"), "http://"));
  EXPECT_FALSE(resolve(*parse("http://a/"), "//[::1"));
}

TEST(Resolve, MergesWithAnEmptyBasePath) {
  EXPECT_EQ(resolve(*parse("foo://h"), "x")->to_string(), "foo://h/x");
}

TEST(Resolve, CarriesTheUserinfoOfTheBaseUnprinted) {
  const auto url = resolve(*parse("http://u:p@a/b"), "/c");
  EXPECT_EQ(url->userinfo, "u:p");
  EXPECT_EQ(url->to_string(), "http://a/c");
}

}  // namespace
}  // namespace rawi::url
