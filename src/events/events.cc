// SPDX-License-Identifier: Apache-2.0
#include "events/events.h"

namespace dragoman::events {

struct Kinds::Data {};

Kinds::Kinds(const lexicon::Lexicon&) : data_(std::make_unique<Data>()) {}
Kinds::~Kinds() = default;
Kinds::Kinds(Kinds&&) noexcept = default;

Events FindEvents(const Document&, const Syntax&, const Entities& entities, const Times&,
                  const Attributions&, const Kinds&, const Limits&) {
  Events events;
  events.relations = entities.relations;
  return events;
}

}  // namespace dragoman::events
