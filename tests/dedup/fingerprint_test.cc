#include "daemon/dedup/fingerprint.h"

#include <gtest/gtest.h>

#include "daemon/dedup/uuid.h"
#include "tests/dedup/made_texts.h"

namespace rawi::dedup {
namespace {

using made::Maker;

Fingerprint sample(std::string_view id = "886313e1-3b8a-5372-9b90-0c9aee199e5d") {
  Maker make(11);
  Dedup dedup;
  const auto text = make.report(300);
  auto c = text.candidate(id, "outlet");
  c.published_at = 1'700'000'000;
  c.seen_at = 1'700'000'500;
  return dedup.judge(c).fingerprint;
}

TEST(Fingerprint, SurvivesTheLedger) {
  for (const std::string_view id : {"886313e1-3b8a-5372-9b90-0c9aee199e5d", "any other id", ""}) {
    Fingerprint f = sample(id);
    f.original = "another";
    f.repeated_units = {1, 2, 3};
    const auto back = Fingerprint::decode(f.encode());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->article_id, f.article_id);
    EXPECT_EQ(back->original, "another");
    EXPECT_EQ(back->outlet, "outlet");
    EXPECT_EQ(back->published_at, f.published_at);
    EXPECT_EQ(back->seen_at, f.seen_at);
    EXPECT_EQ(back->match_hash, f.match_hash);
    EXPECT_EQ(back->title_hash, f.title_hash);
    EXPECT_EQ(back->paragraph_hashes, f.paragraph_hashes);
    EXPECT_EQ(back->repeated_units, f.repeated_units);
    EXPECT_EQ(back->sketch.shape.signature, f.sketch.shape.signature);
    EXPECT_EQ(back->sketch.shape.title_bits, f.sketch.shape.title_bits);
    EXPECT_EQ(back->sketch.keys, f.sketch.keys);
    EXPECT_EQ(back->encode(), f.encode());
  }
}

TEST(Fingerprint, TakesAFewHundredBytes) { EXPECT_LE(sample().encode().size(), 420U); }

TEST(Fingerprint, DamageIsNoticed) {
  const std::string blob = sample().encode();
  for (std::size_t size = 0; size < blob.size(); ++size) {
    const auto cut = Fingerprint::decode(std::string_view(blob).substr(0, size));
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().code, Errc::corrupt);
  }
  EXPECT_FALSE(Fingerprint::decode(blob + "x"));
  EXPECT_FALSE(Fingerprint::decode("\x7F" + blob.substr(1)));
}

TEST(Uuid, IsReadInItsCanonicalFormOnly) {
  const std::string text = "886313e1-3b8a-5372-9b90-0c9aee199e5d";
  EXPECT_EQ(format_uuid(*parse_uuid(text)), text);
  for (const std::string_view bad :
       {"", "886313e1", "886313E1-3b8a-5372-9b90-0c9aee199e5d", "886313e1x3b8a-5372-9b90-0c9aee199e5d",
        "886313e1-3b8a-5372-9b90-0c9aee199e5g"}) {
    EXPECT_FALSE(parse_uuid(bad)) << bad;
  }
}

}  // namespace
}  // namespace rawi::dedup
