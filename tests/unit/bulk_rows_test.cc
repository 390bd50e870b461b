// SPDX-License-Identifier: Apache-2.0
// Rows that wait come into the table as they were put; words of a text are those of a plain reading
// of it.
#include "record/bulk_rows.h"

#include <gtest/gtest.h>

#include <random>

#include "base/check.h"
#include "record/words.h"

namespace dragoman::record {
namespace {

class BulkRowsTest : public testing::Test {
 protected:
  BulkRowsTest() : db_(":memory:", OpenMode::kCreate) {
    db_.Execute("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT NOT NULL, size REAL, raw BLOB)");
  }
  std::string All() {
    std::string out;
    Statement s =
        db_.Prepare("SELECT id, name, coalesce(size, 'none'), coalesce(hex(raw), '') FROM t");
    while (s.Step()) {
      for (int c = 0; c < 4; ++c) out += s.Text(c) + (c < 3 ? "|" : "\n");
    }
    return out;
  }
  Database db_;
};

TEST_F(BulkRowsTest, EveryKindOfValueComesIn) {
  BulkRows rows(db_, "new_t", "INSERT INTO t", "id, name, size, raw");
  auto two = [](std::string& out) { out += std::string("\0\xff", 2); };
  rows.Int(1).Text("a 'quoted' name").Real(2.5).BlobMade(two);
  rows.Int(2).Text("").Null().BlobMade([](std::string&) {});
  rows.Int(std::optional<int64_t>(3)).TextMade([](std::string& out) { out += "made"; });
  rows.Real(-1).TextOrNull("");
  EXPECT_EQ(All(), "");  // they wait
  rows.Write();
  EXPECT_EQ(All(), "1|a 'quoted' name|2.5|00FF\n2||none|\n3|made|-1.0|\n");
  EXPECT_TRUE(rows.empty());
  rows.Write();  // nothing waits
  rows.Int(4).Text("later").Null().Null().Write();
  EXPECT_EQ(db_.SingleInt("SELECT count(*) FROM t"), 4);
}

TEST_F(BulkRowsTest, ARowThatTheTableRefusesIsAFault) {
  BulkRows rows(db_, "new_t", "INSERT OR FAIL INTO t", "id, name, size, raw");
  rows.Int(1).Null().Null().Null();
  EXPECT_THROW(rows.Write(), SqliteFault);
}

TEST_F(BulkRowsTest, HalfARowIsOurFault) {
  BulkRows rows(db_, "new_t", "INSERT INTO t", "id, name, size, raw");
  rows.Int(1).Text("half");
  EXPECT_THROW(rows.Write(), InternalError);
}

TEST_F(BulkRowsTest, ANameIsFreeAgainAfterwards) {
  for (int64_t id : {1, 2}) {
    BulkRows rows(db_, "new_t", "INSERT INTO t", "id, name, size, raw");
    rows.Int(id).Text("again").Null().Null().Write();
  }
  EXPECT_EQ(All(), "1|again|none|\n2|again|none|\n");
}

struct Cut {
  std::string word;
  bool ascii = false;
  friend bool operator==(const Cut&, const Cut&) = default;
};

// As words.h says it, byte by byte.
std::vector<Cut> CutPlainly(const std::string& text) {
  std::vector<Cut> out;
  bool in = false;
  for (char raw : text) {
    auto c = static_cast<uint8_t>(raw);
    if (c >= 'A' && c <= 'Z') c = static_cast<uint8_t>(c + 32);
    const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
    if (part && !in) out.push_back({"", true});
    if (part) {
      out.back().word += static_cast<char>(c);
      out.back().ascii = out.back().ascii && c < 0x80;
    }
    in = part;
  }
  return out;
}

std::vector<Cut> CutByEights(Words& words, const std::string& text) {
  words.Read(text);
  std::vector<Cut> out;
  words.Visit([&](size_t begin, size_t end, uint64_t hash, bool ascii) {
    out.push_back({std::string(words.folded() + begin, end - begin), ascii});
    EXPECT_EQ(hash, Words::HashOf(out.back().word)) << out.back().word;
  });
  return out;
}

TEST(Words, AreThoseOfAPlainReading) {
  Words words;
  for (const char* text : {"", "a", " a", "Seven77 Eightt88 Ninette99", "0123456789abcdef",
                           "Zürich's O'Brien, U.S.-led; \xff\xfe", "@[`{/:"}) {
    EXPECT_EQ(CutByEights(words, text), CutPlainly(text)) << text;
  }
  std::mt19937_64 random(7);
  for (int n = 0; n < 2'000; ++n) {
    std::string text(random() % 70, ' ');
    for (char& c : text) {
      c = random() % 3 != 0 ? static_cast<char>('a' + random() % 26) : static_cast<char>(random());
    }
    EXPECT_EQ(CutByEights(words, text), CutPlainly(text)) << text;
  }
}

TEST(Words, CaseDoesNotCountAndLengthDoes) {
  EXPECT_EQ(Words::HashOf("kyiv"), Words::HashOf("kyiv"));
  EXPECT_NE(Words::HashOf("kyiv"), Words::HashOf("kyi"));
  EXPECT_NE(Words::HashOf("12345678"), Words::HashOf("1234567812345678"));
  Words words;
  std::vector<uint64_t> hashes;
  words.Read("KYIV kyiv");
  words.Visit([&](size_t, size_t, uint64_t hash, bool) { hashes.push_back(hash); });
  ASSERT_EQ(hashes.size(), 2u);
  EXPECT_EQ(hashes[0], hashes[1]);
}

}  // namespace
}  // namespace dragoman::record
