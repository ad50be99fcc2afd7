// WHATWG Encoding (https://encoding.spec.whatwg.org/), WHATWG HTML 13.2.3 "The input byte stream".
#include "connectors/page/charset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>

#include <array>

namespace rawi::page {
namespace {

constexpr std::string_view kNews =
    "أعلنت بلدية المدينة أن أعمال صيانة الجسر القديم ستبدأ الأسبوع المقبل، وأنها تستمر نحو ثلاثة أشهر. وقال "
    "مدير "
    "الطرق إن الحركة ستحول إلى الشارع الموازي في ساعات النهار.";

std::string encoded(std::string_view text, const char* charset) {
  const iconv_t converter = iconv_open(charset, "UTF-8");
  EXPECT_NE(converter, reinterpret_cast<iconv_t>(-1)) << charset;
  std::string out(text.size() * 4 + 16, '\0');
  std::string copy(text);
  char* from = copy.data();
  char* to = out.data();
  std::size_t from_left = copy.size(), to_left = out.size();
  EXPECT_NE(iconv(converter, &from, &from_left, &to, &to_left), static_cast<std::size_t>(-1)) << charset;
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

std::string page(std::string_view head, std::string_view text = kNews) {
  return "<!DOCTYPE html><html><head>" + std::string(head) + "<title>x</title></head><body><p>" +
         std::string(text) + "</p></body></html>";
}

struct Case {
  const char* name;
  const char* written_in;  // iconv's name
  std::string_view head, content_type;
  std::string_view charset, evidence;
};

class ArabicPage : public testing::TestWithParam<Case> {};

TEST_P(ArabicPage, IsReadWhateverItSaysOfItself) {
  const Case& c = GetParam();
  const auto decoded = decode(encoded(page(c.head), c.written_in), c.content_type);
  ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
  EXPECT_EQ(decoded->text, page(c.head));
  EXPECT_EQ(decoded->charset, c.charset);
  EXPECT_EQ(decoded->evidence, c.evidence);
  EXPECT_EQ(decoded->replaced, 0u);
}

constexpr std::string_view kMeta1256 =
    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1256\">";

constexpr Case kPages[] = {
    {"Utf8Undeclared", "UTF-8", "", "", "utf-8", "detected"},
    {"Utf8ByHeader", "UTF-8", "", "text/html; charset=UTF-8", "utf-8", "http"},
    {"Utf8ByMeta", "UTF-8", "<meta charset=utf-8>", "text/html", "utf-8", "meta"},
    {"Utf8That1256IsSaidOf", "UTF-8", kMeta1256, "", "utf-8", "detected against meta"},
    {"Utf8ThatLatin1IsSaidOf", "UTF-8", "", "text/html; charset=ISO-8859-1", "utf-8",
     "detected against http"},
    {"Utf8HeaderWrongMetaRight", "UTF-8", "<meta charset='utf-8'>", "text/html; charset=windows-1256",
     "utf-8", "meta against http"},
    {"Windows1256ByMeta", "CP1256", kMeta1256, "", "windows-1256", "meta"},
    {"Windows1256ByUnquotedMeta", "CP1256", "<META CONTENT=text/html;charset=CP1256 HTTP-EQUIV=content-type>",
     "", "windows-1256", "meta"},
    {"Windows1256ByHeader", "CP1256", "", "text/html;charset=\"windows-1256\"", "windows-1256", "http"},
    {"Windows1256Undeclared", "CP1256", "", "", "windows-1256", "detected"},
    {"Windows1256ThatUtf8IsSaidOf", "CP1256", "<meta charset=utf-8>", "text/html; charset=utf-8",
     "windows-1256", "detected against http"},
    {"Windows1256ThatLatin1IsSaidOf", "CP1256", "<meta charset=iso-8859-1>", "", "windows-1256",
     "detected against meta"},
    {"Windows1256ThatIso6IsSaidOf", "CP1256", "<meta charset=iso-8859-6>", "", "windows-1256",
     "detected against meta"},
    {"Windows1256UnderAnUnknownName", "CP1256", "<meta charset=arabic-win>", "", "windows-1256", "detected"},
    {"Windows1256InAnXmlDeclaration", "CP1256", "<?xml version=\"1.0\" encoding=\"windows-1256\"?>", "",
     "windows-1256", "detected"},
    {"Iso6ByMeta", "ISO-8859-6", "<meta charset=\"ISO-8859-6\">", "", "iso-8859-6", "meta"},
    {"Iso6Undeclared", "ISO-8859-6", "", "", "iso-8859-6", "detected"},
    {"Iso6That1256IsSaidOf", "ISO-8859-6", kMeta1256, "", "iso-8859-6", "detected against meta"},
    {"Utf16LittleWithoutMark", "UTF-16LE", "", "", "utf-16le", "detected"},
    {"Utf16BigWithoutMark", "UTF-16BE", "", "text/html; charset=utf-16be", "utf-16be", "http"},
};
INSTANTIATE_TEST_SUITE_P(Pages, ArabicPage, testing::ValuesIn(kPages),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(ByteOrderMark, IsTheFirstEvidenceAndIsNotText) {
  for (const auto& [mark, charset, iconv_name] :
       {std::array<const char*, 3>{"\xEF\xBB\xBF", "utf-8", "UTF-8"},
        std::array<const char*, 3>{"\xFF\xFE", "utf-16le", "UTF-16LE"},
        std::array<const char*, 3>{"\xFE\xFF", "utf-16be", "UTF-16BE"}}) {
    const auto decoded = decode(mark + encoded(page(""), iconv_name), "text/html; charset=windows-1256");
    ASSERT_TRUE(decoded.has_value()) << charset;
    EXPECT_EQ(decoded->text, page(""));
    EXPECT_EQ(decoded->charset, charset);
    EXPECT_EQ(decoded->evidence, "bom");
  }
}

TEST(ByteOrderMark, ThatAnEditorPutBeforeWindows1256IsNotBelieved) {
  const auto decoded = decode("\xEF\xBB\xBF" + encoded(page(""), "CP1256"), "");
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->text, page(""));
  EXPECT_EQ(decoded->evidence, "detected against bom");
}

TEST(Utf8, WithStrayBytesStaysUtf8) {
  const auto decoded = decode(page("", std::string(kNews) + "\xD8... \xFF" + std::string(kNews)), "");
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->charset, "utf-8");
  EXPECT_EQ(decoded->replaced, 2u);
  EXPECT_EQ(decoded->text, page("", std::string(kNews) + "\uFFFD... \uFFFD" + std::string(kNews)));
}

TEST(Meta, BehindALongHeadStillCounts) {
  const std::string head = "<script>" + std::string(3000, ' ') + "</script><meta charset=windows-1251>";
  const auto decoded = decode(encoded(page(head, "Погода"), "CP1251"), "");
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->text, page(head, "Погода"));
}

TEST(Meta, InACommentDoesNotCount) {
  const auto decoded =
      decode(encoded(page("<!-- <meta charset=iso-8859-6> --><meta charset=windows-1256>"), "CP1256"), "");
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->evidence, "meta");
}

