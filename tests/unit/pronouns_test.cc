// SPDX-License-Identifier: Apache-2.0
// Pronouns, "both sides", "thousands": what they stand for, and near misses that must stand for
// nobody, or for somebody else.
#include <gtest/gtest.h>

#include <set>

#include "entities/pronoun_model.h"
#include "pipeline/analyze.h"
#include "text_of.h"

namespace dragoman {
namespace {

Reading Read(std::string_view text) {
  static const auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  return analyzer.value()->Analyze(TextOf(text));
}

// What the last pronoun `form` of the text stands for; empty: nobody.
std::string Antecedent(std::string_view text, std::string_view form) {
  const Reading r = Read(text);
  std::string found = "no such pronoun";
  for (const Mention& m : r.entities.mentions) {
    if (m.form != MentionForm::kPronoun || m.span.in(r.document.text) != form) continue;
    found = m.entity.valid() ? r.entities[m.entity].name : "";
  }
  return found;
}

TEST(Pronouns, EveryRowOfTheWeightsNamesAFeature) {
  std::set<std::string, std::less<>> names;
  for (uint32_t f = 0; f < entities::PronounModel::size(); ++f) {
    const std::string name = entities::PronounModel::NameOf(f);
    EXPECT_TRUE(names.insert(name).second) << name;
  }
  const lexicon::Table& t = lexicon::Lexicon::Embedded().table("en/entities/pronoun_weights");
  ASSERT_GT(t.size(), 100u);
  for (size_t r = 0; r < t.size(); ++r) {
    std::string_view feature = t.at(r, t.column("feature"));
    if (feature.starts_with("none-verb:") || feature.starts_with("threshold:")) continue;
    EXPECT_TRUE(names.contains(feature)) << t.line(r) << ": " << feature;
  }
}

TEST(Pronouns, AClassChangesNothingButTheClass) {
  using entities::PronounClass;
  using entities::PronounModel;
  for (uint32_t f = 0; f < PronounModel::size(); f += 7) {
    const uint32_t of_it = PronounModel::WithClass(f, PronounClass::kIt);
    const std::string here = PronounModel::NameOf(f), there = PronounModel::NameOf(of_it);
    EXPECT_EQ(here.substr(0, here.find(':')), there.substr(0, there.find(':')));
    EXPECT_EQ(there.substr(there.find(':') + 1, 2), "it");
    EXPECT_EQ(PronounModel::WithClass(of_it, PronounClass::kIt), of_it);
  }
}

TEST(Pronouns, ItIsWhoTellsOfTheClause) {
  EXPECT_EQ(Antecedent("Nigeria said that it had closed its border with Niger.", "it"), "Nigeria");
  EXPECT_EQ(Antecedent("The health ministry says it will send doctors to the coast.", "it"),
            "health ministry");
  EXPECT_EQ(Antecedent("It is not known who fired the shots.", "It"), "");
}

TEST(Pronouns, TheyAreTheTwoJoinedByAnd) {
  EXPECT_EQ(Antecedent("Ghana and Togo say they have agreed on a price.", "they"),
            "Ghana and Togo");
  EXPECT_EQ(Antecedent("The miners left the pit. They went home on Friday.", "They"), "miners");
  EXPECT_EQ(Antecedent("The talks ended on Friday. They say it will rain.", "They"), "");
}

TEST(Pronouns, HeIsThePersonThatAgrees) {
  EXPECT_EQ(Antecedent("John Smith met Anna Bell. He thanked her.", "He"), "John Smith");
  EXPECT_EQ(Antecedent("John Smith met Anna Bell. He thanked her.", "her"), "Anna Bell");
  EXPECT_EQ(Antecedent("The dam in Kenya burst. He ran.", "He"), "");
}

// Members of the entity of the last mention `form`, or its name where it has none.
std::string Of(std::string_view text, std::string_view form) {
  const Reading r = Read(text);
  std::string found = "no such mention";
  for (const Mention& m : r.entities.mentions) {
    if (m.span.in(r.document.text) != form || !m.entity.valid()) continue;
    found.clear();
    for (EntityId member : r.entities[m.entity].members) found += r.entities[member].name + " ";
    if (found.empty()) found = r.entities[m.entity].name;
  }
  return found;
}

TEST(Nominals, BothSidesAreTheTwoPartiesOfOneThing) {
  EXPECT_EQ(Of("Iran attacked Iraq on Monday. Turkey called on both sides to stop.", "both sides"),
            "Iran Iraq ");
  EXPECT_EQ(Of("Iran attacked Iraq on Monday, Syria said. Turkey called on both sides to stop.",
               "both sides"),
            "Iran Iraq ");
  EXPECT_EQ(Of("Sudan and Chad will help both countries.", "both countries"), "both countries");
  EXPECT_EQ(Of("Iran left. Iraq stayed. Syria wept. Both sides are tired.", "Both sides"),
            "Both sides");
}

TEST(Nominals, ThousandsAreACrowdWherePeopleDoThat) {
  EXPECT_EQ(Of("Thousands marched in Accra on Friday.", "Thousands"), "Thousands");
  EXPECT_EQ(Of("Police said tens of thousands had fled the town.", "tens of thousands"),
            "tens of thousands");
  EXPECT_EQ(Of("Thousands were lost in the market.", "Thousands"), "no such mention");
  EXPECT_EQ(Of("Thousands of homes burned in Accra.", "Thousands"), "no such mention");
}

}  // namespace
}  // namespace dragoman
