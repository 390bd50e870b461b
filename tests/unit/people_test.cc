// SPDX-License-Identifier: Apache-2.0
// People of one name: what ties two descriptions, and what people decide. Whole stories are in
// tests/bundles/people.txt.
#include <gtest/gtest.h>

#include "pipeline/analyze.h"
#include "record/identity.h"
#include "record/queries.h"
#include "record/record.h"
#include "support/article.h"

namespace dragoman::record {
namespace {

Description Told(const std::string& country, std::vector<std::string> is,
                 std::vector<std::string> of = {}, std::vector<std::string> states = {}) {
  Description d;
  d.country = country;
  d.is = std::move(is);
  d.of = std::move(of);
  d.states = std::move(states);
  return d;
}

TEST(Identity, WhatTiesTwoDescriptionsOfOneName) {
  struct Case {
    Description a, b;
    bool bare;
    Tie tie;
  };
  const Case kCases[] = {
      {Told("", {"spokeswoman"}), Told("AU", {"spokeswoman"}), false, Tie::kSameTrade},
      {Told("KZ", {"spokeswoman"}), Told("AU", {"spokeswoman"}), false, Tie::kOtherCountry},
      {Told("", {"spokeswoman"}, {"Orano"}), Told("", {"engineer"}, {"Orano"}), false,
       Tie::kSameBody},
      {Told("", {"spokeswoman"}, {"Orano"}), Told("", {"spokeswoman"}, {"OSCE"}), false,
       Tie::kOtherBody},
      {Told("", {"officer"}), Told("", {"analyst"}), false, Tie::kOtherTrade},
      {Told("", {"officer"}), Told("", {}), false, Tie::kMaybe},
      {Told("", {}, {}, {"France"}), Told("", {}, {}, {"Moldova"}), false, Tie::kNothingInCommon},
      // A surname alone.
      {Told("", {"teacher"}), Told("", {"teacher"}), true, Tie::kBareName},
      {Told("GB", {"teacher"}), Told("GB", {"teacher"}), true, Tie::kSameTrade},
      {Told("GB", {}), Told("GB", {}), true, Tie::kBareName},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(SamePerson(c.a, c.b, c.b, c.bare), c.tie) << Why(c.tie, c.a, c.b, c.b);
    EXPECT_EQ(SamePerson(c.b, c.a, c.a, c.bare), c.tie) << Why(c.tie, c.b, c.a, c.a);
    EXPECT_NE(Why(c.tie, c.a, c.b, c.b), "");
  }
}

TEST(Identity, WhatIsKeptIsReadBack) {
  Mentioned m;
  m.article = 7;
  m.words = {3, 9};
  m.described = Told("KZ", {"officer"}, {"Ministry \"X\""}, {"Kazakhstan"});
  m.by_hand = true;
  m.why = "decided by hand";
  auto back = DecodeMentioned(EncodeMentioned({m}));
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].article, 7);
  EXPECT_EQ(back[0].words, m.words);
  EXPECT_EQ(back[0].described, m.described);
  EXPECT_TRUE(back[0].by_hand);
  EXPECT_EQ(back[0].why, m.why);
  EXPECT_TRUE(DecodeMentioned("[{\"article\":").empty());
  EXPECT_TRUE(DecodeMentioned("7").empty());
}

class People : public testing::Test {
 protected:
  static const pipeline::Analyzer& Reader() {
    static auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
    return **analyzer;
  }
  void SetUp() override {
    auto opened = Record::Open(":memory:", OpenMode::kCreate, lexicon::Lexicon::Embedded(), "test");
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    record_ = std::move(opened).value();
    int n = 0;
    for (const char* text : kTexts) {
      Document d = test::MakeDocument(text, {}, Date::Parse("2024-05-13"));
      d.id = "article-" + std::to_string(++n);
      readings_.push_back(Reader().Analyze(std::move(d)));
      ASSERT_TRUE(record_->Add(readings_.back()).ok());
    }
    ASSERT_TRUE(record_->Flush().ok());
  }
  void ReadAgain() {
    for (size_t i = 0; i < readings_.size(); ++i) {
      auto done = record_->Replace(static_cast<int64_t>(i + 1), readings_[i]);
      ASSERT_TRUE(done.ok()) << done.error().message;
    }
  }
  // The people of that name, with the articles that mean each.
  std::vector<std::vector<int64_t>> Who() {
    auto sound = record_->Verify();
    EXPECT_TRUE(sound.ok()) << sound.error().message;
    std::vector<std::vector<int64_t>> out;
    auto who = FindActors(*record_, "Ahmed Khan");
    for (const ActorChoice& a : *who) {
      auto mentions = MentionsOf(*record_, {a});
      std::vector<int64_t> articles;
      for (const MentionRow& m : *mentions) articles.push_back(m.article);
      std::sort(articles.begin(), articles.end());
      out.push_back(articles);
    }
    std::sort(out.begin(), out.end());
    return out;
  }
  int64_t RowOf(int64_t article) {
    auto who = FindActors(*record_, "Ahmed Khan");
    auto mentions = MentionsOf(*record_, *who);
    for (const MentionRow& m : *mentions) {
      if (m.article == article) return m.who.id;
    }
    return 0;
  }

