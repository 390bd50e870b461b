// SPDX-License-Identifier: Apache-2.0
// Every row of data/en/entities/role_relations.tsv and terms_of_office.tsv: its example gives the
// relation, its near miss none of that kind.
#include <gtest/gtest.h>

#include "pipeline/analyze.h"
#include "text_of.h"

namespace dragoman {
namespace {

Reading Read(const pipeline::Analyzer& analyzer, std::string_view text) {
  Document d = TextOf(text);
  d.published = Date::FromYmd(2023, 6, 28);
  d.published_basis = PublishedBasis::kGiven;
  return analyzer.Analyze(std::move(d));
}

bool Has(const Reading& r, std::string_view kind) {
  for (const Relation& relation : r.entities.relations) {
    if (Name(relation.kind) == kind) return true;
  }
  return false;
}

// Every row's example gives a relation of that kind, and its near miss does not.
template <class KindOf>
void CheckRows(const char* table, KindOf kind_of) {
  const auto& lexicon = lexicon::Lexicon::Embedded();
  auto analyzer = pipeline::Analyzer::Make(lexicon);
  ASSERT_TRUE(analyzer.ok()) << analyzer.error().message;
  const lexicon::Table& t = lexicon.table(table);
  ASSERT_GT(t.size(), 0u);
  for (size_t row = 0; row < t.size(); ++row) {
    std::string_view kind = kind_of(t, row);
    std::string_view example = t.at(row, t.column("example")), near = t.at(row, t.column("not"));
    Reading right = Read(**analyzer, example);
    EXPECT_TRUE(Has(right, kind)) << t.name() << ".tsv:" << t.line(row) << ": " << example << "\n"
                                  << Dump(right.entities, right.syntax, right.document);
    EXPECT_FALSE(Has(Read(**analyzer, near), kind))
        << t.name() << ".tsv:" << t.line(row) << ": " << near;
  }
}

TEST(EntityRows, RoleExamplesGiveTheirRelationAndNearMissesDoNot) {
  CheckRows("en/entities/role_relations",
            [](const lexicon::Table& t, size_t row) { return t.at(row, t.column("kind")); });
}

TEST(EntityRows, TermsOfOfficeGiveTheirOfficeAndNearMissesDoNot) {
  CheckRows("en/entities/terms_of_office",
            [](const lexicon::Table&, size_t) -> std::string_view { return "holds-office"; });
}

}  // namespace
}  // namespace dragoman
