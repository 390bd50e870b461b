// SPDX-License-Identifier: Apache-2.0
#include "attribution/attribution.h"

namespace dragoman::attribution {

struct CueRules::Data {};

CueRules::CueRules(const lexicon::Lexicon&) : data_(std::make_unique<Data>()) {}
CueRules::~CueRules() = default;
CueRules::CueRules(CueRules&&) noexcept = default;

Attributions FindAttributions(const Document&, const Syntax& syntax, const Entities& entities,
                              const Times&, const CueRules&, const Limits&) {
  Attributions attributions;
  attributions.innermost_of_word.resize(syntax.size());
  attributions.speaker_reference.resize(entities.mentions.size());
  return attributions;
}

}  // namespace dragoman::attribution
