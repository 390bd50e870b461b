// SPDX-License-Identifier: Apache-2.0
// Names: the tagger's and the knowledge base's, made one list without overlaps.
// Entry: FindNameMentions.
#include <algorithm>

#include "entities/draft.h"
#include "entities/known_codes.h"

namespace dragoman::entities {
namespace {

bool HasKind(const NameMatch& m, std::initializer_list<NameKind> kinds) {
  return std::any_of(m.candidates.begin(), m.candidates.end(), [&](const NameCandidate& c) {
    return std::find(kinds.begin(), kinds.end(), c.kind) != kinds.end();
  });
}

class NameFinder {
 public:
  NameFinder(const Article& a, const NameModel& model) : a_(a), model_(model) {}

  std::vector<Draft> Find() {
    for (size_t s = 0; s < a_.syntax.base.sentences.size(); ++s) {
      sentence_ = SentenceId(s);
      begin_ = static_cast<uint32_t>(a_.syntax.base.sentences[s].first.index());
      end_ = static_cast<uint32_t>(a_.syntax.base.sentences[s].end.index());
      if (begin_ >= end_) continue;
      size_t from = drafts_.size();
      AddTagged();
      AddKnown(from);
      std::sort(drafts_.begin() + static_cast<std::ptrdiff_t>(from), drafts_.end(),
                [](const Draft& x, const Draft& y) { return x.first < y.first; });
      for (size_t i = from; i < drafts_.size(); ++i) {
        SetCandidates(drafts_[i]);
        JoinOf(i);
        Extend(i);
        SetHead(drafts_[i]);
      }
    }
    return std::move(drafts_);
  }

 private:
  void AddTagged() {
    forms_.clear();
    for (uint32_t w = begin_; w < end_; ++w) forms_.push_back(a_.form(w));
    codes_.assign(forms_.size(), 0);
    CodesOfMatches(a_.knowledge, a_.matches, a_.match_begin[begin_], a_.match_begin[end_], begin_,
                   codes_);
    for (const NameSpan& t : model_.Tag(forms_, codes_, extractor_)) {
      Draft d;
      d.first = begin_ + static_cast<uint32_t>(t.first);
      d.end = begin_ + static_cast<uint32_t>(t.end);
      d.name_type = t.type;
      d.tagged = true;
      d.sentence = sentence_;
      // "Aceh, Indonesia" is two places.
      for (uint32_t w = d.first + 1; d.name_type == NameType::kPlace && w + 1 < d.end; ++w) {
        if (a_.lower[w] != "," || a_.match(d.first, d.end) != nullptr) continue;
        Draft before = d;
        before.end = w;
        d.first = w + 1;
        Keep(before);
      }
      Keep(d);
    }
  }

  void Keep(Draft d) {
    CutTitles(d);
    Trim(d);
    RetypeByHead(d);
    if (d.first < d.end && !OnlyTitle(d) && !OnlyNoun(d) && !EndsInRole(d)) drafts_.push_back(d);
  }

  // "National Security Advisor Mike Waltz", "State Marco Rubio" after "Secretary of": what is
  // behind the title is a person. "United Nations Secretary-General": what is before it is a body.
  void CutTitles(Draft& d) const {
    if (IsName(d) || d.name_type == NameType::kPeople || d.name_type == NameType::kEvent) return;
    uint32_t from = d.first >= begin_ + 4 ? d.first - 4 : begin_;
    for (uint32_t w = from; w < d.end; ++w) {
      for (const NameMatch& m : a_.matches_at(w)) {
        if (!HasKind(m, {NameKind::kTitle}) || m.end <= d.first || m.end > d.end) continue;
        if (m.end == d.end) {
          if (m.first < d.first) d.end = d.first;  // "State" of "Secretary of State"
          if (m.first <= d.first) continue;
          d.end = m.first;
          d.name_type = NameType::kOrganization;
          return;
        }
        if (m.first > d.first || !PersonLike(m.end, d.end)) continue;
        d.first = m.end;
        d.name_type = NameType::kPerson;
        return;
      }
      // "Vermont Bernie Sanders": a known person's whole name ends the tag.
      if (w <= d.first) continue;
      const NameMatch* person = a_.match(w, d.end);
      if (person == nullptr || d.end - w < 2 || !HasKind(*person, {NameKind::kFull})) continue;
      if (a_.knowledge.Get(person->candidates[0].id).type != EntityType::kPerson) continue;
      d.first = w;
      d.name_type = NameType::kPerson;
      return;
    }
  }

