// SPDX-License-Identifier: Apache-2.0
// usage: record_bench ARTICLES.jsonl READINGS RECORD.db
// Adds READINGS readings to a new record on one thread: real readings of the articles, told again
// and again with later days, so that some merge and most do not; one retelling in four is a
// near-copy, the others say the same in other order. Each is copied first (but for its syntax), as
// the reader would have made it just now: what it says lies in the processor's cache. Prints a line
// at each power of ten of reports and at the end: what adding cost since the line before and in the
// last tenth of the way, with how many events merging held a report against, the size of the file,
// and how long three questions take. Times of adding
// are of this process alone, its own and the system's for it: what else the machine does must not
// count. The text's spans stay within it, though they show other words.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <sstream>

#include "pipeline/read_articles.h"
#include "record/queries.h"
#include "record/record.h"

namespace {

using namespace dragoman;
using Clock = std::chrono::steady_clock;

double Seconds(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<Reading> ReadAll(const pipeline::Analyzer& analyzer, const std::string& path) {
  std::vector<Reading> readings;
  pipeline::ReadOptions read;
  read.finish = [](Reading&& r, pipeline::Outcome& outcome) { outcome.reading = std::move(r); };
  read.emit = [&](pipeline::Outcome&& outcome) {
    if (outcome.reading && !outcome.reading->events.events.empty()) {
      readings.push_back(std::move(*outcome.reading));
    }
    return true;
  };
  pipeline::ReadArticles(analyzer, {path}, read);
  return readings;
}

void Shift(Interval& interval, int days) {
  if (interval.earliest) interval.earliest = *interval.earliest + days;
  if (interval.latest) interval.latest = *interval.latest + days;
}

std::string InOtherOrder(const std::string& text, size_t seed) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; in >> word;) words.push_back(word);
  std::shuffle(words.begin(), words.end(), std::mt19937_64(seed));
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  out.resize(text.size(), ' ');
  return out;
}

size_t WordsOf(const std::string& text) {
  std::istringstream in(text);
  size_t words = 0;
  for (std::string word; in >> word;) ++words;
  return words;
}

// As ingest gives them: 64 digits in no order.
std::string IdOf(size_t number) {
  std::mt19937_64 random(number);
  std::string id;
  while (id.size() < 64) {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(random()));
    id += digits;
  }
  return id;
}

// As the reader gives it to the record: made just now. Its syntax is lent.
Reading MadeAnew(Reading& real) {
  Reading r;
  r.document = real.document;
  r.syntax = std::move(real.syntax);
  r.times = real.times;
  r.entities = real.entities;
  r.events = real.events;
  return r;
}

// The same story some days later, in a text of its own.
void Retell(Reading& r, size_t number, int days) {
  r.document.id = IdOf(number);
  if (number % 4 != 0) r.document.text = InOtherOrder(r.document.text, number);
  r.document.text.back() = static_cast<char>('a' + number % 26);
  if (r.document.published) r.document.published = *r.document.published + days;
  Shift(r.times.published, days);
  for (Event& e : r.events.events) Shift(e.time.interval, days);
}

template <class F>
double Milliseconds(F question) {
  auto start = Clock::now();
  question();
  return Seconds(start) * 1e3;
}

// Seconds of this process.
struct Spent {
  double own = 0, system = 0;
  static Spent Now() {
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return {seconds(usage.ru_utime), seconds(usage.ru_stime)};
  }
};

struct Added {
  size_t readings = 0, reports = 0;
  Spent spent;
  record::MergeWork work;
  void Count(const Spent& start, const Spent& end) {
    spent.own += end.own - start.own;
    spent.system += end.system - start.system;
  }
  Added Since(const Added& before) const {
    return {readings - before.readings,
            reports - before.reports,
            {spent.own - before.spent.own, spent.system - before.spent.system},
            {work.looked_at - before.work.looked_at, work.compared - before.work.compared}};
  }
  double Rate() const { return static_cast<double>(readings) / (spent.own + spent.system); }
  double Microseconds(double seconds) const {  // a report
    return seconds * 1e6 / static_cast<double>(reports);
  }
  double AReport(int64_t count) const {
    return static_cast<double>(count) / static_cast<double>(reports);
  }
};

