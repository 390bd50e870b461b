// SPDX-License-Identifier: Apache-2.0
// User actor files as plain records: what a file says, before it meets the knowledge base. Two
// formats: the TSV of docs/user_actors.md, and the actor dictionaries of TABARI and PETRARCH.
// Entry: ParseActorFile. Total: any bytes give records or an Error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "model/entities.h"

namespace dragoman::entities {

// A dated office (TSV) or role code (PETRARCH) of an actor.
struct UserTerm {
  std::string office;  // "President of Turkey"; empty for a code
  std::string code;    // "AFGGOV"
  Interval held;
  int line = 0;
};

struct UserActor {
  std::string name;
  std::vector<std::string> aliases;
  EntityType type = EntityType::kPerson;
  bool has_type = false;
  std::string country;  // ISO2 as written in a TSV
  std::string code;     // PETRARCH's default code
  std::vector<UserTerm> terms;
  int line = 0;
};

// `path` is for messages: "actors.tsv:3: expected a date, got 'May'".
Result<std::vector<UserActor>> ParseActorFile(const std::string& path, std::string_view text);

}  // namespace dragoman::entities