class OtherLanguage : public testing::TestWithParam<Case> {};

TEST_P(OtherLanguage, IsReadAsDeclared) {
  const Case& c = GetParam();
  const auto decoded = decode(encoded(page(c.head, c.evidence), c.written_in), c.content_type);
  ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
  EXPECT_EQ(decoded->text, page(c.head, c.evidence));
  EXPECT_EQ(decoded->charset, c.charset);
}

constexpr std::string_view kRussian =
    "Сегодня в городе открылась выставка старых карт, говорят сотрудники музея истории.";
constexpr Case kOthers[] = {
    // `evidence` holds the text here
    {"Latin1", "ISO-8859-1", "<meta charset=iso-8859-1>", "", "windows-1252",
     "La météo sera très agréable dès février, à Orléans."},
    {"Windows1252", "CP1252", "", "text/html; charset=windows-1252", "windows-1252",
     "“Grüße” – schöne Straße"},
    {"Latin2", "ISO-8859-2", "<meta charset=latin2>", "", "iso-8859-2",
     "Příliš žluťoučký kůň úpěl ďábelské ódy"},
    {"Windows1251", "CP1251", "<meta charset=windows-1251>", "", "windows-1251", kRussian},
    {"Koi8", "KOI8-R", "", "text/html; charset=koi8-r", "koi8-r", kRussian},
    {"Gbk", "GBK", "<meta charset=gb2312>", "", "gbk",
     "今天城市博物馆开放了一个古地图展览，市民可以免费参观。"},
    {"Big5", "BIG5", "<meta charset=big5>", "", "big5",
     "今天城市博物館開放了一個古地圖展覽，市民可以免費參觀。"},
    {"ShiftJis", "SHIFT_JIS", "<meta charset=shift_jis>", "", "shift_jis",
     "今日、市立博物館で古い地図の展覧会が始まりました。"},
    {"EucJp", "EUC-JP", "<meta charset=euc-jp>", "", "euc-jp",
     "今日、市立博物館で古い地図の展覧会が始まりました。"},
    {"Iso2022Jp", "ISO-2022-JP", "<meta charset=iso-2022-jp>", "", "iso-2022-jp",
     "今日、展覧会が始まりました。"},
    {"EucKr", "EUC-KR", "<meta charset=euc-kr>", "", "euc-kr",
     "오늘 시립 박물관에서 옛 지도 전시회가 열렸습니다."},
    {"Hebrew", "CP1255", "<meta charset=windows-1255>", "", "windows-1255",
     "היום נפתחה במוזיאון העירוני תערוכה של מפות ישנות מן העיר"},
    {"Greek", "ISO-8859-7", "<meta charset=greek>", "", "iso-8859-7",
     "Σήμερα άνοιξε στο μουσείο μια έκθεση παλιών χαρτών της πόλης"},
    {"Thai", "TIS-620", "<meta charset=tis-620>", "", "windows-874", "วันนี้พิพิธภัณฑ์เมืองเปิดนิทรรศการแผนที่เก่า"},
    {"Turkish", "ISO-8859-9", "<meta charset=iso-8859-9>", "", "windows-1254",
     "Bugün şehir müzesinde eski haritalar sergisi açıldı, ığdır"},
    {"Ascii", "ASCII", "<meta charset=windows-1256>", "", "windows-1256", "plain words"},
};
INSTANTIATE_TEST_SUITE_P(Pages, OtherLanguage, testing::ValuesIn(kOthers),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(DoubleEncoding, IsUndoneWhereItCanBe) {
  for (const char* misread_as : {"CP1256", "CP1252"}) {
    // Only letters whose second byte that code page has (iconv refuses the others).
    const std::string words = "السلام على الناس جميعا الان انا سالت الناس السلام على الناس جميعا الان";
    std::string twice;
    const iconv_t converter = iconv_open("UTF-8", misread_as);
    std::string copy = words, out(words.size() * 4, '\0');
    char* from = copy.data();
    char* to = out.data();
    std::size_t from_left = copy.size(), to_left = out.size();
    iconv(converter, &from, &from_left, &to, &to_left);
    iconv_close(converter);
    ASSERT_EQ(from_left, 0u) << misread_as;
    twice.assign(out, 0, out.size() - to_left);
    const auto decoded = decode(page("<meta charset=utf-8>", twice), "");
    ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
    EXPECT_EQ(decoded->text, page("<meta charset=utf-8>", words));
    EXPECT_EQ(decoded->evidence, "detected: UTF-8 encoded twice");
  }
}

TEST(DoubleEncoding, IsRefusedWhereLettersWereLost) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "Ø§Ù„Ø³Ù„Ø§Ù? Ø§Ù„?Ù„Ø§Ù…? ";
  const auto decoded = decode(page("", text), "");
  ASSERT_FALSE(decoded.has_value());
  EXPECT_EQ(decoded.error().code, Errc::bad_input);
}

