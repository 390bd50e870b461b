// SPDX-License-Identifier: Apache-2.0
// Entry: CodesOfMatches.
#include "entities/known_codes.h"

#include "entities/names.h"

namespace dragoman::entities {
namespace {

// Codes: kinds of candidates a match may have; several that differ make it ambiguous.
int ClassOf(const KnowledgeBase& knowledge, const NameCandidate& c) {
  if (!IsNaming(c.kind)) return -1;
  if (c.kind == NameKind::kAdjective || c.kind == NameKind::kPeople) {
    return static_cast<int>(KnownClass::kPeople);
  }
  switch (knowledge.TypeOf(c.id)) {
    case EntityType::kPerson:
      return static_cast<int>(KnownClass::kPerson);
    case EntityType::kState:
      return static_cast<int>(KnownClass::kState);
    case EntityType::kGovernment:
      return static_cast<int>(KnownClass::kGovernment);
    case EntityType::kOrganization:
      return static_cast<int>(KnownClass::kOrganization);
    case EntityType::kGroup:
      return static_cast<int>(KnownClass::kGroup);
    case EntityType::kCity:
      return static_cast<int>(KnownClass::kCity);
    case EntityType::kRegion:
    case EntityType::kFacility:
    case EntityType::kPlace:
      return static_cast<int>(KnownClass::kPlace);
    default:
      return static_cast<int>(KnownClass::kOther);
  }
}

int ClassOf(const KnowledgeBase& knowledge, const NameMatch& m) {
  int found = -1;
  uint16_t weight = 0;
  for (const NameCandidate& c : m.candidates) {
    int k = ClassOf(knowledge, c);
    if (k < 0 || (found >= 0 && c.weight <= weight)) continue;
    found = k;
    weight = c.weight;
  }
  return found;
}

}  // namespace

void CodesOfMatches(const KnowledgeBase& knowledge, const std::vector<NameMatch>& matches,
                    size_t from, size_t to, uint32_t base, std::vector<uint8_t>& codes) {
  for (size_t i = from; i < to; ++i) {
    const NameMatch& m = matches[i];
    if (codes[m.first - base] != 0) continue;
    int k = ClassOf(knowledge, m);
    if (k < 0) continue;
    for (uint32_t w = m.first; w < m.end && codes[w - base] == 0; ++w) {
      codes[w - base] = KnownCode(static_cast<KnownClass>(k), w != m.first);
    }
  }
}

}  // namespace dragoman::entities
