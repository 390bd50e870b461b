// SPDX-License-Identifier: Apache-2.0
// The cascade of tries. Entry: Compose.
#include "times/compose.h"

#include <algorithm>
#include <array>

namespace dragoman::times {
namespace {

// Two digits of a year: "89" is 1989, "19" is 2019. The pivot is that of POSIX
// strptime, 69.
int16_t FullYear(int32_t yy) { return static_cast<int16_t>(yy >= 69 ? 1900 + yy : 2000 + yy); }

void FillClock(Sem& s, char slot, int32_t v) {
  auto small = static_cast<int8_t>(v);
  switch (slot) {
    case 'h':
      s.hour = small;
      break;
    case 'i':
      s.minute = small;
      break;
    case 's':
      s.second = small;
      break;
    case 't':
      s.meridiem = small;
      break;
    case 'z':
      s.zone = static_cast<int16_t>(v);
      break;
    case 'H':
      s.hour = static_cast<int8_t>(v / 100);
      s.minute = static_cast<int8_t>(v % 100);
      break;
    default:
      break;
  }
}

void FillCount(Sem& s, ClassId cls, int32_t v) {
  s.count = v;
  s.tenths = cls == kDecimal;
  s.unknown_count = v == 0 && cls != kNum && cls != kDecimal;
}

// Slot letters are listed in data/en/times/patterns.tsv.
void Fill(Sem& s, char slot, const Reading& r) {
  int32_t v = r.value;
  auto small = static_cast<int8_t>(std::clamp(v, -100, 100));
  switch (slot) {
    case 'y':
      s.year = r.cls == kYy ? FullYear(v) : static_cast<int16_t>(v <= 9999 ? v : 0);
      break;
    case 'Y':
      s.last_year = static_cast<int16_t>(r.cls == kYy ? s.year / 100 * 100 + v : v);
      break;
    case 'm':
      s.month = small;
      break;
    case 'd':
      s.day = small;
      break;
    case 'D':
      s.last_day = small;
      break;
    case 'w':
      s.weekday = small;
      break;
    case 'q':
      s.quarter = small;
      break;
    case 'f':
      s.half = small;
      break;
    case 'x':
      s.season = v;
      break;
    case 'p':
      s.part = v;
      break;
    case 'n':
      FillCount(s, r.cls, v);
      break;
    case 'N':
      s.more = v;
      break;
    case 'u':
      s.unit = v;
      break;
    case 'U':
      s.more_unit = v;
      break;
    case 'r':
      s.direction = small;
      s.has_direction = true;
      break;
    case 'o':
      s.ordinal = v;
      break;
    case 'M':
      s.mod = v;
      break;
    case 'k':
      s.reference = v;
      break;
    case 'F':
      s.times = v;
      break;
    case 'e':
      s.decade = static_cast<int16_t>(r.cls == kYear ? v / 10 : FullYear(v) / 10);
      break;
    case 'c':
      s.century = static_cast<int16_t>(v - 1);
      break;
    case 'v':
      s.year = static_cast<int16_t>(v / 10000);
      s.month = static_cast<int8_t>(v / 100 % 100);
      s.day = static_cast<int8_t>(v % 100);
      break;
    case 'a':
      s.a = v;
      break;
    case 'b':
      s.b = v;
      break;
    default:
      FillClock(s, slot, v);
      break;
  }
}

class Level {
 public:
  Level(const TimeRules::Data& rules, const Trie& trie, TokenBuffer& buffer, std::vector<Sem>& sems)
      : rules_(rules), trie_(trie), b_(buffer), sems_(sems) {}

  void Run() {
    size_t to = 0;
    for (size_t i = 0; i < b_.tokens.size();) {
      Token t = b_.tokens[i];
      size_t used = 1;
      if (CanStart(t)) {
        Search(i);
        if (best_length_ > 0) {
          used = best_length_;
          Build(i, t);
        }
      }
      previous_ = t;
      has_previous_ = true;
      b_.tokens[to++] = t;
      i += used;
    }
    b_.tokens.resize(to);
  }

 private:
  bool CanStart(const Token& t) const {
    for (const Reading* r = b_.begin(t); r != b_.end(t); ++r) {
      if (trie_.starts(r->cls)) return true;
    }
    return false;
  }

  struct Frame {
    uint32_t node;
    uint32_t reading;  // next reading of token at this depth to try
    uint32_t edge;     // next edge among those of that reading
  };

