// SPDX-License-Identifier: Apache-2.0
// Deep arguments of verbs, event nouns and adjectives over a UD tree: voice, control, coordination,
// participial and relative clauses, support verbs. Entries: View::VerbArgs, NounArgs,
// AdjectiveArgs, SurfaceSubject. Which of them fill a role is match.cc's business.
#include "events/view.h"

namespace dragoman::events {
namespace {

constexpr int kMaxSteps = 8;
constexpr size_t kMaxBelow = 24;  // words looked through for an agent that hangs too low

bool IsSubject(Deprel r) { return r == Deprel::kNsubj || r == Deprel::kNsubjPass; }
bool IsOblique(Deprel r) {
  return r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kOblAgent;
}

}  // namespace

WordId View::SubjectAfterFor(WordId verb) const {
  WordId to = s.child(verb, Deprel::kMark);
  if (!to.valid() || key(to) != k.to || to.index() == 0) return {};
  WordId w(to.index() - 1);
  for (int i = 0; i < kMaxSteps && w.valid(); ++i, w = head(w)) {
    if (w > to) return {};
    if (IsNominal(w) && CaseOf(w) == k.for_) return w;
  }
  return {};
}

// "Officials say the attackers shot and killed the soldiers": what follows a clause of speech
// directly, in a tense that its verb is not in, goes on with the clause, though the tree hangs it
// on "say".
WordId View::Coordinated(WordId verb) const {
  WordId h = head(verb);
  if (!h.valid() || deprel(verb) != Deprel::kConj || !IsVerbal(verb)) return h;
  const Features& own = s.features[verb.index()];
  const Features& above = s.features[h.index()];
  if (above.tense == own.tense || own.tense != Tense::kPast || above.tense != Tense::kPres)
    return h;
  WordId said;
  for (WordId c : s.children_of(h)) {
    if (deprel(c) == Deprel::kCcomp && h < c && c < verb && IsVerbal(c)) said = c;
    if (deprel(c) == Deprel::kPunct && said.valid() && said < c && c < verb) return h;
  }
  return said.valid() ? said : h;
}

WordId View::SurfaceSubject(WordId verb, std::string_view& from) const {
  WordId v = verb;
  from = "nsubj";
  for (int step = 0; step < kMaxSteps && v.valid(); ++step) {
    for (WordId c : s.children_of(v)) {
      if (IsSubject(deprel(c))) return Antecedent(c);
    }
    WordId h = Coordinated(v);
    if (!h.valid()) return {};
    if (WordId who = SubjectAfterFor(v); who.valid()) return who;
    switch (deprel(v)) {
      case Deprel::kConj:
        from = "conj";
        break;
      case Deprel::kXcomp: {
        from = "control";
        WordId object = s.child(h, Deprel::kObj);
        if (!object.valid()) object = s.child(h, Deprel::kIobj);
        if (object.valid() && object != v) return Antecedent(object);
        if (!IsPassive(h)) {
          // "called on Israel to stop"
          for (WordId c : s.children_of(h)) {
            if (deprel(c) == Deprel::kObl && CaseOf(c) == k.on && c < v && IsAgent(c)) return c;
          }
        }
        break;
      }
      case Deprel::kAcl: {
        from = "acl";
        // "Teams were in the region helping villagers": what is hung on a predicate is its
        // subject's.
        if (s.child(h, Deprel::kCop).valid()) {
          WordId subject = s.child(h, Deprel::kNsubj);
          if (subject.valid() && IsAgent(Antecedent(subject))) return Antecedent(subject);
        }
        if (s.features[v.index()].verb_form != VerbForm::kInf || IsAgent(h)) return h;
        // "the plan of Iran to attack": Iran; "has a plan to attack": whoever has it.
        WordId owner = OwnerWord(h);
        if (owner.valid()) return owner;
        break;
      }
      case Deprel::kAclRelcl:
        from = "relcl";
        return h;
      case Deprel::kAdvcl: {
        // "accuses Iran of developing", "barred him from leaving": the object's doing.
        from = "control";
        WordId mark = s.child(v, Deprel::kMark);
        WordId object = s.child(h, Deprel::kObj);
        if (mark.valid() && object.valid() && object < v && IsVerbal(h) &&
            k.InSet(k.object_control, key(mark))) {
          return Antecedent(object);
        }
        from = "advcl";
        break;
      }
      case Deprel::kCcomp:
      case Deprel::kAdvclRelcl:
      case Deprel::kObl:  // "after visiting", parsed as a noun
        from = "advcl";
        break;
      case Deprel::kObj:
      case Deprel::kNmod:
        if (IsVerbal(verb) || step > 0) {
          from = "control";
          break;
        }
        return {};
      default:
        return {};
    }
    v = h;
  }
  return {};
}

void View::ArgsOfChildren(WordId verb, bool passive, std::vector<Arg>& out) const {
  WordId object;
  bool particle = s.child(verb, Deprel::kCompoundPrt).valid();
  for (WordId c : s.children_of(verb)) {
    WordId w = Antecedent(c);
    switch (deprel(c)) {
      case Deprel::kObj:
        object = Core(w);
        out.push_back({{SlotName::kObj, 0}, object, "obj"});
        break;
      case Deprel::kIobj:
        out.push_back({{SlotName::kIobj, 0}, w, "iobj"});
        // "urged Russia to withdraw": the only object there is.
        if (!s.child(verb, Deprel::kObj).valid()) {
          out.push_back({{SlotName::kObj, 0}, Core(w), "iobj"});
        }
        break;
      case Deprel::kXcomp:
        out.push_back({{SlotName::kXcomp, 0}, w, "xcomp"});
        if (upos(c) == Upos::kPropn && !s.child(verb, Deprel::kObj).valid() && !passive) {
          // "Chile elected Boric", the name taken for a predicate
          out.push_back({{SlotName::kObj, 0}, w, "xcomp"});
        }
        break;
      case Deprel::kCcomp:
        out.push_back({{SlotName::kCcomp, 0}, w, "ccomp"});
        for (WordId inner : s.children_of(c)) {
          if (IsSubject(deprel(inner))) {
            out.push_back({{SlotName::kCcompSubj, 0}, Core(Antecedent(inner)), "ccomp subject"});
          }
        }
        break;
      case Deprel::kCompound:
        // "carried out", with the particle as a compound
        if (upos(c) == Upos::kAdp || upos(c) == Upos::kAdv) {
          out.push_back({{SlotName::kAdv, 0}, w, "particle"});
        } else if (deprel(verb) == Deprel::kAmod && passive) {
          // "a Turkey-brokered deal"
          out.push_back({{SlotName::kSubj, 0}, w, "compound"});
        }
        break;
      case Deprel::kAdvmod:
      case Deprel::kCompoundPrt:
        out.push_back({{SlotName::kAdv, 0}, w, "advmod"});
        break;
      case Deprel::kAdvcl: {
        // "accused Russia of shelling the town"
        WordId mark = s.child(c, Deprel::kMark);
        if (mark.valid() && key(mark) != 0 && s.features[c.index()].verb_form != VerbForm::kInf) {
          out.push_back({{SlotName::kPrep, key(mark)}, w, "advcl"});
        }
        if (s.features[c.index()].verb_form == VerbForm::kInf && c > verb &&
            !s.child(verb, Deprel::kXcomp).valid()) {
          // "called on Turkey to stop": what is asked, hung on as a purpose.
          out.push_back({{SlotName::kXcomp, 0}, w, "advcl"});
        }
        break;
      }
      case Deprel::kObl:
      case Deprel::kNmod:
      case Deprel::kOblAgent: {
        Key p = CaseOf(c);
        if (passive && (deprel(c) == Deprel::kOblAgent || p == k.by)) {
          out.push_back({{SlotName::kSubj, 0}, w, "by"});
        } else if (p != 0) {
          out.push_back({{SlotName::kPrep, p}, Core(w), "obl"});
        } else if (c > verb && !passive && (particle || IsAgent(w)) &&
                   !s.child(verb, Deprel::kObj).valid()) {
          // "killed at least six people", "called off a meeting": a bare oblique of people or after
          // a particle is what the tree makes of it.
          out.push_back({{SlotName::kObj, 0}, Core(w), "bare obl"});
        }
        break;
      }
      default:
        break;
    }
  }
  if (!object.valid() || IsAgent(object)) return;
  // "signed an agreement with China": with China hangs on the agreement.
  for (WordId c : s.children_of(object)) {
    if (!IsOblique(deprel(c))) continue;
    if (Key p = CaseOf(c); p != 0) {
      out.push_back({{SlotName::kPrep, p}, Antecedent(c), "nmod of obj"});
    }
  }
}

// What the clause takes from the clauses around it.
void View::ArgsOfClause(WordId verb, bool passive, std::vector<Arg>& out) const {
  std::string_view from;
  WordId subject = SurfaceSubject(verb, from);
  if (subject.valid()) {
    bool has_object = s.child(verb, Deprel::kObj).valid();
    SlotName name = !passive      ? SlotName::kSubj
                    : !has_object ? SlotName::kObj
                                  : SlotName::kIobj;  // "was granted asylum"
    out.push_back({{name, 0}, Core(subject), from});
  } else if (deprel(verb) == Deprel::kAmod && passive && head(verb).valid()) {
    // "a Turkey-brokered deal": the deal is what was brokered.
    out.push_back({{SlotName::kObj, 0}, head(verb), "amod"});
  }
  WordId h = head(verb);
  if (!h.valid()) return;
  if (deprel(verb) == Deprel::kConj && IsVerbal(h) && !passive &&
      !s.child(verb, Deprel::kObj).valid()) {
    // "shelled and bombed the town"
    WordId object = s.child(h, Deprel::kObj);
    if (object.valid() && object > verb) out.push_back({{SlotName::kObj, 0}, object, "conj"});
  }
  if (deprel(verb) == Deprel::kAclRelcl && !s.child(verb, Deprel::kObj).valid() && !passive &&
      subject.valid() && subject != h) {
    // "the man they killed": no pronoun, so the noun is the object.
    bool relative = false;
    for (WordId c : s.children_of(verb)) relative = relative || Antecedent(c) != c;
    if (!relative) out.push_back({{SlotName::kObj, 0}, h, "relcl"});
  }
}

void View::VerbArgs(WordId verb, std::vector<Arg>& out) const {
  if (WordId subject = MisreadSubject(verb); subject.valid()) {
    WordId object = head(verb);
    out.push_back({{SlotName::kSubj, 0}, subject, "misread clause"});
    out.push_back({{SlotName::kObj, 0}, object, "misread clause"});
    for (WordId from : {verb, object}) {
      for (WordId c : s.children_of(from)) {
        Key p = IsOblique(deprel(c)) ? CaseOf(c) : 0;
        if (p != 0) out.push_back({{SlotName::kPrep, p}, Core(c), "misread clause"});
      }
    }
    return;
  }
  bool passive = IsPassive(verb);
  ArgsOfChildren(verb, passive, out);
  ArgsOfClause(verb, passive, out);
  if (!passive) return;
  for (const Arg& arg : out) {
    if (arg.slot.name == SlotName::kSubj) return;
  }
  // "was appointed Minister of State by the prince": the agent hangs too low.
  std::vector<WordId> queue = {verb};
  for (size_t i = 0; i < queue.size() && i < kMaxBelow; ++i) {
    for (WordId c : s.children_of(queue[i])) {
      Deprel r = deprel(c);
      if (i > 0 && IsOblique(r) && CaseOf(c) == k.by && c > verb && IsAgent(c)) {
        out.push_back({{SlotName::kSubj, 0}, Core(c), "by, lower"});
        return;
      }
      if (r == Deprel::kObj || r == Deprel::kXcomp || IsOblique(r)) queue.push_back(c);
    }
  }
}

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
      if (sv.particle != 0) {
        bool found = false;
        for (WordId c : s.children_of(verb)) {
          found = found || ((deprel(c) == Deprel::kCompoundPrt || deprel(c) == Deprel::kAdvmod) &&
                            key(c) == sv.particle);
        }
        if (!found) continue;
      }
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

void View::NounArgs(WordId noun, std::vector<Arg>& out) const {
  for (WordId c : s.children_of(noun)) {
    WordId w = Antecedent(c);
    switch (deprel(c)) {
      case Deprel::kNmodPoss:
        out.push_back({{SlotName::kPoss, 0}, w, "poss"});
        break;
      case Deprel::kAmod:
      case Deprel::kCompound:
      case Deprel::kNmodDesc:
      case Deprel::kNmodUnmarked:
      case Deprel::kFlat:
        out.push_back({{SlotName::kMod, 0}, w, "mod"});
        if (EntityOf(w).valid()) out.push_back({{SlotName::kAmod, 0}, w, "amod"});
        break;
      case Deprel::kNmod:
      case Deprel::kObl:
      case Deprel::kOblAgent:
        if (Key p = CaseOf(c); p != 0) out.push_back({{SlotName::kPrep, p}, Core(w), "nmod"});
        break;
      case Deprel::kAcl:
      case Deprel::kXcomp:
        if (s.features[c.index()].verb_form == VerbForm::kInf) {
          out.push_back({{SlotName::kXcomp, 0}, w, "acl"});
        }
        break;
      case Deprel::kNsubj:
        out.push_back({{SlotName::kSubj, 0}, w, "nsubj"});
        break;
      default:
        break;
    }
  }
  WordId h = head(noun);
  Deprel r = deprel(noun);
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
  if (!carrier.valid()) return;
  for (WordId c : s.children_of(carrier)) {
    if (deprel(c) != Deprel::kObl && deprel(c) != Deprel::kOblAgent) continue;
    Key p = CaseOf(c);
    // "the invasion was condemned by France": France is no invader.
    if (p == k.by && !verb.valid()) continue;
    if (p != 0 && c != noun) out.push_back({{SlotName::kPrep, p}, Antecedent(c), "obl"});
  }
}

void View::AdjectiveArgs(WordId adjective, std::vector<Arg>& out) const {
  std::string_view from;
  WordId subject =
      deprel(adjective) == Deprel::kAmod ? head(adjective) : SurfaceSubject(adjective, from);
  if (subject.valid()) out.push_back({{SlotName::kSubj, 0}, subject, "subject of adjective"});
  for (WordId c : s.children_of(adjective)) {
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
