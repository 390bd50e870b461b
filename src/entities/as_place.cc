// SPDX-License-Identifier: Apache-2.0
// Place or government: decided by the preposition before the name, and by what the name does in
// the sentence. Entry: ReadsAsPlace.
#include "entities/link.h"

namespace dragoman::entities {
namespace {

struct Position {
  uint32_t first = 0, head = 0;
  SentenceId sentence;
};

// "Washington and Seoul say", "flew to Minsk and Astana": what is coordinated with a name before it
// is read as that name is.
Position PositionOf(const Article& a, const Draft& d) {
  Position p{d.first, d.head, d.sentence};
  if (!a.has_trees || a.syntax.deprel[d.head] != Deprel::kConj) return p;
  WordId other = a.syntax.head[d.head];
  if (!other.valid() || other.index() > d.head || a.syntax.upos[other.index()] != Upos::kPropn)
    return p;
  p.first = p.head = static_cast<uint32_t>(other.index());
  while (a.in(d.sentence, static_cast<int64_t>(p.first) - 1) &&
         a.syntax.upos[p.first - 1] == Upos::kPropn) {
    --p.first;
  }
  return p;
}

// The word that comes before the name and its article, adjectives and numbers.
int64_t WordBefore(const Article& a, const Position& d) {
  int64_t w = static_cast<int64_t>(d.first) - 1;
  while (a.in(d.sentence, w) && (a.rules.is("definite", a.lower[static_cast<size_t>(w)]) ||
                                 a.syntax.upos[static_cast<size_t>(w)] == Upos::kAdj)) {
    --w;
  }
  return a.in(d.sentence, w) ? w : -1;
}

bool MotionAround(const Article& a, const Position& d, uint32_t preposition) {
  if (a.has_trees) {
    WordId governor = a.syntax.head[d.head];
    if (governor.valid() && a.rules.motion(a.syntax.lemma_of(governor))) return true;
  }
  for (uint32_t k = 1; k <= 3; ++k) {
    int64_t w = static_cast<int64_t>(preposition) - k;
    if (!a.in(d.sentence, w)) break;
    if (a.rules.motion(a.syntax.lemma_of(WordId(static_cast<size_t>(w))))) return true;
  }
  return false;
}

}  // namespace

bool ReadsAsPlace(const Article& a, const Draft& draft, bool is_state) {
  const Position d = PositionOf(a, draft);
  const auto sentence = d.sentence.index();
  if (a.syntax.base.sentences[sentence].kind == SentenceKind::kDateline) return true;
  int64_t before = WordBefore(a, d);
  if (before >= 0) {
    const std::string& word = a.lower[static_cast<size_t>(before)];
    PlacePreposition p = a.rules.place_preposition(word);
    if (p == PlacePreposition::kSure) return true;
    if (p == PlacePreposition::kWithMotion) {
      if (MotionAround(a, d, static_cast<uint32_t>(before))) return true;
      // "a series of attacks on Kyiv", "the raid on Ramallah"
      WordId on = a.has_trees ? a.syntax.head[d.head] : WordId();
      if (on.valid() && !is_state && a.rules.is("assault", a.syntax.lemma_of(on))) return true;
      // "His last trip was to Beijing": what is no complement of anything is where.
      Deprel r = a.syntax.deprel[d.head];
      return a.has_trees && !is_state && r != Deprel::kObl && r != Deprel::kNmod &&
             r != Deprel::kIobj && r != Deprel::kConj;
    }
  }
  // "the mayor of Paris", "the airport of Moscow": somebody or something of the city itself.
  if (!is_state && before >= 1 && a.rules.is("of", a.lower[static_cast<size_t>(before)])) {
    const NounRow* row = a.rules.noun(a.lower[static_cast<size_t>(before) - 1]);
    if (row != nullptr && !row->name_only &&
        (row->type == EntityType::kPerson || IsPlaceType(row->type))) {
      return true;
    }
  }
  const bool preposition =
      before >= 0 && a.rules.is("toward", a.lower[static_cast<size_t>(before)]);
  if (!a.has_trees) return !is_state && !preposition;
  WordId governor = a.syntax.head[d.head];
  std::string_view verb = governor.valid() ? a.syntax.lemma_of(governor) : std::string_view();
  switch (a.syntax.deprel[d.head]) {
    case Deprel::kNsubj:
    case Deprel::kNsubjPass:
    case Deprel::kOblAgent:
    case Deprel::kIobj:
    case Deprel::kVocative:
      return a.rules.is("place_subject", verb);
    case Deprel::kObj:
      return is_state ? a.rules.motion(verb) : !a.rules.is("addressed", verb);
    case Deprel::kNmodPoss:
      return false;
    case Deprel::kConj:
    case Deprel::kNmod:
    case Deprel::kObl:
      // "ties with Ankara" against "Ankara, Turkey".
      return !is_state && !preposition;
    case Deprel::kAppos:
    case Deprel::kNmodUnmarked:
    case Deprel::kList:
      return !is_state || (before >= 0 && a.lower[static_cast<size_t>(before)] == ",");
    default:
      return !is_state;
  }
}

}  // namespace dragoman::entities
