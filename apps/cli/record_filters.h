// SPDX-License-Identifier: Apache-2.0
// The options that choose among the events of a record, the same for every question that has them:
// --actor, --with, --type, --kind, --place, --status, days, --source.
#pragma once

#include <string>
#include <vector>

#include "record_command.h"

namespace dragoman::cli {

struct EventFlags {
  std::string actor, with, type, kind, place, status, from, to, before, source;
  bool newest_first = false;
};

// Who takes part, and whom with.
void AddParties(Command& command, EventFlags& flags);
// What, where, in which state, who says so.
void AddChoices(Command& command, EventFlags& flags);
void AddDays(Command& command, EventFlags& flags);
void AddNewestFirst(Command& command, EventFlags& flags);

// Names looked up, days parsed. False after an error has been printed: somebody is not clear, or
// nothing in this record is called so.
bool ToQuery(record::Record& record, const EventFlags& flags, record::EventQuery& query);

// Of `known`, what is meant by a word as typed, capitals or not. False after an error that says
// what is like it, or what there is.
bool FindWord(const char* what, const std::vector<std::string>& known, const std::string& typed,
              std::string& out);

// What a question without an answer finds when one of its conditions is left out: what to try next,
// a line each.
std::string Elsewhere(record::Record& record, const record::EventQuery& query);

}  // namespace dragoman::cli
