// SPDX-License-Identifier: Apache-2.0
// PersonList: the persons an article has named so far, found by the parts of their names; looking
// one up costs what that name costs, not the article. Entry: SameAs, ByOneName, Of, Add, See.
// It knows nothing of the knowledge base.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "model/entities.h"

namespace dragoman::entities {

class PersonList {
 public:
  using Tokens = std::vector<std::string>;  // of a name, lower case

  // The first whose name may be another form of this one ("Ana M. Bell", "Ana Bell") and whose
  // entity the caller accepts; -1: none.
  int SameAs(const Tokens& tokens, const std::function<bool(EntityId)>& accept) const;
  // "Putin", at word `at`: somebody the text names in full, before this or else after it; the
  // family name, or any part of the name. -1: none.
  int ByOneName(const std::string& token, uint32_t at) const;
  int Of(EntityId entity) const;  // or -1
  EntityId entity(int person) const { return persons_[static_cast<size_t>(person)].entity; }

  void Add(Tokens tokens, EntityId entity, uint32_t at);
  // Named again; true where this is the fullest form so far.
  bool See(int person, const Tokens& tokens, uint32_t at);

 private:
  struct Person {
    Tokens tokens;  // of the fullest form
    EntityId entity;
    uint32_t last_seen = 0;
    int seen = 1;
  };
  using Index = std::unordered_map<std::string, std::vector<int>>;  // by position
  static void Enter(Index& index, const std::string& token, int person);
  int Best(const Index& index, const std::string& token, uint32_t at) const;

  std::vector<Person> persons_;
  Index by_last_, by_token_;
  std::map<EntityId, int> by_entity_;
};

// Spellings of one name: "zelensky" and "zelenskyy". At most two edits, and none at the start.
bool AlikeSpelled(std::string_view x, std::string_view y);

}  // namespace dragoman::entities
