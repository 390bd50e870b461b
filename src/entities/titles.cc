// SPDX-License-Identifier: Apache-2.0
// Title phrases: "former Turkish Foreign Minister", "European Commission President", "the president
// of Turkey". Works on word order alone, so it holds in headlines and where the tree is wrong.
// Entry: FindTitles (before names), ParseTitle (a nominal that is one).
#include "entities/titles.h"

#include <algorithm>

namespace dragoman::entities {
namespace {

bool Relative(const Article& a, uint32_t w) {
  const PronounRow* p = a.rules.pronoun(a.lower[w]);
  return p != nullptr && p->use == PronounUse::kRelative;
}

class TitleParser {
 public:
  TitleParser(const Article& a, const std::vector<Draft>& drafts, SentenceId s,
              bool plurals = false)
      : a_(a), drafts_(drafts), s_(s), plurals_(plurals) {}

  std::optional<TitleUse> EndingAt(uint32_t end) {
    TitleUse t;
    t.end = t.title_end = end;
    if (!FindTitle(t)) return std::nullopt;
    t.first = t.title_first;
    ReadLeft(t);
    return t;
  }

  // Takes "of Turkey", "to the United Nations" behind the title in.
  void ReadRight(TitleUse& t) {
    if (t.of_name >= 0 || !a_.in(s_, t.title_end)) return;
    // "a spokesperson for the Pentagon", "an aide to Putin": only where the role is so written.
    bool of = a_.rules.is("of", a_.lower[t.title_end]);
    bool role = a_.rules.role(t.noun) != nullptr && a_.rules.is("role_of", a_.lower[t.title_end]);
    if (!of && !role) return;
    uint32_t w = t.title_end + 1;
    if (a_.in(s_, w) && a_.rules.is("definite", a_.lower[w])) ++w;
    int d = NameStartingAt(w);
    if (d < 0) return;
    t.of_name = d;
    t.end = std::max(t.end, drafts_[static_cast<size_t>(d)].end);
  }

  int NameEndingAt(uint32_t end) const {
    for (size_t i = Lower(end); i-- > 0 && drafts_[i].end + 64 > end;) {
      if (drafts_[i].end == end && drafts_[i].form == MentionForm::kName)
        return static_cast<int>(i);
      if (drafts_[i].end < end) break;
    }
    return -1;
  }
  int NameStartingAt(uint32_t first) const {
    size_t i = Lower(first);
    return i < drafts_.size() && drafts_[i].first == first ? static_cast<int>(i) : -1;
  }

 private:
  size_t Lower(uint32_t first) const {
    return static_cast<size_t>(
        std::lower_bound(drafts_.begin(), drafts_.end(), first,
                         [](const Draft& d, uint32_t w) { return d.first < w; }) -
        drafts_.begin());
  }

  bool FindTitle(TitleUse& t) {
    const uint32_t end = t.title_end;
    for (uint32_t first = end >= 7 ? end - 7 : 0; first < end; ++first) {
      if (!a_.in(s_, first)) continue;
      const NameMatch* m = a_.match(first, end);
      if (m == nullptr) continue;
      for (const NameCandidate& c : m->candidates) {
        if (c.kind != NameKind::kTitle || (c.plural && !plurals_)) continue;
        t.title = c.id;
        t.plural = c.plural;
        t.title_first = first;
        t.noun = a_.lower[end - 1];
        return true;
      }
    }
    if (!a_.in(s_, static_cast<int64_t>(end) - 1)) return false;
    t.noun = a_.lower[end - 1];
    const NounRow* row = a_.rules.noun(t.noun);
    if (row == nullptr && plurals_) {  // "Green Party leaders Anna Bell and Carl Durand"
      t.noun = a_.syntax.lemma_of(WordId(size_t{end - 1}));
      t.plural = t.noun != a_.lower[end - 1];
      row = t.plural && a_.rules.role(t.noun) != nullptr ? a_.rules.noun(t.noun) : nullptr;
    }
    if (row == nullptr || row->type != EntityType::kPerson || row->name_only) return false;
    t.title_first = end - 1;
    // "opposition leader", "security adviser": the nouns before a role noun are part of it.
    while (a_.in(s_, static_cast<int64_t>(t.title_first) - 1) &&
           ShapeOf(a_.form(t.title_first - 1)) == Shape::kLower &&
           a_.syntax.upos[t.title_first - 1] == Upos::kNoun &&
           a_.syntax.deprel[t.title_first - 1] == Deprel::kCompound) {
      --t.title_first;
    }
    return true;
  }

