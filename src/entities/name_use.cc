// SPDX-License-Identifier: Apache-2.0
// What a name is by itself and by the words around it. Entries: see name_use.h.
#include "entities/name_use.h"

#include <algorithm>

namespace dragoman::entities {

EntityType LocalType(const Draft& d) {
  if (d.head_type != EntityType::kOther) return d.head_type;
  switch (d.name_type) {
    case NameType::kPerson:
      return EntityType::kPerson;
    case NameType::kOrganization:
      return EntityType::kOrganization;
    case NameType::kPlace:
      return EntityType::kPlace;
    case NameType::kPeople:
      return EntityType::kGroup;
    case NameType::kEvent:
      return EntityType::kNamedEvent;
    default:
      return EntityType::kOther;
  }
}

// How far the tagger's type speaks against a candidate.
int TypePenalty(const Draft& d, NameKind kind, EntityType type) {
  if (!d.tagged) return 0;
  bool people = kind == NameKind::kAdjective || kind == NameKind::kPeople;
  switch (d.name_type) {
    case NameType::kPerson:
      return type == EntityType::kPerson ? 0 : people ? 900 : 700;
    case NameType::kPlace:
      if (IsPlaceType(type) || kind == NameKind::kMetonym) return people ? 400 : 0;
      return type == EntityType::kGovernment ? 250 : 600;
    case NameType::kOrganization:
      if (type == EntityType::kGovernment || type == EntityType::kOrganization ||
          type == EntityType::kGroup || kind == NameKind::kMetonym) {
        return 0;
      }
      if (type == EntityType::kState || type == EntityType::kRegion) return 200;
      return type == EntityType::kPerson ? 700 : 350;
    case NameType::kPeople:
      return people || type == EntityType::kGroup ? 0 : 250;
    case NameType::kEvent:
      return type == EntityType::kNamedEvent ? 0 : 400;
    default:
      return type == EntityType::kPerson ? 300 : 100;
  }
}

// "the province of Frosinone", "Guadalajara Province" is not the town.
bool NamedAsRegion(const Article& a, const Draft& d) {
  if (d.end - d.first > 1 && a.rules.is("part", a.lower[d.end - 1])) return true;
  if (a.in(d.sentence, d.end) && ShapeOf(a.form(d.end)) == Shape::kInitial) {
    const NounRow* after = a.rules.noun(a.lower[d.end]);
    if (after != nullptr && after->type == EntityType::kRegion) return true;
  }
  int64_t w = static_cast<int64_t>(d.first) - 1;
  if (a.in(d.sentence, w) && a.rules.is("of", a.lower[static_cast<size_t>(w)])) --w;
  if (!a.in(d.sentence, w)) return false;
  const std::string& before = a.lower[static_cast<size_t>(w)];
  const NounRow* row = a.rules.noun(before);
  // "two miles east of Palestine" is a town's.
  return row != nullptr && row->type == EntityType::kRegion && !a.rules.is("compass", before);
}

bool PartyName(const Article& a, uint32_t first, uint32_t end) {
  return end - first == 2 && a.rules.is("name_tail", a.lower[end - 1]);
}

// "ANKARA (AFP) - ...": who wrote it, not the Australian Federal Police.
bool Bylined(const Article& a, const Draft& d) {
  constexpr int64_t kPlace = 7;  // words of "MEXICO CITY, Mexico (" and fewer
  return a.in(d.sentence, int64_t{d.first} - 1) && a.lower[d.first - 1] == "(" &&
         a.in(d.sentence, d.end) && a.lower[d.end] == ")" &&
         !a.in(d.sentence, int64_t{d.first} - kPlace);
}

// "his M.D.", "VP Ky" are no states, which stand behind a comma.
bool TwoLettersAlone(const Article& a, const Draft& d) {
  std::string_view form = a.form(d.first);
  bool plain = form.find('.') == std::string_view::npos;
  if (d.end - d.first != 1 || (plain ? form.size() != 2 : form.size() > 4)) return false;
  auto letters = std::count_if(form.begin(), form.end(), [](char c) { return c != '.'; });
  if (letters != 2 || (form.size() == 3 && form.back() == '.')) return false;  // "Pa."
  int64_t before = static_cast<int64_t>(d.first) - 1;
  return !a.in(d.sentence, before) || a.lower[static_cast<size_t>(before)] != ",";
}

// "the word means 'sectors' in Spanish": an adjective with nothing behind it that it could go
// with.
bool NamesLanguage(const Article& a, const Draft& d) {
  int64_t before = static_cast<int64_t>(d.first) - 1;
  if (d.end - d.first != 1 || !a.in(d.sentence, before) ||
      !a.rules.is("language", a.lower[static_cast<size_t>(before)])) {
    return false;
  }
  bool adjective = std::any_of(d.candidates.begin(), d.candidates.end(), [](const auto& c) {
    return c.kind == NameKind::kAdjective && c.weight >= 500;
  });
  if (!adjective) return false;
  if (!a.in(d.sentence, d.end)) return true;
  Upos next = a.syntax.upos[d.end];
  return next != Upos::kNoun && next != Upos::kPropn && next != Upos::kAdj && a.lower[d.end] != "-";
}

}  // namespace dragoman::entities
