// SPDX-License-Identifier: Apache-2.0
// Writes one reading into the record: rows, then the event of each report. Inside record/ only;
// throws SqliteFault; the caller holds the transaction.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/string_map.h"
#include "model/reading.h"
#include "record/copies.h"
#include "record/happening.h"
#include "record/known_events.h"
#include "record/postings.h"
#include "record/record.h"
#include "record/sqlite.h"

namespace dragoman::record {

class Adder {
 public:
  Adder(Database& db, const MergeRules& rules, const std::string& read_by);

  // First and last in every transaction. Other connections may have written since the last one.
  void Begin();
  void Finish();
  // Writes what waits for the end of a transaction.
  void Flush();

  const MergeWork& merge_work() const { return merge_work_; }

  AddOutcome Add(const Reading& reading);
  std::vector<std::string> Replace(int64_t article, const Reading& reading);
  void MergeEvents(int64_t a, int64_t b);
  int64_t SplitReport(int64_t report);
  void MergeActors(int64_t kept, int64_t other);
  int64_t SplitActor(int64_t actor, int64_t article);

 private:
  // Somebody whom the knowledge base does not know: a row, and what articles say of them.
  struct Person {
    int64_t row = 0, same_as = 0;  // same_as: the row that a person decided is meant, or 0
    std::vector<Mentioned> mentioned;
    Description all;     // of `mentioned`
    bool waits = false;  // for FlushPeople
    int64_t meant() const { return same_as != 0 ? same_as : row; }
  };
  // An event that a report may belong to.
  struct Candidate {
    int64_t event = 0;
    const KnownEvent* known = nullptr;
  };
  // An article while its reports are written.
  struct Source {
    int64_t article = 0, copy_of = 0;
    std::optional<int64_t> published;
  };
  // One report while it is written.
  struct Pending {
    const Event* event = nullptr;
    Happening happening;
    double quality = 0;
    int64_t fingerprint = 0;
    int64_t id = 0;
  };
  struct Choice {
    int64_t event = 0;  // 0: a new one
    double grade = 1;
    std::string why;
  };

  // An event that an article tells of.
  struct Told {
    int64_t event = 0, report = 0, article = 0;
    uint32_t group = 0;  // of kinds that may name one happening
    Span sentence, trigger;
  };
  struct ToldBy {
    int64_t article = 0;
    std::vector<Told> events;  // by group
  };

  // Rows of things that are shared between articles.
  int64_t ActorRow(const Reading& reading, EntityId entity);
  int64_t InsertActor(const std::string& key, const Entity& entity);
  int64_t PlaceRow(const Reading& reading, EntityId entity);
  // Of people whom the knowledge base does not know (people.cc).
  bool IsUnknownPerson(const Reading& reading, const Entity& entity) const;
  // 0: only a bare surname is told, which says nothing of who it is.
  int64_t PersonRow(const Reading& reading, EntityId entity);
  // `first`: nobody has this name yet, and no row stands for all of it.
  int64_t InsertPerson(const std::string& folded, const Entity& entity, bool first);
  std::vector<Person>& PeopleCalled(const std::string& folded);
  Person* WhoIsMeant(std::vector<Person>& people, Mentioned& now, bool bare);
  bool IsStill(const Person& person, Mentioned& now, bool bare);
  void Keep(Person& person, Mentioned now);
  void FlushPeople();
  void ForgetPeople();
  void WritePerson(Person& person);
  Mentioned TakeMentioned(int64_t actor, int64_t article);
  std::set<int64_t> ExchangeActor(const std::vector<int64_t>& reports, int64_t from, int64_t to);
  void AddTownsNamed(const Reading& reading, const Event& event,
                     std::vector<HappeningPlace>& places);
  HappeningPlace PlaceOf(const Reading& reading, EntityId place);
  bool InOffice(const Entity& person) const;
  const HappeningParticipant& ParticipantOf(const Reading& reading, EntityId entity);
  void Participants(const Reading& reading, const std::vector<Participant>& from, uint8_t role,
                    std::vector<HappeningParticipant>& out);

  Source InsertArticle(const Reading& reading, const std::vector<uint64_t>& words, int version,
                       int64_t text_hash);
  void KnowPeriods();
  int64_t CopyOf(const std::vector<int64_t>& bands, const CopyMonths& months);  // 0: of none
  void AddReports(const Source& source, const Reading& reading);
  Happening Reduce(const Reading& reading, const Event& event);
  void InsertReport(int64_t article, const Reading& reading, const Pending& p,
                    const Choice& choice);
  void PutSources(std::string& out, const Reading& reading, const Event& event, int64_t report);
  void InsertRelations(int64_t article, const Reading& reading);
  void RemoveReports(int64_t article);

