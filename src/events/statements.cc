// SPDX-License-Identifier: Apache-2.0
// x-STATEMENT: somebody is quoted or reported, and what he says is not itself coded (ONTOLOGY rule
// 4). Entry: AddStatements (draft.h). Only what a named speaker says outside the headline counts.
#include <algorithm>

#include "events/draft.h"

namespace dragoman::events {
namespace {

// A mention that was merged away or is the content of an act is coded all the same; one that named
// nobody is not.
bool HoldsEvent(const Attribution& a, const std::vector<Draft>& drafts) {
  for (const Draft& d : drafts) {
    if (d.dropped && d.empty) continue;
    for (Span c : a.content) {
      if (c.contains(d.event.trigger)) return true;
    }
  }
  return false;
}

bool IsTrigger(WordId w, const std::vector<Draft>& drafts) {
  return std::any_of(drafts.begin(), drafts.end(),
                     [&](const Draft& d) { return d.match.trigger == w; });
}

// "China, which claims the island": a thing is claimed, nothing is said.
bool SaysClause(const View& v, const Attribution& a) {
  const Sentence& s = v.s.base.sentences[v.s.sentence[a.cue_word.index()].index()];
  for (int32_t i = s.first.value; i < s.end.value; ++i) {
    WordId w(i);
    bool inside = std::any_of(a.content.begin(), a.content.end(),
                              [&](Span c) { return c.contains(v.span(w)); });
    if (inside && (v.upos(w) == Upos::kVerb || v.upos(w) == Upos::kAux)) return true;
  }
  return false;
}

}  // namespace

// "Washington and Seoul say": an attribution holds the first of them.
void AddSpeakers(const View& v, const Attribution& a, std::vector<Participant>& out) {
  const EntityId speaker = a.chain.front().actor;
  std::string_view from;
  WordId subject = a.cue_word.valid() ? v.SurfaceSubject(a.cue_word, from) : WordId();
  if (subject.valid() && v.EntityOf(subject) == speaker) {
    AddParticipants(v, subject, "attribution", false, out);
  } else {
    out.push_back({speaker, MentionId(), "attribution"});
  }
}

void AddStatements(const View& v, std::vector<Draft>& drafts) {
  std::vector<Draft> made;
  for (const Attribution& a : v.a.attributions) {
    if (a.kind == AttributionKind::kHedge || a.kind == AttributionKind::kPost) continue;
    if (!a.cue_word.valid() || a.content.empty() || a.chain.empty()) continue;
    if (!a.chain.front().actor.valid() || a.parent.valid()) continue;
    auto kind = v.k.statement_of_cue.find(v.key(a.cue_word));
    if (kind == v.k.statement_of_cue.end()) continue;
    bool clause = std::binary_search(v.k.clause_cues.begin(), v.k.clause_cues.end(), kind->first);
    if (clause && !SaysClause(v, a)) continue;
    // "blamed Iran, saying": the saying belongs to the act.
    if (v.s.features[a.cue_word.index()].verb_form != VerbForm::kFin &&
        (v.deprel(a.cue_word) == Deprel::kAdvcl || v.deprel(a.cue_word) == Deprel::kAcl)) {
      continue;
    }
    SentenceId sentence = v.s.sentence[a.cue_word.index()];
    if (v.s.base.sentences[sentence.index()].kind == SentenceKind::kHeadline) continue;
    if (IsTrigger(a.cue_word, drafts) || HoldsEvent(a, drafts)) continue;
    EntityId speaker = a.chain.front().actor;
    if (!IsActorType(v.e[speaker].type)) continue;
    Draft d;
    d.kind = kind->second;
    d.match.trigger = a.cue_word;
    Event& e = d.event;
    AddSpeakers(v, a, e.actors);
    e.trigger = a.cue;
    Span hull = a.cue;
    for (Span s : a.source) hull = Join(hull, s);
    e.evidence.push_back(Join(hull, a.content.front()));
    e.about_span = a.content.front();
    e.about = std::string(e.about_span.in(v.d.text));
    e.sentence = v.s.sentence[a.cue_word.index()];
    e.trigger_word = a.cue_word;
    e.status = a.negated ? Status::kDenied : Status::kOccurred;
    // The outlet he told it, and who quotes him.
    for (SourceLink link : a.chain) {
      if (link.actor == speaker) link.actor = EntityId();
      if (link.actor.valid() || link.via.valid()) e.sources.push_back(link);
    }
    FillPlace(v, d);
    FillTime(v, d);
    e.rule = "statement." + a.rule;
    e.confidence = 0.5F;
    made.push_back(std::move(d));
  }
  for (Draft& d : made) drafts.push_back(std::move(d));
}

}  // namespace dragoman::events
