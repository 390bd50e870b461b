// SPDX-License-Identifier: Apache-2.0
// Nominals and pronouns to entities, one sieve after another, the surest first (the idea of Lee and
// others 2013, "Deterministic coreference resolution based on entity-centric, precision-ranked
// rules"): office titles, appositions, collectives, "the country", the same words again; pronouns
// by agreement and salience. What is left is an entity of its own; a pronoun, none. Entry:
// ResolveNominals.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>
#include <unordered_map>

#include "entities/link.h"
#include "entities/office_holder.h"
#include "entities/salience.h"

namespace dragoman::entities {
namespace {

class Resolver {
 public:
  Resolver(const Article& a, Linked& linked)
      : a_(a), linked_(linked), list_(a, linked.entities), salience_(a, linked) {}

  void Resolve() {
    std::vector<uint32_t> order(linked_.drafts.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) {
      return linked_.drafts[x].head < linked_.drafts[y].head;
    });
    draft_of_word_.assign(a_.size(), -1);
    for (uint32_t i : order) {
      const Draft& d = linked_.drafts[i];
      draft_of_word_[d.head] = static_cast<int>(i);
      if (d.form == MentionForm::kName) names_.push_back(i);
      if (d.title) titled_[d.title->noun].push_back(i);
    }
    for (uint32_t i = 0; i < order.size(); ++i) ending_at_.emplace(linked_.drafts[i].end, i);
    main_state_ = MainState();
    for (uint32_t i : order) {
      Draft& d = linked_.drafts[i];
      if (d.form == MentionForm::kNominal) d.entity = Nominal(d);
      if (d.form == MentionForm::kPronoun) d.entity = Pronoun(d);
      if (d.entity.valid()) salience_.See(d);
      if (d.form == MentionForm::kNominal && d.entity.valid()) {
        of_lemma_[a_.syntax.lemma_of(WordId(size_t{d.head}))].push_back(i);
      }
    }
  }

 private:
  // --- Nominals ------------------------------------------------------------------------------

  EntityId Nominal(const Draft& d) {
    if (EntityId e = Apposition(d); e.valid()) return e;
    if (EntityId e = NamedBy(d); e.valid()) return e;
    if (EntityId e = NamedByOf(d); e.valid()) return e;
    if (EntityId e = ByTitle(d); e.valid()) return e;
    if (EntityId e = Neighbour(d); e.valid()) return e;
    if (EntityId e = Collective(d); e.valid()) return e;
    if (EntityId e = ListedBy(d); e.valid()) return e;
    if (EntityId e = GovernmentOf(d); e.valid()) return e;
    if (EntityId e = CountryOf(d); e.valid()) return e;
    // "the country" is the last one named; "the alliance" the one called so before.
    EntityId back = PointsBack(d), same = SameWords(d);
    bool place = back.valid() && IsPlaceType(linked_.entities[back.index()].type);
    if (back.valid() && (place || !same.valid())) return back;
    if (same.valid()) return same;
    if (EntityId e = NamedBelow(d); e.valid()) return e;
    return NewNominal(d);
  }

  // "Kemal Kilicdaroglu, the head of the party": the noun stands beside a name.
  EntityId Apposition(const Draft& d) {
    if (a_.syntax.deprel[d.head] != Deprel::kAppos || d.number == Number::kPlur) return {};
    WordId governor = a_.syntax.head[d.head];
    if (!governor.valid() || draft_of_word_[governor.index()] < 0) return {};
    const Draft& other = linked_.drafts[static_cast<size_t>(draft_of_word_[governor.index()])];
    return Beside(d, other);
  }

  // "their child, Gloria": the name stands beside the noun.
  EntityId NamedBy(const Draft& d) {
    if (d.number == Number::kPlur || d.count > 0) return {};
    for (WordId c : a_.syntax.children_of(WordId(size_t{d.head}))) {
      Deprel r = a_.syntax.deprel[c.index()];
      if ((r != Deprel::kAppos && r != Deprel::kFlat) || draft_of_word_[c.index()] < 0) continue;
      const Draft& name = linked_.drafts[static_cast<size_t>(draft_of_word_[c.index()])];
      if (name.form != MentionForm::kName) continue;
      if (EntityId e = Beside(d, name); e.valid()) return e;
    }
    return {};
  }

