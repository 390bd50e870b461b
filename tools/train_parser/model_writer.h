// SPDX-License-Identifier: Apache-2.0
// Writes model files (src/parse/model_file.h): sections, and dense layers rounded to bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parse/model_file.h"

namespace dragoman::train {

class ModelWriter {
 public:
  template <class T>
  void Add(uint32_t id, const std::vector<T>& values, size_t rows) {
    parse::SectionHeader s{
        id, static_cast<uint32_t>(rows), static_cast<uint32_t>(values.size() / rows), sizeof(T),
        0,  values.size() * sizeof(T)};
    sections_.push_back(s);
    data_.emplace_back(reinterpret_cast<const char*>(values.data()), s.bytes);
  }
  template <class T>
  void Add(parse::SectionId id, const std::vector<T>& values, size_t rows = 1) {
    Add(static_cast<uint32_t>(id), values, rows);
  }

  void Write(const std::string& path) const;

 private:
  std::vector<parse::SectionHeader> sections_;
  std::vector<std::string> data_;
};

// w: in x out. `input_scale` turns the layer's input into integers.
void AddDense(ModelWriter& to, uint32_t id, const float* w, const std::vector<float>& bias,
              size_t in, size_t out, float input_scale);

}  // namespace dragoman::train
