// SPDX-License-Identifier: Apache-2.0
// Every row of data/en/events/ways: its example yields an event of its kind; its near miss has the
// trigger's word and none of that kind; user rows; bad rows are refused with file and line.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "events/events.h"
#include "pipeline/analyze.h"

namespace dragoman {
namespace {

using lexicon::Lexicon;

std::unique_ptr<pipeline::Analyzer> MakeAnalyzer() {
  auto analyzer = pipeline::Analyzer::Make(Lexicon::Embedded());
  EXPECT_TRUE(analyzer.ok());
  return std::move(analyzer).value();
}

Reading Read(const pipeline::Analyzer& analyzer, std::string_view text) {
  Document d;
  d.id = "test";
  d.text = std::string(text);
  d.paragraphs.push_back({0, static_cast<uint32_t>(d.text.size())});
  return analyzer.Analyze(std::move(d));
}

bool Yields(const Reading& r, std::string_view kind) {
  return std::any_of(r.events.events.begin(), r.events.events.end(),
                     [&](const Event& e) { return e.kind == kind; });
}

bool Fires(const Reading& r, std::string_view row) {
  return std::any_of(r.events.events.begin(), r.events.events.end(),
                     [&](const Event& e) { return e.rule == row; });
}

// "v:carry_out": carry.
std::string_view Head(std::string_view trigger) {
  std::string_view words = trigger.substr(2);
  size_t cut = words.find('_');
  if (cut == std::string_view::npos) return words;
  return trigger[0] == 'n' ? words.substr(cut + 1) : words.substr(0, cut);
}

// A near miss that lacks the word proves nothing.
bool HasWord(const Reading& r, std::string_view lemma) {
  for (size_t i = 0; i < r.syntax.size(); ++i) {
    std::string_view l = r.syntax.lemmas[r.syntax.lemma[i]];
    bool same = std::equal(l.begin(), l.end(), lemma.begin(), lemma.end(), [](char x, char y) {
      return std::tolower(static_cast<unsigned char>(x)) == y;
    });
    if (same) return true;
  }
  return false;
}

// The trees are learned, and a new parser reads a few sentences differently. All were right when
// they were written; what is wrong is printed, and wants plainer words.
constexpr double kRight = 0.99;

TEST(EventRows, ExamplesFireAndNearMissesDoNot) {
  auto analyzer = MakeAnalyzer();
  const Lexicon& lexicon = Lexicon::Embedded();
  size_t rows = 0, silent = 0, wrong = 0;
  auto complain = [](const std::string& where, const char* what, std::string_view text) {
    std::cout << where << what << text << "\n";
    return size_t{1};
  };
  for (const lexicon::Table* t : lexicon.tables_below("en/events/ways/")) {
    for (size_t r = 0; r < t->size(); ++r) {
      std::string_view name = t->at(r, t->column("name"));
      std::string_view kind = t->at(r, t->column("kind"));
      std::string_view example = t->at(r, t->column("example"));
      std::string_view near_miss = t->at(r, t->column("not"));
      std::string where = std::string(t->name()) + ":" + std::to_string(t->line(r)) + ": " +
                          std::string(name) + ": ";
      ++rows;
      if (!Yields(Read(*analyzer, example), kind)) silent += complain(where, "silent: ", example);
      ASSERT_FALSE(near_miss.empty()) << where;
      Reading miss = Read(*analyzer, near_miss);
      if (Fires(miss, name) || Yields(miss, kind)) {
        wrong += complain(where, "fires: ", near_miss);
      } else if (!HasWord(miss, Head(t->at(r, t->column("trigger"))))) {
        wrong += complain(where, "without the word: ", near_miss);
      }
    }
  }
  std::cout << silent << " examples silent, " << wrong << " near misses wrong, of " << rows
            << " rows\n";
  ASSERT_GT(rows, 1000U);
  EXPECT_GE(static_cast<double>(rows - silent), kRight * static_cast<double>(rows));
  EXPECT_GE(static_cast<double>(rows - wrong), kRight * static_cast<double>(rows));
}

constexpr std::string_view kHeader =
    "name:text\tkind:text\ttrigger:text\tframe:text\tneeds:text?\tset:list?\ttype:text?\n";

std::string Refusal(const std::string& row) {
  auto kinds =
      events::Kinds::Load(Lexicon::Embedded(), std::string(kHeader) + row + "\n", "my.tsv");
  return kinds.ok() ? "" : kinds.error().message;
}

TEST(EventRows, BadUserRowsAreRefusedWithFileAndLine) {
  EXPECT_EQ(Refusal("a\tmeet\tv:rendezvous\tsubj=actor! with=co"), "");
  EXPECT_EQ(Refusal("a\tmeet\trendezvous\tsubj=actor!"),
            "my.tsv:2: expected a trigger v:..., n:... or a:..., got 'rendezvous'");
  EXPECT_EQ(Refusal("a\tmeet\tv:rendezvous\tsubj=agent!"), "my.tsv:2: no role 'agent'");
  EXPECT_EQ(Refusal("a\tmeet\tv:rendezvous\tsubj=actor:knight"), "my.tsv:2: no condition 'knight'");
  EXPECT_EQ(Refusal("a\tmeet\tv:rendezvous\tsubj=actor\tobj:@knights"),
            "my.tsv:2: no set '@knights' in sets.tsv");
  EXPECT_EQ(Refusal("a\tmeet\tv:rendezvous\tnosuch"), "my.tsv:2: no frame 'nosuch' in frames.tsv");
  EXPECT_EQ(Refusal("a\thackathon\tv:hackathon\tsubj=actor"),
            "my.tsv:2: no kind 'hackathon', and no column 'type' that would make it one");
  EXPECT_EQ(Refusal("a\thackathon\tv:hackathon\tsubj=actor\t\t\tCOOPERATE"), "");
  EXPECT_EQ(Refusal("a\thackathon\tv:hackathon\tsubj=actor\t\t\tDANCE"),
            "my.tsv:2: no event type 'DANCE'");
}

}  // namespace
}  // namespace dragoman
