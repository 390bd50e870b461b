// SPDX-License-Identifier: Apache-2.0
// Scopes are walks over the dependency tree; what expressions say together is arithmetic on their
// intervals. Entries: TimexesOf, TimeOf.
#include "model/time_of.h"

#include <algorithm>

#include "base/edtf.h"

namespace dragoman {
namespace {

// Does `d` carry a time for its head? A clause has its own times: "said [that they met on Sunday]".
bool CarriesTime(Deprel d) {
  switch (d) {
    case Deprel::kObl:
    case Deprel::kOblUnmarked:
    case Deprel::kNmod:
    case Deprel::kNmodUnmarked:
    case Deprel::kNmodDesc:
    case Deprel::kNmodPoss:
    case Deprel::kAdvmod:
    case Deprel::kCompound:
    case Deprel::kAmod:
    case Deprel::kNummod:
    case Deprel::kDep:
    case Deprel::kAppos:
    case Deprel::kList:
      return true;
    default:
      return false;
  }
}

// Is the word's time that of its head? "held talks [on Sunday]": Sunday hangs on "held".
bool SharesClause(Deprel d) {
  switch (d) {
    case Deprel::kObj:
    case Deprel::kIobj:
    case Deprel::kNsubj:
    case Deprel::kNsubjPass:
    case Deprel::kObl:
    case Deprel::kOblAgent:
    case Deprel::kXcomp:
    case Deprel::kConj:
    case Deprel::kNmod:
    case Deprel::kNmodPoss:
    case Deprel::kCompound:
    case Deprel::kAux:
    case Deprel::kAuxPass:
    case Deprel::kCop:
      return true;
    default:
      return false;
  }
}

// Timexes of a sentence as ids [first, last).
struct Range {
  size_t first, last;
};

Range OfSentence(const Times& times, SentenceId sentence) {
  auto less = [](const Timex& t, SentenceId s) { return t.sentence < s; };
  auto b = std::lower_bound(times.timexes.begin(), times.timexes.end(), sentence, less);
  auto e = b;
  while (e != times.timexes.end() && e->sentence == sentence) ++e;
  return {static_cast<size_t>(b - times.timexes.begin()),
          static_cast<size_t>(e - times.timexes.begin())};
}

// "during the 2022 Winter Olympics" dates, "condemned the invasion" does not.
bool Dates(const Timex& t) {
  if (t.type == TimexType::kSet || !t.head.valid()) return false;
  if (t.anchor_kind != AnchorKind::kNamedEvent) return true;
  return !t.relation_words.empty() && t.relation != TimeRelation::kFor;
}

// "said [Friday] the panel was right": trees often give a bare day after a past verb to the clause
// that follows.
WordId VerbBefore(const Timex& t, const Syntax& syntax) {
  Deprel d = syntax.deprel[t.head.index()];
  bool free = d != Deprel::kCompound && d != Deprel::kNmodPoss && d != Deprel::kAmod &&
              d != Deprel::kNummod && d != Deprel::kObl;
  if (!free || t.first <= syntax.base.sentences[t.sentence.index()].first) return {};
  if (t.type == TimexType::kDuration) return {};
  WordId before(t.first.value - 1);
  const Features& f = syntax.features[before.index()];
  bool past = syntax.upos[before.index()] == Upos::kVerb && f.tense == Tense::kPast &&
              f.verb_form == VerbForm::kFin;
  return past ? before : WordId();
}

// The word that the expression dates: climbs out of "in the morning of June 5" to the first head
// that is reached by a relation which carries times.
WordId Dated(const Timex& t, const Syntax& syntax) {
  if (WordId verb = VerbBefore(t, syntax); verb.valid()) return verb;
  WordId at = t.head;
  for (size_t steps = 0; at.valid() && steps < syntax.size(); ++steps) {
    WordId up = syntax.head[at.index()];
    if (!up.valid()) return at == t.head ? WordId() : at;
    if (!CarriesTime(syntax.deprel[at.index()])) return at == t.head ? up : at;
    if (up < t.first || up >= t.end) {
      // "the [2024] Ethiopia-Somalia agreement": what the name tells apart
      Deprel d = syntax.deprel[up.index()];
      bool part = (d == Deprel::kCompound || d == Deprel::kAmod) && t.end <= up &&
                  syntax.upos[up.index()] != Upos::kVerb;
      return part ? syntax.head[up.index()] : up;
    }
    at = up;
  }
  return {};
}

void Own(const Times& times, const Syntax& syntax, WordId word, std::vector<TimexId>& out) {
  Range r = OfSentence(times, syntax.sentence[word.index()]);
  for (size_t i = r.first; i < r.last; ++i) {
    const Timex& t = times.timexes[i];
    if (!Dates(t) || (t.first <= word && word < t.end)) continue;
    if (Dated(t, syntax) == word) out.push_back(TimexId(i));
  }
}

// A participle or an infinitive without a subject is told with its verb: "signed a decree on Friday
// banning veils". A past participle or "having left" lies before it.
bool SharesTimeOfVerb(const Syntax& syntax, WordId w) {
  Deprel d = syntax.deprel[w.index()];
  if (d != Deprel::kAdvcl && d != Deprel::kAcl) return false;
  const Features& f = syntax.features[w.index()];
  bool participle =
      f.verb_form == VerbForm::kGer || (f.verb_form == VerbForm::kPart && f.tense == Tense::kPres);
  if (!participle && f.verb_form != VerbForm::kInf) return false;
  for (WordId c : syntax.children_of(w)) {
    Deprel r = syntax.deprel[c.index()];
    if (r == Deprel::kAux || r == Deprel::kAuxPass || r == Deprel::kNsubj ||
        r == Deprel::kNsubjPass) {
      return false;
    }
  }
  return true;
}

// Is the word the main verb of its sentence, or on a par with it?
bool IsMain(const Syntax& syntax, WordId word) {
  WordId at = word;
  for (size_t steps = 0; steps < 8; ++steps) {
    WordId up = syntax.head[at.index()];
    if (!up.valid()) return true;
    Deprel d = syntax.deprel[at.index()];
    if (d != Deprel::kConj && d != Deprel::kParataxis) return false;
    at = up;
  }
  return false;
}

// "met", "was boycotted": "did not meet"; not "had met", "has met", "is being held", "would meet".
bool IsSimplePast(const Syntax& syntax, WordId word) {
  const Features* passive = nullptr;
  for (WordId c : syntax.children_of(word)) {
    Deprel d = syntax.deprel[c.index()];
    if (d == Deprel::kAux) {  // but "did not meet"
      const Features& aux = syntax.features[c.index()];
      bool did = syntax.features[word.index()].verb_form == VerbForm::kInf;
      return did && aux.tense == Tense::kPast && aux.verb_form == VerbForm::kFin;
    }
    if (d == Deprel::kAuxPass) passive = &syntax.features[c.index()];
  }
  const Features& f = passive != nullptr ? *passive : syntax.features[word.index()];
  return f.tense == Tense::kPast && f.verb_form == VerbForm::kFin;
}

size_t Distance(const Timex& t, WordId word) {
  return word < t.first ? t.first.index() - word.index() : word.index() - t.end.index() + 1;
}

// Is the word inside what a verb above it says or what is added to it? The time of the saying is
// not that of what is said.
bool IsSaid(const Syntax& syntax, WordId word) {
  WordId at = word;
  for (size_t steps = 0; steps < syntax.size(); ++steps) {
    WordId up = syntax.head[at.index()];
    if (!up.valid()) return false;
    Deprel d = syntax.deprel[at.index()];
    if (d == Deprel::kCcomp || d == Deprel::kAclRelcl || d == Deprel::kParataxis) return true;
    at = up;
  }
  return false;
}

// What dates the main verb, or a day that dates a noun ("the talks on Monday"): in "said that
// police had arrested him on Tuesday" and "the 2019 accord" the expression is another's.
void InSentence(const Times& times, const Syntax& syntax, WordId word, std::vector<TimexId>& out) {
  Range r = OfSentence(times, syntax.sentence[word.index()]);
  const Timex* best = nullptr;
  for (size_t i = r.first; i < r.last; ++i) {
    const Timex& t = times.timexes[i];
    if (!Dates(t) || t.interval.unbounded() || t.relation != TimeRelation::kIn) continue;
    WordId dated = Dated(t, syntax);
    if (dated == word) continue;
    bool nominal = !dated.valid() || syntax.upos[dated.index()] != Upos::kVerb;
    bool main = dated.valid() && !syntax.head[dated.index()].valid();
    bool day = t.interval.earliest == t.interval.latest;
    // A year or a month holds for the whole sentence only from its front: "In 2008 both claimed
    // ..."
    bool front = main && t.end <= dated;
    if (!front && !(day && (main || nominal))) continue;
    if (main && IsSaid(syntax, word)) continue;
    if (best == nullptr || Distance(t, word) < Distance(*best, word)) {
      best = &t;
      out.assign(1, TimexId(i));
    }
  }
}

}  // namespace

std::vector<TimexId> TimexesOf(const Times& times, const Syntax& syntax, WordId word,
                               TimeScope scope) {
  std::vector<TimexId> out;
  switch (scope) {
    case TimeScope::kOwn:
      Own(times, syntax, word, out);
      break;
    case TimeScope::kSentence:
      InSentence(times, syntax, word, out);
      break;
    case TimeScope::kNarrative: {
      TimexId n = times.narrative[syntax.sentence[word.index()].index()];
      bool told = IsMain(syntax, word) && IsSimplePast(syntax, word);
      if (n.valid() && told) out.push_back(n);
      break;
    }
  }
  return out;
}

EventTime TimeOf(const Times& times, const std::vector<TimexId>& timexes) {
  EventTime out;
  std::string from, to, at;
  Interval from_days, to_days, at_days;
  bool relative = false;
  auto use = [&](TimexId id) {
    out.timexes.push_back(id);
    relative = relative || times[id].relative;
  };
  for (TimexId id : timexes) {
    const Timex& t = times[id];
    if (t.edtf.empty() || t.interval.unbounded()) continue;
    bool range = t.edtf.find('/') != std::string::npos;
    bool starts = t.relation == TimeRelation::kSince || t.relation == TimeRelation::kAfter;
    bool ends = t.relation == TimeRelation::kUntil || t.relation == TimeRelation::kBefore;
    if (starts && from.empty() && t.interval.earliest) {
      from = range ? t.interval.earliest->ToString() : t.edtf;
      from_days = t.interval;
      use(id);
    } else if (ends && to.empty() && t.interval.latest) {
      to = range ? t.interval.latest->ToString() : t.edtf;
      to_days = t.interval;
      use(id);
    } else if (!starts && !ends && at.empty()) {
      at = t.edtf;
      at_days = t.interval;
      use(id);
    }
  }
  if (!at.empty()) {
    out.edtf = at;
    out.interval = at_days;
  } else if (!from.empty() || !to.empty()) {
    out.edtf = from + "/" + to;
    if (!from.empty()) out.interval.earliest = from_days.earliest;
    if (!to.empty()) out.interval.latest = to_days.latest;
    // "after 2019, before 2015": two different things are dated.
    if (!from.empty() && !to.empty() && *from_days.earliest > *to_days.latest) {
      out.interval.latest.reset();
      out.edtf = from + "/";
    }
    if (!edtf::IsValid(out.edtf)) out.edtf = edtf::FromInterval(out.interval);
  } else {
    return {};
  }
  out.basis = relative ? TimeBasis::kRelative : TimeBasis::kExplicit;
  return out;
}

WordId DatedBy(const Timex& timex, const Syntax& syntax) { return Dated(timex, syntax); }

bool SharesTime(const Syntax& syntax, WordId word) {
  return SharesClause(syntax.deprel[word.index()]) || SharesTimeOfVerb(syntax, word);
}

}  // namespace dragoman
