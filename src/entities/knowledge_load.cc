// SPDX-License-Identifier: Apache-2.0
// Fills a KnowledgeBase from the tables of data/entities/, which are told apart by their columns:
//   key, type, name, ...              a known thing       (KnownTable)
//   form, names, of                   a further name of one
//   office, role, of, title           an office
//   holder, held, from, to            a term in an office
//   title, plural, roles              a title
//   member, body, standing, from, to  a membership
//   outlet, domains, home             a news outlet and its place
#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/check.h"
#include "entities/knowledge_data.h"

// The index of the embedded tables, made by tools/index_names.cc.
extern "C" const char dragoman_name_index_begin[];
extern "C" const char dragoman_name_index_end[];

namespace dragoman::entities {
namespace {

// Columns that hold names, and what kind of name.
struct NameColumn {
  std::string_view column;
  NameKind kind;
  bool plural;
};
constexpr NameColumn kNameColumns[] = {
    {"name", NameKind::kFull, false},
    {"aliases", NameKind::kAlias, false},
    {"short", NameKind::kShort, false},
    {"abbreviations", NameKind::kAbbreviation, false},
    {"adjectives", NameKind::kAdjective, false},
    {"people", NameKind::kPeople, false},
    {"peoples", NameKind::kPeople, true},
    {"metonyms", NameKind::kMetonym, false},
    {"agents", NameKind::kAgent, false},
    {"agents_plural", NameKind::kAgent, true},
};

constexpr std::string_view kCapital = "capital";

// Looks keys up for one column of a table: most lie where the last one lay, and many repeat. Keys
// are of one table only.
class KeyFinder {
 public:
  explicit KeyFinder(const KnowledgeBase::Data& data) : data_(data) {}
  KnownId operator()(std::string_view key) {
    if (key == last_key_) return last_;
    last_key_ = key;
    if (int64_t row = In(hint_, key); row >= 0) return last_ = At(hint_, row);
    for (size_t t = 0; t < data_.tables.size(); ++t) {
      int64_t row = In(t, key);
      if (row < 0) continue;
      hint_ = t;
      return last_ = At(t, row);
    }
    return last_ = kNoKnown;
  }

