// SPDX-License-Identifier: Apache-2.0
// Document, Syntax, Entities, Times, Attributions -> Events and Relations.
// Kinds is built once from the lexicon and never changes.
#pragma once

#include <memory>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "lexicon/lexicon.h"
#include "model/events.h"

namespace dragoman::events {

class Kinds {
 public:
  explicit Kinds(const lexicon::Lexicon& lexicon);
  ~Kinds();
  Kinds(Kinds&&) noexcept;

  // With a user's own rows before ours: the text of a .tsv file in the format of
  // data/en/events/ways/ (docs/adding_a_kind.md). `path` is for messages: "my.tsv:3: no role 'x'".
  static Result<Kinds> Load(const lexicon::Lexicon& lexicon, std::string_view user_rows,
                            std::string_view path);

  struct Data;
  const Data& data() const { return *data_; }

 private:
  std::unique_ptr<Data> data_;
};

// Total: any input gives a value.
Events FindEvents(const Document& document, const Syntax& syntax, const Entities& entities,
                  const Times& times, const Attributions& attributions, const Kinds& kinds,
                  const Limits& limits);

}  // namespace dragoman::events
