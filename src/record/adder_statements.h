// SPDX-License-Identifier: Apache-2.0
// The prepared statements of Adder, one member each, so that adding compiles no SQL.
#pragma once

#include "record/adder.h"

namespace dragoman::record {

struct Adder::Statements {
  explicit Statements(Database& db);

  Statement find_uid, find_url, insert_article, retire, insert_fts, delete_fts, set_read_by;
  Statement insert_shingle, find_copies, first_of_copies, set_copy_of;
  Statement find_actor, insert_actor, insert_actor_name, find_place, insert_place;
  Statement insert_report, set_ordinal_days, insert_report_actor, insert_report_place,
      insert_source, insert_amount, insert_evidence, insert_relation;
  Statement find_block, insert_block, delete_blocks, insert_event_actor, delete_event_actors;
  Statement insert_event, update_event, delete_event, event_exists;
  Statement reports_of_article, reports_of_event, decisions, event_of_fingerprint,
      event_has_fingerprint, insert_decision, move_report;
  Statement insert_outcome, delete_outcomes;
};

}  // namespace dragoman::record
