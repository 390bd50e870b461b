// SPDX-License-Identifier: Apache-2.0
// Every row of data/en/events/ways: its example yields an event of its kind, its near miss none of
// that kind; user rows; bad rows are refused with file and line.
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

bool Yields(const pipeline::Analyzer& analyzer, std::string_view text, std::string_view kind) {
  Document d;
  d.id = "test";
  d.text = std::string(text);
  d.paragraphs.push_back({0, static_cast<uint32_t>(d.text.size())});
  Reading r = analyzer.Analyze(std::move(d));
  return std::any_of(r.events.events.begin(), r.events.events.end(),
                     [&](const Event& e) { return e.kind == kind; });
}

// The trees are learned, so a few examples are misread at any time; how many may be is exact.
constexpr double kExamplesThatFire = 0.88;
constexpr double kNearMissesSilent = 0.97;

TEST(EventRows, ExamplesFireAndNearMissesDoNot) {
  auto analyzer = MakeAnalyzer();
  const Lexicon& lexicon = Lexicon::Embedded();
  size_t examples = 0, fired = 0, misses = 0, silent = 0;
  for (const lexicon::Table* t : lexicon.tables_below("en/events/ways/")) {
    for (size_t r = 0; r < t->size(); ++r) {
      std::string_view kind = t->at(r, t->column("kind"));
      std::string_view example = t->at(r, t->column("example"));
      std::string_view near_miss = t->at(r, t->column("not"));
      ++examples;
      bool ok = Yields(*analyzer, example, kind);
      fired += ok;
      if (!ok) std::cout << t->name() << ":" << t->line(r) << ": silent: " << example << "\n";
      if (near_miss.empty()) continue;
      ++misses;
      bool quiet = !Yields(*analyzer, near_miss, kind);
      silent += quiet;
      if (!quiet) std::cout << t->name() << ":" << t->line(r) << ": fires: " << near_miss << "\n";
    }
  }
  std::cout << fired << " of " << examples << " examples, " << silent << " of " << misses
            << " near misses\n";
  ASSERT_GT(examples, 1000U);
  ASSERT_GT(misses, 200U);
  EXPECT_GE(static_cast<double>(fired), kExamplesThatFire * static_cast<double>(examples));
  EXPECT_GE(static_cast<double>(silent), kNearMissesSilent * static_cast<double>(misses));
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
