// SPDX-License-Identifier: Apache-2.0
// The record: readings kept in one SQLite file, reports of the same happening merged into events.
// What one article adds is never split over transactions: a killed program leaves whole articles
// only.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "lexicon/lexicon.h"
#include "model/reading.h"
#include "record/happening.h"
#include "record/sqlite.h"

namespace dragoman::record {

class Adder;

enum class AddOutcome {
  kAdded,
  kUnchanged,   // the same text is there already
  kNewVersion,  // same URL, other text: kept as a new version; the old one's reports are retired
};

// An article as it was stored, for `recode`.
struct StoredArticle {
  int64_t id = 0;
  Document document;
  std::string read_by;
};

// What merging had to do: it should not grow with the record.
struct MergeWork {
  int64_t looked_at = 0;  // events told at about that time of somebody in the report
  int64_t compared = 0;   // those of them that the report was held against
};

class Record {
 public:
  // `read_by` names the program and data that read the articles added from now on.
  static Result<std::unique_ptr<Record>> Open(const std::string& path, OpenMode mode,
                                              const lexicon::Lexicon& lexicon,
                                              const std::string& read_by);
  ~Record();

  // Whole or not at all. Committed together with the articles added within two seconds, so that a
  // page that many articles touch is written once. Flush, a decision and the destructor commit.
  // After a fault none of these articles are there; add them again.
  Result<AddOutcome> Add(const Reading& reading);
  Result<void> Flush();

  // Replaces what was read out of a stored article by a new reading of the same text. Returns the
  // changes, one line each: "+ meet ...", "- visit ...".
  Result<std::vector<std::string>> Replace(int64_t article, const Reading& reading);

  // Articles with an id above `after` that are not yet read by `read_by`, up to `most`, in order of
  // id: `recode` is resumable because it only sees what is left.
  Result<std::vector<StoredArticle>> NotReadBy(const std::string& read_by, size_t most,
                                               int64_t after = 0);

  // A person's decision, kept for re-reading: the two events are one, or the report is not its
  // event's.
  Result<void> Merge(int64_t event_a, int64_t event_b);
  Result<int64_t> Split(int64_t report);  // the event it has now

  // The same of people whom the knowledge base does not know: the two are one, or the one of this
  // article is somebody else, whose number it gives.
  Result<void> MergeActors(int64_t kept, int64_t other);
  Result<int64_t> SplitActor(int64_t actor, int64_t article);

  // Of the articles added by this object.
  MergeWork merge_work() const;

  // Every promise the tables make to each other; the first broken one as an error.
  Result<void> Verify();

  // For questions: holds all that was added, committed or not. Throws SqliteFault.
  Database& database();
  const MergeRules& rules() const { return rules_; }
  const lexicon::Lexicon& lexicon() const { return lexicon_; }  // outlives the record

 private:
  // Runs `work(adder)` in the open transaction, opened if need be; a fault undoes all of it.
  template <class F>
  auto Change(F work) -> decltype(work(std::declval<Adder&>()));
  // The same for what a person decides: committed at once.
  template <class F>
  Result<int64_t> Decide(F work);
  void CommitBatch();
  void DropBatch();
  Record(std::unique_ptr<Database> db, const lexicon::Lexicon& lexicon, std::string read_by);

  std::unique_ptr<Database> db_;
  const lexicon::Lexicon& lexicon_;
  MergeRules rules_;
  std::string read_by_;
  std::unique_ptr<Adder> adder_;        // made at the first write
  std::unique_ptr<Transaction> batch_;  // open while articles are being added
  std::chrono::steady_clock::time_point batch_begin_;
  int in_batch_ = 0;
};

// For looking names up as people type them: case, accents and punctuation do not count.
std::string FoldName(std::string_view name);
// Whether every word of `wanted` begins a word of `text`; both folded.
bool BeginWords(const std::string& text, const std::string& wanted);

}  // namespace dragoman::record