  // Two or three capitalised words, as a person's name has.
  bool PersonLike(uint32_t first, uint32_t end) const {
    if (end - first < 2 || end - first > 5) return false;
    for (uint32_t w = first; w < end; ++w) {
      Shape s = ShapeOf(a_.form(w));
      if (s != Shape::kInitial && s != Shape::kMixed && s != Shape::kHyphen &&
          s != Shape::kAbbreviated && s != Shape::kLetter) {
        return false;
      }
    }
    return a_.rules.noun(a_.lower[end - 1]) == nullptr;
  }

  // "People Power Party" is no person: the last word says what it is.
  void RetypeByHead(Draft& d) const {
    if (d.name_type != NameType::kPerson || d.end - d.first < 2) return;
    const NounRow* row = a_.rules.noun(a_.lower[d.end - 1]);
    if (row != nullptr &&
        (row->type == EntityType::kOrganization || row->type == EntityType::kGovernment)) {
      d.name_type = NameType::kOrganization;
    }
  }

  // "the State Department Spokesperson": somebody, but no name.
  bool EndsInRole(const Draft& d) const {
    if (d.name_type != NameType::kPerson || d.end - d.first < 2 || IsName(d)) return false;
    const NounRow* row = a_.rules.noun(a_.lower[d.end - 1]);
    return row != nullptr && row->type == EntityType::kPerson &&
           a_.rules.title_word(a_.lower[d.end - 1]) == TitleWord::kOffice;
  }

  // Takes off what the tagger took in though it is no part of the name: "the", "President", "'s".
  void Trim(Draft& d) const {
    auto whole = [&] { return a_.match(d.first, d.end) != nullptr; };
    while (d.end > d.first && a_.rules.is("possessive", a_.lower[d.end - 1])) --d.end;
    while (d.end > d.first && ShapeOf(a_.form(d.end - 1)) >= Shape::kHyphen &&
           a_.form(d.end - 1) != ")") {
      --d.end;
    }
    while (d.first < d.end &&
           (ShapeOf(a_.form(d.first)) >= Shape::kHyphen || a_.rules.is("of", a_.lower[d.first]))) {
      ++d.first;
    }
    while (d.first + 1 < d.end && !whole()) {
      const std::string& w = a_.lower[d.first];
      bool title = d.name_type == NameType::kPerson &&
                   (a_.rules.title_word(w) != TitleWord::kNone ||
                    a_.rules.office_word(w) != OfficeWord::kNone || IsAdjective(d.first));
      if (!title && !a_.rules.is("definite", w)) break;
      ++d.first;
    }
  }

  // "The President said": a title alone is no name.
  bool OnlyTitle(const Draft& d) const {
    for (uint32_t w = d.first; w < d.end; ++w) {
      const std::string& word = a_.lower[w];
      if (a_.rules.title_word(word) == TitleWord::kNone &&
          a_.rules.office_word(word) == OfficeWord::kNone && !a_.rules.is("of", word)) {
        return false;
      }
    }
    return !IsName(d);
  }

  bool IsName(const Draft& d) const {
    const NameMatch* m = a_.match(d.first, d.end);
    return m != nullptr && HasKind(*m, {NameKind::kFull, NameKind::kAlias});
  }

  // "Several MPs", "the Government": a common noun alone is no name.
  bool OnlyNoun(const Draft& d) const {
    if (d.end - d.first != 1 || IsName(d)) return false;
    std::string_view word = a_.lower[d.first];
    const NounRow* row = a_.rules.noun(word);
    if (row == nullptr && word.size() > 3 && word.back() == 's') {
      row = a_.rules.noun(word.substr(0, word.size() - 1));
    }
    return row != nullptr && !row->name_only && a_.syntax.upos[d.first] != Upos::kPropn;
  }

  bool IsAdjective(uint32_t w) const {
    const NameMatch* m = a_.match(w, w + 1);
    return m != nullptr && HasKind(*m, {NameKind::kAdjective});
  }

  // Matches the tagger did not see, or saw a part of.
  void AddKnown(size_t from) {
    for (uint32_t i = a_.match_begin[begin_]; i < a_.match_begin[end_]; ++i) {
      const NameMatch& m = a_.matches[i];
      if (!StartsUpper(a_.form(m.first))) continue;
      bool multi = m.end - m.first > 1;
      if (!HasKind(m, {NameKind::kFull, NameKind::kAlias, NameKind::kAbbreviation,
                       NameKind::kAdjective, NameKind::kPeople, NameKind::kMetonym})) {
        continue;
      }
      bool covered = false, inside_tag = false;
      for (size_t k = from; k < drafts_.size(); ++k) {
        const Draft& d = drafts_[k];
        if (d.end <= m.first || d.first >= m.end) continue;
        covered = true;
        inside_tag |= d.first < m.first || d.end > m.end;
      }
      // A tag that holds the match, or crosses it, wins: "Bank of India" is not India.
      if (inside_tag) continue;
      if (covered && !multi) continue;
      if (!covered && !Trustworthy(m)) continue;
      Draft d;
      d.first = m.first;
      d.end = m.end;
      d.sentence = sentence_;
      d.name_type = TypeOf(m);
      for (size_t k = drafts_.size(); k-- > from;) {
        const Draft& old = drafts_[k];
        if (old.end <= m.first || old.first >= m.end) continue;
        d.tagged = true;
        d.name_type = old.name_type;
        drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(k));
      }
      drafts_.push_back(d);
    }
  }

