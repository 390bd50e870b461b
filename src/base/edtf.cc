// SPDX-License-Identifier: Apache-2.0
// EDTF reading. A date is cut into components (year, month or season, day); each may be qualified
// and hold X digits; the level is the highest any part needs.
#include "base/edtf.h"

#include <algorithm>
#include <array>
#include <vector>

namespace dragoman::edtf {
namespace {

constexpr int kInvalid = -1;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsQualifier(char c) { return c == '?' || c == '~' || c == '%'; }

bool AllDigits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), IsDigit);
}

int ToInt(std::string_view s) {  // at most nine digits
  int n = 0;
  for (char c : s) n = n * 10 + (c - '0');
  return n;
}

// Does the number fit the mask: "1X" fits 10..19?
bool Fits(std::string_view mask, int number) {
  for (size_t i = mask.size(); i-- > 0; number /= 10) {
    if (mask[i] != 'X' && mask[i] - '0' != number % 10) return false;
  }
  return number == 0;
}

struct Component {
  std::string_view digits;  // of 0-9 and X
  bool before = false, after = false;
};

struct DateParts {
  bool negative = false;
  std::array<Component, 3> part;  // year, month or season, day
  size_t count = 0;
  int level = kInvalid;
  long long low = 0, high = 0;  // order keys: missing parts lowest, X lowest and highest
};

int MaskNumber(std::string_view mask, char fill) {
  int n = 0;
  for (char c : mask) n = n * 10 + ((c == 'X' ? fill : c) - '0');
  return n;
}

bool HasX(std::string_view s) { return s.find('X') != std::string_view::npos; }

// Some month and day that fit the masks exist in some year that fits its mask.
bool CalendarAllows(const DateParts& d) {
  if (d.count < 2) return true;
  std::string_view year = d.part[0].digits, month = d.part[1].digits;
  bool some_month = false;
  for (int m = 1; m <= 12; ++m) {
    if (!Fits(month, m)) continue;
    some_month = true;
    if (d.count == 2) return true;
    int y = HasX(year) ? 4 : MaskNumber(year, '0');
    bool leap = HasX(year) || IsLeapYear(y);
    int last = m == 2 && leap ? 29 : DaysInMonth(2001, m);
    for (int day = 1; day <= last; ++day) {
      if (Fits(d.part[2].digits, day)) return true;
    }
  }
  if (some_month) return false;
  return d.count == 2 && !HasX(month) && ToInt(month) >= 21 && ToInt(month) <= 41;
}

// Level 1 allows X only as whole months and days, and as the last one, two or all digits of a year.
bool LevelOneMask(const DateParts& d) {
  std::string_view year = d.part[0].digits;
  bool year_tail = year.substr(2) == "XX" || !HasX(year.substr(2, 1));
  bool year_ok = !HasX(year.substr(0, 2)) ? year_tail : year == "XXXX";
  bool rest_x = true;
  for (size_t i = 1; i < d.count; ++i) {
    std::string_view p = d.part[i].digits;
    if (HasX(p) && p != "XX") return false;
    if (i == 2 && HasX(d.part[1].digits) && !HasX(p)) return false;
    rest_x = rest_x && HasX(p);
  }
  return year_ok && (!HasX(year) || rest_x);
}

int MaskLevel(const DateParts& d) {
  bool any = false;
  for (size_t i = 0; i < d.count; ++i) any = any || HasX(d.part[i].digits);
  if (!any) return 0;
  return LevelOneMask(d) ? 1 : 2;
}

// Qualifiers: one after the whole is level 1, anything else level 2.
int QualifierLevel(const DateParts& d) {
  int inner = 0, last = 0;
  for (size_t i = 0; i < d.count; ++i) {
    inner += d.part[i].before;
    if (d.part[i].after) (i + 1 == d.count ? last : inner) += 1;
  }
  return inner > 0 ? 2 : last > 0 ? 1 : 0;
}

