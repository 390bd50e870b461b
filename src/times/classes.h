// SPDX-License-Identifier: Apache-2.0
// Token classes and the vocabulary of values that rows of data/en/times may
// use. A class is a small number; those the lexer gives to digits and those of
// composed expressions have fixed ones, the rest are numbered as the data names
// them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dragoman::times {

using ClassId = uint16_t;

// The order is that of kFixedClasses in classes.cc.
enum FixedClass : ClassId {
  kNum,         // a whole number, in digits or words
  kDecimal,     // tenths: "2.5" is 25
  kYear,        // four digits, 1000..2999, or "nineteen ninety-six"
  kModernYear,  // of them, 1900..2099
  kFarYear,     // four digits, 0001..0999 or 3000..9999: a year in a full date only
  kDay,         // 1..31
  kMonthNum,
  kHour,    // 0..24
  kMinute,  // two digits, 00..59
  kYy,      // two digits
  kHhmm,    // four digits, a time of day: "1337"
  kYmd,     // eight digits, a date: "19980303"
  kOrdinal,
  kCardinal,  // words below twenty
  kTens,
  kScale,  // hundred, thousand, ...
  kOrdinalSuffix,
  kExpression,  // any composed expression, class "T"
  kFixedClassCount,
};

// Symbols of TIMEX3 in rows; their numbers are private to the program.
enum Symbol : int32_t {
  // units, ascending
  kSecond = 1,
  kMinuteUnit,
  kHourUnit,
  kDayUnit,
  kWeekend,
  kWeekUnit,
  kFortnight,
  kMonthUnit,
  kQuarter,
  kSeasonUnit,
  kHalf,
  kYearUnit,
  kDecade,
  kCentury,
  kMillennium,
  // seasons
  kSpring,
  kSummer,
  kFall,
  kWinter,
  // parts of a day
  kMorning,
  kMidday,
  kAfternoon,
  kEvening,
  kNight,
  kDaytime,
  // modifiers
  kStart,
  kMid,
  kEnd,
  kApprox,
  kLessThan,
  kMoreThan,
  kEqualOrLess,
  kEqualOrMore,
  kBeforeMod,
  kAfterMod,
  // references without a calendar date
  kPresentRef,
  kPastRef,
  kFutureRef,
  // what relative expressions count from
  kFromPublished,
  kFromNarrative,
  // relations (TimeRelation)
  kRelIn,
  kRelSince,
  kRelUntil,
  kRelBefore,
  kRelAfter,
  kRelFor,
  // directions of tense
  kPastTense,
  kFutureTense,
};

// 0 if there is no such symbol.
int32_t SymbolOf(std::string_view name);
// TIMEX3's letters for it: "MO", "START", "PAST_REF"; "" for those that are
// never written.
std::string_view Written(int32_t symbol);

class ClassTable {
 public:
  ClassTable();
  ClassId Intern(std::string_view name);  // of a class, or of a literal with its quote mark
  int Find(std::string_view name) const;  // -1 if unknown
  size_t size() const { return names_.size(); }
  const std::string& name(ClassId id) const { return names_[id]; }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, ClassId> ids_;
};

}  // namespace dragoman::times