 private:
  int64_t In(size_t t, std::string_view key) const {
    return t < data_.tables.size() ? data_.tables[t].table->find_first(data_.tables[t].key, key)
                                   : -1;
  }
  KnownId At(size_t t, int64_t row) const {
    return data_.tables[t].first + static_cast<KnownId>(row);
  }
  const KnowledgeBase::Data& data_;
  size_t hint_ = 0;
  std::string_view last_key_;
  KnownId last_ = kNoKnown;
};

int DefaultWeight(const Known& k) {
  switch (k.type) {
    case EntityType::kState:
      return 900;
    case EntityType::kRegion:  // below a city of its name
    case EntityType::kCity: {
      double p = k.population > 0 ? std::log10(static_cast<double>(k.population)) : 3.0;
      int least = k.type == EntityType::kRegion ? 120 : 0;
      // 15,000: 417; 10 million: 700. "Wellington" is more often the capital than a town of its
      // name.
      int seat = k.kind == kCapital ? 100 : 0;
      return std::min(static_cast<int>(p * 100) - least + seat, 799);
    }
    case EntityType::kPerson:
      return 500;
    case EntityType::kGovernment:
    case EntityType::kOrganization:
      return 600;
    case EntityType::kGroup:
      return 500;
    default:
      return 400;
  }
}

// A capital stands for its government less often than for itself.
constexpr int kCapitalForGovernment = 300;

int WeightOf(const Known& k, std::string_view cell) {
  int weight = DefaultWeight(k);
  std::from_chars(cell.data(), cell.data() + cell.size(), weight);
  return std::clamp(weight, 0, 1000);
}

Groups GroupBy(size_t groups, size_t items, auto group_of) {
  Groups g;
  g.begin.assign(groups + 1, 0);
  // Items of no group (an office of no known body) go behind the last.
  auto slot = [&](uint32_t i) { return std::min<size_t>(group_of(i), groups); };
  g.begin.push_back(0);
  for (uint32_t i = 0; i < items; ++i) ++g.begin[slot(i) + 1];
  for (size_t k = 1; k < g.begin.size(); ++k) g.begin[k] += g.begin[k - 1];
  std::vector<uint32_t> next(g.begin.begin(), g.begin.end());
  g.items.resize(items);
  for (uint32_t i = 0; i < items; ++i) g.items[next[slot(i)]++] = i;
  return g;
}

}  // namespace

Interval HeldBetween(std::string_view from, std::string_view to) {
  Interval held;
  if (auto days = DaysOf(from)) held.earliest = days->earliest;
  if (auto days = DaysOf(to)) held.latest = days->latest;
  return held;
}

void KnowledgeBase::Data::LoadTables(const lexicon::Lexicon& lexicon) {
  embedded = &lexicon == &lexicon::Lexicon::Embedded();
  for (const lexicon::Table* table : lexicon.tables_below("entities/")) {
    KnownTable t;
    t.table = table;
    t.key = table->column("key");
    t.type = table->column("type");
    if (t.key < 0 || t.type < 0) continue;
    t.kind = table->column("kind");
    t.name = table->column("name");
    // Agents have a label that is not itself a name to be found.
    if (t.name < 0) t.name = table->column("label");
    t.country = table->column("country");
    t.wikipedia = table->column("wikipedia");
    t.sector = table->column("sector");
    t.part_of = table->column("part_of");
    t.source = table->column("source");
    t.geonames = table->column("geonames");
    t.population = table->column("population");
    t.lat = table->column("lat");
    t.lon = table->column("lon");
    t.gender = table->column("gender");
    t.weight = table->column("weight");
    t.capital = table->column("capital");
    t.heir = table->column("heir");
    t.first = table_rows;
    table_rows += static_cast<KnownId>(table->size());
    tables.push_back(t);
  }
  for (const KnownTable& t : tables) {
    int role = t.table->column("role");
    for (size_t row = 0; role >= 0 && row < t.table->size(); ++row) {
      std::string_view what = t.table->at(row, role);
      if (what.empty()) continue;
      bodies.emplace(std::pair(what, t.table->at(row, t.country)),
                     t.first + static_cast<KnownId>(row));
    }
  }
  for (const KnownTable& t : tables) {
    if (t.capital < 0) continue;
    for (size_t row = 0; row < t.table->size(); ++row) {
      KnownId state = t.first + static_cast<KnownId>(row);
      Known k = Get(state);
      if (k.type != EntityType::kState) continue;
      states.emplace(k.country, state);
      int iso3 = t.table->column("iso3");
      if (iso3 >= 0) states_by_iso3.emplace(t.table->at(row, iso3), k.country);
      std::string_view capital = t.table->at(row, t.capital);
      if (!capital.empty()) capitals[state] = ByKey(capital);
    }
  }
}

void KnowledgeBase::Data::LoadOffices(const lexicon::Lexicon& lexicon) {
  std::vector<const lexicon::Table*> term_tables;
  for (const lexicon::Table* t : lexicon.tables_below("entities/")) {
    int office = t->column("office"), role = t->column("role"), of = t->column("of");
    int title = t->column("title"), plural = t->column("plural"), roles = t->column("roles");
    if (office >= 0 && role >= 0 && of >= 0 && title >= 0) {
      int head = t->column("head");
      KeyFinder whose(*this);
      for (size_t r = 0; r < t->size(); ++r) {
        Office o;
        o.key = t->at(r, office);
        o.title = t->at(r, title);
        o.role = t->at(r, role);
        o.of = whose(t->at(r, of));
        DRAGOMAN_CHECK(o.of != kNoKnown);
        std::string_view heads = t->at(r, head);
        o.head_of_state = heads == "state" || heads == "both";
        o.head_of_government = heads == "government" || heads == "both";
        office_keys.emplace(o.key, static_cast<OfficeId>(offices.size()));
        offices.push_back(o);
      }
    } else if (title >= 0 && plural >= 0 && roles >= 0) {
      int only = t->column("only"), sector = t->column("sector");
      for (size_t r = 0; r < t->size(); ++r) {
        title_plurals.push_back(t->at(r, plural));
        titles.push_back({t->at(r, title), t->list(r, roles), t->at(r, sector)});
        title_states.push_back(t->list(r, only));
      }
    } else if (t->column("holder") >= 0) {
      term_tables.push_back(t);
    }
  }
  for (const lexicon::Table* t : term_tables) {
    KeyFinder person(*this);
    int holder = t->column("holder"), held = t->column("held"), from = t->column("from");
    int to = t->column("to"), acting = t->column("acting"), source = t->column("source");
    for (size_t r = 0; r < t->size(); ++r) {
      Term term;
      term.person = person(t->at(r, holder));
      auto office = office_keys.find(t->at(r, held));
      DRAGOMAN_CHECK(term.person != kNoKnown && office != office_keys.end());
      term.office = office->second;
      term.held = HeldBetween(t->at(r, from), t->at(r, to));
      term.acting = t->at(r, acting) == "yes";
      term.source = t->at(r, source);
      terms.push_back(term);
    }
  }
}

void KnowledgeBase::Data::LoadMemberships(const lexicon::Lexicon& lexicon) {
  for (const lexicon::Table* t : lexicon.tables_below("entities/")) {
    int member = t->column("member"), body = t->column("body"), standing = t->column("standing");
    if (member < 0 || body < 0 || standing < 0) continue;
    int from = t->column("from"), to = t->column("to");
    KeyFinder who(*this), what(*this);
    std::unordered_map<std::string_view, KnownId> bodies_seen;  // few, in another order each time
    for (size_t r = 0; r < t->size(); ++r) {
      Membership m;
      m.member = who(t->at(r, member));
      auto [it, fresh] = bodies_seen.try_emplace(t->at(r, body), kNoKnown);
      if (fresh) it->second = what(it->first);
      m.body = it->second;
      DRAGOMAN_CHECK(m.member != kNoKnown && m.body != kNoKnown);
      m.standing = t->at(r, standing);
      m.held = HeldBetween(t->at(r, from), t->at(r, to));
      memberships.push_back(m);
    }
  }
}

void KnowledgeBase::Data::LoadOutlets(const lexicon::Lexicon& lexicon) {
  for (const lexicon::Table* t : lexicon.tables_below("entities/")) {
    int outlet = t->column("outlet"), domains = t->column("domains"), home = t->column("home");
    if (outlet < 0 || domains < 0 || home < 0) continue;
    KeyFinder town(*this);
    for (size_t r = 0; r < t->size(); ++r) {
      KnownId place = town(t->at(r, home));
      DRAGOMAN_CHECK(place != kNoKnown);
      std::string_view name = t->at(r, outlet);
      if (!name.empty()) outlets.emplace(Fold(name), place);
      for (std::string_view domain : t->list(r, domains)) outlet_hosts.emplace(domain, place);
    }
  }
}

void KnowledgeBase::Data::IndexNames() {
  if (embedded && user.empty() && user_names.empty()) {
    names = NameIndex::FromBlock(
        {dragoman_name_index_begin,
         static_cast<size_t>(dragoman_name_index_end - dragoman_name_index_begin)});
    return;
  }
  names = NameIndex();
  for (TitleId i = 0; i < titles.size(); ++i) {
    NameCandidate c{i, NameKind::kTitle, false, 500};
    names.Add(titles[i].title, c);
    c.plural = true;
    ForEachItem(title_plurals[i], [&](std::string_view form) { names.Add(form, c); });
  }
  std::vector<uint16_t> weights;
  for (const KnownTable& t : tables) {
    weights.resize(t.table->size());
    for (size_t row = 0; row < weights.size(); ++row) {
      KnownId id = t.first + static_cast<KnownId>(row);
      std::string_view own = t.weight < 0 ? "" : t.table->at(row, t.weight);
      weights[row] = static_cast<uint16_t>(WeightOf(Get(id), own));
    }
    for (const NameColumn& c : kNameColumns) {
      int column = t.table->column(c.column);
      if (column < 0) continue;
      for (size_t row = 0; row < t.table->size(); ++row) {
        std::string_view cell = t.table->at(row, column);
        if (cell.empty()) continue;
        KnownId id = t.first + static_cast<KnownId>(row);
        NameCandidate candidate{id, c.kind, c.plural, weights[row]};
        if (c.kind == NameKind::kFull) {
          names.Add(cell, candidate);
        } else {
          ForEachItem(cell, [&](std::string_view form) { names.Add(form, candidate); });
        }
      }
    }
  }
  for (auto [state, capital] : capitals) {
    NameCandidate government{state, NameKind::kMetonym, false, kCapitalForGovernment};
    const KnownTable& t = TableOf(capital);
    size_t row = capital - t.first;
    names.Add(t.table->at(row, t.name), government);
    int aliases = t.table->column("aliases");
    if (aliases < 0) continue;
    ForEachItem(t.table->at(row, aliases),
                [&](std::string_view form) { names.Add(form, government); });
  }
  for (const auto& [id, forms] : user_names) {
    for (const std::string& form : forms) {
      names.Add(form, {id, NameKind::kAlias, false, 950});
    }
  }
  names.Freeze();
}

void KnowledgeBase::Data::IndexOffices() {
  std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
    Date never{INT32_MIN};
    return a.held.earliest.value_or(never) < b.held.earliest.value_or(never);
  });
  size_t known = size();
  terms_of_office =
      GroupBy(offices.size(), terms.size(), [this](uint32_t i) { return terms[i].office; });
  terms_of_person = GroupBy(known, terms.size(), [this](uint32_t i) { return terms[i].person; });
  offices_of_body = GroupBy(known, offices.size(), [this](uint32_t i) { return offices[i].of; });
  memberships_of_member =
      GroupBy(known, memberships.size(), [this](uint32_t i) { return memberships[i].member; });
  memberships_of_body =
      GroupBy(known, memberships.size(), [this](uint32_t i) { return memberships[i].body; });
  for (OfficeId o = 0; o < offices.size(); ++o) {
    offices_by_name[Fold(offices[o].title)].push_back(o);
  }
}

std::vector<std::string> KnowledgeBase::NamesOf(KnownId id) const {
  std::vector<std::string> out;
  DRAGOMAN_CHECK(id < size());
  if (id < data_->table_rows) {
    const KnownTable& t = data_->TableOf(id);
    for (const NameColumn& c : kNameColumns) {
      int column = t.table->column(c.column);
      if (column < 0) continue;
      ForEachItem(t.table->at(id - t.first, column),
                  [&](std::string_view form) { out.emplace_back(form); });
    }
  } else {
    out.emplace_back(Get(id).name);
  }
  if (auto it = data_->user_names.find(id); it != data_->user_names.end()) {
    out.insert(out.end(), it->second.begin(), it->second.end());
  }
  return out;
}

}  // namespace dragoman::entities