  // "Russian", "Minister", "Police": what goes before a name and is no part of it.
  bool Describes(uint32_t w) const {
    auto matches = a_.matches_at(w);
    return std::any_of(matches.begin(), matches.end(), [](const NameMatch& m) {
      return HasKind(m, {NameKind::kAdjective, NameKind::kPeople, NameKind::kTitle,
                         NameKind::kAgent, NameKind::kMetonym});
    });
  }

  // A name only the knowledge base sees. Single words need to be what they mostly are, and no
  // part of a longer capitalised stretch ("Jordan Peterson").
  bool Trustworthy(const NameMatch& m) const {
    if (m.shouted) return m.end - m.first > 1;
    if (m.end - m.first > 1) return true;
    bool adjective = HasKind(m, {NameKind::kAdjective, NameKind::kPeople});
    if (adjective) return true;
    auto capital = [&](int64_t w) {
      if (!a_.in(sentence_, w)) return false;
      Shape s = ShapeOf(a_.form(static_cast<uint32_t>(w)));
      return s == Shape::kInitial || s == Shape::kMixed || s == Shape::kAbbreviated;
    };
    bool start = m.first == begin_;
    if ((capital(m.first - 1) && m.first - 1 != begin_) || capital(m.end)) return false;
    // "Neil Jordan" at the start of a sentence, where any word has a capital.
    if (!start && m.first - 1 == begin_ && a_.syntax.upos[begin_] == Upos::kPropn &&
        !Describes(begin_)) {
      return false;
    }
    for (const NameCandidate& c : m.candidates) {
      if (c.kind == NameKind::kTitle || c.kind == NameKind::kAgent) return false;
      EntityType t = a_.knowledge.Get(c.id).type;
      if (t == EntityType::kState || c.kind == NameKind::kMetonym) return true;
      if (c.kind == NameKind::kAbbreviation && !start) return true;
      if (!start && c.weight >= 500 && t != EntityType::kPerson) return true;
    }
    return false;
  }

  NameType TypeOf(const NameMatch& m) const {
    const NameCandidate* best = &m.candidates[0];
    for (const NameCandidate& c : m.candidates) {
      if (c.kind == NameKind::kTitle || c.kind == NameKind::kAgent) continue;
      if (c.weight > best->weight || best->kind == NameKind::kTitle) best = &c;
    }
    if (best->kind == NameKind::kAdjective || best->kind == NameKind::kPeople) {
      return NameType::kPeople;
    }
    if (best->kind == NameKind::kTitle || best->kind == NameKind::kAgent) return NameType::kMisc;
    EntityType t = a_.knowledge.Get(best->id).type;
    if (t == EntityType::kPerson) return NameType::kPerson;
    if (IsPlaceType(t)) return NameType::kPlace;
    if (t == EntityType::kNamedEvent) return NameType::kEvent;
    if (t == EntityType::kGovernment || t == EntityType::kOrganization || t == EntityType::kGroup) {
      return NameType::kOrganization;
    }
    return NameType::kMisc;
  }

  // "Kakhovka dam", "Idlib province", "Zaporizhzhia nuclear power plant": the common noun belongs
  // to the name. Not after a state: "the Ukraine border".
  void Extend(size_t i) {
    Draft& d = drafts_[i];
    if (JoinParty(d)) return;
    if (d.name_type != NameType::kPlace && d.name_type != NameType::kMisc &&
        d.name_type != NameType::kOrganization) {
      return;
    }
    bool state = std::any_of(d.candidates.begin(), d.candidates.end(), [&](const NameCandidate& c) {
      return c.kind != NameKind::kTitle && a_.knowledge.Get(c.id).type == EntityType::kState;
    });
    if (state) return;
    uint32_t limit = std::min(d.end + 3, i + 1 < drafts_.size() ? drafts_[i + 1].first : end_);
    limit = std::min(limit, end_);
    for (uint32_t w = d.end; w < limit; ++w) {
      if (ShapeOf(a_.form(w)) != Shape::kLower || !NounLike(w)) return;
      const NounRow* row = a_.rules.noun(a_.lower[w]);
      if (row == nullptr || row->name_only) continue;
      bool place =
          row->type == EntityType::kFacility ||
          (w == d.end && (row->type == EntityType::kPlace || row->type == EntityType::kRegion));
      if (!place) continue;
      d.end = w + 1;
      d.head_type = row->type;
      d.name_type = NameType::kPlace;
      SetCandidates(d);
      return;
    }
  }

