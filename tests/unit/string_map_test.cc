// SPDX-License-Identifier: Apache-2.0
// StringMap: what is put in is found, in the order it came, also after the map has grown or moved.
#include "base/string_map.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/string_table.h"

namespace dragoman {
namespace {

TEST(StringMap, FindsWhatAnOrdinaryMapFinds) {
  std::mt19937 random(1);
  StringMap<int> map;
  EXPECT_FALSE(map.contains(""));
  std::map<std::string, int, std::less<>> expected;
  std::vector<std::string> order;
  for (int i = 0; i < 20'000; ++i) {
    // Sizes around the eight bytes that are hashed at a time; one key is longer than a block.
    std::string key(i == 7000 ? 100'000 : random() % 19, 'a');
    for (char& c : key) c = static_cast<char>('a' + random() % 3);
    const bool fresh = expected.emplace(key, i).second;
    if (fresh) order.push_back(key);
    const auto [it, added] = map.emplace(key, i);
    ASSERT_EQ(added, fresh);
    ASSERT_EQ(it->second, expected[key]);
  }
  const StringMap<int> moved = std::move(map);
  ASSERT_EQ(moved.size(), expected.size());
  size_t n = 0;
  for (const auto& [key, value] : moved) {
    ASSERT_EQ(key, order[n++]);
    ASSERT_EQ(moved.find(key)->second, expected.find(key)->second);
  }
  EXPECT_TRUE(moved.contains(""));
  EXPECT_EQ(moved.find("abd"), moved.end());
  EXPECT_EQ(moved.find(std::string("a\0", 2)), moved.end());
}

TEST(StringMap, ValuesAreMadeWhereTheyAreMissing) {
  StringMap<std::vector<int>> map;
  map["Oslo"].push_back(1);
  map["Oslo"].push_back(2);
  map[""].push_back(3);
  EXPECT_EQ(map.find("Oslo")->second, (std::vector<int>{1, 2}));
  EXPECT_EQ(map.size(), 2u);
}

TEST(StringTable, NumbersAreInOrderOfFirstUse) {
  StringTable table;
  EXPECT_EQ(table.Intern("say"), 0u);
  EXPECT_EQ(table.Intern("visit"), 1u);
  EXPECT_EQ(table.Intern("say"), 0u);
  EXPECT_EQ(table[1], "visit");
  EXPECT_EQ(table.size(), 2u);
}

}  // namespace
}  // namespace dragoman
