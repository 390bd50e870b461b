// SPDX-License-Identifier: Apache-2.0
// Whose words stand between quotation marks. Entry: AttachQuotes. A quotation joins the attribution
// whose content it is part of; else the nearest cue beside it in its sentences makes one; else it
// goes on with the speaker before it ("I went," he said. "They stayed.").
#include <algorithm>
#include <optional>

#include "attribution/draft.h"
#include "base/utf8.h"

namespace dragoman::attribution {
namespace {

constexpr size_t kMaxBehind = 14;  // words from the closing mark to the cue
constexpr size_t kMaxBefore = 30;  // words from the cue to the opening mark
constexpr size_t kMaxPieces = 64;  // quotations of one speech, one behind the other
constexpr size_t kLongEnough = 4;  // words that make a quotation without a cue more than a phrase

class QuoteJoiner {
 public:
  QuoteJoiner(const TreeReader& tree, const CueRules::Data& data, const Entities& entities,
              const std::vector<Quote>& quotes, std::vector<Draft>& drafts)
      : tree_(tree),
        x_(tree.syntax()),
        data_(data),
        entities_(entities),
        quotes_(quotes),
        drafts_(drafts),
        quoted_(tree.syntax().size()) {}

  void Run() {
    for (const Quote& q : quotes_)
      std::fill(quoted_.begin() + static_cast<std::ptrdiff_t>(q.open),
                quoted_.begin() + static_cast<std::ptrdiff_t>(std::min(q.end(), quoted_.size())),
                uint8_t{1});
    Clip();
    IndexDrafts();
    for (size_t i = 0; i < quotes_.size(); ++i) One(i);
  }

 private:
  size_t SentenceOf(size_t w) const { return x_.sentence[w].index(); }
  const Sentence& SentenceAt(size_t w) const { return x_.base.sentences[SentenceOf(w)]; }
  bool Punct(size_t w) const { return tree_.upos(WordId(w)) == Upos::kPunct; }

  // Who speaks inside a quotation answers for nothing outside it.
  void Clip() {
    for (Draft& d : drafts_) {
      if (!d.cue.valid() || !quoted_[d.cue.index()]) continue;
      auto q = std::upper_bound(quotes_.begin(), quotes_.end(), d.cue.index(),
                                [](size_t w, const Quote& one) { return w < one.open; });
      if (q == quotes_.begin()) continue;
      --q;
      if (d.cue.index() >= q->end()) continue;
      std::vector<WordRange> inside;
      for (WordRange r : d.content) {
        r = tree_.trimmed({std::max(r.begin, q->open + 1), std::min(r.end, q->close)});
        if (r.begin < r.end) inside.push_back(r);
      }
      d.content = std::move(inside);
    }
  }

  // Drafts by the sentence of their cue.
  void IndexDrafts() {
    by_sentence_.assign(x_.base.sentences.size(), {});
    for (size_t i = 0; i < drafts_.size(); ++i)
      by_sentence_[SentenceOf(drafts_[i].cue.index())].push_back(i);
  }

  size_t Last(const Quote& q) const { return q.end() - 1; }

  void One(size_t i) {
    const Quote& q = quotes_[i];
    size_t words = q.close - q.open - 1;
    if (std::optional<size_t> d = Holder(q)) return Join(*d, q);
    bool sentence_like = words >= 2 && (Ends(q) || words >= kLongEnough);
    if (q.continues && last_.has_value() && drafts_[*last_].content.size() < kMaxPieces)
      return Join(*last_, q);
    if (sentence_like) {
      if (std::optional<size_t> d = NewFromCue(q)) return Join(*d, q);
      if (std::optional<size_t> d = Before(q)) return Join(*d, q);
    }
  }

  // Ends as a clause or sentence does: with a stop or comma inside its marks.
  bool Ends(const Quote& q) const { return q.close > q.open + 1 && Punct(q.close - 1); }

