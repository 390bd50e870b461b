// SPDX-License-Identifier: Apache-2.0
// Looking up rows by form.
#include "parse/form_cache.h"

#include <cstring>

#include "parse/features.h"

namespace dragoman::parse {

FormCache::FormCache(size_t width)
    : width_(width),
      entries_(std::make_unique<Entry[]>(kRows)),
      rows_(std::make_unique_for_overwrite<float[]>(kRows * width)) {}

FormCache::Slot FormCache::Find(std::string_view form) {
  if (form.size() > kLongestForm) return {};
  auto first = static_cast<uint32_t>(HashBytes(form, 3) % (kRows / kWays) * kWays);
  uint32_t oldest = first;
  for (uint32_t i = first; i < first + kWays; ++i) {
    Entry& e = entries_[i];
    if (e.used != 0 && e.size == form.size() &&
        std::memcmp(e.form.data(), form.data(), form.size()) == 0) {
      e.used = batch_;
      return {i, false};
    }
    if (e.used < entries_[oldest].used) oldest = i;
  }
  Entry& e = entries_[oldest];
  if (e.used == batch_) return {};
  e.used = batch_;
  e.size = static_cast<uint8_t>(form.size());
  std::memcpy(e.form.data(), form.data(), form.size());
  return {oldest, true};
}

}  // namespace dragoman::parse
