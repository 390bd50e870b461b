// SPDX-License-Identifier: Apache-2.0
// Whether the text says that an event happened: ONTOLOGY.md, Status.
#pragma once

#include "events/match.h"

namespace dragoman::events {

struct StatusReading {
  Status status = Status::kOccurred;
  bool hedged = false;
  bool present = false;  // told in the simple present: a state rather than a deed
  bool refused = false;  // "will not", "would not": it is denied because somebody refuses
};

StatusReading StatusOf(const View& view, const Match& match, const Kind& kind);

}  // namespace dragoman::events
