// SPDX-License-Identifier: Apache-2.0
// Entry: NamesItsHolder, DaySpokenOf, SoleHolder.
#include "entities/office_holder.h"

#include <algorithm>

namespace dragoman::entities {
namespace {

// "the Libyan ambassador to Greece"
bool ReachesOn(const Article& article, const Draft& d) {
  uint32_t w = d.end;
  if (!article.in(d.sentence, w) || !article.rules.is("posted", article.lower[w])) return false;
  return article.in(d.sentence, w + 1) && StartsUpper(article.form(w + 1));
}

// "will become prime minister of France"
bool Predicative(const Article& article, const Draft& d) {
  WordId head(size_t{d.head}), verb = article.syntax.head[d.head];
  if (article.syntax.child(head, Deprel::kCop).valid()) return true;
  if (!verb.valid()) return false;
  if (article.syntax.deprel[d.head] == Deprel::kXcomp) return true;
  WordId mark = article.syntax.child(head, Deprel::kCase);
  return article.rules.is("made_office", article.syntax.lemma_of(verb)) &&
         (!mark.valid() || article.rules.is("as", article.lower[mark.index()])) &&
         article.syntax.deprel[d.head] == Deprel::kObj;
}

}  // namespace

bool NamesItsHolder(const Article& article, const Draft& d) {
  const TitleUse& t = *d.title;
  if (!t.title || t.of == kNoKnown || !t.kept.empty()) return false;
  if (t.reach_first < t.reach_end || ReachesOn(article, d)) return false;
  if (t.sense == OfficeWord::kPast || t.sense == OfficeWord::kComing) return false;
  return d.definite || !Predicative(article, d);
}

std::optional<Interval> DaySpokenOf(const Article& article, const Draft& d) {
  const Interval& now = article.times.published;
  auto past = [&](const Timex& t) {
    return t.relation == TimeRelation::kIn && t.interval.earliest && t.interval.latest &&
           now.earliest && *t.interval.latest < *now.earliest;
  };
  WordId verb = article.syntax.head[d.head];
  for (int steps = 0; steps < 6 && verb.valid(); ++steps) {
    if (article.syntax.upos[verb.index()] == Upos::kVerb) break;
    verb = article.syntax.head[verb.index()];
  }
  std::optional<Interval> found;
  const std::vector<Timex>& all = article.times.timexes;
  auto it = std::lower_bound(all.begin(), all.end(), d.sentence,
                             [](const Timex& t, SentenceId at) { return t.sentence < at; });
  for (; it != all.end() && it->sentence == d.sentence; ++it) {
    const Timex& t = *it;
    if (!past(t)) continue;
    // "recalled the 1980 coup": the day must be the verb's own.
    if (!verb.valid() || article.syntax.head[t.head.index()] != verb) continue;
    if (found) return std::nullopt;
    found = t.interval;
  }
  if (found || !d.title || d.title->sense != OfficeWord::kThen) return found;
  TimexId told = article.times.narrative[d.sentence.index()];
  if (told.valid() && past(article.times[told])) return article.times[told].interval;
  return std::nullopt;
}

KnownId SoleHolder(const Article& article, TitleId title, KnownId of, const Interval& on) {
  for (OfficeId office : article.knowledge.OfficesByTitle(title, of)) {
    std::vector<Term> terms = article.knowledge.HoldersOf(office, on);
    if (terms.size() == 1) return terms[0].person;
    if (!terms.empty()) break;
  }
  return kNoKnown;
}

}  // namespace dragoman::entities
