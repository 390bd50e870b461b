// SPDX-License-Identifier: Apache-2.0
// Rounds the weights to bytes and writes the sections.
#include "train_parser/export.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "parse/kernels.h"
#include "parse/model_file.h"

namespace dragoman::train {

using namespace parse;

namespace {

class Writer {
 public:
  template <class T>
  void Add(uint32_t id, const std::vector<T>& values, size_t rows) {
    SectionHeader s{
        id, static_cast<uint32_t>(rows), static_cast<uint32_t>(values.size() / rows), sizeof(T),
        0,  values.size() * sizeof(T)};
    sections_.push_back(s);
    data_.emplace_back(reinterpret_cast<const char*>(values.data()), s.bytes);
  }
  template <class T>
  void Add(SectionId id, const std::vector<T>& values, size_t rows = 1) {
    Add(static_cast<uint32_t>(id), values, rows);
  }

  void Write(const std::string& path) {
    std::string out(sizeof(FileHeader) + sections_.size() * sizeof(SectionHeader), '\0');
    for (size_t i = 0; i < sections_.size(); ++i) {
      out.resize((out.size() + 63) / 64 * 64);
      sections_[i].offset = out.size();
      out += data_[i];
    }
    std::memcpy(out.data() + sizeof(FileHeader), sections_.data(),
                sections_.size() * sizeof(SectionHeader));
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

 private:
  std::vector<SectionHeader> sections_;
  std::vector<std::string> data_;
};

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

// w: in x out. `input_scale` turns the layer's input into integers.
void AddDense(Writer& to, uint32_t id, const float* w, const std::vector<float>& bias, size_t in,
              size_t out, float input_scale) {
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

void AddTable(Writer& to, SectionId rows_id, SectionId scales_id, const Param& p) {
  std::vector<int8_t> rows(p.rows * p.columns);
  std::vector<float> scales(p.rows);
  for (size_t r = 0; r < p.rows; ++r) {
    float most = 1e-9F;
    for (size_t j = 0; j < p.columns; ++j) most = std::max(most, std::abs(p.w[r * p.columns + j]));
    scales[r] = most / 127;
    for (size_t j = 0; j < p.columns; ++j) {
      rows[r * p.columns + j] =
          static_cast<int8_t>(std::lround(p.w[r * p.columns + j] / scales[r]));
    }
  }
  to.Add(rows_id, rows, p.rows);
  to.Add(scales_id, scales);
}

// Open addressing, at most half full. Equal keys do not occur.
template <class Value>
void Spread(const std::vector<std::pair<uint64_t, Value>>& entries, std::vector<uint64_t>& keys,
            std::vector<Value>& values) {
  size_t size = 16;
  while (size < entries.size() * 2) size *= 2;
  keys.assign(size, 0);
  values.assign(size, 0);
  for (const auto& [key, value] : entries) {
    size_t at = key & (size - 1);
    while (keys[at] != 0) at = (at + 1) & (size - 1);
    keys[at] = key;
    values[at] = value;
  }
}

TagRecord Record(const Tag& t) {
  const Features& f = t.features;
  TagRecord r{};
  r.upos = static_cast<uint8_t>(t.upos);
  r.xpos = t.xpos;
  r.tense = static_cast<uint8_t>(f.tense);
  r.mood = static_cast<uint8_t>(f.mood);
  r.verb_form = static_cast<uint8_t>(f.verb_form);
  r.number = static_cast<uint8_t>(f.number);
  r.degree = static_cast<uint8_t>(f.degree);
  r.pron_type = static_cast<uint8_t>(f.pron_type);
  r.gender = static_cast<uint8_t>(f.gender);
  r.person = f.person;
  r.flags =
      static_cast<uint8_t>(f.passive * 1 + f.negative * 2 + f.possessive * 4 + f.reflexive * 8);
  return r;
}

void AddLemmas(Writer& to, const std::vector<Tree>& trees) {
  MinedLemmas mined = MineLemmas(trees);
  std::vector<uint64_t> keys;
  std::vector<uint16_t> scripts;
  Spread(mined.rules, keys, scripts);
  to.Add(SectionId::kLemmaKeys, keys);
  to.Add(SectionId::kLemmaScripts, scripts);
  to.Add(SectionId::kLemmaScriptSet, mined.scripts);
  std::printf("%zu lemma rules, %zu scripts\n", mined.rules.size(), mined.scripts.size());
}

void AddLayer(Writer& to, const Net& net, size_t l, float input_scale) {
  const Net::Layer& y = net.layer[l];
  uint32_t id = static_cast<uint32_t>(SectionId::kLayers) + 10 * static_cast<uint32_t>(l);
  std::vector<float> bias(Gates(l) * kState, 0);
  std::copy(y.bf.w.begin(), y.bf.w.end(), bias.begin() + kState);
  std::copy(y.br.w.begin(), y.br.w.end(), bias.begin() + 2 * kState);
  AddDense(to, id, y.w.w.data(), bias, InputWidth(l), Gates(l) * kState, input_scale);
  to.Add(id + 5, y.vf.w, 1);
  to.Add(id + 6, y.vr.w, 1);
}

}  // namespace

void Export(const Net& net, const std::vector<uint64_t>& vocabulary, const TagSet& tags,
            const std::vector<float>& most, const std::vector<Tree>& trees,
            const std::string& path) {
  Writer to;
  std::vector<float> scale;
  for (size_t i = 0; i < most.size(); ++i) {
    auto a = static_cast<Activation>(i);
    bool wide = a == Activation::kArcHead || a == Activation::kArcQuery;
    // The few values near the largest are cut: all others are rounded less. Between 1.4 and 2 it
    // makes no difference: 0.75 % of the heads and relations of news are not those of 12 bits,
    // without it 0.91 %.
    constexpr float kCut = 1.5F;
    scale.push_back((wide ? kWideMost : kActivationMost * kCut) / most[i]);
  }
  auto of = [&](Activation a) { return scale[static_cast<size_t>(a)]; };
  to.Add(SectionId::kInputScales, scale);

  std::vector<std::pair<uint64_t, uint32_t>> words;
  for (size_t i = 1; i < vocabulary.size(); ++i) {
    words.push_back({vocabulary[i], static_cast<uint32_t>(i)});
  }
  std::vector<uint64_t> keys;
  std::vector<uint32_t> ids;
  Spread(words, keys, ids);
  to.Add(SectionId::kVocabularyKeys, keys);
  to.Add(SectionId::kVocabularyIds, ids);
  AddTable(to, SectionId::kWordRows, SectionId::kWordScales, net.word);
  AddTable(to, SectionId::kAffixRows, SectionId::kAffixScales, net.affix);
  std::vector<TagRecord> records;
  for (const Tag& t : tags.tags) records.push_back(Record(t));
  to.Add(SectionId::kTags, records);

  const Activation below[kLayers] = {Activation::kEmbed, Activation::kLayer0, Activation::kLayer1};
  for (size_t l = 0; l < kLayers; ++l) AddLayer(to, net, l, of(below[l]));
  auto dense = [&](SectionId id, const Param& w, const std::vector<float>& bias, size_t in,
                   Activation input) {
    AddDense(to, static_cast<uint32_t>(id), w.w.data(), bias, in, w.columns, of(input));
  };
  dense(SectionId::kTagHidden, net.tag_w1, net.tag_b1.w, kState, Activation::kLayer1);
  dense(SectionId::kTagOut, net.tag_w2, net.tag_b2.w, kTagHidden, Activation::kTag);
  dense(SectionId::kMlp, net.mlp_w, net.mlp_b.w, kState, Activation::kLayer2);
  std::vector<float> prior(net.arc_u.w.end() - static_cast<long>(kArcWidth), net.arc_u.w.end());
  dense(SectionId::kArc, net.arc_u, prior, kArcWidth, Activation::kArcDependent);
  dense(SectionId::kLabel, net.label_w, net.label_b.w, kLabelWidth, Activation::kLabel);

  std::vector<int16_t> root;
  for (float x : net.arc_root.w) {
    root.push_back(static_cast<int16_t>(std::lround(x * of(Activation::kArcHead))));
  }
  to.Add(SectionId::kArcRoot, root);
  std::vector<int32_t> distances;
  for (float x : net.arc_distance.w) {
    distances.push_back(static_cast<int32_t>(
        std::lround(x * of(Activation::kArcQuery) * of(Activation::kArcHead))));
  }
  to.Add(SectionId::kArcDistances, distances);
  AddLemmas(to, trees);
  to.Write(path);
}

}  // namespace dragoman::train
