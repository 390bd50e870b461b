// SPDX-License-Identifier: Apache-2.0
// What the rows under data/en/attribution/ look like in memory. Shared by the files of this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attribution/attribution.h"
#include "base/string_map.h"
#include "model/syntax.h"

namespace dragoman::attribution {

// Where the content stands; see data/en/attribution/cues.tsv.
enum class FrameKind : uint8_t {
  kClause,
  kQuote,
  kTo,
  kGerund,
  kObject,
  kObject2,
  kAs,
  kToObject,
  kToPreposition,
  kPreposition,  // the frame's name is the preposition
};
struct Frame {
  FrameKind kind;
  std::string preposition;
};

enum class CueClass : uint8_t {
  kSay,
  kReport,
  kClaim,
  kAdmit,
  kShow,
  kLearn,
  kKnow,
  kBelieve,
  kPredict,
  kHint,
  kRumor,
  kWarn,
  kAsk,
  kWish,
  kPromise,
  kDemand,
  kOrder,
  kPropose,
  kPraise,
  kAccuse,
  kDeny,
  kDoubt,
};

struct Cue {
  Upos upos;
  CueClass kind;
  std::vector<Frame> frames;
  bool quotes = false;  // may introduce a quotation: has clause or quote
  std::string rule;     // "attribution.say.verb"
};

enum class HedgeKind : uint8_t { kAdverb, kAdjective, kParticiple };
struct Hedge {
  HedgeKind kind;
  std::string rule;
};

struct CueRules::Data {
  explicit Data(const lexicon::Lexicon& lexicon);

  // Cues of a lower-case lemma, or null; takes a lemma that is guessed with or without a final e.
  const std::vector<Cue>* cues_of(std::string_view lemma) const;

  StringMap<std::vector<Cue>> cues;                               // by lemma
  StringMap<std::vector<Hedge>> hedges;                           // by lower-case form or lemma
  StringMap<std::vector<std::vector<std::string>>> prepositions;  // by first word: the rest
  StringMap<bool> headline_sources;  // true: something written, whose author speaks
  StringMap<bool> persons;           // first person; true: the speaker's side
  std::string as;                    // the word of the "as" frame
};

}  // namespace dragoman::attribution
