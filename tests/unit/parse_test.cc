// SPDX-License-Identifier: Apache-2.0
#include "parse/parse.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>

#include "parse/kernels.h"
#include "parse/model_file.h"
#include "parse/tree.h"

namespace dragoman::parse {
namespace {

// Blank-separated words, one sentence a line.
struct Text {
  Document document;
  Sentences sentences;
};

Text MakeText(const std::string& lines) {
  Text t;
  t.document.text = lines;
  uint32_t at = 0;
  size_t first = 0;
  auto close = [&] {
    if (first == t.sentences.words.size()) return;
    t.sentences.sentences.push_back(
        {WordId(first),
         WordId(t.sentences.words.size()),
         {t.sentences.words[first].span.begin, t.sentences.words.back().span.end}});
    first = t.sentences.words.size();
  };
  for (uint32_t i = 0; i <= lines.size(); ++i) {
    bool end = i == lines.size() || lines[i] == ' ' || lines[i] == '\n';
    if (!end) continue;
    if (i > at) t.sentences.words.push_back({{at, i}});
    if (i == lines.size() || lines[i] == '\n') close();
    at = i + 1;
  }
  return t;
}

const ParseModel& Model(bool plain = false) {
  static const ParseModel best = ParseModel::Load().value();
  static const ParseModel portable =
      ParseModel::FromBytes(ParseModel::EmbeddedBytes(), true).value();
  return plain ? portable : best;
}

std::string Parsed(const std::string& lines, bool plain = false) {
  Text t = MakeText(lines);
  Syntax s = ParseSentences(t.document, t.sentences, Model(plain));
  Verify(s, t.document);
  return Dump(s, t.document);
}

std::string RandomLines(uint32_t seed, size_t most_words) {
  std::mt19937 random(seed);
  std::string out;
  size_t n = random() % most_words + 1;
  for (size_t w = 0; w < n; ++w) {
    size_t size = random() % 9 + 1;
    for (size_t k = 0; k < size; ++k) {
      auto c = static_cast<char>(random() % 256);
      out += c == ' ' || c == '\n' ? 'e' : c;
    }
    out += random() % 40 == 0 ? '\n' : ' ';
  }
  return out;
}

TEST(Parse, ReadsAnOrdinarySentence) {
  EXPECT_EQ(
      Parsed("The minister met her colleague in Ankara ."),
      "1\tThe\tthe\tDET\tDT\tPronType=Art\t2\tdet\n"
      "2\tminister\tminister\tNOUN\tNN\tNumber=Sing\t3\tnsubj\n"
      "3\tmet\tmeet\tVERB\tVBD\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\n"
      "4\ther\ther\tPRON\tPRP$\tGender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs\t5\t"
      "nmod:poss\n"
      "5\tcolleague\tcolleague\tNOUN\tNN\tNumber=Sing\t3\tobj\n"
      "6\tin\tin\tADP\tIN\t_\t7\tcase\n"
      "7\tAnkara\tAnkara\tPROPN\tNNP\tNumber=Sing\t3\tobl\n"
      "8\t.\t.\tPUNCT\t.\t_\t3\tpunct\n\n");
}

TEST(Parse, AnyBytesGiveTreesAndBothKernelsTheSameOnes) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    std::string lines = RandomLines(seed, seed % 10 == 0 ? 400 : 60);
    EXPECT_EQ(Parsed(lines), Parsed(lines, true)) << "seed " << seed;
  }
}

TEST(Parse, KernelsAgreeOnEnglish) {
  std::string lines =
      "Officials said on Tuesday that 1,200 troops had been withdrawn from the border .\n"
      "PRESIDENT TO VISIT CAPITAL NEXT WEEK\nTalks Collapse as Sides Trade Blame\n"
      "It was not clear who , if anyone , had ordered the strike , he added .\n";
  EXPECT_EQ(Parsed(lines), Parsed(lines, true));
}

TEST(Parse, ASentenceDoesNotDependOnItsNeighbours) {
  std::string a = "The pair agreed to meet again in the spring .\n";
  std::string b = "Nobody was hurt , police said .\n";
  std::string many;
  for (int i = 0; i < 30; ++i) many += b;
  std::string alone = Parsed(a);
  EXPECT_EQ(Parsed(many + a).substr(30 * Parsed(b).size()), alone);
}

