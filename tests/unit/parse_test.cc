// SPDX-License-Identifier: Apache-2.0
#include "parse/parse.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <random>

#include "parse/form_cache.h"
#include "parse/kernels.h"
#include "parse/model_file.h"
#include "parse/shape.h"
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

// The kernels this machine can run.
std::vector<std::string> Usable() {
  std::vector<std::string> out;
  for (const Kernels* k : AllKernels()) {
    if (k->usable()) out.emplace_back(k->name);
  }
  return out;
}

const ParseModel& Model(const std::string& kernels) {
  static std::map<std::string, ParseModel> models;
  auto it = models.find(kernels);
  if (it == models.end()) {
    auto model = ParseModel::FromBytes(ParseModel::EmbeddedBytes(), kernels);
    it = models.emplace(kernels, std::move(model.value())).first;
  }
  return it->second;
}

std::string Parsed(const std::string& lines, const std::string& kernels = "") {
  Text t = MakeText(lines);
  Syntax s = ParseSentences(t.document, t.sentences, Model(kernels));
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

// The root of each line, as "form lemma tag", read with the present or without.
std::string Roots(const std::string& lines, bool with_present) {
  static const WordForms present(lexicon::Lexicon::Embedded());
  Text t = MakeText(lines);
  Syntax s = ParseSentences(t.document, t.sentences, Model(""), nullptr,
                            with_present ? &present : nullptr);
  Verify(s, t.document);
  std::string out;
  for (size_t w = 0; w < s.size(); ++w) {
    if (s.head[w].valid()) continue;
    out += std::string(s.base.form(WordId(w), t.document)) + " " +
           std::string(s.lemma_of(WordId(w))) + " " + std::string(XposNames()[s.xpos[w]]) + "\n";
  }
  return out;
}

TEST(Present, ASentenceWithoutAVerbIsReadAgain) {
  EXPECT_EQ(Roots("A court in Gondor sentences a young police volunteer to death .\n"
                  "Gondor police arrest a student of the academy .\n"
                  "The president of Gondor orders the closure of all schools .",
                  true),
            "sentences sentence VBZ\narrest arrest VBP\norders order VBZ\n");
}

// The first word of each line, as "form lemma tag relation".
std::string Openings(const std::string& lines) {
  static const WordForms forms(lexicon::Lexicon::Embedded());
  Text t = MakeText(lines);
  Syntax s = ParseSentences(t.document, t.sentences, Model(""), nullptr, &forms);
  std::string out;
  for (const Sentence& sentence : s.base.sentences) {
    const WordId w = sentence.first;
    out += std::string(s.base.form(w, t.document)) + " " + std::string(s.lemma_of(w)) + " " +
           std::string(XposNames()[s.xpos[w.index()]]) + " " +
           std::string(Name(s.deprel[w.index()])) + "\n";
  }
  return out;
}

TEST(MayBeName, AnUnknownWordRightBeforeAVerbIsReadAsAName) {
  EXPECT_EQ(Openings("Blinken met the king of Gondor on Friday .\n"
                     "Boric accused Gondor of murder .\n"
                     "Çiller accused Gondor of murder .\n"),
            "Blinken Blinken NNP nsubj\nBoric Boric NNP nsubj\nÇiller Çiller NNP nsubj\n");
}

TEST(MayBeName, AKnownWordStaysWhatItIs) {
  EXPECT_EQ(Openings("Fighting broke out in Gondor .\n"
                     "Some accused Gondor of murder .\n"
                     "Reportedly , they met .\n"),
            "Fighting fight VBG nsubj\nSome some DT det\nReportedly reportedly RB advmod\n");
}

TEST(PastForms, IrregularPastsHaveTheirLemma) {
  EXPECT_EQ(Roots("Thousands fled the city .\nPolice shot three men .\nThey overthrew the king .\n"
                  "The court upheld the verdict .\n",
                  true),
            "fled flee VBD\nshot shoot VBD\noverthrew overthrow VBD\nupheld uphold VBD\n");
}

TEST(Present, WhatHasAVerbOrIsNoSentenceStaysAsItWas) {
  for (const char* line : {
           "The court sentenced two men over the orders .",
           "New sanctions on Gondor",  // no full stop
           "There were strikes in Gondor .",
           "Bomb attacks killed nine people in Gondor .",
       }) {
    EXPECT_EQ(Roots(line, true), Roots(line, false)) << line;
  }
}

TEST(Present, EveryRowHasThreeDifferentForms) {
  const lexicon::Table& t = lexicon::Lexicon::Embedded().table("en/parse/present");
  for (size_t r = 0; r < t.size(); ++r) {
    auto base = t.at(r, t.column("base")), third = t.at(r, t.column("third")),
         past = t.at(r, t.column("past"));
    EXPECT_TRUE(base != third && third != past && base != past) << t.name() << ":" << t.line(r);
  }
}

TEST(Parse, AnyBytesGiveTreesAndAllKernelsTheSameOnes) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    std::string lines = RandomLines(seed, seed % 10 == 0 ? 400 : 60);
    std::string best = Parsed(lines);
    for (const auto& k : Usable()) EXPECT_EQ(Parsed(lines, k), best) << k << ", seed " << seed;
  }
}

