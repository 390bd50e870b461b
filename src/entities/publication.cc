// SPDX-License-Identifier: Apache-2.0
// Bounds of the day of writing from terms of office. Entry: OfficeBounds (entities.h). A person's
// terms in one office are taken as one stretch: bounds may be too wide, not too narrow.
#include <algorithm>

#include "entities/entities.h"

namespace dragoman::entities {
namespace {

// From the first day to the last of all the terms of `person` in offices of that title; nullopt
// where there is none or an end is not known.
std::optional<Interval> Stretch(const KnowledgeBase& k, KnownId person, std::string_view title) {
  std::vector<OfficeId> named = k.OfficesByName(title);
  std::optional<Interval> all;
  for (const Term& t : k.OfficesOf(person, {})) {
    bool meant = std::find(named.begin(), named.end(), t.office) != named.end();
    if (!meant || !t.held.earliest) continue;
    if (!all) {
      all = t.held;
      continue;
    }
    all->earliest = std::min(*all->earliest, *t.held.earliest);
    if (!t.held.latest) all->latest.reset();
    if (all->latest && t.held.latest) all->latest = std::max(*all->latest, *t.held.latest);
  }
  return all;
}

}  // namespace

Interval OfficeBounds(const Entities& entities, const KnowledgeBase& knowledge) {
  Interval out;
  for (const Relation& r : entities.relations) {
    bool says = r.kind == RelationKind::kHoldsOffice && r.status == Status::kOngoing &&
                r.interval.unbounded() && !r.title.empty() && r.subject.valid();
    if (!says || entities[r.subject].known.empty()) continue;
    KnownId person = knowledge.ByKey(entities[r.subject].known);
    if (person == kNoKnown) continue;
    std::optional<Interval> held = Stretch(knowledge, person, r.title);
    if (!held) continue;
    if (!out.earliest || *held->earliest > *out.earliest) out.earliest = held->earliest;
    if (held->latest && (!out.latest || *held->latest < *out.latest)) out.latest = held->latest;
    if (out.latest && *out.earliest > *out.latest) return {};
  }
  return out;
}

}  // namespace dragoman::entities
