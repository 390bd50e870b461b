// SPDX-License-Identifier: Apache-2.0
// Rows against arguments. Entry: BestMatch, MatchRows (match.h). A row fits when its required slots
// are filled by the right sort of thing and its needs hold; of those that fit, the one that asks
// for most wins ("struck a deal" before "struck").
#include "events/match.h"

#include <algorithm>

namespace dragoman::events {
namespace {

bool AllNegative(const std::vector<Condition>& conditions) {
  return std::all_of(conditions.begin(), conditions.end(),
                     [](const Condition& c) { return c.negated; });
}

bool Lexical(const std::vector<Condition>& conditions) {
  return std::any_of(conditions.begin(), conditions.end(),
                     [](const Condition& c) { return c.test == Test::kSet && !c.negated; });
}

// "the more than 200 injured": a participle with an article or a number is a noun.
bool IsCounted(const View& v, WordId w) {
  return v.s.child(w, Deprel::kDet).valid() || v.s.child(w, Deprel::kNummod).valid();
}

bool RightClass(const View& v, WordId w, TriggerClass trigger) {
  Upos u = v.upos(w);
  switch (trigger) {
    case TriggerClass::kVerb:
      if (u == Upos::kVerb && IsCounted(v, w)) return false;
      return u == Upos::kVerb || (u == Upos::kAux && v.deprel(w) != Deprel::kAux &&
                                  v.deprel(w) != Deprel::kAuxPass && v.deprel(w) != Deprel::kCop);
    case TriggerClass::kNoun: {
      // "Trade Deal" of a headline in capitals comes as a name.
      if (u != Upos::kNoun && u != Upos::kPropn) return false;
      // "riot police", "a coup leader": who they are, and no riot.
      WordId of = v.deprel(w) == Deprel::kCompound ? v.head(w) : WordId();
      // "assault rifle", "bomb shelter": a thing.
      if (of.valid() && v.k.InSet(v.k.contraptions, v.key(of))) return false;
      return !of.valid() || !(v.k.InSet(v.k.forces, v.key(of)) || v.k.InSet(v.k.people, v.key(of)));
    }
    case TriggerClass::kAdjective:
      // "were together in Tehran", "were last together in Tehran"
      return u == Upos::kAdj ||
             (u == Upos::kAdv && (v.s.child(w, Deprel::kCop).valid() ||
                                  (v.deprel(w) == Deprel::kAdvmod && v.head(w).valid() &&
                                   v.s.child(v.head(w), Deprel::kCop).valid())));
  }
  return false;
}

// What denies holds of all there are: "a news conference" is none of "obj.mod:-{news}".
bool HoldsInside(const View& v, const Need& need, WordId word) {
  bool denies = AllNegative(need.conditions);
  bool found = denies;
  for (WordId c : v.s.children_of(word)) {
    Deprel r = v.deprel(c);
    bool here = false;
    if (need.of_slot == SlotName::kMod) {
      here = r == Deprel::kAmod || r == Deprel::kCompound || r == Deprel::kNmodDesc;
    } else if (need.of_slot == SlotName::kAdv) {
      here = r == Deprel::kAux;
    } else {
      here = r == Deprel::kNmod && v.CaseOf(c) == v.k.of;
    }
    if (!here) continue;
    bool passes = v.Passes(need.conditions, c);
    if (denies && !passes) return false;
    found = found || passes;
  }
  return found;
}

enum class Outcome { kHolds, kOpen, kFails };

Outcome Check(const View& v, const Need& need, const std::vector<Arg>& args) {
  bool present = false;
  bool passed = false;
  bool failed = false;
  for (const Arg& a : args) {
    if (!(a.slot == need.slot)) continue;
    // "launched two missiles on Monday" has no "on".
    if (need.absent && v.IsTime(a.word)) continue;
    present = true;
    bool ok = need.inner ? HoldsInside(v, need, a.word) : v.Passes(need.conditions, a.word);
    // "denied ordering the attack": "ordering" is no order; "stopped fighting" is known by its
    // form.
    bool deed = a.slot.name == SlotName::kObj && v.IsVerbal(a.word) && Lexical(need.conditions);
    if (deed && v.FormKey(a.word) == 0) ok = false;
    (ok ? passed : failed) = true;
  }
  if (need.absent) return present ? Outcome::kFails : Outcome::kHolds;
  if (AllNegative(need.conditions)) return failed ? Outcome::kFails : Outcome::kOpen;
  if (passed) return Outcome::kHolds;
  if (present || need.inner) return Outcome::kFails;
  switch (need.slot.name) {
    case SlotName::kMod:
    case SlotName::kAdv:
    case SlotName::kSubj:
    case SlotName::kSubjOf:
      return Outcome::kFails;
    default:
      return Outcome::kOpen;
  }
}

// Needs on objects and prepositions are alternatives when absent ("met X", "met with X"): one of
// them must be there, and what is there must be of the right sort.
bool NeedsHold(const View& v, const Row& row, const std::vector<Arg>& args, int& score) {
  bool any_asked = false;
  bool any_held = false;
  for (const Need& need : row.needs) {
    Outcome o = Check(v, need, args);
    if (o == Outcome::kFails) return false;
    bool movable = !need.absent && !need.inner && !AllNegative(need.conditions) &&
                   need.slot.name != SlotName::kMod && need.slot.name != SlotName::kAdv &&
                   need.slot.name != SlotName::kSubj && need.slot.name != SlotName::kSubjOf;
    any_asked = any_asked || movable;
    if (o == Outcome::kHolds) {
      any_held = any_held || movable;
      score += Lexical(need.conditions) ? 5 : 2;
    }
  }
  return any_held || !any_asked;
}

bool RoleFits(const View& v, const FrameSlot& slot, WordId w) {
  switch (slot.role) {
    case Role::kAbout:
    case Role::kMust:
    case Role::kPlace:
    case Role::kSource:
      return true;
    case Role::kDest:
      return v.IsAgent(w) || v.Passes({{Test::kPlace, false, 0}}, w);
    case Role::kRecipient:
      // "blamed each other": both act, and nobody else is acted on.
      if (v.s.features[w.index()].pron_type == PronType::kRcp) return true;
      return slot.owner || v.IsAgent(w) || v.Passes({{Test::kPlace, false, 0}}, w);
    default:
      // "Israeli missiles struck": whose they are acts.
      return slot.owner || v.IsAgent(w) ||
             (v.k.InSet(v.k.proxies, v.key(w)) && slot.role == Role::kActor);
  }
}

// "The minister's office condemned": whose office it is must be of the right sort.
bool SortFits(const View& v, const FrameSlot& slot, WordId w) {
  if (v.Passes(slot.conditions, w)) return true;
  if (slot.role != Role::kActor || !v.k.InSet(v.k.voices, v.key(w))) return false;
  WordId owner = v.OwnerWord(w);
  return owner.valid() && v.Passes(slot.conditions, owner);
}

// Several required slots of one role are alternatives: "between=co! with=co!" asks for either.
bool Fill(const View& v, const Row& row, const std::vector<Arg>& args, Match& m) {
  uint32_t asked = 0;
  uint32_t met = 0;
  for (const FrameSlot& slot : row.slots) {
    bool found = false;
    for (const Arg& a : args) {
      if (!(a.slot == slot.slot) || a.word == m.trigger) continue;
      // "opened fire on Tuesday on demonstrators"
      if (v.IsTime(a.word) && slot.role != Role::kMust) continue;
      if (!SortFits(v, slot, a.word) || !RoleFits(v, slot, a.word)) continue;
      bool taken = std::any_of(m.filled.begin(), m.filled.end(),
                               [&](const Filled& f) { return f.arg.word == a.word; });
      if (taken) continue;
      m.filled.push_back({&slot, a});
      m.score += slot.required ? 2 : 1;
      found = true;
      break;
    }
    if (slot.required) {
      // The subject and object of a verb are no alternatives to its prepositions.
      bool core = slot.slot.name == SlotName::kSubj || slot.slot.name == SlotName::kObj;
      if (core && !found) return false;
      if (!core) {
        asked |= 1u << static_cast<int>(slot.role);
        if (found) met |= 1u << static_cast<int>(slot.role);
      }
    }
  }
  return (asked & ~met) == 0;
}

// "took over the town", where the tree takes "over" for a preposition: the particle is there, and
// its phrase is the object.
void TakeParticle(const View& v, WordId verb, const Row& row, std::vector<Arg>& args, Match& m) {
  // "handed over two men", where the tree makes it more than two
  WordId next(verb.index() + 1);
  WordId number = next.index() < v.s.size() ? v.head(next) : WordId();
  if (number.valid() && v.key(next) == row.particle && v.deprel(next) == Deprel::kAdvmod &&
      v.deprel(number) == Deprel::kNummod && v.deprel(v.head(number)) == Deprel::kObj &&
      v.head(v.head(number)) == verb && !v.IsTime(v.head(number))) {
    m.particle = next;
    return;
  }
  for (size_t i = 0; i < args.size(); ++i) {
    // "hands over the remains of a hostage": the preposition is on what counts him.
    WordId whole = args[i].word;
    bool counted = v.deprel(whole) == Deprel::kNmod && v.Core(v.head(whole)) == whole;
    if (counted) whole = v.head(whole);
    WordId c = v.s.child(whole, Deprel::kCase);
    if (!c.valid() || v.key(c) != row.particle || c.value != verb.value + 1) continue;
    m.particle = c;
    if (args[i].slot.name != SlotName::kPrep) return;
    bool has_object = std::any_of(args.begin(), args.end(),
                                  [](const Arg& a) { return a.slot.name == SlotName::kObj; });
    if (has_object) return;
    const WordId object = args[i].word;
    args.push_back({{SlotName::kObj, 0}, object, "particle"});
    // "handed over the body of a hostage to the Red Cross", with "to" on what is handed over
    WordId of = v.s.child(object, Deprel::kNmod);
    for (WordId above : {object, of}) {
      if (!above.valid()) continue;
      for (WordId n : v.s.children_of(above)) {
        bool given = v.deprel(n) == Deprel::kNmod && n > object && v.CaseOf(n) == v.k.to;
        if (given) args.push_back({{SlotName::kPrep, v.k.to}, n, "nmod of obj"});
      }
    }
    return;
  }
}

}  // namespace

std::vector<Match> MatchRows(const View& view, WordId word, const std::vector<const Row*>& rows) {
  std::vector<Match> out;
  std::vector<Arg> args;
  int made_for = -1;
  for (const Row* row : rows) {
    if (!RightClass(view, word, row->trigger)) continue;
    if (made_for != static_cast<int>(row->trigger)) {
      args.clear();
      made_for = static_cast<int>(row->trigger);
      if (row->trigger == TriggerClass::kVerb) view.VerbArgs(word, args);
      if (row->trigger == TriggerClass::kNoun) view.NounArgs(word, args);
      if (row->trigger == TriggerClass::kAdjective) view.AdjectiveArgs(word, args);
    }
    Match m;
    m.row = row;
    m.trigger = word;
    if (row->particle != 0 || row->modifier != 0) {
      SlotName where = row->particle != 0 ? SlotName::kAdv : SlotName::kMod;
      Key wanted = row->particle != 0 ? row->particle : row->modifier;
      for (const Arg& a : args) {
        bool there =
            a.slot.name == where || (row->particle != 0 && a.slot.name == SlotName::kXcomp);
        if (there && view.key(a.word) == wanted) m.particle = a.word;
      }
      if (!m.particle.valid() && row->particle != 0) TakeParticle(view, word, *row, args, m);
      if (!m.particle.valid()) continue;
      m.score += 6;
    }
    if (row->trigger == TriggerClass::kVerb && (row->only_active || row->only_passive) &&
        view.IsPassive(word) != row->only_passive) {
      continue;
    }
    // "accused criminals": no more than an adjective, unless somebody is named as doing it.
    if (row->trigger == TriggerClass::kVerb && view.deprel(word) == Deprel::kAmod &&
        !view.MisreadPredicate(word).valid() &&
        std::none_of(args.begin(), args.end(),
                     [](const Arg& a) { return a.slot.name == SlotName::kSubj; })) {
      continue;
    }
    const Deprel stands = view.deprel(word);
    if (row->only_main && (stands == Deprel::kAcl || stands == Deprel::kAclRelcl)) continue;
    if (row->only_plural && view.s.features[word.index()].number != Number::kPlur) continue;
    if (!NeedsHold(view, *row, args, m.score)) continue;
    if (!Fill(view, *row, args, m)) continue;
    out.push_back(std::move(m));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Match& a, const Match& b) { return a.score > b.score; });
  return out;
}

Match MatchInPlace(const View& view, WordId word, const Row& row) {
  std::vector<Arg> args;
  view.NounArgs(word, args);
  Match m;
  m.row = &row;
  m.trigger = word;
  return Fill(view, row, args, m) ? m : Match{};
}

Match BestMatch(const View& view, WordId word) {
  Key key = view.key(word);
  if (key == 0 || view.k.rows_of_key[key].empty()) return {};
  std::vector<const Row*> rows;
  for (uint32_t r : view.k.rows_of_key[key]) rows.push_back(&view.k.rows[r]);
  std::vector<Match> all = MatchRows(view, word, rows);
  return all.empty() ? Match{} : std::move(all.front());
}

}  // namespace dragoman::events
