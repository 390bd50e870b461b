// SPDX-License-Identifier: Apache-2.0
// Sources that the layout names, not a verb: posts with a signature line ("— Name (@handle) June 7,
// 2023"), headlines and transcripts ("Name: words"). Entry: FindLayoutSources.
#include "attribution/draft.h"
#include "base/ascii.h"
#include "base/utf8.h"

namespace dragoman::attribution {
namespace {

constexpr size_t kMaxNameWords = 6;
constexpr size_t kMaxPost = 20;  // sentences on either side of a signature

class LayoutFinder {
 public:
  LayoutFinder(const TreeReader& tree, const CueRules::Data& data, const Entities& entities,
               std::vector<Draft>& out)
      : tree_(tree), x_(tree.syntax()), data_(data), entities_(entities), out_(out) {}

  void Run() {
    for (size_t i = 0; i < x_.base.sentences.size(); ++i) {
      if (!StartsParagraph(i)) continue;
      if (size_t colon = Label(i); colon > 0) ++labels_[LabelText(i, colon)];
    }
    for (size_t i = 0; i < x_.base.sentences.size(); ++i) {
      if (!Signature(i)) Colon(i);
    }
  }

 private:
  std::string_view form(size_t w) const { return tree_.form(WordId(w)); }

  static bool IsDash(std::string_view f) {
    char32_t c = DecodeUtf8(f, 0).value;
    return c == '-' || (c >= 0x2012 && c <= 0x2015);
  }

  // "— Name (@handle) June 7, 2023": the lines before it, and list items behind it, are the post.
  bool Signature(size_t i) {
    const auto& sentences = x_.base.sentences;
    const Sentence& s = sentences[i];
    size_t first = s.first.index(), end = s.end.index();
    if (i == 0 || !IsDash(form(first)) || end - first < 4) return false;
    size_t bracket = first + 1;
    while (bracket < end && bracket < first + 1 + kMaxNameWords && form(bracket) != "(") ++bracket;
    if (bracket + 1 >= end || form(bracket) != "(" || bracket == first + 1) return false;
    if (form(bracket + 1)[0] != '@') return false;
    Draft d;
    d.kind = AttributionKind::kPost;
    d.rule = "attribution.post";
    SetName(d, first + 1, bracket);
    size_t from = i;
    while (from > 0 && from + kMaxPost > i &&
           sentences[from - 1].paragraph == sentences[i - 1].paragraph &&
           sentences[from - 1].kind == sentences[i - 1].kind)
      --from;
    d.content.push_back({sentences[from].first.index(), first});
    size_t to = i + 1;
    while (to < sentences.size() && to < i + kMaxPost &&
           sentences[to].kind == SentenceKind::kListItem)
      ++to;
    if (to > i + 1) d.content.push_back({end, sentences[to - 1].end.index()});
    // The line itself is where the post says when.
    d.cue_range = {first, first + 1};
    d.cue = WordId(first);
    out_.push_back(std::move(d));
    return true;
  }

  void SetName(Draft& d, size_t begin, size_t end) const {
    d.source = {{begin, end}};
    WordId head;
    for (size_t w = begin; w < end; ++w) {
      if (entities_.at(WordId(w)).valid()) head = WordId(w);
    }
    if (!head.valid()) {
      head = WordId(end - 1);
      for (size_t w = begin; w < end; ++w) {
        WordId h = tree_.head(WordId(w));
        if (!h.valid() || h.index() < begin || h.index() >= end) head = WordId(w);
      }
    }
    d.source_head = d.referent = head;
  }

  // "PENCE:" at the start of a paragraph: where its colon is, or 0.
  size_t Label(size_t i) const {
    const Sentence& s = x_.base.sentences[i];
    size_t first = s.first.index(), colon = first;
    while (colon < s.end.index() && colon <= first + kMaxNameWords && form(colon) != ":") ++colon;
    bool label = colon > first && colon + 2 < s.end.index() && form(colon) == ":" &&
                 AllCapitals(first, colon) && form(first).size() > 2;
    return label ? colon : 0;
  }
  std::string LabelText(size_t i, size_t colon) const {
    Span span{x_.base.sentences[i].span.begin, x_.base.words[colon].span.begin};
    return std::string(span.in(tree_.document().text));
  }

  // "Putin: West started it", "Poll: voters are angry"; in the body only "HALE: We will go."
  void Colon(size_t i) {
    const Sentence& s = x_.base.sentences[i];
    size_t first = s.first.index(), end = s.end.index();
    size_t colon = first;
    while (colon < end && colon <= first + kMaxNameWords && form(colon) != ":") ++colon;
    if (colon == first || colon + 2 >= end || form(colon) != ":") return;
    bool headline = s.kind == SentenceKind::kHeadline || i == 0;
    EntityId entity;
    bool verb = false;
    for (size_t w = first; w < colon; ++w) {
      EntityId e = entities_.at(WordId(w));
      if (e.valid() && !entity.valid()) entity = e;
      Upos u = tree_.upos(WordId(w));
      verb |= u == Upos::kVerb || u == Upos::kAux;
    }
    bool person = entity.valid() && entities_[entity].type == EntityType::kPerson;
    bool known = headline && data_.headline_sources.find(LowerAscii(form(colon - 1))) !=
                                 data_.headline_sources.end();
    bool transcript = false;  // a label that comes back, or a known name; not "NEW:"
    if (!headline && StartsParagraph(i) && Label(i) == colon) {
      auto it = labels_.find(LabelText(i, colon));
      transcript = person || (it != labels_.end() && it->second >= 2);
    }
    if (!(headline && ((person && !verb) || known)) && !transcript) return;
    Draft d;
    d.kind = AttributionKind::kIndirect;
    d.cue = WordId(colon);
    d.cue_range = {colon, colon + 1};
    d.rule = transcript ? "attribution.transcript" : "attribution.headline";
    SetName(d, first, colon);
    size_t last = i;
    if (transcript) {
      d.kind = AttributionKind::kDirect;
      while (last + 1 < x_.base.sentences.size() &&
             x_.base.sentences[last + 1].paragraph == s.paragraph)
        ++last;
    }
    d.content.push_back(tree_.trimmed({colon + 1, x_.base.sentences[last].end.index()}));
    if (d.content[0].begin < d.content[0].end) out_.push_back(std::move(d));
  }

  bool StartsParagraph(size_t i) const {
    return i == 0 || x_.base.sentences[i - 1].paragraph != x_.base.sentences[i].paragraph ||
           x_.base.sentences[i - 1].kind == SentenceKind::kHeadline;
  }

  bool AllCapitals(size_t begin, size_t end) const {
    for (size_t w = begin; w < end; ++w)
      for (char c : form(w))
        if (c >= 'a' && c <= 'z') return false;
    return true;
  }

  const TreeReader& tree_;
  const Syntax& x_;
  const CueRules::Data& data_;
  const Entities& entities_;
  std::vector<Draft>& out_;
  StringMap<int> labels_;  // labels of paragraphs, with how many have them
};

}  // namespace

void FindLayoutSources(const TreeReader& tree, const CueRules::Data& data, const Entities& entities,
                       std::vector<Draft>& out) {
  LayoutFinder(tree, data, entities, out).Run();
}

}  // namespace dragoman::attribution
