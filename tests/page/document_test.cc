// The flat tree: what WHATWG HTML 13.2 makes of a page, and the same from the slim page as from the whole
// one.
#include "connectors/page/document.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "connectors/page/selector.h"
#include "tests/page/trees.h"

namespace rawi::page {
namespace {

Document parsed(std::string_view html, bool slim = true) {
  ParseOptions options;
  options.slim = slim;
  auto doc = parse_html(std::string(html), options);
  EXPECT_TRUE(doc.has_value());
  return std::move(*doc);
}

std::string body_of(std::string_view html) {
  const std::string all = outline(parsed(html));
  const auto body = all.find("  body");
  return body == std::string::npos ? all : all.substr(body);
}

// --- golden trees ---

TEST(Tree, HasElementsAttributesAndTextInDocumentOrder) {
  EXPECT_EQ(
      outline(parsed("<!DOCTYPE html><html lang=ar><head><title>عنوان &amp; خبر</title></head>"
                     "<body class='a b'><p ID=x>نص <b>غامق</b></p></body></html>")),
      "html lang=\"ar\"\n  head\n    title\n      \"عنوان & خبر\"\n  body class=\"a b\"\n    p id=\"x\"\n"
      "      \"نص \"\n      b\n        \"غامق\"\n");
}

TEST(Tree, GivesEachNodeItsNeighbours) {
  const Document doc = parsed("<body><p>1<i>2</i></p><p>3</p>");
  const NodeId body = doc.body(), p1 = doc.first_child(body), p2 = doc.next_sibling(p1);
  EXPECT_EQ(doc.parent(p1), body);
  EXPECT_EQ(doc.previous_sibling(p2), p1);
  EXPECT_EQ(doc.previous_sibling(p1), kNone);
  EXPECT_EQ(doc.next_sibling(p2), kNone);
  EXPECT_EQ(doc.end(p1), p2);
  EXPECT_EQ(doc.first_child(p1 + 1), kNone);
  EXPECT_EQ(doc.text_content(body), "123");
  EXPECT_TRUE(doc.contains(body, p2));
  EXPECT_FALSE(doc.contains(p1, p2));
}

TEST(Tree, ClosesWhatPagesLeaveOpen) {
  EXPECT_EQ(body_of("<p>1<p>2<ul><li>3<li>4</ul><table><tr><td>5<td>6</table>"),
            "  body\n    p\n      \"1\"\n    p\n      \"2\"\n    ul\n      li\n        \"3\"\n      li\n     "
            "   \"4\"\n"
            "    table\n      tbody\n        tr\n          td\n            \"5\"\n          td\n            "
            "\"6\"\n");
}

TEST(Tree, RepeatsFormattingThatCrossesBlocks) {
  EXPECT_EQ(body_of("<p><b class=k>1<p>2</b>3"),
            "  body\n    p\n      b class=\"k\"\n        \"1\"\n    p\n      b class=\"k\"\n        \"2\"\n  "
            "    \"3\"\n");
}

TEST(Tree, MovesTextOutOfTables) {
  EXPECT_EQ(body_of("<table>1<tr>2<td>3</table>"),
            "  body\n    \"12\"\n    table\n      tbody\n        tr\n          td\n            \"3\"\n");
}

TEST(Tree, MergesRepeatedHtmlAndBodyTags) {
  const Document doc = parsed("<html lang=ar><body class=a><html lang=en dir=rtl><body class=b id=c>");
  EXPECT_EQ(doc.attribute(0, "lang"), "ar");
  EXPECT_EQ(doc.attribute(0, "dir"), "rtl");
  EXPECT_EQ(doc.attribute(doc.body(), "class"), "a");
  EXPECT_EQ(doc.attribute(doc.body(), "id"), "c");
}

TEST(Tree, HasNoScriptsStylesCommentsOrDrawings) {
  EXPECT_EQ(
      body_of("<p>1<!-- a --><script>'</p>'</script>2<style>p{}</style>3<svg><path/><title>t</title></svg>"
              "<iframe src=x><p></iframe>"),
      "  body\n    p\n      \"123\"\n      svg\n      iframe src=\"x\"\n");
}

TEST(Tree, KeepsNoscriptTemplateAndRawText) {
  EXPECT_EQ(
      body_of("<p></p><noscript><img "
              "src=a></noscript><template><p>1</template><textarea>\n<b>&lt;</textarea><xmp>&lt;</xmp>"),
      "  body\n    p\n    noscript\n      img src=\"a\"\n    template\n      p\n        \"1\"\n    textarea\n"
      "      \"<b><\"\n    xmp\n      \"&lt;\"\n");
}

TEST(Tree, KeepsWhiteSpaceOfPre) {
  const Document doc = parsed("<pre>\n  a\n\n b </pre>");
  EXPECT_EQ(doc.text_content(doc.body()), "  a\n\n b ");
}

TEST(Tree, NamesUnknownElements) {
  const Document doc = parsed("<My-Part data-X=1>نص</My-Part>");
  const NodeId part = doc.body() + 1;
  EXPECT_EQ(doc.tag(part), Tag::other);
  EXPECT_EQ(doc.tag_name(part), "my-part");
  EXPECT_EQ(doc.attribute(part, "data-x"), "1");
  EXPECT_EQ(doc.attribute(part, "data-y"), std::nullopt);
}

TEST(Tree, KnowsClassesAsWords) {
  const Document doc = parsed("<p class=' lead  wide\tx'>");
  const NodeId p = doc.body() + 1;
  for (const char* name : {"lead", "wide", "x"}) EXPECT_TRUE(doc.has_class(p, name)) << name;
  for (const char* name : {"lea", "ide", "", "lead wide", "LEAD"})
    EXPECT_FALSE(doc.has_class(p, name)) << name;
}

TEST(Tree, OfAFramesetHasNoBody) { EXPECT_EQ(parsed("<frameset><frame src=a></frameset>").body(), kNone); }

TEST(Tree, OfAnEmptyPageIsBare) { EXPECT_EQ(outline(parsed("")), "html\n  head\n  body\n"); }

TEST(DataScripts, AreKeptAsWrittenAndInOrder) {
  for (const bool slim : {true, false}) {
    const Document doc = parsed(
        "<script type='application/ld+json'>{\"a\":\"</p>&amp;\"}</script><p>x<script "
        "TYPE=\"Application/LD+JSON; "
        "charset=utf-8\">[2]</script><script id=__NEXT_DATA__ "
        "type=application/json>{\"b\":1}</script><script>no()</script>",
        slim);
    ASSERT_EQ(doc.json_ld().size(), 2u);
    EXPECT_EQ(doc.json_ld()[0], "{\"a\":\"</p>&amp;\"}");
    EXPECT_EQ(doc.json_ld()[1], "[2]");
    ASSERT_EQ(doc.json_state().size(), 1u);
    EXPECT_EQ(doc.json_state()[0], "{\"b\":1}");
  }
}

// --- 13.2.5, the tokenizer ---

struct TextCase {
  const char* name;
  std::string_view html, text;
};

class Tokenizer : public testing::TestWithParam<TextCase> {};

TEST_P(Tokenizer, ReadsTextAsTheStandardSays) {
  for (const bool slim : {true, false}) {
    const Document doc = parsed(GetParam().html, slim);
    EXPECT_EQ(doc.text_content(doc.body()), GetParam().text) << (slim ? "slim" : "whole");
  }
}

constexpr TextCase kTexts[] = {
    {"NamedReferences", "&lt;&amp;&nbsp;&hellip;&rlm;&NotEqualTilde;", "<&\u00A0…\u200F\u2242\u0338"},
    {"NamesWithoutSemicolon", "&ampx &notit; &copy2 &hellip &", "&x ¬it; ©2 &hellip &"},
    {"NumericReferences", "&#1575;&#x644;&#X6e6&#146;", "ال\u06E6\u2019"},
    {"NumericReferencesToNothing", "&#0;&#xD800;&#x110000;&#;&#x;", "\uFFFD\uFFFD\uFFFD&#;&#x;"},
    {"ReferencesToWhiteSpace", "a&#32;&Tab;b", "a \tb"},
    {"LessThanThatIsText", "1 < 2 <3 <", "1 < 2 <3 <"},
    {"EmptyEndTag", "a</>b", "ab"},
    {"BogusComments", "a<!x>b<?y?>c</ z>d", "abcd"},
    {"CommentEnds", "a<!-->b<!--->c<!-- - -- --!>d<!-- > -->e", "abcde"},
    {"CommentNeverEnds", "a<!-- b", "a"},
    {"QuotedGreaterThan", "<p title='>' lang=\"<b>\">a", "a"},
    {"TagNeverEnds", "a<p title='b", "a"},
    {"CdataIsAComment", "a<![CDATA[b]]>c", "ac"},
    {"ScriptHidesMarkup", "a<script>\"</p><b>\" </scrip </script >b", "ab"},
    {"ScriptInEscapedScript", "a<script><!-- <script> </script> --> x </script>b", "ab"},
    {"EscapedScriptThatEnds", "a<script><!-- </script>b", "ab"},
    {"EmptyCommentInScript", "a<script><!--> <script> </script>b", "ab"},
    {"StyleHidesMarkup", "a<style></sty<p></STYLE>b", "ab"},
    {"NewlineBehindPre", "<pre>\n\na</pre><pre>b</pre><listing>\r\nc</listing>", "\nabc"},
    {"NewlineBehindTextarea", "<textarea>\r\na</textarea><textarea>b\r\n</textarea>", "ab\n"},
    {"CarriageReturns", "<pre>x\r\ny\rz</pre>", "x\ny\nz"},
    {"PlaintextIsTheRest", "<plaintext></plaintext>&amp;", "</plaintext>&amp;"},
};
INSTANTIATE_TEST_SUITE_P(Section13_2_5, Tokenizer, testing::ValuesIn(kTexts),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Tokenizer, ReadsAttributesAsTheStandardSays) {
  const Document doc =
      parsed("<p a b= c=1 d='2' e=\"&quot;\" f=g/h I=&ltx j=&lt; k=?a=1&copy=2&amp;b c=3/ =x=y>");
  const NodeId p = doc.body() + 1;
  const std::vector<std::pair<std::string_view, std::string_view>> wanted = {
      {"a", ""},  {"b", "c=1"},           {"d", "2"},  {"e", "\""}, {"f", "g/h"}, {"i", "&ltx"},
      {"j", "<"}, {"k", "?a=1&copy=2&b"}, {"c", "3/"}, {"=x", "y"}};
  ASSERT_EQ(static_cast<std::size_t>(doc.attributes_end(p) - doc.attributes_begin(p)), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(doc.attributes_begin(p)[i].name, wanted[i].first);
    EXPECT_EQ(doc.attributes_begin(p)[i].value, wanted[i].second);
  }
}

TEST(Tokenizer, KeepsTheFirstOfRepeatedAttributes) {
  const Document doc = parsed("<p class=a CLASS=b id=c>");
  EXPECT_EQ(doc.attribute(doc.body() + 1, "class"), "a");
  EXPECT_EQ(doc.attribute(doc.body() + 1, "id"), "c");
}

TEST(Tokenizer, LeavesNulsOut) {
  const Document doc = parsed(std::string_view("<p\0>a\0b</p>", 12));
  EXPECT_EQ(doc.text_content(doc.body()), "ab");
}

// --- slim equals whole ---

class SlimPage : public testing::TestWithParam<std::string_view> {};

TEST_P(SlimPage, GivesTheSameTreeAsTheWholePage) {
  const auto difference = first_difference(parsed(GetParam()), parsed(GetParam(), false));
  EXPECT_FALSE(difference.has_value()) << *difference;
}

constexpr std::string_view kTricky[] = {
    "<table> <!-- c -->x<tr><td> </td></tr></table>",
    "<table> <script>1</script> <tr> <style>a</style>y<td>1</table>",
    "<table><colgroup> <script>1</script><col> </colgroup><col><style></style>x</table>",
    "<script>1</script><head class=a><title>x</title></head><body id=b>",
    "<!-- c --><script></script><!DOCTYPE html><p><table>",
    "<p><table><tr><td>quirks</table>",
    "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN' "
    "'http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd'><p><table>",
    "<head><noscript><script>1</script><meta name=a></noscript><link></head>",
    "<b a=1 c=2><b c=2 a=1><b a=1 c=2><b a='1' c=\"2\">x<p>y</b></b></b></b>z",
    "<b title='&amp;'><b title='&'><b title=&amp;><b title=&#38;>x<p>y",
    "<a href=1>x<a href=2>y<p>z</a>w<div><a href=3><a href=4>",
    "<p><font color=red>a<p><font color=blue>b<p>c</font>d",
    "<b><i><u>x</b>y</i>z</u>w<p><b><div>q</b>r</div>",
    "<select><option>a<b>b</b><optgroup><option>c<input type=hidden><textarea>d</textarea></select>",
    "<table><input type=hidden><input type=HIDDEN name=x><input type=text><form><tr></form></table>",
    "<div>a</div> \n\n <div> <b>b</b> <i>c</i></div>\t",
    "<pre><!-- c -->\nx</pre><pre>\n<b>\n</b></pre>",
    "<svg viewBox='0 0 1 1' CLASS=x><g><path d='M0'/><text>a</text></g></svg>b<svg/>c",
    "<svg><style>a > b {}</style><script>1</script><![CDATA[<x>]]></svg><p>x",
    "<svg><p>breaks out</p></svg><script>1</script>after",
    "<svg><g></p></g></svg>x<div><svg></div>y",
    "<math><mi>x</mi><mo>&lt;</mo><mtext><b>y</b></mtext></math>z",
    "<svg><font "
    "color=red>a</font><font>b</font></svg>c<svg><foreignObject><div>d</div></foreignObject></svg>",
    "<body></body> <!-- c --> x</html> <script>1</script> y",
    "<ul><li>1<ul><li>2</ul><li>3</ul><dl><dt>4<dd>5<dt>6</dl>",
    "<frameset cols=1><frame src=a><frame></frameset><noframes><p></noframes>",
    "<template><tr><td>x</td></tr><script>1</script></template><template><col><td></template>",
    "<h1>a<h2>b</h1>c<button>d<button>e<p>f</button>g<nobr>h<nobr>i",
    "<p>a</br>b</p></p>c<br/><img src=x /><input/><hr/><image src=y>",
    "<marquee><b>a</marquee>b<object><i>c</object>d<applet><u>e",
    "<form><form><p></form>x<isindex",
    "<ruby>a<rp>(<rt>b<rp>)</ruby><main><article><section><nav>x</nav></section>",
    "&#32;&#10;<p>&#32;x&#9;</p>&nbsp;<table>&#32;<tr>&#32;x</table>",
    "<li>\u200F<b>\u00A0</b>\u3000</li>",
    "<unknown-a><unknown-b>x</unknown-a>y</unknown-b>z",
};
INSTANTIATE_TEST_SUITE_P(Tricky, SlimPage, testing::ValuesIn(kTricky));

TEST(SlimPageOfManyRuns, KeepsThemApartAndInOrder) {
  std::string html, wanted;
  for (int i = 0; i < 70'000; ++i) {  // beyond the stand-ins of three bytes
    html += "<i>" + std::to_string(i) + "</i> ";
    wanted += std::to_string(i) + ' ';
  }
  const Document doc = parsed(html);
  EXPECT_EQ(doc.text_content(doc.body()), wanted);
}

TEST(Document, IsReadableAfterTheNextPageAndAfterMoving) {
  Document first = parsed("<p title='a&amp;b'>x&amp;y <!-- --> z</p>");
  const Document second = parsed("<div>other</div>");
  const Document moved = std::move(first);
  EXPECT_EQ(moved.text_content(0), "x&y  z");
  EXPECT_EQ(moved.attribute(moved.body() + 1, "title"), "a&b");
}

}  // namespace
}  // namespace rawi::page
