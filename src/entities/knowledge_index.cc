// SPDX-License-Identifier: Apache-2.0
// The hash trie of names and the folding of words. Entry: NameIndex::Find.
#include "entities/knowledge_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

#include "base/check.h"

namespace dragoman::entities {
namespace {

constexpr uint32_t kMaxNamePieces = 16;  // longest name in pieces; longer ones cannot be found

// Base letters of U+00C0..U+017F, one a code point; '.' where it takes two (kTwo) or none.
constexpr std::string_view kLatin =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"   // 00C0-00FF
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"   // 0100-013F
    "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // 0140-017F
static_assert(kLatin.size() == 0x180 - 0xC0);

// Vietnamese and other composed letters, U+1E00..U+1EFF, as runs: from here on, this letter.
struct Run {
  uint16_t first;
  char letter;
};
constexpr std::array<Run, 36> kComposed = {{
    {0x1E00, 'a'}, {0x1E02, 'b'}, {0x1E08, 'c'}, {0x1E0A, 'd'}, {0x1E14, 'e'}, {0x1E1E, 'f'},
    {0x1E20, 'g'}, {0x1E22, 'h'}, {0x1E2C, 'i'}, {0x1E30, 'k'}, {0x1E36, 'l'}, {0x1E3E, 'm'},
    {0x1E44, 'n'}, {0x1E4C, 'o'}, {0x1E54, 'p'}, {0x1E58, 'r'}, {0x1E60, 's'}, {0x1E6A, 't'},
    {0x1E72, 'u'}, {0x1E7C, 'v'}, {0x1E80, 'w'}, {0x1E8A, 'x'}, {0x1E8E, 'y'}, {0x1E90, 'z'},
    {0x1E96, 'h'}, {0x1E97, 't'}, {0x1E98, 'w'}, {0x1E99, 'y'}, {0x1E9A, 'a'}, {0x1E9B, 's'},
    {0x1EA0, 'a'}, {0x1EB8, 'e'}, {0x1EC8, 'i'}, {0x1ECC, 'o'}, {0x1EE4, 'u'}, {0x1EF2, 'y'},
}};

// Decodes one code point of valid or invalid UTF-8; an invalid byte is itself.
uint32_t Decode(std::string_view s, size_t& i) {
  auto b = [&](size_t k) { return static_cast<uint8_t>(s[k]); };
  auto follows = [&](size_t n) {
    if (i + n >= s.size()) return false;
    for (size_t k = 1; k <= n; ++k) {
      if ((b(i + k) & 0xC0) != 0x80) return false;
    }
    return true;
  };
  uint32_t c = b(i);
  if (c >= 0xC2 && c < 0xE0 && follows(1)) {
    c = (c & 0x1F) << 6 | (b(i + 1) & 0x3Fu);
    i += 2;
  } else if (c >= 0xE0 && c < 0xF0 && follows(2)) {
    c = (c & 0x0F) << 12 | (b(i + 1) & 0x3Fu) << 6 | (b(i + 2) & 0x3Fu);
    i += 3;
  } else if (c >= 0xF0 && c < 0xF5 && follows(3)) {
    c = (c & 0x07) << 18 | (b(i + 1) & 0x3Fu) << 12 | (b(i + 2) & 0x3Fu) << 6 | (b(i + 3) & 0x3Fu);
    i += 4;
  } else {
    ++i;
  }
  return c;
}

enum class Class : uint8_t {
  kLetter,
  kUpperLetter,
  kDigit,
  kApostrophe,
  kDot,
  kHyphen,
  kBlank,
  kOther
};

struct Folded {
  Class cls = Class::kOther;
  char text[4] = {};  // folded bytes
  uint8_t size = 0;
};

constexpr Folded Letter(char c, bool upper) {
  return {upper ? Class::kUpperLetter : Class::kLetter, {c}, 1};
}
Folded Letters(char a, char b, bool upper) {
  return {upper ? Class::kUpperLetter : Class::kLetter, {a, b}, 2};
}

constexpr Folded FoldAscii(char ch) {
  if (ch >= 'a' && ch <= 'z') return Letter(ch, false);
  if (ch >= 'A' && ch <= 'Z') return Letter(static_cast<char>(ch + 32), true);
  if (ch >= '0' && ch <= '9') return {Class::kDigit, {ch}, 1};
  if (ch == '\'' || ch == '`') return {Class::kApostrophe, {}, 0};
  if (ch == '.') return {Class::kDot, {}, 0};
  if (ch == '-') return {Class::kHyphen, {}, 0};
  if (ch == ' ' || ch == '\t' || ch == '\n') return {Class::kBlank, {}, 0};
  return {Class::kOther, {ch}, 1};
}

constexpr std::array<Folded, 128> kAscii = [] {
  std::array<Folded, 128> all{};
  for (size_t c = 0; c < all.size(); ++c) all[c] = FoldAscii(static_cast<char>(c));
  return all;
}();

Folded FoldLatin(uint32_t c) {
  switch (c) {
    case 0xC6:
      return Letters('a', 'e', true);
    case 0xE6:
      return Letters('a', 'e', false);
    case 0xDF:
      return Letters('s', 's', false);
    case 0xDE:
      return Letters('t', 'h', true);
    case 0xFE:
      return Letters('t', 'h', false);
    case 0x132:
      return Letters('i', 'j', true);
    case 0x133:
      return Letters('i', 'j', false);
    case 0x152:
      return Letters('o', 'e', true);
    case 0x153:
      return Letters('o', 'e', false);
    case 0xD7:
    case 0xF7:
      return {};
    default:
      break;
  }
  char base = kLatin[c - 0xC0];
  // Capitals have even code points from U+0100 on, but for U+0139-0148 and U+0179-017E, where odd.
  bool odd_capitals = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  bool upper = c < 0xE0 ||
               (c >= 0x100 && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x17F &&
                (c % 2 == 1) == odd_capitals) ||
               c == 0x178;
  return Letter(base, upper);
}

Folded FoldCodePoint(uint32_t c, std::string_view raw) {
  if (c < 0x80) return kAscii[c];
  if (c >= 0xC0 && c <= 0x17F) return FoldLatin(c);
  if (c == 0x218 || c == 0x219) return Letter('s', c == 0x218);  // Romanian comma below
  if (c == 0x21A || c == 0x21B) return Letter('t', c == 0x21A);
  if (c == 0x1A0 || c == 0x1A1) return Letter('o', c == 0x1A0);  // Vietnamese horn
  if (c == 0x1AF || c == 0x1B0) return Letter('u', c == 0x1AF);
  if (c == 0x18F || c == 0x259) return Letter('a', c == 0x18F);  // Azerbaijani schwa
  if (c >= 0x1CD && c <= 0x1DC) {                                // pinyin: a i o u with caron
    constexpr std::string_view kPinyin = "aaiioouuuuuuuuuu";
    return Letter(kPinyin[c - 0x1CD], c % 2 == 1);
  }
  if (c >= 0x1E00 && c <= 0x1EFF && c != 0x1E9E) {
    char letter = 'a';
    for (const Run& run : kComposed) {
      if (run.first <= c) letter = run.letter;
    }
    return Letter(letter, c % 2 == 0);
  }
  if (c >= 0x300 && c <= 0x36F) return {Class::kApostrophe, {}, 0};  // combining marks vanish
  if (c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x200B) return {Class::kBlank, {}, 0};
  if (c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x2BB || c == 0x2BF || c == 0x2BE ||
      c == 0xB4) {
    return {Class::kApostrophe, {}, 0};
  }
  if (c >= 0x2010 && c <= 0x2013) return {Class::kHyphen, {}, 0};
  if (c == 0xB7) return {Class::kHyphen, {}, 0};
  if (c < 0xC0 || (c >= 0x2014 && c <= 0x206F)) return {};  // other punctuation
  Folded f{Class::kLetter, {}, 0};                          // another script: as it stands
  for (char ch : raw.substr(0, 4)) f.text[f.size++] = ch;
  return f;
}

constexpr uint64_t kMagic = 0x31586449656d614e;  // "NameIdX1"; another layout, another number
constexpr uint64_t kPrime = 0x100000001b3;
constexpr uint64_t kBasis = 0xcbf29ce484222325;

// Names are told apart by 64-bit hashes alone: with 10^6 pieces a wrong match is to be expected
// once in 10^13 looked-up words.
uint64_t Finish(uint64_t h) {
  h ^= h >> 32;
  h *= 0x9e3779b97f4a7c15;
  h ^= h >> 29;
  return h == 0 ? 1 : h;
}

// Builds the pieces of one word.
class PieceMaker {
 public:
  PieceMaker(uint32_t word, std::vector<Piece>& out, std::string* folded)
      : word_(word), out_(out), folded_(folded), begin_(out.size()) {}