  void ReadLeft(TitleUse& t) {
    for (int steps = 0; steps < 8; ++steps) {
      int64_t p = static_cast<int64_t>(t.first) - 1;
      if (!a_.in(s_, p)) return;
      const auto w = static_cast<uint32_t>(p);
      bool hyphen = ShapeOf(a_.form(w)) == Shape::kHyphen && a_.in(s_, p - 1) &&
                    !a_.syntax.base.words[w].space_after;
      const uint32_t q = hyphen ? w - 1 : w;
      OfficeWord sense = a_.rules.office_word(a_.lower[q]);
      if (sense == OfficeWord::kKept) {
        t.kept.insert(0, t.kept.empty() ? a_.lower[q] : a_.lower[q] + " ");
      } else if (sense == OfficeWord::kOrder) {  // "its first prime minister" is prime minister
        if (!t.kept.empty()) t.kept.insert(0, a_.lower[q] + " ");
      } else if (sense != OfficeWord::kNone) {
        if (t.sense == OfficeWord::kNone || sense == OfficeWord::kPast) t.sense = sense;
      } else if (t.of_name < 0 && ((!hyphen && ReadHolder(t)) || ReadPeople(t))) {
        continue;
      } else {
        return;
      }
      t.first = q;
    }
  }

  // "Israeli far-right ministers": a people's adjective before other adjectives.
  bool ReadPeople(TitleUse& t) const {
    constexpr int kMost = 4;
    int64_t w = static_cast<int64_t>(t.first) - 1;
    for (int k = 0; k < kMost && a_.in(s_, w); ++k, --w) {
      const auto i = static_cast<uint32_t>(w);
      bool part = ShapeOf(a_.form(i)) == Shape::kHyphen ||
                  (ShapeOf(a_.form(i)) == Shape::kLower &&
                   (a_.syntax.upos[i] == Upos::kAdj || a_.syntax.upos[i] == Upos::kAdv));
      if (!part) break;
    }
    if (w == static_cast<int64_t>(t.first) - 1 || !a_.in(s_, w)) return false;
    int d = NameEndingAt(static_cast<uint32_t>(w) + 1);
    if (d < 0 || drafts_[static_cast<size_t>(d)].name_type != NameType::kPeople) return false;
    t.of_name = d;
    t.first = drafts_[static_cast<size_t>(d)].first;
    return true;
  }

  // "Turkish", "Turkey's", "NATO" before the title.
  bool ReadHolder(TitleUse& t) {
    uint32_t end = t.first;
    if (a_.rules.is("possessive", a_.lower[end - 1])) --end;
    int d = NameEndingAt(end);
    if (d < 0) return false;
    t.of_name = d;
    t.first = drafts_[static_cast<size_t>(d)].first;
    return true;
  }

