// SPDX-License-Identifier: Apache-2.0
// Document, Syntax, Entities, Times, Attributions -> Events and Relations.
// Kinds is built once from the lexicon and never changes.
#pragma once

#include <memory>

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