  void Letter(const Folded& f) {
    if (!open_) {
      open_ = true;
      now_ = Piece{};
      now_.lower = f.cls == Class::kLetter;
      hash_ = kBasis;
      if (folded_ != nullptr && !folded_->empty()) *folded_ += ' ';
    }
    if (f.cls == Class::kLetter) now_.has_lower = true;
    for (uint8_t k = 0; k < f.size; ++k) {
      hash_ = (hash_ ^ static_cast<uint8_t>(f.text[k])) * kPrime;
      if (folded_ != nullptr) *folded_ += f.text[k];
    }
  }
  void Close() {
    if (open_) Push(Finish(hash_));
    open_ = false;
  }
  // A comma, ampersand ... is a piece of its own, so that "Washington, D.C." can be a name.
  void Mark(const Folded& f) {
    Close();
    now_ = Piece{};
    if (f.size == 0) return Push(0);
    hash_ = kBasis;
    if (folded_ != nullptr && !folded_->empty()) *folded_ += ' ';
    for (uint8_t k = 0; k < f.size; ++k) {
      hash_ = (hash_ ^ static_cast<uint8_t>(f.text[k])) * kPrime;
      if (folded_ != nullptr) *folded_ += f.text[k];
    }
    Push(Finish(hash_));
  }
  void End() {
    Close();
    if (out_.size() > begin_) {
      out_[begin_].first = true;
      out_.back().last = true;
    }
  }

