// SPDX-License-Identifier: Apache-2.0
// Single-root maximum spanning arborescence.
#include "parse/tree.h"

#include <algorithm>
#include <limits>

namespace dragoman::parse {
namespace {

// More than any sum of scores of a sentence: arcs from the root cost this, so the best tree has the
// fewest it can have, which is one.
constexpr int64_t kRootCost = int64_t{1} << 50;

bool IsSingleRootTree(const std::vector<int32_t>& heads) {
  size_t n = heads.size();
  if (std::count(heads.begin(), heads.end(), 0) != 1) return false;
  std::vector<uint32_t> seen(n + 1, 0);  // number of the walk that came by
  for (uint32_t d = 1; d <= n; ++d) {
    size_t at = d;
    while (at != 0 && seen[at] == 0) {
      seen[at] = d;
      at = static_cast<size_t>(heads[at - 1]);
    }
    if (at != 0 && seen[at] == d) return false;
  }
  return true;
}

// Nodes are merged into the first of their cycle; each arc between merged nodes remembers the words
// it joins.
class Contraction {
 public:
  Contraction(const std::vector<int32_t>& score, size_t n);
  void Solve(std::vector<int32_t>& heads);

 private:
  struct Arc {
    int64_t score = std::numeric_limits<int64_t>::min();
    uint32_t head = 0, dependent = 0;
  };
  struct Merged {
    std::vector<uint32_t> nodes;               // the cycle; nodes[0] stands for it from then on
    std::vector<Arc> arcs;                     // arc into each, within the cycle
    std::vector<std::vector<uint32_t>> words;  // each had swallowed
  };
  Arc& arc(size_t head, size_t dependent) { return arcs_[dependent * (n_ + 1) + head]; }
  void ChooseHead(uint32_t node);
  std::vector<uint32_t> FindCycle() const;
  void Merge(std::vector<uint32_t> cycle);

  size_t n_;
  std::vector<Arc> arcs_;
  std::vector<uint32_t> active_;  // without the root
  std::vector<uint32_t> best_;    // head of each active node
  std::vector<std::vector<uint32_t>> words_;
  std::vector<Merged> merged_;
};

Contraction::Contraction(const std::vector<int32_t>& score, size_t n)
    : n_(n), arcs_((n + 1) * (n + 1)), best_(n + 1, 0), words_(n + 1) {
  for (uint32_t d = 1; d <= n; ++d) {
    active_.push_back(d);
    words_[d] = {d};
    for (uint32_t h = 0; h <= n; ++h) {
      if (h == d) continue;
      arc(h, d) = {score[d * (n + 1) + h] - (h == 0 ? kRootCost : 0), h, d};
    }
  }
}

void Contraction::ChooseHead(uint32_t node) {
  best_[node] = 0;
  for (uint32_t h : active_) {
    if (h != node && arc(h, node).score > arc(best_[node], node).score) best_[node] = h;
  }
}

std::vector<uint32_t> Contraction::FindCycle() const {
  std::vector<uint32_t> seen(n_ + 1, 0), cycle;
  for (uint32_t from : active_) {
    uint32_t at = from;
    while (at != 0 && seen[at] == 0) {
      seen[at] = from;
      at = best_[at];
    }
    if (at == 0 || seen[at] != from) continue;
    for (uint32_t node = best_[at]; node != at; node = best_[node]) cycle.push_back(node);
    cycle.push_back(at);
    break;
  }
  return cycle;
}

void Contraction::Merge(std::vector<uint32_t> cycle) {
  std::sort(cycle.begin(), cycle.end());
  Merged m;
  m.nodes = cycle;
  for (uint32_t node : cycle) {
    m.arcs.push_back(arc(best_[node], node));
    m.words.push_back(words_[node]);
  }
  std::vector<uint32_t> rest;
  for (uint32_t node : active_) {
    if (!std::binary_search(cycle.begin(), cycle.end(), node)) rest.push_back(node);
  }
  uint32_t whole = cycle[0];
  auto into = [&](uint32_t h) {
    Arc best;
    for (size_t i = 0; i < cycle.size(); ++i) {
      Arc a = arc(h, cycle[i]);
      a.score -= m.arcs[i].score;  // what the cycle loses where it is broken
      if (a.score > best.score) best = a;
    }
    return best;
  };
  Arc from_root = into(0);
  std::vector<Arc> in, out;
  for (uint32_t node : rest) {
    in.push_back(into(node));
    Arc best;
    for (uint32_t c : cycle) {
      if (arc(c, node).score > best.score) best = arc(c, node);
    }
    out.push_back(best);
  }
  arc(0, whole) = from_root;
  for (size_t i = 0; i < rest.size(); ++i) {
    arc(rest[i], whole) = in[i];
    arc(whole, rest[i]) = out[i];
  }
  for (size_t i = 1; i < cycle.size(); ++i) {
    words_[whole].insert(words_[whole].end(), words_[cycle[i]].begin(), words_[cycle[i]].end());
  }
  active_ = std::move(rest);
  active_.insert(std::lower_bound(active_.begin(), active_.end(), whole), whole);
  for (uint32_t node : active_) {
    if (node == whole || std::binary_search(cycle.begin(), cycle.end(), best_[node])) {
      ChooseHead(node);
    }
  }
  merged_.push_back(std::move(m));
}

void Contraction::Solve(std::vector<int32_t>& heads) {
  for (uint32_t node : active_) ChooseHead(node);
  // Each merge leaves fewer nodes: at most n - 1 of them.
  for (;;) {
    std::vector<uint32_t> cycle = FindCycle();
    if (cycle.empty()) break;
    Merge(std::move(cycle));
  }
  std::vector<Arc> chosen(n_ + 1);
  for (uint32_t node : active_) chosen[node] = arc(best_[node], node);
  for (size_t k = merged_.size(); k-- > 0;) {
    const Merged& m = merged_[k];
    Arc entering = chosen[m.nodes[0]];
    for (size_t i = 0; i < m.nodes.size(); ++i) {
      const auto& words = m.words[i];
      bool entered = std::find(words.begin(), words.end(), entering.dependent) != words.end();
      chosen[m.nodes[i]] = entered ? entering : m.arcs[i];
    }
  }
  heads.resize(n_);
  for (uint32_t d = 1; d <= n_; ++d) {
    heads[chosen[d].dependent - 1] = static_cast<int32_t>(chosen[d].head);
  }
}

}  // namespace

void BestTree(const std::vector<int32_t>& score, size_t n, std::vector<int32_t>& heads) {
  heads.resize(n);
  for (size_t d = 1; d <= n; ++d) {
    const int32_t* row = &score[d * (n + 1)];
    size_t best = 0;
    for (size_t h = 1; h <= n; ++h) {
      if (h != d && row[h] > row[best]) best = h;
    }
    heads[d - 1] = static_cast<int32_t>(best);
  }
  if (!IsSingleRootTree(heads)) Contraction(score, n).Solve(heads);
}

}  // namespace dragoman::parse
