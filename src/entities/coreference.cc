// SPDX-License-Identifier: Apache-2.0
// Nominals to entities, one sieve after another, the surest first (the idea of Lee and others 2013,
// "Deterministic coreference resolution based on entity-centric, precision-ranked rules"): office
// titles, appositions, collectives, "the country", the same words again; what is left is an entity
// of its own. Pronouns, in their turn of the text, are pronouns.cc's. Entry: ResolveNominals.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <unordered_map>

#include "entities/collectives.h"
#include "entities/discourse.h"
#include "entities/office_holder.h"
#include "entities/pronouns.h"

namespace dragoman::entities {
namespace {

class Resolver {
 public:
  Resolver(const Article& a, Linked& linked, const PronounChoice* choose)
      : a_(a),
        linked_(linked),
        discourse_(a, linked),
        pronouns_(discourse_, choose),
        collectives_(discourse_, [this](EntityId e, const Draft& d) {
          return HasTitle(e, *d.title, d.head, false);
        }) {}

  void Resolve() {
    std::vector<uint32_t> order(linked_.drafts.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) {
      return linked_.drafts[x].head < linked_.drafts[y].head;
    });
    for (uint32_t i : order) {
      const Draft& d = linked_.drafts[i];
      discourse_.draft_of_word[d.head] = static_cast<int>(i);
      if (d.form == MentionForm::kName) names_.push_back(i);
      if (d.title) titled_[d.title->noun].push_back(i);
    }
    main_state_ = MainState();
    for (uint32_t i : order) {
      Draft& d = linked_.drafts[i];
      if (d.form == MentionForm::kNominal) d.entity = Nominal(d);
      if (d.form == MentionForm::kPronoun) d.entity = pronouns_.Resolve(d);
      if (d.entity.valid()) discourse_.salience.See(d);
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
    if (EntityId e = collectives_.Resolve(d); e.valid()) return e;
    if (EntityId e = ListedBy(d); e.valid()) return e;
    if (EntityId e = OfSeveralStates(d); e.valid()) return e;
    if (EntityId e = GovernmentOf(d); e.valid()) return e;
    if (EntityId e = CountryOf(d); e.valid()) return e;
    if (EntityId e = CapitalHere(d); e.valid()) return e;
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
    if (!governor.valid() || discourse_.draft_of_word[governor.index()] < 0) return {};
    const Draft& other =
        linked_.drafts[static_cast<size_t>(discourse_.draft_of_word[governor.index()])];
    return Beside(d, other);
  }

