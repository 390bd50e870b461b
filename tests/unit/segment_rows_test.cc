// SPDX-License-Identifier: Apache-2.0
// Every row of data/en/segment/ does in its example what it is there for, and not elsewhere.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lexicon/lexicon.h"
#include "segment/segment.h"

namespace dragoman::segment {
namespace {

using lexicon::Lexicon;
using lexicon::Table;

struct Split {
  std::vector<std::string> words;
  std::vector<int> lengths;
  size_t sentences = 0;

  bool has(const std::string& word) const {
    return std::find(words.begin(), words.end(), word) != words.end();
  }
};

Split SplitText(const std::string& text) {
  static const SegmentRules rules(Lexicon::Embedded());
  Document d;
  d.text = text;
  d.paragraphs.push_back({0, static_cast<uint32_t>(text.size())});
  const Sentences s = SplitSentences(d, rules, Limits());
  Verify(s, d);
  Split out;
  for (const Word& w : s.words) {
    out.words.emplace_back(w.span.in(d.text));
    out.lengths.push_back(w.token_length);
  }
  out.sentences = s.sentences.size();
  return out;
}

std::string LowerCase(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return s;
}

bool HasLower(const Split& split, const std::string& word) {
  return std::any_of(split.words.begin(), split.words.end(),
                     [&](const std::string& w) { return LowerCase(w) == word; });
}

class Rows {
 public:
  explicit Rows(const std::string& name) : table_(Lexicon::Embedded().table("en/segment/" + name)) {
    EXPECT_GT(table_.size(), 0u);
  }
  size_t size() const { return table_.size(); }
  std::string at(size_t row, std::string_view column) const {
    return std::string(table_.at(row, table_.column(column)));
  }

