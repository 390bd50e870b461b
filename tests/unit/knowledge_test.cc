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

TEST(Knowledge, FindsNestedNamesLongestFirst) {
  auto all = Matches("the Bank of England governor");
  ASSERT_GE(all.size(), 2u);
  EXPECT_EQ(all[0], "1-4:full=org/bank-of-england");
  EXPECT_TRUE(Has("the UN Security Council met", "1-4:alias=org/united-nations-security-council"));
  EXPECT_TRUE(Has("the UN Security Council met", "1-2:abbreviation=org/united-nations"));
}

TEST(Knowledge, FindsTitlesAndAgentsInAnyCase) {
  EXPECT_TRUE(Has("the prime minister said", "1-3:title=prime minister"));
  EXPECT_TRUE(Has("Prime Minister Starmer", "0-2:title=prime minister"));
  EXPECT_TRUE(Has("three soldiers died", "1-2:agent=agent/troops"));
  EXPECT_TRUE(Has("the Kremlin said", "1-2:metonym=state/RU"));
  EXPECT_TRUE(Has("Reuters reported", "0-1:full=org/reuters"));
}

TEST(Knowledge, KeepsHomonymsApart) {
  for (const char* key : {"state/GE", "region/US/georgia"}) {
    EXPECT_FALSE(Matches("in Georgia", key).empty()) << key;
  }
  EXPECT_FALSE(Matches("in Washington", "state/US").empty());
  EXPECT_FALSE(Matches("President Bush", "person/george-w-bush").empty());
  EXPECT_FALSE(Matches("President Bush", "person/george-h-w-bush").empty());
  EXPECT_FALSE(Matches("in Congo", "state/CD").empty());
  EXPECT_FALSE(Matches("in Congo", "state/CG").empty());
}

TEST(Knowledge, KnowsWhoHeldAnOfficeOnADay) {
  EXPECT_EQ(Holders("President of Turkey", "2023-06-28"), Names{"Recep Tayyip Erdoğan"});
  EXPECT_EQ(Holders("president of turkey", "2013-01-01"), Names{"Abdullah Gül"});
  EXPECT_EQ(Holders("Prime Minister of the United Kingdom", "2022-09-10"), Names{"Liz Truss"});
  EXPECT_EQ(Holders("Prime Minister of the United Kingdom", "2022-10-30"), Names{"Rishi Sunak"});
  EXPECT_EQ(Holders("President of Russia", "2010-06-01"), Names{"Dmitry Medvedev"});
  EXPECT_EQ(Holders("Secretary-General of the United Nations", "1998-01-01"), Names{"Kofi Annan"});
}

TEST(Knowledge, ReadsATitleByTheStateItIsOf) {
  auto office = [](const char* title, const char* iso2) {
    for (const NameCandidate& c : Kb().Lookup(title)) {
      if (c.kind != NameKind::kTitle) continue;
      auto found = Kb().OfficesByTitle(c.id, Kb().StateByCode(iso2));
      if (!found.empty()) return std::string(Kb().OfficeAt(found[0]).key);
    }
    return std::string();
  };
  EXPECT_EQ(office("secretary of state", "US"), "US.foreign-minister");
  EXPECT_EQ(office("foreign secretary", "GB"), "GB.foreign-minister");
  EXPECT_EQ(office("foreign minister", "FR"), "FR.foreign-minister");
  EXPECT_EQ(office("leader", "IR"), "IR.supreme-leader");
  EXPECT_EQ(office("chancellor", "DE"), "DE.chancellor");
  EXPECT_EQ(office("chancellor", "FR"), "");
  EXPECT_EQ(office("premier", "CN"), "CN.prime-minister");
}

