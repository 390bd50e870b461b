// SPDX-License-Identifier: Apache-2.0
// Nominal mentions ("three soldiers", "the Turkish president", "the country") and pronouns. Needs
// trees; without them it finds titles alone. Entry: FindNominals.
#include <algorithm>

#include "entities/draft.h"
#include "entities/titles.h"

namespace dragoman::entities {
namespace {

class NominalFinder {
 public:
  NominalFinder(const Article& a, std::vector<Draft>& drafts) : a_(a), names_(drafts) {
    covered_.assign(a.size(), -1);
    for (size_t i = 0; i < names_.size(); ++i) {
      const Draft& d = names_[i];
      for (uint32_t w = d.first; w < d.end; ++w) covered_[w] = static_cast<int>(i);
      // The words of a title before a name are the name's: "Turkish President Erdogan".
      if (d.title && d.title->end <= d.first) {
        for (uint32_t w = d.title->title_first; w < d.title->title_end; ++w) {
          covered_[w] = static_cast<int>(i);
        }
      }
    }
  }

  void Find() {
    std::vector<Draft> found;
    for (uint32_t w = 0; w < a_.size(); ++w) {
      Draft d;
      d.sentence = a_.syntax.sentence[w];
      d.head = w;
      if (Pronoun(d, w) || Nominal(d, w)) found.push_back(std::move(d));
    }
    // Titles refer to names by their index, so these go behind the names; sorted at the end.
    names_.insert(names_.end(), std::make_move_iterator(found.begin()),
                  std::make_move_iterator(found.end()));
  }

 private:
  bool Pronoun(Draft& d, uint32_t w) const {
    const PronounRow* row = a_.rules.pronoun(a_.lower[w]);
    if (row == nullptr || covered_[w] >= 0 || a_.syntax.upos[w] != Upos::kPron) return false;
    Deprel r = a_.syntax.deprel[w];
    if (r == Deprel::kExpl || r == Deprel::kMark) return false;
    if (row->use == PronounUse::kDemonstrative || row->use == PronounUse::kIndefinite) {
      if (r == Deprel::kDet || r == Deprel::kDetPredet || r == Deprel::kAdvmod) return false;
    }
    d.form = MentionForm::kPronoun;
    d.pronoun = row;
    d.number = row->number;
    d.first = w;
    d.end = w + 1;
    return true;
  }

  bool Nominal(Draft& d, uint32_t w) {
    if (covered_[w] >= 0) return false;
    Upos u = a_.syntax.upos[w];
    if (u != Upos::kNoun && u != Upos::kPropn) return PluralPeople(d, w);
    Deprel r = a_.syntax.deprel[w];
    if (r == Deprel::kCompound || r == Deprel::kFlat || r == Deprel::kNmodDesc ||
        r == Deprel::kGoeswith || r == Deprel::kFixed) {
      return false;
    }
    std::string_view lemma = a_.syntax.lemma_of(WordId(size_t{w}));
    const NounRow* row = TwoWords(w, lemma);
    if (row == nullptr) row = a_.rules.noun(lemma);
    if (row == nullptr) row = a_.rules.noun(a_.lower[w]);
    // "The mayor's office confirmed it" is a body; an office that somebody holds or left is not.
    const WordId head{size_t{w}};
    if (row != nullptr && row->owned && !a_.syntax.child(head, Deprel::kNmodPoss).valid()) {
      row = nullptr;
    }
    bool agent = AgentEndingAt(w + 1);
    d.title = ParseTitle(a_, names_, d.sentence, w + 1);
    // "a member of Parliament" heads its title; the Parliament in it is a body by itself.
    if (WordId up = a_.syntax.head[w];
        d.title && up.valid() && up.index() >= d.title->title_first && up.index() < w) {
      const RoleRow* role = a_.rules.role(a_.syntax.lemma_of(up));
      if (role != nullptr && role->kind == RelationKind::kMemberOf) d.title.reset();
    }
    if (d.title && !d.title->title && row == nullptr) d.title.reset();
    const bool crowd = row == nullptr && Crowd(w);
    d.thing =
        !crowd && (row == nullptr || row->name_only) && !agent && !(d.title && d.title->title);
    if (d.thing && u == Upos::kPropn) return false;
    d.form = MentionForm::kNominal;
    d.noun = row;
    d.number = a_.syntax.features[w].number;
    if (d.number == Number::kNone) {
      d.number =
          a_.syntax.lemma_of(WordId(size_t{w})) != a_.lower[w] ? Number::kPlur : Number::kSing;
    }
    SetSpan(d);
    SetDeterminer(d);
    while (crowd && a_.in(d.sentence, int64_t{d.end} + 1) && a_.rules.is("of", a_.lower[d.end]) &&
           a_.rules.is("crowd", a_.lower[d.end + 1])) {
      d.end += 2;  // "tens of thousands"
    }
    // "in person": a bare singular names nobody, unless a title does or a body ("police").
    if (d.first == d.head && d.end == d.head + 1 && d.number == Number::kSing && !agent &&
        row != nullptr && row->type == EntityType::kPerson && u == Upos::kNoun && !d.title &&
        (r == Deprel::kObl || r == Deprel::kNmod)) {
      return false;
    }
    return true;
  }

