// SPDX-License-Identifier: Apache-2.0
// Who vouches for an event: the sources of the attributions whose content holds its trigger.
// Entry: FillSources (draft.h). Who reports an act of his own is its actor, not its source
// (ONTOLOGY rule 10); the outlet he told stays.
#include <algorithm>

#include "events/draft.h"
#include "model/time_of.h"

namespace dragoman::events {
namespace {

constexpr int kMaxChain = 6;

bool DatesAnother(const View& v, WordId noun) {
  auto after = [&](Key key) {
    auto it = v.k.time_links.find(key);
    return it != v.k.time_links.end() && it->second == TimeRelation::kAfter;
  };
  if (after(v.CaseOf(noun))) return true;
  for (WordId c : v.s.children_of(noun)) {
    if (v.deprel(c) == Deprel::kAmod && c < noun && after(v.key(c))) return true;
  }
  return false;
}

// "Erdogan has proposed a commission to investigate the explosion, according to a news site": the
// site vouches for the proposal; that there was an explosion is taken as known by everybody. A
// definite noun is presupposed unless a verb asserts it ("carried out the attack"). Within
// quotation marks every word is the speaker's.
bool Presupposed(const View& v, const Draft& draft, const Attribution& a) {
  if (!draft.nominal || a.kind == AttributionKind::kDirect) return false;
  // "following calls with Putin": so is what dates the news.
  if (!draft.definite && !DatesAnother(v, draft.match.trigger)) return false;
  // "said Iran was behind the attack": who did it is his claim.
  if (v.CaseOf(draft.match.trigger) == v.k.behind && !draft.event.actors.empty()) return false;
  const Support* support = nullptr;
  return !v.SupportOf(draft.match.trigger, support).valid();
}

// "Biden announced that the United States would leave": who announces what his own government does
// reports an act of his own.
bool OwnGovernment(const View& v, const Attribution& a, EntityId speaker, const Event& e) {
  if (!speaker.valid() || !a.cue_word.valid() || !v.k.InSet(v.k.announcing, v.key(a.cue_word))) {
    return false;
  }
  const Entity& who = v.e[speaker];
  return std::any_of(e.actors.begin(), e.actors.end(), [&](const Participant& p) {
    const Entity& actor = v.e[p.entity];
    bool state = actor.type == EntityType::kState || actor.type == EntityType::kGovernment;
    return state && !who.country.empty() && who.country == actor.country;
  });
}

// "they had seized power", "they have left"
bool IsPerfect(const View& v, WordId verb) {
  WordId have = v.s.child(verb, Deprel::kAux);
  const Features& f = v.s.features[verb.index()];
  return have.valid() && f.verb_form == VerbForm::kPart && f.tense == Tense::kPast;
}

// "Iran deeply regrets this," its president said: who speaks for his state reports its act of
// speech as his own.
bool SpeaksForState(const View& v, const Attribution& a, EntityId speaker, const Draft& draft) {
  if (a.kind != AttributionKind::kDirect || !speaker.valid() || draft.nominal) return false;
  const Features& f = v.s.features[draft.match.trigger.index()];
  const std::string& type = v.k.kinds[draft.kind].type;
  bool performs = type == "REQUEST" || type == "CONCEDE" || type == "ACCUSE" || type == "SUPPORT" ||
                  type == "THREATEN" || type == "REJECT";
  const Entity& who = v.e[speaker];
  if (!performs || f.tense != Tense::kPres || who.offices.empty() || who.country.empty())
    return false;
  const std::vector<Participant>& actors = draft.event.actors;
  return std::any_of(actors.begin(), actors.end(), [&](const Participant& p) {
    const Entity& actor = v.e[p.entity];
    return actor.type == EntityType::kState && actor.country == who.country;
  });
}

// "Mexico denied a request of France": that France asked is not Mexico's claim.
bool AnswersIt(const View& v, const Attribution& a, const Draft& draft) {
  constexpr std::string_view kRequest = "REQUEST";
  return draft.nominal && a.cue_word.valid() && v.k.kinds[draft.kind].type == kRequest &&
         v.deprel(draft.match.trigger) == Deprel::kObj && v.head(draft.match.trigger) == a.cue_word;
}

}  // namespace

void FillSources(const View& v, Draft& draft) {
  Event& e = draft.event;
  if (draft.match.trigger.index() >= v.a.innermost_of_word.size()) return;
  AttributionId id = v.a.innermost_of_word[draft.match.trigger.index()];
  for (int i = 0; i < kMaxChain && id.valid(); ++i) {
    const Attribution& a = v.a[id];
    bool hedge = a.hedged || a.kind == AttributionKind::kHedge;
    bool presupposed = Presupposed(v, draft, a);
    if (hedge && !presupposed) e.hedged = true;
    if (presupposed && e.status == Status::kOccurred && !draft.told_at.valid()) {
      for (const SourceLink& link : a.chain) {
        if (link.said_at.valid()) draft.told_at = link.said_at;
      }
    }
    if (a.cue_word == draft.match.trigger || presupposed || AnswersIt(v, a, draft)) {
      id = a.parent;
      continue;
    }
    for (SourceLink link : a.chain) {
      if (Holds(e.actors, link.actor) || OwnGovernment(v, a, link.actor, e) ||
          SpeaksForState(v, a, link.actor, draft)) {
        // "officers said on Wednesday they had seized power": by then they had.
        bool told = a.kind == AttributionKind::kIndirect && link.said_at.valid();
        if (told && e.status == Status::kOccurred && IsPerfect(v, draft.match.trigger)) {
          draft.told_at = link.said_at;
        }
        link.actor = EntityId();
      }
      if (!link.actor.valid() && !link.via.valid()) continue;
      if (std::find(e.sources.begin(), e.sources.end(), link) == e.sources.end()) {
        e.sources.push_back(link);
      }
    }
    id = a.parent;
  }
}

void TakeAnnouncement(const View& v, Draft& draft) {
  Event& e = draft.event;
  const WordId w = draft.match.trigger;
  auto as = v.k.announced.find(draft.kind);
  if (as == v.k.announced.end() || e.status != Status::kPlanned || draft.nominal) return;
  if (w.index() >= v.a.innermost_of_word.size()) return;
  const AttributionId id = v.a.innermost_of_word[w.index()];
  if (!id.valid() || v.a[id].chain.empty()) return;
  const Attribution& a = v.a[id];
  const SourceLink& link = a.chain.front();
  if (!a.cue_word.valid() || !v.k.InSet(v.k.announcing, v.key(a.cue_word)) || a.negated) return;
  if (!link.actor.valid() || v.a[id].parent.valid()) return;
  const bool own = Holds(e.actors, link.actor);
  if (!own && !OwnGovernment(v, a, link.actor, e)) return;
  if (!own) e.actors = {{link.actor, MentionId(), "announces it"}};
  draft.kind = as->second;
  e.status = Status::kOccurred;
  std::erase_if(e.sources, [&](const SourceLink& s) { return s.actor == link.actor; });
  e.time = {};
  if (link.said_at.valid()) {
    e.time = TimeOf(v.t, {link.said_at});
    e.time.step = TimeStep::kTelling;
  }
}

}  // namespace dragoman::events
