// SPDX-License-Identifier: Apache-2.0
// From filled slots to participants. Entry: FillRoles (draft.h). Collectives become their members,
// coordinations lists, seats of government their state (ONTOLOGY rules 6 and 7).
#include <algorithm>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr size_t kMaxParticipants = 40;

void AddEntity(const View& v, EntityId id, MentionId mention, std::string_view from,
               std::vector<Participant>& out) {
  if (out.size() >= kMaxParticipants) return;
  const Entity& entity = v.e[id];
  if (!entity.members.empty()) {
    for (EntityId member : entity.members) {
      if (!Holds(out, member)) out.push_back({member, mention, std::string(from)});
    }
    return;
  }
  // "shelled the town": no government, though the town has a name.
  bool as_place =
      mention.valid() && (v.e[mention].as_place || (v.e[mention].form == MentionForm::kNominal &&
                                                    entity.type == EntityType::kCity));
  if (entity.governs.valid() && !as_place) id = entity.governs;
  if (!Holds(out, id)) out.push_back({id, mention, std::string(from)});
}

bool IsNamed(const View& v, WordId word) {
  MentionId m = v.MentionOf(word);
  return m.valid() && v.e[m].form == MentionForm::kName && IsActorType(v.e[v.e[m].entity].type);
}

// "British nationals A and B", "allies such as Germany": the names say who they are.
bool AddNamesInside(const View& v, WordId word, std::string_view from,
                    std::vector<Participant>& out) {
  MentionId own = v.MentionOf(word);
  if (!own.valid() || v.e[own].form != MentionForm::kNominal) return false;
  bool found = false;
  for (WordId c : v.s.children_of(word)) {
    Deprel r = v.deprel(c);
    if (r == Deprel::kAclRelcl && v.k.InSet(v.k.includings, v.key(c))) {
      WordId who = v.s.child(c, Deprel::kObj);  // "critics, who include Bell"
      if (who.valid() && IsNamed(v, who)) {
        found = true;
        AddParticipants(v, who, std::string(from) + ", including", false, out);
      }
    }
    bool names = r == Deprel::kAppos || r == Deprel::kFlat ||
                 (r == Deprel::kNmod && v.k.InSet(v.k.exemplars, v.CaseOf(c)));
    if (!names || c < word || !IsNamed(v, c)) continue;
    if (v.EntityOf(c) == v.EntityOf(word)) continue;
    found = true;
    AddParticipants(v, c, std::string(from) + ", named", false, out);
  }
  return found;
}

// "we warn": whoever is quoted.
EntityId Speaker(const View& v, MentionId m) {
  if (!m.valid() || m.index() >= v.a.speaker_reference.size()) return {};
  return v.a.speaker_reference[m.index()];
}

// "the presidents of Iraq and Afghanistan", "the navies of China and India": those of each state.
bool AddStatesOf(const View& v, WordId word, std::string_view from, std::vector<Participant>& out) {
  MentionId own = v.e.mention_of_word[word.index()];
  if (own.valid() && (v.e[own].form != MentionForm::kNominal ||
                      (v.e[own].entity.valid() && !v.e[v.e[own].entity].members.empty()))) {
    return false;
  }
  if (v.s.features[word.index()].number != Number::kPlur) return false;
  auto state = [&](WordId w) {
    EntityId id = v.EntityOf(w);
    return id.valid() && v.e[id].type == EntityType::kState;
  };
  for (WordId c : v.s.children_of(word)) {
    if (v.deprel(c) != Deprel::kNmod || v.CaseOf(c) != v.k.of || c < word || !state(c)) continue;
    if (!v.s.child(c, Deprel::kConj).valid() || !state(v.s.child(c, Deprel::kConj))) return false;
    AddParticipants(v, c, std::string(from) + ", of each", false, out);
    return true;
  }
  return false;
}

// "the Russia-Ukraine talks", "the Saudi-Iran deal": both names of a dash are in it.
void AddPaired(const View& v, WordId word, std::string_view from, std::vector<Participant>& out) {
  MentionId pair = v.PairedWith(word);
  if (pair.valid()) AddEntity(v, v.e[pair].entity, pair, std::string(from) + ", dash", out);
}