  // Depth-first with a stack of at most kMaxPattern frames.
  void Search(size_t start) {
    best_length_ = 0;
    size_t depth = 0;
    stack_[0] = {0, 0, 0};
    for (;;) {
      Frame& f = stack_[depth];
      const Trie::Edge* edge = start + depth < b_.tokens.size() && depth < kMaxPattern
                                   ? NextEdge(f, b_.tokens[start + depth], depth)
                                   : nullptr;
      if (edge == nullptr) {
        if (depth == 0) return;
        --depth;
        continue;
      }
      chosen_[depth] = f.reading;
      ++depth;
      stack_[depth] = {edge->node, 0, 0};
      Consider(start, depth, trie_.node(edge->node));
    }
  }

  const Trie::Edge* NextEdge(Frame& f, const Token& t, size_t depth) {
    const auto& edges = trie_.node(f.node).edges;
    for (; f.reading < t.count; ++f.reading, f.edge = 0) {
      ClassId cls = b_.readings[t.first + f.reading].cls;
      if (f.edge == 0) {
        f.edge = static_cast<uint32_t>(
                     std::lower_bound(edges.begin(), edges.end(), cls,
                                      [](const Trie::Edge& e, ClassId c) { return e.cls < c; }) -
                     edges.begin()) +
                 1;
      }
      while (f.edge - 1 < edges.size() && edges[f.edge - 1].cls == cls) {
        const Trie::Edge& e = edges[f.edge - 1];
        ++f.edge;
        if (!e.glued || (depth > 0 && t.glued)) return &e;
      }
    }
    return nullptr;
  }

  void Consider(size_t start, size_t length, const Trie::Node& node) {
    if (length < best_length_) return;
    for (uint32_t form : node.forms) {
      uint32_t rule = rules_.forms[form].rule;
      if (length == best_length_ && rule >= rules_.forms[best_form_].rule) continue;
      if (!ContextAllows(rules_.rules[rule], start, length)) continue;
      best_length_ = length;
      best_form_ = form;
      std::copy(chosen_.begin(), chosen_.begin() + static_cast<long>(length), best_chosen_.begin());
    }
  }

  bool HasAny(const Token& t, const std::vector<ClassId>& classes) const {
    return std::any_of(classes.begin(), classes.end(),
                       [&](ClassId c) { return b_.Find(t, c) != nullptr; });
  }

  bool ContextAllows(const Rule& r, size_t start, size_t length) const {
    size_t next = start + length;
    bool has_next = next < b_.tokens.size();
    if (!r.left.empty() && (!has_previous_ || !HasAny(previous_, r.left))) return false;
    if (!r.not_left.empty() && has_previous_ && HasAny(previous_, r.not_left)) return false;
    if (!r.right.empty() && (!has_next || !HasAny(b_.tokens[next], r.right))) return false;
    if (!r.not_right.empty() && has_next && HasAny(b_.tokens[next], r.not_right)) return false;
    return true;
  }

  void Build(size_t start, Token& t) {
    const Form& form = rules_.forms[best_form_];
    const Rule& rule = rules_.rules[form.rule];
    Sem s = rule.constants;
    s.rule = form.rule;
    for (size_t k = 0; k < best_length_; ++k) {
      if (form.slots[k] == ' ') continue;
      const Token& part = b_.tokens[start + k];
      Fill(s, form.slots[k], b_.readings[part.first + best_chosen_[k]]);
    }
    t.span.end = b_.tokens[start + best_length_ - 1].span.end;
    t.sem = static_cast<int32_t>(sems_.size());
    t.first = static_cast<uint32_t>(b_.readings.size());
    t.count = rule.result == kExpression ? 1 : 2;
    b_.readings.push_back({kExpression, t.sem});
    if (t.count == 2) b_.readings.push_back({rule.result, t.sem});
    sems_.push_back(s);
  }

  const TimeRules::Data& rules_;
  const Trie& trie_;
  TokenBuffer& b_;
  std::vector<Sem>& sems_;
  Token previous_;
  bool has_previous_ = false;
  std::array<Frame, kMaxPattern + 1> stack_;
  std::array<uint32_t, kMaxPattern> chosen_{}, best_chosen_{};
  size_t best_length_ = 0;
  uint32_t best_form_ = 0;
};

}  // namespace

void Compose(const TimeRules::Data& rules, TokenBuffer& buffer, std::vector<Sem>& sems) {
  size_t before = sems.size();
  for (size_t l = 0; l < kLevels; ++l) {
    // The middle levels build on expressions; the last has rows of words alone again.
    if (l > 0 && l + 1 < kLevels && sems.size() == before) continue;
    Level(rules, rules.tries[l], buffer, sems).Run();
  }
}

}  // namespace dragoman::times
