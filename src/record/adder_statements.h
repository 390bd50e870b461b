// SPDX-License-Identifier: Apache-2.0
// The prepared statements of Adder, one member each, so that adding compiles no SQL.
#pragma once

#include "record/adder.h"

namespace dragoman::record {

struct Adder::Statements {
  explicit Statements(Database& db);

  Statement find_uid, find_url, insert_article, retire, insert_fts, delete_fts, set_read_by;
  Statement insert_shingle, find_copies, copy_of;
  Statement find_actor, insert_actor, insert_actor_name, find_place, insert_place;
  Statement insert_report, set_ordinal_days, insert_report_actor, insert_report_place,
      insert_source, insert_amount, insert_evidence, insert_relation;
  Statement find_block, insert_block, delete_block;
  Statement insert_event_actor, actors_of_event, delete_event_actors;
  Statement insert_empty_event, write_event, count_event, update_event, delete_event, day_of_event,
      event_exists;
  Statement reports_of_article, reports_of_event, known_reports, decisions, event_of_fingerprint,
      event_has_fingerprint, insert_decision, move_report;
  Statement insert_outcome, delete_outcomes;
  Statement data_version, last_article, last_event, last_report, any_decision, any_block,
      any_shingle;
};

}  // namespace dragoman::record
