// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lexicon.h"

#include <gtest/gtest.h>

#include "lexicon/compile.h"

namespace dragoman::lexicon {
namespace {

std::string CompileError(const std::string& text) {
  auto block = Compile({{"t", "data/t.tsv", text}});
  return block.ok() ? "" : block.error().message;
}

TEST(Lexicon, FindsRowsByKeyAndKeepsLineNumbers) {
  auto block =
      Compile({{"a/b", "data/a/b.tsv", "# words\nform:text*\tn:int?\njan\t1\nfeb\njan\t7\n"}});
  ASSERT_TRUE(block.ok()) << block.error().message;
  auto lexicon = Lexicon::FromBlock(*block);
  ASSERT_TRUE(lexicon.ok());
  const Table& t = (*lexicon)->table("a/b");
  EXPECT_EQ(t.find(0, "jan"), (std::vector<uint32_t>{0, 2}));
  EXPECT_EQ(t.find_first(0, "mar"), -1);
  EXPECT_EQ(t.at(2, t.column("n")), "7");
  EXPECT_EQ(t.line(2), 5);
}

TEST(Lexicon, ExtendAddsATableAndLeavesTheBaseAlone) {
  auto block = Compile({{"m", "data/m.tsv", "form:text*\njan\n"}});
  auto base = Lexicon::FromBlock(*block);
  auto both = Lexicon::Extend(**base, {"a/user", "my.tsv", "form:text*\nfeb\n"});
  ASSERT_TRUE(both.ok()) << both.error().message;
  EXPECT_EQ((*both)->table("m").at(0, 0), "jan");
  EXPECT_EQ((*both)->table("a/user").find_first(0, "feb"), 0);
  EXPECT_EQ((*both)->tables_below("").size(), 2u);
  EXPECT_EQ((*base)->tables_below("").size(), 1u);
  EXPECT_EQ(Lexicon::Extend(**base, {"m", "my.tsv", "form:text*\nfeb\n"}).error().message,
            "my.tsv: there is a table 'm' already");
  EXPECT_EQ(Lexicon::Extend(**base, {"a/user", "my.tsv", "n:int\nx\n"}).error().message,
            "my.tsv:2: column 'n' expected an int, got 'x'");
}

TEST(Lexicon, NamesFileLineAndReasonOfABadRow) {
  EXPECT_EQ(CompileError("n:int\nx\n"), "data/t.tsv:2: column 'n' expected an int, got 'x'");
  EXPECT_EQ(CompileError("n:text!\na\nb\na\n"),
            "data/t.tsv:4: column 'n': 'a' stands already in line 2");
  EXPECT_EQ(CompileError("n:enum(a,b)\nc\n"),
            "data/t.tsv:2: column 'n' expected one of a, b, got 'c'");
  EXPECT_EQ(CompileError("n:ref(u.x)\nc\n"), "data/t.tsv:2: column 'n': no 'c' in u.x");
  EXPECT_EQ(CompileError("n:text\ta:text\n\tx\n"),
            "data/t.tsv:2: column 'n' expected a value, got ''");
  EXPECT_EQ(CompileError("n:foo\n"), "data/t.tsv:1: expected a header cell name:type, got 'n:foo'");
}

}  // namespace
}  // namespace dragoman::lexicon
