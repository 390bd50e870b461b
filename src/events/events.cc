// SPDX-License-Identifier: Apache-2.0
// Events out of trees, in steps: triggers matched to rows, slots filled, contents dropped, mentions
// merged, statements added. Entry: FindEvents (events.h). Each step has its own file.
#include "events/events.h"

#include <algorithm>

#include "events/draft.h"
#include "events/status.h"

namespace dragoman::events {
namespace {

// "Two others were detained": so many people that no phrase names, and yet somebody.
bool BefellCounted(const View& v, const Draft& d) {
  return !d.nominal && d.event.status == Status::kOccurred &&
         std::any_of(d.match.filled.begin(), d.match.filled.end(), [&](const Filled& f) {
           return f.slot->role == Role::kRecipient && v.k.InSet(v.k.people, v.key(f.arg.word)) &&
                  v.s.child(f.arg.word, Deprel::kNummod).valid();
         });
}

Draft MakeDraft(const View& v, Match match) {
  Draft d;
  d.kind = match.row->kind;
  d.nominal = match.row->trigger == TriggerClass::kNoun;
  d.match = std::move(match);
  Event& e = d.event;
  WordId w = d.match.trigger;
  d.definite = d.nominal && v.IsDefinite(w);
  e.trigger_word = w;
  e.sentence = v.s.sentence[w.index()];
  d.headline = v.s.base.sentences[e.sentence.index()].kind == SentenceKind::kHeadline;
  e.rule = d.match.row->name;
  FillRoles(v, d);
  FillPlace(v, d);
  FillSources(v, d);
  FillAmounts(v, d);
  StatusReading status = StatusOf(v, d.match, v.k.kinds[d.kind]);
  e.status = status.status;
  e.hedged = e.hedged || status.hedged;
  if (status.refused && !e.actors.empty()) {
    auto refused = v.k.kind_by_name.find(v.k.kinds[d.kind].refused);
    if (refused != v.k.kind_by_name.end()) {
      d.kind = refused->second;
      e.status = Status::kOccurred;
    }
  }
  // "don't agree on everything": how things stand, nothing that was done.
  if (d.match.row->positive && status.present && e.status == Status::kDenied) d.dropped = true;
  FillTime(v, d);
  TakeAnnouncement(v, d);
  e.mode = d.match.row->mode;
  bool nobody = e.actors.empty() && e.recipients.empty() && e.others.empty();
  Shape shape = v.k.kinds[d.kind].shape;
  if (nobody && !d.match.row->bare) {
    // A mutual noun with nobody in it ("talks") says nothing by itself, whatever the place.
    // An attack or a protest may be told by its place alone; an arrest may not.
    bool placed = !e.places.empty() && v.k.kinds[d.kind].placed;
    // "helping to stop violence in Iraq": no one's, and not there.
    d.empty = shape != Shape::kHappen && (!placed || (d.nominal && e.status == Status::kDenied)) &&
              !BefellCounted(v, d);
  }
  if (shape == Shape::kMutual && d.nominal && e.actors.size() + e.recipients.size() < 2 &&
      !d.match.row->bare && e.actors.size() == 1) {
    d.definite = true;
  }
  e.confidence = std::min(0.95F, 0.55F + 0.03F * static_cast<float>(d.match.score));
  return d;
}

void FindContexts(const View& v, Event& e) {
  std::vector<bool> found(v.k.contexts.size(), false);
  const Sentence& sentence = v.s.base.sentences[e.sentence.index()];
  for (int32_t i = sentence.first.value; i < sentence.end.value; ++i) {
    for (uint16_t c : v.k.contexts_of_key[v.key(WordId(i))]) found[c] = true;
  }
  for (size_t c = 0; c < found.size(); ++c) {
    bool there =
        std::find(e.contexts.begin(), e.contexts.end(), v.k.contexts[c]) != e.contexts.end();
    if (found[c] && !there) e.contexts.push_back(v.k.contexts[c]);
  }
}

// PLOVER's type, mode and contexts of the kind in this status.
void Code(const View& v, Draft& d) {
  const Kind& kind = v.k.kinds[d.kind];
  Event& e = d.event;
  e.kind = kind.name;
  e.cameo = kind.cameo;
  bool later = e.status == Status::kPlanned || e.status == Status::kPossible;
  e.type = later && !kind.later.empty() ? kind.later : kind.type;
  if (later && !kind.later.empty()) {
    e.mode.clear();
  } else if (e.mode.empty()) {
    e.mode = kind.mode;
  }
  e.contexts = kind.contexts;
  FindContexts(v, e);
  std::sort(e.evidence.begin(), e.evidence.end(),
            [](Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
  e.evidence.erase(std::unique(e.evidence.begin(), e.evidence.end()), e.evidence.end());
}

}  // namespace

Events FindEvents(const Document& document, const Syntax& syntax, const Entities& entities,
                  const Times& times, const Attributions& attributions, const Kinds& kinds,
                  const Limits& limits) {
  View view(document, syntax, entities, times, attributions, kinds.data());
  Events out;
  std::vector<Draft> drafts;
  for (size_t i = 0; i < syntax.size(); ++i) {
    Match m = BestMatch(view, WordId(i));
    const Draft* of = nullptr;
    if (m.row == nullptr) m = MatchElliptical(view, WordId(i), drafts, of);
    if (m.row == nullptr) continue;
    if (drafts.size() >= limits.max_events) {
      out.diagnostics.push_back(
          {view.span(WordId(i)), "more events than the limit: the rest is not read"});
      break;
    }
    Draft made = MakeDraft(view, std::move(m));
    if (of != nullptr && made.event.actors.empty()) made.event.actors = of->event.actors;
    if (of != nullptr) made.empty = made.event.actors.empty();
    TakeFromBefore(view, made, drafts);
    if (!made.dropped) drafts.push_back(std::move(made));
  }
  FillAnchoredTimes(view, drafts);
  DropContents(view, drafts);
  Merge(view, drafts);
  FillHeadlineTimes(view, drafts);
  AddVerdicts(view, drafts);
  FindDoers(view, drafts);
  AddStatements(view, drafts);
  std::erase_if(drafts, [](const Draft& d) { return d.dropped; });
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) {
    return a.event.trigger.begin < b.event.trigger.begin;
  });
  for (Draft& d : drafts) {
    BoundBySaying(view, d);
    Code(view, d);
    out.events.push_back(std::move(d.event));
  }
  out.relations = entities.relations;
  AddRelations(view, out.relations);
  return out;
}

}  // namespace dragoman::events
