// SPDX-License-Identifier: Apache-2.0
// Sentences -> Syntax: tags, features, lemmas, trees. ParseModel holds the trained weights.
#pragma once

#include <memory>

#include "base/result.h"
#include "lexicon/lexicon.h"
#include "model/syntax.h"

namespace dragoman::parse {

class ParseModel {
 public:
  // From the weights embedded in the program, or from a model file's bytes, which must outlive it.
  static Result<ParseModel> Load(const lexicon::Lexicon& lexicon);
  ~ParseModel();
  ParseModel(ParseModel&&) noexcept;

  struct Data;
  const Data& data() const { return *data_; }

 private:
  explicit ParseModel(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

// Total: any sentences give trees, exactly one root each, no cycles. `sentences` is moved into the
// result, which describes it.
Syntax ParseSentences(const Document& document, Sentences sentences, const ParseModel& model);

}  // namespace dragoman::parse
