// SPDX-License-Identifier: Apache-2.0
// Rows of data/en/times compiled for matching: the word table, and for each
// level of the cascade a trie over token classes. The pattern language is
// described in data/en/times/patterns.tsv.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "lexicon/lexicon.h"
#include "times/classes.h"
#include "times/lexer.h"
#include "times/sem.h"
#include "times/times.h"

namespace dragoman::times {

inline constexpr size_t kLevels = 4;
inline constexpr size_t kMaxPattern = 24;  // tokens

struct Rule {
  std::string name;
  Op op = Op::kCalendar;
  Sem constants;  // what `set` gives
  ClassId result = kExpression;
  bool word_month = false;   // a month that is a common word and a surname: May, March
  bool stands_alone = true;  // is an expression by itself, not only as a part
  std::vector<ClassId> left,
      right;                                 // one of them must stand there; empty: anything
  std::vector<ClassId> not_left, not_right;  // none of them may
};

// One linear form of a pattern.
struct Form {
  uint32_t rule;
  std::string slots;  // slot letter of each token, ' ' for none
};

class Trie {
 public:
  struct Edge {
    ClassId cls;
    bool glued;
    uint32_t node;
  };
  struct Node {
    std::vector<Edge> edges;  // sorted by class
    std::vector<uint32_t> forms;
  };

  Trie() : nodes_(1) {}
  void Add(const std::vector<ClassId>& classes, const std::vector<bool>& glued, uint32_t form);
  void Build(size_t classes);
  const Node& node(uint32_t i) const { return nodes_[i]; }
  bool starts(ClassId cls) const { return starts_[cls]; }

 private:
  std::vector<Node> nodes_;
  std::vector<bool> starts_;
};

// A row with a calendar rule: "11-4-4" the fourth Thursday of November,
// "easter+1", "12-25".
struct NamedDay {
  std::string name;
  int month = 0, day = 0;    // fixed
  int weekday = 0, nth = 0;  // or the nth weekday of the month, -1 the last
  int plus = 0;              // days after that
  bool easter = false;
};

struct NamedEvent {
  std::string name;
  std::string edtf;
  Interval interval;
};

struct Zone {
  int minutes = 0;   // east of UTC, where `rules` is -1
  int rules = -1;    // index of Data::zone_rules
  bool utc = false;  // its time is written with Z
};

// Offsets of a zone from instants on, in minutes since 1970-01-01T00:00 UTC; ascending. Nothing is
// known before the first and from kZonesEnd on.
struct ZoneRules {
  struct Step {
    int64_t from;
    int minutes;
  };
  std::string name;
  std::vector<Step> steps;

  // Local time to UTC, both in minutes since 1970; the earlier of two where clocks are put back;
  // nullopt where the clock never shows that time, and outside the table.
  std::optional<int64_t> ToUtc(int64_t local) const;
};

struct TimeRules::Data {
  ClassTable classes;
  WordTable words;
  std::vector<Rule> rules;
  std::vector<Form> forms;
  Trie tries[kLevels];
  std::vector<NamedDay> days;
  std::vector<NamedEvent> events;
  std::vector<Zone> zones;
  std::vector<ZoneRules> zone_rules;
  ClassId zone_place_class = 0;  // "Moscow", after "in" (zone_link) the zone of a clock before it
  ClassId zone_link_class = 0, zone_first_class = 0;
  ClassId relation_class = 0;  // words that place an event: "since", "by"
  ClassId tense_class = 0;     // words that tell the tense of a clause: "will", "plans", "said"
  ClassId break_class = 0;     // words that end a clause

  explicit Data(const lexicon::Lexicon& lexicon);
};

}  // namespace dragoman::times