  // "the city of Omsk", "the breakaway region of Transnistria": the name says which.
  EntityId NamedByOf(const Draft& d) const {
    if (d.number == Number::kPlur || d.indefinite) return {};
    if (!a_.rules.is("named_of", a_.syntax.lemma_of(WordId(size_t{d.head})))) return {};
    if (!a_.in(d.sentence, d.head + 2) || !a_.rules.is("of", a_.lower[d.head + 1])) return {};
    for (uint32_t w = d.head + 2; w < d.head + 2 + kNameWords && a_.in(d.sentence, w); ++w) {
      int i = draft_of_word_[w];
      if (i < 0) continue;
      const Draft& name = linked_.drafts[static_cast<size_t>(i)];
      if (name.form != MentionForm::kName || name.first != d.head + 2 || !name.entity.valid()) {
        return {};
      }
      return IsPlaceType(linked_.entities[name.entity.index()].type) ? name.entity : EntityId();
    }
    return {};
  }

  EntityId Beside(const Draft& d, const Draft& other) {
    if (!other.entity.valid() || other.form == MentionForm::kPronoun) return {};
    Entity& e = list_[other.entity];
    // "Kemal Kilicdaroglu, the head of": what the noun says of an unknown name is better than what
    // the tagger guessed.
    if (e.known.empty() && other.form == MentionForm::kName && d.noun != nullptr &&
        TypeOf(d) == EntityType::kPerson && !IsActorType(e.type)) {
      e.type = EntityType::kPerson;
    }
    return Agrees(d, e) ? other.entity : EntityId();
  }

  static EntityType TypeOf(const Draft& d) {
    if (d.thing) return EntityType::kOther;
    if (d.noun != nullptr && !d.noun->name_only) return d.noun->type;
    return d.title ? EntityType::kPerson : EntityType::kGroup;
  }

  static bool Agrees(const Draft& d, const Entity& e) {
    EntityType t = TypeOf(d);
    if (t == EntityType::kPerson) return e.type == EntityType::kPerson;
    if (IsPlaceType(t)) return IsPlaceType(e.type);
    return e.type != EntityType::kPerson && IsActorType(e.type);
  }

  // Drafts with a title of that noun, in text order: those nearest to word `at`, however many a
  // hostile text has.
  std::span<const uint32_t> TitledLike(std::string_view noun, uint32_t at) const {
    auto it = titled_.find(noun);
    if (it == titled_.end()) return {};
    const std::vector<uint32_t>& all = it->second;
    auto here = std::lower_bound(all.begin(), all.end(), at, [&](uint32_t i, uint32_t word) {
      return linked_.drafts[i].head < word;
    });
    const auto mid = static_cast<size_t>(here - all.begin());
    const size_t first = mid > kWindow ? mid - kWindow : 0;
    return std::span(all).subspan(first, std::min(all.size(), mid + kWindow) - first);
  }

  // "the Turkish president", "the president": somebody the text gives that office, else whoever
  // held it on the day.
  EntityId ByTitle(const Draft& d) {
    if (!d.title || d.number == Number::kPlur || d.indefinite || d.count > 0) return {};
    const TitleUse& t = *d.title;
    bool owned = t.of_name >= 0;
    if (!d.definite && !owned) return {};
    if (!owned && OwnedByFirstPerson(d)) return TitleOfSpeaker(d);
    EntityId found;
    if (!owned) {  // "the president" of several: the one the text is about here
      Salience::Filter filter;
      filter.sentences = 6;
      for (EntityId e : salience_.Ranked(d, filter)) {
        if (linked_.entities[e.index()].type == EntityType::kPerson &&
            (HasTitle(e, t.noun, d.head) || HoldsTitle(e, t))) {
          return e;
        }
      }
    }
    const std::optional<Interval> spoken_of = DaySpokenOf(a_, d);
    if (spoken_of && owned) {
      if (EntityId e = HolderOn(d, *spoken_of); e.valid()) return e;
    }
    for (uint32_t i : TitledLike(t.noun, d.head)) {
      const Draft& n = linked_.drafts[i];
      // "the Turkish president" is not "former Turkish President Gul".
      if (owned && (t.sense == OfficeWord::kPast) != (n.title->sense == OfficeWord::kPast))
        continue;
      if (!n.entity.valid() || n.form == MentionForm::kPronoun) continue;
      if (n.title->title != t.title) continue;
      if (owned && t.of != kNoKnown && n.title->of != t.of) continue;
      if (owned && t.of == kNoKnown) continue;
      if (linked_.entities[n.entity.index()].type != EntityType::kPerson) continue;
      if (n.first < d.first || !found.valid()) found = n.entity;
    }
    if (found.valid()) return found;
    if (a_.times.published.unbounded())
      return owned && NamesItsHolder(a_, d) ? ByDocumentPerson(t) : EntityId();
    if (!owned || spoken_of || t.sense == OfficeWord::kThen) return {};
    return HolderOn(d, a_.times.published);
  }

  // Whoever held the office all through `on`, if it is one.
  EntityId HolderOn(const Draft& d, const Interval& on) {
    if (!NamesItsHolder(a_, d)) return {};
    KnownId person = SoleHolder(a_, *d.title->title, d.title->of, on);
    return person == kNoKnown ? EntityId() : list_.Of(person);
  }