class NotText : public testing::TestWithParam<std::string_view> {};

TEST_P(NotText, IsRefusedWithWhatWasSeen) {
  const auto decoded = decode(GetParam(), "text/html; charset=utf-8");
  ASSERT_FALSE(decoded.has_value());
  EXPECT_EQ(decoded.error().code, Errc::bad_input);
  EXPECT_THAT(decoded.error().message, testing::StartsWith("not readable as text: "));
}

constexpr std::string_view kNoise =
    "\x80\x9F\xFE\x81\xF5\xC0\x8D\xFF\x90\xFB\x9D\xA0\xF9\x8F\xFD\xFF\xF8\xFE\x8A\xF4";
INSTANTIATE_TEST_SUITE_P(Bytes, NotText,
                         testing::Values("\x89PNG\r\n\x1A\n....", "%PDF-1.7 ...", "\x1F\x8B\x08 gzip",
                                         "PK\x03\x04 zip", kNoise));

TEST(NotText, BinaryDataIsRefused) {
  std::string bytes;
  for (int i = 0; i < 4000; ++i) bytes += static_cast<char>(i * 7 % 31);
  EXPECT_FALSE(decode(bytes, "").has_value());
}

TEST(Decode, EmptyInputIsEmptyText) {
  const auto decoded = decode("", "");
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->text, "");
}

}  // namespace
}  // namespace rawi::page
