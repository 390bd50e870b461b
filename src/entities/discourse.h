// SPDX-License-Identifier: Apache-2.0
// What nominals and pronouns are resolved by: the article, its drafts by word, the entities as they
// grow, how present each is. Entry: Discourse.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "entities/link.h"
#include "entities/salience.h"

namespace dragoman::entities {

// What a nominal says it names.
EntityType TypeOf(const Draft& nominal);

struct Discourse {
  Discourse(const Article& article, Linked& all);

  const Article& a;
  Linked& linked;
  EntityList list;
  Salience salience;
  std::vector<int> draft_of_word;  // by word: the draft it heads, or -1

  // The draft headed by a word, or null.
  const Draft* At(WordId word) const;
  const Draft* At(uint32_t word) const { return At(WordId(size_t{word})); }
  // The one entity of that many members, made when it is first asked for.
  EntityId GroupOf(std::vector<EntityId> members, std::string name);
  // "Turkey's army", "their robot".
  EntityId OwnerOf(const Draft& d) const;
  // Its words without article: "three soldiers", "US troops".
  std::string NameOf(const Draft& nominal) const;
  // "Our president is wise," Viktor Orban said: the person by name whose saying governs the words,
  // or stands beside them. Speakers told in other sentences are attribution's to find.
  EntityId SpeakerAt(uint32_t word) const;

 private:
  std::map<std::vector<EntityId>, EntityId> groups_;  // by their sorted members
};

}  // namespace dragoman::entities
