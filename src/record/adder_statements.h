// SPDX-License-Identifier: Apache-2.0
// The prepared statements of Adder, one member each, so that adding compiles no SQL.
#pragma once

#include "record/adder.h"
#include "record/bulk_rows.h"

namespace dragoman::record {

// As a column holds it.
inline std::optional<int64_t> DayOf(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return date->days;
}

struct Adder::Statements {
  explicit Statements(Database& db);

  Statement find_uid, find_url, insert_article, retire, insert_fts, set_read_by;
  Statement copy_of;
  Statement find_actor, insert_actor, insert_actor_name, find_people, set_said, find_place,
      insert_place;
  // In the order of their columns in adder_statements.cc.
  BulkRows new_reports, new_relations, new_events, new_sources, new_event_actors, new_event_places;
  Statement delete_event_actor, delete_event_place;
  Statement write_event, count_event, delete_event, day_of_event;
  Statement reports_of_article, reports_of_event, known_reports, decisions, event_of_fingerprint,
      event_has_fingerprint, insert_decision, move_report, unite_report, sentence_of;
  Statement insert_outcome, delete_outcomes, outcomes_of_plan, outcomes_of_fact;
  Statement data_version, last_article, last_event, last_report, any_decision;
};

}  // namespace dragoman::record
