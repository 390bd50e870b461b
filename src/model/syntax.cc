// SPDX-License-Identifier: Apache-2.0
// Syntax: the child index, FEATS in writing, Verify, Dump.
#include "model/syntax.h"

#include <algorithm>

namespace dragoman {

WordId Syntax::child(WordId w, Deprel relation) const {
  for (WordId c : children_of(w)) {
    if (deprel[c.index()] == relation) return c;
  }
  return {};
}

Span Syntax::subtree_span(WordId w) const {
  // An explicit stack: trees can be as deep as a sentence is long.
  Span hull = base.words[w.index()].span;
  std::vector<WordId> open = {w};
  while (!open.empty()) {
    WordId top = open.back();
    open.pop_back();
    hull = Join(hull, base.words[top.index()].span);
    for (WordId c : children_of(top)) open.push_back(c);
  }
  return hull;
}

void IndexChildren(Syntax& s) {
  s.child_begin.assign(s.size() + 1, 0);
  for (WordId h : s.head) {
    if (h.valid()) ++s.child_begin[h.index() + 1];
  }
  for (size_t i = 1; i <= s.size(); ++i) s.child_begin[i] += s.child_begin[i - 1];
  s.children.resize(s.child_begin[s.size()]);
  std::vector<uint32_t> next(s.child_begin.begin(), s.child_begin.end() - 1);
  for (size_t w = 0; w < s.size(); ++w) {
    if (s.head[w].valid()) s.children[next[s.head[w].index()]++] = WordId(w);
  }
}

}  // namespace dragoman