long long OrderKey(const DateParts& d, char fill) {
  long long year =
      MaskNumber(d.part[0].digits, d.negative ? static_cast<char>('0' + '9' - fill) : fill);
  if (d.negative) year = -year;
  long long month = d.count > 1 ? std::min(MaskNumber(d.part[1].digits, fill), 41) : 1;
  long long day = d.count > 2 ? std::min(MaskNumber(d.part[2].digits, fill), 31) : 1;
  return (year * 100 + month) * 100 + day;
}

bool SplitComponents(std::string_view s, DateParts& d) {
  for (;;) {
    if (d.count == 3) return false;
    Component& c = d.part[d.count++];
    if (!s.empty() && IsQualifier(s[0])) {
      c.before = true;
      s.remove_prefix(1);
    }
    // "?-2004-06": the sign of a year may follow its qualifier.
    if (d.count == 1 && c.before && !s.empty() && s[0] == '-') {
      d.negative = true;
      s.remove_prefix(1);
    }
    size_t n = 0;
    while (n < s.size() && (IsDigit(s[n]) || s[n] == 'X')) ++n;
    c.digits = s.substr(0, n);
    s.remove_prefix(n);
    if (!s.empty() && IsQualifier(s[0])) {
      c.after = true;
      s.remove_prefix(1);
    }
    if (s.empty()) return true;
    if (s[0] != '-') return false;
    s.remove_prefix(1);
  }
}

// "19" (a century) and "193" (a decade): shorter than a year, digits only.
int ShortYearLevel(const DateParts& d) {
  std::string_view digits = d.part[0].digits;
  if (d.count != 1 || HasX(digits) || d.part[0].before) return kInvalid;
  if (digits.size() == 2) return d.negative && digits == "00" ? kInvalid : d.part[0].after ? 2 : 0;
  if (digits.size() == 3) return d.negative && digits == "000" ? kInvalid : 2;
  return kInvalid;
}

DateParts ParseDate(std::string_view s) {
  DateParts d;
  if (!s.empty() && s[0] == '-') {
    d.negative = true;
    s.remove_prefix(1);
  }
  if (!SplitComponents(s, d)) return d;
  if (d.part[0].digits.size() != 4) {
    d.level = ShortYearLevel(d);
    return d;
  }
  for (size_t i = 1; i < d.count; ++i) {
    if (d.part[i].digits.size() != 2) return d;
  }
  if (d.negative && d.part[0].digits == "0000") return d;
  if (!CalendarAllows(d)) return d;
  int level = std::max(MaskLevel(d), QualifierLevel(d));
  if (d.count == 2 && !HasX(d.part[1].digits) && ToInt(d.part[1].digits) > 12) {
    level = std::max(level, ToInt(d.part[1].digits) <= 24 ? 1 : 2);
  }
  if (d.negative) level = std::max(level, d.count > 1 ? 1 : 0);
  d.level = level;
  d.low = OrderKey(d, '0');
  d.high = OrderKey(d, '9');
  return d;
}

// "Y17E7", "1950S2", "Y-3388E2S3": long, exponential and rounded years.
int LongYearLevel(std::string_view s) {
  bool y = !s.empty() && s[0] == 'Y';
  if (y) s.remove_prefix(1);
  if (!s.empty() && s[0] == '-') s.remove_prefix(1);
  size_t rounded = s.find('S');
  if (rounded != std::string_view::npos && !AllDigits(s.substr(rounded + 1))) return kInvalid;
  std::string_view number = s.substr(0, rounded);
  size_t exponent = number.find('E');
  std::string_view base = number.substr(0, exponent);
  if (!AllDigits(base)) return kInvalid;
  if (exponent != std::string_view::npos) {
    return y && AllDigits(number.substr(exponent + 1)) && base[0] != '0' ? 2 : kInvalid;
  }
  if (y) {
    if (base.size() < 5 || base[0] == '0') return kInvalid;
    return rounded == std::string_view::npos ? 1 : 2;
  }
  return rounded != std::string_view::npos && base.size() == 4 ? 2 : kInvalid;
}