  void SetCandidates(Draft& d) const {
    const NameMatch* m = a_.match(d.first, d.end);
    d.candidates = m == nullptr ? std::span<const NameCandidate>() : m->candidates;
  }

  bool IsPlace(const Draft& d) const {
    return std::any_of(d.candidates.begin(), d.candidates.end(), [&](const NameCandidate& c) {
      return c.kind != NameKind::kTitle && c.kind != NameKind::kAgent &&
             IsPlaceType(a_.knowledge.Get(c.id).type);
    });
  }

  // "the Green party": a name that is no place, with the word for what it is.
  bool JoinParty(Draft& d) const {
    if (d.end >= end_ || d.name_type == NameType::kPeople || d.name_type == NameType::kEvent ||
        !a_.rules.is("name_tail", a_.lower[d.end]) || IsPlace(d)) {
      return false;
    }
    if (ShapeOf(a_.form(d.end - 1)) != Shape::kInitial) return false;  // "AKP party" stays
    ++d.end;
    d.name_type = NameType::kOrganization;
    SetCandidates(d);
    return true;
  }

  // "Australian Council of National Trusts": the tagger cut a body's name at the small word.
  void JoinOf(size_t i) {
    if (i + 1 >= drafts_.size()) return;
    Draft& d = drafts_[i];
    const Draft& next = drafts_[i + 1];
    if (d.name_type != NameType::kOrganization || d.end - d.first < 2 || !d.tagged ||
        !d.candidates.empty() || next.name_type == NameType::kPerson) {
      return;
    }
    const NounRow* row = a_.rules.noun(a_.lower[d.end - 1]);
    if (row == nullptr ||
        (row->type != EntityType::kOrganization && row->type != EntityType::kGovernment)) {
      return;
    }
    uint32_t w = d.end;
    if (w >= end_ || !a_.rules.is("name_of", a_.lower[w])) return;
    if (++w < end_ && a_.rules.is("definite", a_.lower[w])) ++w;
    if (next.first != w) return;
    d.end = next.end;
    d.head_type = row->type;
    drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    SetCandidates(d);
  }

  bool NounLike(uint32_t w) const {
    Upos u = a_.syntax.upos[w];
    return u == Upos::kX ? a_.rules.noun(a_.lower[w]) != nullptr
                         : u == Upos::kNoun || u == Upos::kAdj || u == Upos::kPropn;
  }

  // The word whose governor is outside the mention; the last such, for trees that put several.
  void SetHead(Draft& d) const {
    d.head = d.end - 1;
    if (a_.has_trees) {
      for (uint32_t w = d.first; w < d.end; ++w) {
        WordId h = a_.syntax.head[w];
        bool outside = !h.valid() || h.index() < d.first || h.index() >= d.end;
        if (outside && a_.syntax.deprel[w] != Deprel::kPunct) {
          d.head = w;
          break;
        }
      }
    }
    if (d.head_type != EntityType::kOther) return;
    // What the name says of itself: by its last word, or the word before the first "of".
    uint32_t last = d.end - 1;
    for (uint32_t w = d.first + 1; w + 1 < d.end; ++w) {
      if (a_.rules.is("of", a_.lower[w])) {
        last = w - 1;
        break;
      }
    }
    const NounRow* row = d.end - d.first > 1 ? a_.rules.noun(a_.lower[last]) : nullptr;
    if (row == nullptr && d.end - d.first > 1)
      row = a_.rules.noun(a_.syntax.lemma_of(WordId(size_t{last})));
    if (row != nullptr && d.name_type != NameType::kPerson) d.head_type = row->type;
  }

  const Article& a_;
  const NameModel& model_;
  FeatureExtractor extractor_;
  std::vector<Draft> drafts_;
  std::vector<std::string_view> forms_;
  std::vector<uint8_t> codes_;
  SentenceId sentence_;
  uint32_t begin_ = 0, end_ = 0;
};

}  // namespace

std::vector<Draft> FindNameMentions(const Article& article, const NameModel& model) {
  return NameFinder(article, model).Find();
}

}  // namespace dragoman::entities