  // By the knowledge base, on the day of publication: "Macron met Scholz. The chancellor ...".
  bool HoldsTitle(EntityId e, const TitleUse& t) const {
    const std::string& key = linked_.entities[e.index()].known;
    if (!t.title || !t.kept.empty() || key.empty() || a_.times.published.unbounded()) return false;
    if (t.sense != OfficeWord::kNone && t.sense != OfficeWord::kNow) return false;
    const Title title = a_.knowledge.TitleAt(*t.title);
    std::vector<Term> terms = a_.knowledge.OfficesOf(a_.knowledge.ByKey(key), a_.times.published);
    return std::any_of(terms.begin(), terms.end(), [&](const Term& term) {
      std::string_view role = a_.knowledge.OfficeAt(term.office).role;
      return std::find(title.roles.begin(), title.roles.end(), role) != title.roles.end();
    });
  }

  // Without a date: somebody the text names who held the office at some time.
  EntityId ByDocumentPerson(const TitleUse& t) const {
    EntityId found;
    for (OfficeId office : a_.knowledge.OfficesByTitle(*t.title, t.of)) {
      for (const Term& term : a_.knowledge.HoldersOf(office, {})) {
        std::string_view key = a_.knowledge.Get(term.person).key;
        for (size_t i = 0; i < linked_.entities.size(); ++i) {
          if (linked_.entities[i].known == key) found = EntityId(i);
        }
      }
      if (found.valid()) break;
    }
    return found;
  }

  // "his predecessor": who held the office of the owner before, by the office held on the day.
  EntityId Neighbour(const Draft& d) {
    std::string_view lemma = a_.syntax.lemma_of(WordId(size_t{d.head}));
    bool before = a_.rules.is("predecessor", lemma), after = a_.rules.is("successor", lemma);
    if ((!before && !after) || d.number == Number::kPlur || a_.times.published.unbounded())
      return {};
    EntityId owner = OwnerOf(d);
    KnownId person = owner.valid() ? list_.KnownOf(owner) : kNoKnown;
    if (person == kNoKnown || a_.knowledge.Get(person).type != EntityType::kPerson) return {};
    std::vector<Term> terms = a_.knowledge.OfficesOf(person, a_.times.published);
    // Of somebody in two offices, or in none that day, nobody can say whose predecessor is meant.
    if (terms.size() != 1) return {};
    std::optional<Term> other =
        before ? a_.knowledge.PredecessorOf(terms[0]) : a_.knowledge.SuccessorOf(terms[0]);
    if (!other || (after && !Overlap(other->held, {std::nullopt, a_.times.published.latest}))) {
      return {};
    }
    return list_.Of(other->person);
  }

  // "the Turkish government", "Turkey's government" is the state as an actor (ONTOLOGY rule 6).
  EntityId GovernmentOf(const Draft& d) {
    if (d.noun == nullptr ||
        !a_.rules.is("government", a_.syntax.lemma_of(WordId(size_t{d.head})))) {
      return {};
    }
    if (d.number == Number::kPlur || d.indefinite) return {};
    if (d.owner < 0 && !OwnerOf(d).valid()) {
      return d.definite && d.head == d.first + 1 ? main_state_ : EntityId();
    }
    EntityId owner = OwnerOf(d);
    if (owner.valid() && linked_.entities[owner.index()].type == EntityType::kPerson) {
      KnownId state = a_.knowledge.StateByCode(linked_.entities[owner.index()].country);
      if (state != kNoKnown) return list_.Of(state);  // "her government"
    }
    if (!owner.valid() || linked_.entities[owner.index()].type != EntityType::kState) return {};
    return owner;
  }

  // The state the article is about: named twice as often as any other.
  EntityId MainState() const {
    std::vector<int> mentions(linked_.entities.size(), 0);
    for (const Draft& n : linked_.drafts) {
      if (n.form != MentionForm::kName || !n.entity.valid()) continue;
      if (linked_.entities[n.entity.index()].type == EntityType::kState) {
        ++mentions[n.entity.index()];
      }
    }
    size_t best = 0;
    int second = 0;
    for (size_t i = 1; i < mentions.size(); ++i) {
      if (mentions[i] > mentions[best]) {
        second = mentions[best];
        best = i;
      } else {
        second = std::max(second, mentions[i]);
      }
    }
    if (mentions.empty() || mentions[best] < 1 || mentions[best] < 2 * second) return {};
    return EntityId(best);
  }

