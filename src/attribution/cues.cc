// SPDX-License-Identifier: Apache-2.0
// Attributions that a tree shows: verbs, nouns and adjectives of cues.tsv with their frames,
// prepositions ("according to"), hedges. Entry: FindCues. Quotations come later (direct.cc).
#include <algorithm>

#include "attribution/draft.h"
#include "base/ascii.h"

namespace dragoman::attribution {
namespace {

bool IsAttitude(CueClass k) {
  switch (k) {
    case CueClass::kWish:
    case CueClass::kPromise:
    case CueClass::kDemand:
    case CueClass::kOrder:
    case CueClass::kPropose:
      return true;
    default:
      return false;
  }
}

// What reports its object rather than acts on it: "confirmed the attack", not "condemned it".
bool ReportsObject(CueClass k) {
  return k == CueClass::kSay || k == CueClass::kReport || k == CueClass::kClaim ||
         k == CueClass::kAdmit || k == CueClass::kShow || k == CueClass::kDeny;
}

bool IsThought(CueClass k) {
  return k == CueClass::kBelieve || k == CueClass::kKnow || k == CueClass::kWish ||
         k == CueClass::kShow || k == CueClass::kDoubt || k == CueClass::kLearn;
}

class CueFinder {
 public:
  CueFinder(const TreeReader& tree, const CueRules::Data& data, std::vector<Draft>& out)
      : tree_(tree), x_(tree.syntax()), data_(data), out_(out) {}

  void Run() {
    cues_of_lemma_.assign(x_.lemmas.size(), nullptr);
    hedges_of_lemma_.assign(x_.lemmas.size(), nullptr);
    for (uint32_t i = 0; i < x_.lemmas.size(); ++i) {
      std::string lemma = LowerAscii(x_.lemmas[i]);
      cues_of_lemma_[i] = data_.cues_of(lemma);
      if (auto it = data_.hedges.find(lemma); it != data_.hedges.end())
        hedges_of_lemma_[i] = &it->second;
    }
    for (size_t w = 0; w < x_.size(); ++w) Word(WordId(w));
  }

 private:
  void Word(WordId w) {
    uint32_t lemma = x_.lemma[w.index()];
    if (const auto* hedges = hedges_of_lemma_[lemma])
      for (const Hedge& h : *hedges)
        if (TryHedge(w, h)) return;
    if (tree_.deprel(w) == Deprel::kAmod && tree_.upos(w) == Upos::kVerb) {
      // "the alleged attack": the lemma may be the verb's.
      if (auto it = data_.hedges.find(LowerAscii(tree_.form(w))); it != data_.hedges.end())
        for (const Hedge& h : it->second)
          if (TryHedge(w, h)) return;
    }
    if (const auto* cues = cues_of_lemma_[lemma]) {
      for (const Cue& cue : *cues) {
        if (cue.upos != tree_.upos(w)) continue;
        if (cue.upos == Upos::kVerb) return Verb(w, cue);
        if (cue.upos == Upos::kNoun) return Noun(w, cue);
        return Adjective(w, cue);
      }
    }
    char c = tree_.form(w)[0];
    if ((c | 0x20) == 'a' || (c | 0x20) == 'i') Preposition(w);
  }

  Draft Start(WordId cue, const std::string& rule) const {
    Draft d;
    d.cue = cue;
    d.cue_range = {cue.index(), cue.index() + 1};
    d.rule = rule;
    return d;
  }

  void SetSource(Draft& d, WordId source, WordId referent,
                 const std::vector<WordId>& without = {}) const {
    if (!source.valid()) return;
    d.source_head = source;
    d.referent = referent.valid() ? referent : source;
    d.source = {tree_.source_range(source, d.cue, without)};
  }

  void Add(Draft&& d, const std::vector<WordId>& roots, const std::vector<WordId>& without) {
    d.content = tree_.ranges(roots, without);
    if (!d.content.empty()) out_.push_back(std::move(d));
  }

  // ---- hedges

