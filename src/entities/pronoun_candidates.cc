// SPDX-License-Identifier: Apache-2.0
// Entry: CandidateFinder::Find. Not looked at: what was said in other articles, the meaning of
// sentences, split antecedents that are not joined by "and".
#include "entities/pronoun_candidates.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"

namespace dragoman::entities {
namespace {

constexpr size_t kMaxMentions = 120;   // looked at, back from the pronoun
constexpr size_t kMaxCandidates = 40;  // described
constexpr size_t kMaxConjuncts = 8;

// Values of the part `kRole` of features, in its order.
enum Role : size_t { kSubject, kPassive, kObject, kOblique, kOwner, kNmod, kPredicate, kOtherRole };

Role RoleOf(Deprel r) {
  switch (r) {
    case Deprel::kNsubj:
    case Deprel::kNsubjOuter:
    case Deprel::kCsubj:
      return kSubject;
    case Deprel::kNsubjPass:
      return kPassive;
    case Deprel::kObj:
    case Deprel::kIobj:
      return kObject;
    case Deprel::kObl:
    case Deprel::kOblAgent:
    case Deprel::kOblUnmarked:
      return kOblique;
    case Deprel::kNmodPoss:
      return kOwner;
    case Deprel::kNmod:
    case Deprel::kNmodDesc:
      return kNmod;
    default:
      return kOtherRole;
  }
}

// Of the phrase a conjunct or apposition belongs to. "He was a captain", "known as a captain": a
// predicate.
Role RoleOf(const Article& a, const Draft& d) {
  uint32_t word = d.head;
  const Syntax& s = a.syntax;
  auto stands_beside = [&] {
    return s.deprel[word] == Deprel::kConj || s.deprel[word] == Deprel::kAppos;
  };
  for (size_t steps = 0; steps < kMaxConjuncts && stands_beside(); ++steps) {
    word = static_cast<uint32_t>(s.head[word].index());
  }
  if (s.child(WordId(size_t{word}), Deprel::kCop).valid()) {
    return d.form == MentionForm::kName ? kSubject : kPredicate;
  }
  WordId preposition = s.child(WordId(size_t{word}), Deprel::kCase);
  if (preposition.valid() && a.rules.is("as", a.lower[preposition.index()])) return kPredicate;
  return RoleOf(s.deprel[word]);
}

// "Mozilla, its rival", "the beauty of its tiles": whether the pronoun is a part of the phrase.
// The values of the part `kInside` of features.
size_t InsideOf(const Syntax& s, uint32_t pronoun, uint32_t other) {
  size_t how = 0;
  WordId w(size_t{pronoun});
  for (int steps = 0; steps < 8; ++steps) {
    switch (s.deprel[w.index()]) {
      case Deprel::kNmodPoss:
        break;
      case Deprel::kAppos:
        how = std::max<size_t>(how, 1);
        break;
      case Deprel::kNmod:
      case Deprel::kCompound:
      case Deprel::kAmod:
        how = std::max<size_t>(how, 2);
        break;
      case Deprel::kAcl:
      case Deprel::kAclRelcl:
        how = 3;
        break;
      case Deprel::kConj:
        how = std::max<size_t>(how, 4);
        break;
      default:
        if (how != 3) how = std::max<size_t>(how, 5);
    }
    w = s.head[w.index()];
    if (!w.valid()) return 0;
    if (w.index() == other) return how;
  }
  return 0;
}

// "he added", "officials say": a verb with the words that were said.
bool Says(const Syntax& s, WordId verb) {
  if (!verb.valid() || s.upos[verb.index()] != Upos::kVerb) return false;
  return s.deprel[verb.index()] == Deprel::kParataxis || s.child(verb, Deprel::kCcomp).valid() ||
         s.child(verb, Deprel::kParataxis).valid();
}

size_t CountValue(size_t n) { return n <= 3 ? (n > 0 ? n - 1 : 0) : n <= 5 ? 3 : n <= 9 ? 4 : 5; }

size_t WordsValue(size_t n) {
  size_t value = 0;
  for (size_t limit : {2u, 5u, 10u, 20u, 40u, 80u}) value += n > limit;
  return value;
}

size_t PreferenceValue(float p) {
  if (p == 0.f) return 0;
  return p < -1.2f ? 1 : p < -0.4f ? 2 : p < 0.4f ? 3 : p < 1.2f ? 4 : 5;
}

}  // namespace

struct CandidateFinder::Found {
  EntityId entity;
  std::vector<EntityId> members;
  const Draft* last = nullptr;
  SentenceId sentence;
  uint32_t first = 0, end = 0;
  float salience = 0;
  size_t mentions = 0;     // seen in the window
  size_t rank = 0;         // by salience, from 0
  bool predicate = false;  // `last` is one
};

// What is asked of all candidates alike.
struct CandidateFinder::Place {
  size_t kind = 0;
  Role role = kOtherRole;
  uint32_t quote = 0;
  EntityId speaker;             // of the quotation it stands in
  std::vector<EntityId> above;  // subjects of its clause and those above, the nearest first
  std::string_view lemma;       // whose argument it is; may be empty
  ArgumentRole argument = ArgumentRole::kSubject;
};

CandidateFinder::CandidateFinder(const Discourse& discourse)
    : d_(discourse), a_(discourse.a), model_(discourse.a.rules.pronoun_model()) {
  MarkQuotes();
}

// By paragraph, double marks alone: single ones are mostly apostrophes.
void CandidateFinder::MarkQuotes() {
  quote_of_.assign(a_.size(), 0);
  told_.assign(a_.size() + 1, 0);
  const auto& sentences = a_.syntax.base.sentences;
  uint32_t number = 0;
  bool open = false;
  for (size_t i = 0; i < sentences.size(); ++i) {
    const bool same = i > 0 && sentences[i].paragraph == sentences[i - 1].paragraph &&
                      sentences[i].kind == sentences[i - 1].kind;
    if (!same) open = false;
    for (size_t w = sentences[i].first.index(); w < sentences[i].end.index(); ++w) {
      std::string_view form = a_.form(static_cast<uint32_t>(w));
      if (form.size() <= 3 && !form.empty()) {
        const char32_t c = DecodeUtf8(form, 0).value;
        if (form == "\"" || form == "''" || form == "``") {
          open = form == "``" || (!open && form != "''");
          number += open;
        } else if (c == 0x201C || c == 0x201E) {
          open = true;
          ++number;
        } else if (c == 0x201D) {
          open = false;
        }
      }
      if (open) quote_of_[w] = number;
      told_[w + 1] = told_[w] + (open ? 0 : 1);
    }
  }
}

// "last week": nobody says "it" of a time. By the days the article names.
bool CandidateFinder::IsTime(const Draft& d) const {
  if (!d.thing) return false;
  const Span span = a_.syntax.base.words[d.head].span;
  const auto& all = a_.times.timexes;
  auto at = std::partition_point(all.begin(), all.end(),
                                 [&](const Timex& t) { return t.span.end <= span.begin; });
  return at != all.end() && at->span.begin <= span.begin;
}

bool CandidateFinder::Agrees(const PronounCase& c, EntityId id) const {
  const Entity& e = d_.linked.entities[id.index()];
  const bool plural = !e.members.empty() || d_.salience.plural(id);
  switch (c.kind) {
    case PronounClass::kHe:
    case PronounClass::kHis: {
      Gender g = d_.salience.gender(id);
      return e.type == EntityType::kPerson && !plural &&
             (g == Gender::kNone || g == c.pronoun->pronoun->gender);
    }
    case PronounClass::kIt:
    case PronounClass::kIts:
      return e.type != EntityType::kPerson && !plural;
    case PronounClass::kThey:
    case PronounClass::kTheir:
      return plural || e.type == EntityType::kGroup || e.type == EntityType::kOrganization ||
             e.type == EntityType::kGovernment || e.type == EntityType::kState;
  }
  return false;
}

std::vector<CandidateFinder::Found> CandidateFinder::Collect(const PronounCase& c) const {
  const bool person = c.kind == PronounClass::kHe || c.kind == PronounClass::kHis;
  const size_t sentences = person ? 6 : 3;
  std::vector<Found> out;
  std::vector<EntityId> barred;
  const auto& seen = d_.salience.seen();
  size_t tried = 0;
  for (size_t i = seen.size(); i-- > 0 && tried < kMaxMentions; ++tried) {
    const Salience::Seen& s = seen[i];
    if (s.draft->head >= c.pronoun->head) continue;
    const size_t distance = c.pronoun->sentence.index() - s.sentence.index();
    if (distance > sentences) break;
    if (d_.salience.Bound(*c.pronoun, s)) barred.push_back(s.entity);
    auto at =
        std::find_if(out.begin(), out.end(), [&](const Found& f) { return f.entity == s.entity; });
    const bool fresh = at == out.end();
    if (fresh) {
      if (out.size() >= kMaxCandidates || !Agrees(c, s.entity) || IsTime(*s.draft)) continue;
      at = out.emplace(out.end());
      at->entity = s.entity;
    }
    // "Bell served as mayor. Ross appointed him": told by the subject, not by the predicate.
    if (fresh || (at->predicate && RoleOf(a_, *s.draft) != kPredicate)) {
      at->last = s.draft;
      at->sentence = s.sentence;
      at->first = s.draft->first;
      at->end = s.draft->end;
      at->predicate = RoleOf(a_, *s.draft) == kPredicate;
    }
    at->salience += std::ldexp(s.weight, -static_cast<int>(distance));
    ++at->mentions;
  }
  std::erase_if(out, [&](const Found& f) {
    return std::find(barred.begin(), barred.end(), f.entity) != barred.end();
  });
  return out;
}

// What is owned may say whose it is: only a state has a navy, and "its leader, Yahya Sinwar" is not
// Israel's. Of those that fit, if any does.
void CandidateFinder::KeepOwners(const Draft& pronoun, std::vector<Found>& found) const {
  const Syntax& s = a_.syntax;
  const WordId owned = s.head[pronoun.head];
  if (!owned.valid() || s.deprel[pronoun.head] != Deprel::kNmodPoss) return;
  auto keep = [&](auto&& fits) {
    if (std::none_of(found.begin(), found.end(), fits)) return;
    std::erase_if(found, [&](const Found& f) { return !fits(f); });
  };
  auto entity = [&](const Found& f) -> const Entity& {
    return d_.linked.entities[f.entity.index()];
  };
  if (a_.rules.is("of_state", s.lemma_of(owned))) {
    keep([&](const Found& f) {  // "Tehran and its government", "Taiwan and its navy"
      const EntityType t = entity(f).type;
      return t == EntityType::kState || t == EntityType::kRegion || t == EntityType::kCity;
    });
  }
  const WordId beside = s.child(owned, Deprel::kAppos);
  const Draft* name = d_.At(beside);
  if (name == nullptr || name->form != MentionForm::kName || !name->entity.valid()) return;
  const Entity& who = d_.linked.entities[name->entity.index()];
  if (who.type != EntityType::kPerson || who.known.empty() || who.country.empty()) return;
  keep([&](const Found& f) { return entity(f).country == who.country; });
}

// "Russia and Ukraine say they have agreed": the coordination is nobody's mention by itself.
void CandidateFinder::AddCoordinations(const PronounCase& c, std::vector<Found>& found) const {
  const auto& seen = d_.salience.seen();
  const Syntax& s = a_.syntax;
  size_t tried = 0;
  for (size_t i = seen.size(); i-- > 0 && tried < kMaxMentions; ++tried) {
    const Draft& d = *seen[i].draft;
    if (d.head >= c.pronoun->head) continue;
    if (c.pronoun->sentence.index() - d.sentence.index() > 2) break;
    if (s.deprel[d.head] == Deprel::kConj || found.size() >= kMaxCandidates) continue;
    std::vector<EntityId> members = {d.entity};
    bool whole = true;
    uint32_t end = d.end;
    for (WordId w : s.children_of(WordId(size_t{d.head}))) {
      if (s.deprel[w.index()] != Deprel::kConj) continue;
      const Draft* part = d_.At(w);
      whole &= part != nullptr && part->entity.valid() && part->head < c.pronoun->head &&
               members.size() < kMaxConjuncts;
      if (!whole) break;
      members.push_back(part->entity);
      end = std::max(end, part->end);
    }
    auto actor = [&](EntityId e) {
      const Entity& entity = d_.linked.entities[e.index()];
      return IsActorType(entity.type) && entity.members.empty();
    };
    if (!whole || members.size() < 2 || !std::all_of(members.begin(), members.end(), actor)) {
      continue;
    }
    if (c.pronoun->head < end || d_.salience.Bound(*c.pronoun, seen[i])) continue;
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    if (members.size() < 2) continue;
    const bool known = std::any_of(found.begin(), found.end(), [&](const Found& f) {
      return f.members == members ||
             (f.entity.valid() && d_.linked.entities[f.entity.index()].members == members);
    });
    if (known) continue;
    Found f;
    f.members = std::move(members);
    f.last = &d;
    f.sentence = d.sentence;
    f.first = d.first;
    f.end = end;
    f.mentions = 1;
    f.salience = std::ldexp(seen[i].weight,
                            -static_cast<int>(c.pronoun->sentence.index() - d.sentence.index()));
    found.push_back(std::move(f));
  }
}

// Subjects of the clauses that the pronoun stands in, from the inside out.
std::vector<EntityId> CandidateFinder::SubjectsAbove(const Draft& pronoun) const {
  constexpr size_t kSteps = 14, kMost = 3;
  std::vector<EntityId> out;
  const Syntax& s = a_.syntax;
  WordId w(size_t{pronoun.head});
  for (size_t steps = 0; steps < kSteps && out.size() < kMost; ++steps) {
    w = s.head[w.index()];
    if (!w.valid()) break;
    WordId subject = s.child(w, Deprel::kNsubj);
    if (!subject.valid()) subject = s.child(w, Deprel::kNsubjPass);
    if (!subject.valid() || subject.index() >= pronoun.head) continue;
    // "One of these groups, the Red Front, said it": the name stands for the subject.
    WordId beside = s.child(subject, Deprel::kAppos);
    const Draft* d = d_.At(beside);
    if (d == nullptr || !d->entity.valid()) d = d_.At(subject);
    out.push_back(d == nullptr ? EntityId() : d->entity);
  }
  return out;
}

CandidateFinder::Place CandidateFinder::PlaceOf(const PronounCase& c) const {
  const Syntax& s = a_.syntax;
  const uint32_t head = c.pronoun->head;
  Place p;
  p.kind = static_cast<size_t>(c.kind);
  p.role = RoleOf(s.deprel[head]);
  p.quote = quote_of_[head];
  if (p.quote > 0) p.speaker = d_.SpeakerAt(head);
  p.above = SubjectsAbove(*c.pronoun);
  WordId governor = s.head[head];
  if (!governor.valid()) return p;
  const bool verb = s.upos[governor.index()] == Upos::kVerb;
  if (p.role == kOwner) {
    p.argument = ArgumentRole::kOwner;
  } else if (verb && p.role == kSubject) {
    p.argument = ArgumentRole::kSubject;
  } else if (verb && (p.role == kObject || p.role == kPassive)) {
    p.argument = ArgumentRole::kObject;
  } else {
    return p;
  }
  p.lemma = s.lemma_of(governor);
  return p;
}

float CandidateFinder::PreferenceFor(const Place& place, const Found& f) const {
  if (place.lemma.empty()) return 0;
  const EntityType type =
      f.members.empty() ? d_.linked.entities[f.entity.index()].type : EntityType::kGroup;
  return model_.Preference(place.lemma, place.argument, ArgumentTypeOf(type));
}

void CandidateFinder::Describe(const PronounCase& c, const Place& p, const Found& f,
                               PronounCandidate& out, size_t number) const {
  const Syntax& s = a_.syntax;
  const Draft& last = *f.last;
  const Draft& pronoun = *c.pronoun;
  const size_t distance = pronoun.sentence.index() - f.sentence.index();
  const size_t near = std::min<size_t>(distance, 2);
  const Role role = RoleOf(a_, last);
  const bool conjuncts = !f.members.empty();
  ArgumentType type = ArgumentType::kGroup;
  size_t of_number = 1, gender = 0, mentions = 1;
  if (!conjuncts) {
    const Entity& e = d_.linked.entities[f.entity.index()];
    const bool plural = !e.members.empty() || d_.salience.plural(f.entity);
    type = ArgumentTypeOf(e.type);
    of_number = plural ? 1 : last.number == Number::kSing ? 0 : 2;
    mentions = d_.salience.mentions(f.entity);
    gender = d_.salience.gender(f.entity) == Gender::kNone ? 0 : 1;
  }
  const size_t form = conjuncts                            ? 4
                      : last.form == MentionForm::kName    ? 0
                      : last.form == MentionForm::kPronoun ? 2
                      : last.thing                         ? 3
                                                           : 1;
  auto add = [&](Family family, size_t x, size_t y) {
    out.features.push_back(PronounModel::Feature(family, p.kind, x, y));
  };
  add(Family::kDistance, distance, form);
  add(Family::kRoles, role, near);
  add(Family::kType, static_cast<size_t>(type), of_number);
  add(Family::kGender, gender, form);
  // "India and China agree ... their": the two, rather than one of them.
  const bool joined = !conjuncts && (s.deprel[last.head] == Deprel::kConj ||
                                     s.child(WordId(size_t{last.head}), Deprel::kConj).valid());
  add(Family::kJoined, joined, near);
  add(Family::kSalience, f.rank, 0);
  add(Family::kRecency, number, near);
  add(Family::kMentions, CountValue(mentions), near);
  const auto& sentences = s.base.sentences;
  const bool headline = sentences[f.sentence.index()].kind == SentenceKind::kHeadline;
  const bool lead = f.sentence.index() == 0 ||
                    (f.sentence.index() > 0 && !headline &&
                     sentences[f.sentence.index() - 1].kind == SentenceKind::kHeadline);
  add(Family::kHeadline, headline ? 1 : lead && distance > 1 ? 2 : 0, 0);
  size_t level = 0;
  for (size_t k = 0; k < p.above.size() && level == 0; ++k) {
    const EntityId subject = p.above[k];
    if (!subject.valid()) continue;
    if (conjuncts ? subject == last.entity : subject == f.entity) level = k + 1;
  }
  const Role place = p.role == kPassive ? kSubject : p.role;
  add(Family::kAbove, level, place);
  const bool same_word = last.form == MentionForm::kPronoun && last.pronoun != nullptr &&
                         last.pronoun->person == 3 &&
                         last.pronoun->number == pronoun.pronoun->number &&
                         last.pronoun->gender == pronoun.pronoun->gender;
  add(Family::kSameWord, same_word, near);
  const uint32_t quote = quote_of_[last.head];
  const bool speaker = p.speaker.valid() && p.speaker == f.entity;
  add(Family::kQuote,
      speaker            ? 5
      : p.quote == quote ? (quote == 0 ? 0 : 3)
      : quote == 0       ? 1
      : p.quote == 0     ? 2
                         : 4,
      0);
  const size_t definite = last.form == MentionForm::kName      ? 0
                          : last.form == MentionForm::kPronoun ? 5
                          : last.demonstrative                 ? 2
                          : last.definite                      ? 1
                          : last.indefinite                    ? 3
                                                               : 4;
  add(Family::kDefinite, definite, near);
  const bool owned = s.child(WordId(size_t{last.head}), Deprel::kNmodPoss).valid();
  add(Family::kInside, InsideOf(s, pronoun.head, last.head), 0);
  add(Family::kOwned, owned, p.role);
  add(Family::kPreference, PreferenceValue(PreferenceFor(p, f)), 0);
  WordId governor = s.head[pronoun.head], other = s.head[last.head];
  const bool parallel = governor.valid() && other.valid() && p.role == role &&
                        s.lemma_of(governor) == s.lemma_of(other);
  add(Family::kParallel, parallel, near);
  const bool subject = p.role == kSubject && role == kSubject;
  add(Family::kSays, subject && Says(s, governor) ? 1 + Says(s, other) : 0, near);
  const bool first = f.first <= sentences[f.sentence.index()].first.index() + 2;
  add(Family::kFirst, first, near);
  const bool same_paragraph =
      sentences[f.sentence.index()].paragraph == sentences[pronoun.sentence.index()].paragraph;
  add(Family::kParagraph, distance == 0 ? 0 : same_paragraph ? 1 : 2, 0);
  add(Family::kRoleType, place, static_cast<size_t>(type));
  // "..., he added": what was quoted in between does not make the speaker any farther.
  const size_t words =
      p.quote == 0 ? told_[pronoun.head] - told_[last.head] : pronoun.head - last.head;
  add(Family::kWords, WordsValue(words), 0);
  add(Family::kAlone, c.candidates.size() == 1, near);
}

// How the clause of an "it" is built: "it is clear that", "it seems", "find it hard to". The values
// of the part `kFrame` of features.
size_t CandidateFinder::FrameOf(const Draft& pronoun) const {
  const Syntax& s = a_.syntax;
  const Role role = RoleOf(s.deprel[pronoun.head]);
  WordId governor = s.head[pronoun.head];
  if (!governor.valid()) return 0;
  auto has = [&](Deprel wanted) { return s.child(governor, wanted).valid(); };
  const bool clause = has(Deprel::kCcomp) || has(Deprel::kCsubj) || has(Deprel::kCsubjPass);
  bool purpose = has(Deprel::kXcomp);
  for (WordId c : s.children_of(governor)) {
    // "it was good to see": the parser may hang the clause as an adverbial one.
    purpose |= s.deprel[c.index()] == Deprel::kAdvcl && c > governor &&
               s.features[c.index()].verb_form == VerbForm::kInf;
  }
  if (role == kSubject && has(Deprel::kCop)) {
    const Upos u = s.upos[governor.index()];
    if (u == Upos::kAdj) return clause || purpose ? 7 : 6;
    if (u != Upos::kNoun && u != Upos::kPropn) return 11;
    if (has(Deprel::kAclRelcl)) return 10;
    return clause || purpose ? 9 : 8;
  }
  if (role == kPassive) return clause || purpose ? 5 : 4;
  if (role == kSubject) {
    return clause ? 2 : has(Deprel::kXcomp) ? 3 : has(Deprel::kAdvcl) ? 14 : 1;
  }
  if (role == kObject) return has(Deprel::kXcomp) ? 13 : 12;
  return role == kOblique || role == kNmod ? 15 : 0;
}

void CandidateFinder::DescribeNone(const Place& p, const std::vector<Found>& found,
                                   PronounCase& c) const {
  auto add = [&](Family family, size_t x) {
    c.none.push_back(PronounModel::Feature(family, p.kind, x));
  };
  add(Family::kNone, 0);
  add(Family::kNoneFrame, FrameOf(*c.pronoun));
  add(Family::kNoneCount, found.size());
  size_t nearest = 4;
  float most = -10;
  for (const Found& f : found) {
    nearest = std::min(nearest, c.pronoun->sentence.index() - f.sentence.index());
    const float preference = PreferenceFor(p, f);
    if (preference != 0.f) most = std::max(most, preference);
  }
  add(Family::kNoneNearest, nearest);
  add(Family::kNoneQuote, p.quote > 0);
  add(Family::kNonePreference, most == -10.f ? 0 : PreferenceValue(most));
  WordId governor = a_.syntax.head[c.pronoun->head];
  if (c.kind == PronounClass::kIt && governor.valid() &&
      (p.role == kSubject || p.role == kPassive)) {
    c.none_verb = a_.syntax.lemma_of(governor);
  }
}

std::optional<PronounCase> CandidateFinder::Find(const Draft& pronoun) const {
  const PronounRow& row = *pronoun.pronoun;
  const bool possessive = row.use == PronounUse::kPossessive;
  if (row.person != 3 || (!possessive && row.use != PronounUse::kPersonal)) return std::nullopt;
  PronounCase c;
  c.pronoun = &pronoun;
  c.kind = row.number == Number::kPlur   ? (possessive ? PronounClass::kTheir : PronounClass::kThey)
           : row.gender == Gender::kNeut ? (possessive ? PronounClass::kIts : PronounClass::kIt)
                                         : (possessive ? PronounClass::kHis : PronounClass::kHe);
  std::vector<Found> found = Collect(c);
  if (possessive) KeepOwners(pronoun, found);
  // "The talks ended. They say it will rain": talks say nothing.
  if (c.kind == PronounClass::kThey && RoleOf(a_.syntax.deprel[pronoun.head]) == kSubject &&
      Says(a_.syntax, a_.syntax.head[pronoun.head])) {
    std::erase_if(found, [&](const Found& f) {
      return f.entity.valid() && !IsActorType(d_.linked.entities[f.entity.index()].type);
    });
  }
  if (row.number == Number::kPlur) AddCoordinations(c, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& x, const Found& y) { return x.last->head > y.last->head; });
  std::vector<size_t> order(found.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t x, size_t y) { return found[x].salience > found[y].salience; });
  for (size_t i = 0; i < order.size(); ++i) found[order[i]].rank = i;
  const Place place = PlaceOf(c);
  c.candidates.resize(found.size());
  for (size_t i = 0; i < found.size(); ++i) {
    PronounCandidate& out = c.candidates[i];
    out.entity = found[i].entity;
    out.members = found[i].members;
    out.last = found[i].last;
    out.first = found[i].first;
    out.end = found[i].end;
    Describe(c, place, found[i], out, i);
  }
  DescribeNone(place, found, c);
  return c;
}

}  // namespace dragoman::entities
