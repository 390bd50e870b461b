// SPDX-License-Identifier: Apache-2.0
// CoNLL-U reader and writer. Entries: ReadConllu, WriteConllu.
#include "formats/conllu.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace dragoman::formats {
namespace {

constexpr size_t kColumns = 10;

std::optional<int> ParseInt(std::string_view s) {
  int n = 0;
  auto [p, e] = std::from_chars(s.data(), s.data() + s.size(), n);
  if (e != std::errc() || p != s.data() + s.size()) return std::nullopt;
  return n;
}

// ---- reader

using Cells = std::array<std::string_view, kColumns>;

class Reader {
 public:
  Reader(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  Result<std::vector<ConlluDocument>> Run() {
    size_t at = 0;
    while (at < text_.size()) {
      size_t end = std::min(text_.find('\n', at), text_.size());
      std::string_view line = text_.substr(at, end - at);
      at = end + 1;
      ++line_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (auto r = Line(line); !r) return r.error();
    }
    if (auto r = FinishSentence(); !r) return r.error();
    FinishDocument();
    return std::move(documents_);
  }

 private:
  Error Fault(const std::string& what) const {
    return {path_ + ":" + std::to_string(line_) + ": " + what};
  }

  Result<void> Line(std::string_view line) {
    if (line.empty()) return FinishSentence();
    if (line[0] == '#') return Comment(line.substr(1));
    Cells cells;
    size_t begin = 0;
    for (size_t c = 0; c < kColumns; ++c) {
      size_t tab = line.find('\t', begin);
      bool last = c + 1 == kColumns;
      if ((tab == std::string_view::npos) != last)
        return Fault("expected 10 cells separated by tabs");
      cells[c] = line.substr(begin, tab - begin);
      begin = tab + 1;
    }
    if (cells[0].find('.') != std::string_view::npos) return {};  // an empty node
    return Row(cells);
  }

  Result<void> Comment(std::string_view comment) {
    while (!comment.empty() && comment.front() == ' ') comment.remove_prefix(1);
    size_t equals = comment.find('=');
    std::string_view key = comment.substr(0, equals);
    while (!key.empty() && key.back() == ' ') key.remove_suffix(1);
    std::string_view value =
        equals == std::string_view::npos ? std::string_view() : comment.substr(equals + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    bool document = key == "newdoc" || key == "newdoc id";
    if (!document && key != "newpar" && key != "newpar id") return {};
    // The blank line before it may be missing.
    if (auto r = FinishSentence(); !r) return r.error();
    if (document) {
      FinishDocument();
      current_.document.id = value;
    } else {
      FinishParagraph();
    }
    return {};
  }

  Result<void> Row(const Cells& cells) {
    if (size_t dash = cells[0].find('-'); dash != std::string_view::npos) {
      auto first = ParseInt(cells[0].substr(0, dash));
      auto last = ParseInt(cells[0].substr(dash + 1));
      if (!first || !last || *last <= *first || *first != static_cast<int>(Count()) + 1)
        return Fault("expected a range of word numbers, got '" + std::string(cells[0]) + "'");
      token_left_ = token_size_ = static_cast<uint32_t>(*last - *first + 1);
      if (cells[1].size() < token_size_ || token_size_ > 255)
        return Fault("a multiword token has more words than bytes");
      token_begin_ = Append(cells[1]);
      token_end_ = token_begin_ + static_cast<uint32_t>(cells[1].size());
      token_at_ = token_begin_;
      token_space_ = cells[9].find("SpaceAfter=No") == std::string_view::npos;
      return {};
    }
    auto number = ParseInt(cells[0]);
    if (!number || *number != static_cast<int>(Count()) + 1)
      return Fault("expected word number " + std::to_string(Count() + 1) + ", got '" +
                   std::string(cells[0]) + "'");
    if (cells[1].empty()) return Fault("a word without form");
    if (cells[2].empty()) return Fault("a word without lemma; '_' says that there is none");
    AddWord(cells);
    return AddSyntax(cells);
  }

  void AddWord(const Cells& cells) {
    Sentences& s = current_.syntax.base;
    if (token_left_ == 0) {
      uint32_t begin = Append(cells[1]);
      uint32_t end = begin + static_cast<uint32_t>(cells[1].size());
      pending_space_ = cells[9].find("SpaceAfter=No") == std::string_view::npos;
      s.words.push_back({{begin, end}, 1, pending_space_});
      return;
    }
    // Bytes of the token: those of the form where the forms spell the token, else shared out so
    // that every word has one.
    bool first = token_left_ == token_size_;
    --token_left_;
    auto size = static_cast<uint32_t>(cells[1].size());
    uint32_t most = token_end_ - token_at_ - token_left_;
    uint32_t end = token_left_ == 0 ? token_end_ : token_at_ + std::min(std::max(size, 1u), most);
    s.words.push_back({{token_at_, end},
                       first ? static_cast<uint8_t>(token_size_) : uint8_t{0},
                       token_left_ == 0 && token_space_});
    token_at_ = end;
    if (token_left_ == 0) pending_space_ = token_space_;
  }

  Result<void> AddSyntax(const Cells& cells) {
    Syntax& x = current_.syntax;
    Upos upos = Upos::kX;
    if (cells[3] != "_" && !ParseUpos(cells[3], upos))
      return Fault("no such UPOS: '" + std::string(cells[3]) + "'");
    Deprel deprel = Deprel::kDep;
    if (cells[7] != "_" && !ParseDeprel(cells[7], deprel))
      return Fault("no such relation: '" + std::string(cells[7]) + "'");
    auto head = ParseInt(cells[6]);
    if (!head || *head < 0) return Fault("expected a head, got '" + std::string(cells[6]) + "'");
    if (*head == 0 && cells[7] == "_") deprel = Deprel::kRoot;
    if ((*head == 0) != (deprel == Deprel::kRoot))
      return Fault("the head is 0 where the relation is root, and only there");
    x.upos.push_back(upos);
    x.xpos.push_back(ParseXpos(cells[4]));
    x.features.push_back(ParseFeats(cells[5]));
    x.lemma.push_back(x.lemmas.Intern(cells[2]));
    x.head.push_back(*head == 0 ? WordId() : WordId(first_ + static_cast<size_t>(*head) - 1));
    x.deprel.push_back(deprel);
    x.sentence.push_back(SentenceId(x.base.sentences.size()));
    return {};
  }

  size_t Count() const { return current_.syntax.base.words.size() - first_; }

  uint32_t Append(std::string_view form) {
    std::string& text = current_.document.text;
    if (!text.empty() && pending_space_ && text.back() != '\n') text += ' ';
    auto begin = static_cast<uint32_t>(text.size());
    text += form;
    return begin;
  }

  Result<void> FinishSentence() {
    Syntax& x = current_.syntax;
    size_t end = x.base.words.size();
    if (token_left_ != 0) return Fault("a multiword token without all its words");
    if (end == first_) return {};
    int roots = 0;
    for (size_t w = first_; w < end; ++w) {
      roots += !x.head[w].valid();
      if (x.head[w].valid() && (x.head[w].index() >= end || x.head[w].index() == w))
        return Fault("a head outside its sentence");
    }
    if (roots != 1) return Fault("expected one root, got " + std::to_string(roots));
    for (size_t w = first_; w < end; ++w) {
      size_t at = w;
      for (size_t steps = 0; x.head[at].valid(); ++steps) {
        if (steps > end - first_) return Fault("a cycle of heads");
        at = x.head[at].index();
      }
    }
    Span span{x.base.words[first_].span.begin, x.base.words[end - 1].span.end};
    x.base.sentences.push_back({WordId(first_), WordId(end), span, SentenceKind::kBody,
                                static_cast<uint32_t>(current_.document.paragraphs.size())});
    first_ = end;
    return {};
  }

  void FinishParagraph() {
    Document& d = current_.document;
    uint32_t begin = d.paragraphs.empty() ? 0 : d.paragraphs.back().end;
    while (begin < d.text.size() && d.text[begin] == '\n') ++begin;
    if (begin >= d.text.size()) return;
    d.paragraphs.push_back({begin, static_cast<uint32_t>(d.text.size())});
    d.text += "\n\n";
    if (!current_.syntax.base.words.empty()) current_.syntax.base.words.back().space_after = true;
  }

  void FinishDocument() {
    FinishParagraph();
    if (current_.syntax.size() > 0) {
      while (!current_.document.text.empty() && current_.document.text.back() == '\n')
        current_.document.text.pop_back();
      IndexChildren(current_.syntax);
      documents_.push_back(std::move(current_));
    }
    current_ = {};
    first_ = 0;
    pending_space_ = false;
  }

  std::string_view text_;
  const std::string& path_;
  size_t line_ = 0;
  std::vector<ConlluDocument> documents_;
  ConlluDocument current_;
  size_t first_ = 0;  // word of the running sentence
  bool pending_space_ = false;
  uint32_t token_left_ = 0, token_size_ = 0;  // words of a multiword token still to come
  uint32_t token_begin_ = 0, token_end_ = 0, token_at_ = 0;
  bool token_space_ = true;
};

// ---- writer

// UD asks for composed characters (NFC).
std::string Composed(std::string_view s) {
  if (std::all_of(s.begin(), s.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; })) {
    return std::string(s);
  }
  utf8proc_uint8_t* to = nullptr;
  utf8proc_ssize_t n = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(s.data()), static_cast<utf8proc_ssize_t>(s.size()),
      &to, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (n < 0) return std::string(s);  // no memory
  std::string out(reinterpret_cast<const char*>(to), static_cast<size_t>(n));
  std::free(to);
  return out;
}

// UD allows neither blanks nor "/" in ids.
std::string SafeId(std::string_view id) {
  std::string out(id);
  for (char& c : out) {
    if (static_cast<uint8_t>(c) <= ' ' || c == '/' || c == 0x7F) c = '_';
  }
  return out;
}

void WriteWord(const Document& d, const Syntax& x, const Sentence& s, size_t w, std::string& out) {
  const Word& word = x.base.words[w];
  size_t first = s.first.index();
  auto number = [&](size_t i) { return std::to_string(i - first + 1); };
  std::string_view space = "_";
  if (word.token_length > 1) {
    size_t last = w + word.token_length - 1;
    Span token{word.span.begin, x.base.words[last].span.end};
    out += number(w) + "-" + number(last) + "\t" + Composed(token.in(d.text)) +
           "\t_\t_\t_\t_\t_\t_\t_\t" +
           (x.base.words[last].space_after || last + 1 == s.end.index() ? "_" : "SpaceAfter=No") +
           "\n";
  }
  bool in_token = word.token_length != 1;
  if (!in_token && !word.space_after && w + 1 < s.end.index()) space = "SpaceAfter=No";
  out += number(w) + "\t" + Composed(word.span.in(d.text)) + "\t" +
         Composed(x.lemma_of(WordId(w))) + "\t" + std::string(Name(x.upos[w])) + "\t" +
         std::string(XposNames()[x.xpos[w]]) + "\t" + FeatsString(x.features[w]) + "\t" +
         (x.head[w].valid() ? number(x.head[w].index()) : "0") + "\t" +
         std::string(Name(x.deprel[w])) + "\t_\t" + std::string(space) + "\n";
}

}  // namespace

Result<std::vector<ConlluDocument>> ReadConllu(std::string_view text, const std::string& path) {
  return Reader(text, path).Run();
}

std::string WriteConllu(const Document& document, const Syntax& syntax) {
  std::string out = "# newdoc";
  std::string id = SafeId(document.id);
  if (!id.empty()) out += " id = " + id;
  out += "\n";
  const Sentences& base = syntax.base;
  for (size_t i = 0; i < base.sentences.size(); ++i) {
    const Sentence& s = base.sentences[i];
    bool new_paragraph = i == 0 || base.sentences[i - 1].paragraph != s.paragraph ||
                         (base.sentences[i - 1].kind == SentenceKind::kHeadline &&
                          s.kind != SentenceKind::kHeadline);
    if (new_paragraph) out += "# newpar\n";
    out += "# sent_id = " + (id.empty() ? "" : id + "-") + std::to_string(i + 1) + "\n# text = ";
    // Token by token, as their rows have it.
    for (size_t w = s.first.index(); w < s.end.index();) {
      size_t last = w + base.words[w].token_length - 1;
      out += Composed(Span{base.words[w].span.begin, base.words[last].span.end}.in(document.text));
      if (base.words[last].space_after && last + 1 < s.end.index()) out += ' ';
      w = last + 1;
    }
    out += "\n";
    for (size_t w = s.first.index(); w < s.end.index(); ++w) WriteWord(document, syntax, s, w, out);
    out += "\n";
  }
  return out;
}

}  // namespace dragoman::formats