void AddOne(const View& v, WordId word, std::string_view from, bool owner,
            std::vector<Participant>& out) {
  MentionId m = v.e.mention_of_word[word.index()];
  if (EntityId speaker = Speaker(v, m); speaker.valid()) {
    AddEntity(v, speaker, MentionId(), std::string(from) + ", speaker", out);
    return;
  }
  if (AddNamesInside(v, word, from, out) || AddStatesOf(v, word, from, out)) return;
  m = v.MentionOf(word);
  if (m.valid() && (v.IsAgent(word) || v.e[v.e[m].entity].type == EntityType::kState)) {
    AddEntity(v, v.e[m].entity, m, from, out);
    return;
  }
  if (!owner) return;
  WordId whose = v.OwnerWord(word);
  if (whose.valid()) {
    AddParticipants(v, whose, std::string(from) + ", owner", false, out);
    AddPaired(v, whose, std::string(from) + ", owner", out);
  }
}

// "U.S. and Iraqi forces": the entity is the Iraqi forces; those of the other state stand for it.
void AddOtherStates(const View& v, WordId word, std::string_view from,
                    std::vector<Participant>& out) {
  MentionId own = v.e.mention_of_word[word.index()];
  if (!own.valid()) return;
  for (WordId c : v.s.children_of(word)) {
    bool modifies = v.deprel(c) == Deprel::kAmod || v.deprel(c) == Deprel::kCompound;
    WordId second = modifies ? v.s.child(c, Deprel::kConj) : WordId();
    if (modifies && v.s.child(c, Deprel::kCc).valid()) second = c;
    if (!second.valid() || v.e[own].first > second) continue;
    // The names before the mention, joined to one inside it.
    for (size_t m = own.index(); m-- > 0;) {
      const Mention& other = v.e.mentions[m];
      if (other.end < WordId(second.index() - 1) || !other.entity.valid()) break;
      if (other.end > v.e[own].first) continue;
      if (v.e[other.entity].type == EntityType::kState) {
        AddEntity(v, other.entity, MentionId(m), std::string(from) + ", and", out);
      }
      break;
    }
  }
}

void AddPlaces(const View& v, WordId word, std::vector<EntityId>& places) {
  AddPlace(v, word, places);
  for (WordId c : v.s.children_of(word)) {
    if (v.deprel(c) == Deprel::kConj) AddPlace(v, c, places);
  }
}

bool IsBarePlace(const View& v, WordId word) {
  EntityId id = v.EntityOf(word);
  return id.valid() && IsPlaceType(v.e[id].type) && v.e[id].type != EntityType::kState &&
         !v.IsAgent(word);
}

// "credit to Ankara": nobody lends to a town (ONTOLOGY rule 6). An attack may hit one.
EntityId SeatOf(const View& v, WordId word) {
  EntityId id = v.EntityOf(word);
  bool seat = id.valid() && v.e[id].type == EntityType::kCity && v.e[id].governs.valid();
  return seat ? v.e[id].governs : EntityId();
}

void SetAbout(const View& v, WordId word, Event& event) {
  if (!event.about_span.empty()) return;
  event.about_span = v.s.subtree_span(word);
  // "is elected president", which the tree reads as "is president"
  if (v.s.child(word, Deprel::kCop).valid() && event.about_span.contains(event.trigger)) {
    event.about_span.begin = v.span(word).begin;
  }
  event.about = std::string(event.about_span.in(v.d.text));
}

// "Israel's killing of the general": with whom it was done to named by "of", the possessor did it.
bool IsDoer(const View& v, const Filled& f, const Draft& draft) {
  SlotName name = f.slot->slot.name;
  if (!draft.nominal || (name != SlotName::kPoss && name != SlotName::kAmod)) return false;
  return std::any_of(draft.match.filled.begin(), draft.match.filled.end(), [&](const Filled& o) {
    return o.slot->role == Role::kRecipient && o.slot->slot == Slot{SlotName::kPrep, v.k.of};
  });
}

// "Israel's", "his": whose act the noun is, is said.
bool IsOwned(const Draft& draft) {
  return std::any_of(draft.match.filled.begin(), draft.match.filled.end(), [](const Filled& f) {
    return f.slot->role == Role::kActor && f.slot->slot.name == SlotName::kPoss;
  });
}

