// SPDX-License-Identifier: Apache-2.0
// Deep arguments of event nouns and adjectives over a UD tree: modifiers, possessors, support
// verbs, predicates. Entries: View::NounArgs, AdjectiveArgs, SupportOf.
#include <algorithm>

#include "events/view.h"

namespace dragoman::events {
namespace {

constexpr int kMaxSteps = 8;

}  // namespace

WordId View::SupportOf(WordId noun, const Support*& support) const {
  WordId n = noun;
  for (int i = 0; i < kMaxSteps; ++i) {
    WordId h = head(n);
    // "imposed two sets of sanctions", "launched a series of attacks": the measure is carried.
    bool measured = deprel(n) == Deprel::kNmod && k.InSet(k.measures, key(h)) && Core(h) == n;
    if (deprel(n) != Deprel::kConj && !measured) break;
    n = h;
  }
  auto fits = [&](WordId verb, Slot slot) -> bool {
    for (const Support& sv : k.support_of_key[key(verb)]) {
      if (!(sv.slot == slot)) continue;
      if (sv.particle != 0 && !HasParticle(verb, sv.particle)) continue;
      support = &sv;
      return true;
    }
    return false;
  };
  WordId h = head(n);
  if (h.valid() && key(h) != 0) {
    Deprel r = deprel(n);
    if ((r == Deprel::kObj || r == Deprel::kNsubjPass) && fits(h, {SlotName::kObj, 0})) return h;
    if (r == Deprel::kObl && CaseOf(n) != 0 && fits(h, {SlotName::kPrep, CaseOf(n)})) return h;
  }
  for (WordId c : s.children_of(n)) {
    // "the attack carried out by rebels", "talks that Putin held"
    if ((deprel(c) == Deprel::kAcl && IsPassive(c)) || deprel(c) == Deprel::kAclRelcl) {
      if (key(c) != 0 && fits(c, {SlotName::kObj, 0})) return c;
    }
  }
  return {};
}

// "The town was the target of an attack": what is acted on is the subject of "target".
void View::TargetOf(WordId noun, std::vector<Arg>& out) const {
  WordId h = head(noun);
  if (!h.valid() || deprel(noun) != Deprel::kNmod || CaseOf(noun) != k.of) return;
  bool scene = k.InSet(k.scenes, key(h));  // "the Sinai was the scene of attacks"
  if (!scene && !k.InSet(k.undergoers, key(h))) return;
  WordId subject = s.child(h, Deprel::kNsubj);
  std::string_view from;
  if (deprel(h) == Deprel::kXcomp) subject = SurfaceSubject(h, from);  // "became the target"
  if (subject.valid() && subject != h) {
    WordId w = Core(Antecedent(subject));
    if (scene) {
      out.push_back({{SlotName::kPrep, k.in}, w, "scene of"});
      return;
    }
    for (Key p : {k.of, k.on, k.against}) out.push_back({{SlotName::kPrep, p}, w, "target of"});
  }
}

// "ended its support for rebels", where the tree hangs "for rebels" on the verb: the first phrase
// behind the object may be the object's.
void View::AdjacentArgs(WordId noun, std::vector<Arg>& out) const {
  WordId h = head(noun);
  if (!h.valid() || h > noun || !IsVerbal(h)) return;
  if (deprel(noun) != Deprel::kObj && deprel(noun) != Deprel::kObl) return;
  for (WordId c : s.children_of(h)) {
    if (c < noun || deprel(c) != Deprel::kObl) continue;
    WordId mark = s.child(c, Deprel::kCase);
    if (!mark.valid() || mark.value != noun.value + 1 || CaseOf(c) == k.by) continue;
    if (CaseOf(c) != 0) out.push_back({{SlotName::kPrep, CaseOf(c)}, Core(c), "adjacent"});
    return;
  }
}

// What the word above the noun gives it.
void View::ArgsOfHead(WordId noun, std::vector<Arg>& out) const {
  WordId h = head(noun);
  Deprel r = deprel(noun);
  // "were last in the same room": who was.
  bool last = r == Deprel::kObl && h.valid() && k.ordinals.count(key(h)) > 0;
  if (last && s.child(h, Deprel::kCop).valid()) {
    WordId who = s.child(h, Deprel::kNsubj);
    if (who.valid()) out.push_back({{SlotName::kSubj, 0}, Antecedent(who), "nsubj of last"});
  }
  if (r == Deprel::kAppos && h.valid()) out.push_back({{SlotName::kSubj, 0}, h, "appos"});
  bool predicate = r == Deprel::kXcomp || (r == Deprel::kObl && CaseOf(noun) == k.as);
  if (predicate && h.valid() && IsPassive(h)) {
    // "is viewed as a mediator between"; "was wounded in the strikes" says nobody's strike
    std::string_view from;
    WordId subject = SurfaceSubject(h, from);
    if (subject.valid()) out.push_back({{SlotName::kSubj, 0}, subject, "as"});
  }
  bool has_with = false;
  for (const Arg& arg : out) has_with = has_with || arg.slot == Slot{SlotName::kPrep, k.with};
  if (has_with && r == Deprel::kObl && h.valid() && IsVerbal(h)) {
    // "Following calls with Putin, Erdogan proposed": Erdogan made them.
    std::string_view from;
    WordId subject = SurfaceSubject(h, from);
    if (subject.valid() && subject != noun) {
      out.push_back({{SlotName::kPrep, k.by}, subject, "subject of clause"});
    }
  }
  // "told reporters during a visit to Berlin": whoever did made it.
  bool owned = false;
  for (WordId c : s.children_of(noun)) {
    owned = owned || deprel(c) == Deprel::kNmodPoss || CaseOf(c) == k.by || CaseOf(c) == k.of;
  }
  bool stay = r == Deprel::kObl && !owned && k.InSet(k.stays, key(noun)) &&
              k.InSet(k.whiles, CaseOf(noun)) && IsVerbal(h);
  if (stay) {
    std::string_view from;
    WordId subject = SurfaceSubject(h, from);
    if (subject.valid() && Is(Test::kPerson, subject)) {
      out.push_back({{SlotName::kPrep, k.by}, subject, "subject of clause"});
    }
  }
  // "Erdogan, following calls with Putin, proposed", with the calls hung on Erdogan.
  bool beside = r == Deprel::kConj && h.valid() && IsAgent(h) && IsSubject(deprel(h));
  if (!has_with || !beside || s.child(noun, Deprel::kCc).valid()) return;
  for (WordId c : s.children_of(noun)) {
    if (deprel(c) == Deprel::kAmod && c < noun && k.time_links.count(key(c)) > 0) {
      out.push_back({{SlotName::kPrep, k.by}, h, "subject of clause"});
      return;
    }
  }
}

// What the verb that carries the noun gives it, or the one it is the subject of.
void View::ArgsOfCarrier(WordId noun, std::vector<Arg>& out) const {
  WordId h = head(noun);
  Deprel r = deprel(noun);
  WordId carrier;
  const Support* support = nullptr;
  WordId verb = SupportOf(noun, support);
  if (verb.valid()) {
    carrier = verb;
    std::vector<Arg> args;
    VerbArgs(verb, args);
    for (const Arg& arg : args) {
      if (arg.slot.name == SlotName::kSubj && arg.word != noun) {
        if (support->subject == Role::kActor) {
          out.push_back({{SlotName::kPrep, k.by}, arg.word, "support verb"});
        } else if (support->subject == Role::kRecipient) {
          out.push_back({{SlotName::kPrep, k.of}, arg.word, "support verb"});
        }
      }
    }
  } else if (IsSubject(r) && h.valid()) {
    carrier = h;
  }
  if (IsSubject(r) && h.valid()) out.push_back({{SlotName::kSubjOf, 0}, h, "nsubj"});
  // "His first trip was to Chad": what is said of the noun belongs to it.
  if (WordId told = ToldOf(noun); told.valid()) {
    out.push_back({{SlotName::kPrep, CaseOf(told)}, told, "predicate"});
  }
  if (!carrier.valid()) return;
  for (WordId c : s.children_of(carrier)) {
    if (deprel(c) != Deprel::kObl && deprel(c) != Deprel::kOblAgent) continue;
    Key p = CaseOf(c);
    // "the invasion was condemned by France": France is no invader.
    if (p == k.by && !verb.valid()) continue;
    if (p != 0 && c != noun) out.push_back({{SlotName::kPrep, p}, Antecedent(c), "obl"});
  }
}

bool View::IsSuperlative(WordId noun) const {
  auto children = s.children_of(noun);
  return std::any_of(children.begin(), children.end(), [&](WordId c) {
    return deprel(c) == Deprel::kAmod && s.features[c.index()].degree == Degree::kSup;
  });
}

EntityType View::TypeAt(WordId w) const {
  const EntityId id = EntityOf(w);
  return id.valid() ? e[id].type : EntityType::kOther;
}

// "Israeli strikes"; of "the Iran-Iraq war" the first, as if it said "between".
void View::AddNameBefore(WordId modifier, std::vector<Arg>& out) const {
  WordId name = NameOver(modifier);
  if (!name.valid()) return;
  out.push_back({{SlotName::kAmod, 0}, name, "amod"});
  if (PairedWith(name).valid()) out.push_back({{SlotName::kPrep, k.between}, name, "pair"});
}

// "the Russia-Ukraine talks", "the Egypt–Sudan memorandum": either name may be the one that the
// tree hangs on the noun.
MentionId View::PairedWith(WordId name) const {
  const MentionId own = e.mention_of_word[name.index()];
  if (!own.valid()) return {};
  auto joined = [&](const Mention& left, const Mention& right) {
    const size_t dash = left.end.index();
    return right.first.index() == dash + 1 && upos(WordId(dash)) == Upos::kPunct &&
           !s.base.words[dash - 1].space_after && !s.base.words[dash].space_after;
  };
  auto other = [&](size_t at, bool behind) {
    if (at >= e.mentions.size()) return false;
    const Mention& m = e.mentions[at];
    return m.form == MentionForm::kName && m.entity.valid() &&
           (behind ? joined(e[own], m) : joined(m, e[own]));
  };
  const size_t at = own.index();
  if (other(at + 1, true)) return MentionId(at + 1);
  return at > 0 && other(at - 1, false) ? MentionId(at - 1) : MentionId();
}

// "talks in Delhi between China and India", "the bombing in Kabul by rebels", hung on the city.
void View::ArgsBehindPlace(WordId place, std::vector<Arg>& out) const {
  if (!IsPlaceType(TypeAt(place)) || !InName(place)) return;
  for (WordId c : s.children_of(place)) {
    if (c < place || deprel(c) != Deprel::kNmod) continue;
    Key p = CaseOf(c);
    if (p == k.by || p == k.with || p == k.between || p == k.against) {
      out.push_back({{SlotName::kPrep, p}, Core(Antecedent(c)), "nmod of the place"});
    }
  }
}

void View::NounArgs(WordId noun, std::vector<Arg>& out) const {
  for (WordId c : s.children_of(noun)) {
    WordId w = Antecedent(c);
    switch (deprel(c)) {
      case Deprel::kNmodPoss:
        // "China's worst ethnic violence", "Iraq's deadliest bombing": there, of all there were.
        if (IsSuperlative(noun) && IsPlaceType(TypeAt(w))) {
          out.push_back({{SlotName::kPrep, k.in}, w, "of all there"});
        } else {
          out.push_back({{SlotName::kPoss, 0}, w, "poss"});
        }
        break;
      case Deprel::kAmod:
      case Deprel::kCompound:
      case Deprel::kNmodDesc:
      case Deprel::kNmodUnmarked:
      case Deprel::kFlat:
        out.push_back({{SlotName::kMod, 0}, w, "mod"});
        AddNameBefore(w, out);
        // "an al-Shabaab suicide bombing", "India-Pakistan border clashes": hung on the wrong noun.
        for (WordId low : s.children_of(w)) {
          bool modifies = deprel(low) == Deprel::kCompound || deprel(low) == Deprel::kAmod;
          if (modifies && k.InSet(k.event_sorts, key(w))) AddNameBefore(low, out);
        }
        break;
      case Deprel::kNmod:
      case Deprel::kObl:
      case Deprel::kOblAgent:
        if (Key p = CaseOf(c); p != 0) {
          out.push_back({{SlotName::kPrep, p}, Core(w), "nmod"});
          if (k.InSet(k.locatives, p)) ArgsBehindPlace(w, out);
        }
        break;
      case Deprel::kAcl:
      case Deprel::kXcomp:
        if (s.features[c.index()].verb_form == VerbForm::kInf) {
          out.push_back({{SlotName::kXcomp, 0}, w, "acl"});
        } else if (s.child(c, Deprel::kMark).valid() && s.child(c, Deprel::kNsubj).valid()) {
          out.push_back({{SlotName::kCcomp, 0}, w, "acl"});  // "the demand that it lift"
        }
        break;
      case Deprel::kNsubj:
        out.push_back({{SlotName::kSubj, 0}, w, "nsubj"});
        // "was behind the attack"
        if (CaseOf(noun) == k.behind) out.push_back({{SlotName::kPrep, k.by}, w, "behind it"});
        break;
      default:
        break;
    }
  }
  TargetOf(noun, out);
  AdjacentArgs(noun, out);
  ArgsOfHead(noun, out);
  ArgsOfCarrier(noun, out);
}

void View::AdjectiveArgs(WordId adjective, std::vector<Arg>& out) const {
  // "were last together": what "together" says hangs on "last".
  WordId holder = adjective;
  if (deprel(adjective) == Deprel::kAdvmod && head(adjective).valid()) holder = head(adjective);
  std::string_view from;
  WordId subject =
      deprel(adjective) == Deprel::kAmod ? head(adjective) : SurfaceSubject(holder, from);
  if (subject.valid()) out.push_back({{SlotName::kSubj, 0}, subject, "subject of adjective"});
  for (WordId c : s.children_of(holder)) {
    // "were together in Tehran, joined by Raisi": what stands before the participle is not its own.
    if (deprel(c) == Deprel::kAdvcl && c > adjective && IsPassive(c)) {
      for (WordId low : s.children_of(c)) {
        Key p = low > adjective && low < c && IsOblique(deprel(low)) ? CaseOf(low) : 0;
        if (p != 0) out.push_back({{SlotName::kPrep, p}, low, "before the participle"});
      }
    }
    bool clause =
        deprel(c) == Deprel::kXcomp || deprel(c) == Deprel::kAdvcl || deprel(c) == Deprel::kCcomp;
    if (clause && s.features[c.index()].verb_form == VerbForm::kInf) {
      out.push_back({{SlotName::kXcomp, 0}, c, "clause of adjective"});
    }
    if (!IsOblique(deprel(c))) continue;
    if (Key p = CaseOf(c); p != 0) {
      out.push_back({{SlotName::kPrep, p}, Antecedent(c), "obl of adjective"});
    }
  }
}

}  // namespace dragoman::events
