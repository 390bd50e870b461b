// SPDX-License-Identifier: Apache-2.0
// The order of the jobs of this stage; each is a file of its own. Entry: FindEntities.
#include "entities/entities.h"

#include <algorithm>

#include "entities/draft.h"

namespace dragoman::entities {
namespace {

// Drafts -> the product: entities in order of first mention, mentions sorted, the index by word.
Entities Finish(const Article& article, Linked linked, const Limits& limits);

}  // namespace

Entities FindEntities(const Document& document, const Syntax& syntax, const Times& times,
                      const KnowledgeBase& knowledge, const EntityRules& rules,
                      const Limits& limits) {
  const Article article = MakeArticle(document, syntax, times, knowledge, rules);
  std::vector<Draft> drafts = FindNameMentions(article, NameModel::Embedded());
  FindTitles(article, drafts);
  FindNominals(article, drafts);
  Linked linked = LinkNames(article, std::move(drafts));
  ResolveNominals(article, linked);
  FindNameRelations(article, linked);
  return Finish(article, std::move(linked), limits);
}

namespace {

void AddAlias(Entity& e, std::string text) {
  if (text == e.name || std::find(e.aliases.begin(), e.aliases.end(), text) != e.aliases.end()) {
    return;
  }
  e.aliases.push_back(std::move(text));
}

// Gives entities the numbers of their first mention; those never mentioned come last, if anything
// refers to them, else they go.
std::vector<EntityId> Renumber(Linked& linked) {
  const size_t n = linked.entities.size();
  std::vector<EntityId> number(n);
  std::vector<size_t> order;
  auto keep = [&](EntityId id) {
    if (!id.valid() || number[id.index()].valid()) return;
    number[id.index()] = EntityId(order.size());
    order.push_back(id.index());
  };
  for (const Draft& d : linked.drafts) keep(d.entity);
  for (size_t k = 0; k < order.size(); ++k) {
    const Entity& e = linked.entities[order[k]];
    for (EntityId m : e.members) keep(m);
    keep(e.governs);
  }
  for (const Relation& r : linked.relations) {
    keep(r.subject);
    for (EntityId o : r.objects) keep(o);
  }
  std::vector<Entity> entities;
  for (size_t old : order) entities.push_back(std::move(linked.entities[old]));
  auto renamed = [&](EntityId& id) {
    if (id.valid()) id = number[id.index()];
  };
  for (Entity& e : entities) {
    for (EntityId& m : e.members) renamed(m);
    renamed(e.governs);
  }
  for (Draft& d : linked.drafts) renamed(d.entity);
  for (Relation& r : linked.relations) {
    renamed(r.subject);
    for (EntityId& o : r.objects) renamed(o);
  }
  linked.entities = std::move(entities);
  return number;
}

// Things that no other mention points at are no entities: "an invitation", "plans".
void DropThings(Linked& linked) {
  std::vector<int> mentions(linked.entities.size(), 0);
  for (const Draft& d : linked.drafts) {
    if (d.entity.valid()) ++mentions[d.entity.index()];
  }
  std::erase_if(linked.drafts, [&](const Draft& d) {
    return d.thing && (!d.entity.valid() || mentions[d.entity.index()] < 2);
  });
}

Entities Finish(const Article& a, Linked linked, const Limits& limits) {
  Entities out;
  DropThings(linked);
  std::stable_sort(linked.drafts.begin(), linked.drafts.end(), [](const Draft& x, const Draft& y) {
    return x.first != y.first ? x.first < y.first : x.end > y.end;
  });
  if (linked.drafts.size() > limits.max_mentions) {
    out.diagnostics.push_back({{},
                               "only the first " + std::to_string(limits.max_mentions) + " of " +
                                   std::to_string(linked.drafts.size()) + " mentions are kept"});
    linked.drafts.resize(limits.max_mentions);
  }
  Renumber(linked);
  out.entities = std::move(linked.entities);
  out.relations = std::move(linked.relations);
  out.mention_of_word.resize(a.size());
  for (const Draft& d : linked.drafts) {
    MentionId id(out.mentions.size());
    Mention m;
    m.first = WordId(size_t{d.first});
    m.end = WordId(size_t{d.end});
    m.head = WordId(size_t{d.head});
    m.span = a.span(d.first, d.end);
    m.form = d.form;
    m.entity = d.entity;
    m.as_place = d.as_place;
    out.mentions.push_back(m);
    // Later ones are inner ones.
    out.mention_of_word[d.head] = id;
    if (!d.entity.valid()) continue;
    Entity& e = out.entities[d.entity.index()];
    e.mentions.push_back(id);
    if (d.form == MentionForm::kName) AddAlias(e, a.text(d.first, d.end));
  }
  // Where the tree makes the title the head of "President Erdogan", that word is the name's too.
  for (size_t i = 0; i < linked.drafts.size(); ++i) {
    const Draft& d = linked.drafts[i];
    if (d.form != MentionForm::kName || !d.title || d.title->end != d.first) continue;
    for (uint32_t w = d.title->title_first; w < d.title->title_end; ++w) {
      if (!out.mention_of_word[w].valid()) out.mention_of_word[w] = MentionId(i);
    }
  }
  return out;
}

}  // namespace
}  // namespace dragoman::entities
