// SPDX-License-Identifier: Apache-2.0
// Relations that names, appositions and copulas give: "Turkish President Recep Tayyip Erdogan",
// "Putin aide Yuri Ushakov", "NATO, of which Turkey is a member". Entry: FindNameRelations.
#include <algorithm>

#include "entities/draft.h"
#include "entities/link.h"

namespace dragoman::entities {
namespace {

std::string Capitalised(std::string_view words) {
  std::string out(words);
  bool start = true;
  for (size_t i = 0; i < out.size(); ++i) {
    // Small words between blanks stay small: "Secretary of State".
    size_t end = std::min(out.find(' ', i), out.size());
    if (start && (end - i > 3 || i == 0) && out[i] >= 'a' && out[i] <= 'z') {
      out[i] = static_cast<char>(out[i] - 32);
    }
    start = out[i] == ' ' || out[i] == '-';
  }
  return out;
}

class RelationFinder {
 public:
  RelationFinder(const Article& a, Linked& linked)
      : a_(a), linked_(linked), drafts_(linked.drafts), list_(a, linked) {
    draft_of_word_.assign(a.size(), -1);
    for (size_t i = 0; i < drafts_.size(); ++i)
      draft_of_word_[drafts_[i].head] = static_cast<int>(i);
    named_.assign(linked.entities.size(), false);
    for (const Draft& d : drafts_) {
      if (d.entity.valid() && d.form == MentionForm::kName) named_[d.entity.index()] = true;
    }
  }

  void Find() {
    for (size_t i = 0; i < drafts_.size(); ++i) {
      const Draft& d = drafts_[i];
      if (!d.entity.valid()) continue;
      if (d.form == MentionForm::kName) {
        if (d.title && Is(d.entity, EntityType::kPerson)) {
          FromTitle(d, *d.title, d.entity, {std::min(d.title->first, d.first), d.end}, false);
        }
        if (d.title_after && Is(d.entity, EntityType::kPerson)) {
          FromTitle(d, *d.title_after, d.entity, {d.first, d.title_after->end}, false);
        }
        Citizen(i);
        Counterpart(i);
        OfParty(i);
        MembersListed(i);
        Backed(d);
      } else if (d.form == MentionForm::kNominal) {
        FromNominal(d);
        TermOfOffice(d);
      }
    }
  }

 private:
  struct Words {
    uint32_t first, end;
  };

  bool Is(EntityId e, EntityType t) const { return linked_.entities[e.index()].type == t; }

  // "Kemal Kilicdaroglu, the head of the party"; "Turkey is a member of NATO"; "her brother, Carl
  // Durand"; "Anna Bell was elected president of the league".
  void FromNominal(const Draft& d) {
    if (!a_.has_trees) return;
    WordId head(size_t{d.head});
    TitleUse use = UseOf(d);
    bool copula = a_.syntax.child(head, Deprel::kCop).valid();
    bool plural = d.number == Number::kPlur;
    if (!plural) {
      WordId other;
      if (copula) {
        other = a_.syntax.child(head, Deprel::kNsubj);
      } else if (a_.syntax.deprel[d.head] == Deprel::kAppos) {
        other = a_.syntax.head[d.head];
      }
      if (const Draft* subject = DraftAt(other)) {
        if (copula || subject->form == MentionForm::kName) Tell(d, use, *subject, copula);
      } else if (const Draft* made = MadeOf(d)) {
        const WordId verb = a_.syntax.head[d.head];
        if (a_.rules.is("served", a_.syntax.lemma_of(verb)) && use.sense == OfficeWord::kNone &&
            a_.syntax.features[verb.index()].tense == Tense::kPast) {
          use.sense = OfficeWord::kPast;
        }
        Tell(d, use, *made, false);
      }
    }
    if (a_.rules.role(use.noun) != nullptr) Beside(d, use);
  }

  const Draft* DraftAt(WordId w) const {
    if (!w.valid() || draft_of_word_[w.index()] < 0) return nullptr;
    const Draft& d = drafts_[static_cast<size_t>(draft_of_word_[w.index()])];
    return d.entity.valid() ? &d : nullptr;
  }

