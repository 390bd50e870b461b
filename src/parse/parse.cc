// SPDX-License-Identifier: Apache-2.0
#include "parse/parse.h"

namespace dragoman::parse {

struct ParseModel::Data {};

ParseModel::ParseModel(std::unique_ptr<Data> data) : data_(std::move(data)) {}
ParseModel::~ParseModel() = default;
ParseModel::ParseModel(ParseModel&&) noexcept = default;

Result<ParseModel> ParseModel::Load(const lexicon::Lexicon&) {
  return ParseModel(std::make_unique<Data>());
}

Syntax ParseSentences(const Document& document, Sentences sentences, const ParseModel&) {
  Syntax s;
  size_t n = sentences.words.size();
  s.upos.assign(n, Upos::kX);
  s.xpos.assign(n, 0);
  s.features.resize(n);
  s.deprel.assign(n, Deprel::kDep);
  s.head.resize(n);
  s.sentence.resize(n);
  for (size_t i = 0; i < sentences.sentences.size(); ++i) {
    const Sentence& sentence = sentences.sentences[i];
    for (size_t w = sentence.first.index(); w < sentence.end.index(); ++w) {
      s.sentence[w] = SentenceId(i);
      s.head[w] = w == sentence.first.index() ? WordId() : sentence.first;
      if (!s.head[w].valid()) s.deprel[w] = Deprel::kRoot;
    }
  }
  for (size_t w = 0; w < n; ++w)
    s.lemma.push_back(s.lemmas.Intern(sentences.form(WordId(w), document)));
  s.base = std::move(sentences);
  IndexChildren(s);
  return s;
}

}  // namespace dragoman::parse