  bool TryHedge(WordId w, const Hedge& h) {
    WordId head = tree_.head(w);
    Draft d = Start(w, h.rule);
    d.kind = AttributionKind::kHedge;
    d.hedged = true;
    if (h.kind == HedgeKind::kAdverb) {
      if (tree_.deprel(w) != Deprel::kAdvmod || !head.valid()) return false;
      Add(std::move(d), {head}, {w});
      return true;
    }
    if (h.kind == HedgeKind::kAdjective) {
      if (tree_.deprel(w) != Deprel::kAmod || !head.valid()) return false;
      Add(std::move(d), {head}, {w});
      return true;
    }
    return Participle(w, std::move(d));
  }

  // "is believed to have left", "is viewed as a mediator", "it is believed that"
  bool Participle(WordId w, Draft&& d) {
    if (!tree_.is_passive(w)) return false;
    std::vector<WordId> roots;
    WordId subject = tree_.subject(w);
    WordId complement = x_.child(w, Deprel::kXcomp);
    if (!complement.valid()) complement = tree_.with_preposition(w, data_.as, true);
    if (!complement.valid()) {
      // "is suspected of leaving"
      complement = x_.child(w, Deprel::kAdvcl);
      if (complement.valid() && (complement < w || tree_.subject(complement).valid()))
        complement = {};
    }
    if (complement.valid() && subject.valid()) {
      roots = {subject, complement};
    } else if (WordId clause = x_.child(w, Deprel::kCcomp); clause.valid()) {
      roots = {clause};
    } else if (WordId c = x_.child(w, Deprel::kCsubjPass); c.valid()) {
      roots = {c};
    }
    if (roots.empty()) return false;
    WordId agent = x_.child(w, Deprel::kOblAgent);
    if (agent.valid()) {
      SetSource(d, agent, agent);
      d.kind = AttributionKind::kIndirect;
    }
    Add(std::move(d), roots, {});
    return true;
  }

  // ---- verbs

  void Verb(WordId w, const Cue& cue) {
    if (cue.quotes && BesideComma(w, cue)) return;
    WordId referent;
    WordId source;
    // "as quoted by the agency" has no auxiliary.
    bool passive = tree_.is_passive(w) || (tree_.xpos(w) == "VBN" && !tree_.subject(w).valid() &&
                                           x_.child(w, Deprel::kOblAgent).valid());
    if (passive) {
      source = referent = x_.child(w, Deprel::kOblAgent);
      // "is convinced that"
      if (!source.valid() && cue.kind == CueClass::kBelieve) source = referent = tree_.subject(w);
    } else {
      source = tree_.actor(w, referent);
      if (!source.valid()) source = referent = AdjacentSubject(w);
    }
    Draft d = Start(w, cue.rule);
    d.negated = tree_.is_negated(w) != (cue.kind == CueClass::kDeny);
    d.attitude = IsAttitude(cue.kind);
    std::vector<WordId> roots, without;
    if (source.valid()) without.push_back(source);
    bool found = false;
    for (const Frame& f : cue.frames) {
      bool attitude = d.attitude;
      if (!Fill(w, f, cue, passive, roots, attitude)) continue;
      d.attitude = attitude;
      found = true;
      break;
    }
    if (!found) return Parenthetical(w, cue, std::move(d), source, referent);
    bool nobody = passive && x_.child(w, Deprel::kExpl).valid();  // "it was announced that"
    d.weak = !source.valid() && !nobody;
    if (d.weak && !cue.quotes) return;
    // "I think", "you know" are no reports of a thought.
    if (source.valid() && IsThought(cue.kind) && FirstOrSecond(source)) return;
    SetSource(d, source, referent, roots);
    Add(std::move(d), roots, source.valid() ? std::vector<WordId>{source} : std::vector<WordId>{});
  }