TEST(Knowledge, KnowsPredecessorsAndMemberships) {
  OfficeId office = Kb().OfficesByName("President of the United States").at(0);
  Term biden = Kb().HoldersOf(office, {Date::Parse("2022-01-01"), Date::Parse("2022-01-01")}).at(0);
  EXPECT_EQ(Kb().Get(Kb().PredecessorOf(biden)->person).name, "Donald Trump");
  EXPECT_EQ(Kb().Get(Kb().SuccessorOf(biden)->person).name, "Donald Trump");
  auto member = [](const char* state, const char* on, const char* body = "org/nato",
                   const char* standing = "member") {
    for (const Membership& m :
         Kb().MembershipsOf(Kb().StateByCode(state), {Date::Parse(on), Date::Parse(on)})) {
      if (Kb().Get(m.body).key == body && m.standing == standing) return true;
    }
    return false;
  };
  EXPECT_TRUE(member("TR", "2023-06-28"));
  EXPECT_FALSE(member("FI", "2022-06-28"));
  EXPECT_TRUE(member("FI", "2023-06-28"));
  EXPECT_FALSE(member("UA", "2023-06-28"));
  EXPECT_FALSE(member("TR", "1950-06-28"));
  EXPECT_TRUE(member("GB", "2016-06-23", "org/european-union"));
  EXPECT_FALSE(member("GB", "2021-06-23", "org/european-union"));
  EXPECT_TRUE(member("UA", "2023-06-23", "org/european-union", "candidate country"));
  EXPECT_TRUE(member("RU", "2010-06-26", "org/group-of-eight"));
  EXPECT_FALSE(member("RU", "2015-06-07", "org/group-of-eight"));
  EXPECT_FALSE(member("RU", "2023-06-07", "org/council-of-europe"));
  EXPECT_TRUE(member("SY", "2015-06-07", "org/arab-league", "suspended"));
  EXPECT_FALSE(member("ET", "2023-12-31", "org/brics"));
  EXPECT_TRUE(member("ET", "2024-01-01", "org/brics"));
}

TEST(Knowledge, HoldersOfTheHighestOfficesDoNotOverlapBeyondAHandover) {
  constexpr int kHandover = 45;  // days: the Factbook's copies and transitional dates
  size_t terms = 0;
  for (OfficeId o = 0; o < Kb().office_count(); ++o) {
    Office office = Kb().OfficeAt(o);
    if (!office.head_of_state && !office.head_of_government) continue;
    auto all = Kb().HoldersOf(o, {});
    for (size_t i = 0; i < all.size(); ++i) {
      const Interval& held = all[i].held;
      EXPECT_FALSE(held.earliest && held.latest && *held.latest < *held.earliest) << office.key;
      ++terms;
      for (size_t j = i + 1; j < all.size(); ++j) {
        if (all[j].person == all[i].person || all[i].acting || all[j].acting) continue;
        if (!held.earliest || !all[j].held.earliest) continue;
        Date a_end = held.latest.value_or(Date{INT32_MAX / 2});
        Date b_end = all[j].held.latest.value_or(Date{INT32_MAX / 2});
        if (std::min(a_end, b_end) - *all[j].held.earliest > kHandover) {
          ADD_FAILURE() << office.key << ": " << Kb().Get(all[i].person).name << " and "
                        << Kb().Get(all[j].person).name;
        }
      }
    }
  }
  EXPECT_GT(terms, 1500u);
}

TEST(Knowledge, RowsNameKnownCountriesAndMostStatesHaveAHead) {
  size_t states = 0, headed = 0;
  Interval on{Date::Parse("2022-03-01"), Date::Parse("2022-03-01")};
  for (KnownId id = 0; id < Kb().size(); ++id) {
    Known k = Kb().Get(id);
    EXPECT_FALSE(k.name.empty()) << k.key;
    if (!k.country.empty()) {
      bool known = Kb().StateByCode(k.country) != kNoKnown ||
                   Kb().ByKey("state/" + std::string(k.country)) != kNoKnown;
      EXPECT_TRUE(known) << k.key << " " << k.country;
    }
    if (k.type != EntityType::kState || k.country.empty()) continue;  // those that are gone
    ++states;
    for (OfficeId o : Kb().OfficesOfBody(id)) {
      Office office = Kb().OfficeAt(o);
      if (office.head_of_government && !Kb().HoldersOf(o, on).empty()) {
        ++headed;
        break;
      }
    }
  }
  EXPECT_GT(states, 190u);
  EXPECT_GE(headed, states * 9 / 10);
}

// The index that was made when the program was built, and one made now from the same tables.
TEST(Knowledge, TheEmbeddedIndexIsTheOneAStartWouldMake) {
  auto tables = lexicon::Lexicon::FromDirectory(std::string(DRAGOMAN_SOURCE_DIR) + "/data");
  ASSERT_TRUE(tables.ok()) << tables.error().message;
  KnowledgeBase made_now(**tables);
  ASSERT_EQ(made_now.size(), Kb().size());
  for (KnownId id = 0; id < Kb().size(); ++id) {
    for (const std::string& name : Kb().NamesOf(id)) {
      auto x = Kb().Lookup(name), y = made_now.Lookup(name);
      ASSERT_EQ(x.size(), y.size()) << name;
      for (size_t i = 0; i < x.size(); ++i) {
        ASSERT_EQ(x[i].id, y[i].id) << name;
        ASSERT_EQ(x[i].kind, y[i].kind) << name;
        ASSERT_EQ(x[i].weight, y[i].weight) << name;
      }
    }
  }
}

}  // namespace
}  // namespace dragoman::entities
