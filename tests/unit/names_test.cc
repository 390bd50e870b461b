// SPDX-License-Identifier: Apache-2.0
// The name tagger: its lists of words, its file, and classes of names that letters and pages have.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

#include "entities/name_tagger.h"
#include "pipeline/analyze.h"
#include "text_of.h"

namespace dragoman {
namespace {

using entities::NameModel;
using entities::WordLists;

std::string ModelBytes() {
  std::ifstream in(std::string(DRAGOMAN_SOURCE_DIR) + "/models/names.bin", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(NameModel, WordListsFindAFormWhereItsSlotIsTaken) {
  std::vector<uint32_t> keys(8);
  std::vector<uint8_t> codes(8);
  const uint64_t anna = WordLists::HashOf("anna"), bell = WordLists::HashOf("bell");
  const size_t taken = anna & 7;
  keys[taken] = ~WordLists::KeyOf(anna);  // somebody else
  codes[taken] = 1;
  keys[(taken + 1) & 7] = WordLists::KeyOf(anna);
  codes[(taken + 1) & 7] = 6;
  const WordLists lists{keys, codes};
  EXPECT_EQ(lists.Of(anna), 6);
  EXPECT_EQ(lists.Of(bell), 0);
  EXPECT_EQ(WordLists{}.Of(anna), 0);
}

TEST(NameModel, RefusesFilesThatAreCutOrWithoutAFreeSlot) {
  std::string bytes = ModelBytes();
  ASSERT_TRUE(NameModel::Load(bytes).ok());
  EXPECT_FALSE(NameModel::Load(bytes.substr(0, bytes.size() - 1)).ok());
  EXPECT_FALSE(NameModel::Load(bytes.substr(0, 7)).ok());
  entities::NameModelHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  const size_t codes = sizeof header + entities::kLanes * entities::kLanes * sizeof(int32_t) +
                       header.listed * sizeof(uint32_t);
  ASSERT_GT(header.listed, 0u);
  std::memset(bytes.data() + codes, 1, header.listed);
  EXPECT_FALSE(NameModel::Load(bytes).ok());
}

// A sentence as the tagger gets it.
struct Words {
  std::vector<std::string_view> forms;
  std::vector<uint8_t> known;
  std::vector<entities::ParsedWord> tags;

  explicit Words(std::initializer_list<std::string_view> all)
      : forms(all), known(all.size()), tags(all.size()) {
    for (size_t i = 0; i < forms.size(); ++i) {
      const bool name = forms[i][0] >= 'A' && forms[i][0] <= 'Z';
      tags[i] = {name ? Upos::kPropn : Upos::kNoun, Deprel::kCompound, i == 0 ? 1 : 0};
      known[i] = static_cast<uint8_t>(forms[i].size() % 3);
    }
  }
};

const std::vector<Words>& SomeSentences() {
  static const std::vector<Words> sentences = {
      Words{"Anna", "Bell", "met", "the", "Ministry", "of", "Defence", "in", "Oslo", "."},
      Words{"the", "Ministry", "of", "Trade", "met", "Anna", "Bell", "in", "1999", "."},
      Words{"ENVOYS", "OF", "NATO", "MET", "IN", "OSLO"},
      Words{"Envoys", "Meet", "in", "Oslo", "Again"},
      Words{"it", "rained"},
      Words{"Oslo"}};
  return sentences;
}

TEST(NameTagger, GroupsAreAllFeaturesAndEqualKeysHaveEqualOnes) {
  const entities::WordLists lists;
  entities::FeatureExtractor extractor;
  std::map<std::pair<uint64_t, uint64_t>, std::vector<uint64_t>> by_key;
  size_t met_again = 0;
  for (const Words& s : SomeSentences()) {
    extractor.Describe(s.forms, s.known, s.tags, lists);
    std::vector<uint64_t> all = extractor.All();
    ASSERT_EQ(all.size(), s.forms.size() * entities::kFeaturesPerWord);
    std::vector<uint64_t> grouped(all.size());
    uint64_t* end = grouped.data();
    for (int w = 0; w < static_cast<int>(s.forms.size()); ++w) {
      for (size_t g = 0; g < entities::kFeatureGroups; ++g) {
        const auto group = static_cast<entities::FeatureGroup>(g);
        uint64_t* begin = end;
        end = extractor.Write(w, group, begin);
        ASSERT_EQ(static_cast<size_t>(end - begin), entities::kGroupFeatures[g]);
        const entities::FeatureKey key = extractor.KeyOf(w, group);
        if (key.rest == 0) continue;
        const std::vector<uint64_t> features(begin, end);
        auto [it, fresh] = by_key.try_emplace({key.form, key.rest}, features);
        EXPECT_EQ(it->second, features);
        met_again += !fresh;
      }
      const auto word = static_cast<std::ptrdiff_t>(w * entities::kFeaturesPerWord);
      const auto next = word + static_cast<std::ptrdiff_t>(entities::kFeaturesPerWord);
      std::sort(all.begin() + word, all.begin() + next);
      std::sort(grouped.begin() + word, grouped.begin() + next);
    }
    EXPECT_EQ(all, grouped);
  }
  EXPECT_GT(met_again, 10u);
}

TEST(NameTagger, WhatItRemembersChangesNoName) {
  entities::NameTagger used(NameModel::Embedded());
  size_t names = 0;
  for (int round = 0; round < 2; ++round) {
    for (const Words& s : SomeSentences()) {
      entities::NameTagger fresh(NameModel::Embedded());
      const auto now = used.Tag(s.forms, s.known, s.tags, {});
      EXPECT_EQ(now, fresh.Tag(s.forms, s.known, s.tags, {}));
      names += now.size();
    }
  }
  EXPECT_GT(names, 10u);
}

struct Wanted {
  std::string_view name;
  EntityType type;
};

// The names of a text, in order, and of what type each became.
void Expect(std::string_view text, std::initializer_list<Wanted> wanted) {
  static const auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  ASSERT_TRUE(analyzer.ok());
  const Reading r = (*analyzer)->Analyze(TextOf(text));
  std::vector<std::pair<std::string, EntityType>> found;
  for (const Mention& m : r.entities.mentions) {
    if (m.form != MentionForm::kName) continue;
    found.emplace_back(m.span.in(r.document.text), r.entities.entities[m.entity.index()].type);
  }
  ASSERT_EQ(found.size(), wanted.size()) << text << "\n" << Dump(r.entities, r.syntax, r.document);
  size_t i = 0;
  for (const Wanted& w : wanted) {
    EXPECT_EQ(found[i].first, w.name) << text;
    EXPECT_EQ(found[i].second, w.type) << text << " " << w.name;
    ++i;
  }
}

TEST(NameModel, ReadsHeadsAndFeetOfLetters) {
  Expect("Clarissa Whitfield", {{"Clarissa Whitfield", EntityType::kPerson}});
  Expect("Gordon,", {{"Gordon", EntityType::kPerson}});
  Expect("Clarissa Whitfield Vice President Harwick Energy Corp. Tulsa, Oklahoma 74103",
         {{"Clarissa Whitfield", EntityType::kPerson},
          {"Harwick Energy Corp.", EntityType::kOrganization},
          {"Tulsa", EntityType::kCity},
          {"Oklahoma", EntityType::kRegion}});
  Expect("The motion was moved by Carla DURAND.", {{"Carla DURAND", EntityType::kPerson}});
  Expect("She works for Harwick Lumber, Inc. now.",
         {{"Harwick Lumber, Inc.", EntityType::kOrganization}});
  Expect("She works for Harwick Lumber, income aside.",
         {{"Harwick Lumber", EntityType::kOrganization}});
  Expect("Thanks,", {});
  Expect("Please call me.", {});
}

}  // namespace
}  // namespace dragoman
