// SPDX-License-Identifier: Apache-2.0
// Entry: MakeArticle: the one pass of the knowledge base over the text, lower case, and whether
// there are trees.
#include "entities/draft.h"

namespace dragoman::entities {

const NameMatch* Article::match(uint32_t first, uint32_t end) const {
  for (const NameMatch& m : matches_at(first)) {
    if (m.end == end) return &m;
  }
  return nullptr;
}

std::string Article::text(uint32_t first, uint32_t end) const {
  std::string out;
  for (uint32_t w = first; w < end; ++w) {
    out += form(w);
    if (w + 1 < end && syntax.base.words[w].space_after) out += ' ';
  }
  return out;
}

Article MakeArticle(const Document& document, const Syntax& syntax, const Times& times,
                    const KnowledgeBase& knowledge, const EntityRules& rules) {
  Article a{document, syntax, times, knowledge, rules, {}, {}, {}, false};
  const uint32_t n = a.size();
  a.lower.resize(n);
  for (uint32_t w = 0; w < n; ++w) {
    AppendLower(a.form(w), a.lower[w]);
    if (syntax.upos[w] != Upos::kX) a.has_trees = true;
  }
  a.match_begin.assign(n + 1, 0);
  std::vector<std::string_view> forms;
  std::vector<NameMatch> found;
  for (const Sentence& s : syntax.base.sentences) {
    const auto first = static_cast<uint32_t>(s.first.index());
    forms.clear();
    for (uint32_t w = first; w < s.end.index(); ++w) forms.push_back(a.form(w));
    knowledge.FindNames(forms, found);
    for (NameMatch m : found) {
      m.first += first;
      m.end += first;
      ++a.match_begin[m.first + 1];
      a.matches.push_back(m);
    }
  }
  for (uint32_t w = 0; w < n; ++w) a.match_begin[w + 1] += a.match_begin[w];
  return a;
}

}  // namespace dragoman::entities