  // "The law is void, experts said on Monday.", "The law, experts said, is void." and "The law is
  // void, said the experts.": read off the commas, since trees often fail here.
  bool BesideComma(WordId w, const Cue& cue) {
    std::string_view tag = tree_.xpos(w);
    if (tag != "VBD" && tag != "VBZ" && tag != "VBP") return false;
    const Sentence& s = tree_.sentence(w);
    size_t first = s.first.index(), end = s.end.index(), at = w.index();
    size_t begin = at;  // of the source
    while (begin > first && at - begin < kMaxSource && InName(begin - 1)) --begin;
    WordRange source{begin, at}, before, after;
    if (begin == at) {  // inverted: a comma or closing quotation mark, then the cue
      source = {at + 1, at + 1};
      while (source.end < end && source.end - at <= kMaxSource && InName(source.end)) ++source.end;
    }
    if (begin < first + 3 || !Comma(begin - 1) || source.begin == source.end) return false;
    before = {first, begin - 1};
    size_t rest = std::max(source.end, at + 1);
    // "said on Monday, is over": the comma may stand behind when and where.
    size_t tail = rest;
    while (tail < end && tail < rest + kMaxTail && !Comma(tail) && !IsVerb(tail)) ++tail;
    bool verb_behind = false, comma_behind = tail < end && Comma(tail);
    if (comma_behind) rest = tail;
    for (size_t k = rest; k < end; ++k) verb_behind |= IsVerb(k);
    if (verb_behind && (!comma_behind || begin == at)) return false;
    if (verb_behind) after = {rest + 1, end};
    bool verb_before = false;
    for (size_t k = before.begin; k < before.end; ++k) verb_before |= IsVerb(k);
    if (!verb_before && !verb_behind) return false;
    Draft d = Start(w, cue.rule);
    d.negated = tree_.is_negated(w) != (cue.kind == CueClass::kDeny);
    d.source_head = d.referent = HeadOf(source);
    if (!d.source_head.valid() || FirstOrSecond(d.source_head)) return false;
    Deprel relation = tree_.deprel(d.source_head);
    // "Ann Hale, an aide, said Tuesday"
    if (begin == at && (is_object(d.source_head) || relation == Deprel::kOblUnmarked)) return false;
    // "said Ann Hale, a former aide": with what the tree adds behind.
    WordRange whole = tree_.source_range(d.source_head, WordId(), {});
    bool longer = begin == at && whole.begin >= source.begin && whole.end > source.end;
    d.source = {longer ? WordRange{source.begin, whole.end} : source};
    for (WordRange r : {before, after}) {
      r = tree_.trimmed(r);
      if (r.begin < r.end) d.content.push_back(r);
    }
    if (d.content.empty()) return false;
    out_.push_back(std::move(d));
    return true;
  }

  static constexpr size_t kMaxTail = 7;     // words of time and place between cue and comma
  static constexpr size_t kMaxSource = 10;  // words of a source between comma and cue

  bool Comma(size_t w) const { return tree_.form(WordId(w)) == "," || tree_.is_quote_mark(w); }
  bool IsVerb(size_t w) const {
    Upos u = tree_.upos(WordId(w));
    return u == Upos::kVerb || u == Upos::kAux;
  }
  bool InName(size_t w) const {
    switch (tree_.upos(WordId(w))) {
      case Upos::kNoun:
      case Upos::kPropn:
      case Upos::kAdj:
      case Upos::kDet:
      case Upos::kNum:
        return true;
      case Upos::kPron:
        return x_.features[w].pron_type == PronType::kPrs;
      case Upos::kPart:
        return tree_.xpos(WordId(w)) == "POS";
      case Upos::kAdp:
        return tree_.deprel(WordId(w)) == Deprel::kCase && w > 0 && InNoun(w - 1);
      default:
        return false;
    }
  }
  bool InNoun(size_t w) const {
    Upos u = tree_.upos(WordId(w));
    return u == Upos::kNoun || u == Upos::kPropn;
  }

  // The last noun, name or pronoun before a preposition.
  WordId HeadOf(WordRange r) const {
    WordId head;
    for (size_t w = r.begin; w < r.end; ++w) {
      Upos u = tree_.upos(WordId(w));
      if (u == Upos::kAdp) break;
      if (u == Upos::kNoun || u == Upos::kPropn || u == Upos::kPron) head = WordId(w);
    }
    return head;
  }

  // The noun before a finite verb that the tree gave no subject.
  WordId AdjacentSubject(WordId w) const {
    if (HasInfinitive(w) || tree_.xpos(w) == "VBG" || tree_.xpos(w) == "VB") return {};
    size_t first = tree_.sentence(w).first.index();
    for (size_t k = w.index(); k-- > first;) {
      Upos u = tree_.upos(WordId(k));
      if (u == Upos::kAux || u == Upos::kAdv || u == Upos::kPart) continue;
      if (u != Upos::kNoun && u != Upos::kPropn && u != Upos::kPron) return {};
      WordId top(k);
      for (int step = 0; step < 8; ++step) {
        WordId h = tree_.head(top);
        if (!h.valid() || h.index() >= w.index() || tree_.upos(h) == Upos::kVerb) break;
        top = h;
      }
      return x_.child(top, Deprel::kCase).valid() || is_object(top) ? WordId() : top;
    }
    return {};
  }