void FillSlot(const View& v, const Filled& f, Draft& draft) {
  Event& e = draft.event;
  std::string_view from = f.arg.from;
  const bool mutual = v.k.kinds[draft.kind].shape == Shape::kMutual;
  switch (f.slot->role) {
    case Role::kActor: {
      // "his European trip": where he went.
      if (f.slot->slot.name == SlotName::kAmod && IsOwned(draft)) {
        if (v.k.kinds[draft.kind].type == "CONSULT") AddPlace(v, f.arg.word, e.places);
        break;
      }
      bool proxy = !v.IsAgent(f.arg.word);
      AddParticipants(v, f.arg.word, from, proxy || f.slot->owner, e.actors);
      if (mutual) AddPaired(v, f.arg.word, from, e.actors);
      break;
    }
    case Role::kCo:
      AddParticipants(v, f.arg.word, from, f.slot->owner, e.actors);
      if (mutual) AddPaired(v, f.arg.word, from, e.actors);
      break;
    case Role::kRecipient:
      if (v.s.features[f.arg.word.index()].pron_type == PronType::kRcp) break;  // "each other"
      if (IsDoer(v, f, draft)) {
        AddParticipants(v, f.arg.word, from, false, e.actors);
      } else if (EntityId state = SeatOf(v, f.arg.word);
                 state.valid() && !v.k.kinds[draft.kind].placed) {
        AddEntity(v, state, v.MentionOf(f.arg.word), from, e.recipients);
      } else if (IsBarePlace(v, f.arg.word)) {
        AddPlaces(v, f.arg.word, e.places);
      } else {
        AddParticipants(v, f.arg.word, from, f.slot->owner, e.recipients);
      }
      break;
    case Role::kOther:
      AddParticipants(v, f.arg.word, from, f.slot->owner, e.others);
      break;
    case Role::kPlace:
      AddPlaces(v, f.arg.word, e.places);
      break;
    case Role::kDest:
      AddPlaces(v, f.arg.word, e.places);
      if (!IsBarePlace(v, f.arg.word)) {
        AddParticipants(v, f.arg.word, from, false, e.recipients);
      }
      break;
    case Role::kAbout:
      SetAbout(v, f.arg.word, e);
      break;
    case Role::kSource: {
      // "Officials put the toll at 19": it is theirs.
      EntityId who = v.IsAgent(f.arg.word) ? v.EntityOf(f.arg.word) : EntityId();
      if (who.valid()) e.sources.push_back({who, EntityId(), TimexId()});
      break;
    }
    case Role::kMust:
      break;
  }
}

// "called for Israel's withdrawal", "demanded action by the G7": whoever is to do it is asked.
void AddAsked(const View& v, Draft& draft) {
  constexpr std::string_view kRequest = "REQUEST";
  if (v.k.kinds[draft.kind].type != kRequest) return;
  for (const Filled& f : draft.match.filled) {
    if (f.slot->role != Role::kAbout || !v.k.InSet(v.k.doings, v.key(f.arg.word))) continue;
    WordId doer = v.OwnerWord(f.arg.word);
    if (doer.valid()) AddParticipants(v, doer, "is to do it", false, draft.event.recipients);
  }
}

// "met in Tehran, joined by Raisi": he met them, too.
void AddJoined(const View& v, Draft& draft) {
  if (v.k.kinds[draft.kind].shape != Shape::kMutual || draft.event.actors.empty()) return;
  WordId at = draft.match.trigger;
  if (v.deprel(at) == Deprel::kAdvmod && v.head(at).valid()) at = v.head(at);  // "last together"
  for (WordId c : v.s.children_of(at)) {
    bool joins = v.deprel(c) == Deprel::kAdvcl && v.k.InSet(v.k.joinings, v.key(c));
    if (!joins || c < at || !v.IsPassive(c)) continue;
    for (WordId who : v.s.children_of(c)) {
      if (v.IsNominal(who) && v.CaseOf(who) == v.k.by && v.IsAgent(who)) {
        AddParticipants(v, who, "joined", false, draft.event.actors);
      }
    }
  }
}

