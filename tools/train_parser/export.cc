// SPDX-License-Identifier: Apache-2.0
// The sections of the parser's model file.
#include "train_parser/export.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "parse/kernels.h"
#include "parse/model_file.h"
#include "train_parser/model_writer.h"

namespace dragoman::train {

using namespace parse;

namespace {

void AddTable(ModelWriter& to, SectionId rows_id, SectionId scales_id, const Param& p) {
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

void AddLemmas(ModelWriter& to, const std::vector<Tree>& trees) {
  MinedLemmas mined = MineLemmas(trees);
  std::vector<uint64_t> keys;
  std::vector<uint16_t> scripts;
  Spread(mined.rules, keys, scripts);
  to.Add(SectionId::kLemmaKeys, keys);
  to.Add(SectionId::kLemmaScripts, scripts);
  to.Add(SectionId::kLemmaScriptSet, mined.scripts);
  std::printf("%zu lemma rules, %zu scripts\n", mined.rules.size(), mined.scripts.size());
}

void AddLayer(ModelWriter& to, const Net& net, size_t l, float input_scale) {
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
  ModelWriter to;
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