  bool is_object(WordId w) const {
    Deprel r = tree_.deprel(w);
    return r == Deprel::kObj || r == Deprel::kObl || r == Deprel::kIobj;
  }

  // "The war, he said, is over": the verb hangs on its content. "As he said, the war is over".
  void Parenthetical(WordId w, const Cue& cue, Draft&& d, WordId source, WordId referent) {
    bool passive = tree_.is_passive(w) || x_.child(w, Deprel::kOblAgent).valid();
    if (!source.valid() || (passive ? !x_.child(w, Deprel::kOblAgent).valid()
                                    : !cue.quotes || !tree_.subject(w).valid()))
      return;
    WordId content = tree_.head(w);
    if (!content.valid()) return;
    Deprel r = tree_.deprel(w);
    bool as = false;
    for (WordId c : x_.children_of(w)) as |= tree_.deprel(c) == Deprel::kMark && Is(c, data_.as);
    if (passive ? !as : r != Deprel::kParataxis && !(r == Deprel::kAdvcl && as)) return;
    if (r == Deprel::kParataxis && tree_.upos(content) == Upos::kVerb &&
        cues_of_lemma_[x_.lemma[content.index()]] != nullptr && content < w &&
        x_.child(content, Deprel::kCcomp).valid())
      return;  // two sayings side by side
    SetSource(d, source, referent);
    Add(std::move(d), {content}, {w});
  }

  bool Is(WordId w, std::string_view lower) const {
    std::string_view f = tree_.form(w);
    if (f.size() != lower.size()) return false;
    for (size_t i = 0; i < f.size(); ++i) {
      if (LowerAscii(f[i]) != lower[i]) return false;
    }
    return true;
  }

  bool FirstOrSecond(WordId w) const {
    const Features& f = x_.features[w.index()];
    return tree_.upos(w) == Upos::kPron && (f.person == 1 || f.person == 2);
  }

  bool HasInfinitive(WordId w) const {
    for (WordId c : x_.children_of(w))
      if (tree_.deprel(c) == Deprel::kMark && tree_.xpos(c) == "TO") return true;
    return false;
  }

  // Puts the roots of the content into `roots` if the frame is there.
  bool Fill(WordId w, const Frame& f, const Cue& cue, bool passive, std::vector<WordId>& roots,
            bool& attitude) const {
    WordId object = x_.child(w, Deprel::kObj);
    auto take = [&](WordId a, WordId b = WordId()) {
      if (!a.valid()) return false;
      roots.push_back(a);
      if (b.valid()) roots.push_back(b);
      return true;
    };
    switch (f.kind) {
      case FrameKind::kClause:
        if (take(Clause(w))) return true;
        // "the poll shows the party leading"
        for (WordId c : x_.children_of(w)) {
          Deprel r = tree_.deprel(c);
          if (cue.kind == CueClass::kShow && object.valid() && w < object && object < c &&
              (r == Deprel::kAdvcl || r == Deprel::kXcomp) && tree_.xpos(c) == "VBG" &&
              !x_.child(c, Deprel::kMark).valid())
            return take(object, c);
        }
        return false;
      case FrameKind::kQuote:
        return false;  // direct.cc
      case FrameKind::kTo:
        for (WordId c : x_.children_of(w)) {
          Deprel r = tree_.deprel(c);
          if ((r == Deprel::kXcomp || r == Deprel::kCcomp || r == Deprel::kAdvcl ||
               r == Deprel::kAcl) &&
              w < c && HasInfinitive(c))
            return take(c, passive || !object.valid() ? WordId() : object);
        }
        return false;
      case FrameKind::kGerund:
        for (WordId c : x_.children_of(w)) {
          Deprel r = tree_.deprel(c);
          if ((r == Deprel::kXcomp || r == Deprel::kCcomp) && w < c && tree_.xpos(c) == "VBG")
            return take(c);
        }
        return false;
      case FrameKind::kObject:
        attitude |= !ReportsObject(cue.kind);
        if (passive) {
          // "was condemned by the minister"
          return x_.child(w, Deprel::kOblAgent).valid() && take(tree_.subject(w));
        }
        return w < object && tree_.upos(object) != Upos::kPron && take(object);
      case FrameKind::kObject2:
        return NamedObject(w, passive, object, roots);
      case FrameKind::kAs:
        if (WordId as = tree_.with_preposition(w, data_.as, true); as.valid() && w < as)
          return take(passive ? tree_.subject(w) : object, as);
        return false;
      default:
        attitude |= !ReportsObject(cue.kind);
        return Prepositional(w, f, cue, object, roots);
    }
  }

