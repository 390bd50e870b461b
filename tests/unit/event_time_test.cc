// SPDX-License-Identifier: Apache-2.0
// When an event happened: the rows of data/en/events/time_links.tsv, and sentences of our own for
// each way that src/events/when.cc finds a time.
#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/analyze.h"

namespace dragoman {
namespace {

class EventTimes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto made = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
    ASSERT_TRUE(made.ok());
    analyzer_ = std::move(made).value();
  }
  static void TearDownTestSuite() { analyzer_.reset(); }

  // The EDTF of the first event of that kind, "-" if it has no time, "none" if there is no such
  // event. Paragraphs are parted by "\n".
  static std::string When(std::string_view text, std::string_view kind) {
    Document d;
    d.id = "test";
    d.text = std::string(text);
    d.published = Date::Parse("2019-03-08");
    d.published_basis = PublishedBasis::kGiven;
    uint32_t begin = 0;
    for (uint32_t i = 0; i <= d.text.size(); ++i) {
      if (i < d.text.size() && d.text[i] != '\n') continue;
      if (i > begin) d.paragraphs.push_back({begin, i});
      begin = i + 1;
    }
    Reading r = analyzer_->Analyze(std::move(d));
    for (const Event& e : r.events.events) {
      if (e.kind == kind) return e.time.edtf.empty() ? "-" : e.time.edtf;
    }
    return "none";
  }

  static std::unique_ptr<pipeline::Analyzer> analyzer_;
};

std::unique_ptr<pipeline::Analyzer> EventTimes::analyzer_;

TEST_F(EventTimes, EveryLinkPlacesItsExampleAndNotItsNearMiss) {
  const lexicon::Table& t = lexicon::Lexicon::Embedded().table("en/events/time_links");
  for (size_t r = 0; r < t.size(); ++r) {
    std::string_view example = t.at(r, t.column("example")), near = t.at(r, t.column("not"));
    EXPECT_EQ(When(example, t.at(r, t.column("of"))), t.at(r, t.column("time"))) << example;
    std::string missed = When(near, t.at(r, t.column("of")));
    EXPECT_TRUE(missed == "-" || missed == "none") << near << ": " << missed;
  }
}

TEST_F(EventTimes, OwnWords) {
  EXPECT_EQ(When("Merkel met Macron in Berlin on Tuesday.", "meet"), "2019-03-05");
  EXPECT_EQ(When("Merkel did not endorse Macron until June 2018.", "endorse"), "2018-06");
  EXPECT_EQ(When("Merkel said Tuesday the court was right about the tax.", "say"), "2019-03-05");
}

TEST_F(EventTimes, WhatIsSaidIsNotDatedButBoundByTheSaying) {
  EXPECT_EQ(When("Police said on Tuesday that soldiers had killed two farmers in Mopti.", "kill"),
            "/2019-03-05");
  EXPECT_EQ(When("Merkel said on Tuesday that she will visit Moscow.", "visit"), "-");
  EXPECT_EQ(When("The shares are due on March 15, 2027, Merkel said.", "say"), "-");
}

TEST_F(EventTimes, NounsByTheClauseThatSaysWhenTheyWere) {
  EXPECT_EQ(When("Two soldiers were killed in a bombing that happened on February 27.", "bomb"),
            "2019-02-27");
  EXPECT_EQ(When("Putin held talks with Merkel on Tuesday.", "meet"), "2019-03-05");
}

TEST_F(EventTimes, ByAnother) {
  EXPECT_EQ(
      When("The mayor resigned on Friday, three days after police arrested his brother.", "arrest"),
      "2019-03-05");
  EXPECT_EQ(When("The mayor resigned on Tuesday after police arrested his brother.", "arrest"),
            "/2019-03-05");
}

TEST_F(EventTimes, ByWhatTheTextDatesElsewhere) {
  const std::string vote = "The vote was held on February 24.\n";
  EXPECT_EQ(When(vote + "Police arrested the mayor on the day of the vote.", "arrest"),
            "2019-02-24");
  EXPECT_EQ(When(vote + "Police arrested the mayor on the eve of the vote.", "arrest"),
            "2019-02-23");
  EXPECT_EQ(When(vote + "Police arrested the mayor two days after the vote.", "arrest"),
            "2019-02-26");
  EXPECT_EQ(When(vote + "Police arrested the mayor after the vote.", "arrest"), "2019-02-24/");
  EXPECT_EQ(When("Police arrested the mayor on the morning of the vote.", "arrest"), "-");
  EXPECT_EQ(When(vote + "Police arrested the mayor on the eve of the summit.", "arrest"), "-");
}

TEST_F(EventTimes, TheStoryGoesOnForWhoeverItTellsOf) {
  EXPECT_EQ(When("Merkel visited Moscow on Tuesday. She criticized Russia.", "criticize"),
            "2019-03-05");
  EXPECT_EQ(When("Merkel visited Moscow on Tuesday. She had criticized Russia.", "criticize"), "-");
  EXPECT_EQ(When("Merkel visited Moscow on June 5, 2018. She criticized Russia.", "criticize"),
            "-");
  EXPECT_EQ(When("Merkel visited Moscow on Tuesday.\nMacron criticized Russia.", "criticize"), "-");
  EXPECT_EQ(When("Merkel visited Moscow on Tuesday.\nMerkel criticized Russia.", "criticize"),
            "2019-03-05");
}

}  // namespace
}  // namespace dragoman
