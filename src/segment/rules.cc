// SPDX-License-Identifier: Apache-2.0
// Reads data/en/segment/ into SegmentRules::Data.
#include "segment/rules.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "segment/boundary.h"

namespace dragoman::segment {
namespace {

void ReadForms(const lexicon::Table& table, StringSet& out) {
  int form = table.column("form");
  for (size_t r = 0; r < table.size(); ++r) out.emplace(table.at(r, form));
}

AbbreviationClass ParseClass(std::string_view s) {
  constexpr std::string_view kNames[] = {"title", "month",  "day",  "corporate", "latin",  "place",
                                         "unit",  "number", "time", "street",    "joiner", "other"};
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == s) return static_cast<AbbreviationClass>(i);
  return AbbreviationClass::kOther;
}

AbbreviationNext ParseNext(std::string_view s) {
  return s == "upper"   ? AbbreviationNext::kUpper
         : s == "digit" ? AbbreviationNext::kDigit
                        : AbbreviationNext::kAny;
}

}  // namespace

void WeightTable::Build(const std::vector<std::pair<uint64_t, float>>& rows) {
  size_t size = 16;
  while (size < rows.size() * 2) size *= 2;
  slots_.assign(size, {0, 0});
  mask_ = size - 1;
  for (auto [hash, weight] : rows) {
    size_t i = hash & mask_;
    while (slots_[i].first != 0) i = (i + 1) & mask_;
    slots_[i] = {hash, weight};
  }
}

SegmentRules::Data::Data(const lexicon::Lexicon& lexicon) {
  const lexicon::Table& abbreviation_rows = lexicon.table("en/segment/abbreviations");
  int form = abbreviation_rows.column("form");
  int kind = abbreviation_rows.column("class");
  int next = abbreviation_rows.column("next");
  int capital = abbreviation_rows.column("capital");
  for (size_t r = 0; r < abbreviation_rows.size(); ++r) {
    abbreviations.emplace(abbreviation_rows.at(r, form),
                          Abbreviation{ParseClass(abbreviation_rows.at(r, kind)),
                                       ParseNext(abbreviation_rows.at(r, next)),
                                       abbreviation_rows.at(r, capital) == "yes"});
  }
  const lexicon::Table& contraction_rows = lexicon.table("en/segment/contractions");
  for (size_t r = 0; r < contraction_rows.size(); ++r) {
    std::string_view word = contraction_rows.at(r, contraction_rows.column("form"));
    std::string_view cell = contraction_rows.at(r, contraction_rows.column("first"));
    uint8_t first = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), first);
    if (first == 0 || first >= word.size()) continue;
    contractions.emplace(word, first);
    longest_contraction = std::max(longest_contraction, word.size());
  }
  ReadForms(lexicon.table("en/segment/prefixes"), prefixes);
  ReadForms(lexicon.table("en/segment/clitics"), clitics);
  ReadForms(lexicon.table("en/segment/apostrophe_words"), apostrophe_words);
  ReadForms(lexicon.table("en/segment/units"), units);
  ReadForms(lexicon.table("en/segment/months"), months);
  ReadForms(lexicon.table("en/segment/zone_words"), zone_words);
  const lexicon::Table& half_rows = lexicon.table("en/segment/halves");
  for (size_t r = 0; r < half_rows.size(); ++r) {
    halves.emplace(std::string(half_rows.at(r, half_rows.column("first"))) + " " +
                   std::string(half_rows.at(r, half_rows.column("next"))));
  }
  if (const lexicon::Table* rows = lexicon.find_table("en/segment/boundary_weights")) {
    std::vector<std::pair<uint64_t, float>> weighted;
    for (size_t r = 0; r < rows->size(); ++r) {
      std::string weight(rows->at(r, rows->column("weight")));
      weighted.emplace_back(HashFeature(rows->at(r, rows->column("feature"))),
                            std::strtof(weight.c_str(), nullptr));
    }
    weights.Build(weighted);
  }
}

}  // namespace dragoman::segment