  // "called the attack a crime": object and what it is called, which trees write in several ways.
  bool NamedObject(WordId w, bool passive, WordId object, std::vector<WordId>& roots) const {
    WordId complement;
    WordId named = passive ? tree_.subject(w) : object;
    for (WordId c : x_.children_of(w)) {
      Deprel r = tree_.deprel(c);
      if (c < w || HasInfinitive(c)) continue;
      if (r == Deprel::kXcomp || (r == Deprel::kObj && object < c)) {
        if (!named.valid()) {
          named = c;  // two complements: the first is the object
        } else {
          complement = c;
        }
      }
    }
    if (!complement.valid() || !named.valid()) return false;
    roots = {named, complement};
    return true;
  }

  bool Prepositional(WordId w, const Frame& f, const Cue& cue, WordId object,
                     std::vector<WordId>& roots) const {
    WordId p = tree_.with_preposition(w, f.preposition, true);
    // "accused the rebels of breaking": the clause may hang on the object.
    if (!p.valid() && object.valid() && w < object)
      p = tree_.with_preposition(object, f.preposition, true);
    if (!p.valid() || p < w) return false;
    if (f.kind == FrameKind::kToObject) {
      if (!object.valid()) return false;
      roots.push_back(object);
    }
    roots.push_back(p);
    size_t before = roots.size();
    // "called on the rebels to leave"
    for (WordId c : x_.children_of(w)) {
      Deprel r = tree_.deprel(c);
      if (p < c && (r == Deprel::kXcomp || r == Deprel::kAdvcl) && HasInfinitive(c))
        roots.push_back(c);
    }
    // "called her on Monday" calls on nobody.
    if (cue.kind == CueClass::kSay && object.valid() && f.kind == FrameKind::kPreposition &&
        roots.size() == before) {
      roots.clear();
      return false;
    }
    return true;
  }

  // The finite clause or quotation that w governs.
  WordId Clause(WordId w) const {
    for (WordId c : x_.children_of(w))
      if (tree_.deprel(c) == Deprel::kCcomp && !HasInfinitive(c)) return c;
    // "reported Iran issued warrants", where the tree makes a clause with a subject a complement
    // without.
    for (WordId c : x_.children_of(w)) {
      WordId subject = x_.child(c, Deprel::kNsubj);
      bool clause = tree_.deprel(c) == Deprel::kXcomp && subject.valid() && w < subject;
      if (clause && subject < c && tree_.upos(c) == Upos::kVerb && !HasInfinitive(c)) return c;
    }
    // "told reporters that they left": the clause may hang on the object.
    for (WordId c : x_.children_of(w)) {
      Deprel r = tree_.deprel(c);
      if (r != Deprel::kObj && r != Deprel::kIobj) continue;
      if (WordId clause = ThatClause(c); clause.valid()) return clause;
    }
    // "He said: We will go" and inverted quotations are sometimes parataxis.
    for (WordId c : x_.children_of(w))
      if (tree_.deprel(c) == Deprel::kParataxis && w < c && AfterColon(c)) return c;
    return {};
  }

