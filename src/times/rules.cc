// SPDX-License-Identifier: Apache-2.0
// Reads the tables of data/en/times. A bad row is our own fault and throws with
// file and line. Recursion here goes over patterns of our own rows, never over
// input.
#include "times/rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/ascii.h"
#include "base/check.h"
#include "base/edtf.h"

namespace dragoman::times {
namespace {

using lexicon::Table;

constexpr std::array<std::string_view, 16> kOpNames = {
    "calendar",  "relative",    "directed", "duration",  "set",   "reference",
    "modify",    "within",      "shift",    "clock",     "range", "nth",
    "named-day", "named-event", "period",   "impossible"};

[[noreturn]] void Fail(const Table& t, size_t row, const std::string& what) {
  throw InternalError("data/" + std::string(t.name()) + ".tsv:" + std::to_string(t.line(row)) +
                      ": " + what);
}

bool ToNumber(std::string_view s, int32_t& n) {
  auto [end, code] = std::from_chars(s.data(), s.data() + s.size(), n);
  return code == std::errc() && end == s.data() + s.size();
}

std::vector<std::string_view> Words(std::string_view s) {
  std::vector<std::string_view> out;
  while (!s.empty()) {
    size_t cut = s.find(' ');
    if (cut != 0) out.push_back(s.substr(0, cut));
    if (cut == std::string_view::npos) break;
    s.remove_prefix(cut + 1);
  }
  return out;
}

struct Item {
  ClassId cls;
  bool glued;
  char slot;
};
using Sequence = std::vector<Item>;

bool IsClassName(std::string_view s) {
  return !s.empty() &&
         std::all_of(
             s.begin(), s.end(),
             [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }) &&
         s[0] >= 'A' && s[0] <= 'Z';
}

// Parses one pattern into all its linear forms.
class PatternReader {
 public:
  PatternReader(std::string_view pattern, ClassTable& classes, WordTable& words,
                const std::map<std::string, std::string, std::less<>>& macros)
      : s_(pattern), classes_(classes), words_(words), macros_(macros) {}

  // nullopt-like: error() is not empty when the pattern is bad.
  std::vector<Sequence> Read() {
    auto out = Alternatives();
    if (at_ < s_.size() && error_.empty()) error_ = "unexpected ')'";
    return out;
  }
  const std::string& error() const { return error_; }

 private:
  void Blanks() {
    while (at_ < s_.size() && s_[at_] == ' ') ++at_;
  }