  TitleUse UseOf(const Draft& d) const {
    if (d.title) return *d.title;
    TitleUse use;
    use.noun = a_.syntax.lemma_of(WordId(size_t{d.head}));
    use.title_first = d.head;
    use.title_end = d.head + 1;
    use.of_name = d.owner;
    return use;
  }

  void Tell(const Draft& d, const TitleUse& use, const Draft& subject, bool copula) {
    Words words{std::min(d.first, subject.first), std::max(d.end, subject.end)};
    FromTitle(d, use, subject.entity, words, copula);
  }

  // "her younger brother, Carl Durand"; "British nationals Anna Bell and Carl Durand"; "Moldova's
  // breakaway region of Transnistria": the names hang on the noun.
  void Beside(const Draft& d, const TitleUse& use) {
    if (d.number != Number::kPlur) {
      for (WordId c : a_.syntax.children_of(WordId(size_t{d.head}))) {
        Deprel r = a_.syntax.deprel[c.index()];
        const Draft* name = DraftAt(c);
        bool named = r == Deprel::kAppos || r == Deprel::kFlat ||
                     (r == Deprel::kNmod && name != nullptr && name->entity == d.entity);
        if (c.index() < d.head || !named) continue;
        if (name != nullptr && name->form == MentionForm::kName) Tell(d, use, *name, false);
      }
      return;
    }
    // A group named once may be spoken of again: only of the names after it here.
    const std::vector<EntityId>& members = linked_.entities[d.entity.index()].members;
    constexpr uint32_t kWords = 64;
    for (uint32_t h = d.end; h < d.end + kWords && a_.in(d.sentence, h); ++h) {
      const Draft* name = DraftAt(WordId(size_t{h}));
      if (name == nullptr || name->form != MentionForm::kName || name->first < d.end) continue;
      bool member = std::find(members.begin(), members.end(), name->entity) != members.end();
      if (member) Tell(d, use, *name, false);
    }
  }

  // "Anna Bell was elected president of the league", "became ...", "served as ...": who was made
  // that. Only what has happened.
  const Draft* MadeOf(const Draft& d) const {
    Deprel r = a_.syntax.deprel[d.head];
    WordId head(size_t{d.head}), verb = a_.syntax.head[d.head];
    if (!verb.valid() || a_.syntax.upos[verb.index()] != Upos::kVerb) return nullptr;
    std::string_view lemma = a_.syntax.lemma_of(verb);
    if (!a_.rules.is("made_office", lemma)) return nullptr;
    WordId mark = a_.syntax.child(head, Deprel::kCase);
    bool as = mark.valid() && a_.rules.is("as", a_.lower[mark.index()]);
    bool complement = r == Deprel::kXcomp || r == Deprel::kObj;
    if (!(as && (r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kObj)) &&
        !(complement && !mark.valid())) {
      return nullptr;
    }
    for (WordId c : a_.syntax.children_of(verb)) {
      const std::string& word = a_.lower[c.index()];
      if (a_.syntax.features[c.index()].negative || a_.rules.is("conditional", word))
        return nullptr;
      // "will become", "could be named": not yet.
      if (a_.syntax.deprel[c.index()] == Deprel::kAux && !a_.rules.is("past_aux", word)) {
        return nullptr;
      }
    }
    WordId subject = a_.syntax.child(verb, Deprel::kNsubjPass);
    bool passive = subject.valid();
    if (!passive) subject = a_.syntax.child(verb, Deprel::kNsubj);
    const Draft* who = DraftAt(subject);
    // "Mugabe led the country, serving as its first prime minister": whoever did the other thing.
    if (!subject.valid() && (a_.syntax.features[verb.index()].verb_form == VerbForm::kGer ||
                             a_.syntax.features[verb.index()].verb_form == VerbForm::kPart)) {
      WordId above = a_.syntax.head[verb.index()];
      Deprel link = a_.syntax.deprel[verb.index()];
      if (above.valid() && link == Deprel::kAdvcl) {
        who = DraftAt(a_.syntax.child(above, Deprel::kNsubj));
      } else if (above.valid() && link == Deprel::kAcl) {
        who = DraftAt(above);
      }
    }
    if (who == nullptr || !Is(who->entity, EntityType::kPerson)) return nullptr;
    // "He named a president": active, the subject is the one that makes.
    return passive || a_.rules.is("made_itself", lemma) ? who : nullptr;
  }

