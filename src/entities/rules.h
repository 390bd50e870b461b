// SPDX-License-Identifier: Apache-2.0
// EntityRules: the tables of data/en/entities, made ready for lookup. Built once from the lexicon.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_map.h"
#include "entities/pronoun_model.h"
#include "lexicon/lexicon.h"
#include "model/entities.h"

namespace dragoman::entities {

struct NounRow {
  EntityType type = EntityType::kOther;
  std::string_view sector;
  Gender gender = Gender::kNone;
  bool name_only = false;  // a type for names that end in the word; no participant by itself
  bool owned = false;      // a participant only as somebody's
};

enum class TitleWord : uint8_t { kNone, kCourtesy, kRank, kOffice };
enum class OfficeWord : uint8_t { kNone, kPast, kNow, kKept, kComing, kThen, kOrder };
enum class PronounUse : uint8_t {
  kPersonal,
  kPossessive,
  kReflexive,
  kRelative,
  kDemonstrative,
  kIndefinite
};

struct PronounRow {
  uint8_t person = 3;
  Number number = Number::kNone;  // kNone: either
  Gender gender = Gender::kNone;  // kNone: any; kNeut: a thing or a body
  PronounUse use = PronounUse::kPersonal;
};

struct RoleRow {
  RelationKind kind = RelationKind::kHoldsOffice;
  std::string_view frame;  // "aide to {}"; empty: none
};

// A body every state has: "foreign ministry".
struct InstitutionRow {
  std::string_view role, form;
  bool few = false;  // only a few states have a body so called
};

enum class PlacePreposition : uint8_t { kNone, kSure, kWithMotion };

// All keys are lower case. Views into the lexicon, which must outlive this.
class EntityRules {
 public:
  explicit EntityRules(const lexicon::Lexicon& lexicon);

  const NounRow* noun(std::string_view lemma) const { return Find(nouns_, lemma); }
  const PronounRow* pronoun(std::string_view form) const { return Find(pronouns_, form); }
  const RoleRow* role(std::string_view lemma) const { return Find(roles_, lemma); }
  TitleWord title_word(std::string_view form) const { return Or(title_words_, form); }
  OfficeWord office_word(std::string_view form) const { return Or(office_words_, form); }
  PlacePreposition place_preposition(std::string_view form) const { return Or(places_, form); }
  bool motion(std::string_view lemma) const { return Find(motion_, lemma) != nullptr; }
  // What "the city", "the party" may point back at.
  std::optional<EntityType> context_noun(std::string_view lemma) const;
  // The role of the office whose time the noun names: "presidency" -> "president". Empty: none.
  std::string_view term_of_office(std::string_view lemma) const { return Or(terms_, lemma); }
  // "pair" -> 2; as a number before a plural noun, "two", "both" -> 2. 0: none.
  int collective_noun(std::string_view form) const { return Or(collective_nouns_, form); }
  int count_word(std::string_view form) const { return Or(count_words_, form); }
  // By the people of the knowledge base who bear it; kNone where both do, or nobody.
  Gender first_name(std::string_view form) const;
  // A body every state has, by what it is called in lower case: "foreign ministry". Null: none.
  const InstitutionRow* institution(std::string_view form) const {
    return Find(institutions_, form);
  }
  bool begins_institution(std::string_view word) const {
    return Find(institution_begins_, word) != nullptr;
  }
  // A function word of the language by its part in a phrase; see data/en/entities/markers.tsv.
  bool is(std::string_view marker, std::string_view form) const;

  const PronounModel& pronoun_model() const { return pronoun_model_; }

 private:
  void AddInstitutions(const lexicon::Table& table);

  template <class Row>
  using Map = StringMap<Row>;
  template <class Row>
  static const Row* Find(const Map<Row>& map, std::string_view key) {
    auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
  }
  template <class Row>
  static Row Or(const Map<Row>& map, std::string_view key) {
    const Row* row = Find(map, key);
    return row == nullptr ? Row{} : *row;
  }

  PronounModel pronoun_model_;
  Map<NounRow> nouns_;
  Map<PronounRow> pronouns_;
  Map<RoleRow> roles_;
  Map<TitleWord> title_words_;
  Map<OfficeWord> office_words_;
  Map<PlacePreposition> places_;
  Map<bool> motion_;
  Map<EntityType> context_nouns_;
  Map<std::string_view> terms_;
  Map<int> collective_nouns_, count_words_;
  Map<InstitutionRow> institutions_;
  Map<bool> institution_begins_;  // first words of the above
  struct Bearers {
    int men = 0, women = 0;
  };
  StringMap<Bearers> first_names_;              // lower case
  Map<std::vector<std::string_view>> markers_;  // form -> its markers
};

}  // namespace dragoman::entities
