// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "ingest/article.h"
#include "ingest/encoding.h"

namespace dragoman::ingest {
namespace {

using std::string_literals::operator""s;

Result<Document> Make(std::string bytes, RawArticle::Form form = RawArticle::Form::kText,
                      Limits limits = {}) {
  RawArticle raw;
  raw.form = form;
  raw.path = "test";
  raw.bytes = std::move(bytes);
  auto d = MakeDocument(raw, {}, limits);
  if (d) Verify(*d);
  return d;
}

Result<Document> MakeJson(std::string bytes) {
  return Make(std::move(bytes), RawArticle::Form::kJson);
}

std::vector<std::string> Paragraphs(const Document& d) {
  std::vector<std::string> all;
  for (Span p : d.paragraphs) all.emplace_back(p.in(d.text));
  return all;
}

using Texts = std::vector<std::string>;

TEST(Layout, AShortFirstLineWithoutAStopIsTheHeadline) {
  auto d =
      Make("Envoys to meet in Oslo\nThe envoys of two states will meet.\n\nNobody said why.\n");
  EXPECT_EQ(d->title, "Envoys to meet in Oslo");
  EXPECT_EQ(Paragraphs(*d), (Texts{"The envoys of two states will meet.", "Nobody said why."}));
}

TEST(Layout, AFirstLineThatIsASentenceIsNone) {
  auto d = Make("The envoys of two states will meet.\nNobody said why.");
  EXPECT_EQ(d->title, "");
  EXPECT_EQ(d->paragraphs.size(), 2u);
  d = Make("\"We will meet,\" he said: \"soon.\"\nNobody said why.");
  EXPECT_EQ(d->title, "");
}

TEST(Layout, ALoneLineIsAParagraph) {
  auto d = Make("Envoys to meet in Oslo");
  EXPECT_EQ(d->title, "");
  EXPECT_EQ(Paragraphs(*d), Texts{"Envoys to meet in Oslo"});
}

TEST(Layout, AQuestionIsAHeadlineOnlyWhereItStandsApart) {
  EXPECT_EQ(Make("Who will be next?\n\nThe minister resigned.")->title, "Who will be next?");
  EXPECT_EQ(Make("Who will be next?\nThe minister resigned.")->title, "");
}

TEST(Layout, LinesOfAPostAreParagraphs) {
  auto d = Make(
      "The minister resigned.\nNEW: the cabinet meets\n— A Reporter (@one) June 7, 2023\n• it is "
      "late");
  EXPECT_EQ(d->paragraphs.size(), 4u);
}

TEST(Layout, HardWrappedLinesAreOneParagraph) {
  auto d = Make(
      "OSLO - The envoys of two states met on\nMonday to speak about the border that\nboth of them "
      "claim, the host\n"
      "said after the talks.\n\nThey had not met since the war, which\nended in May, and the next "
      "talks are\nplanned for June.\n");
  ASSERT_EQ(d->paragraphs.size(), 2u);
  EXPECT_EQ(d->paragraphs[0].in(d->text).substr(0, 10), "OSLO - The");
}

TEST(Json, ATitleThatTheTextLacksIsPutBeforeIt) {
  auto d = MakeJson(R"({"title": " Envoys\n meet ", "text": "They met."})");
  EXPECT_EQ(d->text, "Envoys meet\n\nThey met.");
  EXPECT_EQ(d->headline, (Span{0, 11}));
  EXPECT_EQ(Paragraphs(*d), Texts{"They met."});
  d = MakeJson(R"({"title": "Envoys meet", "text": "\nEnvoys meet\nThey met."})");
  EXPECT_EQ(d->text, "\nEnvoys meet\nThey met.");
  EXPECT_EQ(d->headline, (Span{1, 12}));
  d = MakeJson(R"({"title": "Envoys meet", "text": "Envoys meet in Oslo.\nYes."})");
  EXPECT_EQ(d->text, "Envoys meet\n\nEnvoys meet in Oslo.\nYes.");
}

TEST(Json, FieldsAreKept) {
  auto d = MakeJson(
      R"({"id": 7, "text": "They met.", "published": "2024-02-29T10:00:00Z", "outlet": "X", "url": "u", "authors": ["A", "B"]})");
  EXPECT_EQ(d->id, "7");
  EXPECT_EQ(d->published->ToString(), "2024-02-29");
  EXPECT_EQ(d->published_basis, PublishedBasis::kGiven);
  EXPECT_EQ(*d->outlet, "X");
  EXPECT_EQ(d->authors, (Texts{"A", "B"}));
}

TEST(Json, AWrongDateIsSaidAndIgnored) {
  auto d = MakeJson(R"({"text": "They met.", "published": "2023-02-31"})");
  EXPECT_FALSE(d->published.has_value());
  ASSERT_EQ(d->diagnostics.size(), 1u);
  EXPECT_NE(d->diagnostics[0].message.find("2023-02-31"), std::string::npos);
}

TEST(Json, BrokenLinesAreRefusedWithTheReason) {
  EXPECT_EQ(MakeJson(R"({"text": "a)").error().message.substr(0, 8), "not JSON");
  EXPECT_EQ(MakeJson("[1]").error().message,
            "not a JSON object: an article is {\"text\": \"...\"}");
  EXPECT_EQ(MakeJson("{}").error().message, "no \"text\"");
  EXPECT_EQ(MakeJson(R"({"text": 3})").error().message, "\"text\" is not a string");
  EXPECT_EQ(MakeJson(R"({"text": "x", "url": []})").error().message, "\"url\" is not a string");
}

TEST(Encoding, MarksAndUtf16) {
  EXPECT_EQ(Make("\xEF\xBB\xBFThey met.")->text, "They met.");
  EXPECT_EQ(Make("\xFF\xFE"
                 "H\0i\0\xAC\x20."s +
                 "\0"s)
                ->text,
            "Hi€.");
  EXPECT_EQ(Make("\xFE\xFF\0H\0i\xD8\x3C\xDD\xF3"s)->text, "Hi\U0001F1F3");
  EXPECT_FALSE(Make("\xFF\xFE\0\0H\0\0\0"s));
}

TEST(Encoding, LineEndsAndControls) {
  auto d = Make("The first sentence of it all.\r\nThe second one, with a NUL\0in it.\rThe third."s);
  EXPECT_EQ(d->text,
            "The first sentence of it all.\nThe second one, with a NUL in it.\nThe third.");
  EXPECT_EQ(d->diagnostics.size(), 1u);
}

TEST(Encoding, BytesThatAreNotUtf8) {
  EXPECT_EQ(Make("They met the envoys of C\xF4te d'Ivoire \x97 again.")->text,
            "They met the envoys of Côte d'Ivoire — again.");
  EXPECT_EQ(Make("They met the envoys of Côte d'Ivoire \x97 again.")->text,
            "They met the envoys of Côte d'Ivoire \uFFFD again.");
  EXPECT_FALSE(Make("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\xF0\x9F"s));
}

TEST(Encoding, Utf8LengthKnowsTheForbiddenOnes) {
  EXPECT_EQ(Utf8Length("\xC0\x80", 0), 0u);          // overlong
  EXPECT_EQ(Utf8Length("\xED\xA0\x80", 0), 0u);      // a surrogate
  EXPECT_EQ(Utf8Length("\xF4\x90\x80\x80", 0), 0u);  // above U+10FFFF
  EXPECT_EQ(Utf8Length("\xE2\x82", 0), 0u);          // cut off
  EXPECT_EQ(Utf8Length("\xE2\x82\xAC", 0), 3u);
}

TEST(Document, NothingToReadIsRefused) {
  EXPECT_FALSE(Make(""));
  EXPECT_FALSE(Make(" \n\t\n"));
  EXPECT_FALSE(Make("\xC2\xA0\n\xEF\xBB\xBF"));
  EXPECT_FALSE(MakeJson(R"({"text": ""})"));
}

TEST(Document, TheIdIsTheDigestOfTheText) {
  // Of the text after cleaning: sha256("They met.").
  EXPECT_EQ(Make("\xEF\xBB\xBFThey met.")->id, Make("They met.")->id);
  EXPECT_EQ(Make("They met.")->id.size(), 7u + 64u);
}

TEST(Document, TooLargeIsRefusedWithItsSize) {
  Limits limits;
  limits.max_article_bytes = 10;
  auto d = Make("They met again.", RawArticle::Form::kText, limits);
  EXPECT_EQ(d.error().message, "too large: 15 bytes, the limit is 10");
}

}  // namespace
}  // namespace dragoman::ingest
