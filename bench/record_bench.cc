// SPDX-License-Identifier: Apache-2.0
// usage: record_bench ARTICLES.jsonl COUNT RECORD.db
// Adds COUNT readings to a record, one thread: real readings of the articles, told again and again
// with new names of files and later days, so that some merge and most do not. Prints, at each power
// of ten, readings and reports a second, the size of the file, and the time of one actor's
// timeline.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

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

// The same story some days later, in a text of its own.
void Retell(Reading& r, size_t number, int days) {
  r.document.id = "bench-" + std::to_string(number);
  r.document.text += " " + std::to_string(number);
  if (r.document.published) r.document.published = *r.document.published + days;
  Shift(r.times.published, days);
  for (Event& e : r.events.events) Shift(e.time.interval, days);
}

void Report(record::Record& record, const std::string& path, size_t added, double seconds,
            size_t reports) {
  auto actors = record::MostNamedActors(record, 1);
  auto start = Clock::now();
  record::EventQuery query;
  query.actor = actors->at(0).id;
  query.most = 100;
  auto events = record::FindEvents(record, query);
  double asked = Seconds(start);
  std::printf(
      "%9zu readings  %7.0f readings/s  %8.0f reports/s  %7.1f MB  timeline of %lld events, first "
      "%zu: %.1f ms\n",
      added, static_cast<double>(added) / seconds, static_cast<double>(reports) / seconds,
      static_cast<double>(std::filesystem::file_size(path)) / 1e6,
      static_cast<long long>(actors->at(0).events), events->size(), asked * 1e3);
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
  std::printf("%zu real readings with events\n", readings.size());
  size_t count = std::strtoull(argv[2], nullptr, 10), next = 1000, reports = 0;
  double seconds = 0;
  for (size_t i = 0; i < count; ++i) {
    Reading& r = readings[i % readings.size()];
    Retell(r, i, i < readings.size() ? 0 : 3);
    std::clock_t start =
        std::clock();  // of this process: what else the machine does must not count
    auto added = (*record)->Add(r);
    seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (!added.ok()) {
      std::fprintf(stderr, "record_bench: %s\n", added.error().message.c_str());
      return 1;
    }
    reports += r.events.events.size();
    if (i + 1 == next) {
      Report(**record, argv[3], i + 1, seconds, reports);
      next *= 10;
    }
  }
  return 0;
}