  // The name or thing the role is of: beside the title, or "of which" (a relative pronoun).
  EntityId Holder(const Draft& d, const TitleUse& use) const {
    if (use.of_name >= 0) return drafts_[static_cast<size_t>(use.of_name)].entity;
    if (use.first > 0 && a_.in(d.sentence, use.first - 1)) {  // "his sister Yingluck"
      int i = draft_of_word_[use.first - 1];
      if (i >= 0) {
        const Draft& owner = drafts_[static_cast<size_t>(i)];
        if (owner.pronoun != nullptr && owner.pronoun->use == PronounUse::kPossessive) {
          return owner.entity;
        }
      }
    }
    if (!a_.has_trees || use.title_end == 0) return {};
    // "her younger brother", "the president's sister and chief of staff"
    for (WordId c : a_.syntax.children_of(WordId(size_t{use.title_end - 1}))) {
      if (a_.syntax.deprel[c.index()] != Deprel::kNmodPoss) continue;
      if (const Draft* owner = DraftAt(c)) return owner->entity;
    }
    for (WordId c : a_.syntax.children_of(WordId(size_t{use.title_end - 1}))) {
      Deprel r = a_.syntax.deprel[c.index()];
      if ((r != Deprel::kNmod && r != Deprel::kObl) || draft_of_word_[c.index()] < 0) continue;
      WordId mark = a_.syntax.child(c, Deprel::kCase);
      if (!mark.valid() || !a_.rules.is("role_of", a_.lower[mark.index()])) continue;
      return drafts_[static_cast<size_t>(draft_of_word_[c.index()])].entity;
    }
    return {};
  }

  Status StatusOf(const Draft& d, const TitleUse& use, bool copula) const {
    if (use.sense == OfficeWord::kPast || use.sense == OfficeWord::kThen) return Status::kOccurred;
    if (use.sense == OfficeWord::kComing) return Status::kPlanned;
    if (!copula) return Status::kOngoing;
    for (WordId c : a_.syntax.children_of(WordId(size_t{d.head}))) {
      if (a_.syntax.features[c.index()].negative) return Status::kDenied;
      if (a_.syntax.deprel[c.index()] == Deprel::kAux) return Status::kPossible;
    }
    WordId be = a_.syntax.child(WordId(size_t{d.head}), Deprel::kCop);
    return a_.syntax.features[be.index()].tense == Tense::kPast ? Status::kOccurred
                                                                : Status::kOngoing;
  }

  void FromTitle(const Draft& d, const TitleUse& use, EntityId subject, Words words, bool copula) {
    Relation r;
    r.subject = subject;
    r.status = StatusOf(d, use, copula);
    r.sentence = d.sentence;
    EntityId of = Holder(d, use);
    if (of == subject) return;
    const RoleRow* role = a_.rules.role(use.noun);
    // "Putin aide": a role of a person is no office of a state.
    bool personal = role != nullptr && of.valid() && Is(of, EntityType::kPerson);
    // "the leader of the Green Party" heads it; offices of states and of bodies that have their
    // own titles are held.
    if (role != nullptr && of.valid() && !Is(of, EntityType::kState) && !HasOffice(use, of) &&
        RoleFits(*role, subject, of)) {
      personal = true;
    }
    if (use.title && !personal && Is(subject, EntityType::kPerson)) {
      r.title = OfficeTitle(use, subject, of);
      r.rule = "office." + std::string(use.noun);
    }
    if (r.title.empty()) {
      if (role == nullptr || !of.valid() || !RoleFits(*role, subject, of)) return;
      r.kind = role->kind;
      r.rule = "role." + std::string(use.noun);
      if (!role->frame.empty()) {
        r.title = std::string(role->frame);
        size_t at = r.title.find("{}");
        if (at != std::string::npos) r.title.replace(at, 2, linked_.entities[of.index()].name);
      } else {
        r.objects.push_back(of);
      }
    }
    // "Thaksin and his sister Yingluck": told of him.
    if (r.kind == RelationKind::kRelatedTo && use.of_name < 0 && r.objects.size() == 1) {
      std::swap(r.subject, r.objects[0]);
    }
    r.evidence.push_back(a_.span(words.first, words.end));
    Remember(use, r, of);
    Add(std::move(r));
  }