 private:
  const Table& table_;
};

TEST(SegmentRows, AnAbbreviationKeepsItsStopAndEndsNoSentence) {
  Rows rows("abbreviations");
  for (size_t r = 0; r < rows.size(); ++r) {
    SCOPED_TRACE(rows.at(r, "example"));
    Split split = SplitText(rows.at(r, "example"));
    EXPECT_TRUE(HasLower(split, rows.at(r, "form") + "."));
    EXPECT_EQ(split.sentences, 1u);
    if (rows.at(r, "next") == "digit") {
      EXPECT_FALSE(HasLower(SplitText("They said " + rows.at(r, "form") + ". Then they left."),
                            rows.at(r, "form") + "."));
    }
    if (rows.at(r, "capital") == "yes" && rows.at(r, "form").find('.') == std::string::npos) {
      EXPECT_FALSE(
          HasLower(SplitText("They said " + rows.at(r, "form") + "."), rows.at(r, "form") + "."));
    }
  }
}

TEST(SegmentRows, APrefixStaysWithItsWordAndAnotherFirstPartDoesNot) {
  Rows rows("prefixes");
  for (size_t r = 0; r < rows.size(); ++r) {
    SCOPED_TRACE(rows.at(r, "example"));
    EXPECT_EQ(SplitText("the " + rows.at(r, "example") + " spoke").words.size(), 3u);
    EXPECT_EQ(SplitText("the x" + rows.at(r, "example") + " spoke").words.size(), 5u);
  }
}

TEST(SegmentRows, AContractionIsOneTokenOfTwoWords) {
  Rows rows("contractions");
  for (size_t r = 0; r < rows.size(); ++r) {
    SCOPED_TRACE(rows.at(r, "example"));
    Split split = SplitText(rows.at(r, "example"));
    size_t first = std::stoul(rows.at(r, "first"));
    auto it = std::find_if(split.words.begin(), split.words.end(), [&](const std::string& w) {
      return LowerCase(w) == rows.at(r, "form").substr(0, first);
    });
    ASSERT_NE(it, split.words.end());
    size_t at = static_cast<size_t>(it - split.words.begin());
    EXPECT_EQ(split.lengths[at], 2);
    EXPECT_EQ(split.lengths[at + 1], 0);
    EXPECT_TRUE(SplitText("x" + rows.at(r, "form")).has("x" + rows.at(r, "form")));
  }
}

TEST(SegmentRows, ACliticIsAWordOfItsOwn) {
  Rows rows("clitics");
  for (size_t r = 0; r < rows.size(); ++r) {
    SCOPED_TRACE(rows.at(r, "example"));
    EXPECT_TRUE(SplitText(rows.at(r, "example")).has("'" + rows.at(r, "form")));
    EXPECT_FALSE(SplitText("O'" + rows.at(r, "form") + "rourke").has("'" + rows.at(r, "form")));
  }
}

TEST(SegmentRows, AWordMayBeginWithAnApostrophe) {
  Rows rows("apostrophe_words");
  for (size_t r = 0; r < rows.size(); ++r) {
    SCOPED_TRACE(rows.at(r, "example"));
    EXPECT_TRUE(SplitText(rows.at(r, "example")).has("'" + rows.at(r, "form")));
    EXPECT_TRUE(SplitText("'" + rows.at(r, "form") + "xx' they said").has("'"));
  }
}

TEST(SegmentRows, AUnitIsCutFromItsNumber) {
  Rows rows("units");
  for (size_t r = 0; r < rows.size(); ++r) {
    SCOPED_TRACE(rows.at(r, "example"));
    EXPECT_TRUE(SplitText(rows.at(r, "example")).has(rows.at(r, "form")));
    EXPECT_FALSE(SplitText("the A10" + rows.at(r, "form") + " road").has(rows.at(r, "form")));
  }
}

TEST(SegmentRows, AMonthMakesADateline) {
  Rows rows("months");
  for (size_t r = 0; r < rows.size(); ++r) {
    SCOPED_TRACE(rows.at(r, "example"));
    EXPECT_EQ(SplitText(rows.at(r, "example") + " The envoys met.").sentences, 2u);
    EXPECT_EQ(SplitText("The envoys met " + rows.at(r, "example") + " they left.").sentences, 1u);
  }
}

TEST(Segment, SaysWhereItCutALongSentenceAndALongArticle) {
  SegmentRules rules(Lexicon::Embedded());
  Document d;
  for (int i = 0; i < 30; ++i) d.text += "didn't ";
  d.paragraphs.push_back({0, static_cast<uint32_t>(d.text.size())});
  Limits limits;
  limits.max_sentence_words = 7;
  Sentences s = SplitSentences(d, rules, limits);
  Verify(s, d);
  EXPECT_EQ(s.words.size(), 60u);
  EXPECT_EQ(s.sentences.size(), 10u);  // 6 words each: a token is not torn
  ASSERT_EQ(s.diagnostics.size(), 1u);
  EXPECT_EQ(s.diagnostics[0].message, "sentence cut after 7 words");
  limits.max_words = 9;
  s = SplitSentences(d, rules, limits);
  Verify(s, d);
  EXPECT_EQ(s.words.size(), 8u);
  EXPECT_EQ(s.diagnostics.back().message, "article cut after 9 words");
}

TEST(SegmentRows, HalvesOfAnAbbreviationStayInASentence) {
  Rows rows("halves");
  for (size_t r = 0; r < rows.size(); ++r) {
    Split split = SplitText(rows.at(r, "example"));
    EXPECT_EQ(split.sentences, 1u) << rows.at(r, "example");
    EXPECT_TRUE(split.has(rows.at(r, "first") + ".")) << rows.at(r, "example");
    EXPECT_TRUE(split.has(rows.at(r, "next") + ".")) << rows.at(r, "example");
    EXPECT_EQ(SplitText(rows.at(r, "not")).sentences, 2u) << rows.at(r, "not");
  }
}

TEST(Segment, AnAbbreviationBehindAHyphenedPrefixKeepsItsStops) {
  Split split =
      SplitText("An anti-U.S. protest met a pro-U.S.-trade rally near the ex-U.N. office.");
  EXPECT_EQ(split.sentences, 1u);
  for (const char* word : {"anti-U.S.", "pro-U.S.", "trade", "ex-U.N."}) {
    EXPECT_TRUE(split.has(word)) << word;
  }
  EXPECT_FALSE(SplitText("It was well-made.The rest was not.").has("well-made.The"));
}

}  // namespace
}  // namespace dragoman::segment
