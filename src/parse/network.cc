// SPDX-License-Identifier: Apache-2.0
// Loading the network and running it.
#include "parse/network.h"

#include <algorithm>
#include <cmath>

#include "model/syntax.h"
#include "parse/tree.h"

namespace dragoman::parse {
namespace {

// With the products of 512 inputs it fits a sum.
constexpr int32_t kMostStart = 1 << 30;

bool LoadDense(const ModelFile& file, uint32_t id, size_t in, size_t least_out, Dense& d) {
  auto w = file.section<int8_t>(id);
  auto scale = file.section<float>(id + 1);
  auto start = file.section<int32_t>(id + 2);
  d = {w.data(), start.data(), scale.data(), in, scale.size()};
  return d.out >= least_out && d.out % kColumnBlock == 0 && start.size() == d.out &&
         w.size() == in * d.out && GroupsFit(w, in) &&
         std::all_of(start.begin(), start.end(),
                     [](int32_t x) { return x >= -kMostStart && x <= kMostStart; });
}

bool LoadDense(const ModelFile& file, SectionId id, size_t in, size_t least_out, Dense& d) {
  return LoadDense(file, static_cast<uint32_t>(id), in, least_out, d);
}

bool LoadLayer(const ModelFile& file, size_t l, Network& net) {
  uint32_t id = static_cast<uint32_t>(SectionId::kLayers) + 10 * static_cast<uint32_t>(l);
  auto vf = file.section<float>(id + 5);
  auto vr = file.section<float>(id + 6);
  if (vf.size() != kState || vr.size() != kState) return false;
  for (size_t d = 0; d < 2; ++d) {
    net.recurrence[l][d] = {vf.data() + d * kHidden, vr.data() + d * kHidden};
  }
  return LoadDense(file, id, InputWidth(l), Gates(l) * kState, net.layer[l]) &&
         net.layer[l].out == Gates(l) * kState;
}

bool GoodVocabulary(const Network& n) {
  const auto& keys = n.vocabulary_keys;
  if (keys.empty() || (keys.size() & (keys.size() - 1)) != 0) return false;
  if (n.vocabulary_ids.size() != keys.size()) return false;
  if (std::find(keys.begin(), keys.end(), 0) == keys.end()) return false;
  size_t rows = n.word_scales.size();
  return rows > 0 && n.word_rows.size() == rows * kWordWidth &&
         n.affix_scales.size() == kAffixTotal && n.affix_rows.size() == kAffixTotal * kAffixWidth &&
         std::all_of(n.vocabulary_ids.begin(), n.vocabulary_ids.end(),
                     [&](uint32_t id) { return id < rows; });
}

bool GoodTags(std::span<const TagRecord> tags) {
  return !tags.empty() && std::all_of(tags.begin(), tags.end(), [](const TagRecord& t) {
    return t.upos <= static_cast<uint8_t>(Upos::kX) && t.xpos < XposNames().size() &&
           t.tense <= static_cast<uint8_t>(Tense::kPres) &&
           t.mood <= static_cast<uint8_t>(Mood::kSub) &&
           t.verb_form <= static_cast<uint8_t>(VerbForm::kGer) &&
           t.number <= static_cast<uint8_t>(Number::kPlur) &&
           t.degree <= static_cast<uint8_t>(Degree::kSup) &&
           t.pron_type <= static_cast<uint8_t>(PronType::kEmp) &&
           t.gender <= static_cast<uint8_t>(Gender::kNeut) && t.person <= 3;
  });
}

// Room for n values whose contents do not matter: never less, so that nothing is cleared again.
template <class T>
void MakeRoom(std::vector<T>& v, size_t n) {
  if (v.size() < n) v.resize(n);
}

}  // namespace

bool Network::Load(const ModelFile& file) {
  vocabulary_keys = file.section<uint64_t>(SectionId::kVocabularyKeys);
  vocabulary_ids = file.section<uint32_t>(SectionId::kVocabularyIds);
  word_rows = file.section<int8_t>(SectionId::kWordRows);
  word_scales = file.section<float>(SectionId::kWordScales);
  affix_rows = file.section<int8_t>(SectionId::kAffixRows);
  affix_scales = file.section<float>(SectionId::kAffixScales);
  tags = file.section<TagRecord>(SectionId::kTags);
  input_scales = file.section<float>(SectionId::kInputScales);
  arc_root = file.section<int16_t>(SectionId::kArcRoot);
  arc_distances = file.section<int32_t>(SectionId::kArcDistances);
  kernels = &BestKernels();
  if (!GoodVocabulary(*this) || !GoodTags(tags)) return false;
  if (input_scales.size() != static_cast<size_t>(Activation::kCount)) return false;
  if (arc_root.size() != kArcWidth || arc_distances.size() != kDistances) return false;
  for (size_t l = 0; l < kLayers; ++l) {
    if (!LoadLayer(file, l, *this)) return false;
  }
  return LoadDense(file, SectionId::kTagHidden, kState, kTagHidden, tag_hidden) &&
         tag_hidden.out == kTagHidden &&
         LoadDense(file, SectionId::kTagOut, kTagHidden, tags.size(), tag_out) &&
         LoadDense(file, SectionId::kMlp, kState, kMlpWidth, mlp) && mlp.out == kMlpWidth &&
         LoadDense(file, SectionId::kArc, kArcWidth, kArcWidth, arc) && arc.out == kArcWidth &&
         LoadDense(file, SectionId::kLabel, kLabelWidth, kLabels, label);
}

bool Network::LoadNames(const ModelFile& head, const ModelFile& parser) {
  auto made_for = head.section<uint64_t>(SectionId::kNameParser);
  auto scale = head.section<float>(SectionId::kNameScale);
  if (made_for.size() != 1 || made_for[0] != parser.checksum() || scale.size() != 1) return false;
  name_scale = scale[0];
  Dense out;
  if (!LoadDense(head, SectionId::kNameHidden, kNameInput, kNameHidden, name_hidden) ||
      name_hidden.out != kNameHidden ||
      !LoadDense(head, SectionId::kNameOut, kNameHidden, kNameScores, out) ||
      out.out != kNameScores) {
    return false;
  }
  name_out = out;
  return true;
}

uint32_t Network::WordRow(uint64_t key) const {
  size_t mask = vocabulary_keys.size() - 1;
  for (size_t i = key & mask;; i = (i + 1) & mask) {  // Load saw a free slot
    if (vocabulary_keys[i] == key) return vocabulary_ids[i];
    if (vocabulary_keys[i] == 0) return 0;
  }
}

// The vectors of forms_. Memory is what takes time, so all of them ask for their rows first.
void Runner::Embed() {
  const size_t n = forms_.size();
  form_rows_.resize(n);
  for (size_t i = 0; i < n; ++i) {
    const FormFeatures f = FeaturesOf(forms_[i], scratch_);
    for (size_t a = 0; a < kAffixTemplates; ++a) {
      form_rows_[i].affix[a] = net_.affix_rows.data() + f.affix[a] * kAffixWidth;
      form_rows_[i].affix_scale[a] = net_.affix_scales[f.affix[a]];
      __builtin_prefetch(form_rows_[i].affix[a]);
    }
    const uint32_t row = net_.WordRow(f.word);
    form_rows_[i].word = net_.word_rows.data() + row * kWordWidth;
    form_rows_[i].word_scale = net_.word_scales[row];
    for (size_t j = 0; j < kWordWidth; j += 64) __builtin_prefetch(form_rows_[i].word + j);
  }
  MakeRoom(embedded_, n * kEmbedWidth);
  for (size_t i = 0; i < n; ++i) {
    float x[kEmbedWidth];
    net_.kernels->embed(form_rows_[i], x);
    net_.kernels->quantise(x, kEmbedWidth, net_.scale(Activation::kEmbed),
                           embedded_.data() + i * kEmbedWidth);
  }
}

// Layer 0 sees a word alone, so its gates are computed once for each form while the cache has it.
void Runner::Project(const std::vector<std::string_view>& forms) {
  constexpr size_t kWidth = Gates(0) * kState;
  cache_.BeginBatch();
  forms_.clear();
  made_.clear();
  rows_.clear();
  for (std::string_view form : forms) {
    FormCache::Slot slot = cache_.Find(form);
    const bool make = slot.row == FormCache::kNone || slot.added;
    rows_.push_back(make ? FormCache::kNone : slot.row);
    if (!make) continue;
    made_.push_back(slot.row);
    forms_.push_back(form);
  }
  Embed();
  MakeRoom(projected_, made_.size() * kWidth);
  net_.kernels->multiply(embedded_.data(), kEmbedWidth, made_.size(), net_.layer[0], false,
                         projected_.data(), kWidth);
  for (size_t i = 0; i < made_.size(); ++i) {
    const float* from = projected_.data() + i * kWidth;
    if (made_[i] != FormCache::kNone) std::copy(from, from + kWidth, cache_.row(made_[i]));
  }
  gates_.clear();
  const float* made = projected_.data();  // nearer than its copy in the cache
  for (uint32_t row : rows_) {
    gates_.push_back(row != FormCache::kNone ? cache_.row(row) : made);
    if (row == FormCache::kNone) made += kWidth;
  }
}

void Runner::Encode(size_t l) {
  size_t width = Gates(l) * kState;
  const std::vector<float>& below = state_[(l + 1) % 2];
  std::vector<float>& h = state_[l % 2];
  MakeRoom(h, n_ * kState);
  if (l > 0) {
    MakeRoom(quantised_, n_ * kState);
    auto at = static_cast<Activation>(static_cast<size_t>(Activation::kLayer0) + l - 1);
    net_.kernels->quantise(below.data(), n_ * kState, net_.scale(at), quantised_.data());
    MakeRoom(gate_values_, n_ * width);
    net_.kernels->multiply(quantised_.data(), kState, n_, net_.layer[l], false, gate_values_.data(),
                           width);
    for (size_t t = 0; t < n_; ++t) gates_[t] = gate_values_.data() + t * width;
  }
  std::vector<const float*>& at = shifted_;
  at.resize(n_);
  for (size_t direction = 0; direction < 2; ++direction) {
    size_t shift = direction * kHidden;
    for (size_t t = 0; t < n_; ++t) at[t] = gates_[t] + shift;
    for (size_t s = 0; s + 1 < begin_->size(); ++s) {
      size_t first = (*begin_)[s], n = (*begin_)[s + 1] - first;
      const float* skip = l == 0 ? nullptr : below.data() + first * kState + shift;
      net_.kernels->recur(net_.recurrence[l][direction], n, direction == 0 ? 1 : -1,
                          at.data() + first, skip, kState, l == 0 ? 3 * kState : 0,
                          h.data() + first * kState + shift, kState);
    }
  }
}

// `state_` of the layer before last stands in quantised_ when the last layer has been encoded.
void Runner::Tag() {
  KeepStates(0);
  MakeRoom(hidden_, n_ * kTagHidden);
  net_.kernels->multiply(quantised_.data(), kState, n_, net_.tag_hidden, true, hidden_.data(),
                         kTagHidden);
  MakeRoom(inputs_, n_ * kTagHidden);
  net_.kernels->quantise(hidden_.data(), n_ * kTagHidden, net_.scale(Activation::kTag),
                         inputs_.data());
  size_t width = net_.tag_out.out;
  MakeRoom(scores_, n_ * width);
  net_.kernels->multiply(inputs_.data(), kTagHidden, n_, net_.tag_out, false, scores_.data(),
                         width);
  out_.tag.resize(n_);
  for (size_t t = 0; t < n_; ++t) {
    const float* row = scores_.data() + t * width;
    out_.tag[t] = static_cast<uint16_t>(net_.kernels->argmax(row, net_.tags.size()));
  }
}

void Runner::KeepStates(size_t half) {
  states_.resize(n_ * kNameInput);
  for (size_t t = 0; t < n_; ++t) {
    std::copy_n(quantised_.data() + t * kState, kState,
                states_.data() + t * kNameInput + half * kState);
  }
}

// Labels of names from the states of the last two layers: relu, then a score each.
void Runner::Names() {
  out_.name.clear();
  if (net_.name_out.out == 0) return;
  MakeRoom(hidden_, n_ * kNameHidden);
  net_.kernels->multiply(states_.data(), kNameInput, n_, net_.name_hidden, true, hidden_.data(),
                         kNameHidden);
  MakeRoom(inputs_, n_ * kNameHidden);
  net_.kernels->quantise(hidden_.data(), n_ * kNameHidden, net_.name_scale, inputs_.data());
  MakeRoom(scores_, n_ * kNameScores);
  net_.kernels->multiply(inputs_.data(), kNameHidden, n_, net_.name_out, false, scores_.data(),
                         kNameScores);
  out_.name.resize(n_ * kNameScores);
  for (size_t i = 0; i < out_.name.size(); ++i) {
    out_.name[i] = static_cast<int16_t>(std::lround(std::clamp(scores_[i], -9999.0F, 9999.0F)));
  }
}

void Runner::Arcs() {
  const std::vector<float>& h = state_[(kLayers - 1) % 2];
  net_.kernels->quantise(h.data(), n_ * kState, net_.scale(Activation::kLayer2), quantised_.data());
  KeepStates(1);
  MakeRoom(mlp_, n_ * kMlpWidth);
  net_.kernels->multiply(quantised_.data(), kState, n_, net_.mlp, false, mlp_.data(), kMlpWidth);
  MakeRoom(heads_, n_ * kArcWidth);
  MakeRoom(queries_, n_ * kArcWidth);
  MakeRoom(inputs_, n_ * kArcWidth);
  MakeRoom(hidden_, n_ * kArcWidth);
  for (size_t t = 0; t < n_; ++t) {
    float* row = mlp_.data() + t * kMlpWidth;
    for (size_t j = 0; j < 2 * kArcWidth; ++j) row[j] = row[j] > 0 ? row[j] : 0;
    net_.kernels->quantise(row, kArcWidth, net_.scale(Activation::kArcDependent),
                           inputs_.data() + t * kArcWidth);
    net_.kernels->quantise_wide(row + kArcWidth, kArcWidth, net_.scale(Activation::kArcHead),
                                heads_.data() + t * kArcWidth);
  }
  net_.kernels->multiply(inputs_.data(), kArcWidth, n_, net_.arc, false, hidden_.data(), kArcWidth);
  net_.kernels->quantise_wide(hidden_.data(), n_ * kArcWidth, net_.scale(Activation::kArcQuery),
                              queries_.data());
  out_.head.clear();
  for (size_t s = 0; s + 1 < begin_->size(); ++s) {
    size_t first = (*begin_)[s], n = (*begin_)[s + 1] - first;
    MakeRoom(arc_scores_, (n + 1) * (n + 1));
    for (size_t d = 1; d <= n; ++d) {
      const int16_t* query = queries_.data() + (first + d - 1) * kArcWidth;
      int32_t* row = arc_scores_.data() + d * (n + 1);
      net_.kernels->dots(query, net_.arc_root.data(), kArcWidth, 1, row);
      net_.kernels->dots(query, heads_.data() + first * kArcWidth, kArcWidth, n, row + 1);
      row[0] += net_.arc_distances[0];
      for (size_t j = 1; j <= n; ++j) {
        row[j] += net_.arc_distances[DistanceBucket(static_cast<int>(d), static_cast<int>(j))];
      }
    }
    BestTree(arc_scores_, n, tree_);
    out_.head.insert(out_.head.end(), tree_.begin(), tree_.end());
  }
}

void Runner::Labels() {
  MakeRoom(hidden_, n_ * kLabelWidth);
  for (size_t s = 0; s + 1 < begin_->size(); ++s) {
    for (size_t t = (*begin_)[s]; t < (*begin_)[s + 1]; ++t) {
      size_t head = out_.head[t] == 0 ? t : (*begin_)[s] + static_cast<size_t>(out_.head[t]) - 1;
      const float* d = mlp_.data() + t * kMlpWidth + 2 * kArcWidth;
      const float* h = mlp_.data() + head * kMlpWidth + 2 * kArcWidth + kLabelWidth;
      float* to = hidden_.data() + t * kLabelWidth;
      for (size_t j = 0; j < kLabelWidth; ++j) to[j] = d[j] + h[j] > 0 ? d[j] + h[j] : 0;
    }
  }
  MakeRoom(inputs_, n_ * kLabelWidth);
  net_.kernels->quantise(hidden_.data(), n_ * kLabelWidth, net_.scale(Activation::kLabel),
                         inputs_.data());
  size_t width = net_.label.out;
  MakeRoom(scores_, n_ * width);
  net_.kernels->multiply(inputs_.data(), kLabelWidth, n_, net_.label, false, scores_.data(), width);
  constexpr auto kRoot = static_cast<uint8_t>(Deprel::kRoot);
  static_assert(kRoot == 0);
  out_.deprel.resize(n_);
  for (size_t t = 0; t < n_; ++t) {
    const float* row = scores_.data() + t * width;
    out_.deprel[t] = out_.head[t] == 0
                         ? kRoot
                         : static_cast<uint8_t>(1 + net_.kernels->argmax(row + 1, kLabels - 1));
  }
}

const Runner::Output& Runner::Run(const std::vector<std::string_view>& forms,
                                  const std::vector<size_t>& begin, ParseClock* clock) {
  n_ = forms.size();
  begin_ = &begin;
  if (clock != nullptr) clock->Start();
  Project(forms);
  if (clock != nullptr) clock->Lap(ParsePart::kForms);
  for (size_t l = 0; l < kLayers; ++l) Encode(l);
  if (clock != nullptr) clock->Lap(ParsePart::kContext);
  Tag();
  if (clock != nullptr) clock->Lap(ParsePart::kTags);
  Arcs();
  if (clock != nullptr) clock->Lap(ParsePart::kArcs);
  Names();
  Labels();
  if (clock != nullptr) clock->Lap(ParsePart::kLabels);
  return out_;
}

}  // namespace dragoman::parse