  // "British nationals Lindsay Sandiford and Shahab Shahabadi": the names are the group.
  EntityId ListedBy(const Draft& d) {
    if (d.number != Number::kPlur) return {};
    std::vector<EntityId> members;
    auto add = [&](WordId w) {
      int i = draft_of_word_[w.index()];
      if (i < 0) return;
      const Draft& name = linked_.drafts[static_cast<size_t>(i)];
      if (name.form != MentionForm::kName || !name.entity.valid()) return;
      if (linked_.entities[name.entity.index()].type != EntityType::kPerson) return;
      if (std::find(members.begin(), members.end(), name.entity) == members.end()) {
        members.push_back(name.entity);
      }
    };
    for (WordId c : a_.syntax.children_of(WordId(size_t{d.head}))) {
      Deprel r = a_.syntax.deprel[c.index()];
      if (c.index() < d.head || (r != Deprel::kAppos && r != Deprel::kFlat)) continue;
      add(c);
      for (WordId other : a_.syntax.children_of(c)) {
        if (a_.syntax.deprel[other.index()] == Deprel::kConj) add(other);
      }
    }
    return members.size() < 2 ? EntityId() : GroupOf(std::move(members), NameOf(d));
  }

  // "the pair", "the two presidents", "both countries".
  EntityId Collective(const Draft& d) {
    if (d.count < 2 || d.indefinite) return {};
    bool whole = a_.rules.is("whole", a_.lower[d.first]);
    if (!d.definite && !d.demonstrative && !whole) return {};
    if (d.owner >= 0) return {};
    Salience::Filter filter;
    filter.sentences = 3;
    EntityType t = TypeOf(d);
    bool titled = d.title && d.title->title;
    std::vector<EntityId> members;
    if (titled) {
      for (EntityId e : salience_.Ranked(d, filter)) {
        if (HasTitle(e, d.title->noun, d.head) && members.size() < static_cast<size_t>(d.count)) {
          members.push_back(e);
        }
      }
    }
    // "the pair", "the two sides": persons before states, never one of each.
    for (EntityType want : {EntityType::kPerson, EntityType::kState, t}) {
      if (members.size() == static_cast<size_t>(d.count)) break;
      if (want != t && t != EntityType::kGroup) continue;
      members.clear();
      for (EntityId e : salience_.Ranked(d, filter)) {
        const Entity& entity = linked_.entities[e.index()];
        if (entity.type != want || !entity.members.empty() || salience_.plural(e)) continue;
        members.push_back(e);
        if (members.size() == static_cast<size_t>(d.count)) break;
      }
    }
    if (members.size() != static_cast<size_t>(d.count)) return Counted(d);
    return GroupOf(std::move(members), NameOf(d));
  }

  // "Three Palestinians were killed. The three ...": the one group of that number just before.
  EntityId Counted(const Draft& d) const {
    constexpr size_t kSentencesBack = 3;
    EntityId found;
    for (uint32_t h = d.first, tried = 0; h-- > 0 && tried < kWindow; ++tried) {
      if (a_.syntax.sentence[h].index() + kSentencesBack < d.sentence.index()) break;
      if (draft_of_word_[h] < 0) continue;
      const Draft& n = linked_.drafts[static_cast<size_t>(draft_of_word_[h])];
      if (!n.entity.valid() || n.form == MentionForm::kPronoun || n.entity == found) continue;
      if (linked_.entities[n.entity.index()].type != EntityType::kGroup) continue;
      // A number before a people's name is no word of the mention.
      uint32_t w = n.first > 0 && a_.in(n.sentence, int64_t{n.first} - 1) ? n.first - 1 : n.first;
      bool counts = false;
      for (; w < n.head; ++w) {
        counts |= a_.syntax.upos[w] == Upos::kNum && a_.rules.count_word(a_.lower[w]) == d.count;
      }
      if (!counts) continue;
      if (found.valid()) return {};
      found = n.entity;
    }
    return found;
  }

  bool HasTitle(EntityId e, std::string_view noun, uint32_t at) const {
    auto near = TitledLike(noun, at);
    return std::any_of(near.begin(), near.end(),
                       [&](uint32_t i) { return linked_.drafts[i].entity == e; });
  }

  EntityId GroupOf(std::vector<EntityId> members, std::string name) {
    std::sort(members.begin(), members.end());
    EntityId& id = groups_[members];
    if (id.valid()) return id;
    id = list_.Local(EntityType::kGroup, std::move(name));
    list_[id].members = std::move(members);
    return id;
  }

  // "his country", "its own country": the owner's.
  EntityId CountryOf(const Draft& d) {
    if (d.number == Number::kPlur || d.owner >= 0 || TypeOf(d) != EntityType::kState) return {};
    EntityId owner = OwnerOf(d);
    if (!owner.valid()) return {};
    KnownId state = a_.knowledge.StateByCode(linked_.entities[owner.index()].country);
    return state == kNoKnown ? EntityId() : list_.Of(state);
  }

