// SPDX-License-Identifier: Apache-2.0
// Attributions: who is made to answer for which stretch of the text (source, cue, content: the
// terms of PARC and PolNeAR). Made before events, so that events know whose words they rest on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/span.h"
#include "model/entities.h"
#include "model/syntax.h"
#include "model/times.h"

namespace dragoman {

enum class AttributionKind : uint8_t { kDirect, kIndirect, kMixed, kAccordingTo, kPost, kHedge };

struct Attribution {
  AttributionKind kind = AttributionKind::kIndirect;
  std::vector<Span> source;       // the words that name the source; empty if none do
  Span cue;                       // "said", "according to"; empty for a bare quotation
  WordId cue_word;                // head word of the cue, or invalid
  std::vector<Span> content;      // in text order; more than one where the cue breaks it
  std::vector<SourceLink> chain;  // nearest to the claim first
  AttributionId parent;           // the attribution whose content this one stands in, or invalid
  bool hedged = false;            // the text's own distance: "reportedly", "is believed to"
  bool negated = false;           // "denied that", "did not say"
  // A wish or an act upon the content ("wants to leave", "condemned the attack"): the source does
  // not vouch for it, and the words of the content are not in innermost_of_word for it.
  bool attitude = false;
  SentenceId sentence;  // where the cue, or else the content's start, is
  float confidence = 1;
  std::string rule;  // data row of the cue
};

struct Attributions {
  std::vector<Attribution> attributions;         // by start of content
  std::vector<AttributionId> innermost_of_word;  // index WordId: whose content the word is in
  // Pronouns of the first and second person inside quotations, resolved through the speaker: index
  // MentionId of Entities, invalid where there is nothing to say. "our president" said by an aide
  // of Russia's: "our" -> Russia, "our president" -> who holds that office, if the article has
  // them.
  std::vector<EntityId> speaker_reference;
  std::vector<Diagnostic> diagnostics;

  const Attribution& operator[](AttributionId id) const { return attributions[id.index()]; }
};

std::string_view Name(AttributionKind);
void Verify(const Attributions&, const Syntax&, const Document&);
std::string Dump(const Attributions&, const Entities&, const Syntax&, const Document&);

}  // namespace dragoman
