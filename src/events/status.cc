// SPDX-License-Identifier: Apache-2.0
// Status by composition: from the trigger up the tree, each word of status.tsv that governs or
// modifies changes what is known so far. Entry: StatusOf (status.h). The words are data; what is
// here is how they combine, after the implicative signatures of L. Karttunen (2012) and FactBank
// (R. Sauri, J. Pustejovsky, 2009). It does not look into other sentences.
#include "events/status.h"

#include <algorithm>

namespace dragoman::events {
namespace {

constexpr int kMaxSteps = 10;

class Climber {
 public:
  Climber(const View& view, const Match& match, const Kind& kind)
      : v_(view), match_(match), kind_(kind) {}

  StatusReading Run();

 private:
  const StatusWord* Word(WordId w, StatusLink link, bool passive) const {
    return Word(w, v_.key(w), link, passive);
  }
  const StatusWord* Word(WordId w, Key key, StatusLink link, bool passive) const;
  void Apply(StatusEffect effect);
  void Noun(WordId noun);
  void Supposed(WordId noun, WordId verb, bool argument);
  void NounGovernors(WordId noun);
  void Clause(WordId verb);
  void Around(WordId verb, bool own);
  bool IsToDo(WordId verb) const;
  bool HeldOff(WordId verb) const;
  bool IsSubjunctive(WordId verb) const;
  bool AwaitedBy(WordId governor, WordId verb) const;
  bool IsReported(WordId verb, WordId governor) const;
  bool StandsAlone(WordId conjunct) const;
  bool Step(WordId& verb);
  void Modifier(WordId verb, WordId h);
  bool Subordinate(WordId verb, WordId h);
  void Tense(WordId verb);
  void Governor(WordId governor);
  void Disputed(WordId claim);
  // "is being attacked", "at risk of being hacked"
  bool IsBeingDone(WordId verb) const {
    WordId be = v_.s.child(verb, Deprel::kAuxPass);
    const VerbForm form = be.valid() ? v_.s.features[be.index()].verb_form : VerbForm::kNone;
    return form == VerbForm::kGer ||
           (form == VerbForm::kPart && v_.s.features[be.index()].tense == Tense::kPres);
  }
  // "to attack", "to be extradited"; not "to have attacked".
  bool IsInfinitive(WordId verb) const {
    WordId aux = v_.s.child(verb, Deprel::kAux);
    if (aux.valid() && !v_.InName(aux)) return false;  // "Theresa May is to resign"
    if (v_.s.features[verb.index()].verb_form == VerbForm::kInf) return true;
    WordId be = v_.s.child(verb, Deprel::kAuxPass);
    return be.valid() && v_.s.features[be.index()].verb_form == VerbForm::kInf;
  }

