// SPDX-License-Identifier: Apache-2.0
// The name tagger: its lists of words, its file, and classes of names that letters and pages have.
#include "entities/names.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>

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