  bool HasOffice(const TitleUse& use, EntityId of) const {
    KnownId body = list_.KnownOf(of);
    return use.title && body != kNoKnown && !a_.knowledge.OfficesByTitle(*use.title, body).empty();
  }

  bool RoleFits(const RoleRow& role, EntityId subject, EntityId of) const {
    const Entity& s = linked_.entities[subject.index()];
    const Entity& o = linked_.entities[of.index()];
    switch (role.kind) {
      case RelationKind::kRelatedTo:
        return s.type == EntityType::kPerson && o.type == EntityType::kPerson;
      case RelationKind::kMemberOf:
        return o.type == EntityType::kOrganization || o.type == EntityType::kGovernment ||
               o.type == EntityType::kGroup;
      case RelationKind::kHeadOf:
        return s.type == EntityType::kPerson && IsActorType(o.type) &&
               o.type != EntityType::kPerson;
      case RelationKind::kCitizenOf:
        return s.type == EntityType::kPerson && o.type == EntityType::kState;
      case RelationKind::kPartOf:  // a place of a place, a body of a body
        if (!Named(subject) || s.type == EntityType::kPerson || s.type == EntityType::kGroup ||
            o.type == EntityType::kPerson || o.type == EntityType::kGroup) {
          return false;
        }
        return s.type != EntityType::kState && IsPlaceType(s.type) == IsPlaceType(o.type);
      default:
        return s.type == EntityType::kPerson;
    }
  }

  // "US Ambassador to Germany", "Senator from Vermont": as it stands, the state's name in front.
  std::string ReachTitle(const TitleUse& use, EntityId subject, EntityId of) const {
    std::string out;
    if (of.valid()) {
      out = linked_.entities[of.index()].name + " ";
    } else if (const std::string& c = linked_.entities[subject.index()].country; !c.empty()) {
      KnownId state = a_.knowledge.StateByCode(c);
      if (state != kNoKnown) out = std::string(a_.knowledge.Get(state).name) + " ";
    }
    out += Capitalised(a_.knowledge.TitleAt(*use.title).title);
    return out.append(" ").append(a_.text(use.reach_first, use.reach_end));
  }

  // "President of Turkey", "acting Minister of State of Monaco"; empty if it cannot be written.
  std::string OfficeTitle(const TitleUse& use, EntityId subject, EntityId of) {
    if (use.reach_end > 0) return ReachTitle(use, subject, of);
    std::string kept = use.kept.empty() ? "" : use.kept + " ";
    KnownId body = of.valid() ? list_.KnownOf(of) : kNoKnown;
    if (body == kNoKnown && !of.valid()) {
      // "President Mulino": the office they are known to hold or have held, by its title.
      std::string known = KnownOffice(use, subject);
      if (!known.empty()) return kept + known;
      const std::string& country = linked_.entities[subject.index()].country;
      if (!country.empty()) body = a_.knowledge.StateByCode(country);
    }
    if (body != kNoKnown) {
      std::vector<OfficeId> offices = a_.knowledge.OfficesByTitle(*use.title, body);
      if (!offices.empty()) return kept + std::string(a_.knowledge.OfficeAt(offices[0]).title);
    }
    if (a_.rules.title_word(a_.knowledge.TitleAt(*use.title).title) == TitleWord::kRank) return "";
    std::string title = Capitalised(kept + std::string(a_.knowledge.TitleAt(*use.title).title));
    std::string name;
    if (of.valid()) {
      name = linked_.entities[of.index()].name;
    } else if (body != kNoKnown && StartsUpper(a_.form(use.title_end - 1))) {
      name = std::string(a_.knowledge.Get(body).name);  // "Senator Lindsey Graham"
    }
    if (name.empty()) return "";
    // "Turkish lawmaker", "Russian general": no office of the state.
    bool state = !of.valid() || Is(of, EntityType::kState);
    bool written = StartsUpper(a_.form(use.title_end - 1)) &&
                   a_.rules.title_word(use.noun) == TitleWord::kOffice;
    if (state && a_.knowledge.TitleAt(*use.title).roles.empty() && !written) return "";
    return title.append(" of ").append(name);
  }