bool TwoDigits(std::string_view s, size_t at, int most) {
  return s.size() >= at + 2 && AllDigits(s.substr(at, 2)) && ToInt(s.substr(at, 2)) <= most;
}

bool ValidShift(std::string_view s) {  // "Z", "+04", "+0430", "-11:59"
  if (s == "Z") return true;
  if (s.size() < 3 || (s[0] != '+' && s[0] != '-') || !TwoDigits(s, 1, 14)) return false;
  std::string_view minutes = s.substr(3);
  if (!minutes.empty() && minutes[0] == ':') {
    minutes.remove_prefix(1);
    if (minutes.empty()) return false;
  }
  if (!minutes.empty() && (minutes.size() != 2 || !TwoDigits(minutes, 0, 59))) return false;
  int total = ToInt(s.substr(1, 2)) * 60 + (minutes.empty() ? 0 : ToInt(minutes));
  return s[0] == '+' ? total <= 14 * 60 : total > 0 && total <= 12 * 60;
}

int DateTimeLevel(std::string_view s, size_t t) {
  DateParts d = ParseDate(s.substr(0, t));
  if (d.level < 0 || d.level > 1 || d.count != 3) return kInvalid;
  if (MaskLevel(d) > 0 || QualifierLevel(d) > 0) return kInvalid;
  std::string_view c = s.substr(t + 1);
  if (c.size() < 8 || c[2] != ':' || c[5] != ':') return kInvalid;
  if (!TwoDigits(c, 0, 24) || !TwoDigits(c, 3, 59) || !TwoDigits(c, 6, 59)) return kInvalid;
  if (c.substr(0, 2) == "24" && c.substr(2, 6) != ":00:00") return kInvalid;
  c.remove_prefix(8);
  if (!c.empty() && c[0] == '.') {
    size_t n = 1;
    while (n < c.size() && IsDigit(c[n])) ++n;
    if (n == 1) return kInvalid;
    c.remove_prefix(n);
  }
  return c.empty() || ValidShift(c) ? d.level : kInvalid;
}

int IntervalLevel(std::string_view from, std::string_view to, std::string_view open) {
  auto end = [&](std::string_view s, DateParts& d) {
    if (s.empty() || s == open) return 1;
    d = ParseDate(s);
    if (d.level >= 0 && d.part[0].digits.size() == 4) return MaskLevel(d) > 0 ? 2 : d.level;
    return LongYearLevel(s);
  };
  DateParts a, b;
  int first = end(from, a), second = end(to, b);
  if (first < 0 || second < 0) return kInvalid;
  if (a.level >= 0 && b.level >= 0 && a.low > b.high) return kInvalid;
  // Of a long year only its sign is compared: it lies outside the four-digit years.
  if (from.starts_with("Y-") != to.starts_with("Y-") && to.starts_with("Y-")) return kInvalid;
  if (from.starts_with("Y-") && b.level >= 0) return kInvalid;
  return std::max(first, second);
}

