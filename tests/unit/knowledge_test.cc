// SPDX-License-Identifier: Apache-2.0
#include "entities/knowledge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <sstream>

namespace dragoman::entities {
namespace {

const KnowledgeBase& Kb() {
  static const KnowledgeBase kb(lexicon::Lexicon::Embedded());
  return kb;
}

// "first-end:kind=key" of the matches of a sentence of words parted by blanks, those with `key`.
std::vector<std::string> Matches(const std::string& sentence, const std::string& key = "") {
  static std::deque<std::string> keep;
  std::vector<std::string_view> words;
  std::istringstream in(sentence);
  for (std::string w; in >> w;) words.push_back(keep.emplace_back(w));
  std::vector<NameMatch> found;
  Kb().FindNames(words, found);
  std::vector<std::string> out;
  for (const NameMatch& m : found) {
    for (const NameCandidate& c : m.candidates) {
      std::string of(c.kind == NameKind::kTitle ? Kb().TitleAt(c.id).title : Kb().Get(c.id).key);
      if (!key.empty() && of != key) continue;
      out.push_back(std::to_string(m.first) + "-" + std::to_string(m.end) + ":" +
                    std::string(Name(c.kind)) + "=" + of);
    }
  }
  return out;
}

bool Has(const std::string& sentence, const std::string& match) {
  auto all = Matches(sentence);
  return std::find(all.begin(), all.end(), match) != all.end();
}

std::vector<std::string> Holders(const std::string& office, const char* on) {
  std::vector<std::string> out;
  for (OfficeId o : Kb().OfficesByName(office)) {
    for (const Term& t : Kb().HoldersOf(o, {Date::Parse(on), Date::Parse(on)})) {
      out.emplace_back(Kb().Get(t.person).name);
    }
  }
  return out;
}

using Names = std::vector<std::string>;

TEST(Knowledge, FindsNamesWithVariantsOfWriting) {
  EXPECT_TRUE(Has("talks in Ankara", "2-3:metonym=state/TR"));
  EXPECT_TRUE(Has("the U.S. said", "1-2:abbreviation=state/US"));
  EXPECT_TRUE(Has("the US said", "1-2:abbreviation=state/US"));
  EXPECT_FALSE(Has("he told us so", "2-3:abbreviation=state/US"));
  EXPECT_TRUE(Has("Turkish leaders", "0-1:adjective=state/TR"));
  EXPECT_TRUE(Has("TURKISH LEADERS MEET IN PARIS", "0-1:adjective=state/TR"));
  EXPECT_FALSE(Has("they ate turkey", "2-3:alias=state/TR"));
  EXPECT_TRUE(Has("in Côte d’Ivoire", "1-3:alias=state/CI"));
  EXPECT_TRUE(Has("in Cote d'Ivoire", "1-3:alias=state/CI"));
  EXPECT_TRUE(Has("in Guinea - Bissau", "1-4:full=state/GW"));
  EXPECT_TRUE(Has("in Guinea - Bissau", "1-2:full=state/GN"));
}

TEST(Knowledge, KnowsWhoHeldAnOfficeOnADay) {
  EXPECT_EQ(Holders("President of Turkey", "2023-06-28"), Names{"Recep Tayyip Erdoğan"});
  EXPECT_EQ(Holders("president of turkey", "2013-01-01"), Names{"Abdullah Gül"});
}

}  // namespace
}  // namespace dragoman::entities