  // The outermost draft of the quotation's sentences whose cue stands outside it and which holds
  // half of what the quotation has in that sentence.
  std::optional<size_t> Holder(const Quote& q) const {
    std::optional<size_t> best;
    size_t best_size = 0;
    for (size_t s : {SentenceOf(q.open), SentenceOf(Last(q))}) {
      const Sentence& sentence = x_.base.sentences[s];
      size_t b = std::max(q.open, sentence.first.index());
      size_t e = std::min(q.end(), sentence.end.index());
      for (size_t i : by_sentence_[s]) {
        const Draft& d = drafts_[i];
        size_t cue = d.cue.index();
        if ((cue > q.open && cue < q.close) || d.kind == AttributionKind::kHedge) continue;
        size_t held = 0;
        for (size_t w = b; w < e; ++w) held += d.holds(w);
        if (held * 2 < e - b) continue;
        size_t size = d.content_size();
        // The innermost that still stands outside: "A said B told C: 'x'" is B's.
        if (!best || size < best_size) {
          best = i;
          best_size = size;
        }
      }
    }
    return best;
  }

  // Adds the quotation, marks included, to the draft's content.
  void Join(size_t index, const Quote& q) {
    Draft& d = drafts_[index];
    WordRange range{q.open, q.end()};
    bool alone = true;  // nothing of the content stands outside quotations
    std::vector<WordRange> merged;
    for (const WordRange& r : d.content) {
      if (r.begin < range.end && range.begin < r.end) {
        range = {std::min(r.begin, range.begin), std::max(r.end, range.end)};
      } else {
        merged.push_back(r);
      }
    }
    merged.push_back(range);
    Repair(d, q, merged);
    std::sort(merged.begin(), merged.end(),
              [](const WordRange& a, const WordRange& b) { return a.begin < b.begin; });
    d.content.clear();
    for (const WordRange& r : merged) AddWithout(r, d, d.content);
    for (const WordRange& r : d.content)
      for (size_t w = r.begin; w < r.end; ++w) alone &= quoted_[w] != 0 || Punct(w);
    if (d.kind != AttributionKind::kAccordingTo && d.kind != AttributionKind::kPost)
      d.kind = alone ? AttributionKind::kDirect : AttributionKind::kMixed;
    if (!d.attitude || alone) {
      last_ = index;
      last_end_ = q.end();
    }
    // '"They stayed," he denied': the words themselves are his.
    if (alone) d.attitude = d.negated = false;
  }

  // What a tree got wrong around a quotation with a cue beside it: a source inside the quotation,
  // content outside it.
  void Repair(Draft& d, const Quote& q, std::vector<WordRange>& content) const {
    if (!d.cue.valid() || d.kind == AttributionKind::kPost || quoted_[d.cue.index()]) return;
    bool behind = d.cue.index() >= q.end();
    bool inside = false;
    for (const WordRange& r : d.source)
      for (size_t w = r.begin; w < r.end; ++w) inside |= quoted_[w] != 0;
    if (d.kind != AttributionKind::kAccordingTo && (inside || !d.source_head.valid())) {
      if (WordId source = Nearest(d.cue.index(), q, behind); source.valid()) {
        d.source_head = d.referent = source;
        d.source = {Unquoted(tree_.source_range(source, d.cue, {}), source)};
        d.weak = false;
      }
    }
    // '"We will go," he said in Moscow': the quotation is all of it. So is what runs from a colon
    // or comma to the end of its sentence.
    bool whole = behind ? q.open == SentenceAt(q.open).first.index() && Ends(q)
                        : q.open > 0 && Punct(q.open - 1) && Ends(q);
    if (!whole || d.kind == AttributionKind::kAccordingTo) return;
    content.erase(std::remove_if(content.begin(), content.end(),
                                 [&](const WordRange& r) {
                                   for (size_t w = r.begin; w < r.end; ++w)
                                     if (quoted_[w]) return false;
                                   return true;
                                 }),
                  content.end());
    for (WordRange& r : content) {
      if (r.begin > q.open || r.end < q.end()) continue;
      r = {q.open, q.end()};
    }
  }