  // "the country", "this party": the nearest thing of that type with a name.
  EntityId PointsBack(const Draft& d) const {
    if ((!d.definite && !d.demonstrative) || d.owner >= 0 || d.number == Number::kPlur) return {};
    if (d.head > d.first + 1) return {};
    auto type = a_.rules.context_noun(a_.syntax.lemma_of(WordId(size_t{d.head})));
    if (!type) return {};
    Salience::Filter filter;
    filter.sentences = 3;
    for (EntityId e : salience_.Ranked(d, filter)) {
      const Entity& entity = linked_.entities[e.index()];
      if (entity.type == *type && entity.members.empty()) return e;
    }
    return {};
  }

  // "the protesters" after "protesters", "the commission" after "an international commission".
  EntityId SameWords(const Draft& d) const {
    std::string_view lemma = a_.syntax.lemma_of(WordId(size_t{d.head}));
    bool bare = !d.definite && !d.demonstrative;
    if (bare &&
        (d.thing || d.indefinite || d.number != Number::kPlur || d.count > 0 || HasNumber(d)))
      return {};
    auto it = of_lemma_.find(lemma);
    if (it == of_lemma_.end()) return {};
    const EntityId owner = OwnerOf(d);
    size_t tried = 0;
    for (size_t k = it->second.size(); k-- > 0 && tried < kWindow; ++tried) {
      const Draft& n = linked_.drafts[it->second[k]];
      if (n.number != d.number) continue;
      if (owner.valid() ? OwnerOf(n) != owner : bare && OwnerOf(n).valid()) continue;
      if (bare && (n.indefinite || HasNumber(n) || Modifiers(n) != Modifiers(d))) continue;
      if (Contains(n, d)) return n.entity;
    }
    return {};
  }

  // A headline's "Thai party withdraws" is the party that the first sentence names: the one body
  // there whose name ends in the word, of the same country.
  EntityId NamedBelow(const Draft& d) const {
    const auto& sentences = a_.syntax.base.sentences;
    if (sentences[d.sentence.index()].kind != SentenceKind::kHeadline) return {};
    if (d.definite || d.number == Number::kPlur || d.thing || HasNumber(d)) return {};
    const std::string& word = a_.lower[d.head];
    EntityId owner = OwnerOf(d), found;
    auto at = std::partition_point(names_.begin(), names_.end(), [&](uint32_t i) {
      return linked_.drafts[i].sentence.index() <= d.sentence.index();
    });
    for (; at != names_.end(); ++at) {
      const Draft& n = linked_.drafts[*at];
      if (n.sentence.index() > d.sentence.index() + 2) break;
      if (!n.entity.valid() || a_.lower[n.end - 1] != word) continue;
      const Entity& e = linked_.entities[n.entity.index()];
      bool owned = !owner.valid() || e.country.empty() ||
                   linked_.entities[owner.index()].country == e.country;
      if (!owned || !Agrees(d, e)) continue;
      if (found.valid() && found != n.entity) return {};
      found = n.entity;
    }
    return found;
  }

  EntityId OwnerOf(const Draft& d) const {
    if (d.owner >= 0) return linked_.drafts[static_cast<size_t>(d.owner)].entity;
    for (WordId c : a_.syntax.children_of(WordId(size_t{d.head}))) {  // "their robot"
      if (a_.syntax.deprel[c.index()] != Deprel::kNmodPoss) continue;
      int i = draft_of_word_[c.index()];
      if (i < 0) continue;
      const Draft& owner = linked_.drafts[static_cast<size_t>(i)];
      bool first_person = owner.pronoun != nullptr && owner.pronoun->person == 1;
      return first_person ? SpeakerAt(d.head) : owner.entity;
    }
    return {};
  }

  // "Our president is wise," Viktor Orban said: the person by name whose saying governs the words,
  // or stands beside them. Speakers told in other sentences are attribution's to find.
  EntityId SpeakerAt(uint32_t word) const {
    constexpr int kSteps = 10;
    auto subject_of = [&](WordId verb) {
      WordId subject = a_.syntax.child(verb, Deprel::kNsubj);
      int i = subject.valid() ? draft_of_word_[subject.index()] : -1;
      if (i < 0) return EntityId();
      const Draft& n = linked_.drafts[static_cast<size_t>(i)];
      bool person = n.form == MentionForm::kName && n.entity.valid() &&
                    linked_.entities[n.entity.index()].type == EntityType::kPerson;
      return person ? n.entity : EntityId();
    };
    WordId w(size_t{word});
    for (int steps = 0; steps < kSteps && w.valid(); ++steps) {
      for (WordId c : a_.syntax.children_of(w)) {
        if (a_.syntax.deprel[c.index()] != Deprel::kParataxis) continue;
        if (EntityId e = subject_of(c); e.valid()) return e;
      }
      WordId up = a_.syntax.head[w.index()];
      if (up.valid() && a_.syntax.deprel[w.index()] == Deprel::kCcomp) {
        if (EntityId e = subject_of(up); e.valid()) return e;
      }
      w = up;
    }
    return {};
  }