TEST(Parse, KernelsAgreeOnEnglish) {
  std::string lines =
      "Officials said on Tuesday that 1,200 troops had been withdrawn from the border .\n"
      "PRESIDENT TO VISIT CAPITAL NEXT WEEK\nTalks Collapse as Sides Trade Blame\n"
      "It was not clear who , if anyone , had ordered the strike , he added .\n";
  std::string best = Parsed(lines);
  for (const auto& k : Usable()) EXPECT_EQ(Parsed(lines, k), best) << k;
}

// models/name_head.bin reads the states of one parser only: train_names after each new one.
TEST(Parse, HeadForNamesFitsTheParser) { EXPECT_TRUE(ParseModel::Load()->scores_names()); }

TEST(Parse, TheFastestUsableKernelsAreTaken) {
  EXPECT_EQ(Model("").kernels(), Usable().front());
  EXPECT_EQ(Usable().back(), "plain");
  EXPECT_EQ(ParseModel::FromBytes(ParseModel::EmbeddedBytes(), "abacus").error().message,
            "parser model: no kernels 'abacus' on this machine");
}

// Far more forms than are kept, of all lengths, between two readings of the same sentences.
TEST(Parse, WhatWasParsedBeforeShowsNowhere) {
  std::string lines =
      "The pair agreed to meet again in the spring .\nAntidisestablishmentarianismists met .\n";
  std::string before = Parsed(lines);
  std::string many;
  for (size_t i = 0; i < 3 * FormCache::kRows; ++i) {
    many += "w" + std::to_string(i) + std::string(i % 30, 'x') + (i % 20 == 0 ? "\n" : " ");
  }
  EXPECT_EQ(Parsed(many), Parsed(many, "plain"));
  EXPECT_EQ(Parsed(lines), before);
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
  EXPECT_EQ(fault(good.size(), 8, 64), "parser model: version 66, expected 2");
  EXPECT_EQ(fault(good.size() - 64, good.size(), 0),
            "parser model: " + std::to_string(good.size() - 64) + " bytes, expected " +
                std::to_string(good.size()));
  EXPECT_EQ(fault(good.size(), good.size() / 2, 4), "parser model: damaged (checksum)");
  EXPECT_EQ(fault(good.size(), good.size() - 1, 1), "parser model: damaged (checksum)");
}

// ---- kernels

