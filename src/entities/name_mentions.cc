// SPDX-License-Identifier: Apache-2.0
// Names: the tagger's and the knowledge base's, made one list without overlaps.
// Entry: FindNameMentions.
#include <algorithm>

#include "entities/draft.h"
#include "entities/institutions.h"
#include "entities/known_codes.h"
#include "entities/name_tagger.h"

namespace dragoman::entities {
namespace {

bool HasKind(const NameMatch& m, std::initializer_list<NameKind> kinds) {
  return std::any_of(m.candidates.begin(), m.candidates.end(), [&](const NameCandidate& c) {
    return std::find(kinds.begin(), kinds.end(), c.kind) != kinds.end();
  });
}

class NameFinder {
 public:
  NameFinder(const Article& a, NameTagger& tagger) : a_(a), tagger_(tagger) {}

  std::vector<Draft> Find() {
    in_time_.assign(a_.size(), false);
    for (const Timex& t : a_.times.timexes) {
      for (size_t w = t.first.index(); w < t.end.index(); ++w) in_time_[w] = true;
    }
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
      JoinEvents(from);
      for (size_t i = from; i < drafts_.size(); ++i) {
        SetCandidates(drafts_[i]);
        JoinFamilyName(i);
        JoinOf(i);
        JoinFirmEnd(drafts_[i]);
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
    TagsOf(a_.syntax, begin_, end_, tags_);
    std::span<const int16_t> encoder = a_.syntax.name_scores;
    if (!encoder.empty()) {
      encoder = encoder.subspan(begin_ * kNameScores, (end_ - begin_) * kNameScores);
    }
    for (const NameSpan& t : tagger_.Tag(forms_, codes_, tags_, encoder)) {
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
    CutAddress(d);
    if (SplitPair(d) || SplitPlace(d) || SplitOwner(d) || SplitCompound(d) || SplitAtTitle(d)) {
      return;
    }
    CutTitles(d);
    Trim(d);
    TakeGivenName(d);
    RetypeByHead(d);
    TakeSyllables(d);
    if (d.first < d.end && !OnlyTitle(d) && !OnlyNoun(d) && !EndsInRole(d) && !OnlyNumber(d)) {
      drafts_.push_back(d);
    }
  }

  // "the 2019 Ukrainian parliamentary election" is one name, whatever the tagger took of it: a
  // year, then words that describe, then what happens. What the tagger took beyond it is cut off.
  void JoinEvents(size_t from) {
    for (uint32_t w = begin_ + 2; w < end_ && drafts_.size() > from; ++w) {
      if (!IsEventNoun(w) || (w + 1 < end_ && IsEventNoun(w + 1))) continue;
      uint32_t first = w;
      while (first > begin_ && w - first < kEventWords && !IsYear(first) &&
             PartOfEvent(first - 1)) {
        --first;
      }
      if (!IsYear(first) || w - first < 2) continue;
      Draft event;
      event.first = first;
      event.end = w + 1;
      event.sentence = sentence_;
      event.name_type = NameType::kEvent;
      event.head_type = EntityType::kNamedEvent;
      bool named = false;
      for (size_t k = drafts_.size(); k-- > from;) {
        const Draft old = drafts_[k];
        if (old.end <= event.first || old.first >= event.end) continue;
        named = true;
        if (old.name_type == NameType::kEvent) event.first = std::min(event.first, old.first);
        drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(k));
        if (old.end <= event.end || !StartsUpper(a_.form(event.end))) continue;
        Draft rest = old;
        rest.first = event.end;
        rest.name_type = NameType::kPerson;
        Keep(rest);
      }
      if (named) drafts_.push_back(event);
    }
    std::sort(drafts_.begin() + static_cast<std::ptrdiff_t>(from), drafts_.end(),
              [](const Draft& x, const Draft& y) { return x.first < y.first; });
  }

  bool IsEventNoun(uint32_t w) const {
    const NounRow* row = a_.rules.noun(a_.lower[w]);
    return row != nullptr && row->type == EntityType::kNamedEvent;
  }

  bool IsYear(uint32_t w) const {
    std::string_view f = a_.form(w);
    return f.size() == 4 && f[0] >= '1' && f[0] <= '2' && ShapeOf(f) == Shape::kDigits;
  }

  bool PartOfEvent(uint32_t w) const {
    if (StartsUpper(a_.form(w))) return true;
    switch (a_.syntax.upos[w]) {
      case Upos::kAdj:
      case Upos::kNoun:
      case Upos::kPropn:
        return true;
      case Upos::kNum:
        return IsYear(w);
      default:
        return ShapeOf(a_.form(w)) == Shape::kHyphen || a_.rules.is("of", a_.lower[w]);
    }
  }

  // Addresses of the net are no part of a name: what stands before the first one is left.
  void CutAddress(Draft& d) const {
    for (uint32_t w = d.first; w < d.end; ++w) {
      if (IsAddress(a_.form(w))) d.end = w;
    }
  }

  // "leader Rached Ghannouchi": a verb with a capital inside a sentence is the name's first part.
  void TakeGivenName(Draft& d) const {
    if (d.name_type != NameType::kPerson || d.end != d.first + 1 || d.first < begin_ + 2) return;
    uint32_t w = d.first - 1;
    if (a_.syntax.upos[w] != Upos::kVerb || ShapeOf(a_.form(w)) != Shape::kInitial ||
        CasingOf(forms_) != Casing::kNormal || StartsUpper(a_.form(w - 1))) {
      return;
    }
    d.first = w;
  }

  // "Part VII": a Roman numeral names nobody.
  bool OnlyNumber(const Draft& d) const {
    return d.end - d.first == 1 && !IsName(d) &&
           a_.form(d.first).find_first_not_of("IVX") == std::string_view::npos;
  }

  // "Hamas and Hezbollah", "Serbia and Kosovo" tagged as one: both are names by themselves.
  // "Russia-Ukraine talks", "the Israel-Hamas war": a dash between a state and another party.
  bool SplitPair(const Draft& d) {
    if (a_.match(d.first, d.end) != nullptr) return false;
    for (uint32_t w = d.first + 1; w + 1 < d.end; ++w) {
      const bool dash = ShapeOf(a_.form(w)) == Shape::kHyphen;
      if (!dash && !a_.rules.is("and", a_.lower[w])) continue;
      Draft left = d, right = d;
      left.end = w;
      right.first = w + 1;
      if (dash ? !ArePair(left, right)
               : !IsWhole(left) || (!IsWhole(right) && !PersonLike(right.first, right.end))) {
        return false;
      }
      RetypeAsKnown(left);
      RetypeAsKnown(right);
      Keep(left);
      Keep(right);
      return true;
    }
    return false;
  }

  bool IsWhole(const Draft& d) const {
    const NameMatch* m = a_.match(d.first, d.end);
    return m != nullptr &&
           HasKind(*m, {NameKind::kFull, NameKind::kAlias, NameKind::kAbbreviation});
  }

  // Two parties, one of them a state: not the towns of "Emilia-Romagna" or "Winston-Salem".
  bool ArePair(const Draft& left, const Draft& right) const {
    auto named = [&](const Draft& d) {  // "the Saudi-Iran deal"
      const NameMatch* m = a_.match(d.first, d.end);
      return IsWhole(d) || (m != nullptr && HasKind(*m, {NameKind::kAdjective}));
    };
    if (!named(left) || !named(right)) return false;
    auto type = [&](const Draft& d) {
      return a_.knowledge.TypeOf(a_.match(d.first, d.end)->candidates[0].id);
    };
    auto party = [](EntityType t) {
      return t == EntityType::kState || t == EntityType::kRegion ||
             t == EntityType::kOrganization || t == EntityType::kGovernment;
    };
    const EntityType l = type(left), r = type(right);
    return party(l) && party(r) && (l == EntityType::kState || r == EntityType::kState);
  }

  void RetypeAsKnown(Draft& d) const {
    const NameMatch* m = a_.match(d.first, d.end);
    if (m == nullptr) return;
    NameType known = TypeOf(*m);
    if (known != NameType::kMisc) d.name_type = known;
  }

  // "Invercargill New Zealand", "Houston TX" are two places; "London E17" is one and its post code.
  bool SplitPlace(const Draft& d) {
    if (d.name_type != NameType::kPlace || d.end - d.first < 2 ||
        a_.match(d.first, d.end) != nullptr) {
      return false;
    }
    if (ShapeOf(a_.form(d.end - 1)) == Shape::kAlphanumeric) {
      Draft place = d;
      --place.end;
      if (!IsWhole(place)) return false;
      Keep(place);
      return true;
    }
    for (uint32_t w = d.first + 1; w < d.end; ++w) {
      Draft left = d, right = d;
      left.end = w;
      right.first = w;
      if (!LiesIn(left, right)) continue;
      Keep(left);
      Keep(right);
      return true;
    }
    return false;
  }

  // "Kenya's Ministry of Foreign Affairs": a state and a body that every state has.
  bool SplitOwner(const Draft& d) {
    for (uint32_t w = d.first + 1; w + 1 < d.end; ++w) {
      if (!a_.rules.is("possessive", a_.lower[w])) continue;
      Draft owner = d, body = d;
      owner.end = w;
      body.first = w + 1;
      if (!IsWhole(owner) || InstitutionForm(a_, body.first, body.end) == nullptr) return false;
      RetypeAsKnown(owner);
      body.name_type = NameType::kOrganization;
      Keep(owner);
      Keep(body);
      return true;
    }
    return false;
  }

  // "Rwanda-backed M23", "Indian-administered Kashmir": a participle parts two names.
  // "Carl Durand of Lyon": a person and a place.
  bool SplitCompound(const Draft& d) {
    if (a_.match(d.first, d.end) != nullptr) return false;
    for (uint32_t w = d.first + 1; w + 1 < d.end; ++w) {
      Draft left = d, right = d;
      left.end = w;
      if (ShapeOf(a_.form(w)) == Shape::kHyphen && ShapeOf(a_.form(w + 1)) == Shape::kLower &&
          a_.syntax.upos[w + 1] == Upos::kVerb) {
        right.first = w + 2;
      } else if (d.name_type == NameType::kPerson && a_.rules.is("of", a_.lower[w]) &&
                 PersonLike(left.first, left.end)) {
        right.first = w + 1;
        if (!IsWhole(right)) continue;
      } else {
        continue;
      }
      RetypeAsKnown(left);
      RetypeAsKnown(right);
      Keep(left);
      if (right.first < right.end) Keep(right);
      return true;
    }
    return false;
  }

  // "Environmental Research Institute Director Ane Alencar", "Ukraine Volodymyr Zelenskyy" after
  // "President of": a body or a place, and a person.
  bool SplitAtTitle(const Draft& d) {
    if (IsName(d) || d.name_type == NameType::kPeople) return false;
    for (uint32_t w = d.first + 1; w + 1 < d.end; ++w) {
      const bool title = IsTitleWord(w);
      const NameMatch* person = a_.match(w, d.end);
      const bool known = person != nullptr && HasKind(*person, {NameKind::kFull}) &&
                         a_.knowledge.TypeOf(person->candidates[0].id) == EntityType::kPerson;
      Draft before = d, after = d;
      before.end = w;
      after.first = known ? w : w + 1;
      after.name_type = NameType::kPerson;
      if (!known && (!title || !PersonLike(w + 1, d.end))) continue;
      if (known && !IsWhole(before)) continue;
      if (IsTitleWord(d.first)) return false;  // "Deputy Director Ane Alencar": Trim's
      if (before.name_type == NameType::kPerson) before.name_type = NameType::kOrganization;
      RetypeAsKnown(before);
      Keep(before);
      Keep(after);
      return true;
    }
    return false;
  }

  bool IsTitleWord(uint32_t w) const {
    return a_.rules.title_word(a_.lower[w]) != TitleWord::kNone ||
           a_.rules.office_word(a_.lower[w]) != OfficeWord::kNone;
  }

  bool IsSyllable(uint32_t w) const {
    return a_.syntax.upos[w] == Upos::kPropn ||
           (a_.syntax.upos[w] == Upos::kNoun &&
            (a_.syntax.deprel[w] == Deprel::kAppos || a_.syntax.deprel[w] == Deprel::kFlat));
  }

  // "Kim Sang-wook": the syllables after the hyphen, where the parser, too, sees a name.
  void TakeSyllables(Draft& d) const {
    while (d.name_type == NameType::kPerson && d.end + 1 < end_ && d.end > d.first + 1 &&
           ShapeOf(a_.form(d.end)) == Shape::kHyphen && IsSyllable(d.end + 1) &&
           ShapeOf(a_.form(d.end + 1)) == Shape::kLower &&
           !a_.syntax.base.words[d.end - 1].space_after &&
           !a_.syntax.base.words[d.end].space_after) {
      d.end += 2;
    }
  }

  // A city of that name lies in a state or region of the other: not "Neil Jordan".
  bool LiesIn(const Draft& city, const Draft& whole) const {
    const NameMatch* inner = a_.match(city.first, city.end);
    const NameMatch* outer = a_.match(whole.first, whole.end);
    if (inner == nullptr || outer == nullptr) return false;
    auto names = [&](const NameCandidate& c, std::initializer_list<EntityType> types) {
      return IsNaming(c.kind) &&
             std::find(types.begin(), types.end(), a_.knowledge.TypeOf(c.id)) != types.end();
    };
    for (const NameCandidate& c : inner->candidates) {
      if (!names(c, {EntityType::kCity})) continue;
      const Known k = a_.knowledge.Get(c.id);
      for (const NameCandidate& o : outer->candidates) {
        if (!names(o, {EntityType::kState, EntityType::kRegion})) continue;
        const Known in = a_.knowledge.Get(o.id);
        if (in.key == k.part_of || (in.type == EntityType::kState && in.country == k.country)) {
          return true;
        }
      }
    }
    return false;
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
        // "State Rusk" after "Secretary of"
        if (m.first > d.first || (m.first == d.first && !PersonLike(m.end, d.end))) continue;
        d.first = m.end;
        d.name_type = NameType::kPerson;
        return;
      }
      // "Vermont Bernie Sanders": a known person's whole name ends the tag.
      if (w <= d.first) continue;
      const NameMatch* person = a_.match(w, d.end);
      if (person == nullptr || d.end - w < 2 || !HasKind(*person, {NameKind::kFull})) continue;
      if (a_.knowledge.TypeOf(person->candidates[0].id) != EntityType::kPerson) continue;
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

  // "People Power Party", "Harwick Energy Inc." are no persons: the last word says what they are.
  // "Anna Bell" is no place.
  void RetypeByHead(Draft& d) const {
    if (d.end - d.first > 1 && a_.rules.is("firm_end", a_.lower[d.end - 1])) {
      d.name_type = NameType::kOrganization;
      d.head_type = EntityType::kOrganization;
    }
    if (d.name_type == NameType::kPlace && a_.match(d.first, d.end) == nullptr &&
        a_.rules.first_name(a_.lower[d.first]) != Gender::kNone && PersonLike(d.first, d.end)) {
      d.name_type = NameType::kPerson;
    }
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
    while (d.end > d.first && (a_.rules.is("possessive", a_.lower[d.end - 1]) ||
                               a_.rules.is("of", a_.lower[d.end - 1]))) {
      --d.end;
    }
    while (d.end > d.first && ShapeOf(a_.form(d.end - 1)) >= Shape::kHyphen &&
           a_.form(d.end - 1) != ")") {
      --d.end;
    }
    while (d.first < d.end &&
           (ShapeOf(a_.form(d.first)) >= Shape::kHyphen || a_.rules.is("of", a_.lower[d.first]) ||
            a_.rules.is("possessive", a_.lower[d.first]))) {
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
      if (!StartsUpper(a_.form(m.first)) && !LowerName(m)) continue;
      bool multi = m.end - m.first > 1;
      if (!HasKind(m, {NameKind::kFull, NameKind::kAlias, NameKind::kAbbreviation,
                       NameKind::kAdjective, NameKind::kPeople, NameKind::kMetonym}) &&
          !FamilyName(m)) {
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
      if (!covered && !Trustworthy(m) && !FamilyName(m)) continue;
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

  // "anyone from glasgow?": who writes without capitals means the place where the parser says so.
  bool LowerName(const NameMatch& m) const {
    if (CasingOf(forms_) != Casing::kLower) return false;
    for (uint32_t w = m.first; w < m.end; ++w) {
      if (a_.syntax.upos[w] != Upos::kPropn) return false;
    }
    return true;
  }

  // "Navalny aide Bell": a known family name that the parser, too, takes for a name.
  bool FamilyName(const NameMatch& m) const {
    if (m.end - m.first != 1 || a_.syntax.upos[m.first] != Upos::kPropn ||
        ShapeOf(a_.form(m.first)) != Shape::kInitial || CasingOf(forms_) != Casing::kNormal ||
        a_.rules.noun(a_.lower[m.first]) != nullptr) {
      return false;
    }
    auto capital = [&](int64_t w) {
      return a_.in(sentence_, w) && StartsUpper(a_.form(static_cast<uint32_t>(w)));
    };
    if (in_time_[m.first]) return false;  // "Friday" is a family name, too
    if (capital(int64_t{m.first} - 1) || capital(m.end)) return false;
    return std::all_of(m.candidates.begin(), m.candidates.end(), [&](const NameCandidate& c) {
      return c.kind == NameKind::kShort && a_.knowledge.TypeOf(c.id) == EntityType::kPerson;
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
    // At the start of a sentence a capital says nothing; "Toledo said": but a subject without an
    // article does.
    const Upos tag = a_.syntax.upos[m.first];
    bool start = m.first == begin_ && (a_.syntax.deprel[m.first] != Deprel::kNsubj ||
                                       (tag != Upos::kPropn && tag != Upos::kNoun) ||
                                       a_.rules.noun(a_.lower[m.first]) != nullptr);
    if ((capital(m.first - 1) && m.first - 1 != begin_) || capital(m.end)) return false;
    // "Neil Jordan" at the start of a sentence, where any word has a capital.
    if (!start && m.first - 1 == begin_ && a_.syntax.upos[begin_] == Upos::kPropn &&
        !Describes(begin_)) {
      return false;
    }
    for (const NameCandidate& c : m.candidates) {
      if (!IsNaming(c.kind)) return false;
      EntityType t = a_.knowledge.TypeOf(c.id);
      if (t == EntityType::kState || c.kind == NameKind::kMetonym) return true;
      if (t == EntityType::kGroup && c.kind == NameKind::kFull) return true;  // "Kurds"
      if (c.kind == NameKind::kAbbreviation && !start) return true;
      if (!start && c.weight >= 500 && t != EntityType::kPerson) return true;
    }
    return false;
  }

  NameType TypeOf(const NameMatch& m) const {
    const NameCandidate* best = &m.candidates[0];
    for (const NameCandidate& c : m.candidates) {
      if (!IsNaming(c.kind)) continue;
      if (c.weight > best->weight || best->kind == NameKind::kTitle) best = &c;
    }
    if (best->kind == NameKind::kAdjective || best->kind == NameKind::kPeople) {
      return NameType::kPeople;
    }
    if (!IsNaming(best->kind)) return NameType::kMisc;
    EntityType t = a_.knowledge.TypeOf(best->id);
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
      return c.kind != NameKind::kTitle && a_.knowledge.TypeOf(c.id) == EntityType::kState;
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
    if (m == nullptr && d.end - d.first > 1) {
      // "Zabul province" is the region Zabul.
      if (a_.rules.is("part", a_.lower[d.end - 1])) m = a_.match(d.first, d.end - 1);
    }
    d.candidates = m == nullptr ? std::span<const NameCandidate>() : m->candidates;
  }

  bool IsPlace(const Draft& d) const {
    return std::any_of(d.candidates.begin(), d.candidates.end(), [&](const NameCandidate& c) {
      return IsNaming(c.kind) && IsPlaceType(a_.knowledge.TypeOf(c.id));
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

  // "Neil Jordan": the tagger took the family name for a place; the tree knows better.
  void JoinFamilyName(size_t i) {
    if (i + 1 >= drafts_.size() || drafts_[i].name_type != NameType::kPerson) return;
    Draft& d = drafts_[i];
    const Draft& next = drafts_[i + 1];
    if (next.first != d.end || next.end != next.first + 1 || d.end != d.first + 1 ||
        a_.syntax.deprel[next.first] != Deprel::kFlat ||
        a_.syntax.head[next.first] != WordId(size_t{d.first})) {
      return;
    }
    d.end = next.end;
    drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    SetCandidates(d);
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

  // "Harwick Energy, Inc.": what the firm is in law belongs to its name; who it is, the name before
  // the comma says.
  void JoinFirmEnd(Draft& d) const {
    if (d.name_type != NameType::kOrganization || !d.tagged || d.end + 1 >= end_) return;
    if (a_.lower[d.end] == "," && a_.rules.is("firm_end", a_.lower[d.end + 1])) d.end += 2;
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
        if (!outside || a_.syntax.deprel[w] == Deprel::kPunct) continue;
        d.head = w;
        // "U.S. and [Afghan forces]": "Afghan" hangs on "U.S.", the forces head the name.
        if (a_.syntax.deprel[w] != Deprel::kConj) break;
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

  static constexpr uint32_t kEventWords = 9;
  const Article& a_;
  NameTagger& tagger_;
  std::vector<Draft> drafts_;
  std::vector<std::string_view> forms_;
  std::vector<uint8_t> codes_;
  std::vector<ParsedWord> tags_;
  std::vector<bool> in_time_;  // by word: part of an expression of time
  SentenceId sentence_;
  uint32_t begin_ = 0, end_ = 0;
};

}  // namespace

std::vector<Draft> FindNameMentions(const Article& article, const NameModel& model) {
  std::unique_ptr<NameTagger> tagger = model.Borrow();
  std::vector<Draft> drafts = NameFinder(article, *tagger).Find();
  model.GiveBack(std::move(tagger));
  return drafts;
}

}  // namespace dragoman::entities
