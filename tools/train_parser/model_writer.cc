// SPDX-License-Identifier: Apache-2.0
#include "train_parser/model_writer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "parse/kernels.h"

namespace dragoman::train {

using namespace parse;

void ModelWriter::Write(const std::string& path) const {
  std::vector<SectionHeader> sections = sections_;
  std::string out(sizeof(FileHeader) + sections_.size() * sizeof(SectionHeader), '\0');
  for (size_t i = 0; i < sections_.size(); ++i) {
    out.resize((out.size() + 63) / 64 * 64);
    sections[i].offset = out.size();
    out += data_[i];
  }
  std::memcpy(out.data() + sizeof(FileHeader), sections.data(),
              sections.size() * sizeof(SectionHeader));
  FileHeader header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kModelVersion;
  header.sections = static_cast<uint32_t>(sections_.size());
  header.bytes = out.size();
  header.checksum = Checksum(std::string_view(out).substr(sizeof header));
  std::memcpy(out.data(), &header, sizeof header);
  std::ofstream(path, std::ios::binary) << out;
  std::printf("%s: %zu bytes\n", path.c_str(), out.size());
}

namespace {

// One column's weights as bytes: w * up, rounded, within what kernels.h allows a group.
void RoundColumn(const float* w, size_t in, size_t stride, float up, std::vector<int>& q) {
  q.resize(in);
  for (size_t i = 0; i < in; ++i) {
    long x = std::lround(w[i * stride] * up);
    q[i] = static_cast<int>(std::clamp<long>(x, -kWeightMost, kWeightMost));
  }
  for (size_t i = 0; i < in; i += i % 8 == 2 ? 6 : 2) {
    size_t group[4] = {i, i + 1, i + 4, i + 5};
    for (int sign : {1, -1}) {
      for (;;) {
        int sum = 0;
        int* most = &q[i];
        for (size_t k : group) {
          sum += std::max(0, sign * q[k]);
          if (sign * q[k] > sign * *most) most = &q[k];
        }
        if (sum <= kGroupMost) break;
        *most -= sign;
      }
    }
  }
}

// The scale under which the bytes are nearest to the column, in the sum of squares.
float BestUp(const float* w, size_t in, size_t stride, std::vector<int>& q) {
  float most = 1e-9F;
  for (size_t i = 0; i < in; ++i) most = std::max(most, std::abs(w[i * stride]));
  float best = 0;
  double least = 1e30;
  for (int step = 0; step <= 40; ++step) {
    float up = static_cast<float>(kWeightMost) / most * (0.6F + 0.03F * static_cast<float>(step));
    RoundColumn(w, in, stride, up, q);
    double error = 0;
    for (size_t i = 0; i < in; ++i) {
      double e = w[i * stride] - static_cast<float>(q[i]) / up;
      error += e * e;
    }
    if (error < least) {
      least = error;
      best = up;
    }
  }
  return best;
}

}  // namespace

void AddDense(ModelWriter& to, uint32_t id, const float* w, const std::vector<float>& bias,
              size_t in, size_t out, float input_scale) {
  size_t padded = (out + kColumnBlock - 1) / kColumnBlock * kColumnBlock;
  std::vector<int8_t> all(in * padded, 0);
  std::vector<float> scale(padded, 0);
  std::vector<int32_t> start(padded, 0);
  std::vector<int> q;
  for (size_t c = 0; c < out; ++c) {
    float up = BestUp(w + c, in, out, q);
    RoundColumn(w + c, in, out, up, q);
    scale[c] = 1 / (up * input_scale);
    long sum = std::lround(bias[c] / scale[c]);
    for (size_t i = 0; i < in; ++i) {
      size_t at = ((c / kColumnBlock * (in / 4) + i / 4) * kColumnBlock + c % kColumnBlock) * 4;
      all[at + i % 4] = static_cast<int8_t>(q[i]);
      sum -= kActivationZero * q[i];
    }
    start[c] = static_cast<int32_t>(sum);
  }
  to.Add(id, all, padded);
  to.Add(id + 1, scale, 1);
  to.Add(id + 2, start, 1);
}

}  // namespace dragoman::train
