// SPDX-License-Identifier: Apache-2.0
// Entry: KnownCodes::Of.
#include "entities/known_codes.h"

#include <algorithm>

#include "entities/names.h"

namespace dragoman::entities {
namespace {

// Codes: kinds of candidates a match may have; several that differ make it ambiguous.
int ClassOf(const KnowledgeBase& knowledge, const NameCandidate& c) {
  if (c.kind == NameKind::kTitle || c.kind == NameKind::kAgent) return -1;
  if (c.kind == NameKind::kAdjective || c.kind == NameKind::kPeople) {
    return static_cast<int>(KnownClass::kPeople);
  }
  switch (knowledge.Get(c.id).type) {
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

std::span<const uint8_t> KnownCodes::Of(std::span<const std::string_view> forms) {
  codes_.assign(forms.size(), 0);
  knowledge_->FindNames(forms, matches_);
  // At each start the longest comes first, so a nested match never overwrites its outer one.
  for (const NameMatch& m : matches_) {
    if (codes_[m.first] != 0 || m.end > forms.size()) continue;
    int k = ClassOf(*knowledge_, m);
    if (k < 0) continue;
    for (uint32_t w = m.first; w < m.end && codes_[w] == 0; ++w) {
      codes_[w] = KnownCode(static_cast<KnownClass>(k), w != m.first);
    }
  }
  return codes_;
}

}  // namespace dragoman::entities