std::string_view Trim(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

// "[1667, 1672-12]", "{1760..}". Spaces may stand around commas, around all of them or none.
int SetLevel(std::string_view s) {
  if (s.size() < 3 || s.back() != (s[0] == '[' ? ']' : '}')) return kInvalid;
  std::string_view rest = s.substr(1, s.size() - 2);
  int spaced = -1;
  for (;;) {
    size_t comma = rest.find(',');
    std::string_view item = rest.substr(0, comma);
    if (comma != std::string_view::npos) {
      bool space = item.ends_with(' ') || rest.substr(comma + 1).starts_with(' ');
      if (spaced >= 0 && spaced != static_cast<int>(space)) return kInvalid;
      spaced = space;
    }
    item = Trim(item);
    size_t dots = item.find("..");
    if (dots != std::string_view::npos) {
      std::string_view from = item.substr(0, dots), to = item.substr(dots + 2);
      if ((from.empty() && to.empty()) || IntervalLevel(from, to, "/") < 0) return kInvalid;
    } else if (ParseDate(item).level < 0) {
      return kInvalid;
    }
    if (comma == std::string_view::npos) return 2;
    rest.remove_prefix(comma + 1);
  }
}

std::optional<Interval> DateBounds(std::string_view s) {
  DateParts d = ParseDate(s);
  if (d.level < 0 || d.level > 1 || d.negative || d.part[0].digits.size() != 4) return std::nullopt;
  int low_year = std::max(MaskNumber(d.part[0].digits, '0'), 1);
  int high_year = MaskNumber(d.part[0].digits, '9');
  if (high_year < 1) return std::nullopt;
  int low_month = 1, high_month = 12;
  if (d.count > 1 && !HasX(d.part[1].digits)) {
    low_month = high_month = ToInt(d.part[1].digits);
    if (low_month > 24) return std::nullopt;
    if (low_month > 20) {  // 21 spring .. 24 winter; a winter runs into the next year
      low_month = (low_month - 20) * 3;
      high_month = low_month + 2;
      if (high_month > 12) {
        high_month -= 12;
        high_year += 1;
      }
    }
  }
  if (high_year > 9999) return std::nullopt;
  int low_day = 1, high_day = DaysInMonth(high_year, high_month);
  if (d.count > 2 && !HasX(d.part[2].digits)) low_day = high_day = ToInt(d.part[2].digits);
  return Interval{Date::FromYmd(low_year, low_month, low_day),
                  Date::FromYmd(high_year, high_month, high_day)};
}

}  // namespace

int Level(std::string_view s) {
  if (s.empty() || s.size() > 200) return kInvalid;
  if (s[0] == '[' || s[0] == '{') return SetLevel(s);
  size_t slash = s.find('/');
  if (slash != std::string_view::npos) {
    if (s.find('/', slash + 1) != std::string_view::npos) return kInvalid;
    return IntervalLevel(s.substr(0, slash), s.substr(slash + 1), "..");
  }
  size_t t = s.find('T');
  if (t != std::string_view::npos) return DateTimeLevel(s, t);
  int level = ParseDate(s).level;
  return level >= 0 ? level : LongYearLevel(s);
}

std::optional<Interval> Bounds(std::string_view s) {
  int level = Level(s);
  if (level < 0 || level > 1) return std::nullopt;
  size_t slash = s.find('/');
  if (slash == std::string_view::npos) return DateBounds(s.substr(0, s.find('T')));
  std::string_view from = s.substr(0, slash), to = s.substr(slash + 1);
  Interval out;
  if (!from.empty() && from != "..") {
    auto b = DateBounds(from);
    if (!b) return std::nullopt;
    out.earliest = b->earliest;
  }
  if (!to.empty() && to != "..") {
    auto b = DateBounds(to);
    if (!b) return std::nullopt;
    out.latest = b->latest;
  }
  return out;
}

std::string FromInterval(const Interval& i) {
  if (i.unbounded()) return "";
  if (!i.earliest) return std::string("/").append(i.latest->ToString());
  if (!i.latest) return i.earliest->ToString() + "/";
  Date a = *i.earliest, b = *i.latest;
  std::string from = a.ToString(), to = b.ToString();
  if (a == b) return from;
  bool whole_months = a.day() == 1 && b.day() == DaysInMonth(b.year(), b.month());
  if (!whole_months) return from + "/" + to;
  size_t keep = a.month() == 1 && b.month() == 12 ? 4 : 7;
  from.resize(keep);
  to.resize(keep);
  return from == to ? from : from + "/" + to;
}

}  // namespace dragoman::edtf
