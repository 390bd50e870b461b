// SPDX-License-Identifier: Apache-2.0
// What is said of others as praise, criticism or accusation: the rows of
// data/en/events/verdicts.tsv, and sentences of our own for what the engine makes of them.
#include <gtest/gtest.h>

#include <algorithm>

#include "events/events.h"
#include "pipeline/analyze.h"

namespace dragoman {
namespace {

using lexicon::Lexicon;

const pipeline::Analyzer& Shared() {
  static const std::unique_ptr<pipeline::Analyzer> analyzer =
      std::move(pipeline::Analyzer::Make(Lexicon::Embedded())).value();
  return *analyzer;
}

Reading Read(std::string_view text) {
  Document d;
  d.id = "test";
  d.text = std::string(text);
  d.paragraphs.push_back({0, static_cast<uint32_t>(d.text.size())});
  return Shared().Analyze(std::move(d));
}

// Names of the recipients of the events of this kind, in order.
std::vector<std::string> Judged(const Reading& r, std::string_view kind) {
  std::vector<std::string> out;
  for (const Event& e : r.events.events) {
    if (e.kind != kind) continue;
    for (const Participant& p : e.recipients) out.push_back(r.entities[p.entity].name);
  }
  return out;
}

TEST(EventVerdicts, ExamplesFireAndNearMissesDoNot) {
  const lexicon::Table& t = Lexicon::Embedded().table("en/events/verdicts");
  for (size_t r = 0; r < t.size(); ++r) {
    const std::string name(t.at(r, t.column("name")));
    const auto fires = [&](std::string_view text) {
      const Reading reading = Read(text);
      const auto& events = reading.events.events;
      return std::any_of(events.begin(), events.end(),
                         [&](const Event& e) { return e.rule == name; });
    };
    EXPECT_TRUE(fires(t.at(r, t.column("example")))) << name;
    EXPECT_FALSE(fires(t.at(r, t.column("not")))) << name;
  }
}

TEST(EventVerdicts, FallOnWhomTheyAreSaidOf) {
  const Reading r = Read(
      "Robert Mugabe died on Friday.\n\"He was a dictator. He was a tyrant,\" said Ashton Moyo.");
  EXPECT_EQ(Judged(r, "criticize"), std::vector<std::string>{"Robert Mugabe"});
  EXPECT_EQ(Judged(Read("Amir Abdi said the strikes by Israel were \"a crime\"."), "criticize"),
            std::vector<std::string>{"Israel"});
}

TEST(EventVerdicts, ThisIsWhatWasJustTold) {
  const Reading r = Read(
      "Bolivian soldiers attacked a patrol in Puno on Tuesday.\n\"This is a violation of our "
      "sovereignty,\" Elmer Schialer told reporters.");
  EXPECT_EQ(Judged(r, "criticize"), std::vector<std::string>{"Bolivian soldiers"});
}

TEST(EventVerdicts, WhatOneMustDoIsDemanded) {
  EXPECT_EQ(Judged(Read("\"Turkey must leave Syria,\" Bashar Assad said."), "demand"),
            std::vector<std::string>{"Turkey"});
  EXPECT_TRUE(
      Judged(Read("\"We know,\" Bashar Assad said. \"Turkey must have left Syria.\""), "demand")
          .empty());
}

TEST(EventVerdicts, WhatIsDeniedOrOnlyDescribedIsNone) {
  for (std::string_view text :
       {"Biden said Putin \"is not a killer\".", "Biden asked whether Putin was a killer.",
        "Biden said no Russian was responsible for the attack.",
        "Police said that thirty gunmen were involved in the attack.",
        "Figures show that most of China's mines are illegal.",
        "He went to a town that, the mayor said, is too dangerous."}) {
    EXPECT_TRUE(Judged(Read(text), "criticize").empty()) << text;
    EXPECT_TRUE(Judged(Read(text), "accuse").empty()) << text;
  }
}

}  // namespace
}  // namespace dragoman