  std::string KnownOffice(const TitleUse& use, EntityId subject) const {
    const std::string& key = linked_.entities[subject.index()].known;
    if (key.empty()) return "";
    Title title = a_.knowledge.TitleAt(*use.title);
    for (const Interval& on : {a_.times.published, Interval{}}) {
      std::vector<Term> terms = a_.knowledge.OfficesOf(a_.knowledge.ByKey(key), on);
      for (size_t k = terms.size(); k-- > 0;) {
        auto office = a_.knowledge.OfficeAt(terms[k].office);
        if (std::find(title.roles.begin(), title.roles.end(), office.role) != title.roles.end()) {
          return std::string(office.title);
        }
      }
    }
    return "";
  }

  // "Belarusian Alexander Lukashenko": a people's adjective right before a name.
  void Citizen(size_t i) {
    const Draft& d = drafts_[i];
    if (i == 0 || d.title || !Is(d.entity, EntityType::kPerson)) return;
    const Draft& before = drafts_[i - 1];
    if (before.form != MentionForm::kName || before.end != d.first || !before.entity.valid() ||
        before.name_type != NameType::kPeople || !Is(before.entity, EntityType::kState)) {
      return;
    }
    Entity& e = list_[d.entity];
    if (e.country.empty()) e.country = linked_.entities[before.entity.index()].country;
    AddPair(RelationKind::kCitizenOf, d.entity, before.entity, a_.span(before.first, d.end),
            d.sentence, "citizen.adjective");
  }

  // "his Greek, Cypriot and French counterparts, Nikos Dendias, Nikos Christodoulides and Jean-Yves
  // Le Drian": the office of whoever was named with one last, in each of the states.
  void Counterpart(size_t i) {
    const Draft& last_state = drafts_[i];
    if (last_state.name_type != NameType::kPeople || !a_.in(last_state.sentence, last_state.end) ||
        !a_.rules.is("counterpart", a_.lower[last_state.end])) {
      return;
    }
    size_t first = i;
    while (first > 0 && drafts_[first - 1].name_type == NameType::kPeople &&
           Listed(drafts_[first - 1].end, drafts_[first].first)) {
      --first;
    }
    const TitleUse* title = nullptr;
    constexpr size_t kSentencesBack = 3;
    for (size_t k = first; k-- > 0 && title == nullptr;) {
      if (drafts_[k].sentence.index() + kSentencesBack < last_state.sentence.index()) break;
      if (drafts_[k].form == MentionForm::kName && drafts_[k].title && drafts_[k].title->title) {
        title = &*drafts_[k].title;
      }
    }
    if (title == nullptr) return;
    for (size_t k = first; k <= i; ++k) {
      size_t n = i + 1 + (k - first);
      if (n >= drafts_.size() || drafts_[n].form != MentionForm::kName ||
          !drafts_[n].entity.valid() || !Is(drafts_[n].entity, EntityType::kPerson)) {
        return;
      }
      uint32_t from = k == first ? last_state.end + 1 : drafts_[n - 1].end;
      if (from != drafts_[n].first && !Listed(from, drafts_[n].first)) return;
      TitleUse use = *title;
      use.sense = OfficeWord::kNone;
      use.kept.clear();
      use.reach_end = 0;
      use.of_name = static_cast<int>(k);
      FromTitle(drafts_[n], use, drafts_[n].entity, {drafts_[k].first, drafts_[n].end}, false);
    }
  }

  bool Named(EntityId e) const { return named_[e.index()]; }

  // "Geert Wilders of the Freedom Party": a person's name, then a party's.
  void OfParty(size_t i) {
    const Draft& d = drafts_[i];
    if (i + 1 >= drafts_.size() || !Is(d.entity, EntityType::kPerson)) return;
    uint32_t w = d.end;
    if (!a_.in(d.sentence, w) || !a_.rules.is("of", a_.lower[w])) return;
    ++w;
    if (a_.in(d.sentence, w) && a_.rules.is("definite", a_.lower[w])) ++w;
    for (size_t k = i + 1; k < drafts_.size() && drafts_[k].first <= w; ++k) {
      const Draft& party = drafts_[k];
      if (party.first != w || party.form != MentionForm::kName || !party.entity.valid()) continue;
      if (linked_.entities[party.entity.index()].sector != "PTY") return;
      AddPair(RelationKind::kMemberOf, d.entity, party.entity, a_.span(d.first, party.end),
              d.sentence, "member.of-party");
      return;
    }
  }

