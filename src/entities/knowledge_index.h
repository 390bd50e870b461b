// SPDX-License-Identifier: Apache-2.0
// NameIndex: a hash trie over the folded pieces of every known name; one pass over a sentence finds
// all names in it. Entry: Add for each name, Freeze, then Find; or FromBlock of what ToBlock gave:
// tools/index_names.cc does that when the program is built. FoldPieces is how names and text are
// made alike. It knows no tables and decides nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entities/knowledge.h"

namespace dragoman::entities {

// A stretch of letters and digits of a word, folded: lower case, no diacritics, no apostrophes or
// full stops inside. "al-Assad" is two, "U.S." one ("us"), "Putin's" two ("putin", "s").
struct Piece {
  uint64_t hash = 0;   // of the folded bytes; 0: punctuation no name can contain
  uint32_t word = 0;   // index of the word it stands in
  bool first = false;  // of its word
  bool last = false;   // of its word
  bool lower = false;  // begins with a lower-case letter
  bool has_lower = false;
};

// Appends the pieces of one word to `out`. Hyphens, apostrophes and white space alone give none.
// `folded`, when given, is a buffer that receives the folded bytes, pieces parted by one blank.
void FoldPieces(std::string_view word, uint32_t index, std::vector<Piece>& out,
                std::string* folded = nullptr);
// "Recep Tayyip Erdoğan" -> "recep tayyip erdogan".
std::string Fold(std::string_view name);

class NameIndex {
 public:
  enum class Case : uint8_t {
    kAny,       // the name is written in lower case: "prime minister"
    kCapitals,  // as many lower-case pieces as the name has, at most: "Bank of England"
    kUpper,     // upper case only: "NATO"
  };
  // Names of no pieces are left out. `words`: blanks part them.
  void Add(std::string_view name, NameCandidate candidate);
  void Freeze();  // once, after the last Add

  // All of it as bytes of this machine, to be used where they lie: nothing is read or hashed.
  std::string ToBlock() const;
  // `block` must be 8-byte aligned and outlive the index; CHECKs that ToBlock made it.
  static NameIndex FromBlock(std::string_view block);

  void Find(std::span<const std::string_view> words, std::vector<NameMatch>& out) const;
  // The candidates of the whole name, whatever its case.
  std::span<const NameCandidate> Lookup(std::string_view name) const;
  size_t node_count() const { return nodes_.size(); }

  NameIndex() = default;
  NameIndex(NameIndex&&) noexcept = default;  // views stay: a moved vector keeps its elements
  NameIndex& operator=(NameIndex&&) noexcept = default;

 private:
  struct Node {
    uint32_t begin = 0;      // candidates [begin, begin + all)
    uint16_t any = 0;        // those for any case come first,
    uint16_t capitals = 0;   // up to here those that want capitals,
    uint16_t all = 0;        // and the rest want upper case
    uint16_t max_lower = 0;  // lower-case pieces of the names that want capitals
  };
  struct Edge {
    uint64_t key = 0;  // 0: free
    uint32_t node = 0;
  };
  struct Pending {
    uint32_t node;
    Case fold;
    NameCandidate candidate;
  };
  struct Header {
    uint64_t magic = 0;
    uint32_t nodes = 0, edges = 0, candidates = 0, unused = 0;
  };
  uint32_t Child(uint32_t node, uint64_t hash) const;  // 0: none
  uint32_t MakeChild(uint32_t node, uint64_t hash);
  void Grow();

  // While it grows.
  std::vector<Node> own_nodes_{1};  // 0 is the root
  std::vector<Edge> own_edges_;
  size_t edge_count_ = 0;
  std::vector<Pending> pending_;
  std::vector<NameCandidate> own_candidates_;
  // Frozen: of the above, or of the block.
  std::span<const Node> nodes_;
  std::span<const Edge> edges_;  // a power of two
  std::span<const NameCandidate> candidates_;
};

}  // namespace dragoman::entities
