// SPDX-License-Identifier: Apache-2.0
// What a KnowledgeBase holds: the tables of data/entities/ found by their columns, what user files
// add, and the indexes over both. Private to knowledge*.cc. Entry: KnowledgeBase::Data::Load.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entities/knowledge.h"
#include "entities/knowledge_index.h"

namespace dragoman::entities {

// A table of known things: any below entities/ with the columns `key` and `type`.
struct KnownTable {
  const lexicon::Table* table = nullptr;
  KnownId first = 0;  // id of its row 0
  int key = -1, type = -1, kind = -1, name = -1, country = -1, wikipedia = -1, sector = -1;
  int part_of = -1, source = -1, geonames = -1, population = -1, lat = -1, lon = -1, gender = -1;
  int weight = -1, capital = -1, heir = -1;
};

// Compressed rows: the items of group g are items[begin[g] .. begin[g + 1]).
struct Groups {
  std::vector<uint32_t> begin;
  std::vector<uint32_t> items;
  std::span<const uint32_t> of(size_t g) const {
    if (g + 1 >= begin.size()) return {};
    return {items.data() + begin[g], items.data() + begin[g + 1]};
  }
};

struct KnowledgeBase::Data {
  bool embedded = false;  // the tables are the program's own, for which an index was made
  std::vector<KnownTable> tables;
  KnownId table_rows = 0;              // ids below come from tables, the others from `user`
  std::deque<std::string> strings;     // what user files own
  std::vector<Known> user;             // id = table_rows + position
  std::map<KnownId, Known> corrected;  // rows of tables that a user file changed
  std::map<KnownId, std::vector<std::string>> user_names;
  NameIndex names;
  std::vector<Title> titles;
  std::vector<std::string_view> title_plurals;
  std::vector<std::vector<std::string_view>> title_states;  // ISO2 codes a title is limited to
  std::vector<Office> offices;
  std::vector<Term> terms;
  std::vector<Membership> memberships;
  Groups terms_of_office, terms_of_person;  // by start
  Groups offices_of_body;
  Groups memberships_of_member, memberships_of_body;
  std::unordered_map<std::string, std::vector<OfficeId>> offices_by_name;  // folded title
  std::unordered_map<std::string_view, KnownId> states;                    // by ISO2
  std::unordered_map<std::string_view, std::string_view> states_by_iso3;   // -> ISO2
  std::unordered_map<std::string_view, OfficeId> office_keys;
  std::map<KnownId, KnownId> capitals;                                      // of states
  std::map<std::pair<std::string_view, std::string_view>, KnownId> bodies;  // by role, ISO2

  std::unordered_map<std::string, KnownId> outlets;            // folded name -> its place
  std::unordered_map<std::string_view, KnownId> outlet_hosts;  // likewise by domain

  void LoadTables(const lexicon::Lexicon& lexicon);
  void LoadOffices(const lexicon::Lexicon& lexicon);
  void LoadMemberships(const lexicon::Lexicon& lexicon);
  void LoadOutlets(const lexicon::Lexicon& lexicon);
  Result<void> LoadUserFile(const std::string& path);  // names must be indexed, and be so again
  void IndexNames();
  void IndexOffices();  // after all terms are known

  KnownId size() const { return table_rows + static_cast<KnownId>(user.size()); }
  Known Get(KnownId id) const;
  EntityType TypeOf(KnownId id) const;
  const KnownTable& TableOf(KnownId id) const;  // id < table_rows
  KnownId ByKey(std::string_view key) const;
};

// Calls f(item) for each item of a cell "a | b | c".
template <class F>
void ForEachItem(std::string_view cell, F f) {
  constexpr std::string_view kSeparator = " | ";
  while (!cell.empty()) {
    size_t cut = cell.find(kSeparator);
    if (cut != 0) f(cell.substr(0, cut));
    if (cut == std::string_view::npos) return;
    cell.remove_prefix(cut + kSeparator.size());
  }
}

// [from, to] of two date cells; an empty one is open.
Interval HeldBetween(std::string_view from, std::string_view to);
bool ParseEntityType(std::string_view name, EntityType& out);

}  // namespace dragoman::entities