 private:
  void Push(uint64_t hash) {
    now_.hash = hash;
    now_.word = word_;
    out_.push_back(now_);
  }
  uint32_t word_;
  std::vector<Piece>& out_;
  std::string* folded_;
  size_t begin_;
  bool open_ = false;
  Piece now_;
  uint64_t hash_ = 0;
};

uint64_t EdgeKey(uint32_t node, uint64_t hash) {
  uint64_t key = (hash ^ (node * 0xff51afd7ed558ccd)) * 0x9e3779b97f4a7c15;
  key ^= key >> 31;
  return key == 0 ? 1 : key;
}

}  // namespace

void FoldPieces(std::string_view word, uint32_t index, std::vector<Piece>& out,
                std::string* folded) {
  PieceMaker maker(index, out, folded);
  bool only_dots = word.find_first_not_of('.') == std::string_view::npos;
  for (size_t i = 0; i < word.size();) {
    Folded f;
    if (auto byte = static_cast<uint8_t>(word[i]); byte < 0x80) {
      f = kAscii[byte];
      ++i;
    } else {
      size_t start = i;
      uint32_t c = Decode(word, i);
      f = FoldCodePoint(c, word.substr(start, i - start));
    }
    switch (f.cls) {
      case Class::kLetter:
      case Class::kUpperLetter:
      case Class::kDigit:
        maker.Letter(f);
        break;
      case Class::kApostrophe:
        // "Putin's" is "Putin" + "s"; the apostrophe of "Sana'a" vanishes.
        if (i < word.size() && (word[i] == 's' || word[i] == 'S') &&
            (i + 1 == word.size() || word[i + 1] == ' ')) {
          maker.Close();
        }
        break;
      case Class::kDot:
        if (only_dots) maker.Mark({});
        break;
      case Class::kHyphen:
      case Class::kBlank:
        maker.Close();
        break;
      case Class::kOther:
        maker.Mark(f);
        break;
    }
  }
  maker.End();
}

std::string Fold(std::string_view name) {
  std::vector<Piece> pieces;
  std::string folded;
  FoldPieces(name, 0, pieces, &folded);
  return folded;
}

uint32_t NameIndex::Child(uint32_t node, uint64_t hash) const {
  uint64_t key = EdgeKey(node, hash);
  for (size_t i = key;; ++i) {
    const Edge& e = edges_[i & (edges_.size() - 1)];
    if (e.key == key) return e.node;
    if (e.key == 0) return 0;
  }
}

uint32_t NameIndex::MakeChild(uint32_t node, uint64_t hash) {
  if (own_edges_.empty()) own_edges_.resize(1u << 17);
  uint64_t key = EdgeKey(node, hash);
  size_t i = key;
  for (;; ++i) {
    const Edge& e = own_edges_[i & (own_edges_.size() - 1)];
    if (e.key == key) return e.node;
    if (e.key == 0) break;
  }
  own_edges_[i & (own_edges_.size() - 1)] = {key, static_cast<uint32_t>(own_nodes_.size())};
  own_nodes_.emplace_back();
  if (++edge_count_ * 2 > own_edges_.size()) Grow();
  return static_cast<uint32_t>(own_nodes_.size() - 1);
}

void NameIndex::Grow() {
  std::vector<Edge> old(own_edges_.size() * 4);
  old.swap(own_edges_);
  for (const Edge& e : old) {
    if (e.key == 0) continue;
    size_t i = e.key;
    while (own_edges_[i & (own_edges_.size() - 1)].key != 0) ++i;
    own_edges_[i & (own_edges_.size() - 1)] = e;
  }
}

void NameIndex::Add(std::string_view name, NameCandidate candidate) {
  static thread_local std::vector<Piece> pieces;
  pieces.clear();
  FoldPieces(name, 0, pieces);
  if (pieces.empty() || pieces.size() > kMaxNamePieces) return;
  uint32_t node = 0;
  uint16_t lower = 0;
  bool any_lower = false, any_capital = false;
  for (const Piece& p : pieces) {
    if (p.hash == 0) return;
    node = MakeChild(node, p.hash);
    lower = static_cast<uint16_t>(lower + p.lower);
    any_lower = any_lower || p.has_lower;
    any_capital = any_capital || !p.lower;
  }
  Case fold = !any_capital ? Case::kAny : any_lower ? Case::kCapitals : Case::kUpper;
  // A name of digits and one letter ("G7") or of another script has no case to insist on.
  if (fold == Case::kCapitals) {
    own_nodes_[node].max_lower = std::max(own_nodes_[node].max_lower, lower);
  }
  pending_.push_back({node, fold, candidate});
}

void NameIndex::Freeze() {
  std::vector<uint32_t> order(pending_.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  auto before = [this](uint32_t a, uint32_t b) {
    const Pending &x = pending_[a], &y = pending_[b];
    if (x.node != y.node) return x.node < y.node;
    if (x.fold != y.fold) return x.fold < y.fold;
    if (x.candidate.weight != y.candidate.weight) return x.candidate.weight > y.candidate.weight;
    return a < b;
  };
  std::sort(order.begin(), order.end(), before);
  own_candidates_.reserve(pending_.size());
  for (uint32_t i : order) {
    const Pending& p = pending_[i];
    Node& n = own_nodes_[p.node];
    if (n.all == 0) n.begin = static_cast<uint32_t>(own_candidates_.size());
    if (n.all == UINT16_MAX) continue;
    // The same reading may stand twice, as name and as alias.
    bool known = false;
    for (uint32_t k = n.begin; k < n.begin + n.all; ++k) {
      known = known || (own_candidates_[k].id == p.candidate.id &&
                        own_candidates_[k].kind == p.candidate.kind);
    }
    if (known) continue;
    own_candidates_.push_back(p.candidate);
    ++n.all;
    if (p.fold <= Case::kCapitals) ++n.capitals;
    if (p.fold == Case::kAny) ++n.any;
  }
  pending_ = {};
  nodes_ = own_nodes_;
  edges_ = own_edges_;
  candidates_ = own_candidates_;
}

std::string NameIndex::ToBlock() const {
  static_assert(std::is_trivially_copyable_v<Node> && std::is_trivially_copyable_v<Edge> &&
                std::is_trivially_copyable_v<NameCandidate>);
  Header header{kMagic, static_cast<uint32_t>(nodes_.size()), static_cast<uint32_t>(edges_.size()),
                static_cast<uint32_t>(candidates_.size()), 0};
  std::string block;
  auto append = [&](const void* bytes, size_t size) {
    block.append(static_cast<const char*>(bytes), size);
  };
  append(&header, sizeof header);
  append(edges_.data(), edges_.size_bytes());
  append(nodes_.data(), nodes_.size_bytes());
  append(candidates_.data(), candidates_.size_bytes());
  return block;
}

NameIndex NameIndex::FromBlock(std::string_view block) {
  Header header;
  DRAGOMAN_CHECK(block.size() >= sizeof header);
  std::memcpy(&header, block.data(), sizeof header);
  DRAGOMAN_CHECK(header.magic == kMagic && std::has_single_bit(header.edges));
  DRAGOMAN_CHECK(block.size() == sizeof header + header.edges * sizeof(Edge) +
                                     header.nodes * sizeof(Node) +
                                     header.candidates * sizeof(NameCandidate));
  NameIndex index;
  const char* at = block.data() + sizeof header;
  index.edges_ = {reinterpret_cast<const Edge*>(at), header.edges};
  at += index.edges_.size_bytes();
  index.nodes_ = {reinterpret_cast<const Node*>(at), header.nodes};
  at += index.nodes_.size_bytes();
  index.candidates_ = {reinterpret_cast<const NameCandidate*>(at), header.candidates};
  return index;
}

void NameIndex::Find(std::span<const std::string_view> words, std::vector<NameMatch>& out) const {
  static thread_local std::vector<Piece> pieces;
  out.clear();
  pieces.clear();
  bool has_lower = false;
  for (size_t w = 0; w < words.size(); ++w) {
    FoldPieces(words[w], static_cast<uint32_t>(w), pieces);
  }
  size_t letters = 0;
  for (const Piece& p : pieces) {
    has_lower = has_lower || p.has_lower;
    letters += p.hash != 0;
  }
  bool shouted = !has_lower && letters > 3;
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].first) continue;
    size_t found = out.size();
    uint32_t node = 0, lower = 0;
    bool upper = true;
    size_t end = std::min(pieces.size(), i + kMaxNamePieces);
    for (size_t j = i; j < end && pieces[j].hash != 0; ++j) {
      node = Child(node, pieces[j].hash);
      if (node == 0) break;
      lower += pieces[j].lower;
      upper = upper && !pieces[j].has_lower;
      const Node& n = nodes_[node];
      if (n.all == 0 || !pieces[j].last) continue;
      uint32_t fit = upper ? n.all : lower <= n.max_lower ? n.capitals : n.any;
      if (fit == 0) continue;
      out.push_back({pieces[i].word, pieces[j].word + 1, {&candidates_[n.begin], fit}, shouted});
    }
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(found), out.end());
  }
}

std::span<const NameCandidate> NameIndex::Lookup(std::string_view name) const {
  std::vector<Piece> pieces;
  FoldPieces(name, 0, pieces);
  uint32_t node = 0;
  for (const Piece& p : pieces) {
    node = p.hash == 0 ? 0 : Child(node, p.hash);
    if (node == 0) return {};
  }
  const Node& n = nodes_[node];
  return {candidates_.data() + n.begin, n.all};
}

}  // namespace dragoman::entities
