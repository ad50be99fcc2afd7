#include "connectors/page/charset_labels.h"

#include <string>

namespace rawi::page {
namespace {

// Differences from the standard's table: spellings of windows-1256 seen on pages are added; "replacement"
// encodings are left out, so that they count as undeclared.
constexpr Encoding kEncodings[] = {
    {"utf-8", "UTF-8", " utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 ", false},
    {"windows-1256", "windows-1256", " windows-1256 cp1256 x-cp1256 windows1256 win-1256 cp-1256 ", true},
    {"iso-8859-6", "ISO-8859-6",
     " iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e "
     "iso-8859-6-i "
     "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 ",
     true},
    {"windows-1252", "windows-1252",
     " windows-1252 iso-8859-1 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-ir-100 iso8859-1 "
     "iso88591 "
     "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 ",
     true},
    {"utf-16le", "UTF-16LE", " utf-16le utf-16 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff ", false},
    {"utf-16be", "UTF-16BE", " utf-16be unicodefffe ", false},
    {"ibm866", "IBM866", " ibm866 866 cp866 csibm866 ", true},
    {"iso-8859-2", "ISO-8859-2",
     " iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 ", true},
    {"iso-8859-3", "ISO-8859-3",
     " iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 ", true},
    {"iso-8859-4", "ISO-8859-4",
     " iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 ", true},
    {"iso-8859-5", "ISO-8859-5",
     " iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 ",
     true},
    {"iso-8859-7", "ISO-8859-7",
     " iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek ",
     true},
    {"iso-8859-8", "ISO-8859-8",
     " iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual ",
     true},
    {"iso-8859-8-i", "ISO-8859-8", " iso-8859-8-i csiso88598i logical ", true},
    {"iso-8859-10", "ISO-8859-10", " iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6 ",
     true},
    {"iso-8859-13", "ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 ", true},
    {"iso-8859-14", "ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 ", true},
    {"iso-8859-15", "ISO-8859-15", " iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 ", true},
    {"iso-8859-16", "ISO-8859-16", " iso-8859-16 ", true},
    {"koi8-r", "KOI8-R", " koi8-r cskoi8r koi koi8 koi8_r ", true},
    {"koi8-u", "KOI8-U", " koi8-u koi8-ru ", true},
    {"macintosh", "macintosh", " macintosh csmacintosh mac x-mac-roman ", true},
    {"windows-874", "windows-874", " windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 ", true},
    {"windows-1250", "windows-1250", " windows-1250 cp1250 x-cp1250 ", true},
    {"windows-1251", "windows-1251", " windows-1251 cp1251 x-cp1251 ", true},
    {"windows-1253", "windows-1253", " windows-1253 cp1253 x-cp1253 ", true},
    {"windows-1254", "windows-1254",
     " windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 "
     "l5 latin5 "
     "x-cp1254 ",
     true},
    {"windows-1255", "windows-1255", " windows-1255 cp1255 x-cp1255 ", true},
    {"windows-1257", "windows-1257", " windows-1257 cp1257 x-cp1257 ", true},
    {"windows-1258", "windows-1258", " windows-1258 cp1258 x-cp1258 ", true},
    {"x-mac-cyrillic", "x-mac-cyrillic", " x-mac-cyrillic x-mac-ukrainian ", true},
    {"gbk", "gb18030", " gbk gb2312 chinese csgb2312 csiso58gb231280 gb_2312 gb_2312-80 iso-ir-58 x-gbk ",
     false},
    {"gb18030", "gb18030", " gb18030 ", false},
    {"big5", "Big5-HKSCS", " big5 big5-hkscs cn-big5 csbig5 x-x-big5 ", false},
    {"euc-jp", "EUC-JP", " euc-jp cseucpkdfmtjapanese x-euc-jp ", false},
    {"iso-2022-jp", "ISO-2022-JP", " iso-2022-jp csiso2022jp ", false},
    {"shift_jis", "windows-31j", " shift_jis shift-jis sjis csshiftjis ms932 ms_kanji windows-31j x-sjis ",
     false},
    {"euc-kr", "windows-949",
     " euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
     "windows-949 ",
     false},
};

}  // namespace

const Encoding* encoding_of(std::string_view label) {
  constexpr std::string_view kAround = " \t\n\f\r\"'";
  const auto first = label.find_first_not_of(kAround);
  if (first == std::string_view::npos) return nullptr;
  label = label.substr(first, label.find_last_not_of(kAround) - first + 1);
  if (label.size() > 40) return nullptr;
  std::string wanted = " ";
  for (const char c : label) {
    if (c == ' ') return nullptr;
    wanted += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  wanted += ' ';
  for (const Encoding& encoding : kEncodings) {
    if (encoding.labels.find(wanted) != std::string_view::npos) return &encoding;
  }
  return nullptr;
}

}  // namespace rawi::page