  std::vector<Sequence> Alternatives() {
    std::vector<Sequence> out = Concatenation();
    while (at_ < s_.size() && s_[at_] == '|') {
      ++at_;
      auto more = Concatenation();
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }

  std::vector<Sequence> Concatenation() {
    std::vector<Sequence> out(1);
    for (;;) {
      Blanks();
      if (at_ >= s_.size() || s_[at_] == ')' || s_[at_] == '|' || !error_.empty()) return out;
      std::vector<Sequence> part = Atom();
      if (at_ < s_.size() && s_[at_] == '?') {
        ++at_;
        part.emplace_back();
      }
      std::vector<Sequence> joined;
      for (const Sequence& a : out) {
        for (const Sequence& b : part) {
          joined.push_back(a);
          joined.back().insert(joined.back().end(), b.begin(), b.end());
        }
      }
      out = std::move(joined);
      if (out.size() > 20000) error_ = "too many forms";
    }
  }

  std::vector<Sequence> Atom() {
    bool glue = s_[at_] == '~' && at_ + 1 < s_.size() && (s_[at_ + 1] == '(' || s_[at_ + 1] == '@');
    if (glue) {  // holds for the first token of each alternative
      ++at_;
      auto inside = Atom();
      for (Sequence& s : inside) {
        if (!s.empty()) s[0].glued = true;
      }
      return inside;
    }
    if (s_[at_] == '\\' && at_ + 1 < s_.size()) {  // "\(": the mark itself
      at_ += 2;
      return {{Single(s_.substr(at_ - 1, 1))}};
    }
    if (s_[at_] == '(') {
      ++at_;
      auto inside = Alternatives();
      if (at_ >= s_.size()) {
        error_ = "missing ')'";
        return inside;
      }
      ++at_;
      return inside;
    }
    size_t end = at_;
    while (end < s_.size() && s_[end] != ' ' && s_[end] != '|' && s_[end] != ')' &&
           (s_[end] != '?' || end == at_)) {
      ++end;
    }
    std::string_view word = s_.substr(at_, end - at_);
    at_ = end;
    if (word[0] == '@') return Macro(word.substr(1));
    return {{Single(word)}};
  }

  std::vector<Sequence> Macro(std::string_view name) {
    auto it = macros_.find(name);
    if (it == macros_.end()) {
      error_ = "no macro '" + std::string(name) + "'";
      return {};
    }
    PatternReader inner(it->second, classes_, words_, macros_);
    auto out = inner.Read();
    if (!inner.error().empty()) error_ = inner.error();
    return out;
  }

  Item Single(std::string_view word) {
    Item item{0, false, ' '};
    if (word.size() > 1 && word[0] == '~') {
      item.glued = true;
      word.remove_prefix(1);
    }
    size_t colon = word.find(':');
    if (word.size() > 1 && colon != std::string_view::npos && colon + 2 == word.size()) {
      item.slot = word[colon + 1];
      word = word.substr(0, colon);
    }
    if (IsClassName(word)) {
      int id = classes_.Find(word);
      if (id < 0) error_ = "no class '" + std::string(word) + "'";
      item.cls = static_cast<ClassId>(std::max(id, 0));
    } else {
      item.cls = classes_.Intern("'" + std::string(word));
      words_.Add(word, {item.cls, 0});
    }
    return item;
  }

  std::string_view s_;
  size_t at_ = 0;
  ClassTable& classes_;
  WordTable& words_;
  const std::map<std::string, std::string, std::less<>>& macros_;
  std::string error_;
};

template <class T>
struct Field {
  std::string_view name;
  T Sem::*member;
};

constexpr Field<int32_t> kNumbers[] = {
    {"unit", &Sem::unit},   {"count", &Sem::count},         {"more", &Sem::more},
    {"base", &Sem::base},   {"more_unit", &Sem::more_unit}, {"sign", &Sem::sign},
    {"mod", &Sem::mod},     {"ref", &Sem::reference},       {"part", &Sem::part},
    {"times", &Sem::times}, {"ordinal", &Sem::ordinal}};
constexpr Field<int8_t> kSmallNumbers[] = {{"hour", &Sem::hour},       {"minute", &Sem::minute},
                                           {"month", &Sem::month},     {"day", &Sem::day},
                                           {"quarter", &Sem::quarter}, {"half", &Sem::half}};
constexpr Field<bool> kFlags[] = {{"unknown", &Sem::unknown_count}, {"every", &Sem::every},
                                  {"fiscal", &Sem::fiscal},         {"tenths", &Sem::tenths},
                                  {"plus_half", &Sem::plus_half},   {"if_future", &Sem::if_future}};

template <class T, size_t N>
bool SetIn(const Field<T> (&fields)[N], std::string_view name, int32_t value, Sem& s) {
  for (const Field<T>& f : fields) {
    if (f.name != name) continue;
    s.*f.member = static_cast<T>(value);
    return true;
  }
  return false;
}

// "unit=D", "count=-1": false if the word is not of that form.
bool SetField(std::string_view word, Sem& s) {
  size_t cut = word.find('=');
  if (cut == std::string_view::npos) return false;
  std::string_view name = word.substr(0, cut), text = word.substr(cut + 1);
  int32_t v = 0;
  if (!ToNumber(text, v)) v = SymbolOf(text);
  if (v == 0 && text != "0") return false;
  if (name == "direction") {
    s.direction = static_cast<int8_t>(v);
    s.has_direction = true;
    return true;
  }
  return SetIn(kNumbers, name, v, s) || SetIn(kSmallNumbers, name, v, s) ||
         SetIn(kFlags, name, v, s);
}

// Names of several words become a pattern of literals; every one gives class
// `cls` at level 0.
void AddName(TimeRules::Data& d, std::string_view name, ClassId cls, Op op, int32_t row) {
  std::string pattern;
  TokenBuffer buffer;
  WordTable none;
  std::string lower = LowerAscii(name);
  Lex(lower, {0, static_cast<uint32_t>(lower.size())}, none, buffer);
  std::vector<ClassId> classes;
  for (const Token& t : buffer.tokens) {
    std::string form(t.span.in(lower));
    // "Easter" is a day, "an epiphany" is not: a capital in the name must be
    // one in the text.
    bool capital = name[t.span.begin] >= 'A' && name[t.span.begin] <= 'Z';
    ClassId id = d.classes.Intern((capital ? "^" : "'") + form);
    d.words.Add(form, {id, 0}, capital ? WordTable::Case::kCapital : WordTable::Case::kAny);
    classes.push_back(id);
  }
  DRAGOMAN_CHECK(!classes.empty() && classes.size() < kMaxPattern);
  Rule rule;
  rule.name = "name";
  rule.op = op;
  rule.constants.op = op;
  rule.constants.named = row;
  rule.result = cls;
  d.rules.push_back(rule);
  d.forms.push_back({static_cast<uint32_t>(d.rules.size() - 1), std::string(classes.size(), ' ')});
  d.tries[0].Add(classes, std::vector<bool>(classes.size(), false),
                 static_cast<uint32_t>(d.forms.size() - 1));
}

void ReadWords(const Table& t, TimeRules::Data& d) {
  int form = t.column("form"), cls = t.column("class"), value = t.column("value"),
      capital = t.column("capital");
  for (size_t r = 0; r < t.size(); ++r) {
    ClassId id = d.classes.Intern(t.at(r, cls));
    std::string_view v = t.at(r, value);
    int32_t n = 0;
    if (!v.empty() && !ToNumber(v, n)) {
      n = SymbolOf(v);
      if (n == 0) Fail(t, r, "no symbol '" + std::string(v) + "'");
    }
    std::string_view only = t.at(r, capital);
    d.words.Add(t.at(r, form), {id, n},
                only == "yes"  ? WordTable::Case::kCapital
                : only == "no" ? WordTable::Case::kSmall
                               : WordTable::Case::kAny);
    if (id == kCardinal || id == kTens) d.words.Add(t.at(r, form), {kNum, n});
    if (id == kCardinal && n >= 1 && n <= 12) d.words.Add(t.at(r, form), {kHour, n});
  }
}

void ReadContext(const Table& t, size_t row, std::string_view cell, TimeRules::Data& d,
                 std::vector<ClassId>& must, std::vector<ClassId>& must_not) {
  for (std::string_view w : Words(cell)) {
    bool negative = w[0] == '!';
    if (negative) w.remove_prefix(1);
    ClassId id;
    if (IsClassName(w)) {
      int found = d.classes.Find(w);
      if (found < 0) Fail(t, row, "no class '" + std::string(w) + "'");
      id = static_cast<ClassId>(found);
    } else {
      id = d.classes.Intern("'" + std::string(w));
      d.words.Add(w, {id, 0});
    }
    (negative ? must_not : must).push_back(id);
  }
}

void ReadPatterns(const Table& t, const std::map<std::string, std::string, std::less<>>& macros,
                  TimeRules::Data& d) {
  int name = t.column("name"), level = t.column("level"), pattern = t.column("pattern"),
      op = t.column("op"), set = t.column("set"), result = t.column("class"),
      alone = t.column("alone"), left = t.column("left"), right = t.column("right");
  for (size_t r = 0; r < t.size(); ++r) d.classes.Intern(t.at(r, result));
  for (size_t r = 0; r < t.size(); ++r) {
    Rule rule;
    rule.name = t.at(r, name);
    auto found = std::find(kOpNames.begin(), kOpNames.end(), t.at(r, op));
    if (found == kOpNames.end()) Fail(t, r, "no op '" + std::string(t.at(r, op)) + "'");
    rule.op = static_cast<Op>(found - kOpNames.begin());
    rule.constants.op = rule.op;
    for (std::string_view w : Words(t.at(r, set))) {
      if (!SetField(w, rule.constants)) Fail(t, r, "cannot set '" + std::string(w) + "'");
    }
    rule.result = d.classes.Intern(t.at(r, result));
    rule.word_month = t.at(r, result) == "TWORDMONTH";
    rule.stands_alone = t.at(r, alone) != "no";
    ReadContext(t, r, t.at(r, left), d, rule.left, rule.not_left);
    ReadContext(t, r, t.at(r, right), d, rule.right, rule.not_right);
    PatternReader reader(t.at(r, pattern), d.classes, d.words, macros);
    auto sequences = reader.Read();
    if (!reader.error().empty()) Fail(t, r, reader.error());
    d.rules.push_back(std::move(rule));
    int32_t l = 0;
    if (!ToNumber(t.at(r, level), l) || l < 1 || l > static_cast<int32_t>(kLevels)) {
      Fail(t, r, "level is 1 to 4");
    }
    for (const Sequence& s : sequences) {
      if (s.empty() || s.size() > kMaxPattern) Fail(t, r, "a form is empty or too long");
      Form form{static_cast<uint32_t>(d.rules.size() - 1), ""};
      std::vector<ClassId> classes;
      std::vector<bool> glued;
      for (const Item& i : s) {
        classes.push_back(i.cls);
        glued.push_back(i.glued);
        form.slots += i.slot;
      }
      d.forms.push_back(std::move(form));
      d.tries[l - 1].Add(classes, glued, static_cast<uint32_t>(d.forms.size() - 1));
    }
  }
}

// "12-25", "11-4-4" (month, weekday, nth), "easter", each with "+n" or "-n"
// days.
bool ParseDayRule(std::string_view s, NamedDay& day) {
  size_t sign = s.find('+', 1);
  if (sign != std::string_view::npos) {
    int32_t n = 0;
    std::string_view number = s.substr(sign + 1);
    if (!ToNumber(number, n)) return false;
    day.plus = n;
    s = s.substr(0, sign);
  }
  if (s == "easter") {
    day.easter = true;
    return true;
  }
  int32_t field[3] = {0, 0, 0};
  size_t count = 0;
  while (count < 3) {
    size_t cut = s.find('-', 1);
    if (!ToNumber(s.substr(0, cut), field[count++])) return false;
    if (cut == std::string_view::npos) break;
    s.remove_prefix(cut + 1);
  }
  day.month = field[0];
  if (count == 2) day.day = field[1];
  if (count == 3) {
    day.weekday = field[1];
    day.nth = field[2];
  }
  return day.month >= 1 && day.month <= 12 && count >= 2;
}

void ReadNames(const lexicon::Lexicon& lexicon, TimeRules::Data& d) {
  const Table& days = lexicon.table("en/times/named_days");
  ClassId day_class = d.classes.Intern("NAMEDDAY");
  for (size_t r = 0; r < days.size(); ++r) {
    NamedDay day;
    day.name = days.at(r, days.column("name"));
    if (!ParseDayRule(days.at(r, days.column("rule")), day)) Fail(days, r, "bad rule");
    d.days.push_back(day);
  }
  const Table& events = lexicon.table("en/times/named_events");
  ClassId event_class = d.classes.Intern("NAMEDEVENT");
  for (size_t r = 0; r < events.size(); ++r) {
    NamedEvent e;
    e.name = events.at(r, events.column("name"));
    e.edtf = events.at(r, events.column("days"));
    auto bounds = edtf::Bounds(e.edtf);
    if (!bounds) Fail(events, r, "not a date of level 0 or 1");
    e.interval = *bounds;
    d.events.push_back(e);
  }
  for (size_t r = 0; r < d.days.size(); ++r) {
    AddName(d, d.days[r].name, day_class, Op::kNamedDay, static_cast<int32_t>(r));
  }
  for (size_t r = 0; r < d.events.size(); ++r) {
    AddName(d, d.events[r].name, event_class, Op::kNamedEvent, static_cast<int32_t>(r));
  }
}

// "2019-03-10T07:00" as minutes since 1970.
bool ParseInstant(std::string_view s, int64_t& minutes) {
  auto day =
      s.size() == 16 && s[10] == 'T' && s[13] == ':' ? Date::Parse(s.substr(0, 10)) : std::nullopt;
  int32_t hour = 0, minute = 0;
  if (!day || !ToNumber(s.substr(11, 2), hour) || !ToNumber(s.substr(14), minute)) return false;
  minutes = (int64_t{day->days} * 24 + hour) * 60 + minute;
  return true;
}

void ReadZoneRules(const Table& t, TimeRules::Data& d) {
  for (size_t r = 0; r < t.size(); ++r) {
    std::string_view name = t.at(r, t.column("zone"));
    if (d.zone_rules.empty() || d.zone_rules.back().name != name) {
      d.zone_rules.push_back({std::string(name), {}});
    }
    ZoneRules::Step step{};
    if (!ParseInstant(t.at(r, t.column("from")), step.from)) Fail(t, r, "not an instant");
    ToNumber(t.at(r, t.column("minutes")), step.minutes);
    d.zone_rules.back().steps.push_back(step);
  }
}

// A name is classed by its last word: "[Central] European time", "in [New] York".
void AddZoneName(TimeRules::Data& d, std::string_view name, bool place, int32_t row) {
  std::string lower = LowerAscii(name);
  size_t cut = lower.rfind(' ');
  if (cut != std::string::npos) {
    d.words.Add(lower.substr(0, cut), {d.zone_first_class, 0}, WordTable::Case::kCapital);
  }
  std::string last = cut == std::string::npos ? lower : lower.substr(cut + 1);
  d.words.Add(last, {d.classes.Intern("ZONENAME"), row}, WordTable::Case::kCapital);
  if (place) d.words.Add(last, {d.zone_place_class, row}, WordTable::Case::kCapital);
}

void ReadZones(const lexicon::Lexicon& lexicon, TimeRules::Data& d) {
  ReadZoneRules(lexicon.table("times/zone_rules"), d);
  d.zone_place_class = d.classes.Intern("ZONEPLACE");
  d.zone_first_class = d.classes.Intern("ZONEFIRST");
  d.zone_link_class = d.classes.Intern("ZONELINK");
  const Table& zones = lexicon.table("en/times/zones");
  for (size_t r = 0; r < zones.size(); ++r) {
    Zone zone;
    std::string_view rules = zones.at(r, zones.column("zone"));
    std::string_view minutes = zones.at(r, zones.column("minutes"));
    for (size_t i = 0; i < d.zone_rules.size(); ++i) {
      if (d.zone_rules[i].name == rules) zone.rules = static_cast<int>(i);
    }
    if (rules.empty() ? !ToNumber(minutes, zone.minutes) : zone.rules < 0) {
      Fail(zones, r, "neither minutes nor a zone of times/zone_rules.tsv");
    }
    zone.utc = zones.at(r, zones.column("utc")) == "yes";
    d.zones.push_back(zone);
    auto row = static_cast<int32_t>(r);
    std::string_view use = zones.at(r, zones.column("use"));
    if (use != "abbr") {
      AddZoneName(d, zones.at(r, zones.column("name")), use == "place", row);
      continue;
    }
    d.words.Add(LowerAscii(zones.at(r, zones.column("name"))), {d.classes.Intern("ZONE"), row},
                WordTable::Case::kCapital);
  }
}

}  // namespace

std::optional<int64_t> ZoneRules::ToUtc(int64_t local) const {
  constexpr int64_t kZonesEnd = int64_t{24837} * 24 * 60;  // 2038-01-01
  constexpr int64_t kWidest = 15 * 60;                     // no zone is further from UTC
  for (size_t i = 0; i < steps.size(); ++i) {
    if (i + 1 < steps.size() && steps[i + 1].from < local - kWidest) continue;
    int64_t utc = local - steps[i].minutes;
    int64_t end = i + 1 < steps.size() ? steps[i + 1].from : kZonesEnd;
    if (utc >= steps[i].from && utc < end) return utc;
    if (steps[i].from > local + kWidest) break;
  }
  return std::nullopt;
}

void Trie::Add(const std::vector<ClassId>& classes, const std::vector<bool>& glued, uint32_t form) {
  uint32_t at = 0;
  for (size_t i = 0; i < classes.size(); ++i) {
    auto& edges = nodes_[at].edges;
    auto it = std::find_if(edges.begin(), edges.end(), [&](const Edge& e) {
      return e.cls == classes[i] && e.glued == glued[i];
    });
    if (it != edges.end()) {
      at = it->node;
      continue;
    }
    auto next = static_cast<uint32_t>(nodes_.size());
    edges.push_back({classes[i], glued[i], next});
    nodes_.emplace_back();
    at = next;
  }
  nodes_[at].forms.push_back(form);
}

void Trie::Build(size_t classes) {
  starts_.assign(classes, false);
  for (const Edge& e : nodes_[0].edges) starts_[e.cls] = true;
  for (Node& n : nodes_) {
    std::sort(n.edges.begin(), n.edges.end(), [](const Edge& a, const Edge& b) {
      return a.cls != b.cls ? a.cls < b.cls : a.glued < b.glued;
    });
  }
}

TimeRules::Data::Data(const lexicon::Lexicon& lexicon) {
  ReadWords(lexicon.table("en/times/words"), *this);
  ReadNames(lexicon, *this);
  ReadZones(lexicon, *this);
  std::map<std::string, std::string, std::less<>> macros;
  const Table& m = lexicon.table("en/times/macros");
  for (size_t r = 0; r < m.size(); ++r) {
    macros.emplace(m.at(r, m.column("name")), m.at(r, m.column("pattern")));
  }
  ReadPatterns(lexicon.table("en/times/patterns"), macros, *this);
  relation_class = classes.Intern("RELATION");
  tense_class = classes.Intern("TENSE");
  break_class = classes.Intern("BREAK");
  for (Trie& t : tries) t.Build(classes.size());
}

TimeRules::TimeRules(const lexicon::Lexicon& lexicon) : data_(std::make_unique<Data>(lexicon)) {}
TimeRules::~TimeRules() = default;
TimeRules::TimeRules(TimeRules&&) noexcept = default;

}  // namespace dragoman::times