  // "our president" is the speaker's.
  bool OwnedByFirstPerson(const Draft& d) const {
    for (WordId c : a_.syntax.children_of(WordId(size_t{d.head}))) {
      const PronounRow* p = a_.rules.pronoun(a_.lower[c.index()]);
      if (a_.syntax.deprel[c.index()] == Deprel::kNmodPoss && p != nullptr && p->person == 1) {
        return true;
      }
    }
    return false;
  }

  EntityId TitleOfSpeaker(const Draft& d) {
    EntityId speaker = SpeakerAt(d.head);
    if (!speaker.valid() || !d.title->title || !d.title->kept.empty() ||
        (d.title->sense != OfficeWord::kNone && d.title->sense != OfficeWord::kNow)) {
      return {};
    }
    KnownId state = a_.knowledge.StateByCode(linked_.entities[speaker.index()].country);
    if (state == kNoKnown || a_.times.published.unbounded()) return {};
    KnownId person = SoleHolder(a_, *d.title->title, state, a_.times.published);
    return person == kNoKnown ? EntityId() : list_.Of(person);
  }

  bool HasNumber(const Draft& d) const {
    for (uint32_t w = d.first; w < d.head; ++w) {
      if (a_.syntax.upos[w] == Upos::kNum) return true;
    }
    return false;
  }

  std::vector<std::string_view> Modifiers(const Draft& d) const {
    std::vector<std::string_view> out;
    for (uint32_t w = d.first; w < d.head; ++w) {
      Upos u = a_.syntax.upos[w];
      if (u == Upos::kAdj || u == Upos::kNoun || u == Upos::kPropn || u == Upos::kNum) {
        out.push_back(a_.lower[w]);
      }
    }
    return out;
  }

  // All that describes `d` describes `n` as well; "the fighters" are not "other fighters".
  bool Contains(const Draft& n, const Draft& d) const {
    std::vector<std::string_view> theirs = Modifiers(n), ours = Modifiers(d);
    auto in = [](const auto& words, std::string_view w) {
      return std::find(words.begin(), words.end(), w) != words.end();
    };
    return std::all_of(ours.begin(), ours.end(),
                       [&](std::string_view m) { return in(theirs, m); }) &&
           std::none_of(theirs.begin(), theirs.end(), [&](std::string_view m) {
             return a_.rules.is("other", m) && !in(ours, m);
           });
  }

  // Its words without article: "three soldiers", "US troops".
  std::string NameOf(const Draft& d) const {
    uint32_t first = d.first;
    // "at least 433 people" is told by its number and noun; "twenty-eight" is one number.
    for (uint32_t w = first; w < d.head; ++w) {
      if (a_.syntax.upos[w] == Upos::kNum) {
        first = w;
        break;
      }
    }
    while (first < d.head &&
           (a_.rules.is("definite", a_.lower[first]) ||
            a_.rules.is("demonstrative", a_.lower[first]) ||
            (a_.rules.is("indefinite", a_.lower[first]) && a_.syntax.upos[first] == Upos::kDet))) {
      ++first;
    }
    return a_.text(first, d.end);
  }

  EntityId NewNominal(const Draft& d) {
    EntityType type = TypeOf(d);
    if (type == EntityType::kPerson && d.number == Number::kPlur) type = EntityType::kGroup;
    if (type == EntityType::kState) type = EntityType::kGroup;  // "several countries"
    if (d.thing) return list_.Local(EntityType::kOther, NameOf(d));
    EntityId id = list_.Local(type, NameOf(d));
    Entity& e = list_[id];
    if (d.noun != nullptr) e.sector = std::string(d.noun->sector);
    for (const NameMatch& m : a_.matches_at(d.head)) {
      for (const NameCandidate& c : m.candidates) {
        if (c.kind == NameKind::kAgent) e.sector = std::string(a_.knowledge.Get(c.id).sector);
      }
    }
    EntityId owner = OwnerOf(d);
    if (owner.valid()) e.country = linked_.entities[owner.index()].country;
    // "433 people" are "people" too: how many is told elsewhere.
    uint32_t number = d.head;
    while (number > d.first && a_.syntax.upos[number - 1] != Upos::kNum) --number;
    if (number > d.first) e.aliases.push_back(a_.text(number, d.end));
    return id;
  }

  // --- Pronouns ------------------------------------------------------------------------------