  WordRange Unquoted(WordRange r, WordId source) const {
    size_t b = source.index(), e = source.index() + 1;
    while (b > r.begin && !quoted_[b - 1]) --b;
    while (e < r.end && !quoted_[e]) ++e;
    r = tree_.trimmed({b, e});
    return r.begin < r.end ? r : WordRange{source.index(), source.index() + 1};
  }

  // r without the draft's own cue and source, which a wrong tree may have put inside.
  static void AddWithout(WordRange r, const Draft& d, std::vector<WordRange>& out) {
    std::vector<WordRange> holes;
    if (d.cue_range.begin < d.cue_range.end) holes.push_back(d.cue_range);
    for (const WordRange& s : d.source) holes.push_back(s);
    std::sort(holes.begin(), holes.end(),
              [](const WordRange& a, const WordRange& b) { return a.begin < b.begin; });
    for (const WordRange& h : holes) {
      if (h.end <= r.begin || h.begin >= r.end) continue;
      if (h.begin > r.begin) out.push_back({r.begin, h.begin});
      r.begin = h.end;
    }
    if (r.begin < r.end) out.push_back(r);
  }

  const Cue* CueAt(size_t w) const {
    if (tree_.upos(WordId(w)) != Upos::kVerb || quoted_[w]) return nullptr;
    const std::vector<Cue>* cues = data_.cues_of(x_.lemma_of(WordId(w)));
    if (cues == nullptr) return nullptr;
    for (const Cue& c : *cues)
      if (c.upos == Upos::kVerb && c.quotes) return &c;
    return nullptr;
  }

  std::optional<size_t> NewFromCue(const Quote& q) {
    size_t behind = q.end(), before = q.open;
    const Sentence& last = SentenceAt(Last(q));
    for (size_t w = behind; w < last.end.index() && w < behind + kMaxBehind; ++w) {
      if (tree_.form(WordId(w)) == ";") break;
      if (const Cue* c = CueAt(w)) return Make(w, *c, q, true);
    }
    const Sentence& first = SentenceAt(q.open);
    size_t least =
        before > first.first.index() + kMaxBefore ? before - kMaxBefore : first.first.index();
    for (size_t w = before; w-- > least;) {
      if (const Cue* c = CueAt(w)) return Make(w, *c, q, false);
    }
    if (std::optional<size_t> d = Signed(q)) return d;
    if (std::optional<size_t> d = AfterComma(q)) return d;
    // "He continued:" and the quotation in the next line.
    size_t s = SentenceOf(q.open);
    if (q.open != first.first.index() || s == 0) return std::nullopt;
    const Sentence& before_it = x_.base.sentences[s - 1];
    size_t end = before_it.end.index();
    if (tree_.form(WordId(end - 1)) != ":") return std::nullopt;
    for (size_t w = end; w-- > before_it.first.index();)
      if (const Cue* c = CueAt(w)) return Make(w, *c, q, false);
    return std::nullopt;
  }

  // 'Ann Hale spoke on television, "We will go."': a person acts, a comma, and the quotation ends
  // the sentence; the verb need be no cue.
  std::optional<size_t> AfterComma(const Quote& q) {
    static const Cue kAny{Upos::kVerb, CueClass::kSay, {}, true, "attribution.quotation.comma"};
    const Sentence& s = SentenceAt(q.open);
    if (q.open <= s.first.index() + 1 || tree_.form(WordId(q.open - 1)) != "," || !Ends(q))
      return std::nullopt;
    for (size_t w = q.open - 1; w-- > s.first.index();) {
      if (quoted_[w] || tree_.upos(WordId(w)) != Upos::kVerb) continue;
      WordId subject = tree_.subject(WordId(w));
      if (!subject.valid() || quoted_[subject.index()]) continue;
      EntityId entity = entities_.at(subject);
      if (!entity.valid() || entities_[entity].type != EntityType::kPerson) continue;
      return Make(w, kAny, q, false);
    }
    return std::nullopt;
  }

