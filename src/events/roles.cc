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
  bool as_place = mention.valid() && v.e[mention].as_place;
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
    case Role::kMust:
      break;
  }
}

// "Canada, Australia, New Zealand and Norway" with the second as an apposition of the first: two
// names of one sort that are two things.
bool ListedByComma(const View& v, WordId first, WordId second) {
  if (v.deprel(second) != Deprel::kAppos && v.deprel(second) != Deprel::kList) return false;
  if (!IsNamed(v, first) || !IsNamed(v, second)) return false;
  const Entity& a = v.e[v.EntityOf(first)];
  const Entity& b = v.e[v.EntityOf(second)];
  return &a != &b && a.type == b.type && a.type == EntityType::kState;
}

bool HangsBy(const View& v, WordId low, WordId high) {
  for (int i = 0; i < 4 && low.valid(); ++i) {
    if (low == high) return true;
    Deprel r = v.deprel(low);
    if (r != Deprel::kConj && r != Deprel::kAppos && r != Deprel::kFlat && r != Deprel::kNmodDesc &&
        r != Deprel::kList && r != Deprel::kCompound) {
      return false;
    }
    low = v.head(low);
  }
  return false;
}

// "President A, Chancellor B and C", where B hangs on A as a part of A's name: a later name of the
// same sort, behind a comma, is one more member of the list.
void AddListedNames(const View& v, WordId word, std::string_view from,
                    std::vector<Participant>& out) {
  MentionId own = v.e.mention_of_word[word.index()];
  if (!own.valid() || !IsNamed(v, word)) return;
  const Mention& first = v.e[own];
  EntityType type = v.e[first.entity].type;
  if (type != EntityType::kPerson && type != EntityType::kState) return;
  if (first.end.index() >= v.s.size() || v.upos(first.end) != Upos::kPunct) return;
  for (size_t m = own.index() + 1; m < v.e.mentions.size(); ++m) {
    const Mention& next = v.e.mentions[m];
    if (next.first < first.end) continue;
    if (v.s.sentence[next.first.index()] != v.s.sentence[word.index()]) break;
    if (next.form != MentionForm::kName || !next.entity.valid()) continue;
    if (v.e[next.entity].type != type || !HangsBy(v, next.head, word)) continue;
    if (v.s.features[next.head.index()].degree != Degree::kNone) continue;  // "German"
    AddOne(v, next.head, std::string(from) + ", list", false, out);
  }
}

// Where a list goes on from `at`: commas, then perhaps "and". `closing`: "and" was there.
WordId AfterSeparator(const View& v, WordId at, bool& comma, bool& closing) {
  comma = closing = false;
  int32_t i = at.value;
  auto size = static_cast<int32_t>(v.s.size());
  if (i < size && v.upos(WordId(i)) == Upos::kPunct && v.d.text[v.span(WordId(i)).begin] == ',') {
    comma = true;
    ++i;
  }
  if (i < size && v.upos(WordId(i)) == Upos::kCconj) {
    closing = true;
    ++i;
  }
  if (i < size && v.upos(WordId(i)) == Upos::kDet) ++i;
  return comma || closing ? WordId(i) : WordId();
}

MentionId NameStartingAt(const View& v, size_t from, WordId first) {
  for (size_t m = from; m < v.e.mentions.size() && v.e.mentions[m].first <= first; ++m) {
    const Mention& mention = v.e.mentions[m];
    if (mention.first == first && mention.form == MentionForm::kName && mention.entity.valid()) {
      return MentionId(m);
    }
  }
  return {};
}

// "Canada, Australia, New Zealand and Norway" as the page has it, whatever the tree makes of it:
// names of one sort with nothing but commas between them, and "and" before the last.
void AddWrittenList(const View& v, WordId word, std::string_view from,
                    std::vector<Participant>& out) {
  MentionId own = v.e.mention_of_word[word.index()];
  if (!own.valid() || !IsNamed(v, word)) return;
  EntityType type = v.e[v.e[own].entity].type;
  std::vector<MentionId> list;
  bool closed = false;
  bool comma = false;
  MentionId last = own;
  for (size_t i = 0; i < kMaxParticipants && !closed; ++i) {
    WordId next = AfterSeparator(v, v.e[last].end, comma, closed);
    if (!next.valid()) return;
    MentionId m = NameStartingAt(v, last.index() + 1, next);
    if (!m.valid() || v.e[v.e[m].entity].type != type) return;
    WordId head = v.e[m].head;
    bool adjective = v.e[m].end.value == v.e[m].first.value + 1 &&
                     v.s.features[head.index()].degree != Degree::kNone;
    if (adjective) return;  // "German"
    list.push_back(m);
    last = m;
  }
  if (!closed) return;
  // "attacked Iran, and Israel answered", "met Xi and Modi flew home": a clause of its own.
  if (list.size() == 1 && comma) return;
  Deprel r = v.deprel(v.e[last].head);
  bool subject = r == Deprel::kNsubj || r == Deprel::kNsubjPass;
  if (subject && v.head(v.e[last].head) != v.head(word)) return;
  for (MentionId m : list) AddEntity(v, v.e[m].entity, m, std::string(from) + ", list", out);
}

// "Kenya, Somalia agree to reopen border posts": headlines put a comma for "and", and a tree may
// then give the verb two subjects.
void AddTwinSubjects(const View& v, WordId word, std::string_view from,
                     std::vector<Participant>& out) {
  if (v.deprel(word) != Deprel::kNsubj || !v.head(word).valid() || !IsNamed(v, word)) return;
  WordId verb = v.head(word);
  MentionId last = v.e.mention_of_word[word.index()];
  for (WordId c : v.s.children_of(verb)) {
    if (c <= word || c > verb || v.deprel(c) != Deprel::kNsubj || !last.valid()) continue;
    bool closed = false;
    bool comma = false;
    WordId next = AfterSeparator(v, v.e[last].end, comma, closed);
    MentionId twin = v.e.mention_of_word[c.index()];
    if (!next.valid() || !comma || !twin.valid() || v.e[twin].first != next || !IsNamed(v, c)) {
      return;
    }
    AddEntity(v, v.e[twin].entity, twin, std::string(from) + ", comma", out);
    last = twin;
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

// "elected Johnson - former mayor of London, and member of parliament": a bare noun listed with a
// person is what he is.
bool IsOffice(const View& v, WordId person, WordId listed) {
  EntityId id = v.EntityOf(person);
  bool named = IsNamed(v, person) && v.e[id].type == EntityType::kPerson;
  if (!named || v.upos(listed) != Upos::kNoun) return false;
  if (v.s.features[listed.index()].number != Number::kSing) return false;
  return !v.s.child(listed, Deprel::kDet).valid() && !v.s.child(listed, Deprel::kNummod).valid() &&
         !v.s.child(listed, Deprel::kNmodPoss).valid() && v.s.child(listed, Deprel::kNmod).valid();
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
  // A list hangs on its first member, or each member on the one before.
  std::vector<WordId> queue = {word};
  for (size_t i = 0; i < queue.size() && i < kMaxParticipants; ++i) {
    for (WordId c : v.s.children_of(queue[i])) {
      bool listed = v.deprel(c) == Deprel::kConj || ListedByComma(v, queue[i], c);
      if (!listed || !v.IsNominal(c) || IsOffice(v, word, c)) continue;
      AddOne(v, c, std::string(from) + ", conj", owner, out);
      queue.push_back(c);
    }
  }
  AddListedNames(v, word, from, out);
  AddWrittenList(v, word, from, out);
  AddTwinSubjects(v, word, from, out);
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