  // "the G7, an informal group of seven countries, the United Kingdom, France, ... and Italy":
  // states in a list that the text puts beside a body all of them are in.
  void MembersListed(size_t i) {
    const Draft& d = drafts_[i];
    const KnownId body = list_.KnownOf(d.entity);
    if (body == kNoKnown || !Is(d.entity, EntityType::kOrganization)) return;
    constexpr uint32_t kBetween = 18;
    constexpr size_t kFewest = 3;
    std::vector<const Draft*> states;
    for (size_t k = i + 1; k < drafts_.size() && drafts_[k].sentence == d.sentence; ++k) {
      const Draft& n = drafts_[k];
      if (n.form != MentionForm::kName) continue;
      if (!n.entity.valid() || !Is(n.entity, EntityType::kState)) break;
      if (states.empty() ? n.first > d.end + kBetween || !Introduced(d.end, n.first)
                         : !Joined(states.back()->end, n.first)) {
        break;
      }
      states.push_back(&n);
    }
    if (states.size() < kFewest) return;
    std::vector<Membership> members = a_.knowledge.MembersOf(body, a_.times.published);
    for (const Draft* n : states) {
      KnownId state = list_.KnownOf(n->entity);
      if (std::none_of(members.begin(), members.end(),
                       [&](const Membership& m) { return m.member == state; })) {
        return;
      }
    }
    for (const Draft* n : states) {
      AddPair(RelationKind::kMemberOf, n->entity, d.entity, a_.span(d.first, states.back()->end),
              d.sentence, "member.listed");
    }
  }

  // Between a body and the list of its members: no verb, and at the end a mark that opens a list.
  bool Introduced(uint32_t from, uint32_t to) const {
    if (to > from && a_.rules.is("definite", a_.lower[to - 1])) --to;
    if (to <= from || ShapeOf(a_.form(to - 1)) != Shape::kPunct) return false;
    for (uint32_t w = from; w < to; ++w) {
      bool copula = a_.syntax.deprel[w] == Deprel::kCop;  // "the G7 is a group of seven countries,"
      if (a_.syntax.upos[w] == Upos::kVerb || (a_.syntax.upos[w] == Upos::kAux && !copula)) {
        return false;
      }
    }
    return true;
  }

  bool Joined(uint32_t from, uint32_t to) const {
    if (to <= from || to - from > 3) return false;
    for (uint32_t w = from; w < to; ++w) {
      if (a_.lower[w] != "," && !a_.rules.is("and", a_.lower[w]) &&
          !a_.rules.is("definite", a_.lower[w])) {
        return false;
      }
    }
    return true;
  }

  // "Iran-backed Houthis", "the Rwanda-backed M23 rebels": what follows has that backer.
  void Backed(const Draft& d) {
    const uint32_t w = d.end;
    if (!a_.in(d.sentence, w + 1) || ShapeOf(a_.form(w)) != Shape::kHyphen ||
        !a_.rules.is("backed", a_.lower[w + 1]) ||
        !IsActorType(linked_.entities[d.entity.index()].type)) {
      return;
    }
    constexpr uint32_t kWords = 4;
    for (uint32_t h = w + 2; h <= w + 1 + kWords && a_.in(d.sentence, h); ++h) {
      const Draft* next = DraftAt(WordId(size_t{h}));
      if (next == nullptr) continue;
      const Draft& other = *next;
      if (other.form == MentionForm::kPronoun) return;
      // Nothing but its own modifiers may stand between; "Turkey-backed Syrian rebels" are no
      // state.
      if (other.name_type == NameType::kPeople && other.form == MentionForm::kName &&
          Is(other.entity, EntityType::kState)) {
        continue;
      }
      if (other.first > w + 2 && !Modify(w + 2, other.first)) return;
      const Entity& e = linked_.entities[other.entity.index()];
      if (!IsActorType(e.type) || other.entity == d.entity || other.thing) return;
      AddPair(RelationKind::kSupportsSide, d.entity, other.entity, a_.span(d.first, other.end),
              d.sentence, "supports.backed");
      return;
    }
  }

