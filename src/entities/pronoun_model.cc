// SPDX-License-Identifier: Apache-2.0
// Entry: PronounModel.
#include "entities/pronoun_model.h"

#include <algorithm>
#include <charconv>

#include "base/check.h"

namespace dragoman::entities {
namespace {

using Names = std::vector<std::string_view>;

struct FamilyRow {
  std::string_view name;
  std::vector<const Names*> parts;
};

const Names kClassNames = {"he", "his", "it", "its", "they", "their"};
const Names kDistanceNames = {"0", "1", "2", "3", "4+"};
const Names kFormNames = {"name", "nominal", "pronoun", "thing", "conjuncts"};
const Names kRoleNames = {"subject", "passive", "object",    "oblique",
                          "owner",   "nmod",    "predicate", "other"};
const Names kNearNames = {"same", "before", "far"};
const Names kTypeNames = {"person", "body", "group", "place", "thing"};
const Names kSaysNames = {"no", "pronoun", "both"};
const Names kNumberNames = {"sing", "plur", "unknown"};
const Names kRankNames = {"0", "1", "2", "3", "4", "5+"};
const Names kYesNoNames = {"no", "yes"};
const Names kCountNames = {"1", "2", "3", "4-5", "6-9", "10+"};
const Names kLevelNames = {"none", "0", "1", "2+"};
const Names kQuoteNames = {"outside", "enters", "leaves", "same", "other", "speaker"};
const Names kDefiniteNames = {"name", "definite", "demonstrative", "indefinite", "bare", "pronoun"};
const Names kPreferenceNames = {"unknown", "--", "-", "0", "+", "++"};
const Names kGenderNames = {"unknown", "same"};
const Names kFrameNames = {"other",   "subject",        "subject-ccomp", "subject-xcomp",
                           "passive", "passive-clause", "adjective",     "adjective-clause",
                           "noun",    "noun-clause",    "noun-relative", "predicate",
                           "object",  "object-xcomp",   "subject-advcl", "oblique"};
const Names kInsideNames = {"no", "appos", "nmod", "clause", "conjunct", "other"};
const Names kHeadlineNames = {"body", "headline", "lead"};
const Names kParagraphNames = {"same-sentence", "same", "other", "begins"};
const Names kWordsNames = {"1-2", "3-5", "6-10", "11-20", "21-40", "41-80", "81+"};

// In the order of Family.
const std::vector<std::string_view> kFamilyNames = {
    "distance",   "roles",      "type",         "gender",     "joined",         "salience",
    "recency",    "mentions",   "headline",     "above",      "same-word",      "quote",
    "definite",   "inside",     "owned",        "preference", "parallel",       "says",
    "first",      "paragraph",  "role-type",    "words",      "alone",          "none",
    "none-frame", "none-count", "none-nearest", "none-quote", "none-preference"};

const std::vector<FamilyRow>& Families() {
  static const std::vector<FamilyRow> rows = [] {
    const std::vector<std::vector<const Names*>> parts = {
        {&kClassNames, &kDistanceNames, &kFormNames},  // distance
        {&kClassNames, &kRoleNames, &kNearNames},      // roles
        {&kClassNames, &kTypeNames, &kNumberNames},    // type
        {&kClassNames, &kGenderNames, &kFormNames},    // gender
        {&kClassNames, &kYesNoNames, &kNearNames},     // joined
        {&kClassNames, &kRankNames},                   // salience
        {&kClassNames, &kRankNames, &kNearNames},      // recency
        {&kClassNames, &kCountNames, &kNearNames},     // mentions
        {&kClassNames, &kHeadlineNames},               // headline
        {&kClassNames, &kLevelNames, &kRoleNames},     // above
        {&kClassNames, &kYesNoNames, &kNearNames},     // same-word
        {&kClassNames, &kQuoteNames},                  // quote
        {&kClassNames, &kDefiniteNames, &kNearNames},  // definite
        {&kClassNames, &kInsideNames},                 // inside
        {&kClassNames, &kYesNoNames, &kRoleNames},     // owned
        {&kClassNames, &kPreferenceNames},             // preference
        {&kClassNames, &kYesNoNames, &kNearNames},     // parallel
        {&kClassNames, &kSaysNames, &kNearNames},      // says
        {&kClassNames, &kYesNoNames, &kNearNames},     // first
        {&kClassNames, &kParagraphNames},              // paragraph
        {&kClassNames, &kRoleNames, &kTypeNames},      // role-type
        {&kClassNames, &kWordsNames},                  // words
        {&kClassNames, &kYesNoNames, &kNearNames},     // alone
        {&kClassNames},                                // none
        {&kClassNames, &kFrameNames},                  // none-frame
        {&kClassNames, &kRankNames},                   // none-count
        {&kClassNames, &kDistanceNames},               // none-nearest
        {&kClassNames, &kYesNoNames},                  // none-quote
        {&kClassNames, &kPreferenceNames},             // none-preference
    };
    std::vector<FamilyRow> out;
    for (size_t i = 0; i < parts.size(); ++i) out.push_back({kFamilyNames[i], parts[i]});
    return out;
  }();
  return rows;
}

// Where each family's features begin; the last entry is their number.
const std::vector<uint32_t>& Begins() {
  static const std::vector<uint32_t> begins = [] {
    std::vector<uint32_t> out = {0};
    for (const FamilyRow& row : Families()) {
      size_t n = 1;
      for (const Names* part : row.parts) n *= part->size();
      out.push_back(out.back() + static_cast<uint32_t>(n));
    }
    DRAGOMAN_CHECK(Families().size() == static_cast<size_t>(Family::kNonePreference) + 1);
    return out;
  }();
  return begins;
}

float RealOf(std::string_view s) {
  float f = 0;
  std::from_chars(s.data(), s.data() + s.size(), f);
  return f;
}

}  // namespace

ArgumentType ArgumentTypeOf(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return ArgumentType::kPerson;
    case EntityType::kState:
    case EntityType::kGovernment:
    case EntityType::kOrganization:
      return ArgumentType::kBody;
    case EntityType::kGroup:
      return ArgumentType::kGroup;
    case EntityType::kCity:
    case EntityType::kRegion:
    case EntityType::kFacility:
    case EntityType::kPlace:
      return ArgumentType::kPlace;
    default:
      return ArgumentType::kThing;
  }
}

