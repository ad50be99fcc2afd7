// Wrong, lying and missing declarations. The bytes of windows-1256 are written by hand: «خبر من الميناء
// القديم في المدينة».
#include <zlib.h>

#include "tests/discover/reading.h"

namespace rawi::discover {
namespace {

const std::string kArabic = "خبر من الميناء القديم في المدينة الساحلية اليوم";
const std::string kArabic1256 =
    "\xCE\xC8\xD1 \xE3\xE4 \xC7\xE1\xE3\xED\xE4\xC7\xC1 \xC7\xE1\xDE\xCF\xED\xE3 \xDD\xED "
    "\xC7\xE1\xE3\xCF\xED\xE4\xC9 "
    "\xC7\xE1\xD3\xC7\xCD\xE1\xED\xC9 \xC7\xE1\xED\xE6\xE3";

std::string feed(const std::string& declaration, const std::string& title) {
  return declaration + "<rss><channel><item><title>" + title +
         "</title><link>https://news.example/a</link></item></channel></rss>";
}

struct Case {
  const char* why;
  std::string bytes, content_type;
  const char* note;
};

class Encoding : public testing::TestWithParam<Case> {};

TEST_P(Encoding, GivesTheSameTitle) {
  const Found found = read(GetParam().bytes, "https://news.example/feed", GetParam().content_type);
  EXPECT_EQ(titles(found), Strings{kArabic}) << GetParam().why;
  EXPECT_TRUE(*GetParam().note == 0 || tolerated(found, GetParam().note))
      << GetParam().why << testing::PrintToString(found.tolerated);
}

INSTANTIATE_TEST_SUITE_P(
    Declarations, Encoding,
    testing::Values(Case{"declared and true", feed("<?xml version='1.0' encoding='UTF-8'?>", kArabic),
                         "text/xml; charset=utf-8", ""},
                    Case{"UTF-8 that declares windows-1256",
                         feed("<?xml version='1.0' encoding='windows-1256'?>", kArabic), "", "is utf-8"},
                    Case{"UTF-8 that HTTP calls Latin-1", feed("", kArabic), "text/xml; charset=ISO-8859-1",
                         "is utf-8"},
                    Case{"windows-1256 declared",
                         feed("<?xml version='1.0' encoding='windows-1256'?>", kArabic1256), "", ""},
                    Case{"windows-1256 declared by HTTP alone", feed("", kArabic1256),
                         "text/xml; charset=windows-1256", ""},
                    Case{"windows-1256 that declares UTF-8",
                         feed("<?xml version='1.0' encoding='utf-8'?>", kArabic1256), "", "is windows-1256"},
                    Case{"windows-1256 that declares nothing", feed("", kArabic1256), "application/rss+xml",
                         "windows-1256"}));

TEST(EncodingOthers, LegacyEncodingsAreReadAsDeclared) {
  const Found found = read(feed("<?xml version='1.0' encoding='ISO-8859-1'?>",
                                "La criminalit\xE9 li\xE9"
                                "e \xE0 l'ennui"));
  EXPECT_EQ(titles(found), Strings{"La criminalité liée à l'ennui"});
  EXPECT_TRUE(found.tolerated.empty());
}

TEST(Encoding16Bit, IsToldByItsFirstCharacter) {
  std::string wide = "\xFF\xFE";
  for (const char c : feed("", "abc def ghi")) wide += std::string(1, c) + std::string(1, '\0');
  EXPECT_EQ(titles(read(wide)), Strings{"abc def ghi"});
  EXPECT_EQ(titles(read(std::string_view(wide).substr(2))), Strings{"abc def ghi"});
}

TEST(EncodingDefects, AFewBrokenCharactersSpoilNothing) {
  std::string title;
  for (int i = 0; i < 20; ++i) title += kArabic + " ";
  const Found found = read(feed("", title + "\xD9"));
  EXPECT_EQ(found.links.size(), 1u);
  EXPECT_EQ(found.links[0].title.substr(0, kArabic.size()), kArabic);
  EXPECT_TRUE(tolerated(found, "broken UTF-8"));
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string in = text, out(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(Gzip, IsInflatedInOneOrSeveralMembers) {
  const std::string text = feed("", kArabic);
  EXPECT_EQ(titles(read(gzip(text))), Strings{kArabic});
  EXPECT_EQ(titles(read(gzip(text.substr(0, 40)) + gzip(text.substr(40)))), Strings{kArabic});
}

TEST(Gzip, CutOffGivesWhatWasThere) {
  std::string text = "<urlset>";
  for (int i = 0; i < 5000; ++i)
    text += "<url><loc>https://news.example/article/" + std::to_string(i * 7919 % 100003) + "</loc></url>";
  const std::string whole = gzip(text + "</urlset>");
  const Found found = read(std::string_view(whole).substr(0, whole.size() / 2));
  EXPECT_GT(found.links.size(), 1000u);
  EXPECT_LT(found.links.size(), 5000u);
  EXPECT_TRUE(tolerated(found, "gzip"));
}

TEST(Gzip, ABombIsRefused) {
  const auto found = read_source(gzip(std::string(70u << 20, ' ')), "", "https://news.example/sitemap.xml.gz",
                                 nullptr, nullptr);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, Errc::too_large);
}

}  // namespace
}  // namespace rawi::discover
