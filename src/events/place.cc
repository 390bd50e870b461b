// SPDX-License-Identifier: Apache-2.0
// Where it happened: the trigger's own modifiers, those of what it acts on, then its clause.
// Entry: FillPlace (draft.h). Never from anybody's nationality.
#include <algorithm>
#include <vector>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr size_t kMaxClauseWords = 40;

bool IsLocative(const View& v, WordId w) { return v.k.InSet(v.k.locatives, v.CaseOf(w)); }

// "discussed it by telephone, according to a statement from the presidency in Mogadishu": where the
// source is, is not where it happened.
bool SameVoice(const View& v, WordId a, WordId b) {
  const std::vector<AttributionId>& of = v.a.innermost_of_word;
  return a.index() >= of.size() || b.index() >= of.size() || of[a.index()] == of[b.index()];
}

// Locative modifiers of `word`, finest first as written: "in Doha, Qatar" gives Doha.
bool AddFrom(const View& v, WordId word, Event& e) {
  bool found = false;
  std::vector<WordId> queue = {word};
  for (size_t i = 0; i < queue.size() && i < kMaxClauseWords; ++i) {
    for (WordId c : v.s.children_of(queue[i])) {
      Deprel r = v.deprel(c);
      if ((r != Deprel::kObl && r != Deprel::kNmod) || !IsLocative(v, c)) continue;
      if (!SameVoice(v, word, c)) continue;
      EntityId id = v.EntityOf(c);
      // "sanctions on Iran", "a trip outside the country": a state after these is not where.
      bool state = id.valid() && v.e[id].type == EntityType::kState;
      if (state && v.k.InSet(v.k.no_state_place, v.CaseOf(c))) continue;
      if (!id.valid() || !IsPlaceType(v.e[id].type) || Holds(e.actors, id)) {
        // "in the town of Gao", "in the eastern city of Goma", "at a base in Syria"
        queue.push_back(c);
        continue;
      }
      AddPlace(v, c, e.places);
      found = true;
      if (!v.HasName(v.e[id])) queue.push_back(c);  // "at a base in Syria"
      for (WordId other : v.s.children_of(c)) {
        EntityId more = v.EntityOf(other);
        if (v.deprel(other) == Deprel::kConj && more.valid() && IsPlaceType(v.e[more].type)) {
          e.places.push_back(more);
        }
      }
    }
  }
  return found;
}

// Locatives deeper in the trigger's own clause: "attacked a ship with drones in the Red Sea".
bool AddFromClause(const View& v, WordId trigger, Event& e) {
  std::vector<WordId> queue = {trigger};
  for (size_t i = 0; i < queue.size() && i < kMaxClauseWords; ++i) {
    if (i > 0 && AddFrom(v, queue[i], e)) return true;
    for (WordId c : v.s.children_of(queue[i])) {
      Deprel r = v.deprel(c);
      if (!SameVoice(v, trigger, c)) continue;
      // "freed in exchange for a fighter in Cuba": that is where he was.
      if (v.CaseOf(c) == v.k.for_) continue;
      // "Following the meeting in Beijing, China agreed": that is where they met.
      auto link = v.k.time_links.find(v.CaseOf(c));
      if (link != v.k.time_links.end() && link->second == TimeRelation::kAfter) continue;
      // "with small arms and grenades in the Red Sea"
      const bool listed = r == Deprel::kConj && IsOblique(v.deprel(queue[i])) && v.IsNominal(c);
      if (r == Deprel::kObj || r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kOblAgent ||
          r == Deprel::kNsubjPass || listed) {
        queue.push_back(c);
      }
    }
  }
  return false;
}

// "flew to Moscow to meet Putin", "was in Beijing for talks with Xi": who goes somewhere to meet
// meets there.
void AddDestination(const View& v, WordId trigger, Event& e) {
  WordId up = v.head(trigger);
  if (!up.valid()) return;
  Deprel r = v.deprel(trigger);
  bool purpose = v.IsVerbal(trigger) ? (r == Deprel::kAdvcl || r == Deprel::kAcl) &&
                                           v.s.features[trigger.index()].verb_form == VerbForm::kInf
                                     : r == Deprel::kObl && v.CaseOf(trigger) == v.k.for_;
  if (!purpose) return;
  auto add = [&](WordId w) {
    if (v.CaseOf(w) == v.k.to || v.CaseOf(w) == v.k.in) AddPlace(v, w, e.places);
  };
  if (!v.IsVerbal(up) && !v.s.child(up, Deprel::kCop).valid()) return;
  add(up);  // "was to Beijing to meet"
  for (WordId c : v.s.children_of(up)) {
    Deprel d = v.deprel(c);
    if (c < trigger && (d == Deprel::kObl || d == Deprel::kConj)) add(c);
  }
}

}  // namespace

void FillPlace(const View& v, Draft& draft) {
  Event& e = draft.event;
  // "hit a market in Omdurman": the market is where, and Omdurman is where one can look for it.
  if (std::any_of(e.places.begin(), e.places.end(),
                  [&](EntityId p) { return v.HasName(v.e[p]); })) {
    return;
  }
  WordId trigger = draft.match.trigger;
  // "The last time they met was in Geneva"
  WordId told = v.ToldOfOccasion(trigger);
  if (!told.valid() && draft.nominal) told = v.ToldOf(trigger);
  if (told.valid() && IsLocative(v, told)) {
    AddPlace(v, told, e.places);
    if (!e.places.empty()) return;
  }
  if (AddFrom(v, trigger, e) || draft.match.row == nullptr) return;
  for (const Filled& f : draft.match.filled) {
    bool patient = f.slot->role == Role::kRecipient || f.slot->role == Role::kMust;
    if (patient && AddFrom(v, f.arg.word, e)) return;
  }
  bool meets = v.k.kinds[draft.kind].type == "CONSULT";
  // "the meeting between Misri and Wang in Beijing", hung on Wang
  for (const Filled& f : draft.match.filled) {
    if (!draft.nominal || !meets || f.arg.word < trigger) continue;
    std::vector<Listed> met = {{f.arg.word, {}}};
    ListedWith(v, f.arg.word, met);
    for (const Listed& one : met) {
      if (AddFrom(v, one.word, e)) return;
    }
  }
  if (draft.nominal) {
    const Support* support = nullptr;
    WordId verb = v.SupportOf(trigger, support);
    if (!verb.valid() &&
        (v.deprel(trigger) == Deprel::kNsubj || v.deprel(trigger) == Deprel::kNsubjPass)) {
      verb = v.head(trigger);
    }
    if (verb.valid()) AddFrom(v, verb, e);
  } else {
    AddFromClause(v, trigger, e);
  }
  if (e.places.empty() && meets) AddDestination(v, trigger, e);
}

}  // namespace dragoman::events
