// SPDX-License-Identifier: Apache-2.0
#include "times/duration.h"

#include <string>

namespace dragoman::times {
namespace {

struct Amount {
  int64_t count;
  int32_t unit;
};

// TIMEX3 has no unit for fortnights, and writes decades and centuries as years
// when counted.
Amount Plain(int64_t count, int32_t unit) {
  switch (unit) {
    case kFortnight:
      return {count * 2, kWeekUnit};
    case kDecade:
      return {count * 10, kYearUnit};
    case kCentury:
      return {count * 100, kYearUnit};
    case kMillennium:
      return {count * 1000, kYearUnit};
    case kHalf:
      return {count * 6, kMonthUnit};
    case kWeekend:
      return {count * 2, kDayUnit};
    default:
      return {count, unit};
  }
}

// The next finer unit and how many of them there are: halves and tenths are
// written in it.
Amount Finer(int32_t unit) {
  switch (unit) {
    case kYearUnit:
      return {12, kMonthUnit};
    case kDecade:
      return {10, kYearUnit};
    case kCentury:
      return {100, kYearUnit};
    case kMonthUnit:
      return {30, kDayUnit};
    case kWeekUnit:
      return {7, kDayUnit};
    case kDayUnit:
      return {24, kHourUnit};
    case kHourUnit:
      return {60, kMinuteUnit};
    case kMinuteUnit:
      return {60, kSecond};
    default:
      return {0, 0};
  }
}

std::string Number(int64_t n) { return std::to_string(n); }

void Append(std::string& date, std::string& time, Amount a) {
  if (a.count == 0) return;
  std::string& part = a.unit <= kHourUnit ? time : date;
  part += Number(a.count);
  part += Written(a.unit);
}

std::string Joined(const std::string& date, const std::string& time) {
  std::string out = "P";
  out += date;
  if (!time.empty()) out.append("T").append(time);
  return out;
}

}  // namespace

Meaning Duration(const Sem& given) {
  Sem s = given;
  if (s.plus_half && s.count < 1'000'000) {
    s.count = s.count * 10 + 5;
    s.tenths = true;
  }
  Meaning m;
  m.type = TimexType::kDuration;
  std::string date, time;
  if (s.unknown_count) {
    (s.unit <= kHourUnit ? time : date).append("X").append(Written(s.unit));
    m.value = Joined(date, time);
    return m;
  }
  if (s.tenths && s.count % 10 != 0) {
    Amount finer = Finer(s.unit);
    Append(date, time, Plain(s.count / 10, s.unit));
    if (finer.unit != 0) Append(date, time, Plain(finer.count * (s.count % 10) / 10, finer.unit));
  } else {
    Append(date, time, Plain(s.tenths ? s.count / 10 : s.count, s.unit));
  }
  if (s.more_unit != 0 && s.more > 0) Append(date, time, Plain(s.more, s.more_unit));
  m.value = Joined(date, time);
  if (m.value == "P") m.value.append("0").append(Written(s.unit));
  return m;
}

Meaning Set(const Sem& s, const std::vector<Sem>& sems) {
  const Sem& of = s.a >= 0 ? sems[static_cast<size_t>(s.a)] : s;
  Meaning m;
  m.type = TimexType::kSet;
  if (of.weekday > 0) {
    m.value = "XXXX-WXX-" + std::to_string(of.weekday);
  } else if (of.month > 0) {
    m.value = of.month < 10 ? "XXXX-0" : "XXXX-";
    m.value += std::to_string(of.month);
  } else if (of.season > 0) {
    m.value = std::string("XXXX-").append(Written(of.season));
  } else if (of.unit > 0) {
    m.value = Duration(of).value;
  } else {
    m.value = "XXXX-XX-XX";
  }
  if (of.part > 0) m.value.append("T").append(Written(of.part));
  if (s.every) m.quant = "EVERY";
  if (s.times > 0) m.freq = std::to_string(s.times) + "X";
  return m;
}

}  // namespace dragoman::times
