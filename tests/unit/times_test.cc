// SPDX-License-Identifier: Apache-2.0
// Rows of data/en/times fire on their examples and not on their near misses; periods, publication
// dates, bad input, and the time of a word.
#include "times/times.h"

#include <gtest/gtest.h>

#include "lexicon/lexicon.h"
#include "model/time_of.h"
#include "pipeline/analyze.h"
#include "times/period.h"

namespace dragoman::times {
namespace {

const pipeline::Analyzer& Shared() {
  static const auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  return *analyzer.value();
}

Reading ReadTimes(std::string text, const char* published = "2019-03-08") {
  Document d;
  d.id = "test";
  d.published = Date::Parse(published);
  if (d.published) d.published_basis = PublishedBasis::kGiven;
  d.text = std::move(text);
  if (!d.text.empty()) d.paragraphs.push_back({0, static_cast<uint32_t>(d.text.size())});
  pipeline::RunOptions options;
  options.until = pipeline::Stage::kTimes;
  options.verify = true;
  pipeline::Timings timings;
  return Shared().RunUntil(std::move(d), options, timings);
}

// The values of all expressions, with a blank between.
std::string Values(std::string text, const char* published = "2019-03-08") {
  Reading r = ReadTimes(std::move(text), published);
  std::string out;
  for (const Timex& t : r.times.timexes) {
    if (!out.empty()) out += ' ';
    out += t.value;
  }
  return out;
}

TEST(TimeRows, FireOnTheirExamplesOnly) {
  const auto& t = lexicon::Lexicon::Embedded().table("en/times/patterns");
  int name = t.column("name"), example = t.column("example"), value = t.column("value"),
      miss = t.column("not");
  for (size_t row = 0; row < t.size(); ++row) {
    std::string_view rule = t.at(row, name);
    if (!t.at(row, example).empty()) {
      Reading r = ReadTimes(std::string(t.at(row, example)) + ".");
      bool fired = false;
      for (const Timex& x : r.times.timexes) {
        fired = fired || (x.rule == rule && x.value == t.at(row, value));
      }
      EXPECT_TRUE(fired) << rule << ": " << t.at(row, example) << "\n"
                         << Dump(r.times, r.syntax, r.document);
    }
    if (t.at(row, miss).empty()) continue;
    Reading r = ReadTimes(std::string(t.at(row, miss)) + ".");
    for (const Timex& x : r.times.timexes) EXPECT_NE(x.rule, rule) << t.at(row, miss);
  }
}

TEST(Times, NamedDaysAndEventsHaveTheirDays) {
  Reading r = ReadTimes("They met on Easter Monday and on Election Day.", "2018-09-01");
  ASSERT_EQ(r.times.timexes.size(), 2u);
  EXPECT_EQ(r.times.timexes[0].value, "2018-04-02");
  EXPECT_EQ(r.times.timexes[1].value, "2018-11-06");
  r = ReadTimes("They met at the start of World War II.");
  ASSERT_EQ(r.times.timexes.size(), 1u);
  EXPECT_EQ(r.times.timexes[0].edtf, "1939-09-01");
}

TEST(Times, NothingIsTodayWithoutAPublicationDate) {
  Reading r = ReadTimes("The minister resigned last week and leaves on Monday.", "");
  ASSERT_EQ(r.times.timexes.size(), 2u);
  for (const Timex& t : r.times.timexes) {
    EXPECT_EQ(t.anchor_kind, AnchorKind::kUnresolved);
    EXPECT_TRUE(t.interval.unbounded());
    EXPECT_EQ(t.edtf, "");
  }
  EXPECT_EQ(r.times.published_basis, PublishedBasis::kUnknown);
}

TEST(Times, InfersThePublicationDateFromTheLatestDate) {
  Reading r =
      ReadTimes("A pact was signed on April 3, 2021. Talks began in June of last year.", "");
  EXPECT_EQ(r.times.published_basis, PublishedBasis::kInferred);
  ASSERT_EQ(r.times.timexes.size(), 2u);
  EXPECT_EQ(r.times.timexes[1].value, "2020-06");
  EXPECT_EQ(r.times.published_edtf, "2021-04-03~");
  ASSERT_EQ(r.times.diagnostics.size(), 1u);
}

TEST(Times, ImpossibleDatesAreNotesAndNoDates) {
  for (const char* text :
       {"It was signed on February 31, 2018.", "It was signed on February 29, 2019.",
        "It was signed on the 45th of June.", "It is dated 2018-13-04.", "It was in the year 0.",
        "It was on March 8, 0000."}) {
    Reading r = ReadTimes(text);
    EXPECT_EQ(r.times.timexes.size(), 0u) << text << Dump(r.times, r.syntax, r.document);
    EXPECT_EQ(r.times.diagnostics.size(), 1u) << text;
  }
}

TEST(Times, TenseAndNeighboursChooseTheDay) {
  EXPECT_EQ(Values("Until Thursday, they had not called him a suspect."), "2019-03-07");
  EXPECT_EQ(Values("The talks were postponed until Thursday."), "2019-03-14");
  EXPECT_EQ(Values("Rules to be published in early November will decide it."), "2019-11");
  EXPECT_EQ(Values("A decade ago they met."), "2009");
  // A year that only tells which one is no year for what comes next.
  EXPECT_EQ(Values("The man who fled in 1994 was found. In January he spoke."), "1994 2019-01");
}

TEST(Times, ADayOfPublicationFarAheadIsTakenAsItIs) {
  // The machine's clock is never asked: an article of 2099 is one of 2099.
  EXPECT_EQ(Values("They met yesterday and leave tomorrow.", "2099-01-01"),
            "2098-12-31 2099-01-02");
}

TEST(Times, TheFirstAndTheLastYear) {
  EXPECT_EQ(Values("It is dated 9999-12-31."), "9999-12-31");
  EXPECT_EQ(Values("It was signed on January 1, 0001."), "0001-01-01");
  EXPECT_EQ(Values("They met the day after December 31, 9999."), "XXXX-XX-XX");
}

TEST(Times, FarYearsAndLongNumbersDoNoHarm) {
  EXPECT_EQ(Values("The file 201903081234 holds 999999999999 rows."), "");
  EXPECT_EQ(Values("They meet tomorrow and next year.", "9999-12-31"), "XXXX-XX-XX XXXX");
  EXPECT_EQ(Values("They met yesterday and last year.", "0001-01-01"), "XXXX-XX-XX XXXX");
  EXPECT_EQ(Values("They met 900000000 weeks ago."), "XXXX-WXX");
  EXPECT_EQ(Values(""), "");
}

TEST(Times, TheNarrativeGivesTheSameDay) {
  EXPECT_EQ(Values("The court ruled on March 1. It freed the men the same day."),
            "2019-03-01 2019-03-01");
}

// UTC of the first clock time, "" if it has none.
std::string Utc(std::string text) {
  for (const Timex& t : ReadTimes(std::move(text)).times.timexes) {
    if (t.type == TimexType::kTime) return t.utc;
  }
  return "no clock time";
}

TEST(Times, UtcIsKeptWhereTheZoneIsNamed) {
  EXPECT_EQ(Utc("It began at 9:30 p.m. EST on March 1."), "2019-03-02T02:30Z");
  EXPECT_EQ(Utc("It began on March 4 at 0600 GMT."), "2019-03-04T06:00Z");
  EXPECT_EQ(Utc("It began on March 4 at 3 p.m. in Moscow."), "2019-03-04T12:00Z");
  EXPECT_EQ(Utc("It began on March 4 at 3 p.m. in New York."), "2019-03-04T20:00Z");
  EXPECT_EQ(Utc("It began on March 4 at 3 p.m. Central European Time."), "2019-03-04T14:00Z");
  EXPECT_EQ(Utc("It began on March 4 at 3 p.m. local time."), "");
  EXPECT_EQ(Utc("It began on March 4 at 3 p.m. in Kansas."), "");
}

TEST(Times, SummerTimeGoesByTheDay) {
  EXPECT_EQ(Utc("It began on March 4 at 10 a.m. Eastern time."), "2019-03-04T15:00Z");
  EXPECT_EQ(Utc("It began on July 4, 2018 at 10 a.m. Eastern time."), "2018-07-04T14:00Z");
  EXPECT_EQ(Utc("It began on July 4, 2018 at 10 a.m. in London."), "2018-07-04T09:00Z");
  // Russia kept summer time all year from 2011 to 2014.
  EXPECT_EQ(Utc("It began on February 4, 2013 at 3 p.m. Moscow time."), "2013-02-04T11:00Z");
  // The clock never showed 2:30 on March 11, 2018; it showed 1:30 twice on November 4.
  EXPECT_EQ(Utc("It began on March 11, 2018 at 2:30 a.m. Eastern time."), "");
  EXPECT_EQ(Utc("It began on November 4, 2018 at 1:30 a.m. Eastern time."), "2018-11-04T05:30Z");
  // Outside the table.
  EXPECT_EQ(Utc("It began on July 4, 1930 at 10 a.m. Eastern time."), "");
  EXPECT_EQ(Utc("It will begin on July 4, 2041 at 10 a.m. Eastern time."), "");
}

TEST(Times, RelationsOpenIntervals) {
  Reading r = ReadTimes("They fought from 1980 to 1987. They have ruled since 2014.");
  ASSERT_EQ(r.times.timexes.size(), 3u);
  EXPECT_EQ(TimeOf(r.times, {TimexId(0), TimexId(1)}).edtf, "1980/1987");
  EXPECT_EQ(TimeOf(r.times, {TimexId(2)}).edtf, "2014/");
  r = ReadTimes("Over the past six weeks they met often. They met before March 1.");
  ASSERT_EQ(r.times.timexes.size(), 2u);
  EXPECT_EQ(TimeOf(r.times, {TimexId(0)}).edtf, "2019-01-25/2019-03-08");
  EXPECT_EQ(TimeOf(r.times, {TimexId(1)}).edtf, "/2019-03-01");
}

TEST(Period, MovesAndWritesItself) {
  Date day = *Date::Parse("2020-01-31");
  EXPECT_EQ(Moved(day, kMonthUnit, 1)->ToString(), "2020-02-29");
  EXPECT_EQ(TimexValue(*PeriodAt(Grain::kWeek, *Date::Parse("2019-12-30"))), "2020-W01");
  EXPECT_EQ(TimexValue(*PeriodAt(Grain::kSeason, *Date::Parse("2020-02-01"))), "2019-WI");
  EXPECT_EQ(Edtf(*PeriodAt(Grain::kQuarter, day)), "2020-01/2020-03");
  EXPECT_EQ(Edtf(*DecadeOf(197)), "197X");
  EXPECT_FALSE(Moved(day, kYearUnit, 9000).has_value());
  EXPECT_EQ(Easter(2019)->ToString(), "2019-04-21");
  EXPECT_EQ(NthWeekday(2018, 11, 4, 4)->ToString(), "2018-11-22");
}

}  // namespace
}  // namespace dragoman::times
