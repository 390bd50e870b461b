// SPDX-License-Identifier: Apache-2.0
// Sentences -> Syntax: tags, features, lemmas, trees. ParseModel holds the trained weights.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"
#include "model/syntax.h"
#include "parse/clock.h"
#include "parse/present.h"

namespace dragoman::parse {

class ParseModel {
 public:
  // The weights embedded in the program. An error says what is wrong with the file.
  static Result<ParseModel> Load();
  // A model file's bytes, 64-byte aligned, which must outlive the model. `kernels` names one of
  // parse/kernels.h, to be used instead of the fastest: the trees are the same.
  static Result<ParseModel> FromBytes(std::string_view bytes, std::string_view kernels = {});
  static std::string_view EmbeddedBytes();
  ~ParseModel();
  ParseModel(ParseModel&&) noexcept;

  struct Data;
  // Whether models/name_head.bin was trained with these weights: else Syntax has no name_scores.
  bool scores_names() const;
  std::string_view kernels() const;  // the name of those in use
  const Data& data() const { return *data_; }

 private:
  explicit ParseModel(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

// Total: any sentences give trees, exactly one root each, no cycles. `sentences` is moved into the
// result, which describes it. `clock`, if given, is told what each part took. With `known`, full
// sentences without a verb and those that open with an unknown name are read again, and irregular
// pasts have their lemma (parse/present.h).
Syntax ParseSentences(const Document& document, Sentences sentences, const ParseModel& model,
                      ParseClock* clock = nullptr, const WordForms* known = nullptr);

}  // namespace dragoman::parse
