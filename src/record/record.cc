// SPDX-License-Identifier: Apache-2.0
// Opening a record, and the border where SqliteFault becomes Result. What an article adds is in
// add.cc, what people decide in decisions.cc, the questions in queries.cc.
#include "record/record.h"

#include "base/huge_pages.h"
#include "record/adder.h"
#include "record/schema.h"

namespace dragoman::record {
namespace {

// What is committed together: a page that many articles touch is written once. The time bounds what
// a killed program loses and how long a second writer waits.
constexpr int kBatch = 10000;
constexpr std::chrono::milliseconds kBatchTime{2000};

template <class T, class F>
Result<T> Guard(F&& work) {
  try {
    return work();
  } catch (const SqliteFault& fault) {
    return Error{fault.what()};
  } catch (const InternalError& fault) {
    // Of bytes that no check of SQLite's sees: the middle of a blob.
    return Error{"the record is damaged: " + std::string(fault.what())};
  }
}

}  // namespace

Record::Record(std::unique_ptr<Database> db, const lexicon::Lexicon& lexicon, std::string read_by)
    : db_(std::move(db)), lexicon_(lexicon), rules_(lexicon), read_by_(std::move(read_by)) {}

Record::~Record() {
  (void)Flush();  // callers who must know have asked before
}

Result<std::unique_ptr<Record>> Record::Open(const std::string& path, OpenMode mode,
                                             const lexicon::Lexicon& lexicon,
                                             const std::string& read_by) {
  return Guard<std::unique_ptr<Record>>([&] {
    auto db = std::make_unique<Database>(path, mode);
    PrepareSchema(*db, mode);
    return std::unique_ptr<Record>(new Record(std::move(db), lexicon, read_by));
  });
}

template <class F>
auto Record::Change(F work) -> decltype(work(std::declval<Adder&>())) {
  try {
    if (!batch_) {
      if (!adder_) adder_ = std::make_unique<Adder>(*db_, rules_, read_by_);
      batch_ = std::make_unique<Transaction>(*db_);
      batch_begin_ = std::chrono::steady_clock::now();
      PreferHugePages();
      adder_->Begin();
    }
    auto result = work(*adder_);
    ++in_batch_;
    if (in_batch_ >= kBatch || std::chrono::steady_clock::now() - batch_begin_ >= kBatchTime) {
      CommitBatch();
    }
    return result;
  } catch (...) {
    DropBatch();
    throw;
  }
}

Result<AddOutcome> Record::Add(const Reading& reading) {
  return Guard<AddOutcome>(
      [&] { return Change([&](Adder& adder) { return adder.Add(reading); }); });
}

Database& Record::database() {
  if (batch_) adder_->Flush();
  return *db_;
}

void Record::CommitBatch() {
  if (!batch_) return;
  adder_->Finish();
  batch_->Commit();
  batch_.reset();
  in_batch_ = 0;
}

void Record::DropBatch() {
  adder_.reset();  // it remembers rows that go
  batch_.reset();
  in_batch_ = 0;
}

Result<void> Record::Flush() {
  auto done = Guard<bool>([&] {
    CommitBatch();
    return true;
  });
  if (done) return {};
  DropBatch();
  return done.error();
}

Result<std::vector<std::string>> Record::Replace(int64_t article, const Reading& reading) {
  return Guard<std::vector<std::string>>(
      [&] { return Change([&](Adder& adder) { return adder.Replace(article, reading); }); });
}

Result<std::vector<StoredArticle>> Record::NotReadBy(const std::string& read_by, size_t most,
                                                     int64_t after) {
  return Guard<std::vector<StoredArticle>>([&] {
    Statement s = db_->Prepare(
        "SELECT id, uid, url, outlet, title, language, published, published_basis, headline_end, "
        "text, read_by FROM article WHERE id > ?3 AND read_by <> ?1 AND replaced_by IS NULL ORDER "
        "BY "
        "id LIMIT ?2");
    s.Bind(1, read_by).Bind(2, static_cast<int64_t>(most)).Bind(3, after);
    std::vector<StoredArticle> out;
    while (s.Step()) {
      StoredArticle a;
      a.id = s.Int(0);
      a.document.id = s.Text(1);
      if (!s.IsNull(2)) a.document.url = s.Text(2);
      if (!s.IsNull(3)) a.document.outlet = s.Text(3);
      a.document.title = s.Text(4);
      a.document.language = s.Text(5);
      // A date that an earlier version inferred is left for the new one to infer again.
      std::string basis = s.Text(7);
      if (!s.IsNull(6) && basis != "inferred") {
        a.document.published = Date{static_cast<int32_t>(s.Int(6))};
        a.document.published_basis =
            basis == "page" ? PublishedBasis::kPage : PublishedBasis::kGiven;
      }
      a.document.headline = {0, static_cast<uint32_t>(s.Int(8))};
      a.document.text = s.Text(9);
      a.read_by = s.Text(10);
      out.push_back(std::move(a));
    }
    return out;
  });
}

template <class F>
Result<int64_t> Record::Decide(F work) {
  return Guard<int64_t>([&] {
    int64_t id = Change(work);
    CommitBatch();
    return id;
  });
}

Result<void> Record::Merge(int64_t event_a, int64_t event_b) {
  auto done = Decide([&](Adder& adder) {
    adder.MergeEvents(event_a, event_b);
    return event_a;
  });
  return done ? Result<void>() : done.error();
}

Result<int64_t> Record::Split(int64_t report) {
  return Decide([&](Adder& adder) { return adder.SplitReport(report); });
}

Result<void> Record::MergeActors(int64_t kept, int64_t other) {
  auto done = Decide([&](Adder& adder) {
    adder.MergeActors(kept, other);
    return kept;
  });
  return done ? Result<void>() : done.error();
}

Result<int64_t> Record::SplitActor(int64_t actor, int64_t article) {
  return Decide([&](Adder& adder) { return adder.SplitActor(actor, article); });
}

MergeWork Record::merge_work() const { return adder_ ? adder_->merge_work() : MergeWork(); }

Result<void> Record::Verify() {
  struct Promise {
    const char* says;
    const char* count_broken;
  };
  static constexpr Promise kPromises[] = {
      {"an event has no report",
       "SELECT count(*) FROM event WHERE id NOT IN (SELECT event FROM report)"},
      {"an event counts its reports wrongly",
       "SELECT count(*) FROM event e WHERE reports <> (SELECT count(*) FROM report WHERE "
       "event=e.id)"},
      {"a report has no evidence",
       "SELECT count(*) FROM report WHERE json_array_length(evidence)=0"},
      {"a report is of no event",
       "SELECT count(*) FROM report WHERE event NOT IN (SELECT id FROM event)"},
      {"an article's reports are not those it names",
       "SELECT count(*) FROM report r JOIN article a ON a.id=r.article WHERE NOT coalesce(r.id "
       "BETWEEN a.first_report AND a.last_report, 0)"},
      {"the events of an actor are not those of its reports",
       "SELECT count(*) FROM (SELECT DISTINCT p.actor a, e.day d, e.id i FROM report_actor p JOIN "
       "report r ON r.id=p.report JOIN event e ON e.id=r.event) FULL JOIN event_actor ea ON "
       "ea.actor=a AND ea.day=d AND ea.event=i WHERE i IS NULL OR ea.event IS NULL"},
      {"the events at a place are not those of its reports",
       "SELECT count(*) FROM (SELECT DISTINCT p.place a, e.day d, e.id i FROM report_place p JOIN "
       "report r ON r.id=p.report JOIN event e ON e.id=r.event) FULL JOIN event_place ep ON "
       "ep.place=a AND ep.day=d AND ep.event=i WHERE i IS NULL OR ep.event IS NULL"},
      {"the reports of a source are not those that name it",
       "SELECT (SELECT count(*) FROM source_report) <> (SELECT count(*) FROM (SELECT actor, report "
       "FROM report_source WHERE actor IS NOT NULL UNION SELECT via, report FROM report_source "
       "WHERE via IS NOT NULL))"},
      {"a span lies outside its article",
       "SELECT count(*) FROM report r JOIN article a ON a.id=r.article "
       "WHERE r.trigger_end > length(CAST(a.text AS BLOB))"},
      {"an outcome names an event that is not there",
       "SELECT count(*) FROM outcome WHERE event NOT IN (SELECT id FROM event) "
       "OR plan NOT IN (SELECT id FROM event)"},
      {"a retired article still has reports",
       "SELECT count(*) FROM report r JOIN article a ON a.id=r.article WHERE a.replaced_by IS NOT "
       "NULL"},
  };
  auto broken = Guard<std::string>([&]() -> std::string {
    Statement check = database().Prepare("PRAGMA integrity_check(1)");
    if (check.Step() && check.Text(0) != "ok") return check.Text(0);
    if (db_->Prepare("PRAGMA foreign_key_check").Step())
      return "a row refers to one that is not there";
    for (const Promise& p : kPromises) {
      if (db_->SingleInt(p.count_broken) != 0) return p.says;
    }
    return "";
  });
  if (!broken) return broken.error();
  if (!broken->empty()) return Error{db_->path() + ": " + *broken};
  return {};
}

}  // namespace dragoman::record
