// SPDX-License-Identifier: Apache-2.0
// The prepared statements of Adder, one member each, so that adding compiles no SQL.
#pragma once

#include "record/adder.h"

namespace dragoman::record {

inline constexpr size_t kRowsAtOnce = 16;

struct Adder::Statements {
  explicit Statements(Database& db);

  Statement find_uid, find_url, insert_article, retire, insert_fts, set_read_by;
  Statement copy_of;
  Statement find_actor, insert_actor, insert_actor_name, find_people, set_said, find_place,
      insert_place;
  Statement insert_report, insert_source, insert_relation;
  Statement insert_event_actor, insert_event_actors, delete_event_actor, insert_event_place,
      insert_event_places, delete_event_place;
  Statement insert_event, write_event, count_event, delete_event, day_of_event;
  Statement reports_of_article, reports_of_event, known_reports, decisions, event_of_fingerprint,
      event_has_fingerprint, insert_decision, move_report, unite_report, sentence_of;
  Statement insert_outcome, delete_outcomes, outcomes_of_plan, outcomes_of_fact;
  Statement data_version, last_article, last_event, last_report, any_decision;
};

}  // namespace dragoman::record
