// SPDX-License-Identifier: Apache-2.0
// Questions about words and phrases: types, owners, entities. Entry: class View (view.h). Arguments
// of triggers are in arguments.cc.
#include "events/view.h"

#include <algorithm>
#include <array>

#include "events/draft.h"

namespace dragoman::events {
namespace {

std::string LowerAscii(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool IsModifier(Deprel d) {
  return d == Deprel::kAmod || d == Deprel::kCompound || d == Deprel::kNmodDesc ||
         d == Deprel::kNmodUnmarked || d == Deprel::kFlat;
}

// PLOVER's sectors of those who bear arms.
constexpr std::array<std::string_view, 8> kArmedSectors = {"MIL", "COP", "REB", "SPY",
                                                           "UAF", "PAR", "INS", "SEP"};

constexpr int kMaxOf = 2;     // "the terms of the accord of": whose is not asked further
constexpr int kMaxSteps = 8;  // up a tree: more means that the parse is not worth following

}  // namespace

View::View(const Document& document, const Syntax& syntax, const Entities& entities,
           const Times& times, const Attributions& attributions, const Kinds::Data& data)
    : d(document), s(syntax), e(entities), t(times), a(attributions), k(data) {
  std::vector<Key> of_lemma(s.lemmas.size());
  for (uint32_t i = 0; i < of_lemma.size(); ++i) {
    of_lemma[i] = k.Find(LowerAscii(s.lemmas[i]));
  }
  name_of_.resize(s.size());
  for (size_t i = 0; i < e.mentions.size(); ++i) {
    const Mention& m = e.mentions[i];
    if (m.form != MentionForm::kName) continue;
    for (int32_t w = m.first.value; w < m.end.value; ++w)
      name_of_[WordId(w).index()] = MentionId(i);
  }
  is_time_.resize(s.size(), false);
  for (const Timex& x : t.timexes) {
    // "condemned Russia's invasion of Ukraine": a happening whose date is known is no mere time.
    if (x.anchor_kind != AnchorKind::kNamedEvent) is_time_[x.head.index()] = true;
  }
  word_key_.resize(s.size());
  for (size_t i = 0; i < s.size(); ++i) {
    Key found = of_lemma[s.lemma[i]];
    bool dead = found == 0 || (s.upos[i] == Upos::kVerb && k.rows_of_key[found].empty() &&
                               k.status_of_key[found].empty());
    if (dead && (s.upos[i] == Upos::kVerb || s.upos[i] == Upos::kNoun)) {
      auto it = k.inflected.find(LowerAscii(s.base.form(WordId(i), d)));
      if (it != k.inflected.end()) found = it->second;
    }
    if (Key joined = Hyphenated(i); joined != 0) found = joined;
    word_key_[i] = found;
  }
}

Key View::FormKey(WordId w) const { return k.Find(LowerAscii(s.base.form(w, d))); }

// "cease-fire" comes as three words: the last stands for all where the data knows the whole.
Key View::Hyphenated(size_t i) const {
  if (i < 2 || s.base.form(WordId(i - 1), d) != "-") return 0;
  bool joined = span(WordId(i - 2)).end == span(WordId(i - 1)).begin &&
                span(WordId(i - 1)).end == span(WordId(i)).begin;
  if (!joined) return 0;
  std::string whole = LowerAscii(s.base.form(WordId(i - 2), d));
  return k.Find(whole + "-" + LowerAscii(s.lemmas[s.lemma[i]]));
}

bool View::HasName(const Entity& entity) const {
  return std::any_of(entity.mentions.begin(), entity.mentions.end(),
                     [&](MentionId id) { return e[id].form == MentionForm::kName; });
}

bool View::HasParticle(WordId verb, Key particle) const {
  for (WordId c : s.children_of(verb)) {
    Deprel r = deprel(c);
    if ((r == Deprel::kCompoundPrt || r == Deprel::kAdvmod) && key(c) == particle) return true;
  }
  return false;
}

bool View::IsVerbal(WordId w) const { return upos(w) == Upos::kVerb; }

bool View::IsNominal(WordId w) const {
  Upos u = upos(w);
  return u == Upos::kNoun || u == Upos::kPropn || u == Upos::kPron || u == Upos::kNum;
}

bool View::HasAux(WordId verb) const {
  return s.child(verb, Deprel::kAux).valid() || s.child(verb, Deprel::kAuxPass).valid() ||
         s.child(verb, Deprel::kCop).valid();
}

bool View::IsPassive(WordId verb) const {
  if (MisreadSubject(verb).valid()) return false;
  // "Japan donated trucks", tagged as a participle with a passive subject: the main verb of a full
  // sentence is no bare participle. A headline's may be ("Two men killed in Kabul").
  bool main = deprel(verb) == Deprel::kRoot || deprel(verb) == Deprel::kCcomp;
  SentenceKind kind = s.base.sentences[s.sentence[verb.index()].index()].kind;
  if (main && kind != SentenceKind::kHeadline && !HasAux(verb) &&
      s.child(verb, Deprel::kNsubjPass).valid() && !s.child(verb, Deprel::kOblAgent).valid()) {
    return false;
  }
  if (s.child(verb, Deprel::kAuxPass).valid() || s.child(verb, Deprel::kNsubjPass).valid()) {
    return true;
  }
  // "The group released two men", tagged as a participle.
  if (s.child(verb, Deprel::kNsubj).valid()) return false;
  if (s.child(verb, Deprel::kOblAgent).valid()) return true;
  const Features& f = s.features[verb.index()];
  if (f.passive) return true;
  bool participle = f.verb_form == VerbForm::kPart && f.tense != Tense::kPres;
  if (!participle || HasAux(verb)) return false;
  Deprel r = deprel(verb);
  if (r == Deprel::kConj) {
    // "was arrested and charged": the voice of the first.
    WordId h = head(verb);
    return h.valid() && s.child(h, Deprel::kAuxPass).valid() &&
           !s.child(verb, Deprel::kNsubj).valid() && !s.child(verb, Deprel::kObj).valid();
  }
  return (r == Deprel::kAcl || r == Deprel::kAmod || r == Deprel::kAdvcl || r == Deprel::kXcomp ||
          r == Deprel::kRoot) &&
         !s.child(verb, Deprel::kObj).valid() && !s.child(verb, Deprel::kNsubj).valid();
}

Key View::CaseOf(WordId w) const {
  WordId c;
  // The last of several: "out of Kherson".
  for (WordId x : s.children_of(w)) {
    if (deprel(x) == Deprel::kCase && x < w) c = x;
  }
  if (!c.valid()) c = s.child(w, Deprel::kCase);
  if (!c.valid()) {
    WordId h = head(w);
    if (deprel(w) == Deprel::kConj && h.valid()) c = s.child(h, Deprel::kCase);
  }
  // "was to Beijing", "with Chinese President Xi Jinping": tagged as the mark of an infinitive, or
  // hung on the first part of the name.
  if (!c.valid() && upos(w) == Upos::kPropn) {
    WordId mark = s.child(w, Deprel::kMark);
    if (mark.valid() && key(mark) == k.to) c = mark;
    for (WordId x : s.children_of(w)) {
      bool inside = deprel(x) == Deprel::kCompound && InName(x) && x < w;
      // "with President Xi Jinping": on the last
      inside = inside || (deprel(x) == Deprel::kFlat && InName(x));
      if (!c.valid() && inside) c = s.child(x, Deprel::kCase);
    }
  }
  return c.valid() ? key(c) : 0;
}

WordId View::ToldOf(WordId noun) const {
  WordId h = head(noun);
  if (!h.valid() || !s.child(h, Deprel::kCop).valid() || CaseOf(h) == 0) return {};
  if (IsSubject(deprel(noun))) return h;
  // "His first, in June, was to Chad", with "first" taken for an adverb.
  bool owned = s.child(noun, Deprel::kNmodPoss).valid() && upos(noun) == Upos::kAdj;
  return owned && deprel(noun) == Deprel::kAdvmod && noun < h ? h : WordId();
}

WordId View::ToldOfOccasion(WordId verb) const {
  bool modifies = deprel(verb) == Deprel::kAcl || deprel(verb) == Deprel::kAclRelcl;
  if (!modifies || !head(verb).valid() || !k.InSet(k.occasions, key(head(verb)))) return {};
  return ToldOf(head(verb));
}

// "Anna and Peter, who were abducted": the plural is of both.
WordId View::AllOf(WordId noun, WordId clause) const {
  bool one = deprel(noun) == Deprel::kConj && s.features[noun.index()].number == Number::kSing;
  if (!one) return noun;
  bool plural = s.features[clause.index()].number == Number::kPlur;
  for (WordId c : s.children_of(clause)) {
    Deprel r = deprel(c);
    bool carries = r == Deprel::kAux || r == Deprel::kAuxPass || r == Deprel::kCop;
    plural = plural || (carries && s.features[c.index()].number == Number::kPlur);
  }
  for (int i = 0; plural && i < kMaxSteps && deprel(noun) == Deprel::kConj; ++i) noun = head(noun);
  return noun;
}

// "The army said [it] had killed two men": a body that says it, whatever else "it" may be; and
// "they" where the article names nobody else.
WordId View::Sayer(WordId pronoun) const {
  const Features& f = s.features[pronoun.index()];
  WordId clause = head(pronoun);
  bool it = f.gender == Gender::kNeut && f.number != Number::kPlur;
  bool open = f.person == 3 && IsSubject(deprel(pronoun)) && (it || !EntityOf(pronoun).valid());
  if (!open || !clause.valid() || deprel(clause) != Deprel::kCcomp) return pronoun;
  WordId says = head(clause);
  if (k.statement_of_cue.count(key(says)) == 0 || clause < says) return pronoun;
  WordId who = s.child(says, Deprel::kNsubj);
  if (!who.valid() || !EntityOf(who).valid() || !IsAgent(who)) return pronoun;
  bool person = e[EntityOf(who)].type == EntityType::kPerson;
  bool thing = f.gender == Gender::kNeut || f.number == Number::kPlur;
  bool plural = s.features[who.index()].number == Number::kPlur;
  return person == thing || (f.gender == Gender::kNeut && plural) ? pronoun : who;
}

WordId View::Antecedent(WordId w) const {
  if (s.features[w.index()].pron_type == PronType::kPrs) return Sayer(w);
  if (s.features[w.index()].pron_type != PronType::kRel) return w;
  WordId up = w;
  for (int i = 0; i < kMaxSteps && up.valid(); ++i) {
    if (deprel(up) == Deprel::kAclRelcl) return NamedBy(AllOf(head(up), up));
    up = head(up);
  }
  return w;
}

WordId View::Core(WordId w) const {
  bool partitive = k.IsPartitive(key(w)) || upos(w) == Upos::kNum || upos(w) == Upos::kDet;
  if (!partitive) return w;
  for (WordId c : s.children_of(w)) {
    if (deprel(c) != Deprel::kNmod || CaseOf(c) != k.of) continue;
    // "eight members of Islamic Jihad", "members of parliament": they, and not the body.
    MentionId own = e.mention_of_word[w.index()];
    bool told = own.valid() && e[own].entity.valid() && !k.InSet(k.measures, key(w)) &&
                upos(w) == Upos::kNoun && IsAgent(c);
    bool they = told && (e[own].end > c || s.child(w, Deprel::kNummod).valid() ||
                         (upos(c) == Upos::kNoun && k.InSet(k.bodies, key(c))));
    return they ? w : c;
  }
  return w;
}

MentionId View::MentionOf(WordId w) const {
  MentionId m = e.mention_of_word[w.index()];
  if (m.valid() && e[m].entity.valid()) return m;
  // "dozens of protesters", "two of the hostages"
  if (WordId core = Core(w); core != w) {
    MentionId inner = e.mention_of_word[core.index()];
    if (inner.valid() && e[inner].entity.valid()) return inner;
  }
  return {};
}

EntityId View::EntityOf(WordId w) const {
  MentionId m = MentionOf(w);
  return m.valid() ? e[m].entity : EntityId();
}

const Entity* View::EntityAt(WordId w) const {
  EntityId id = EntityOf(w);
  return id.valid() ? &e[id] : nullptr;
}

WordId View::NameOver(WordId w) const {
  if (EntityOf(w).valid()) return w;
  MentionId m = name_of_[w.index()];
  return m.valid() && e[m].entity.valid() ? e[m].head : WordId();
}

bool View::IsAgent(WordId w) const { return Is(Test::kAgent, w); }

// "condemned the attack on Israel", "the detention of two reporters": whom the noun's doing befalls
// is not whose doing it is.
bool View::Suffers(WordId noun, Key preposition) const {
  for (uint32_t r : k.rows_of_key[key(noun)]) {
    const Row& row = k.rows[r];
    const std::string& type = k.kinds[row.kind].type;
    if (row.trigger != TriggerClass::kNoun || (type != "ASSAULT" && type != "COERCE")) continue;
    for (const FrameSlot& f : row.slots) {
      if (f.slot == Slot{SlotName::kPrep, preposition} && f.role == Role::kRecipient) return true;
    }
  }
  return false;
}

bool View::IsDefinite(WordId noun) const {
  for (WordId c : s.children_of(noun)) {
    if (deprel(c) == Deprel::kNmodPoss) return true;
    if (deprel(c) != Deprel::kDet) continue;
    const Features& f = s.features[c.index()];
    if (f.pron_type == PronType::kDem) return true;
    if (f.pron_type == PronType::kArt && k.InSet(k.definite, key(c))) return true;
  }
  return false;
}

// The word of a phrase that names whose the thing is: one of its own, or else of what it is of:
// "the conclusions of the ministers' summit", "the constitutionality of her candidacy".
WordId View::OwnerWord(WordId w) const {
  WordId best = OwnOwner(w);
  for (int i = 0; i < kMaxOf && !best.valid(); ++i) {
    WordId inner;
    for (WordId c : s.children_of(w)) {
      if (deprel(c) == Deprel::kNmod && CaseOf(c) == k.of && !Suffers(w, k.of)) inner = c;
    }
    if (!inner.valid()) break;
    w = inner;
    best = OwnOwner(w);
  }
  return best;
}

WordId View::OwnOwner(WordId w) const {
  WordId best;
  int best_rank = 9;
  for (WordId c : s.children_of(w)) {
    int rank = 9;
    if (deprel(c) == Deprel::kNmodPoss) {
      rank = 0;
    } else if (deprel(c) == Deprel::kAmod && IsVerbal(c) && k.InSet(k.ownings, key(c))) {
      // "a U.S.-operated drone", "a U.S. military-operated drone"
      rank = 4;
      for (WordId by : s.children_of(c)) {
        if (deprel(by) == Deprel::kCompound && by < c && EntityOf(by).valid() && IsAgent(by))
          c = by;
      }
    } else if (IsModifier(deprel(c)) && deprel(c) != Deprel::kFlat) {
      // "U.S. imports from Chile" are Chile's.
      rank = k.InSet(k.imports, key(w)) ? 5 : 1;
    } else if (deprel(c) == Deprel::kNmod) {
      Key p = CaseOf(c);
      if (Suffers(w, p)) continue;
      if (p == k.by || p == k.of) rank = 2;
      // "sanctions on Iran", "a treaty with Iran", "the accord between Turkey and Libya"
      if (p == k.from || p == k.against || p == k.on || p == k.with || p == k.between) rank = 3;
    } else if (deprel(c) == Deprel::kAcl && IsPassive(c)) {
      // "missiles fired by the army"
      WordId agent = s.child(c, Deprel::kOblAgent);
      if (agent.valid() && EntityOf(agent).valid()) {
        c = agent;
        rank = 4;
      }
    }
    if (rank < best_rank && Is(Test::kAgent, c) && EntityOf(c).valid()) {
      best = c;
      best_rank = rank;
    }
  }
  return best;
}

// Is the verb one that people are counted for: "killed 12", and not "scored 12"?
bool View::Befalls(WordId verb) const {
  if (!verb.valid() || !IsVerbal(verb)) return false;
  return std::any_of(
      k.rows_of_key[key(verb)].begin(), k.rows_of_key[key(verb)].end(), [&](uint32_t r) {
        return k.counts.count(k.rows[r].kind) > 0 && k.rows[r].trigger == TriggerClass::kVerb;
      });
}

bool View::Is(Test test, WordId w) const {
  const Entity* entity = EntityAt(w);
  // A name of no known sort says less than the word itself: "Christians".
  const bool thing = entity && entity->type == EntityType::kOther && !HasName(*entity);
  if (entity && entity->type == EntityType::kOther) entity = nullptr;
  MentionId m = MentionOf(w);
  bool as_place = m.valid() && e[m].as_place;
  bool pronoun = upos(w) == Upos::kPron && s.features[w.index()].pron_type == PronType::kPrs &&
                 s.features[w.index()].gender != Gender::kNeut && !thing;
  Key lemma = key(w);
  // "killing 1,400 and abducting more than 240": a bare number of those whom it befalls.
  bool counted =
      !entity && upos(w) == Upos::kNum && deprel(w) != Deprel::kNummod && !is_time_[w.index()];
  bool people = !entity && (k.InSet(k.people, lemma) || pronoun || (counted && Befalls(head(w))));
  EntityType type = entity ? entity->type : EntityType::kOther;
  switch (test) {
    case Test::kAny:
      return true;
    case Test::kAgent:
      // A name that nothing is known of may be anybody's: "Gondor signed a treaty".
      if (!entity) return people || k.InSet(k.forces, lemma) || upos(w) == Upos::kPropn;
      return IsActorType(type) ||
             ((type == EntityType::kCity || type == EntityType::kRegion) && !as_place);
    case Test::kPerson:
      return entity ? type == EntityType::kPerson : pronoun;
    case Test::kOfficial:
      return entity && type == EntityType::kPerson && !entity->offices.empty();
    case Test::kHuman:
      return entity ? type == EntityType::kPerson || type == EntityType::kGroup : people;
    case Test::kState:
      return entity && (type == EntityType::kState ||
                        (type == EntityType::kCity && !as_place && entity->governs.valid()));
    case Test::kBody:
      if (!entity) {
        return k.InSet(k.bodies, lemma) || k.InSet(k.forces, lemma) || upos(w) == Upos::kPropn;
      }
      return (type >= EntityType::kState && type <= EntityType::kGroup) ||
             ((type == EntityType::kCity || type == EntityType::kRegion) && !as_place);
    case Test::kOrg:
      return entity && (type == EntityType::kOrganization || type == EntityType::kGovernment);
    case Test::kArmed:
      if (k.InSet(k.forces, lemma)) return true;
      return entity && std::find(kArmedSectors.begin(), kArmedSectors.end(), entity->sector) !=
                           kArmedSectors.end();
    case Test::kPlace:
      return entity && IsPlaceType(type);
    case Test::kNamed: {
      if (!entity) return false;
      if (!entity->members.empty()) return true;  // "the pair"
      return HasName(*entity);
    }
    case Test::kPlural: {
      if (s.child(w, Deprel::kConj).valid()) return true;
      // "Arman Petrosyan and Azerbaijani President Rauf Mammadov", listed with the last of his
      // names
      if (s.child(w, Deprel::kFlat).valid()) {
        std::vector<Listed> others;
        ListedWith(*this, w, others);
        if (!others.empty()) return true;
      }
      if (entity && entity->members.size() > 1) return true;
      Number n = s.features[w.index()].number;
      return n == Number::kPlur || k.IsPartitive(lemma);
    }
    case Test::kBare: {
      // "insisted that Assad leave"; not "that they leave". "That Assad step down", with a noun.
      WordId subject = s.child(w, Deprel::kNsubj);
      bool verb =
          upos(w) == Upos::kVerb || (upos(w) == Upos::kNoun && !s.child(w, Deprel::kDet).valid() &&
                                     s.child(w, Deprel::kMark).valid());
      return verb && s.features[w.index()].tense != Tense::kPast &&
             s.lemma_of(w) == LowerAscii(s.base.form(w, d)) && !HasAux(w) && subject.valid() &&
             !Is(Test::kPlural, subject) && s.features[subject.index()].number == Number::kSing;
    }
    case Test::kNum:
      return upos(w) == Upos::kNum || s.child(w, Deprel::kNummod).valid();
    case Test::kSet:
      break;
  }
  return false;
}

// Positive conditions are alternatives; negative ones must all hold.
bool View::Passes(const std::vector<Condition>& conditions, WordId w) const {
  bool any_positive = false;
  bool passed = false;
  for (const Condition& c : conditions) {
    bool holds = c.test == Test::kSet ? k.InSet(c.set, key(Core(w))) : Is(c.test, w);
    if (c.negated) {
      if (holds) return false;
    } else {
      any_positive = true;
      passed = passed || holds;
    }
  }
  return passed || !any_positive;
}

}  // namespace dragoman::events
