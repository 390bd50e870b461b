// SPDX-License-Identifier: Apache-2.0
// What the knowledge base finds in a sentence, as one code a word for the name tagger's features.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entities/knowledge.h"

namespace dragoman::entities {

// Titles and generic agents are left out: the tagger looks for names.
class KnownCodes {
 public:
  explicit KnownCodes(const KnowledgeBase& knowledge) : knowledge_(&knowledge) {}
  // Valid until the next call. Longest match first; a word has the code of the first match it is in.
  std::span<const uint8_t> Of(std::span<const std::string_view> forms);
  // The matches of the last call.
  const std::vector<NameMatch>& matches() const { return matches_; }

 private:
  const KnowledgeBase* knowledge_;
  std::vector<NameMatch> matches_;
  std::vector<uint8_t> codes_;
};

}  // namespace dragoman::entities
