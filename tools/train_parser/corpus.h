// SPDX-License-Identifier: Apache-2.0
// CoNLL-U as the trainer wants it. Entry: ReadTreebank, ReadLines. Knows nothing of the network.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/syntax.h"
#include "parse/features.h"

namespace dragoman::train {

// What the tagger predicts at once.
struct Tag {
  Upos upos = Upos::kX;
  uint8_t xpos = 0;
  Features features;
  friend bool operator==(const Tag&, const Tag&) = default;
};

struct Tree {
  std::vector<std::string> form, lemma;
  std::vector<Tag> tag;
  std::vector<int> tag_class;  // index into TagSet, -1 where the tag is too rare
  std::vector<int> head;       // 0: root; else 1-based
  std::vector<uint8_t> label;
  std::string document;  // "# newdoc id"
  size_t size() const { return form.size(); }
};

struct TagSet {
  std::vector<Tag> tags;  // by falling count
  int Find(const Tag& tag) const;
};

std::vector<Tree> ReadTreebank(const std::string& path);  // exits with a message on a bad file
TagSet MakeTagSet(const std::vector<Tree>& trees, int least);
void ClassifyTags(const TagSet& tags, std::vector<Tree>& trees);

// Tokens separated by blanks, one sentence a line.
std::vector<std::vector<std::string>> ReadTokenLines(const std::string& path);

}  // namespace dragoman::train