  bool Modify(uint32_t from, uint32_t to) const {
    for (uint32_t w = from; w < to; ++w) {
      Upos u = a_.syntax.upos[w];
      if (u != Upos::kAdj && u != Upos::kPropn && u != Upos::kNoun) return false;
    }
    return true;
  }

  // "the presidency of Barack Obama", "during Obama's presidency": the office the noun is made of,
  // of whoever is known to have held it.
  void TermOfOffice(const Draft& d) {
    std::string_view roles = a_.rules.term_of_office(a_.syntax.lemma_of(WordId(size_t{d.head})));
    if (roles.empty() || d.owner < 0) return;
    const Draft& owner = drafts_[static_cast<size_t>(d.owner)];
    if (!owner.entity.valid() || !Is(owner.entity, EntityType::kPerson)) return;
    KnownId person = list_.KnownOf(owner.entity);
    if (person == kNoKnown) return;
    std::vector<Term> terms = a_.knowledge.OfficesOf(person, {});
    for (size_t k = terms.size(); k-- > 0;) {
      auto office = a_.knowledge.OfficeAt(terms[k].office);
      if (office.role != roles) continue;
      Relation r;
      r.subject = owner.entity;
      r.title = std::string(office.title);
      const Interval& on = a_.times.published;
      bool over = !on.unbounded() && terms[k].held.latest && on.earliest &&
                  *terms[k].held.latest < *on.earliest;
      r.status = over ? Status::kOccurred : Status::kOngoing;
      r.evidence.push_back(a_.span(std::min(d.first, owner.first), std::max(d.end, owner.end)));
      r.sentence = d.sentence;
      r.rule = "office.term";
      Add(std::move(r));
      return;
    }
  }

  bool Listed(uint32_t from, uint32_t to) const {
    if (to <= from || to - from > 2) return false;
    for (uint32_t w = from; w < to; ++w) {
      if (a_.lower[w] != "," && !a_.rules.is("and", a_.lower[w])) return false;
    }
    return true;
  }

  void Remember(const TitleUse& use, const Relation& r, EntityId of) {
    Entity& e = list_[r.subject];
    if (e.type != EntityType::kPerson) return;
    if (e.country.empty() && of.valid() && use.title) {
      e.country = linked_.entities[of.index()].country;
    }
    if (r.kind != RelationKind::kHoldsOffice || r.title.empty()) return;
    for (dragoman::Office& o : e.offices) {
      if (o.title == r.title) {
        o.from_text = true;
        return;
      }
    }
    e.offices.push_back({r.title, {}, true});
  }

  // A relation of two that the text tells as ongoing, without a title.
  void AddPair(RelationKind kind, EntityId subject, EntityId object, Span evidence,
               SentenceId sentence, const char* rule) {
    Relation r;
    r.kind = kind;
    r.subject = subject;
    r.objects.push_back(object);
    r.evidence.push_back(evidence);
    r.sentence = sentence;
    r.rule = rule;
    Add(std::move(r));
  }

  void Add(Relation r) {
    for (Relation& old : linked_.relations) {
      if (old.kind != r.kind || old.subject != r.subject || old.title != r.title ||
          old.objects != r.objects) {
        continue;
      }
      bool same = std::any_of(old.evidence.begin(), old.evidence.end(),
                              [&](Span s) { return s.overlaps(r.evidence[0]); });
      if (!same) old.evidence.push_back(r.evidence[0]);
      return;
    }
    linked_.relations.push_back(std::move(r));
  }

  const Article& a_;
  Linked& linked_;
  std::vector<Draft>& drafts_;
  EntityList list_;
  std::vector<int> draft_of_word_;
  std::vector<bool> named_;  // index EntityId: the text has a name for it
};

}  // namespace

void FindNameRelations(const Article& article, Linked& linked) {
  RelationFinder(article, linked).Find();
}

}  // namespace dragoman::entities