  const View& v_;
  const Match& match_;
  const Kind& kind_;
  Status modality_ = Status::kOccurred;
  bool negated_ = false;
  bool hedged_ = false;
  bool wills_ = false;
  bool present_ = false;
};

const StatusWord* Climber::Word(WordId w, Key key, StatusLink link, bool passive) const {
  const StatusWord* best = nullptr;
  for (const StatusWord& s : v_.k.status_of_key[key]) {
    if (s.link != link || (s.passive_only && !passive)) continue;
    if (s.particle != 0 && !v_.HasParticle(w, s.particle)) continue;
    if (best == nullptr || s.passive_only) best = &s;
  }
  return best;
}

// What is already possible stays so, whatever stands around it; a plan of a plan is a plan.
void Climber::Apply(StatusEffect effect) {
  switch (effect) {
    case StatusEffect::kKeep:
      break;
    case StatusEffect::kPlanned:
      if (modality_ != Status::kPossible) modality_ = Status::kPlanned;
      break;
    case StatusEffect::kPossible:
      modality_ = Status::kPossible;
      break;
    case StatusEffect::kNegate:
      negated_ = !negated_;
      break;
    case StatusEffect::kOngoing:
      if (modality_ == Status::kOccurred) modality_ = Status::kOngoing;
      break;
    case StatusEffect::kHedge:
      hedged_ = true;
      break;
  }
}

void Climber::Noun(WordId noun) {
  for (WordId c : v_.s.children_of(noun)) {
    StatusLink link = StatusLink::kModifier;
    if (v_.deprel(c) == Deprel::kDet) link = StatusLink::kDeterminer;
    if (v_.deprel(c) == Deprel::kCase || v_.deprel(c) == Deprel::kMark) link = StatusLink::kCase;
    if (v_.deprel(c) == Deprel::kAdvmod) link = StatusLink::kAdverb;
    if (const StatusWord* s = Word(c, link, false)) {
      Apply(s->effect);
    } else if (v_.IsVerbal(c) && v_.deprel(c) == Deprel::kAmod) {
      // "its planned withdrawal": the participle, whose lemma is "plan".
      if (const StatusWord* form = Word(c, v_.FormKey(c), link, false)) Apply(form->effect);
    } else if (v_.IsVerbal(c) && v_.deprel(c) == Deprel::kAcl && v_.IsPassive(c)) {
      // "talks scheduled for May", "an attack planned by"
      const StatusWord* later = Word(c, StatusLink::kClause, true);
      if (later != nullptr && later->effect == StatusEffect::kPlanned) Apply(later->effect);
    }
  }
}

bool SpeaksOf(std::string_view type) {
  return type == "REQUEST" || type == "AGREE" || type == "ACCUSE" || type == "THREATEN" ||
         type == "REJECT";
}

// "its visit", "this visit"; not "the visit", which may be one to come.
bool IsOneOfItsOwn(const View& v, WordId noun) {
  for (WordId c : v.s.children_of(noun)) {
    if (v.deprel(c) == Deprel::kNmodPoss) return true;
    if (v.deprel(c) == Deprel::kDet && v.s.features[c.index()].pron_type == PronType::kDem) {
      return true;
    }
  }
  return false;
}

// One that may or may not be: "an attack", "attacks on ships"; not "the attack", "an attack that
// killed nine", "a strike on Monday", "two strikes".
bool IsSupposed(const View& v, WordId noun) {
  if (v.IsDefinite(noun)) return false;
  for (WordId c : v.s.children_of(noun)) {
    const Deprel r = v.deprel(c);
    if (r == Deprel::kAclRelcl || r == Deprel::kNummod || v.IsTime(c)) return false;
    if (r == Deprel::kAcl && v.IsPassive(c)) return false;
  }
  return true;
}

// "An Israeli strike on Iran could lead to war", "would answer an attack", "simulated an attack":
// nobody says that there was one. Not "will hold talks": they are what will be.
void Climber::Supposed(WordId noun, WordId verb, bool argument) {
  const Deprel r = v_.deprel(noun);
  const bool object = r == Deprel::kObj || argument;
  if (!object && r != Deprel::kNsubj && r != Deprel::kNsubjPass) return;
  if (object && v_.k.InSet(v_.k.supposing, v_.key(verb))) Apply(StatusEffect::kPossible);
  const Support* support = nullptr;
  if (object && v_.SupportOf(noun, support).valid()) return;
  for (WordId c : v_.s.children_of(verb)) {
    if (v_.deprel(c) != Deprel::kAux) continue;
    const StatusWord* s = Word(c, StatusLink::kAux, false);
    const bool may = s != nullptr && s->effect == StatusEffect::kPossible;
    const bool will = s != nullptr && s->effect == StatusEffect::kPlanned;
    if (may) Apply(StatusEffect::kPossible);
    // "will attend a meeting" waits for it; "will answer an attack" does not say that one comes.
    if (will && object) Apply(kind_.later.empty() ? StatusEffect::kPossible : s->effect);
  }
}

// "called for talks", "a plan for talks", "cancelled the visit"
void Climber::NounGovernors(WordId noun) {
  // "told reporters on a visit to Berlin", "a proposal he made during a trip": when, and not what.
  if (v_.k.InSet(v_.k.stays, v_.key(noun)) && v_.k.InSet(v_.k.whiles, v_.CaseOf(noun))) return;
  WordId n = noun;
  for (int i = 0; i < 3; ++i) {
    Deprel r = v_.deprel(n);
    WordId h = v_.head(n);
    if (!h.valid()) return;
    if (r == Deprel::kConj) {
      n = h;
      continue;
    }
    if (r == Deprel::kNmod || r == Deprel::kCompound) {
      if (const StatusWord* s = Word(h, StatusLink::kNoun, false)) {
        if (s->effect == StatusEffect::kNegate || !IsOneOfItsOwn(v_, noun)) Apply(s->effect);
      } else if (r == Deprel::kNmod && v_.CaseOf(n) != v_.k.of) {
        return;
      }
      n = h;
      if (v_.k.InSet(v_.k.undergoers, v_.key(h)) && v_.s.child(h, Deprel::kCop).valid()) {
        Around(h, false);  // "will not be the target of an attack"
        return;
      }
      continue;
    }
    // "agreed to talks", but not "agreed after talks".
    bool argument = r == Deprel::kObl && v_.k.InSet(v_.k.argument_marks, v_.CaseOf(n));
    bool object = argument || r == Deprel::kObj || r == Deprel::kXcomp || r == Deprel::kCcomp ||
                  r == Deprel::kNsubjPass;
    // "rejected the request": it was made all the same.
    if (SpeaksOf(kind_.type)) object = false;
    if (object) {
      const StatusWord* s = Word(h, StatusLink::kClause, v_.IsPassive(h));
      if (s != nullptr) {
        bool weak = s->effect == StatusEffect::kPossible || s->effect == StatusEffect::kKeep;
        if (!(weak && IsOneOfItsOwn(v_, noun)) && s->effect != StatusEffect::kHedge) {
          Apply(s->effect);
          if (s->effect != StatusEffect::kKeep) Around(h, false);
        }
      }
    }
    // "The talks will be tough", but "the attack was not an accident" denies no attack.
    if (r == Deprel::kNsubj && v_.s.child(h, Deprel::kCop).valid()) {
      WordId will = v_.s.child(h, Deprel::kAux);
      const StatusWord* s = will.valid() ? Word(will, StatusLink::kAux, false) : nullptr;
      if (s != nullptr && s->effect == StatusEffect::kPlanned) Apply(s->effect);
    }
    // "will fly to Cairo for talks": the purpose waits for its verb.
    if (r == Deprel::kObl && v_.CaseOf(n) == v_.k.for_ && v_.IsVerbal(h) && !kind_.later.empty()) {
      Clause(h);
      return;
    }
    if (!SpeaksOf(kind_.type) && kind_.type != "x-STATEMENT" && IsSupposed(v_, noun)) {
      Supposed(noun, h, argument);
    }
    bool happens = v_.IsVerbal(h) && v_.k.InSet(v_.k.happenings, v_.key(h));
    if (happens && (r == Deprel::kNsubj || r == Deprel::kNsubjPass)) {
      // "talks will take place": the verb's time is the event's.
      Around(h, false);
    }
    return;
  }
}

void Climber::Tense(WordId verb) {
  const Features& f = v_.s.features[verb.index()];
  bool present = f.tense == Tense::kPres && f.verb_form == VerbForm::kFin;
  bool progressive = false;
  bool past = false;
  for (WordId c : v_.s.children_of(verb)) {
    if (v_.deprel(c) != Deprel::kAux && v_.deprel(c) != Deprel::kAuxPass &&
        v_.deprel(c) != Deprel::kCop) {
      continue;
    }
    const Features& a = v_.s.features[c.index()];
    if (a.tense == Tense::kPres && a.verb_form == VerbForm::kFin) present = true;
    if (a.tense == Tense::kPast && a.verb_form == VerbForm::kFin) past = true;
  }
  progressive = f.verb_form == VerbForm::kPart && f.tense == Tense::kPres &&
                v_.s.child(verb, Deprel::kAux).valid();
  // "is being attacked"
  progressive = progressive || IsBeingDone(verb);
  if (verb == match_.trigger) present_ = present && !progressive && !past;
  if (progressive && present && !past) Apply(StatusEffect::kOngoing);
  if (match_.row->state && present && !past) Apply(StatusEffect::kOngoing);
}

// Auxiliaries, adverbs, "no" arguments and conjunctions of a clause. `own`: of the trigger itself.
void Climber::Around(WordId verb, bool own) {
  WordId up = v_.head(verb);
  for (WordId c : v_.s.children_of(verb)) {
    switch (v_.deprel(c)) {
      case Deprel::kAux:
      case Deprel::kAuxPass: {
        const StatusWord* s = Word(c, StatusLink::kAux, false);
        if (s == nullptr || v_.InName(c)) break;  // "Theresa May"
        // "said he would visit": a plan, told in the past.
        bool told = v_.deprel(verb) == Deprel::kCcomp && up.valid() &&
                    v_.s.features[up.index()].tense == Tense::kPast &&
                    s->effect == StatusEffect::kPossible && v_.key(c) == v_.k.would;
        Apply(told ? StatusEffect::kPlanned : s->effect);
        if (own && v_.k.InSet(v_.k.volition, v_.key(c))) wills_ = true;
        break;
      }
      case Deprel::kAdvmod:
      case Deprel::kCcPreconj:
        if (const StatusWord* s = Word(c, StatusLink::kAdverb, false)) {
          if (s->effect != StatusEffect::kOngoing || own) Apply(s->effect);
        }
        break;
      case Deprel::kMark:
        if (const StatusWord* s = Word(c, StatusLink::kMark, false)) {
          // "was due to attend", and not "failed due to attending"
          bool later = s->effect == StatusEffect::kPlanned;
          if (!later || v_.s.features[verb.index()].verb_form == VerbForm::kInf) Apply(s->effect);
        }
        if (const StatusWord* s = Word(c, StatusLink::kCase, false)) Apply(s->effect);
        break;
      case Deprel::kNsubj:
      case Deprel::kNsubjPass:
      case Deprel::kObj:
        for (WordId g : v_.s.children_of(c)) {
          if (v_.deprel(g) != Deprel::kDet && v_.deprel(g) != Deprel::kCcPreconj) continue;
          const StatusWord* s = Word(g, StatusLink::kDeterminer, false);
          if (s != nullptr && c != match_.trigger) Apply(s->effect);
        }
        break;
      case Deprel::kAdvcl: {
        // "If they attack, we will answer"
        WordId mark = v_.s.child(c, Deprel::kMark);
        const StatusWord* s = mark.valid() ? Word(mark, StatusLink::kMark, false) : nullptr;
        // "even if": it happens in any case.
        WordId even = v_.s.child(c, Deprel::kAdvmod);
        if (even.valid() && even < mark) s = nullptr;
        if (s != nullptr && modality_ == Status::kPlanned) Apply(s->effect);
        break;
      }
      default:
        break;
    }
  }
}

void Climber::Governor(WordId governor) {
  const StatusWord* s = Word(governor, StatusLink::kClause, v_.IsPassive(governor));
  if (s != nullptr) Apply(s->effect);
  if (s == nullptr && v_.IsNominal(governor)) {
    s = Word(governor, StatusLink::kNoun, false);
    if (s != nullptr) Apply(s->effect);
  }
  for (WordId c : v_.s.children_of(governor)) {
    // "has yet to visit"
    if (v_.deprel(c) != Deprel::kAdvmod) continue;
    const StatusWord* adverb = Word(c, StatusLink::kClause, false);
    if (adverb != nullptr && adverb->effect == StatusEffect::kNegate) Apply(adverb->effect);
  }
}

// A conjunct that has a tense or a contrast of its own: "did not fire and left", "not to attack but
// to talk". A present form may be an infinitive misread, a past one after a participle the same
// participle.
bool Climber::StandsAlone(WordId conjunct) const {
  if (v_.HasAux(conjunct)) return true;
  const Features& own = v_.s.features[conjunct.index()];
  bool past = own.verb_form == VerbForm::kFin && own.tense == Tense::kPast;
  if (past && v_.s.features[v_.head(conjunct).index()].verb_form == VerbForm::kInf) return true;
  for (WordId c : v_.s.children_of(conjunct)) {
    if (v_.deprel(c) == Deprel::kCc && v_.k.InSet(v_.k.contrasts, v_.key(c))) return true;
  }
  return false;
}

// "Delegates will discuss it when they meet", "should withdraw once peacekeepers have deployed": a
// present clause of time waits where its governor does.
bool Climber::AwaitedBy(WordId governor, WordId verb) const {
  bool timed = false;
  for (WordId c : v_.s.children_of(verb)) {
    Deprel r = v_.deprel(c);
    timed = timed || ((r == Deprel::kMark || r == Deprel::kAdvmod) &&
                      v_.k.InSet(v_.k.time_marks, v_.key(c)));
    bool finite = r == Deprel::kAux || r == Deprel::kAuxPass || r == Deprel::kCop;
    if (finite && v_.s.features[c.index()].tense == Tense::kPast) return false;
  }
  const Features& own = v_.s.features[verb.index()];
  if (!timed || (own.tense == Tense::kPast && own.verb_form == VerbForm::kFin)) return false;
  for (WordId c : v_.s.children_of(governor)) {
    const StatusWord* s = v_.deprel(c) == Deprel::kAux ? Word(c, StatusLink::kAux, false) : nullptr;
    if (s != nullptr) return true;
  }
  return false;
}

// A clause that modifies the noun `h`.
// "denied reports that Hegseth had ordered a halt": what the reports say is denied.
void Climber::Disputed(WordId claim) {
  WordId by = v_.head(claim);
  if (!by.valid() || !v_.IsNominal(claim) || !v_.k.InSet(v_.k.disputables, v_.key(claim))) return;
  bool object = v_.deprel(claim) == Deprel::kObj || v_.deprel(claim) == Deprel::kNsubjPass;
  const StatusWord* s = object ? Word(by, StatusLink::kClause, v_.IsPassive(by)) : nullptr;
  if (s != nullptr && s->effect == StatusEffect::kNegate) Apply(s->effect);
}

void Climber::Modifier(WordId verb, WordId h) {
  if (!IsInfinitive(verb) && v_.s.features[verb.index()].verb_form != VerbForm::kGer &&
      !IsBeingDone(verb)) {
    // "a demand that it provide evidence", "the fear that they attack": the noun's content.
    // "hopes of reaching a deal", and not "the group holding hostages"
    if (v_.s.child(verb, Deprel::kMark).valid()) Governor(h);
    Disputed(h);
    return;
  }
  // "was in Beijing to meet Xi": a purpose, hung on the place.
  if (v_.EntityOf(h).valid() && !kind_.later.empty()) return;
  if (Word(h, StatusLink::kNoun, false) == nullptr && IsInfinitive(verb)) {
    Apply(StatusEffect::kPossible);
  }
  Governor(h);
}

// A clause below the verb `h`; false where it has a subject of its own and stands for itself.
bool Climber::Subordinate(WordId verb, WordId h) {
  if (v_.s.child(verb, Deprel::kNsubj).valid() || v_.s.child(verb, Deprel::kNsubjPass).valid()) {
    if (AwaitedBy(h, verb)) Apply(StatusEffect::kPlanned);
    // "is to step down, with Johnson succeeding her"
    WordId with = v_.s.child(verb, Deprel::kMark);
    return with.valid() && v_.key(with) == v_.k.with && !v_.HasAux(verb) &&
           v_.s.features[verb.index()].verb_form != VerbForm::kFin;
  }
  // A purpose need not be reached; "voted to elect him" tells that it was.
  if (v_.SubjectAfterFor(verb).valid()) {
    Apply(StatusEffect::kPossible);
  } else if (IsInfinitive(verb) && kind_.later.empty()) {
    const StatusWord* s = Word(h, StatusLink::kClause, v_.IsPassive(h));
    if (s == nullptr || s->effect != StatusEffect::kKeep) Apply(StatusEffect::kPossible);
  }
  Governor(h);
  return true;
}

// "told reporters that troops had fled": what is told, as against "told the troops to flee".
bool Climber::IsReported(WordId verb, WordId governor) const {
  if (v_.deprel(verb) != Deprel::kCcomp || v_.k.statement_of_cue.count(v_.key(governor)) == 0) {
    return false;
  }
  const StatusWord* s = Word(governor, StatusLink::kClause, v_.IsPassive(governor));
  if (s == nullptr || s->effect != StatusEffect::kPossible || IsSubjunctive(verb)) return false;
  const auto finite = [&](WordId w) {
    return v_.s.features[w.index()].verb_form == VerbForm::kFin;
  };
  auto children = v_.s.children_of(verb);
  return finite(verb) || std::any_of(children.begin(), children.end(), [&](WordId c) {
           const Deprel r = v_.deprel(c);
           return (r == Deprel::kAux || r == Deprel::kAuxPass || r == Deprel::kCop) && finite(c);
         });
}

// One step up; false at the top or where what stands above says nothing of this clause.
bool Climber::Step(WordId& verb) {
  WordId h = v_.head(verb);
  if (!h.valid()) {
    WordId to = v_.s.child(verb, Deprel::kMark);
    if (IsInfinitive(verb) && to.valid() && v_.key(to) == v_.k.to) Apply(StatusEffect::kPlanned);
    return false;
  }
  switch (v_.deprel(verb)) {
    case Deprel::kConj:
      if (v_.s.child(verb, Deprel::kNsubj).valid() ||
          v_.s.child(verb, Deprel::kNsubjPass).valid()) {
        return false;
      }
      // "said the army had no men there and accused Peru": goes on with "said".
      if (WordId on = v_.Coordinated(verb); on.valid() && on != h && on == v_.head(h)) {
        verb = on;
        return v_.IsVerbal(on);
      }
      // "will not retaliate but will negotiate": a conjunct with its own auxiliary or finite form,
      // or one set against the first, shares what governs both and not what stands around the
      // first.
      if (v_.IsVerbal(h) && !StandsAlone(verb)) Around(h, false);
      verb = h;
      return v_.IsVerbal(h);
    case Deprel::kXcomp:
      if (v_.key(h) == v_.k.be && IsInfinitive(verb)) Apply(StatusEffect::kPlanned);
      Governor(h);
      verb = h;
      Around(h, false);
      return true;
    case Deprel::kCcomp:
    case Deprel::kCsubj:
    case Deprel::kObj:
    case Deprel::kCsubjPass: {
      if (IsReported(verb, h)) return false;
      Governor(h);
      if (v_.deprel(verb) == Deprel::kCcomp) Disputed(h);
      return false;
    }
    case Deprel::kAcl:
      Modifier(verb, h);
      return false;
    case Deprel::kAclRelcl:  // "reports that he had ordered it", taken for a relative clause
      if (v_.s.child(verb, Deprel::kMark).valid()) Disputed(h);
      return false;
    case Deprel::kAdvcl:
      if (!Subordinate(verb, h)) return false;
      verb = h;
      Around(h, false);
      return true;
    default:
      return false;
  }
}

// "demanded that Iran stop", "a demand that it provide evidence": the bare form after one person or
// body.
bool Climber::IsSubjunctive(WordId verb) const {
  WordId mark = v_.s.child(verb, Deprel::kMark);
  WordId subject = v_.s.child(verb, Deprel::kNsubj);
  if (!mark.valid() || !subject.valid() || !(mark < subject) || v_.HasAux(verb)) return false;
  const Features& own = v_.s.features[verb.index()];
  if (own.tense == Tense::kPast || v_.FormKey(verb) != v_.key(verb) || v_.key(verb) == 0)
    return false;
  const Features& who = v_.s.features[subject.index()];
  return who.number == Number::kSing && who.person != 1 && who.person != 2 &&
         !v_.s.child(subject, Deprel::kConj).valid();
}

// "where he is to speak": the tree makes "is" an auxiliary here and a governor elsewhere.
bool Climber::IsToDo(WordId verb) const {
  WordId be = v_.s.child(verb, Deprel::kAux);
  WordId to = v_.s.child(verb, Deprel::kMark);
  return be.valid() && to.valid() && be < to && v_.key(be) == v_.k.be && v_.key(to) == v_.k.to;
}

bool Climber::HeldOff(WordId verb) const {
  auto children = v_.s.children_of(verb);
  return std::any_of(children.begin(), children.end(), [&](WordId c) {
    const Deprel r = v_.deprel(c);
    WordId mark = r == Deprel::kAdvcl ? v_.s.child(c, Deprel::kMark) : WordId();
    if (mark.valid()) return v_.k.InSet(v_.k.untils, v_.key(mark));
    return (r == Deprel::kObl || r == Deprel::kNmod) && v_.k.InSet(v_.k.untils, v_.CaseOf(c));
  });
}

void Climber::Clause(WordId verb) {
  if (IsToDo(verb)) Apply(StatusEffect::kPlanned);
  if (IsSubjunctive(verb)) Apply(StatusEffect::kPossible);
  Tense(verb);
  // "The leaders are to meet", "are due to meet"
  WordId be = v_.s.child(verb, Deprel::kCop);
  if (IsInfinitive(verb) && be.valid() && be < verb && v_.IsVerbal(verb)) {
    Apply(StatusEffect::kPlanned);
  }
  Around(verb, true);
  // "did not endorse her until July": then he did.
  if (negated_ && modality_ == Status::kOccurred && HeldOff(verb)) negated_ = false;
  WordId v = verb;
  for (int i = 0; i < kMaxSteps && Step(v); ++i) {
  }
}

StatusReading Climber::Run() {
  WordId trigger = match_.trigger;
  switch (match_.row->trigger) {
    case TriggerClass::kVerb: {
      WordId office = v_.MisreadPredicate(trigger);  // "will be elected president"
      Clause(office.valid() ? office : trigger);
      break;
    }
    case TriggerClass::kNoun: {
      Noun(trigger);
      const Support* support = nullptr;
      WordId verb = v_.SupportOf(trigger, support);
      if (verb.valid()) {
        if (support->has_status) {
          if (support->status == Status::kDenied) negated_ = !negated_;
          if (support->status == Status::kPlanned) Apply(StatusEffect::kPlanned);
          if (support->status == Status::kPossible) Apply(StatusEffect::kPossible);
          if (support->status == Status::kOngoing) Apply(StatusEffect::kOngoing);
        }
        Clause(verb);
      } else {
        if (match_.row->state) Apply(StatusEffect::kOngoing);
        // "It will be his first trip abroad"
        if (v_.s.child(trigger, Deprel::kCop).valid()) Around(trigger, false);
        NounGovernors(trigger);
      }
      break;
    }
    case TriggerClass::kAdjective:
      Clause(trigger);
      break;
  }
  StatusReading reading;
  reading.status = negated_ ? Status::kDenied : modality_;
  reading.hedged = hedged_;
  reading.present = present_ && !wills_;
  reading.refused = negated_ && wills_ && !v_.IsPassive(trigger);
  return reading;
}

}  // namespace

StatusReading StatusOf(const View& view, const Match& match, const Kind& kind) {
  return Climber(view, match, kind).Run();
}

}  // namespace dragoman::events
