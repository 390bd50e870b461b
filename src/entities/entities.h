// SPDX-License-Identifier: Apache-2.0
// Document, Syntax, Times -> Entities: mentions, coreference, links to known actors and places.
// Times come first because an office is looked up at the date spoken of ("the then president").
// KnowledgeBase is built once from the lexicon and never changes.
#pragma once

#include <memory>

#include "base/limits.h"
#include "base/result.h"
#include "lexicon/lexicon.h"
#include "model/entities.h"
#include "model/times.h"

namespace dragoman::entities {

class KnowledgeBase {
 public:
  explicit KnowledgeBase(const lexicon::Lexicon& lexicon);
  ~KnowledgeBase();
  KnowledgeBase(KnowledgeBase&&) noexcept;

  struct Data;
  const Data& data() const { return *data_; }

 private:
  std::unique_ptr<Data> data_;
};

// Total: any input gives a value.
Entities FindEntities(const Document& document, const Syntax& syntax, const Times& times,
                      const KnowledgeBase& knowledge, const Limits& limits);

}  // namespace dragoman::entities