  // "their child, Gloria": the name stands beside the noun.
  EntityId NamedBy(const Draft& d) {
    if (d.number == Number::kPlur || d.count > 0) return {};
    for (WordId c : a_.syntax.children_of(WordId(size_t{d.head}))) {
      Deprel r = a_.syntax.deprel[c.index()];
      if ((r != Deprel::kAppos && r != Deprel::kFlat) || discourse_.draft_of_word[c.index()] < 0)
        continue;
      const Draft& name = linked_.drafts[static_cast<size_t>(discourse_.draft_of_word[c.index()])];
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
      int i = discourse_.draft_of_word[w];
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
    Entity& e = discourse_.list[other.entity];
    // "Kemal Kilicdaroglu, the head of": what the noun says of an unknown name is better than what
    // the tagger guessed.
    if (e.known.empty() && other.form == MentionForm::kName && d.noun != nullptr &&
        TypeOf(d) == EntityType::kPerson && !IsActorType(e.type)) {
      e.type = EntityType::kPerson;
    }
    return Agrees(d, e) ? other.entity : EntityId();
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
      if (EntityId e = OfTitleHere(d, t); e.valid()) return e;
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
      if (n.title->title != t.title || !MayServe(n.entity, d)) continue;
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

  // By the same title, else by one that ends in its word: "the minister" may be the foreign
  // minister.
  EntityId OfTitleHere(const Draft& d, const TitleUse& t) const {
    Salience::Filter filter;
    filter.sentences = 6;
    const std::vector<EntityId> ranked = discourse_.salience.Ranked(d, filter);
    for (bool same : {true, false}) {
      for (EntityId e : ranked) {
        if (linked_.entities[e.index()].type == EntityType::kPerson && MayServe(e, d) &&
            (HasTitle(e, t, d.head, same) || HoldsTitle(e, t))) {
          return e;
        }
      }
    }
    return {};
  }

  // "his vice president" is not himself, nor another country's.
  bool MayServe(EntityId e, const Draft& d) const {
    const EntityId owner = d.owner < 0 ? discourse_.OwnerOf(d) : EntityId();
    if (!owner.valid()) return true;  // "the German-born pope" serves elsewhere
    const std::string& country = linked_.entities[owner.index()].country;
    const std::string& own = linked_.entities[e.index()].country;
    return e != owner && (country.empty() || own.empty() || country == own);
  }

  // Whoever held the office all through `on`, if it is one.
  EntityId HolderOn(const Draft& d, const Interval& on) {
    if (!NamesItsHolder(a_, d)) return {};
    KnownId person = SoleHolder(a_, *d.title->title, d.title->of, on);
    return person == kNoKnown ? EntityId() : discourse_.list.Of(person);
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
    EntityId owner = discourse_.OwnerOf(d);
    KnownId person = owner.valid() ? discourse_.list.KnownOf(owner) : kNoKnown;
    if (person == kNoKnown || a_.knowledge.TypeOf(person) != EntityType::kPerson) return {};
    std::vector<Term> terms = a_.knowledge.OfficesOf(person, a_.times.published);
    // Of somebody in two offices, or in none that day, nobody can say whose predecessor is meant.
    if (terms.size() != 1) return {};
    std::optional<Term> other =
        before ? a_.knowledge.PredecessorOf(terms[0]) : a_.knowledge.SuccessorOf(terms[0]);
    if (!other || (after && !Overlap(other->held, {std::nullopt, a_.times.published.latest}))) {
      return {};
    }
    return discourse_.list.Of(other->person);
  }

  // "the Turkish government", "Turkey's government" is the state as an actor (ONTOLOGY rule 6).
  EntityId GovernmentOf(const Draft& d) {
    if (d.noun == nullptr ||
        !a_.rules.is("government", a_.syntax.lemma_of(WordId(size_t{d.head})))) {
      return {};
    }
    if (d.number == Number::kPlur || d.indefinite) return {};
    if (d.owner < 0 && !discourse_.OwnerOf(d).valid()) {
      return d.definite && d.head == d.first + 1 ? main_state_ : EntityId();
    }
    EntityId owner = discourse_.OwnerOf(d);
    if (owner.valid() && linked_.entities[owner.index()].type == EntityType::kPerson) {
      KnownId state = a_.knowledge.StateByCode(linked_.entities[owner.index()].country);
      if (state != kNoKnown) return discourse_.list.Of(state);  // "her government"
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
      int i = discourse_.draft_of_word[w.index()];
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
    return members.size() < 2 ? EntityId()
                              : discourse_.GroupOf(std::move(members), discourse_.NameOf(d));
  }

  // Not `same`: of a title of several words that much must fit, "the vice president" is no
  // president.
  bool HasTitle(EntityId e, const TitleUse& t, uint32_t at, bool same) const {
    const bool whole = same || t.title_end > t.title_first + 1 || !t.kept.empty();
    auto near = TitledLike(t.noun, at);
    return std::any_of(near.begin(), near.end(), [&](uint32_t i) {
      const Draft& n = linked_.drafts[i];
      const bool fits = n.title->title == t.title && n.title->kept == t.kept;
      return n.entity == e && (fits || !whole);
    });
  }

  // "his country", "its own country": the owner's.
  EntityId CountryOf(const Draft& d) {
    if (d.number == Number::kPlur || d.owner >= 0 || TypeOf(d) != EntityType::kState) return {};
    EntityId owner = discourse_.OwnerOf(d);
    if (!owner.valid()) return {};
    KnownId state = a_.knowledge.StateByCode(linked_.entities[owner.index()].country);
    return state == kNoKnown ? EntityId() : discourse_.list.Of(state);
  }

  // "arrested in the capital": that of the state the article is about, or of its owner.
  EntityId CapitalHere(const Draft& d) {
    const std::string_view lemma = a_.syntax.lemma_of(WordId(size_t{d.head}));
    const bool city = d.head > d.first && a_.rules.is("capital", a_.lower[d.head - 1]);
    if (d.number == Number::kPlur || (!a_.rules.is("capital", lemma) && !city)) return {};
    const WordId preposition = a_.syntax.child(WordId(size_t{d.head}), Deprel::kCase);
    if (!preposition.valid() ||
        a_.rules.place_preposition(a_.lower[preposition.index()]) == PlacePreposition::kNone) {
      return {};
    }
    EntityId state = discourse_.OwnerOf(d);
    if (!state.valid() && d.definite && d.head <= d.first + (city ? 2 : 1)) {
      if (EntityId named = CapitalNamed(d); named.valid()) return named;
      state = main_state_;
    }
    const KnownId known = state.valid() ? discourse_.list.KnownOf(state) : kNoKnown;
    if (known == kNoKnown || linked_.entities[state.index()].type != EntityType::kState) return {};
    const KnownId capital = a_.knowledge.CapitalOf(known);
    if (capital == kNoKnown) return {};
    const EntityId id = discourse_.list.Of(capital);
    discourse_.list[id].governs = state;
    return id;
  }

  EntityId CapitalNamed(const Draft& d) {
    Salience::Filter filter;
    filter.sentences = 3;
    for (EntityId e : discourse_.salience.Ranked(d, filter)) {
      if (linked_.entities[e.index()].type != EntityType::kCity) continue;
      const KnownId state = a_.knowledge.StateByCode(linked_.entities[e.index()].country);
      const KnownId known = discourse_.list.KnownOf(e);
      if (state != kNoKnown && known != kNoKnown && a_.knowledge.CapitalOf(state) == known)
        return e;
    }
    return {};
  }

  // "the country", "this party": the nearest thing of that type with a name.
  EntityId PointsBack(const Draft& d) const {
    if ((!d.definite && !d.demonstrative) || d.owner >= 0 || d.number == Number::kPlur) return {};
    if (d.head > d.first + 1) return {};
    auto type = a_.rules.context_noun(a_.syntax.lemma_of(WordId(size_t{d.head})));
    if (!type) return {};
    Salience::Filter filter;
    filter.sentences = 3;
    for (EntityId e : discourse_.salience.Ranked(d, filter)) {
      const Entity& entity = linked_.entities[e.index()];
      // "shelled Shire. The town": a place that nobody knows may be one.
      const bool unknown = *type == EntityType::kCity && entity.type == EntityType::kPlace &&
                           entity.known.empty() && StartsUpper(entity.name) && IsWhere(e, d);
      const bool fits = entity.type == *type || unknown;
      if (fits && entity.members.empty() && !OnlyDateline(e)) return e;
    }
    return {};
  }

  // "in Shire", in this sentence or the one before
  bool IsWhere(EntityId e, const Draft& d) const {
    const auto& seen = discourse_.salience.seen();
    return std::any_of(seen.begin(), seen.end(), [&](const Salience::Seen& s) {
      const WordId in = a_.syntax.child(WordId(size_t{s.draft->head}), Deprel::kCase);
      return s.entity == e && s.sentence.index() + 1 >= d.sentence.index() &&
             s.draft->form == MentionForm::kName && in.valid() &&
             a_.rules.place_preposition(a_.lower[in.index()]) != PlacePreposition::kNone;
    });
  }

  // "NAIROBI - ": where it was written.
  bool OnlyDateline(EntityId e) const {
    const auto& seen = discourse_.salience.seen();
    return std::none_of(seen.begin(), seen.end(), [&](const Salience::Seen& s) {
      if (s.entity != e) return false;
      const Draft& d = *s.draft;
      const bool opens = d.first == a_.syntax.base.sentences[d.sentence.index()].first.index();
      return !opens || d.end >= a_.size() || a_.syntax.upos[d.end] != Upos::kPunct ||
             a_.lower[d.end] == ",";
    });
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
    const EntityId owner = discourse_.OwnerOf(d);
    size_t tried = 0;
    for (size_t k = it->second.size(); k-- > 0 && tried < kWindow; ++tried) {
      const Draft& n = linked_.drafts[it->second[k]];
      if (n.number != d.number) continue;
      if (owner.valid() ? discourse_.OwnerOf(n) != owner : bare && discourse_.OwnerOf(n).valid())
        continue;
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
    EntityId owner = discourse_.OwnerOf(d), found;
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
    EntityId speaker = discourse_.SpeakerAt(d.head);
    if (!speaker.valid() || !d.title->title || !d.title->kept.empty() ||
        (d.title->sense != OfficeWord::kNone && d.title->sense != OfficeWord::kNow)) {
      return {};
    }
    KnownId state = a_.knowledge.StateByCode(linked_.entities[speaker.index()].country);
    if (state == kNoKnown || a_.times.published.unbounded()) return {};
    KnownId person = SoleHolder(a_, *d.title->title, state, a_.times.published);
    return person == kNoKnown ? EntityId() : discourse_.list.Of(person);
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

  // "its army" by itself says nothing: "Uganda's army", if that is whose.
  std::string OwnedName(const Draft& d) const {
    const PronounRow* p = a_.rules.pronoun(a_.lower[d.first]);
    const bool third = p != nullptr && p->use == PronounUse::kPossessive && p->person == 3;
    const Draft* whose = third && d.first < d.head ? discourse_.At(d.first) : nullptr;
    const EntityId owner = whose == nullptr ? EntityId() : whose->entity;
    if (!owner.valid() || !linked_.entities[owner.index()].members.empty())
      return discourse_.NameOf(d);
    const Entity& who = linked_.entities[owner.index()];
    const std::string& name = who.name;
    // "Four of the officers were released, their lawyer said": no name, though a capital.
    const bool begins = who.type == EntityType::kGroup && name.find(' ') == name.npos;
    if (!StartsUpper(name) || begins) return discourse_.NameOf(d);
    const std::string_view mark = name.back() == 's' ? "' " : "'s ";
    return name + std::string(mark) + a_.text(d.first + 1, d.end);
  }

  // "French and British officials": those of each state, for who met whom is counted by state.
  EntityId OfSeveralStates(const Draft& d) {
    if (d.number != Number::kPlur || d.thing || TypeOf(d) == EntityType::kState) return {};
    std::vector<uint32_t> peoples;
    for (WordId c : a_.syntax.children_of(WordId(size_t{d.head}))) {
      const Deprel r = a_.syntax.deprel[c.index()];
      if (c.index() > d.head || (r != Deprel::kAmod && r != Deprel::kCompound)) continue;
      peoples.push_back(static_cast<uint32_t>(c.index()));
      for (WordId other : a_.syntax.children_of(c)) {
        bool joined = a_.syntax.deprel[other.index()] == Deprel::kConj;
        if (joined) peoples.push_back(static_cast<uint32_t>(other.index()));
      }
    }
    std::vector<EntityId> members;
    for (uint32_t w : peoples) {
      const Draft* name = discourse_.At(w);
      if (name == nullptr || name->form != MentionForm::kName || !name->entity.valid()) continue;
      if (linked_.entities[name->entity.index()].type != EntityType::kState) continue;
      std::string country = linked_.entities[name->entity.index()].country;
      const std::string called =
          a_.text(name->first, name->end) + " " + a_.text(peoples.back() + 1, d.head + 1);
      members.push_back(Part(d, called, country));
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    if (members.size() < 2) return {};
    return discourse_.GroupOf(std::move(members), discourse_.NameOf(d));
  }

  EntityId Part(const Draft& d, const std::string& called, std::string country) {
    const size_t all = linked_.entities.size();
    for (size_t i = all; i-- > 0 && all - i <= kWindow;) {
      const Entity& e = linked_.entities[i];
      if (e.name == called && e.country == country && e.known.empty()) return EntityId(i);
    }
    EntityId id = discourse_.list.Local(EntityType::kGroup, called);
    SetSector(d, discourse_.list[id]);
    discourse_.list[id].country = std::move(country);
    return id;
  }

  void SetSector(const Draft& d, Entity& e) const {
    if (d.noun != nullptr) e.sector = std::string(d.noun->sector);
    for (const NameMatch& m : a_.matches_at(d.head)) {
      for (const NameCandidate& c : m.candidates) {
        if (c.kind == NameKind::kAgent) e.sector = std::string(a_.knowledge.Get(c.id).sector);
      }
    }
  }

  EntityId NewNominal(const Draft& d) {
    EntityType type = TypeOf(d);
    if (type == EntityType::kPerson && d.number == Number::kPlur) type = EntityType::kGroup;
    if (type == EntityType::kState) type = EntityType::kGroup;  // "several countries"
    if (d.thing) return discourse_.list.Local(EntityType::kOther, discourse_.NameOf(d));
    const std::string name = OwnedName(d);
    EntityId id = discourse_.list.Local(type, name);
    Entity& e = discourse_.list[id];
    if (std::string own = discourse_.NameOf(d); own != name) e.aliases.push_back(std::move(own));
    SetSector(d, e);
    EntityId owner = discourse_.OwnerOf(d);
    if (owner.valid()) e.country = linked_.entities[owner.index()].country;
    // "433 people" are "people" too: how many is told elsewhere.
    uint32_t number = d.head;
    while (number > d.first && a_.syntax.upos[number - 1] != Upos::kNum) --number;
    if (number > d.first) e.aliases.push_back(a_.text(number, d.end));
    return id;
  }

  static constexpr uint32_t kNameWords = 8;
  static constexpr size_t kWindow = 200;
  const Article& a_;
  Linked& linked_;
  Discourse discourse_;
  Pronouns pronouns_;
  Collectives collectives_;
  std::unordered_map<std::string_view, std::vector<uint32_t>> titled_;    // by the title's noun
  std::unordered_map<std::string_view, std::vector<uint32_t>> of_lemma_;  // nominals resolved
  std::vector<uint32_t> names_;  // drafts that are, in text order
  EntityId main_state_;
};

}  // namespace

void ResolveNominals(const Article& article, Linked& linked, const PronounChoice* choose) {
  Resolver(article, linked, choose).Resolve();
}

}  // namespace dragoman::entities