  // '"We will go." — Ann Hale, of Oslo'
  std::optional<size_t> Signed(const Quote& q) {
    size_t dash = q.end();
    if (dash + 1 >= x_.size() || !IsDash(tree_.form(WordId(dash)))) return std::nullopt;
    size_t end = std::min(SentenceAt(dash).end.index(), dash + 1 + kMaxBehind);
    if (tree_.upos(WordId(dash + 1)) != Upos::kPropn) return std::nullopt;
    WordRange name{dash + 1, dash + 2};
    while (name.end < end && tree_.upos(WordId(name.end)) == Upos::kPropn) ++name.end;
    if (name.end < end && !Punct(name.end)) return std::nullopt;
    Draft d;
    d.kind = AttributionKind::kDirect;
    d.cue = WordId(dash);
    d.cue_range = {dash, dash + 1};
    d.source_head = d.referent = Top(dash + 1, name.begin, name.end);
    d.source = {name};
    d.rule = "attribution.quotation.signed";
    drafts_.push_back(std::move(d));
    by_sentence_[SentenceOf(dash)].push_back(drafts_.size() - 1);
    return drafts_.size() - 1;
  }

  static bool IsDash(std::string_view f) {
    char32_t c = DecodeUtf8(f, 0).value;
    return f == "--" || (c >= 0x2012 && c <= 0x2015);
  }

  // A draft for the cue at w, or the one it has.
  std::optional<size_t> Make(size_t w, const Cue& cue, const Quote& q, bool behind) {
    for (size_t i : by_sentence_[SentenceOf(w)]) {
      if (drafts_[i].cue.index() != w) continue;
      // What the tree took for the content of a cue beside a quotation may be the rest of the
      // sentence: '"..." he told Interfax in Moscow'.
      return drafts_[i].kind == AttributionKind::kHedge ? std::nullopt : std::optional<size_t>(i);
    }
    Draft d;
    d.cue = WordId(w);
    d.cue_range = {w, w + 1};
    d.rule = cue.rule;
    d.negated = false;
    WordId referent;
    WordId source = tree_.is_passive(WordId(w)) ? x_.child(WordId(w), Deprel::kOblAgent)
                                                : tree_.actor(WordId(w), referent);
    if (source.valid() && quoted_[source.index()]) source = WordId();
    if (!source.valid()) source = Nearest(w, q, behind);
    if (!source.valid()) return std::nullopt;
    d.source_head = source;
    d.referent = referent.valid() ? referent : source;
    d.source = {Unquoted(tree_.source_range(source, d.cue, {}), source)};
    size_t index = drafts_.size();
    drafts_.push_back(std::move(d));
    by_sentence_[SentenceOf(w)].push_back(index);
    return index;
  }

  bool Nominal(size_t k) const {
    Upos u = tree_.upos(WordId(k));
    return !quoted_[k] && (u == Upos::kPropn || u == Upos::kNoun ||
                           (u == Upos::kPron && x_.features[k].pron_type == PronType::kPrs));
  }