  EntityId Pronoun(const Draft& d) {
    const PronounRow& p = *d.pronoun;
    if (p.person != 3) return {};
    switch (p.use) {
      case PronounUse::kRelative:
        return Relative(d);
      case PronounUse::kReflexive:
        return SubjectOf(a_.syntax.head[d.head]);
      case PronounUse::kPersonal:
      case PronounUse::kPossessive:
        return p.number == Number::kPlur ? Plural(d) : Singular(d);
      default:
        return {};
    }
  }

  // "the aide, who said": what the clause hangs on.
  EntityId Relative(const Draft& d) const {
    WordId w(size_t{d.head});
    for (int steps = 0; steps < 6 && w.valid(); ++steps) {
      Deprel r = a_.syntax.deprel[w.index()];
      if (r == Deprel::kAclRelcl || r == Deprel::kAcl) {
        WordId governor = a_.syntax.head[w.index()];
        int i = governor.valid() ? draft_of_word_[governor.index()] : -1;
        return i < 0 ? EntityId() : linked_.drafts[static_cast<size_t>(i)].entity;
      }
      w = a_.syntax.head[w.index()];
    }
    // Where the tree has no such clause: what ends right before it, "NATO, of which".
    int64_t p = static_cast<int64_t>(d.head) - 1;
    auto pass = [&](auto&& test) {
      if (a_.in(d.sentence, p) && test(a_.lower[static_cast<size_t>(p)])) --p;
    };
    pass([&](const std::string& word) { return a_.rules.is("role_of", word); });
    pass([&](const std::string& word) { return word == ","; });
    if (!a_.in(d.sentence, p)) return {};
    auto [at, last] = ending_at_.equal_range(static_cast<uint32_t>(p) + 1);
    for (; at != last; ++at) {
      const Draft& before = linked_.drafts[at->second];
      if (before.form != MentionForm::kPronoun && before.entity.valid()) return before.entity;
    }
    return {};
  }

  EntityId SubjectOf(WordId verb) const {
    for (int steps = 0; steps < 4 && verb.valid(); ++steps) {
      for (WordId c : a_.syntax.children_of(verb)) {
        Deprel r = a_.syntax.deprel[c.index()];
        if (r != Deprel::kNsubj && r != Deprel::kNsubjPass) continue;
        int i = draft_of_word_[c.index()];
        return i < 0 ? EntityId() : linked_.drafts[static_cast<size_t>(i)].entity;
      }
      verb = a_.syntax.head[verb.index()];
    }
    return {};
  }

  // "It is clear that ...", "it is believed that ...": it stands for the clause.
  bool Empty(const Draft& d) const {
    WordId verb = a_.syntax.head[d.head];
    Deprel r = a_.syntax.deprel[d.head];
    if (!verb.valid() || (r != Deprel::kNsubj && r != Deprel::kNsubjPass)) return false;
    auto has = [&](Deprel wanted) { return a_.syntax.child(verb, wanted).valid(); };
    bool clause = has(Deprel::kCcomp), copula = has(Deprel::kCop);
    return has(Deprel::kCsubj) || (copula && (clause || has(Deprel::kXcomp))) ||
           (r == Deprel::kNsubjPass && clause);
  }

  // "In his first visit to Egypt, Erdogan met ..."; "After he was elected, Erdogan flew ...": what
  // stands before the subject of the sentence may point at it.
  EntityId Ahead(const Draft& d) const {
    constexpr int kSteps = 6;
    WordId w(size_t{d.head});
    for (int steps = 0; steps < kSteps && w.valid(); ++steps) {
      Deprel r = a_.syntax.deprel[w.index()];
      WordId verb = a_.syntax.head[w.index()];
      if (!verb.valid()) return {};
      if ((r == Deprel::kObl || r == Deprel::kAdvcl) && verb.index() > d.head) {
        WordId subject = a_.syntax.child(verb, Deprel::kNsubj);
        if (!subject.valid()) subject = a_.syntax.child(verb, Deprel::kNsubjPass);
        if (!subject.valid() || subject.index() < d.head) return {};
        int i = draft_of_word_[subject.index()];
        if (i < 0) return {};
        const Draft& name = linked_.drafts[static_cast<size_t>(i)];
        if (name.form != MentionForm::kName || !name.entity.valid()) return {};
        const uint32_t before = name.title ? std::min(name.title->first, name.first) : name.first;
        bool comma = false;
        for (uint32_t k = d.head + 1; k < before; ++k) comma |= a_.lower[k] == ",";
        return comma && Fits(d, name) ? name.entity : EntityId();
      }
      w = verb;
    }
    return {};
  }

