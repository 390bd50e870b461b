// SPDX-License-Identifier: Apache-2.0
// The network at work: forms of a few sentences in, tags, heads and relations out. The shape is in
// tools/train_parser/net.h, the numbers in parse/kernels.h.
// Entry: Network::Load, then Runner::Run; a runner may be used again and again, by one thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "parse/clock.h"
#include "parse/features.h"
#include "parse/form_cache.h"
#include "parse/kernels.h"
#include "parse/model_file.h"
#include "parse/shape.h"

namespace dragoman::parse {

struct Network {
  std::span<const uint64_t> vocabulary_keys;
  std::span<const uint32_t> vocabulary_ids;
  std::span<const int8_t> word_rows, affix_rows;
  std::span<const float> word_scales, affix_scales;
  std::span<const TagRecord> tags;
  std::span<const float> input_scales;
  std::span<const int16_t> arc_root;
  std::span<const int32_t> arc_distances;
  Dense layer[kLayers];
  Recurrence recurrence[kLayers][2];
  Dense tag_hidden, tag_out, mlp, arc, label;
  Dense name_hidden, name_out;  // out == 0: not loaded
  float name_scale = 0;
  const Kernels* kernels = nullptr;

  // False if a section is missing or of another size than the shape asks for.
  bool Load(const ModelFile& file);
  // The head that scores labels of names; false if it was not trained on the states of `parser`.
  bool LoadNames(const ModelFile& head, const ModelFile& parser);
  float scale(Activation a) const { return input_scales[static_cast<size_t>(a)]; }
  uint32_t WordRow(uint64_t key) const;
};

// Buffers, and what the first layer makes of forms met before; neither shows in the output.
class Runner {
 public:
  explicit Runner(const Network& network) : net_(network), cache_(Gates(0) * kState) {}

  struct Output {                 // valid until the next Run
    std::vector<uint16_t> tag;    // index into Network::tags
    std::vector<int32_t> head;    // 1-based within the sentence, 0 for its root
    std::vector<uint8_t> deprel;  // as Deprel
    std::vector<int16_t> name;    // Syntax::name_scores; empty without a head for names
  };
  // `forms`: the sentences end to end; sentence i is [begin[i], begin[i + 1]).
  const Output& Run(const std::vector<std::string_view>& forms, const std::vector<size_t>& begin,
                    ParseClock* clock = nullptr);

  // The last two layers' states of the last Run, as bytes: kNameInput a word.
  const std::vector<uint8_t>& states() const { return states_; }

 private:
  void Project(const std::vector<std::string_view>& forms);
  void Embed();
  void Encode(size_t layer);
  void Tag();
  void KeepStates(size_t half);
  void Arcs();
  void Names();
  void Labels();

  const Network& net_;
  Output out_;
  const std::vector<size_t>* begin_ = nullptr;
  size_t n_ = 0;
  FormCache cache_;
  std::vector<uint32_t> rows_;           // of each word, in the cache; kNone: made in this run
  std::vector<std::string_view> forms_;  // not projected yet
  std::vector<uint32_t> made_;           // their rows
  std::vector<FormRows> form_rows_;
  std::vector<uint8_t> embedded_;
  std::vector<float> projected_;  // their gates in layer 0
  std::vector<const float*> gates_, shifted_;
  std::vector<float> gate_values_, state_[2], hidden_, scores_, mlp_;
  std::vector<uint8_t> quantised_, inputs_, states_;
  std::vector<int16_t> heads_, queries_;
  std::vector<int32_t> arc_scores_, tree_;
  std::string scratch_;
};

}  // namespace dragoman::parse