  // The noun or pronoun that stands as the subject of the cue at w, read off the words: right
  // before it, before an apposition between commas, or right behind it.
  WordId Nearest(size_t w, const Quote& q, bool behind) const {
    const Sentence& s = SentenceAt(w);
    size_t first = s.first.index();
    if (behind && q.end() > first && q.end() <= w) first = q.end();
    size_t k = w;
    while (k > first &&
           (tree_.upos(WordId(k - 1)) == Upos::kAux || tree_.upos(WordId(k - 1)) == Upos::kAdv ||
            tree_.upos(WordId(k - 1)) == Upos::kPart))
      --k;
    if (k > first && Nominal(k - 1)) return Top(k - 1, first, w);
    if (k > first + 1 && Punct(k - 1) && !quoted_[k - 1]) {
      // "Ann Hale, a former aide, said"
      constexpr size_t kMaxApposition = 25;
      size_t least = k > first + kMaxApposition ? k - kMaxApposition : first;
      size_t best = w;
      for (size_t c = k - 1; c-- > least && !quoted_[c];)
        if (Punct(c) && c > first && Nominal(c - 1)) best = c - 1;
      if (best < w) return Top(best, first, w);
    }
    for (k = w + 1; k < s.end.index() && k < w + 6 && !quoted_[k]; ++k) {
      if (Punct(k)) break;
      Deprel r = tree_.deprel(WordId(k));
      if (Nominal(k) && r != Deprel::kObl && r != Deprel::kOblUnmarked && r != Deprel::kObj &&
          r != Deprel::kIobj)
        return Top(k, w + 1, s.end.index());
    }
    for (k = w; k-- > first;)
      if (Nominal(k)) return Top(k, first, w);
    return {};
  }

  // The governor of word k within words [begin, end).
  WordId Top(size_t k, size_t begin, size_t end) const {
    WordId top(k);
    for (int step = 0; step < 16; ++step) {
      WordId h = tree_.head(top);
      if (!h.valid() || h.index() < begin || h.index() >= end || tree_.upos(h) == Upos::kVerb)
        break;
      top = h;
    }
    return top;
  }

  // A quotation without a cue: goes on with the one just before it, or is said by whom the
  // sentence before is about.
  std::optional<size_t> Before(const Quote& q) {
    size_t sentence = SentenceOf(q.open);
    const Sentence& s = x_.base.sentences[sentence];
    if (q.open != s.first.index()) return std::nullopt;
    bool same_paragraph = false;
    if (last_.has_value() && last_end_ > 0) {
      size_t last_sentence = SentenceOf(last_end_ - 1);
      const Draft& d = drafts_[*last_];
      if (d.cue.valid()) last_sentence = std::max(last_sentence, SentenceOf(d.cue.index()));
      same_paragraph = x_.base.sentences[last_sentence].paragraph == s.paragraph;
      if (same_paragraph && last_sentence + 1 >= sentence && d.content.size() < kMaxPieces)
        return *last_;
    }
    if (sentence == 0 || x_.base.sentences[sentence - 1].paragraph != s.paragraph)
      return std::nullopt;
    return FromSubject(sentence - 1);
  }

  std::optional<size_t> FromSubject(size_t sentence) {
    const Sentence& s = x_.base.sentences[sentence];
    for (size_t w = s.first.index(); w < s.end.index(); ++w) {
      if (tree_.head(WordId(w)).valid()) continue;
      WordId subject = tree_.subject(WordId(w));
      if (!subject.valid()) return std::nullopt;
      EntityId entity = entities_.at(subject);
      if (!entity.valid() || entities_[entity].type != EntityType::kPerson) return std::nullopt;
      Draft d;
      d.kind = AttributionKind::kDirect;
      d.source_head = d.referent = subject;
      d.source = {Unquoted(tree_.source_range(subject, WordId(), {}), subject)};
      d.confidence = 0.5f;
      d.rule = "attribution.quotation.subject_before";
      drafts_.push_back(std::move(d));
      return drafts_.size() - 1;
    }
    return std::nullopt;
  }

  const TreeReader& tree_;
  const Syntax& x_;
  const CueRules::Data& data_;
  const Entities& entities_;
  const std::vector<Quote>& quotes_;
  std::vector<Draft>& drafts_;
  std::vector<uint8_t> quoted_;
  std::vector<std::vector<size_t>> by_sentence_;
  std::optional<size_t> last_;  // the draft the quotation before joined
  size_t last_end_ = 0;         // where that quotation ended
};

}  // namespace

void AttachQuotes(const TreeReader& tree, const CueRules::Data& data, const Entities& entities,
                  const std::vector<Quote>& quotes, std::vector<Draft>& drafts) {
  QuoteJoiner(tree, data, entities, quotes, drafts).Run();
}

}  // namespace dragoman::attribution
