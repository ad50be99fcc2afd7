// The samples that outlet files carry: those of this repository agree, and a disagreement is said plainly.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "connectors/extract/samples.h"
#include "connectors/outlet/load.h"

namespace rawi::extract {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class OutletsOfThisRepository : public ::testing::TestWithParam<const char*> {};

TEST_P(OutletsOfThisRepository, LoadAndTheirSamplesComeOutAsExpected) {
  const auto folder = outlet::load_outlets(std::string(RAWI_SOURCE_DIR) + "/" + GetParam());
  EXPECT_THAT(folder.problems, IsEmpty());
  EXPECT_GE(folder.outlets.size(), 3u);
  for (const auto& outlet : folder.outlets) {
    EXPECT_FALSE(outlet.samples.empty()) << outlet.file;
    EXPECT_THAT(check_samples(outlet), IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(Folders, OutletsOfThisRepository,
                         ::testing::Values("config/outlets", "tests/sites/outlets"));

class SampleCheck : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "rawi_samples_" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder_);
    write("a.html",
          "<html lang=ar><body><h1>عادت الطيور المهاجرة إلى بحيرة القصب</h1><div class=text>"
          "<p>عادت الطيور المهاجرة إلى بحيرة القصب بعد غياب استمر أربعة أعوام، وسجل المراقبون وصول ألفي طائر "
          "في أسبوع.</p>"
          "<p>وقال مشرف المحمية إن ارتفاع منسوب المياه هذا الشتاء أعاد إلى البحيرة غذاءها وأماكن تعشيشها "
          "القديمة.</p>"
          "</div></body></html>");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
  }

  std::vector<std::string> check(const std::string& expectation) {
    write("a.json", expectation);
    settings::Problems problems(folder_ + "/o.yaml");
    const auto outlet = outlet::read_outlet(
        "home: https://nahr.example\nrules: {title: h1, body: .text}\n"
        "samples: [{url: /a, page: a.html, expect: a.json}]\n",
        folder_ + "/o.yaml", problems);
    EXPECT_THAT(problems.lines(), IsEmpty());
    return check_samples(outlet);
  }

  std::string folder_;
};

TEST_F(SampleCheck, ComparesOnlyTheFieldsThatTheExpectationNames) {
  EXPECT_THAT(check(R"({"title": "عادت الطيور المهاجرة إلى بحيرة القصب", "language": "ar"})"), IsEmpty());
}

TEST_F(SampleCheck, EachDifferenceNamesFileSampleFieldGotAndWant) {
  EXPECT_THAT(check(R"({"title": "غيره", "authors": ["سامي"]})"),
              ElementsAre(AllOf(StartsWith(folder_ + "/o.yaml: sample " + folder_ + "/a.html: authors[0]: "),
                                HasSubstr("got nothing, want \"سامي\"")),
                          AllOf(HasSubstr("title: got \"عادت"), HasSubstr("want \"غيره\""))));
}

TEST_F(SampleCheck, AParagraphTooManyOrTooFewIsADifference) {
  EXPECT_THAT(check(R"({"paragraphs": []})"),
              ElementsAre(HasSubstr("paragraphs[0]"), HasSubstr("paragraphs[1]")));
}

TEST_F(SampleCheck, ARefusalThatWasNotExpectedIsADifferenceAndTheReverse) {
  write("a.html", "<html><body></body></html>");
  EXPECT_THAT(check(R"({"title": "x"})"), ElementsAre(HasSubstr("want an article")));
  SetUp();
  EXPECT_THAT(check(R"({"rejected": "not_arabic"})"), ElementsAre(HasSubstr("want \"not_arabic\"")));
}

TEST_F(SampleCheck, MissingOrUnreadableFilesAreDifferences) {
  EXPECT_THAT(check("no json"), ElementsAre(HasSubstr("JSON object")));
  std::filesystem::remove(folder_ + "/a.html");
  EXPECT_THAT(check("{}"), ElementsAre(HasSubstr("a.html: page: got a file that cannot be read")));
}

}  // namespace
}  // namespace rawi::extract