uint32_t PronounModel::Feature(Family family, size_t x, size_t y, size_t z) {
  const size_t f = static_cast<size_t>(family);
  const FamilyRow& row = Families()[f];
  size_t at = 0;
  const std::array<size_t, 3> values = {x, y, z};
  for (size_t k = 0; k < row.parts.size(); ++k) {
    const size_t n = row.parts[k]->size();
    at = at * n + std::min(values[k], n - 1);
  }
  return Begins()[f] + static_cast<uint32_t>(at);
}

uint32_t PronounModel::size() { return Begins().back(); }

uint32_t PronounModel::WithClass(uint32_t feature, PronounClass c) {
  size_t f = 0;
  while (Begins()[f + 1] <= feature) ++f;
  const uint32_t n = (Begins()[f + 1] - Begins()[f]) / static_cast<uint32_t>(kPronounClasses);
  return Begins()[f] + static_cast<uint32_t>(c) * n + (feature - Begins()[f]) % n;
}

std::string PronounModel::NameOf(uint32_t feature) {
  size_t f = 0;
  while (Begins()[f + 1] <= feature) ++f;
  const FamilyRow& row = Families()[f];
  size_t at = feature - Begins()[f];
  std::string out;
  for (size_t k = row.parts.size(); k-- > 0;) {
    const Names& names = *row.parts[k];
    out = std::string(k > 0 ? "," : ":") + std::string(names[at % names.size()]) + out;
    at /= names.size();
  }
  return std::string(row.name) + out;
}

PronounModel::PronounModel(const lexicon::Lexicon& lexicon) : weights_(size()) {
  StringMap<uint32_t> numbers;
  for (uint32_t f = 0; f < size(); ++f) numbers.emplace(NameOf(f), f);
  if (const lexicon::Table* t = lexicon.find_table("en/entities/pronoun_weights")) {
    const int name = t->column("feature"), value = t->column("weight");
    constexpr std::string_view kVerb = "none-verb:", kThreshold = "threshold:";
    for (size_t r = 0; r < t->size(); ++r) {
      std::string_view feature = t->at(r, name);
      const float weight = RealOf(t->at(r, value));
      if (feature.starts_with(kVerb)) {
        none_verbs_[feature.substr(kVerb.size())] = weight;
      } else if (feature.starts_with(kThreshold)) {
        feature.remove_prefix(kThreshold.size());
        for (size_t c = 0; c < kClassNames.size(); ++c) {
          if (kClassNames[c] == feature) thresholds_[c] = weight;
        }
      } else {
        auto at = numbers.find(feature);
        // A name that is no more: the trainer must run to write the file anew. A test looks.
        if (at != numbers.end()) weights_[at->second] = weight;
      }
    }
  }
  if (const lexicon::Table* t = lexicon.find_table("en/entities/argument_types")) {
    const int lemma = t->column("lemma"), role = t->column("role");
    const std::array<int, kArgumentTypes> columns = {t->column("person"), t->column("body"),
                                                     t->column("group"), t->column("place"),
                                                     t->column("thing")};
    for (size_t r = 0; r < t->size(); ++r) {
      std::string_view of = t->at(r, role);
      auto& table = preferences_[of == "subject" ? 0 : of == "object" ? 1 : 2];
      auto& row = table[t->at(r, lemma)];
      for (size_t k = 0; k < kArgumentTypes; ++k) row[k] = RealOf(t->at(r, columns[k]));
    }
  }
}

float PronounModel::none_verb(std::string_view lemma) const {
  auto it = none_verbs_.find(lemma);
  return it == none_verbs_.end() ? 0.f : it->second;
}

float PronounModel::Preference(std::string_view lemma, ArgumentRole role, ArgumentType type) const {
  const auto& table = preferences_[static_cast<size_t>(role)];
  auto it = table.find(lemma);
  return it == table.end() ? 0.f : it->second[static_cast<size_t>(type)];
}

}  // namespace dragoman::entities