  // "the coast guard" is no guard, "the lower house" no house.
  const NounRow* TwoWords(uint32_t w, std::string_view lemma) const {
    if (!a_.in(a_.syntax.sentence[w], int64_t{w} - 1)) return nullptr;
    Deprel r = a_.syntax.deprel[w - 1];
    if (a_.syntax.head[w - 1] != WordId(size_t{w})) return nullptr;
    if (r != Deprel::kCompound && r != Deprel::kAmod) return nullptr;
    return a_.rules.noun(std::string(a_.lower[w - 1]) + "-" + std::string(lemma));
  }

  // "the two", "both" as heads; and peoples the tagger and the names left: nothing yet.
  bool PluralPeople(Draft& d, uint32_t w) const {
    Upos u = a_.syntax.upos[w];
    int count = a_.rules.count_word(a_.lower[w]);
    if (count == 0 || (u != Upos::kNum && u != Upos::kPron && u != Upos::kDet)) return false;
    Deprel r = a_.syntax.deprel[w];
    if (r != Deprel::kNsubj && r != Deprel::kNsubjPass && r != Deprel::kObj && r != Deprel::kObl) {
      return false;
    }
    d.form = MentionForm::kNominal;
    d.number = Number::kPlur;
    d.count = count;
    SetSpan(d);
    SetDeterminer(d);
    return true;
  }

  // "Thousands marched", "tens of thousands were arrested": people, where nothing else is said to
  // be counted and people do that more than things do.
  bool Crowd(uint32_t w) const {
    const Syntax& s = a_.syntax;
    if (!a_.rules.is("crowd", a_.lower[w])) return false;
    const bool object = s.deprel[w] == Deprel::kObj;
    if (!object && s.deprel[w] != Deprel::kNsubjPass && s.deprel[w] != Deprel::kNsubj) return false;
    for (WordId c : s.children_of(WordId(size_t{w}))) {
      if (s.deprel[c.index()] == Deprel::kNmod && !a_.rules.is("crowd", a_.lower[c.index()])) {
        return false;
      }
    }
    WordId verb = s.head[w];
    if (!verb.valid() || s.upos[verb.index()] != Upos::kVerb) return false;
    const bool passive = object || s.child(verb, Deprel::kAuxPass).valid();
    const PronounModel& model = a_.rules.pronoun_model();
    auto prefers = [&](ArgumentType type) {
      return model.Preference(s.lemma_of(verb),
                              passive ? ArgumentRole::kObject : ArgumentRole::kSubject, type);
    };
    const float people = prefers(ArgumentType::kGroup), things = prefers(ArgumentType::kThing);
    return passive ? people > std::max(0.f, things) : people >= things;
  }

  bool AgentEndingAt(uint32_t end) const {
    for (uint32_t first = end >= 4 ? end - 4 : 0; first < end; ++first) {
      const NameMatch* m = a_.match(first, end);
      if (m == nullptr) continue;
      for (const NameCandidate& c : m->candidates) {
        if (c.kind == NameKind::kAgent) return true;
      }
    }
    return false;
  }

