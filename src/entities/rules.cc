// SPDX-License-Identifier: Apache-2.0
// Entry: EntityRules::EntityRules. Values of enum columns were checked when data/ was compiled.
#include "entities/rules.h"

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "entities/name_features.h"

namespace dragoman::entities {
namespace {

EntityType TypeNamed(std::string_view name) {
  for (int t = 0; t <= static_cast<int>(EntityType::kOther); ++t) {
    if (Name(static_cast<EntityType>(t)) == name) return static_cast<EntityType>(t);
  }
  throw InternalError("no entity type '" + std::string(name) + "'");
}

RelationKind KindNamed(std::string_view name) {
  for (int k = 0; k <= static_cast<int>(RelationKind::kCitizenOf); ++k) {
    if (Name(static_cast<RelationKind>(k)) == name) return static_cast<RelationKind>(k);
  }
  throw InternalError("no relation kind '" + std::string(name) + "'");
}

// The place of `value` in `names`: enum columns are written as the enums are declared.
template <class Enum>
Enum Among(std::string_view value, std::initializer_list<std::string_view> names) {
  auto it = std::find(names.begin(), names.end(), value);
  DRAGOMAN_CHECK(it != names.end());
  return static_cast<Enum>(it - names.begin());
}

Gender GenderNamed(std::string_view g) {
  return g == "m"   ? Gender::kMasc
         : g == "f" ? Gender::kFem
         : g == "n" ? Gender::kNeut
                    : Gender::kNone;
}

int IntOf(std::string_view s) {
  int n = 0;
  std::from_chars(s.data(), s.data() + s.size(), n);
  return n;
}

// Calls row(r) for each row of a table of data/en/entities.
template <class Row>
void ForRows(const lexicon::Lexicon& lexicon, std::string_view name, Row row) {
  const lexicon::Table& t = lexicon.table("en/entities/" + std::string(name));
  for (size_t r = 0; r < t.size(); ++r) {
    row([&t, r](std::string_view column) { return t.at(r, t.column(column)); });
  }
}

}  // namespace

EntityRules::EntityRules(const lexicon::Lexicon& lexicon) : pronoun_model_(lexicon) {
  ForRows(lexicon, "nouns", [&](auto cell) {
    nouns_[cell("lemma")] = {TypeNamed(cell("type")), cell("sector"), GenderNamed(cell("gender")),
                             cell("use") == "name", cell("use") == "owned"};
  });
  ForRows(lexicon, "pronouns", [&](auto cell) {
    std::string_view n = cell("number");
    pronouns_[cell("form")] = {
        static_cast<uint8_t>(IntOf(cell("person"))),
        n == "s"   ? Number::kSing
        : n == "p" ? Number::kPlur
                   : Number::kNone,
        GenderNamed(cell("gender")),
        Among<PronounUse>(cell("use"), {"personal", "possessive", "reflexive", "relative",
                                        "demonstrative", "indefinite"})};
  });
  ForRows(lexicon, "role_relations", [&](auto cell) {
    roles_[cell("lemma")] = {KindNamed(cell("kind")), cell("frame")};
  });
  ForRows(lexicon, "title_words", [&](auto cell) {
    title_words_[cell("form")] =
        Among<TitleWord>(cell("kind"), {"none", "courtesy", "rank", "office"});
  });
  ForRows(lexicon, "office_words", [&](auto cell) {
    office_words_[cell("form")] = Among<OfficeWord>(
        cell("sense"), {"none", "past", "now", "kept", "coming", "then", "order"});
  });
  ForRows(lexicon, "place_prepositions", [&](auto cell) {
    places_[cell("form")] =
        cell("sure") == "yes" ? PlacePreposition::kSure : PlacePreposition::kWithMotion;
  });
  ForRows(lexicon, "motion_words", [&](auto cell) { motion_[cell("lemma")] = true; });
  ForRows(lexicon, "context_nouns",
          [&](auto cell) { context_nouns_[cell("lemma")] = TypeNamed(cell("type")); });
  ForRows(lexicon, "terms_of_office", [&](auto cell) { terms_[cell("lemma")] = cell("role"); });
  ForRows(lexicon, "collectives", [&](auto cell) {
    (cell("use") == "noun" ? collective_nouns_ : count_words_)[cell("form")] =
        IntOf(cell("number"));
  });
  AddInstitutions(lexicon.table("en/entities/institutions"));
  if (const lexicon::Table* people = lexicon.find_table("entities/people")) {
    const int name = people->column("name"), gender = people->column("gender");
    for (size_t r = 0; name >= 0 && gender >= 0 && r < people->size(); ++r) {
      std::string_view full = people->at(r, name), g = people->at(r, gender);
      size_t cut = full.find(' ');
      if (g.empty() || cut == std::string_view::npos || cut < 3) continue;
      std::string first;
      AppendLower(full.substr(0, cut), first);
      Bearers& b = first_names_[first];
      ++(g == "m" ? b.men : b.women);
    }
  }
  ForRows(lexicon, "markers", [&](auto cell) { markers_[cell("form")].push_back(cell("marker")); });
}

void EntityRules::AddInstitutions(const lexicon::Table& table) {
  const int role = table.column("role"), forms = table.column("forms"), few = table.column("few");
  for (size_t r = 0; r < table.size(); ++r) {
    for (std::string_view form : table.list(r, forms)) {
      institutions_[form] = {table.at(r, role), form, false};
      institution_begins_[form.substr(0, form.find(' '))] = true;
    }
    for (std::string_view form : table.list(r, few)) institutions_[form].few = true;
  }
}

Gender EntityRules::first_name(std::string_view form) const {
  auto it = first_names_.find(form);
  if (it == first_names_.end()) return Gender::kNone;
  const auto& [men, women] = it->second;
  // Men hold most offices, so a woman's name says more than the numbers do.
  if (men >= 2 && women == 0) return Gender::kMasc;
  return women >= 1 && women * 2 >= men ? Gender::kFem : Gender::kNone;
}

std::optional<EntityType> EntityRules::context_noun(std::string_view lemma) const {
  const EntityType* t = Find(context_nouns_, lemma);
  return t == nullptr ? std::nullopt : std::optional(*t);
}

bool EntityRules::is(std::string_view marker, std::string_view form) const {
  const auto* markers = Find(markers_, form);
  return markers != nullptr &&
         std::find(markers->begin(), markers->end(), marker) != markers->end();
}

}  // namespace dragoman::entities
