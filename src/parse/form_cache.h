// SPDX-License-Identifier: Apache-2.0
// Rows of floats kept by form: what the network's first layer makes of a word alone, so that a
// form met again, in this article or a later one, costs a look-up. A cache of fixed size that
// forgets what was used longest ago; what it holds depends on the past, what a row is does not.
// Entry: Find, then write the row it gives. Forms longer than kLongestForm are not kept.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace dragoman::parse {

class FormCache {
 public:
  static constexpr size_t kRows = 2048;
  static constexpr size_t kLongestForm = 23;
  static constexpr uint32_t kNone = UINT32_MAX;

  explicit FormCache(size_t width);

  // Rows found from now on stay until the next call.
  void BeginBatch() { ++batch_; }

  struct Slot {
    uint32_t row = kNone;  // kNone: not kept, nothing may be evicted for it
    bool added = false;    // the row is the form's, and yet to be written
  };
  Slot Find(std::string_view form);
  float* row(uint32_t i) { return rows_.get() + i * width_; }

 private:
  static constexpr size_t kWays = 4;  // a form may lie in one of these
  struct Entry {
    uint32_t used = 0;  // the batch; 0: free
    uint8_t size = 0;
    std::array<char, kLongestForm> form;
  };

  size_t width_;
  uint32_t batch_ = 0;
  std::unique_ptr<Entry[]> entries_;
  std::unique_ptr<float[]> rows_;  // not touched before they are written
};

}  // namespace dragoman::parse
