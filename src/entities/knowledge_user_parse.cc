// SPDX-License-Identifier: Apache-2.0
// Reads the two formats of user actor files. Entry: ParseActorFile.
#include <algorithm>
#include <array>

#include "entities/knowledge_data.h"
#include "entities/knowledge_user.h"

namespace dragoman::entities {
namespace {

constexpr size_t kMaxLine = 64u << 10;  // longest line; a longer one is no actor file

std::string_view Trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) {
    s.remove_suffix(1);
  }
  return s;
}

Error At(const std::string& path, int line, const std::string& reason) {
  return Error{path + ":" + std::to_string(line) + ": " + reason};
}

// What is quoted in a message: short, on one line, valid whatever the bytes.
std::string Quoted(std::string_view s) {
  std::string out = "'";
  for (char c : s.substr(0, 40)) {
    bool plain = static_cast<uint8_t>(c) >= 0x20 && static_cast<uint8_t>(c) < 0x7F;
    out += plain ? c : '?';
  }
  return out + (s.size() > 40 ? "...'" : "'");
}

// Calls f(line, number) until it gives an error.
template <class F>
Result<void> ForEachLine(const std::string& path, std::string_view text, F f) {
  int number = 0;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty()) {
    ++number;
    size_t cut = text.find('\n');
    std::string_view line = text.substr(0, cut);
    text.remove_prefix(cut == std::string_view::npos ? text.size() : cut + 1);
    if (line.size() > kMaxLine) return At(path, number, "the line is too long");
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (Result<void> r = f(line, number); !r) return r.error();
  }
  return {};
}

class TsvReader {
 public:
  explicit TsvReader(const std::string& path) : path_(path) {}

  Result<void> Line(std::string_view line, int number) {
    if (Trim(line).empty() || line[0] == '#') return {};
    std::vector<std::string> cells;
    for (std::string_view rest = line;;) {
      size_t cut = rest.find('\t');
      cells.emplace_back(Trim(rest.substr(0, cut)));
      if (cut == std::string_view::npos) break;
      rest.remove_prefix(cut + 1);
    }
    return header_.empty() ? Header(cells, number) : Row(cells, number);
  }
  std::vector<UserActor> Take() { return std::move(actors_); }

 private:
  Result<void> Header(const std::vector<std::string>& cells, int number) {
    constexpr std::array<std::string_view, 7> kKnown = {"name",   "aliases", "type", "country",
                                                        "office", "from",    "to"};
    for (const std::string& c : cells) {
      if (std::find(kKnown.begin(), kKnown.end(), c) == kKnown.end()) {
        return At(
            path_, number,
            "expected a column name, aliases, type, country, office, from or to, got " + Quoted(c));
      }
      if (std::count(cells.begin(), cells.end(), c) > 1) {
        return At(path_, number, "column " + Quoted(c) + " stands twice");
      }
    }
    header_ = cells;
    return {};
  }

  std::string Cell(const std::vector<std::string>& cells, std::string_view column) const {
    for (size_t i = 0; i < header_.size() && i < cells.size(); ++i) {
      if (header_[i] == column) return cells[i];
    }
    return "";
  }

  Result<void> Row(const std::vector<std::string>& cells, int number) {
    if (cells.size() > header_.size()) {
      return At(path_, number,
                "expected " + std::to_string(header_.size()) + " cells, got " +
                    std::to_string(cells.size()));
    }
    UserActor a;
    a.line = number;
    a.name = Cell(cells, "name");
    if (a.name.empty()) return At(path_, number, "expected a name, got ''");
    ForEachItem(Cell(cells, "aliases"),
                [&](std::string_view alias) { a.aliases.emplace_back(Trim(alias)); });
    std::string type = Cell(cells, "type");
    a.has_type = !type.empty();
    if (a.has_type && !ParseEntityType(type, a.type)) {
      return At(path_, number,
                "expected a type such as person, organization, group or city, got " + Quoted(type));
    }
    a.country = Cell(cells, "country");
    UserTerm term;
    term.office = Cell(cells, "office");
    term.line = number;
    std::string from = Cell(cells, "from"), to = Cell(cells, "to");
    for (const std::string& date : {from, to}) {
      if (!date.empty() && !DaysOf(date)) {
        return At(path_, number,
                  "expected a date (2014, 2014-08 or 2014-08-28), got " + Quoted(date));
      }
    }
    term.held = HeldBetween(from, to);
    if (term.held.earliest && term.held.latest && *term.held.latest < *term.held.earliest) {
      return At(path_, number, "the end " + to + " is before the start " + from);
    }
    if (term.office.empty() && (!from.empty() || !to.empty())) {
      return At(path_, number, "a date without an office");
    }
    if (!term.office.empty()) a.terms.push_back(std::move(term));
    actors_.push_back(std::move(a));
    return {};
  }

  const std::string& path_;
  std::vector<std::string> header_;
  std::vector<UserActor> actors_;
};

