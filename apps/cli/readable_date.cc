// SPDX-License-Identifier: Apache-2.0
// EDTF level 1 (https://www.loc.gov/standards/datetime/): one date, or two with a slash between.
#include "readable_date.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dragoman::cli {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 4> kSeasons = {"spring", "summer", "autumn", "winter"};

struct Parts {
  std::string year;    // "2022", "2020s", never empty
  std::string period;  // "June", "spring", or empty
  int day = 0;
  bool about = false, doubtful = false;
};

bool IsDigits(std::string_view s) {
  return !s.empty() && s.find_first_not_of("0123456789") == s.npos;
}

// "202X" -> "2020s"; "20XX" -> "2000s".
std::optional<std::string> ReadYear(std::string_view s) {
  if (s.size() != 4) return std::nullopt;
  size_t known = s.find_first_not_of("0123456789");
  if (known == s.npos) return std::string(s);
  if (known < 2 || s.substr(known).find_first_not_of('X') != s.npos) return std::nullopt;
  return std::string(s.substr(0, known)) + std::string(4 - known, '0') + "s";
}

std::optional<Parts> Read(std::string_view s) {
  Parts p;
  if (size_t clock = s.find('T'); clock != s.npos) s = s.substr(0, clock);
  if (!s.empty() && std::string_view("~?%").find(s.back()) != s.npos) {
    p.about = s.back() != '?';
    p.doubtful = s.back() != '~';
    s.remove_suffix(1);
  }
  auto year = ReadYear(s.substr(0, 4));
  if (!year) return std::nullopt;
  p.year = *year;
  if (s.size() == 4) return p;
  if (s.size() < 7 || s[4] != '-') return std::nullopt;
  std::string_view month = s.substr(5, 2);
  if (IsDigits(month)) {
    auto m = static_cast<size_t>((month[0] - '0') * 10 + (month[1] - '0'));
    if (m >= 1 && m <= 12) {
      p.period = kMonths[m - 1];
    } else if (m >= 21 && m <= 24) {
      p.period = kSeasons[m - 21];
    } else {
      return std::nullopt;
    }
  } else if (month != "XX") {
    return std::nullopt;
  }
  if (s.size() == 7) return p;
  if (s.size() != 10 || s[7] != '-') return std::nullopt;
  std::string_view day = s.substr(8, 2);
  if (IsDigits(day)) {
    p.day = (day[0] - '0') * 10 + (day[1] - '0');
  } else if (day != "XX") {
    return std::nullopt;
  }
  return p;
}

std::string MonthName(const Parts& p) { return p.day > 0 ? p.period.substr(0, 3) : p.period; }

std::string Write(const Parts& p, bool with_month = true, bool with_year = true) {
  std::string out = p.about ? "~" : "";
  if (p.day > 0) out += std::to_string(p.day);
  if (with_month && !p.period.empty()) {
    if (p.day > 0) out += ' ';
    out += MonthName(p);
  }
  if (with_year) {
    if (out.size() > (p.about ? 1u : 0u)) out += ' ';
    out += p.year;
  }
  return out + (p.doubtful ? "?" : "");
}

}  // namespace

std::string ReadableDate(std::string_view edtf) {
  size_t slash = edtf.find('/');
  if (slash == edtf.npos) {
    auto p = Read(edtf);
    return p ? Write(*p) : std::string(edtf);
  }
  std::string_view from = edtf.substr(0, slash), to = edtf.substr(slash + 1);
  bool open_start = from.empty() || from == "..", open_end = to.empty() || to == "..";
  auto first = Read(from), last = Read(to);
  if (open_start && last) return "by " + Write(*last);
  if (open_end && first) return "from " + Write(*first);
  if (!first || !last) return std::string(edtf);
  bool same_year = first->year == last->year && !first->period.empty();
  bool same_month = same_year && first->period == last->period && first->day > 0 && last->day > 0;
  std::string dash = same_month ? "\u2013" : " \u2013 ";
  return Write(*first, !same_month, !same_year) + dash + Write(*last);
}

std::string UnbrokenDate(std::string_view edtf) {
  const std::string readable = ReadableDate(edtf);
  auto digit = [](char c) { return c >= '0' && c <= '9'; };
  auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::string out;
  bool in_day = false;  // the word before is "7", or "Jun" after it
  for (size_t at = 0; at < readable.size();) {
    size_t end = std::min(readable.find(' ', at), readable.size());
    const std::string word = readable.substr(at, end - at);
    // "7 Jun", "Jun 2023"; not "by 7", "Jun – 8"; "September 2023" may be broken.
    bool month = at > 0 && digit(readable[at - 2]) && capital(word[0]);
    bool inside = month || (in_day && digit(word[0]));
    if (at > 0) out += inside ? "\u00a0" : " ";
    out += word;
    in_day = month;
    at = end + 1;
  }
  return out;
}

std::optional<Interval> ReadPeriod(std::string_view typed) {
  auto number = [&](size_t at, size_t size) {
    int value = 0;
    for (char c : typed.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  if (typed.size() < 4 || !IsDigits(typed.substr(0, 4))) return std::nullopt;
  std::optional<Date> first, last;
  if (typed.size() == 4) {
    first = Date::FromYmd(number(0, 4), 1, 1);
    last = Date::FromYmd(number(0, 4), 12, 31);
  } else if (typed.size() == 7 && typed[4] == '-' && IsDigits(typed.substr(5))) {
    int month = number(5, 2);
    first = Date::FromYmd(number(0, 4), month, 1);
    if (first) last = Date::FromYmd(number(0, 4), month, DaysInMonth(number(0, 4), month));
  } else {
    first = last = Date::Parse(typed);
  }
  if (!first || !last) return std::nullopt;
  return Interval{first, last};
}

}  // namespace dragoman::cli