  // Events.
  Choice ChooseEvent(const Pending& p);  // among candidates_
  bool Decided(int64_t fingerprint, int64_t event, bool same);
  void FindCandidates(const Happening& happening);  // into candidates_: newest first, bounded
  void LookInBlocks(const std::vector<int64_t>& blocks);
  KnownEvent& Know(int64_t event);         // good until known_.Release
  int64_t NewEvent(int64_t preferred_id);  // 0: any
  // Counts the report; FlushEvents writes what the event shows and where it is found.
  void Tell(int64_t event, bool is_new, const Source& source, Pending& p);  // takes p.happening
  void Join(int64_t event, const KnownEvent& other);  // counts the reports of the other, too
  void SetGlance(int64_t event, const KnownEvent& known);
  void Gather(KnownEvent& known, const Happening& happening);  // who took part, and where
  void IndexBlocks(int64_t event, const Happening& happening);
  // Unindex before reports of an event go, Reindex after; an empty event is deleted.
  void Unindex(int64_t event);
  void Reindex(int64_t event);
  void FlushEvents();
  void WriteEvent(int64_t event, const KnownEvent& known);
  // Whoever reads or changes reports in SQL calls this first.
  void WriteReports();
  void DeleteRows(Statement& one, std::vector<std::array<int64_t, 3>> rows);
  void IndexBands(int64_t article, const std::vector<int64_t>& bands, const CopyMonths& months);
  void FillBlocks();
  void FillShingles();
  void LinkOutcomes(int64_t event, const Happening& happening);  // among candidates_

  // Events that turn out to be one (reunite.cc).
  uint32_t GroupOf(const Happening& happening) const;
  void NoteStory(const Source& source, const KnownEvent& known);
  void NoteBoth(int64_t chosen, int64_t other);
  void Reunite(const Source& source, std::vector<Told> told);
  void UniteStory(const std::vector<Told>& mine, int64_t other);
  void Unite(int64_t a, int64_t b, bool tied);  // tied: by a report that fits both
  void UniteAnew(int64_t event);
  void Part(int64_t event, const std::vector<int64_t>& reports);
  void UniteToldOnce(const Told& mine, const Told& theirs);
  std::vector<uint32_t> WordsOf(const Told& told);
  void Absorb(int64_t from, int64_t into, const Verdict& why);
  bool DecidedApart(int64_t a, int64_t b);
  int64_t NowIn(int64_t event) const;
  void Remember(int64_t article, std::vector<Told> events);
  const std::vector<Told>& ToldIn(int64_t article);

  Database& db_;
  const MergeRules& rules_;
  std::string read_by_;
  StringMap<int64_t> actor_rows_, place_rows_;                   // bounded: see ActorRow
  std::unordered_map<std::string, std::vector<Person>> people_;  // by folded name
  std::vector<std::string> told_of_;      // names of people who wait to be written
  int64_t article_ = 0;                   // being added
  int64_t copy_of_ = 0;                   // the text of which it is a near copy, or 0
  std::optional<Date> written_;           // when its article was
  std::optional<Description> company_;    // of its reading
  std::vector<bool> nobody_;              // of its entities: a bare surname
  std::vector<int64_t> actor_of_entity_;  // of the reading being added; 0: not looked up yet
  std::vector<HappeningParticipant> participants_;  // the same
  KnownEvents known_;
  Postings blocks_, bands_;
  // Of one report, used again for the next.
  std::vector<Candidate> candidates_;
  std::vector<int64_t> blocks_of_, found_;
  struct LookedAt {
    int64_t event = 0, look = 0;
  };
  std::array<LookedAt, 512> looked_at_;
  int64_t look_ = 0;  // counts reports
  MergeWork merge_work_;
  // Written together, in order, at the end of a transaction.
  std::vector<int64_t> changed_;                 // events
  std::vector<std::array<int64_t, 2>> vouched_;  // (source, report)
  struct Settled {
    int64_t plan = 0, event = 0;
    std::string kind;
  };
  std::vector<Settled> settled_;
  int64_t first_unindexed_ = 0;  // article that is not in the full-text index yet
  int64_t next_article_ = 0, next_event_ = 0, next_report_ = 0, data_version_ = -1;
  // Weeks (and, by their first week, years) since 1970 of which something is told; 0: without a
  // day.
  std::vector<bool> periods_ = std::vector<bool>(kPeriods);
  static constexpr size_t kPeriods = 8192;  // up to the year 2126
  std::vector<int64_t> months_;             // of texts, sorted: where copies are looked for
  bool decisions_ = false;                  // whether anybody has decided anything
  std::unordered_map<int64_t, int64_t> old_event_of_;  // while replacing: fingerprint -> event id
  // Events that already have a report of the article being added, and its last sentence.
  std::unordered_map<int64_t, SentenceId> taken_;
  std::vector<int64_t> of_sentence_;  // those of the sentence of the report being added
  std::vector<std::pair<int64_t, int64_t>> fit_both_;  // events that a report of the article fits
  std::vector<int64_t> of_story_;  // articles that share an event with the one being added
  static constexpr size_t kToldBy = 8192;
  std::vector<ToldBy> told_by_;                     // of the last articles, by number
  std::unordered_map<int64_t, int64_t> gone_into_;  // of this transaction: event -> where it is now
  struct Statements;
  std::shared_ptr<Statements> s_;
};

}  // namespace dragoman::record
