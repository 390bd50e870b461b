// SPDX-License-Identifier: Apache-2.0
#include "times/classes.h"

#include <array>
#include <utility>

namespace dragoman::times {
namespace {

constexpr std::array<std::string_view, kFixedClassCount> kFixedClasses = {
    "NUM", "DEC",  "YEAR", "YEAR20", "YEARFAR", "DAY",  "MON",   "HOUR",   "MIN",
    "YY",  "HHMM", "YMD",  "ORD",    "CARD",    "TENS", "SCALE", "SUFFIX", "T"};

struct SymbolName {
  std::string_view name;
  Symbol symbol;
  std::string_view written;
};

constexpr std::array<SymbolName, 48> kSymbols = {{
    {"S", kSecond, "S"},
    {"MIN", kMinuteUnit, "M"},
    {"H", kHourUnit, "H"},
    {"D", kDayUnit, "D"},
    {"WE", kWeekend, "WE"},
    {"W", kWeekUnit, "W"},
    {"FN", kFortnight, "W"},
    {"M", kMonthUnit, "M"},
    {"Q", kQuarter, "Q"},
    {"SEASON", kSeasonUnit, "Y"},
    {"HALF", kHalf, "Y"},
    {"Y", kYearUnit, "Y"},
    {"DE", kDecade, "DE"},
    {"CE", kCentury, "CE"},
    {"ML", kMillennium, "ML"},
    {"SP", kSpring, "SP"},
    {"SU", kSummer, "SU"},
    {"FA", kFall, "FA"},
    {"WI", kWinter, "WI"},
    {"MO", kMorning, "MO"},
    {"MI", kMidday, "MI"},
    {"AF", kAfternoon, "AF"},
    {"EV", kEvening, "EV"},
    {"NI", kNight, "NI"},
    {"DT", kDaytime, "DT"},
    {"START", kStart, "START"},
    {"MID", kMid, "MID"},
    {"END", kEnd, "END"},
    {"APPROX", kApprox, "APPROX"},
    {"LESS_THAN", kLessThan, "LESS_THAN"},
    {"MORE_THAN", kMoreThan, "MORE_THAN"},
    {"EQUAL_OR_LESS", kEqualOrLess, "EQUAL_OR_LESS"},
    {"EQUAL_OR_MORE", kEqualOrMore, "EQUAL_OR_MORE"},
    {"BEFORE", kBeforeMod, "BEFORE"},
    {"AFTER", kAfterMod, "AFTER"},
    {"PRESENT_REF", kPresentRef, "PRESENT_REF"},
    {"PAST_REF", kPastRef, "PAST_REF"},
    {"FUTURE_REF", kFutureRef, "FUTURE_REF"},
    {"published", kFromPublished, ""},
    {"narrative", kFromNarrative, ""},
    {"in", kRelIn, ""},
    {"since", kRelSince, ""},
    {"until", kRelUntil, ""},
    {"before", kRelBefore, ""},
    {"after", kRelAfter, ""},
    {"for", kRelFor, ""},
    {"past", kPastTense, ""},
    {"future", kFutureTense, ""},
}};

}  // namespace

int32_t SymbolOf(std::string_view name) {
  for (const SymbolName& s : kSymbols) {
    if (s.name == name) return s.symbol;
  }
  return 0;
}

std::string_view Written(int32_t symbol) {
  for (const SymbolName& s : kSymbols) {
    if (s.symbol == symbol) return s.written;
  }
  return "";
}

ClassTable::ClassTable() {
  for (std::string_view name : kFixedClasses) Intern(name);
}

ClassId ClassTable::Intern(std::string_view name) {
  auto [it, fresh] = ids_.emplace(name, static_cast<ClassId>(names_.size()));
  if (fresh) names_.emplace_back(name);
  return it->second;
}

int ClassTable::Find(std::string_view name) const {
  auto it = ids_.find(std::string(name));
  return it == ids_.end() ? -1 : it->second;
}

}  // namespace dragoman::times