// `all`: the record; `lately`: since the line before; `last`: since nine tenths of the way to this
// line.
void PrintLine(record::Record& record, const Added& all, const Added& lately, const Added& last) {
  auto actors = record::MostNamedActors(record, "", 2);
  record::EventQuery one, both;
  one.actor = both.actor = actors->at(0).id;
  both.with = actors->at(1).id;
  one.most = both.most = 100;
  size_t shown = 0;
  double timeline = Milliseconds([&] { shown += record::FindEvents(record, one)->size(); });
  double meetings = Milliseconds([&] { shown += record::FindEvents(record, both)->size(); });
  double search =
      Milliseconds([&] { shown += record::SearchTexts(record, "president", 20)->size(); });
  record::Database& db = record.database();
  auto bytes =
      static_cast<double>(db.SingleInt("PRAGMA page_count") * db.SingleInt("PRAGMA page_size"));
  std::printf(
      "%7zu readings %8zu reports: %6.0f readings/s, %5.1f + %4.1f us/report; last tenth %6.0f, "
      "%5.1f + %4.1f; merging looked at %.1f events a report and compared %.1f; %5.0f "
      "bytes/report; "
      "of %lld events the first 100 %.1f ms, with another "
      "%.1f ms, search %.1f ms\n",
      all.readings, all.reports, lately.Rate(), lately.Microseconds(lately.spent.own),
      lately.Microseconds(lately.spent.system), last.Rate(), last.Microseconds(last.spent.own),
      last.Microseconds(last.spent.system), lately.AReport(lately.work.looked_at),
      lately.AReport(lately.work.compared), bytes / static_cast<double>(all.reports),
      static_cast<long long>(actors->at(0).events), timeline, meetings, search);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: record_bench ARTICLES.jsonl COUNT RECORD.db\n");
    return 2;
  }
  const lexicon::Lexicon& lexicon = lexicon::Lexicon::Embedded();
  auto analyzer = pipeline::Analyzer::Make(lexicon);
  std::vector<Reading> readings = ReadAll(**analyzer, argv[1]);
  std::filesystem::remove(argv[3]);
  auto record = record::Record::Open(argv[3], record::OpenMode::kCreate, lexicon, "bench");
  if (!record.ok() || readings.empty()) {
    std::fprintf(stderr, "record_bench: %s\n",
                 record.ok() ? "no events" : record.error().message.c_str());
    return 1;
  }
  size_t count = std::strtoull(argv[2], nullptr, 10), next = 10'000, words = 0, events = 0;
  for (const Reading& r : readings) {
    words += WordsOf(r.document.text);
    events += r.events.events.size();
  }
  auto mean = [&](size_t all) {
    return static_cast<double>(all) / static_cast<double>(readings.size());
  };
  std::printf("%zu real readings with events: %.1f reports and %.0f words a reading\n",
              readings.size(), mean(events), mean(words));
  Added all, line, near;  // line: at the line before; near: nine tenths of the way to the next
  for (size_t i = 0; i < count; ++i) {
    Reading& real = readings[i % readings.size()];
    Reading r = MadeAnew(real);
    Retell(r, i, 3 * static_cast<int>(i / readings.size()));
    Spent start = Spent::Now();
    auto added = (*record)->Add(r);
    size_t reports = all.reports + r.events.events.size();
    bool ends = reports >= next || i + 1 == count;
    bool is_near = reports >= next / 10 * 9 || i + count / 10 >= count;
    bool marks = is_near && near.reports <= line.reports && !ends;
    // What was added is written by then, and that counts.
    auto kept = ends || marks ? (*record)->Flush() : Result<void>();
    all.Count(start, Spent::Now());
    if (!added.ok() || !kept.ok()) {
      std::fprintf(stderr, "record_bench: %s\n",
                   (added.ok() ? kept.error() : added.error()).message.c_str());
      return 1;
    }
    real.syntax = std::move(r.syntax);
    ++all.readings;
    all.reports = reports;
    all.work = (*record)->merge_work();
    if (marks) near = all;
    if (!ends) continue;
    PrintLine(**record, all, all.Since(line), all.Since(near.reports > line.reports ? near : line));
    line = all;
    next *= 10;
  }
  std::printf("%zu readings: %.0f a second\n", all.readings, all.Rate());
  return 0;
}