  bool Fits(const Draft& d, const Draft& name) const {
    const Entity& e = linked_.entities[name.entity.index()];
    if (d.pronoun->gender == Gender::kNeut) {
      return e.type != EntityType::kPerson && IsActorType(e.type) && e.type != EntityType::kGroup;
    }
    Gender g = salience_.GenderOf(name);
    return e.type == EntityType::kPerson && (g == Gender::kNone || g == d.pronoun->gender);
  }

  EntityId Singular(const Draft& d) {
    if (EntityId ahead = Ahead(d); ahead.valid()) return ahead;
    if (d.pronoun->gender == Gender::kNeut && Empty(d)) return {};
    Salience::Filter filter;
    filter.sentences = 4;
    filter.bind = true;
    bool thing = d.pronoun->gender == Gender::kNeut;
    for (EntityId e : salience_.Ranked(d, filter)) {
      const Entity& entity = linked_.entities[e.index()];
      if (!entity.members.empty() || salience_.plural(e)) continue;
      if (thing) {
        if (entity.type == EntityType::kPerson || entity.type == EntityType::kGroup) continue;
      } else {
        if (entity.type != EntityType::kPerson) continue;
        Gender g = salience_.gender(e);
        if (g != Gender::kNone && g != d.pronoun->gender) continue;
      }
      if (!thing) salience_.SetGender(e, d.pronoun->gender);
      return e;
    }
    return {};
  }

  // "Russia and Ukraine say they have agreed": the subjects, all of them, of the clause above.
  EntityId SubjectsAbove(const Draft& d) {
    WordId verb = a_.syntax.head[d.head];
    if (a_.syntax.deprel[d.head] != Deprel::kNsubj) return {};
    for (int steps = 0; steps < 4 && verb.valid(); ++steps) {
      Deprel r = a_.syntax.deprel[verb.index()];
      if (r != Deprel::kCcomp && r != Deprel::kAdvcl && r != Deprel::kConj) return {};
      verb = a_.syntax.head[verb.index()];
      if (!verb.valid()) return {};
      WordId subject = a_.syntax.child(verb, Deprel::kNsubj);
      if (!subject.valid()) continue;
      return subject.index() < d.head ? Conjuncts(subject) : EntityId();
    }
    return {};
  }

  // The group of a coordination whose parts are all known to act; invalid if it is none.
  EntityId Conjuncts(WordId first) {
    std::vector<EntityId> members;
    uint32_t begin = 0, end = 0;
    auto add = [&](WordId w) {
      int i = draft_of_word_[w.index()];
      const Draft* part = i < 0 ? nullptr : &linked_.drafts[static_cast<size_t>(i)];
      if (part == nullptr || !part->entity.valid()) return false;
      const Entity& entity = linked_.entities[part->entity.index()];
      if (!IsActorType(entity.type) || !entity.members.empty()) return false;
      if (members.empty()) begin = part->first;
      end = part->end;
      members.push_back(part->entity);
      return true;
    };
    if (!add(first)) return {};
    for (WordId c : a_.syntax.children_of(first)) {
      if (a_.syntax.deprel[c.index()] == Deprel::kConj && !add(c)) return {};
    }
    return members.size() < 2 ? EntityId() : GroupOf(std::move(members), a_.text(begin, end));
  }

  EntityId Plural(const Draft& d) {
    if (EntityId above = SubjectsAbove(d); above.valid()) return above;
    Salience::Filter filter;
    filter.sentences = 2;
    filter.bind = true;
    // Who acts is somebody: "the ministers ended the talks. They called on Turkey".
    Deprel r = a_.syntax.deprel[d.head];
    bool acts = r == Deprel::kNsubj || r == Deprel::kNmodPoss;
    EntityId thing;
    for (EntityId e : salience_.Ranked(d, filter)) {
      const Entity& entity = linked_.entities[e.index()];
      if (entity.members.empty() && !salience_.plural(e)) continue;
      if (!acts || IsActorType(entity.type)) return e;
      if (!thing.valid()) thing = e;
    }
    return thing;
  }

  static constexpr uint32_t kNameWords = 8;
  static constexpr size_t kWindow = 200;
  const Article& a_;
  Linked& linked_;
  EntityList list_;
  Salience salience_;
  std::vector<int> draft_of_word_;
  std::unordered_map<std::string_view, std::vector<uint32_t>> titled_;    // by the title's noun
  std::unordered_map<std::string_view, std::vector<uint32_t>> of_lemma_;  // nominals resolved
  std::vector<uint32_t> names_;                       // drafts that are, in text order
  std::multimap<uint32_t, uint32_t> ending_at_;       // drafts by `end`
  std::map<std::vector<EntityId>, EntityId> groups_;  // by their sorted members
  EntityId main_state_;
};

}  // namespace

void ResolveNominals(const Article& article, Linked& linked) {
  Resolver(article, linked).Resolve();
}

}  // namespace dragoman::entities
