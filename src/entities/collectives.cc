// SPDX-License-Identifier: Apache-2.0
// Entry: Collectives::Resolve. Not looked at: lists that run over sentences, sides that only the
// story as a whole sets against each other.
#include "entities/collectives.h"

#include <algorithm>
#include <array>

namespace dragoman::entities {
namespace {

constexpr size_t kWindow = 200;  // mentions looked at, back from the noun

}  // namespace

Collectives::Collectives(Discourse& discourse,
                         std::function<bool(EntityId, const Draft&)> has_title)
    : discourse_(discourse),
      a_(discourse.a),
      linked_(discourse.linked),
      has_title_(std::move(has_title)) {}

EntityId Collectives::Resolve(const Draft& d) {
  if (EntityId e = Collective(d); e.valid()) return e;
  return ThoseListed(d);
}

// "the pair", "the two presidents", "both countries".
EntityId Collectives::Collective(const Draft& d) {
  if (d.count < 2 || d.indefinite) return {};
  bool whole = a_.rules.is("whole", a_.lower[d.first]);
  if (!d.definite && !d.demonstrative && !whole) return {};
  if (d.owner >= 0 || IsOfSomething(d)) return {};
  Salience::Filter filter;
  filter.sentences = 3;
  EntityType t = TypeOf(d);
  bool titled = d.title && d.title->title;
  std::vector<EntityId> members = Listed(d);
  if (members.size() == static_cast<size_t>(d.count)) {
    return discourse_.GroupOf(std::move(members), discourse_.NameOf(d));
  }
  members.clear();
  if (a_.rules.is("camp", a_.syntax.lemma_of(WordId(size_t{d.head})))) {
    for (size_t back = 0; back <= filter.sentences && members.empty(); ++back) {
      members = Opposed(d, EntityType::kGroup, back);
      if (members.empty()) members = Opposed(d, EntityType::kPerson, back);
    }
    if (members.size() == 2) return discourse_.GroupOf(std::move(members), discourse_.NameOf(d));
  }
  if (titled) {
    for (EntityId e : discourse_.salience.Ranked(d, filter)) {
      if (has_title_(e, d) && members.size() < static_cast<size_t>(d.count)) {
        members.push_back(e);
      }
    }
  }
  // "the pair", "the two sides": persons before states, never one of each.
  for (EntityType want : {EntityType::kPerson, EntityType::kState, t}) {
    if (members.size() == static_cast<size_t>(d.count)) break;
    if (want != t && t != EntityType::kGroup) continue;
    members = d.count == 2 ? Opposed(d, want, filter.sentences) : std::vector<EntityId>();
    if (members.size() == 2) break;
    members.clear();
    // Else those most present, if they are all there are of that kind or told of together.
    size_t others = 0;
    for (EntityId e : discourse_.salience.Ranked(d, filter)) {
      if (!SingleOfType(e, want) || BesideInClause(e, d)) continue;
      members.size() < static_cast<size_t>(d.count) ? members.push_back(e) : void(++others);
    }
    if (others > 0 && !Together(members[0], members[1], d, filter.sentences)) members.clear();
  }
  if (members.size() != static_cast<size_t>(d.count)) return Counted(d);
  return discourse_.GroupOf(std::move(members), discourse_.NameOf(d));
}

// "both sides of the border"
bool Collectives::IsOfSomething(const Draft& d) const {
  return a_.in(d.sentence, int64_t{d.head} + 1) && a_.rules.is("of", a_.lower[d.head + 1]);
}

// "Japan, Australia and India agreed. The allies will ...": those of the last list before, if all
// of it are what the noun may name.
EntityId Collectives::ThoseListed(const Draft& d) {
  if (!d.definite && !d.demonstrative) return {};
  if (d.number != Number::kPlur || d.count > 0 || d.owner >= 0 || d.head != d.first + 1) return {};
  if (IsOfSomething(d) || a_.syntax.child(WordId(size_t{d.head}), Deprel::kAclRelcl).valid()) {
    return {};
  }
  std::vector<EntityId> members = Listed(d);
  return members.size() < 2 ? EntityId()
                            : discourse_.GroupOf(std::move(members), discourse_.NameOf(d));
}

std::vector<EntityId> Collectives::Listed(const Draft& d) const {
  const std::string_view lemma = a_.syntax.lemma_of(WordId(size_t{d.head}));
  const bool power = a_.rules.is("power", lemma);
  const bool leader = a_.rules.is("leader", lemma) || (d.title && d.title->title);
  if (!power && !leader) return {};
  const EntityType want = power ? EntityType::kState : EntityType::kPerson;
  const auto& seen = discourse_.salience.seen();
  for (size_t i = seen.size(), tried = 0; i-- > 0 && tried < kWindow; ++tried) {
    if (seen[i].sentence.index() + 1 < d.sentence.index()) break;
    const WordId last = TopOf(*seen[i].draft);
    if (a_.syntax.deprel[last.index()] != Deprel::kConj || seen[i].draft->head >= d.first) continue;
    const WordId first = a_.syntax.head[last.index()];
    std::vector<EntityId> members;
    size_t joined = 1;
    for (WordId c : a_.syntax.children_of(first)) {
      joined += a_.syntax.deprel[c.index()] == Deprel::kConj;
    }
    for (size_t k = i + 1; k-- > 0 && seen[k].sentence == seen[i].sentence && i - k < kWindow;) {
      const WordId top = TopOf(*seen[k].draft);
      const bool one = top == first || (a_.syntax.deprel[top.index()] == Deprel::kConj &&
                                        a_.syntax.head[top.index()] == first);
      if (!one || !SingleOfType(seen[k].entity, want) || seen[k].draft->as_place) continue;
      if (std::find(members.begin(), members.end(), seen[k].entity) == members.end()) {
        members.push_back(seen[k].entity);
      }
    }
    const bool beside = std::any_of(members.begin(), members.end(),
                                    [&](EntityId e) { return BesideInClause(e, d); });
    if (members.size() >= 2 && members.size() == joined && !beside) return members;
  }
  return {};
}

bool Collectives::SingleOfType(EntityId e, EntityType type) const {
  const Entity& entity = linked_.entities[e.index()];
  return entity.type == type && entity.members.empty() && !discourse_.salience.plural(e);
}

// "Russia and China will help both countries": those are others.
bool Collectives::BesideInClause(EntityId e, const Draft& d) const {
  const auto& seen = discourse_.salience.seen();
  for (size_t i = seen.size(); i-- > 0 && seen[i].sentence == d.sentence;) {
    if (seen[i].entity != e) continue;
    WordId w(size_t{seen[i].draft->head});
    if (a_.syntax.deprel[w.index()] == Deprel::kConj) w = a_.syntax.head[w.index()];
    const WordId governor = a_.syntax.head[w.index()];
    if (governor.valid() && governor == a_.syntax.head[d.head]) return true;
  }
  return false;
}

// Of "Chancellor Anna Bell" the word that stands in the clause, as the trees have it.
WordId Collectives::TopOf(const Draft& d) const {
  WordId w(size_t{d.head});
  for (int steps = 0; steps < 3 && a_.syntax.deprel[w.index()] == Deprel::kFlat; ++steps) {
    w = a_.syntax.head[w.index()];
  }
  return w;
}

bool Collectives::IsParty(const Draft& d, WordId top) const {
  switch (a_.syntax.deprel[top.index()]) {
    case Deprel::kNsubj:
    case Deprel::kNsubjPass:
    case Deprel::kObj:
    case Deprel::kObl:
    case Deprel::kOblAgent:
    case Deprel::kNmod:
    case Deprel::kNmodPoss:
      return !d.as_place;
    default:
      return false;
  }
}

// "Iran attacked Iraq, Syria said. Both sides ...": the last two told of as the parties of one
// thing: joined by "and", or arguments of one word. Empty: no two are.
std::vector<EntityId> Collectives::Opposed(const Draft& d, EntityType type,
                                           size_t sentences) const {
  const auto& seen = discourse_.salience.seen();
  auto may_be = [&](const Salience::Seen& s) {
    const bool somebody = type != EntityType::kPerson || s.draft->form != MentionForm::kNominal;
    const bool fits = type == EntityType::kGroup ? IsCamp(s) : SingleOfType(s.entity, type);
    return somebody && s.draft->head < d.first && fits;
  };
  for (size_t i = seen.size(), tried = 0; i-- > 0 && tried < kWindow; ++tried) {
    const Salience::Seen& y = seen[i];
    if (y.sentence.index() + sentences < d.sentence.index()) break;
    if (!may_be(y)) continue;
    const WordId last = TopOf(*y.draft), governor = a_.syntax.head[last.index()];
    if (!governor.valid()) continue;
    const bool joined = a_.syntax.deprel[last.index()] == Deprel::kConj;
    // "Putin's aide told reporters of it" sets nobody against anybody.
    if (!joined && a_.syntax.child(governor, Deprel::kCcomp).valid()) continue;
    for (size_t k = i; k-- > 0 && seen[k].sentence == y.sentence && i - k < kWindow;) {
      const Salience::Seen& x = seen[k];
      if (x.entity == y.entity || !may_be(x)) continue;
      const WordId first = TopOf(*x.draft);
      const bool pair = joined ? governor == first
                               : IsParty(*x.draft, first) && IsParty(*y.draft, last) &&
                                     a_.syntax.head[first.index()] == governor;
      if (pair && !BesideInClause(y.entity, d)) return {y.entity, x.entity};
    }
  }
  return {};
}

// "The government and the rebels": states and bodies may be the sides of one thing, and those
// without a name that fight or govern.
bool Collectives::IsCamp(const Salience::Seen& s) const {
  constexpr std::array<std::string_view, 3> kFighting = {"MIL", "REB", "OPP"};  // PLOVER
  constexpr std::array<std::string_view, 3> kNeutral = {"IGO", "MED", "NGO"};
  auto is_one_of = [](const auto& sectors, std::string_view sector) {
    return std::find(sectors.begin(), sectors.end(), sector) != sectors.end();
  };
  const Entity& e = linked_.entities[s.entity.index()];
  if (!e.members.empty() || s.draft->as_place || s.draft->thing || s.draft->indefinite ||
      is_one_of(kNeutral, e.sector)) {
    return false;
  }
  const bool body = e.type == EntityType::kState || e.type == EntityType::kOrganization ||
                    e.type == EntityType::kGovernment || e.type == EntityType::kGroup;
  if (!body || s.draft->form != MentionForm::kNominal || e.type == EntityType::kState) return body;
  return is_one_of(kFighting, e.sector);
}

// Whether one sentence near `d` tells of both: two stories may stand side by side.
bool Collectives::Together(EntityId x, EntityId y, const Draft& d, size_t sentences) const {
  const auto& seen = discourse_.salience.seen();
  SentenceId of_x, of_y;
  for (size_t i = seen.size(), tried = 0; i-- > 0 && tried < kWindow; ++tried) {
    if (seen[i].sentence.index() + sentences < d.sentence.index()) break;
    if (seen[i].entity == x) of_x = seen[i].sentence;
    if (seen[i].entity == y) of_y = seen[i].sentence;
    if (of_x.valid() && of_x == of_y) return true;
  }
  return false;
}

// "Three Palestinians were killed. The three ...": the one group of that number just before.
EntityId Collectives::Counted(const Draft& d) const {
  constexpr size_t kSentencesBack = 3;
  EntityId found;
  for (uint32_t h = d.first, tried = 0; h-- > 0 && tried < kWindow; ++tried) {
    if (a_.syntax.sentence[h].index() + kSentencesBack < d.sentence.index()) break;
    if (discourse_.draft_of_word[h] < 0) continue;
    const Draft& n = linked_.drafts[static_cast<size_t>(discourse_.draft_of_word[h])];
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

}  // namespace dragoman::entities
