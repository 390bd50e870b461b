// SPDX-License-Identifier: Apache-2.0
// Every row of data/en/entities/role_relations.tsv and terms_of_office.tsv: its example gives the
// relation, its near miss none of that kind.
#include <gtest/gtest.h>

#include "pipeline/analyze.h"

namespace dragoman {
namespace {

Reading Read(const pipeline::Analyzer& analyzer, std::string_view text) {
  Document d;
  d.id = "test";
  d.text = text;
  d.paragraphs.push_back({0, static_cast<uint32_t>(text.size())});
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

TEST(EntityRows, RoleExamplesGiveTheirRelationAndNearMissesDoNot) {
  const auto& lexicon = lexicon::Lexicon::Embedded();
  auto analyzer = pipeline::Analyzer::Make(lexicon);
  ASSERT_TRUE(analyzer.ok()) << analyzer.error().message;
  const lexicon::Table& t = lexicon.table("en/entities/role_relations");
  ASSERT_GT(t.size(), 0u);
  for (size_t row = 0; row < t.size(); ++row) {
    std::string_view kind = t.at(row, t.column("kind"));
    std::string_view example = t.at(row, t.column("example")), near = t.at(row, t.column("not"));
    Reading right = Read(**analyzer, example);
    EXPECT_TRUE(Has(right, kind)) << t.name() << ".tsv:" << t.line(row) << ": " << example << "\n"
                                  << Dump(right.entities, right.syntax, right.document);
    EXPECT_FALSE(Has(Read(**analyzer, near), kind))
        << t.name() << ".tsv:" << t.line(row) << ": " << near;
  }
}

TEST(EntityRows, TermsOfOfficeGiveTheirOfficeAndNearMissesDoNot) {
  const auto& lexicon = lexicon::Lexicon::Embedded();
  auto analyzer = pipeline::Analyzer::Make(lexicon);
  ASSERT_TRUE(analyzer.ok()) << analyzer.error().message;
  const lexicon::Table& t = lexicon.table("en/entities/terms_of_office");
  ASSERT_GT(t.size(), 0u);
  for (size_t row = 0; row < t.size(); ++row) {
    std::string_view example = t.at(row, t.column("example")), near = t.at(row, t.column("not"));
    Reading right = Read(**analyzer, example);
    EXPECT_TRUE(Has(right, "holds-office")) << Dump(right.entities, right.syntax, right.document);
    EXPECT_FALSE(Has(Read(**analyzer, near), "holds-office")) << near;
  }
}

}  // namespace
}  // namespace dragoman
