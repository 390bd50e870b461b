// SPDX-License-Identifier: Apache-2.0
// Writes one reading into the record: rows, then the event of each report. Inside record/ only;
// throws SqliteFault; the caller holds the transaction.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/reading.h"
#include "record/happening.h"
#include "record/record.h"
#include "record/sqlite.h"

namespace dragoman::record {

class Adder {
 public:
  Adder(Database& db, const MergeRules& rules, const std::string& read_by);

  AddOutcome Add(const Reading& reading);
  std::vector<std::string> Replace(int64_t article, const Reading& reading);
  void MergeEvents(int64_t a, int64_t b);
  int64_t SplitReport(int64_t report);

 private:
  // An event that a report may belong to, with its best reports.
  struct Candidate {
    int64_t event = 0;
    std::vector<Happening> reports;
  };
  // One report while it is written.
  struct Pending {
    const Event* event = nullptr;
    Happening happening;
    int64_t fingerprint = 0;
    int64_t id = 0;
    std::vector<Candidate> candidates;
  };
  struct Choice {
    int64_t event = 0;  // 0: a new one
    double grade = 1;
    std::string why;
  };

  // Rows of things that are shared between articles.
  int64_t ActorRow(const Reading& reading, EntityId entity);
  int64_t PlaceRow(const Reading& reading, EntityId entity);
  HappeningPlace PlaceOf(const Reading& reading, EntityId place);
  void Participants(const Reading& reading, const std::vector<Participant>& from, uint8_t role,
                    std::vector<HappeningParticipant>& out);

  int64_t InsertArticle(const Reading& reading, int version);
  int64_t CopyOf(int64_t article, const std::vector<int64_t>& bands);
  void AddReports(int64_t article, const Reading& reading);
  Happening Reduce(const Reading& reading, const Event& event);
  void InsertReport(int64_t article, const Reading& reading, Pending& p, const Choice& choice);
  void InsertRelations(int64_t article, const Reading& reading);
  void RemoveReports(int64_t article);

  // Events.
  Choice ChooseEvent(const Pending& p);  // among p.candidates
  bool Decided(int64_t fingerprint, int64_t event, bool same);
  std::vector<Candidate> Candidates(const Happening& happening);  // newest first, bounded
  std::vector<Happening> BestReports(int64_t event);
  int64_t NewEvent(int64_t preferred_id);  // 0: any
  void Refresh(int64_t event);             // counts and best report, from its reports
  void Reindex(int64_t event);  // everything, after a report went; deletes an empty event
  void IndexEvent(int64_t event, const Happening& happening);
  void LinkOutcomes(int64_t event, const Happening& happening,
                    const std::vector<Candidate>& candidates);

  Database& db_;
  const MergeRules& rules_;
  std::string read_by_;
  std::unordered_map<std::string, int64_t> actor_rows_, place_rows_;  // bounded: see ActorRow
  std::unordered_map<int64_t, int64_t> old_event_of_;  // while replacing: fingerprint -> event id
  std::set<int64_t> taken_;  // events that already have a report of the article being added
  struct Statements;
  std::shared_ptr<Statements> s_;
};

}  // namespace dragoman::record
