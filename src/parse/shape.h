// SPDX-License-Identifier: Apache-2.0
// Sizes of the network that trainer and parser agree on. Changing one changes kModelVersion.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dragoman::parse {

inline constexpr size_t kWordWidth = 128;
inline constexpr size_t kAffixWidth = 64;
inline constexpr size_t kEmbedWidth = kWordWidth + kAffixWidth;
inline constexpr size_t kLayers = 3;
inline constexpr size_t kHidden = 128;         // a direction
inline constexpr size_t kState = 2 * kHidden;  // forward half, backward half
inline constexpr size_t kTagHidden = 96;
inline constexpr size_t kArcWidth = 96;
inline constexpr size_t kLabelWidth = 96;
inline constexpr size_t kMlpWidth = 2 * kArcWidth + 2 * kLabelWidth;
inline constexpr size_t kLabels = 51;             // Deprel
inline constexpr size_t kNameInput = 2 * kState;  // states of the last two layers
inline constexpr size_t kNameHidden = 128;
inline constexpr size_t kDistances = 20;

// Gates of layer l: candidate, forget, reset, and in layer 0 the projected input of the highway.
inline constexpr size_t Gates(size_t layer) { return layer == 0 ? 4 : 3; }
inline constexpr size_t InputWidth(size_t layer) { return layer == 0 ? kEmbedWidth : kState; }

// Bucket of the signed distance from a dependent to its head; 0 is the root's.
inline constexpr size_t DistanceBucket(int dependent, int head) {
  int d = head - dependent;
  size_t a = static_cast<size_t>(d < 0 ? -d : d);
  size_t b = a <= 4 ? a : a <= 6 ? 5 : a <= 9 ? 6 : a <= 14 ? 7 : a <= 24 ? 8 : 9;
  return d < 0 ? b : 9 + b;
}
static_assert(DistanceBucket(1, 100) < kDistances);

}  // namespace dragoman::parse
