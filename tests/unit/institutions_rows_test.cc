// SPDX-License-Identifier: Apache-2.0
// Every row of data/en/entities/institutions.tsv: in its example the name is the body's, in its
// near miss the form is nobody's.
#include <gtest/gtest.h>

#include "entities/knowledge.h"
#include "entities/name_features.h"
#include "pipeline/analyze.h"
#include "text_of.h"

namespace dragoman {
namespace {

Reading Read(const pipeline::Analyzer& analyzer, std::string_view text) {
  return analyzer.Analyze(TextOf(text));
}

TEST(InstitutionRows, ExamplesNameTheBodyAndNearMissesNone) {
  const auto& lexicon = lexicon::Lexicon::Embedded();
  auto analyzer = pipeline::Analyzer::Make(lexicon);
  ASSERT_TRUE(analyzer.ok()) << analyzer.error().message;
  const lexicon::Table& t = lexicon.table("en/entities/institutions");
  ASSERT_GT(t.size(), 0u);
  for (size_t row = 0; row < t.size(); ++row) {
    auto cell = [&](std::string_view column) { return t.at(row, t.column(column)); };
    Reading r = Read(**analyzer, cell("example"));
    bool found = false;
    for (const Mention& m : r.entities.mentions) {
      found = found || (m.entity.valid() && m.span.in(r.document.text) == cell("name") &&
                        r.entities[m.entity].known == cell("key"));
    }
    EXPECT_TRUE(found) << t.name() << ".tsv:" << t.line(row) << ": " << cell("example") << "\n"
                       << Dump(r.entities, r.syntax, r.document);
    r = Read(**analyzer, cell("not"));
    for (const Mention& m : r.entities.mentions) {
      if (!m.entity.valid() || r.entities[m.entity].known.empty()) continue;
      std::string words;
      entities::AppendLower(m.span.in(r.document.text), words);
      for (std::string_view form : t.list(row, t.column("forms"))) {
        EXPECT_NE(words, form) << t.name() << ".tsv:" << t.line(row) << ": "
                               << r.entities[m.entity].known;
      }
    }
  }
}

TEST(InstitutionRows, EachIsOfAStateAndEachRoleIsKnown) {
  const entities::KnowledgeBase knowledge(lexicon::Lexicon::Embedded());
  const lexicon::Table& t = lexicon::Lexicon::Embedded().table("entities/institutions");
  for (size_t row = 0; row < t.size(); ++row) {
    auto cell = [&](std::string_view column) { return t.at(row, t.column(column)); };
    EXPECT_EQ(knowledge.BodyOf(cell("role"), cell("country")), knowledge.ByKey(cell("key")))
        << t.name() << ".tsv:" << t.line(row);
    EXPECT_NE(knowledge.StateByCode(cell("country")), entities::kNoKnown) << t.line(row);
  }
}

}  // namespace
}  // namespace dragoman