// "HAMID_KARZAI_" -> "Hamid Karzai". Names of up to three letters stay as they are: they are
// abbreviations. A file in mixed case keeps its case.
std::string PlainName(std::string_view phrase) {
  std::string out;
  bool has_lower = false;
  for (char c : phrase) has_lower = has_lower || (c >= 'a' && c <= 'z');
  for (char c : phrase) {
    if (c == '_' || c == ' ') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    bool start = out.empty() || out.back() == ' ' || out.back() == '-';
    out += !has_lower && !start && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (out.size() <= 3 && !has_lower) {
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return out;
}

// YYYYMMDD or YYMMDD; two-digit years below 30 are of this century, as the dictionaries mean them.
std::optional<Date> CodeDate(std::string_view s) {
  if ((s.size() != 6 && s.size() != 8) ||
      s.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  auto number = [&](size_t at, size_t n) {
    int value = 0;
    for (char c : s.substr(at, n)) value = value * 10 + (c - '0');
    return value;
  };
  size_t y = s.size() - 4;
  int year = number(0, y);
  if (y == 2) year += year < 30 ? 2000 : 1900;
  return Date::FromYmd(year, number(y, 2), number(y + 2, 2));
}

class DictionaryReader {
 public:
  explicit DictionaryReader(const std::string& path) : path_(path) {}

  Result<void> Line(std::string_view line, int number) {
    std::string_view whole = line;
    if (in_comment_) {
      size_t end = line.find("-->");
      if (end == std::string_view::npos) return {};
      in_comment_ = false;
      line.remove_prefix(end + 3);
    }
    if (size_t begin = line.find("<!--"); begin != std::string_view::npos) {
      in_comment_ = line.find("-->", begin) == std::string_view::npos;
      line = line.substr(0, begin);
    }
    line = line.substr(0, line.find_first_of("#;"));
    std::string_view text = Trim(line);
    if (text.empty()) return {};
    size_t bracket = text.find('[');
    std::string_view phrase = Trim(text.substr(0, bracket));
    std::string_view codes = bracket == std::string_view::npos ? "" : text.substr(bracket);
    bool synonym = !phrase.empty() && phrase[0] == '+';
    if (synonym) phrase.remove_prefix(1);
    if (phrase.empty() || synonym) {
      if (actors_.empty()) return At(path_, number, "no actor stands above " + Quoted(whole));
      if (synonym) {
        std::string alias = PlainName(phrase);
        if (alias.empty()) return At(path_, number, "expected a name, got " + Quoted(whole));
        actors_.back().aliases.push_back(std::move(alias));
      }
    } else {
      UserActor a;
      a.name = PlainName(phrase);
      a.line = number;
      if (a.name.empty()) return At(path_, number, "expected a name, got " + Quoted(whole));
      actors_.push_back(std::move(a));
    }
    return Codes(codes, number);
  }
  std::vector<UserActor> Take() { return std::move(actors_); }

 private:
  // "[AFGGOV 780427-780430][AFGELI]"
  Result<void> Codes(std::string_view codes, int number) {
    while (!codes.empty()) {
      size_t close = codes.find(']');
      if (codes[0] != '[' || close == std::string_view::npos) {
        return At(path_, number, "expected [code], got " + Quoted(codes));
      }
      std::string_view inside = Trim(codes.substr(1, close - 1));
      codes = Trim(codes.substr(close + 1));
      size_t blank = inside.find_first_of(" \t");
      std::string code(inside.substr(0, blank));
      if (code.empty()) return At(path_, number, "expected a code, got '[]'");
      if (blank == std::string_view::npos) {
        actors_.back().code = std::move(code);
        continue;
      }
      UserTerm term;
      term.code = std::move(code);
      term.line = number;
      if (!Restriction(Trim(inside.substr(blank)), term.held)) {
        return At(path_, number,
                  "expected <date, >date or date-date (YYMMDD or YYYYMMDD), got " +
                      Quoted(Trim(inside.substr(blank))));
      }
      actors_.back().terms.push_back(std::move(term));
    }
    return {};
  }

  bool Restriction(std::string_view s, Interval& held) {
    if (s.empty()) return false;
    if (s[0] == '<' || s[0] == '>') {
      bool before = s[0] == '<';
      s.remove_prefix(1);
      if (!s.empty() && s[0] == '=') s.remove_prefix(1);
      auto date = CodeDate(Trim(s));
      (before ? held.latest : held.earliest) = date;
      return date.has_value();
    }
    size_t dash = s.find('-');
    if (dash == std::string_view::npos) return false;
    held.earliest = CodeDate(Trim(s.substr(0, dash)));
    held.latest = CodeDate(Trim(s.substr(dash + 1)));
    return held.earliest && held.latest && *held.earliest <= *held.latest;
  }

  const std::string& path_;
  bool in_comment_ = false;
  std::vector<UserActor> actors_;
};

// A table begins, comments aside, with a header that has the column `name`.
bool IsTable(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty()) {
    size_t cut = text.find('\n');
    std::string_view line = Trim(text.substr(0, cut));
    text.remove_prefix(cut == std::string_view::npos ? text.size() : cut + 1);
    if (line.empty() || line[0] == '#') continue;
    for (std::string_view rest = line;;) {
      size_t tab = rest.find('\t');
      if (Trim(rest.substr(0, tab)) == "name") return true;
      if (tab == std::string_view::npos) return false;
      rest.remove_prefix(tab + 1);
    }
  }
  return false;
}

template <class Reader>
Result<std::vector<UserActor>> ReadWith(const std::string& path, std::string_view text) {
  Reader reader(path);
  auto r = ForEachLine(
      path, text, [&](std::string_view line, int number) { return reader.Line(line, number); });
  if (!r) return r.error();
  return reader.Take();
}

}  // namespace

Result<std::vector<UserActor>> ParseActorFile(const std::string& path, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return Error{path + ": not a text file"};
  return IsTable(text) ? ReadWith<TsvReader>(path, text) : ReadWith<DictionaryReader>(path, text);
}

}  // namespace dragoman::entities