  const Article& a_;
  const std::vector<Draft>& drafts_;
  SentenceId s_;
  bool plurals_;
};

// "Anna Bell, the mayor of Paris, said": a title that fills what stands between the commas.
std::optional<TitleUse> TitleAfter(const Article& a, const std::vector<Draft>& drafts,
                                   const Draft& d) {
  constexpr uint32_t kLongest = 14;
  if (!a.in(d.sentence, d.end) || a.lower[d.end] != ",") return std::nullopt;
  uint32_t stop = d.end + 1;
  while (a.in(d.sentence, stop) && stop - d.end <= kLongest &&
         ShapeOf(a.form(stop)) != Shape::kPunct && !Relative(a, stop)) {
    ++stop;
  }
  if (stop - d.end > kLongest) return std::nullopt;
  for (uint32_t end = d.end + 2; end <= stop; ++end) {
    auto t = ParseTitle(a, drafts, d.sentence, end);
    if (!t || t->end != stop || t->first <= d.end) continue;
    // Before it only an article and adjectives.
    bool clean = true;
    for (uint32_t w = d.end + 1; w < t->first; ++w) {
      clean &= a.rules.is("definite", a.lower[w]) || a.rules.is("indefinite", a.lower[w]) ||
               a.syntax.upos[w] == Upos::kAdj;
    }
    if (clean) return t;
  }
  return std::nullopt;
}

}  // namespace

std::optional<TitleUse> ParseTitle(const Article& article, const std::vector<Draft>& drafts,
                                   SentenceId sentence, uint32_t end) {
  TitleParser parser(article, drafts, sentence);
  auto t = parser.EndingAt(end);
  if (t) parser.ReadRight(*t);
  return t;
}

namespace {

// The word before the name at `first`, its article passed over; -1 outside the sentence.
int64_t Before(const Article& a, SentenceId s, uint32_t first) {
  int64_t w = static_cast<int64_t>(first) - 1;
  if (a.in(s, w) && a.rules.is("definite", a.lower[static_cast<size_t>(w)])) --w;
  return a.in(s, w) ? w : -1;
}

// "President of Turkey Recep Tayyip Erdogan", "US Ambassador to Germany Richard Grenell", "a member
// of the Freedom Party, Carl Durand": the name `of` stands between the title and the person.
std::optional<TitleUse> AcrossName(const Article& a, const std::vector<Draft>& drafts,
                                   const Draft& d, int of, TitleParser& parser) {
  const Draft& between = drafts[static_cast<size_t>(of)];
  int64_t w = Before(a, d.sentence, between.first);
  if (w < 1 || !a.rules.is("role_of", a.lower[static_cast<size_t>(w)])) return std::nullopt;
  const auto mark = static_cast<uint32_t>(w);
  auto t = parser.EndingAt(mark);
  bool of_role = t && a.rules.role(t->noun) != nullptr && a.rules.is("of", a.lower[mark]);
  if (!t || (!t->title && !of_role)) return std::nullopt;
  if (a.rules.is("of", a.lower[mark])) {
    parser.ReadRight(*t);
    if (t->of_name != of) return std::nullopt;
  } else {
    t->reach_first = mark;
    t->reach_end = between.end;
  }
  return t;
}

// "Queen Elizabeth II": the title is a part of the known name.
std::optional<TitleUse> InsideName(const Article& a, const Draft& d, TitleParser& parser) {
  if (d.end - d.first < 2 || a.rules.title_word(a.lower[d.first]) != TitleWord::kOffice) {
    return std::nullopt;
  }
  auto t = parser.EndingAt(d.first + 1);
  return t && t->title && !t->plural ? t : std::nullopt;
}

std::optional<TitleUse> TitleBefore(const Article& a, const std::vector<Draft>& drafts,
                                    const Draft& d) {
  TitleParser parser(a, drafts, d.sentence, true);
  uint32_t end = d.first;
  // "the Turkish Cypriot leader, Ersin Tatar,": one comma may stand between.
  bool comma = a.in(d.sentence, static_cast<int64_t>(end) - 1) && a.lower[end - 1] == ",";
  if (comma) --end;
  if (end == 0 || !a.in(d.sentence, static_cast<int64_t>(end) - 1)) return std::nullopt;
  std::optional<TitleUse> t = parser.EndingAt(end);
  int of = parser.NameEndingAt(end);
  if (of >= 0 && !(t && t->title)) {
    t = AcrossName(a, drafts, d, of, parser);
  } else {
    // A list, not an apposition: "the doctor, the nurse, Anna Bell".
    if (t && comma && ((!t->title && t->of_name < 0) || t->plural)) t.reset();
  }
  // What the tagger did not take for a person needs a title the knowledge base has.
  if (t && d.name_type != NameType::kPerson && (!t->title || comma)) t.reset();
  if (t) t->end = d.first;
  return t;
}

// "ministers Bezalel Smotrich and Itamar Ben-Gvir": the title is each one's.
void ShareTitle(const Article& a, std::vector<Draft>& drafts, size_t i) {
  const TitleUse title = *drafts[i].title;
  for (size_t k = i + 1; k < drafts.size() && k < i + 6; ++k) {
    const Draft& before = drafts[k - 1];
    Draft& d = drafts[k];
    bool listed = d.name_type == NameType::kPerson && !d.title && d.first > before.end &&
                  d.first - before.end <= 2 && d.sentence == before.sentence;
    for (uint32_t w = before.end; listed && w < d.first; ++w) {
      listed = a.lower[w] == "," || a.rules.is("and", a.lower[w]);
    }
    if (!listed) return;
    d.title = title;
  }
}

}  // namespace

namespace {

// "Commerce Secretary", "Foreign Affairs Minister": a part of a title is no town and no journal.
// "CIA director" has a name in it, as its row's capitals say.
bool InsideTitle(const Article& a, const Draft& d) {
  constexpr uint32_t kLongest = 6;
  if (d.name_type == NameType::kPeople) return false;
  for (uint32_t first = d.first > kLongest ? d.first - kLongest : 0; first <= d.first; ++first) {
    if (!a.in(d.sentence, first)) continue;
    for (const NameMatch& m : a.matches_at(first)) {
      if (m.end < d.end || m.end - m.first <= d.end - d.first) continue;
      for (const NameCandidate& c : m.candidates) {
        if (c.kind != NameKind::kTitle) continue;
        std::string_view title = a.knowledge.TitleAt(c.id).title;
        if (std::none_of(title.begin(), title.end(), [](char x) { return x >= 'A' && x <= 'Z'; })) {
          return true;
        }
      }
    }
  }
  return false;
}

}  // namespace

void FindTitles(const Article& a, std::vector<Draft>& drafts) {
  std::erase_if(drafts, [&](const Draft& d) { return InsideTitle(a, d); });
  for (size_t i = 0; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    if (d.name_type == NameType::kPeople || d.name_type == NameType::kEvent) continue;
    if (!d.title && d.first > 0) d.title = TitleBefore(a, drafts, d);
    // "Kemal Kilicdaroglu, the head of the party": what the tagger could not know, the title says.
    if (d.name_type != NameType::kPerson && d.candidates.empty() && d.end - d.first >= 2 &&
        d.end - d.first <= 3 && d.head_type == EntityType::kOther) {
      d.title_after = TitleAfter(a, drafts, d);
      if (d.title_after) d.name_type = NameType::kPerson;
    }
    if (d.name_type != NameType::kPerson) continue;
    if (d.title && d.title->plural) ShareTitle(a, drafts, i);
    if (!d.title) {
      TitleParser parser(a, drafts, d.sentence);
      d.title = InsideName(a, d, parser);
    }
    d.title_after = TitleAfter(a, drafts, d);
  }
  // "told AFP, the president of the league, Jamel Msallem, said": the title is the second one's.
  for (size_t i = 0; i + 1 < drafts.size(); ++i) {
    if (!drafts[i].title_after) continue;
    for (size_t k = i + 1; k < drafts.size() && k < i + 4; ++k) {
      const Draft& next = drafts[k];
      if (next.title && next.title->title_first == drafts[i].title_after->title_first) {
        drafts[i].title_after.reset();
        break;
      }
    }
  }
}

}  // namespace dragoman::entities