  // A clause on noun w that a conjunction begins right behind it: "reporters that they left"; not a
  // relative clause, whose "that" is a pronoun.
  WordId ThatClause(WordId w) const {
    size_t next = w.index() + 1;
    if (next >= x_.size() || tree_.upos(WordId(next)) != Upos::kSconj) return {};
    for (WordId c : x_.children_of(w)) {
      Deprel r = tree_.deprel(c);
      bool clause = r == Deprel::kAcl || r == Deprel::kAclRelcl || r == Deprel::kCcomp;
      if (clause && next < c.index() && tree_.subject(c).valid()) return c;
    }
    return {};
  }

  bool AfterColon(WordId c) const {
    Span s = x_.subtree_span(c);
    for (WordId k : x_.children_of(c))
      if (tree_.form(k) == ":") return true;
    for (size_t w = c.index(); w > tree_.sentence(c).first.index(); --w) {
      const dragoman::Word& word = x_.base.words[w - 1];
      if (word.span.begin < s.begin) return tree_.form(WordId(w - 1)) == ":";
    }
    return false;
  }

  // ---- nouns and adjectives

  void Noun(WordId w, const Cue& cue) {
    std::vector<WordId> roots;
    for (const Frame& f : cue.frames) {
      if (f.kind == FrameKind::kClause) {
        if (WordId c = ThatClause(w); c.valid()) roots.push_back(c);
      }
      if (roots.empty() && (f.kind == FrameKind::kClause || f.kind == FrameKind::kTo)) {
        for (WordId c : x_.children_of(w)) {
          Deprel r = tree_.deprel(c);
          bool infinitive = HasInfinitive(c);
          if ((r != Deprel::kAcl && r != Deprel::kCcomp) || c < w) continue;
          if (infinitive == (f.kind == FrameKind::kTo) && (infinitive || HasMark(c)))
            roots.push_back(c);
        }
      } else if (f.kind == FrameKind::kPreposition) {
        WordId p = tree_.with_preposition(w, f.preposition, true);
        if (p.valid() && w < p) roots.push_back(p);
      }
      if (!roots.empty()) break;
    }
    if (roots.empty()) return;
    roots.resize(1);
    Draft d = Start(w, cue.rule);
    d.attitude = IsAttitude(cue.kind) || cue.kind == CueClass::kPraise ||
                 (cue.kind == CueClass::kAccuse && tree_.deprel(roots[0]) == Deprel::kNmod);
    d.negated = cue.kind == CueClass::kDeny;
    WordId referent;
    WordId source = x_.child(w, Deprel::kNmodPoss);
    // "denies reports that": the reports are not the denier's, and the denial has the clause.
    if (tree_.deprel(w) == Deprel::kObj && tree_.head(w).valid() &&
        cues_of_lemma_[x_.lemma[tree_.head(w).index()]] != nullptr)
      return;
    if (!source.valid() && tree_.deprel(w) == Deprel::kObj && tree_.head(w).valid()) {
      source = tree_.actor(tree_.head(w), referent);  // "issued a statement that"
    }
    if (!source.valid()) {
      // "amid reports that": nobody's words.
      if (d.attitude || tree_.deprel(roots[0]) == Deprel::kNmod) return;
      d.kind = AttributionKind::kHedge;
      d.hedged = cue.kind == CueClass::kReport || cue.kind == CueClass::kClaim ||
                 cue.kind == CueClass::kRumor || cue.kind == CueClass::kAccuse;
      if (!d.hedged) return;
    }
    SetSource(d, source, referent, roots);
    Add(std::move(d), roots, {});
  }

  bool HasMark(WordId c) const { return x_.child(c, Deprel::kMark).valid(); }

  void Adjective(WordId w, const Cue& cue) {
    WordId subject = tree_.subject(w);
    if (!subject.valid() || x_.child(w, Deprel::kExpl).valid()) return;
    std::vector<WordId> roots;
    for (const Frame& f : cue.frames) {
      for (WordId c : x_.children_of(w)) {
        Deprel r = tree_.deprel(c);
        bool clause = r == Deprel::kCcomp || r == Deprel::kAdvcl || r == Deprel::kXcomp;
        if (!clause || c < w || !roots.empty()) continue;
        bool infinitive = HasInfinitive(c);
        if (f.kind == FrameKind::kTo ? infinitive
                                     : f.kind == FrameKind::kClause && !infinitive &&
                                           (HasMark(c) || r == Deprel::kCcomp))
          roots.push_back(c);
      }
      if (roots.empty() && f.kind == FrameKind::kPreposition) {
        WordId p = tree_.with_preposition(w, f.preposition, true);
        if (p.valid() && w < p) roots.push_back(p);
      }
      if (!roots.empty()) break;
    }
    if (roots.empty()) return;
    Draft d = Start(w, cue.rule);
    d.attitude = IsAttitude(cue.kind);
    d.negated = tree_.is_negated(w);
    WordId referent;
    WordId source = tree_.actor(w, referent);
    SetSource(d, source, referent, roots);
    Add(std::move(d), roots, {});
  }