// Is it marked "along with", "together with"?
bool IsCompanion(const View& v, WordId word) {
  if (!IsOblique(v.deprel(word)) || v.CaseOf(word) != v.k.with || !v.IsAgent(word)) return false;
  for (WordId with : v.s.children_of(word)) {
    bool marks = v.key(with) == v.k.with && with < word && with.index() > 0;
    if (marks && v.k.InSet(v.k.companions, v.key(WordId(with.index() - 1)))) return true;
  }
  return false;
}

// "France, along with Germany, condemned", "was arrested along with an aide": they, too. What
// stands behind an object goes with that: "killed a reporter along with her cameraman".
void AddCompanions(const View& v, Draft& draft) {
  const Match& m = draft.match;
  if (m.row->trigger != TriggerClass::kVerb) return;
  for (const Filled& f : m.filled) {
    bool acts = f.slot->role == Role::kActor || f.slot->role == Role::kCo;
    bool object = f.slot->slot.name == SlotName::kObj && f.slot->role == Role::kRecipient;
    if (!object && (!acts || f.slot->slot.name != SlotName::kSubj)) continue;
    WordId passed = v.s.child(m.trigger, Deprel::kObj);
    for (WordId above : {m.trigger, f.arg.word}) {
      for (WordId c : v.s.children_of(above)) {
        if (!IsCompanion(v, c) || (passed.valid() && object != (c > passed))) continue;
        AddParticipants(v, c, "along with", false,
                        object ? draft.event.recipients : draft.event.actors);
      }
    }
    if (!passed.valid()) return;
  }
}

}  // namespace

bool Holds(const std::vector<Participant>& list, EntityId id) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Participant& p) { return p.entity == id; });
}

// "sentenced to two years in prison", "held in custody", "at sea": a bare noun is a state to be in,
// no place on a map.
bool IsInstitution(const View& v, WordId word) {
  if (v.upos(word) != Upos::kNoun || v.s.features[word.index()].number == Number::kPlur)
    return false;
  auto children = v.s.children_of(word);
  return std::none_of(children.begin(), children.end(), [&](WordId c) {
    return c < word && v.deprel(c) != Deprel::kCase && v.deprel(c) != Deprel::kPunct;
  });
}

void AddPlace(const View& v, WordId word, std::vector<EntityId>& places) {
  EntityId id = v.EntityOf(word);
  if (!id.valid() || !IsPlaceType(v.e[id].type) || IsInstitution(v, word)) return;
  if (std::find(places.begin(), places.end(), id) == places.end()) places.push_back(id);
}

Span PhraseSpan(const View& v, WordId word) {
  MentionId m = v.e.mention_of_word[word.index()];
  return m.valid() ? v.e[m].span : v.span(word);
}

void AddParticipants(const View& v, WordId word, std::string_view from, bool owner,
                     std::vector<Participant>& out) {
  AddOne(v, word, from, owner, out);
  std::vector<Listed> list;
  ListedWith(v, word, list);
  for (const Listed& one : list) {
    AddOne(v, one.word, std::string(from) + ", " + std::string(one.how), owner, out);
  }
  AddOtherStates(v, word, from, out);
}

void FillRoles(const View& v, Draft& draft) {
  Event& e = draft.event;
  const Match& m = draft.match;
  Span hull = v.span(m.trigger);
  if (m.particle.valid()) hull = Join(hull, v.span(m.particle));
  e.trigger = hull;
  for (const Filled& f : m.filled) {
    FillSlot(v, f, draft);
    bool inside = v.s.sentence[f.arg.word.index()] == v.s.sentence[m.trigger.index()];
    if (inside && f.slot->role != Role::kAbout) hull = Join(hull, PhraseSpan(v, f.arg.word));
  }
  if (e.recipients.empty()) AddAsked(v, draft);
  AddJoined(v, draft);
  AddCompanions(v, draft);
  // Who acts is not also acted on: "Putin met himself" comes of a wrong tree.
  std::erase_if(e.recipients, [&](const Participant& p) { return Holds(e.actors, p.entity); });
  e.evidence.push_back(hull);
}

}  // namespace dragoman::events