TEST(Parse, NoWordsNoTrees) { EXPECT_EQ(Parsed(""), ""); }

TEST(ParseModel, ADamagedFileIsAClearError) {
  std::string_view good = ParseModel::EmbeddedBytes();
  auto* copy = static_cast<char*>(std::aligned_alloc(64, (good.size() + 63) / 64 * 64));
  std::unique_ptr<char, decltype(&std::free)> owner(copy, std::free);
  auto fault = [&](size_t size, size_t at, char flip) {
    std::memcpy(copy, good.data(), good.size());
    if (at < size) copy[at] = static_cast<char>(copy[at] ^ flip);
    auto model = ParseModel::FromBytes({copy, size});
    return model.ok() ? std::string("none") : model.error().message;
  };
  EXPECT_EQ(fault(good.size(), good.size(), 0), "none");
  EXPECT_EQ(fault(10, 10, 0), "parser model: shorter than its header");
  EXPECT_EQ(fault(good.size(), 0, 1), "parser model: not a parser model");
  EXPECT_EQ(fault(good.size(), 8, 64), "parser model: version 65, expected 1");
  EXPECT_EQ(fault(good.size() - 64, good.size(), 0),
            "parser model: " + std::to_string(good.size() - 64) + " bytes, expected " +
                std::to_string(good.size()));
  EXPECT_EQ(fault(good.size(), good.size() / 2, 4), "parser model: damaged (checksum)");
  EXPECT_EQ(fault(good.size(), good.size() - 1, 1), "parser model: damaged (checksum)");
}

// ---- trees

int64_t ScoreOf(const std::vector<int32_t>& score, const std::vector<int32_t>& heads) {
  int64_t sum = 0;
  for (size_t d = 1; d <= heads.size(); ++d) {
    sum += score[d * (heads.size() + 1) + static_cast<size_t>(heads[d - 1])];
  }
  return sum;
}

bool IsTree(const std::vector<int32_t>& heads) {
  size_t n = heads.size(), roots = 0;
  for (size_t d = 1; d <= n; ++d) {
    roots += heads[d - 1] == 0;
    size_t at = d, steps = 0;
    while (at != 0 && steps <= n) {
      at = static_cast<size_t>(heads[at - 1]);
      ++steps;
    }
    if (at != 0) return false;
  }
  return roots == 1;
}

// Every assignment of heads to four or five words is tried.
TEST(BestTree, IsTheBestOfAllTrees) {
  std::mt19937 random(7);
  for (int round = 0; round < 150; ++round) {
    size_t n = 1 + random() % 5;
    std::vector<int32_t> score((n + 1) * (n + 1));
    for (int32_t& x : score) x = static_cast<int32_t>(random() % 2000) - 1000;
    std::vector<int32_t> heads, tried(n, 0);
    BestTree(score, n, heads);
    ASSERT_TRUE(IsTree(heads));
    int64_t most = INT64_MIN;
    for (bool more = true; more;) {
      if (IsTree(tried)) most = std::max(most, ScoreOf(score, tried));
      more = false;
      for (size_t i = 0; i < n; ++i) {
        if (++tried[i] <= static_cast<int32_t>(n)) {
          more = true;
          break;
        }
        tried[i] = 0;
      }
    }
    EXPECT_EQ(ScoreOf(score, heads), most) << "round " << round;
  }
}

TEST(BestTree, LongSentencesWithManyCyclesEnd) {
  std::mt19937 random(9);
  for (size_t n : {50, 400}) {
    std::vector<int32_t> score((n + 1) * (n + 1)), heads;
    for (int32_t& x : score) x = static_cast<int32_t>(random() % 100);
    // Pairs like each other best: n / 2 cycles to begin with.
    for (size_t d = 1; d + 1 <= n; d += 2) {
      score[d * (n + 1) + d + 1] = 1 << 20;
      score[(d + 1) * (n + 1) + d] = 1 << 20;
    }
    BestTree(score, n, heads);
    EXPECT_TRUE(IsTree(heads));
  }
}

}  // namespace
}  // namespace dragoman::parse