  // From the leftmost of its determiners, adjectives, numbers and owners to the head.
  void SetSpan(Draft& d) const {
    d.first = d.head;
    d.end = d.head + 1;
    std::vector<uint32_t> open = {d.head};
    for (size_t k = 0; k < open.size() && k < 64; ++k) {
      for (WordId c : a_.syntax.children_of(WordId(size_t{open[k]}))) {
        const auto w = static_cast<uint32_t>(c.index());
        if (w > d.head) continue;
        switch (a_.syntax.deprel[w]) {
          case Deprel::kDet:
          case Deprel::kDetPredet:
          case Deprel::kAmod:
          case Deprel::kCompound:
          case Deprel::kNummod:
          case Deprel::kNmodPoss:
          case Deprel::kNmodDesc:
          case Deprel::kFlat:
            d.first = std::min(d.first, w);
            open.push_back(w);
            break;
          case Deprel::kCase:
            break;
          case Deprel::kAdvmod:
          case Deprel::kPunct:
          case Deprel::kObl:
          case Deprel::kNmod:
          case Deprel::kConj:
          case Deprel::kCc:
            if (open[k] != d.head) {
              d.first = std::min(d.first, w);
              open.push_back(w);
            }
            break;
          default:
            break;
        }
      }
    }
    if (d.title) {
      d.first = std::min(d.first, d.title->first);
      d.end = std::max(d.end, d.title->end);
      if (d.first > 0 && a_.in(d.sentence, d.first - 1) &&
          a_.rules.is("definite", a_.lower[d.first - 1])) {
        --d.first;
      }
    }
  }

  void SetDeterminer(Draft& d) const {
    for (uint32_t w = d.first; w < d.head; ++w) {
      const std::string& word = a_.lower[w];
      if (a_.rules.is("possessive", word)) {
        d.definite = true;
      } else if (w == d.first || a_.rules.is("whole", a_.lower[d.first])) {
        d.definite |= a_.rules.is("definite", word);
        d.demonstrative |= a_.rules.is("demonstrative", word);
        d.indefinite |= a_.rules.is("indefinite", word);
        const PronounRow* p = a_.rules.pronoun(word);
        d.definite |= p != nullptr && p->use == PronounUse::kPossessive;
      }
      if (int n = a_.rules.count_word(word); n > 0) d.count = n;
      if (covered_[w] >= 0 && d.owner < 0) d.owner = covered_[w];
    }
    if (int n = a_.rules.collective_noun(a_.lower[d.head]); n > 0) d.count = n;
    // "Parliament agreed": in capitals it needs no article.
    if (d.first == d.head && StartsUpper(a_.form(d.head)) &&
        a_.in(d.sentence, int64_t{d.head} - 1) && a_.rules.context_noun(a_.lower[d.head])) {
      d.definite = true;
    }
    if (d.owner < 0 && d.title) d.owner = d.title->of_name;
    TakeOwnerBehind(d);
  }

  // "the government of Turkey", "representatives from Iran"
  void TakeOwnerBehind(Draft& d) const {
    if (d.owner >= 0 || !a_.in(d.sentence, d.head + 1)) return;
    const std::string& mark = a_.lower[d.head + 1];
    const bool from = a_.rules.is("origin", mark);
    if (!a_.rules.is("of", mark) && !from) return;
    uint32_t w = d.head + 2;
    if (a_.in(d.sentence, w) && a_.rules.is("definite", a_.lower[w])) ++w;
    if (!a_.in(d.sentence, w) || covered_[w] < 0) return;
    const int owner = covered_[w];
    const Draft& name = names_[static_cast<size_t>(owner)];
    if (name.first != w || (from && !ComesFrom(d, name))) return;
    d.owner = owner;
    d.end = name.end;
  }

  // "troops from Chad entered"; not "withdrew troops from Chad", "its troops from Chad", where they
  // only were.
  bool ComesFrom(const Draft& d, const Draft& name) const {
    const WordId verb = a_.syntax.head[d.head];
    if (verb.valid() && a_.rules.is("removing", a_.syntax.lemma_of(verb))) return false;
    if (a_.syntax.child(WordId(size_t{d.head}), Deprel::kNmodPoss).valid()) return false;
    for (uint32_t w = name.first; w < name.end; ++w) {
      if (a_.syntax.head[w] == WordId(size_t{d.head}) && a_.syntax.deprel[w] == Deprel::kNmod) {
        return true;
      }
    }
    return false;
  }

  const Article& a_;
  std::vector<Draft>& names_;
  std::vector<int> covered_;  // by word: the name it is in, or -1
};

}  // namespace

void FindNominals(const Article& article, std::vector<Draft>& drafts) {
  if (article.has_trees) NominalFinder(article, drafts).Find();
}

}  // namespace dragoman::entities
