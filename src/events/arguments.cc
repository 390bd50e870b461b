// SPDX-License-Identifier: Apache-2.0
// Deep arguments of verbs over a UD tree: voice, control, coordination,
// participial and relative clauses. Entries: View::VerbArgs, SurfaceSubject. Those of nouns and
// adjectives are in noun_args.cc. Which of them fill a role is match.cc's business.
#include <algorithm>

#include "events/view.h"

namespace dragoman::events {
namespace {

constexpr int kMaxSteps = 8;
constexpr int kMaxObjectDepth = 4;
constexpr size_t kMaxBelow = 24;  // words looked through for an agent that hangs too low

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

// Is what the verb tells speech that answers others: "accused", "urged"?
bool View::Answers(WordId verb) const {
  for (uint32_t r : k.rows_of_key[key(verb)]) {
    const std::string& type = k.kinds[k.rows[r].kind].type;
    if (k.rows[r].trigger != TriggerClass::kVerb) continue;
    if (type == "ACCUSE" || type == "REQUEST" || type == "THREATEN") return true;
  }
  return false;
}

// "Officials say the attackers shot and killed the soldiers": what follows a clause of speech
// directly, in a tense that its verb is not in, goes on with the clause, though the tree hangs it
// on "say".
WordId View::Coordinated(WordId verb) const {
  WordId h = head(verb);
  if (!h.valid() || deprel(verb) != Deprel::kConj || !IsVerbal(verb)) return h;
  const Features& own = s.features[verb.index()];
  const Features& above = s.features[h.index()];
  bool later = own.tense == Tense::kPast && above.tense == Tense::kPres;
  // "said Serbia was ready but would never recognise it"
  WordId aux = s.child(verb, Deprel::kAux);
  bool would = aux.valid() && key(aux) == k.would && above.tense == Tense::kPast &&
               k.statement_of_cue.count(key(h)) > 0;
  later = later || would;
  // "North Korea says the woman died, and accused Japan": a comma ends what is said.
  WordId cc = s.child(verb, Deprel::kCc);
  WordId speaks = deprel(h) == Deprel::kCcomp ? head(h) : WordId();
  const bool says = speaks.valid() && k.statement_of_cue.count(key(speaks)) > 0;
  bool ended = cc.valid() && cc.index() > 0 && upos(WordId(cc.index() - 1)) == Upos::kPunct;
  // "said the city is calm and urged residents to return": how things stand, then what was done.
  WordId cop = s.child(h, Deprel::kCop);
  if (cop.valid() && s.features[cop.index()].tense == Tense::kPres && own.tense == Tense::kPast &&
      !HasAux(verb) && says) {
    return speaks;
  }
  // Not "says Iran has never resorted to, nor threatened force", "argue that he failed, and
  // pushed".
  ended = ended && !s.child(h, Deprel::kMark).valid() && (HasAux(verb) || !HasAux(h));
  // "said patients must be protected and called for a truce": what is told in the past does not go
  // on with what must be.
  WordId must = s.child(h, Deprel::kAux);
  bool told = must.valid() && own.verb_form == VerbForm::kFin && own.tense == Tense::kPast &&
              !HasAux(verb) && !k.status_of_key[key(must)].empty() &&
              s.features[must.index()].verb_form == VerbForm::kFin;
  // "said the army had no men there and accused Peru": how things stand cannot accuse.
  const bool has = k.InSet(k.havings, key(h)) && !HasAux(h) && own.tense == Tense::kPast &&
                   own.verb_form == VerbForm::kFin && !HasAux(verb);
  if (says && Answers(verb) && (told || has || (ended && !Answers(h)))) return speaks;
  WordId said;
  for (WordId c : s.children_of(h)) {
    bool clause = deprel(c) == Deprel::kCcomp ||
                  (deprel(c) == Deprel::kXcomp && s.child(c, Deprel::kNsubj).valid());
    if (clause && h < c && c < verb && (IsVerbal(c) || would)) said = c;
    if (deprel(c) == Deprel::kPunct && said.valid() && said < c && c < verb) later = false;
  }
  // "said he was arrested, and is being held": both passive, and nobody "is held" of his own
  // saying.
  bool passive = said.valid() && IsPassive(said) && IsPassive(verb) && !IsPassive(h);
  return said.valid() && (later || passive || OnlyReports(verb, h)) ? said : h;
}

// "The agency Fars reported Iran issued warrants and demanded arrests": a paper only reports.
bool View::OnlyReports(WordId verb, WordId report) const {
  const std::string_view kMedia = "MED";  // PLOVER
  const auto reports = [&](WordId w) { return k.statement_of_cue.count(key(w)) > 0; };
  if (!reports(report) || reports(verb)) return false;
  WordId who = s.child(report, Deprel::kNsubj);
  const Entity* entity = who.valid() ? EntityAt(who) : nullptr;
  return entity != nullptr && entity->sector == kMedia;
}

// The subject that the clause of `v` takes from what stands above it; `go_on` where the subject of
// the clause above is the one.
WordId View::SubjectAbove(WordId v, bool verbal, std::string_view& from, bool& go_on) const {
  go_on = true;
  WordId h = head(v);
  WordId found;
  switch (deprel(v)) {
    case Deprel::kConj:
      from = "conj";
      break;
    case Deprel::kXcomp:
      from = "control";
      found = ObjectControl(v, h);
      break;
    case Deprel::kAcl:
      from = "acl";
      found = SubjectOfModifier(v, h);
      break;
    case Deprel::kAclRelcl:
      from = "relcl";
      found = NamedBy(h);
      break;
    case Deprel::kAdvcl: {
      // "accuses Iran of developing", "barred him from leaving": the object's doing.
      WordId object = s.child(h, Deprel::kObj);
      WordId mark = s.child(v, Deprel::kMark);
      bool controlled = mark.valid() && object.valid() && object < v && IsVerbal(h) &&
                        k.InSet(k.object_control, key(mark));
      from = controlled ? "control" : "advcl";
      if (controlled) found = Antecedent(object);
      break;
    }
    case Deprel::kCcomp:
    case Deprel::kAdvclRelcl:
    case Deprel::kObl:  // "after visiting", parsed as a noun
      from = "advcl";
      break;
    case Deprel::kObj:
    case Deprel::kNmod:
      from = "control";
      go_on = verbal;
      break;
    default:
      go_on = false;
      break;
  }
  if (found.valid()) go_on = false;
  return found;
}

WordId View::ObjectControl(WordId v, WordId h) const {
  WordId object = s.child(h, Deprel::kObj);
  if (!object.valid()) object = s.child(h, Deprel::kIobj);
  if (object.valid() && object != v) return Antecedent(object);
  if (IsPassive(h)) return {};
  // "called on Israel to stop"
  for (WordId c : s.children_of(h)) {
    if (deprel(c) == Deprel::kObl && CaseOf(c) == k.on && c < v && IsAgent(c)) return c;
  }
  return {};
}

// Of a participle or infinitive that modifies a noun.
WordId View::SubjectOfModifier(WordId v, WordId noun) const {
  bool infinitive = s.features[v.index()].verb_form == VerbForm::kInf;
  // "His first trip was to Chad to meet the king": he met him.
  WordId told = s.child(noun, Deprel::kCop).valid() ? s.child(noun, Deprel::kNsubj) : WordId();
  for (WordId c : s.children_of(noun)) {
    if (!told.valid() && deprel(c) == Deprel::kAdvmod && ToldOf(c) == noun) told = c;
  }
  if (infinitive && told.valid() && CaseOf(noun) != 0) {
    if (WordId traveller = OwnerWord(told); traveller.valid()) return traveller;
  }
  // "Teams were in the region helping villagers": what is hung on a predicate is its subject's.
  if (told.valid() && IsAgent(Antecedent(told))) return Antecedent(told);
  // "has no power to deploy police": the power is not who would.
  const bool ability = infinitive && k.InSet(k.abilities, key(noun));
  if (IsAgent(noun) && !ability) return noun;
  // "gives the police the power to arrest": the police.
  WordId given = ability && head(noun).valid() ? s.child(head(noun), Deprel::kIobj) : WordId();
  if (given.valid()) return Antecedent(given);
  // "arrested two men on charges of aiding the group": the men aided it.
  if (WordId verb = head(noun); verb.valid() && k.InSet(k.charges, key(noun))) {
    WordId accused = s.child(verb, Deprel::kObj);
    if (!accused.valid()) accused = s.child(verb, Deprel::kNsubjPass);
    if (accused.valid() && accused != noun) return Antecedent(accused);
  }
  // "the plan of Iran to attack": Iran; "has a plan to attack": whoever has it.
  // "a policy of seizing land": whose policy it is.
  if (infinitive || s.child(v, Deprel::kMark).valid()) {
    WordId owner = OwnerWord(noun);
    // "instituted a policy of seizing land": whoever did.
    WordId verb = deprel(noun) == Deprel::kObj ? head(noun) : WordId();
    bool undertakes = verb.valid() && !infinitive && k.InSet(k.undertakings, key(verb));
    WordId who = undertakes && !owner.valid() ? s.child(verb, Deprel::kNsubj) : WordId();
    return who.valid() ? Antecedent(who) : owner;
  }
  // "signed an order directing the army to leave": whoever signed it directs.
  if (deprel(noun) == Deprel::kObj && k.InSet(k.writings, key(noun))) {
    WordId writer = head(noun).valid() ? s.child(head(noun), Deprel::kNsubj) : WordId();
    if (writer.valid()) return Antecedent(writer);
  }
  // "Iran's effort building a base": Iran builds; "a ship carrying arms": the ship does.
  WordId whose = s.child(noun, Deprel::kNmodPoss);
  const Features& f = s.features[v.index()];
  bool gerund = f.tense == Tense::kPres || f.verb_form == VerbForm::kGer;
  return gerund && whose.valid() && IsAgent(whose) ? Antecedent(whose) : noun;
}

// "Putin's last time leaving Russia was to Beijing to meet Xi": whose time it was met him.
WordId View::TravellerOf(WordId told) const {
  if (IsAgent(Antecedent(told)) || !ToldOf(told).valid()) return {};
  if (WordId owner = OwnerWord(told); owner.valid()) return Antecedent(owner);
  for (WordId c : s.children_of(told)) {
    if (deprel(c) != Deprel::kAclRelcl) continue;
    WordId who = s.child(c, Deprel::kNsubj);
    if (who.valid() && IsAgent(Antecedent(who))) return Antecedent(who);
  }
  return {};
}

// "The paper reported Adil Abdul-Mahdi, the caretaker premier, [recommended] it": the subject of
// the clause, taken for the object of the verb of speech.
WordId View::ObjectTakenFor(WordId v, WordId h) const {
  // "says Payenda Mohammed, who led the rebels, was [killed]" has its auxiliary, too.
  bool finite = s.features[v.index()].verb_form == VerbForm::kFin || HasAux(v);
  bool clause = deprel(v) == Deprel::kCcomp && finite;
  if (!clause || s.child(v, Deprel::kMark).valid() || k.statement_of_cue.count(key(h)) == 0)
    return {};
  WordId object = s.child(h, Deprel::kObj);
  return object.valid() && h < object && object < v && InName(object) && IsAgent(object) ? object
                                                                                         : WordId();
}

// "Moscow backed Vucic; Peskov [accused] the West", with Vucic as a subject, too: his clause has
// ended, and the verb has another subject behind the semicolon.
bool View::EndsBefore(WordId subject, WordId verb) const {
  bool ended = false;
  for (WordId w = subject; w < verb; w = WordId(w.index() + 1)) {
    if (upos(w) == Upos::kPunct && s.base.form(w, d) == ";") ended = true;
    if (ended && IsSubject(deprel(w)) && head(w) == verb) return true;
  }
  return false;
}

WordId View::SurfaceSubject(WordId verb, std::string_view& from) const {
  WordId v = verb;
  from = "nsubj";
  for (int step = 0; step < kMaxSteps && v.valid(); ++step) {
    WordId first;
    for (WordId c : s.children_of(v)) {
      if (!IsSubject(deprel(c))) continue;
      // "three months after Russia invaded", with the months as a subject
      if (IsTime(c) && !first.valid()) {
        first = c;
        continue;
      }
      if (EndsBefore(c, v)) continue;
      WordId who = step > 0 && !IsVerbal(v) ? TravellerOf(c) : WordId();
      return who.valid() ? who : Antecedent(c);
    }
    if (first.valid()) return Antecedent(first);
    WordId h = Coordinated(v);
    if (!h.valid()) return {};
    // "Croatia and visiting Iran played": a participle of the second noun.
    if (deprel(v) == Deprel::kAdvcl && s.child(v, Deprel::kCc).valid()) return {};
    if (WordId who = ObjectTakenFor(v, h); who.valid()) return who;
    if (WordId who = SubjectAfterFor(v); who.valid()) return who;
    bool go_on = false;
    WordId found = SubjectAbove(v, IsVerbal(verb) || step > 0, from, go_on);
    if (!go_on) return found;
    v = h;
  }
  return {};
}

// "someone like X, who ...": X.
WordId View::NamedBy(WordId w) const {
  if (upos(w) != Upos::kPron) return w;
  for (WordId c : s.children_of(w)) {
    if (deprel(c) == Deprel::kNmod && k.InSet(k.exemplars, CaseOf(c)) && EntityOf(c).valid()) {
      return c;
    }
  }
  return w;
}

// "signed an agreement with China", "billions worth of credit to Turkey": what hangs on the object
// or on what it is a part of.
void View::ArgsOfObject(WordId object, std::vector<Arg>& out) const {
  WordId next = object;
  for (int depth = 0; depth < kMaxObjectDepth && next.valid(); ++depth) {
    WordId noun = next;
    next = {};
    for (WordId c : s.children_of(noun)) {
      if (!IsOblique(deprel(c))) continue;
      Key p = CaseOf(c);
      bool amount = depth > 0 || k.IsPartitive(key(noun)) || k.numbers.count(key(noun)) > 0;
      if ((p == 0 || p == k.of) && amount && c > noun) next = c;
      if (p != 0) out.push_back({{SlotName::kPrep, p}, Antecedent(c), "nmod of obj"});
    }
  }
}

// A clause below the verb: what is said, asked or alleged.
void View::ArgsOfContent(WordId verb, WordId c, std::vector<Arg>& out) const {
  WordId w = Antecedent(c);
  if (deprel(c) == Deprel::kCcomp) {
    out.push_back({{SlotName::kCcomp, 0}, w, "ccomp"});
    for (WordId inner : s.children_of(c)) {
      if (IsSubject(deprel(inner))) {
        out.push_back({{SlotName::kCcompSubj, 0}, Core(Antecedent(inner)), "ccomp subject"});
      }
    }
    return;
  }
  bool infinitive = s.features[c.index()].verb_form == VerbForm::kInf;
  WordId mark = s.child(c, Deprel::kMark);
  if (mark.valid() && key(mark) != 0 && !infinitive) {
    // "accused Russia of shelling the town"
    out.push_back({{SlotName::kPrep, key(mark)}, w, "advcl"});
  }
  // "denies targeting civilians"
  bool gerund = !mark.valid() && c.value == verb.value + 1 && IsVerbal(c);
  if ((infinitive || gerund) && c > verb && !s.child(verb, Deprel::kXcomp).valid()) {
    // "called on Turkey to stop": what is asked, hung on as a purpose.
    out.push_back({{SlotName::kXcomp, 0}, w, "advcl"});
  }
}

void View::ArgOfOblique(WordId verb, WordId c, bool passive, std::vector<Arg>& out) const {
  WordId w = Antecedent(c);
  Key p = CaseOf(c);
  bool particle = s.child(verb, Deprel::kCompoundPrt).valid();
  if (passive && (deprel(c) == Deprel::kOblAgent || p == k.by)) {
    out.push_back({{SlotName::kSubj, 0}, w, "by"});
  } else if (p != 0) {
    out.push_back({{SlotName::kPrep, p}, Core(w), "obl"});
    // "spoke by telephone with elders", with the elders hung on the telephone
    for (WordId n : s.children_of(c)) {
      bool party = p == k.by && deprel(n) == Deprel::kNmod && CaseOf(n) == k.with && IsAgent(n);
      if (party) out.push_back({{SlotName::kPrep, k.with}, n, "nmod of obl"});
    }
  } else if (c > verb && !passive && (particle || IsAgent(w)) &&
             !s.child(verb, Deprel::kObj).valid()) {
    // "killed at least six people", "called off a meeting": a bare oblique of people or after a
    // particle is what the tree makes of it.
    out.push_back({{SlotName::kObj, 0}, Core(w), "bare obl"});
  }
}

// "offered [Poland] 20 tanks", the name taken for a part of the phrase: none stands before its
// number or article.
WordId View::GivenTo(WordId object) const {
  WordId name;
  for (WordId c : s.children_of(object)) {
    if (c > object) break;
    if (deprel(c) == Deprel::kCompound && InName(c)) name = c;
    bool opens = deprel(c) == Deprel::kNummod || deprel(c) == Deprel::kDet;
    if (opens && name.valid() && name < c && IsAgent(name)) return name;
  }
  return {};
}

// A thing: not "labelled him an aggressor".
bool View::ObjectAfter(WordId verb, WordId object) const {
  const auto children = s.children_of(verb);
  return std::any_of(children.begin(), children.end(), [&](WordId c) {
    return c > object && deprel(c) == Deprel::kObj && !IsAgent(c) && upos(c) == Upos::kNoun;
  });
}

void View::ArgsOfChildren(WordId verb, bool passive, std::vector<Arg>& out) const {
  WordId object;
  for (WordId c : s.children_of(verb)) {
    WordId w = Antecedent(c);
    switch (deprel(c)) {
      case Deprel::kObj:
        // "handed the banker a prison term", both taken for objects
        if (c > verb && IsAgent(w) && ObjectAfter(verb, c)) {
          out.push_back({{SlotName::kIobj, 0}, w, "obj before another"});
          break;
        }
        object = Core(w);
        ArgOfDirectObject(c, w, out);
        break;
      case Deprel::kIobj:
        out.push_back({{SlotName::kIobj, 0}, w, "iobj"});
        // "lent Argentina dollars" as "lent dollars to Argentina"
        out.push_back({{SlotName::kPrep, k.to}, Core(w), "iobj"});
        // "urged Russia to withdraw": the only object there is.
        if (!s.child(verb, Deprel::kObj).valid()) {
          out.push_back({{SlotName::kObj, 0}, Core(w), "iobj"});
        }
        break;
      case Deprel::kXcomp:
        out.push_back({{SlotName::kXcomp, 0}, w, "xcomp"});
        if ((upos(c) == Upos::kPropn ||
             (upos(c) == Upos::kNoun && s.child(c, Deprel::kNmodPoss).valid())) &&
            !s.child(verb, Deprel::kObj).valid() && !passive) {
          // "Chile elected Boric", "approved Sweden's bid", taken for a predicate
          out.push_back({{SlotName::kObj, 0}, w, "xcomp"});
        }
        break;
      case Deprel::kAdvcl:
        // "to meet with Chinese President Xi Jinping", the name taken for a clause
        if (upos(c) == Upos::kPropn && CaseOf(c) != 0) {
          WordId name = NameOver(c).valid() ? NameOver(c) : c;
          out.push_back({{SlotName::kPrep, CaseOf(c)}, name, "obl"});
          break;
        }
        [[fallthrough]];
      case Deprel::kCcomp:
        ArgsOfContent(verb, c, out);
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
      case Deprel::kObl:
      case Deprel::kNmod:
      case Deprel::kOblAgent:
        ArgOfOblique(verb, c, passive, out);
        break;
      default:
        break;
    }
  }
  if (object.valid()) ArgsBehindObject(object, out);
}

void View::ArgOfDirectObject(WordId c, WordId w, std::vector<Arg>& out) const {
  out.push_back({{SlotName::kObj, 0}, Core(w), "obj"});
  // "cooperation on climate, which China suspended": not the climate
  if (w != c && deprel(w) == Deprel::kNmod && c.index() > 0 &&
      upos(WordId(c.index() - 1)) == Upos::kPunct) {
    out.push_back({{SlotName::kObj, 0}, head(w), "obj, above"});
  }
  if (WordId given = GivenTo(c); given.valid()) {
    out.push_back({{SlotName::kIobj, 0}, given, "name before a number"});
    out.push_back({{SlotName::kPrep, k.to}, given, "name before a number"});
  }
}

// What the tree hangs on the object.
void View::ArgsBehindObject(WordId object, std::vector<Arg>& out) const {
  // "accused both sides of killing civilians", hung on the sides
  for (WordId c : s.children_of(object)) {
    WordId mark = deprel(c) == Deprel::kAcl ? s.child(c, Deprel::kMark) : WordId();
    if (mark.valid() && key(mark) == k.of)
      out.push_back({{SlotName::kPrep, k.of}, c, "acl of obj"});
  }
  if (!IsAgent(object)) return ArgsOfObject(object, out);
  // "extradited a man, John Doe, to Belgium", with "to" hung on the man; "pelted the police with
  // stones"
  for (WordId c : s.children_of(object)) {
    if (c < object || !IsOblique(deprel(c))) continue;
    Key p = CaseOf(c);
    if (p == k.to || (p == k.with && !IsAgent(Antecedent(c)))) {
      out.push_back({{SlotName::kPrep, p}, Antecedent(c), "nmod of obj"});
    }
  }
}

// What the clause takes from the clauses around it.
void View::ArgsOfClause(WordId verb, bool passive, std::vector<Arg>& out) const {
  std::string_view from;
  WordId subject = SurfaceSubject(verb, from);
  // "She was re-elected president", with the subject on "president"
  WordId office = passive && !subject.valid() ? s.child(verb, Deprel::kXcomp) : WordId();
  if (office.valid()) {
    WordId who = s.child(office, Deprel::kNsubj);
    if (who.valid() && who < verb) subject = Antecedent(who);
  }
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
      subject.valid() && subject != h && !k.InSet(k.occasions, key(h))) {
    // "the man they killed": no pronoun, so the noun is the object. Not "the last time they met".
    bool relative = false;
    for (WordId c : s.children_of(verb)) relative = relative || Antecedent(c) != c;
    if (!relative) out.push_back({{SlotName::kObj, 0}, h, "relcl"});
  }
  if (WordId told = ToldOfOccasion(verb); told.valid()) {
    out.push_back({{SlotName::kPrep, CaseOf(told)}, told, "told of the occasion"});
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
  if (WordId office = MisreadPredicate(verb); office.valid()) {
    WordId who = Antecedent(s.child(office, Deprel::kNsubj));
    out.push_back({{SlotName::kObj, 0}, Core(who), "misread passive"});
    out.push_back({{SlotName::kXcomp, 0}, office, "misread passive"});
    for (WordId c : s.children_of(office)) {
      Key p = IsOblique(deprel(c)) ? CaseOf(c) : 0;
      if (p == k.by) out.push_back({{SlotName::kSubj, 0}, Core(c), "by"});
    }
    return;
  }
  bool passive = IsPassive(verb);
  ArgsOfChildren(verb, passive, out);
  if (WordId name = passive ? WordId() : NameBehind(verb); name.valid()) {
    out.push_back({{SlotName::kObj, 0}, name, "name behind the verb"});
  }
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

}  // namespace dragoman::events