  // ---- "according to"

  void Preposition(WordId w) {
    auto it = data_.prepositions.find(LowerAscii(tree_.form(w)));
    if (it == data_.prepositions.end()) return;
    size_t end = tree_.sentence(w).end.index();
    for (const auto& rest : it->second) {
      size_t last = w.index() + rest.size();
      if (last + 1 >= end) continue;
      bool same = true;
      for (size_t i = 0; i < rest.size() && same; ++i)
        same = Is(WordId(w.index() + 1 + i), rest[i]);
      if (same) return AccordingTo(w, last);
    }
  }

  void AccordingTo(WordId w, size_t last) {
    // The noun the phrase stands before: the nearest governor of its words to the right of it.
    WordId source;
    for (WordId k = w; k.valid(); k = tree_.head(k)) {
      if (k.index() > last) {
        source = k;
        break;
      }
    }
    const Sentence& s = tree_.sentence(w);
    if (!source.valid()) {
      for (size_t k = last + 1; k < s.end.index() && !source.valid(); ++k) {
        Upos u = tree_.upos(WordId(k));
        if (u == Upos::kNoun || u == Upos::kPropn || u == Upos::kPron) source = WordId(k);
      }
      while (source.valid() && tree_.head(source).valid() && tree_.head(source).index() > last)
        source = tree_.head(source);
    }
    if (!source.valid()) return;
    Draft d = Start(w, "attribution." + LowerAscii(tree_.form(w)));
    d.kind = AttributionKind::kAccordingTo;
    d.cue_range = {w.index(), last + 1};
    SetSource(d, source, source);
    WordRange& r = d.source.front();
    r.begin = std::max(r.begin, last + 1);
    if (r.begin >= r.end) r = {source.index(), source.index() + 1};
    if (AroundSentence(d, s)) {
      out_.push_back(std::move(d));
      return;
    }
    WordId governor = tree_.head(source);
    for (int step = 0; step < 16 && governor.valid(); ++step) {
      Upos u = tree_.upos(governor);
      if (u == Upos::kVerb || u == Upos::kAux || x_.child(governor, Deprel::kCop).valid() ||
          tree_.subject(governor).valid() || !tree_.head(governor).valid())
        break;
      governor = tree_.head(governor);
    }
    if (governor.valid()) Add(std::move(d), {governor}, {source});
  }

  // "According to Z, A left." and "A left, according to Z.": the rest of the sentence, whatever the
  // tree hangs the phrase on.
  bool AroundSentence(Draft& d, const Sentence& s) const {
    size_t first = s.first.index(), end = s.end.index();
    WordRange phrase{d.cue_range.begin, d.source.front().end};
    WordRange content;
    if (phrase.begin == first && phrase.end < end && tree_.form(WordId(phrase.end)) == ",") {
      content = {phrase.end + 1, end};
    } else if (phrase.begin > first && tree_.form(WordId(phrase.begin - 1)) == "," &&
               tree_.trimmed({phrase.begin, end}).end == phrase.end) {
      content = {first, phrase.begin - 1};
    }
    content = tree_.trimmed(content);
    if (content.begin >= content.end) return false;
    d.content = {content};
    return true;
  }

  const TreeReader& tree_;
  const Syntax& x_;
  const CueRules::Data& data_;
  std::vector<Draft>& out_;
  std::vector<const std::vector<Cue>*> cues_of_lemma_;
  std::vector<const std::vector<Hedge>*> hedges_of_lemma_;
};

}  // namespace

void FindCues(const TreeReader& tree, const CueRules::Data& data, std::vector<Draft>& out) {
  CueFinder(tree, data, out).Run();
}

}  // namespace dragoman::attribution
