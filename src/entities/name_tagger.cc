// SPDX-License-Identifier: Apache-2.0
// Entry: NameTagger::Tag.
#include "entities/name_tagger.h"

#include <algorithm>
#include <cstring>

namespace dragoman::entities {

NameTagger::NameTagger(const NameModel& model)
    : model_(model), kept_(std::make_unique<Kept[]>(kKept)) {}

NameTagger::Kept& NameTagger::KeptAt(const FeatureKey& key) const {
  const uint64_t h = (key.form ^ key.rest * 0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd;
  return kept_[(h >> 32) % kKept];
}

void NameTagger::AskMarks(int word, Pending& p) const {
  p.sums = {};
  p.part_count = 0;
  uint64_t features[kFeaturesPerWord];
  uint64_t* end = features;
  for (size_t g = 0; g < kFeatureGroups; ++g) {
    const auto group = static_cast<FeatureGroup>(g);
    const FeatureKey key = extractor_.KeyOf(word, group);
    if (key.rest != 0) {
      const Kept& kept = KeptAt(key);
      if (kept.key == key) {
        p.sums += kept.sums;
        continue;
      }
    }
    end = extractor_.Write(word, group, end);
    p.parts[p.part_count++] = {key, static_cast<uint32_t>(end - features)};
  }
  FeatureSlots* to = p.slots.data();
  for (const uint64_t* f = features; f != end; ++f) {
    const FeatureSlots s = SlotsOf(*f, model_.slots_);
    __builtin_prefetch(model_.marks_ + s.first);
    __builtin_prefetch(model_.marks_ + s.second);
    *to++ = s;
  }
}

void NameTagger::AskWeights(Pending& p) const {
  uint32_t found = 0;
  size_t next = 0;
  for (size_t k = 0; k < p.part_count; ++k) {
    for (; next < p.parts[k].end; ++next) {
      const FeatureSlots& s = p.slots[next];
      const bool first = model_.marks_[s.first] == s.mark;
      const uint32_t slot = first ? s.first : s.second;
      p.rows[found] = slot;
      __builtin_prefetch(model_.weights_ + size_t{slot} * kLanes);
      found += static_cast<uint32_t>(first | (model_.marks_[s.second] == s.mark));
    }
    p.parts[k].end = found;
  }
}

NameTagger::Sums NameTagger::Add(Pending& p) {
  typedef int8_t Weights __attribute__((vector_size(kLanes / 2)));
  Sums all = p.sums;
  size_t next = 0;
  for (size_t k = 0; k < p.part_count; ++k) {
    Sums part;
    for (; next < p.parts[k].end; ++next) {
      Weights w[2];
      std::memcpy(w, model_.weights_ + size_t{p.rows[next]} * kLanes, sizeof w);
      part += {__builtin_convertvector(w[0], Half), __builtin_convertvector(w[1], Half)};
    }
    all += part;
    const FeatureKey& key = p.parts[k].key;
    if (key.rest != 0) KeptAt(key) = {key, part};
  }
  return all;
}

// A word's marks are asked for two words before its weights are added, its weights one before.
void NameTagger::Score(size_t words) {
  for (size_t i = 0; i < words + 2; ++i) {
    if (i >= 2) {
      const Sums sums = Add(pending_[i % 2]);
      int32_t* to = scores_.data() + (i - 2) * kLanes;
      for (size_t l = 0; l < kLanes / 2; ++l) {
        to[l] += sums.low[l];
        to[l + kLanes / 2] += sums.high[l];
      }
    }
    if (i < words) AskMarks(static_cast<int>(i), pending_[i % 2]);
    if (i >= 1 && i <= words) AskWeights(pending_[(i - 1) % 2]);
  }
}

std::vector<NameSpan> NameTagger::Tag(std::span<const std::string_view> forms,
                                      std::span<const uint8_t> known,
                                      std::span<const ParsedWord> tags,
                                      std::span<const int16_t> encoder) {
  scores_.assign(forms.size() * kLanes, 0);
  std::copy(encoder.begin(), encoder.end(), scores_.begin());
  extractor_.Describe(forms, known, tags, model_.lists_);
  Score(forms.size());
  const std::vector<uint8_t> labels =
      BestLabels<int32_t>(scores_, {model_.transitions_, kLanes * kLanes}, {});
  std::vector<NameSpan> names;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] % 2 == 1) {
      names.push_back({static_cast<int>(i), static_cast<int>(i) + 1,
                       static_cast<NameType>((labels[i] - 1) / 2)});
    } else if (labels[i] > 0) {
      names.back().end = static_cast<int>(i) + 1;
    }
  }
  return names;
}

}  // namespace dragoman::entities
