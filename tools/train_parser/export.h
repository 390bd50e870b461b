// SPDX-License-Identifier: Apache-2.0
// Floats -> the model file the program embeds (src/parse/model_file.h), lemma rules included.
#pragma once

#include <string>
#include <vector>

#include "parse/lemma.h"
#include "train_parser/corpus.h"
#include "train_parser/net.h"

namespace dragoman::train {

// `most`: the largest absolute value of each parse::Activation.
void Export(const Net& net, const std::vector<uint64_t>& vocabulary, const TagSet& tags,
            const std::vector<float>& most, const std::vector<Tree>& trees,
            const std::string& path);

struct MinedLemmas {
  std::vector<std::pair<uint64_t, uint16_t>> rules;  // LemmaKey -> index into scripts
  std::vector<parse::LemmaScript> scripts;
};
MinedLemmas MineLemmas(const std::vector<Tree>& trees);

}  // namespace dragoman::train
