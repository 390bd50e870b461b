// SPDX-License-Identifier: Apache-2.0
// Typed indices into the vectors of model/: an EntityId cannot be passed where a WordId is wanted.
// -1 means "none". Ids are positions, so they are stable for one document and mean nothing outside
// it.
#pragma once

#include <compare>
#include <cstdint>

namespace dragoman {

template <class Tag>
struct Id {
  int32_t value = -1;

  constexpr Id() = default;
  constexpr explicit Id(int32_t v) : value(v) {}
  constexpr explicit Id(size_t v) : value(static_cast<int32_t>(v)) {}
  constexpr bool valid() const { return value >= 0; }
  constexpr size_t index() const { return static_cast<size_t>(value); }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using WordId = Id<struct WordTag>;
using SentenceId = Id<struct SentenceTag>;
using MentionId = Id<struct MentionTag>;
using EntityId = Id<struct EntityTag>;
using TimexId = Id<struct TimexTag>;
using AttributionId = Id<struct AttributionTag>;
using EventId = Id<struct EventTag>;

}  // namespace dragoman
