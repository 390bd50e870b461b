// SPDX-License-Identifier: Apache-2.0
// Titles that stand alone, "the Turkish president": whether one names its holder, which day is
// spoken of, and who held the office that day.
#pragma once

#include <optional>

#include "entities/draft.h"

namespace dragoman::entities {

// Does the title alone say who it is? "the Libyan ambassador to Greece" is not the one we know, to
// Washington; "will become prime minister of France" names nobody yet. Needs d.title.
bool NamesItsHolder(const Article& article, const Draft& d);

// The day told of, where it is not the day of publication: "In August 2012 the French president
// flew to Kabul"; for "the then president" also what the story is about there.
std::optional<Interval> DaySpokenOf(const Article& article, const Draft& d);

// Whoever held the office the title names in `of` all through `on`; kNoKnown where there is none or
// more than one.
KnownId SoleHolder(const Article& article, TitleId title, KnownId of, const Interval& on);

}  // namespace dragoman::entities