  static constexpr const char* kTexts[] = {
      "\"It was in a bag,\" said Ahmed Khan, a police officer, on Monday.",
      "Ahmed Khan, a senior police officer, said on Monday that three men had fled.",
      "Ahmed Khan, who sells tea, said on Monday that nobody had come to ask."};
  std::unique_ptr<Record> record_;
  std::vector<Reading> readings_;
};

using Articles = std::vector<std::vector<int64_t>>;

TEST_F(People, ADecisionToJoinOutlivesReadingAgain) {
  EXPECT_EQ(Who(), (Articles{{1, 2}, {3}}));
  ASSERT_TRUE(record_->MergeActors(RowOf(1), RowOf(3)).ok());
  EXPECT_EQ(Who(), (Articles{{1, 2, 3}}));
  ReadAgain();
  EXPECT_EQ(Who(), (Articles{{1, 2, 3}}));
  EventQuery theirs;
  theirs.actor = RowOf(1);
  auto events = FindEvents(*record_, theirs);
  ASSERT_TRUE(events.ok());
  EXPECT_GE(events->size(), 2u);
}

TEST_F(People, ADecisionToPartOutlivesReadingAgain) {
  auto other = record_->SplitActor(RowOf(1), 2);
  ASSERT_TRUE(other.ok()) << other.error().message;
  EXPECT_EQ(Who(), (Articles{{1}, {2}, {3}}));
  ReadAgain();
  EXPECT_EQ(Who(), (Articles{{1}, {2}, {3}}));
  EXPECT_EQ(RowOf(2), *other);
}

TEST_F(People, WhatWasJoinedCanBePartedAgain) {
  int64_t kept = RowOf(1);
  ASSERT_TRUE(record_->MergeActors(kept, RowOf(3)).ok());
  ASSERT_TRUE(record_->SplitActor(kept, 3).ok());
  EXPECT_EQ(Who(), (Articles{{1, 2}, {3}}));
  ReadAgain();
  EXPECT_EQ(Who(), (Articles{{1, 2}, {3}}));
}

TEST_F(People, EventsFollowWhatIsDecidedOfPeople) {
  for (const char* text : {"Police arrested Omar Haddad, a police officer, on Monday in Cairo.",
                           "Omar Haddad, who sells tea, was arrested in Cairo on Monday."}) {
    Document d = test::MakeDocument(text, {}, Date::Parse("2024-05-14"));
    d.id = "arrest-" + std::to_string(readings_.size());
    readings_.push_back(Reader().Analyze(std::move(d)));
    ASSERT_TRUE(record_->Add(readings_.back()).ok());
  }
  auto arrests = [&] {
    auto sound = record_->Verify();
    EXPECT_TRUE(sound.ok()) << sound.error().message;
    EventQuery q;
    q.kind = "arrest";
    auto events = FindEvents(*record_, q);
    return events ? events->size() : 0;
  };
  auto who = FindActors(*record_, "Omar Haddad");
  ASSERT_EQ(who->size(), 2u);
  EXPECT_EQ(arrests(), 2u);
  const int64_t kept = (*who)[0].id;
  ASSERT_TRUE(record_->MergeActors(kept, (*who)[1].id).ok());
  EXPECT_EQ(arrests(), 1u);
  ASSERT_TRUE(record_->SplitActor(kept, 5).ok());
  EXPECT_EQ(arrests(), 2u);
}

TEST_F(People, WhatCannotBeDecidedIsSaid) {
  EXPECT_FALSE(record_->MergeActors(RowOf(1), RowOf(1)).ok());
  EXPECT_FALSE(record_->MergeActors(RowOf(1), 99999).ok());
  EXPECT_FALSE(record_->SplitActor(RowOf(1), 3).ok());
  EXPECT_FALSE(record_->SplitActor(99999, 1).ok());
  EXPECT_EQ(Who(), (Articles{{1, 2}, {3}}));
}

}  // namespace
}  // namespace dragoman::record