// Weights and activations as large as they may be: where AVX2 would overflow its 16 bits.
TEST(Kernels, ExtremesGiveTheExactSums) {
  constexpr size_t kIn = 32, kOut = 3 * kColumnBlock, kRows = 21;
  // Inputs k, k + 1, k + 4, k + 5: their products are added in 16 bits.
  constexpr int kExtremes[5][4] = {{64, 64, -64, -64},
                                   {32, 32, 32, 32},
                                   {-32, -32, -32, -32},
                                   {127, 1, -127, -1},
                                   {0, 0, 1, 127}};
  std::mt19937 random(11);
  for (int round = 0; round < 20; ++round) {
    std::vector<int8_t> w(kIn * kOut);
    std::vector<std::vector<int>> plain(kIn, std::vector<int>(kOut));  // [input][column]
    for (size_t c = 0; c < kOut; ++c) {
      for (size_t i = 0; i < kIn; ++i) {
        int x = static_cast<int>(random() % 255) - 127;
        x = round < 10 ? kExtremes[(c + i % 4 / 2) % 5][i % 2 + i % 8 / 4 * 2] : x / 4;
        plain[i][c] = x;
        size_t block = c / kColumnBlock;
        w[((block * kIn / 4 + i / 4) * kColumnBlock + c % kColumnBlock) * 4 + i % 4] =
            static_cast<int8_t>(x);
      }
    }
    ASSERT_TRUE(GroupsFit(w, kIn));
    std::vector<float> scale(kOut, 0.5F);
    std::vector<int32_t> start(kOut);
    for (auto& x : start) x = static_cast<int32_t>(random() % 4000) - 2000;
    std::vector<uint8_t> a(kRows * kIn);
    for (auto& x : a) x = round % 2 == 0 ? 255 : static_cast<uint8_t>(random() % 256);
    Dense d{w.data(), start.data(), scale.data(), kIn, kOut};
    for (const Kernels* k : AllKernels()) {
      if (!k->usable()) continue;
      for (size_t rows = 1; rows <= kRows; ++rows) {
        bool relu = rows % 2 == 0;
        std::vector<float> out(kRows * kOut, -1);
        k->multiply(a.data(), kIn, rows, d, relu, out.data(), kOut);
        for (size_t r = 0; r < rows; ++r) {
          for (size_t c = 0; c < kOut; ++c) {
            int sum = start[c];
            for (size_t i = 0; i < kIn; ++i) sum += a[r * kIn + i] * plain[i][c];
            float expected = 0.5F * static_cast<float>(relu ? std::max(sum, 0) : sum);
            ASSERT_EQ(out[r * kOut + c], expected) << k->name << " row " << r << " column " << c;
          }
        }
      }
    }
  }
}

TEST(Kernels, ArgmaxIsTheFirstOfTheGreatest) {
  std::mt19937 random(5);
  for (size_t n = 1; n <= 70; ++n) {
    std::vector<float> x(n);
    for (float& v : x) v = static_cast<float>(random() % 9) - 20.0F;
    const auto first = std::max_element(x.begin(), x.end()) - x.begin();
    for (const Kernels* k : AllKernels()) {
      if (!k->usable()) continue;
      EXPECT_EQ(k->argmax(x.data(), n), static_cast<size_t>(first)) << k->name << " of " << n;
    }
  }
}

TEST(Kernels, EmbedAddsRowsInTheirOrder) {
  std::mt19937 random(3);
  std::vector<int8_t> word(kWordWidth), affixes(kAffixTemplates * kAffixWidth);
  for (int8_t& b : word) b = static_cast<int8_t>(random() % 255 - 127);
  for (int8_t& b : affixes) b = static_cast<int8_t>(random() % 255 - 127);
  FormRows rows;
  rows.word = word.data();
  rows.word_scale = 0.0371F;
  std::vector<float> expected(kEmbedWidth);
  for (size_t j = 0; j < kWordWidth; ++j) {
    expected[j] = static_cast<float>(word[j]) * rows.word_scale;
  }
  for (size_t a = 0; a < kAffixTemplates; ++a) {
    rows.affix[a] = affixes.data() + a * kAffixWidth;
    rows.affix_scale[a] = 1.0F / static_cast<float>(3 + random() % 1000);
    for (size_t j = 0; j < kAffixWidth; ++j) {
      const volatile float product = static_cast<float>(rows.affix[a][j]) * rows.affix_scale[a];
      expected[kWordWidth + j] = expected[kWordWidth + j] + product;
    }
  }
  for (const Kernels* k : AllKernels()) {
    if (!k->usable()) continue;
    std::vector<float> x(kEmbedWidth, 7);
    k->embed(rows, x.data());
    EXPECT_EQ(x, expected) << k->name;
  }
}

TEST(Kernels, WeightsThatMightOverflowAreRefused) {
  std::vector<int8_t> w(8 * kColumnBlock, 32);
  EXPECT_TRUE(GroupsFit(w, 8));
  w[4] = 33;  // column 1, input 0
  EXPECT_FALSE(GroupsFit(w, 8));
  w[4] = -128;
  EXPECT_TRUE(GroupsFit(w, 8));
  w[5] = -1;
  EXPECT_FALSE(GroupsFit(w, 8));
  EXPECT_FALSE(GroupsFit(w, 4));
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
