// SPDX-License-Identifier: Apache-2.0
// Who else is in the list that a phrase begins: "Canada, Australia, New Zealand and Norway". The
// tree says it (AddOfTree, AddBound), and so does the page, whatever the tree makes of it: names of
// one sort with nothing but commas between them, "and" before the last (AddWritten). Entry:
// ListedWith (draft.h). Not looked at: members behind a phrase of their own ("Ross, held in Mali,
// and Bell, ...").
#include <algorithm>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr size_t kMaxMembers = 40;
constexpr int kMaxTitle = 6;  // words before a name: "Chinese Foreign Minister"

MentionId NameOf(const View& v, WordId word) {
  MentionId m = v.e.mention_of_word[word.index()];
  bool named = m.valid() && v.e[m].form == MentionForm::kName && v.e[m].entity.valid();
  return named && IsActorType(v.e[v.e[m].entity].type) ? m : MentionId();
}

EntityType TypeOf(const View& v, MentionId m) { return v.e[v.e[m].entity].type; }

// "elected Johnson - former mayor of London, and member of parliament": a bare noun listed with a
// person is what he is.
bool IsOffice(const View& v, WordId person, WordId listed) {
  MentionId name = NameOf(v, person);
  if (!name.valid() || TypeOf(v, name) != EntityType::kPerson) return false;
  if (v.upos(listed) != Upos::kNoun) return false;
  if (v.s.features[listed.index()].number != Number::kSing) return false;
  return !v.s.child(listed, Deprel::kDet).valid() && !v.s.child(listed, Deprel::kNummod).valid() &&
         !v.s.child(listed, Deprel::kNmodPoss).valid() && v.s.child(listed, Deprel::kNmod).valid();
}

// "Canada, Australia, New Zealand and Norway" with the second as an apposition of the first: two
// names of states are two states.
bool IsApposedState(const View& v, WordId first, WordId second) {
  if (v.deprel(second) != Deprel::kAppos && v.deprel(second) != Deprel::kList) return false;
  MentionId a = NameOf(v, first), b = NameOf(v, second);
  return a.valid() && b.valid() && v.e[a].entity != v.e[b].entity &&
         TypeOf(v, a) == EntityType::kState && TypeOf(v, b) == EntityType::kState;
}

// A list hangs on its first member, or each member on the one before.
void AddOfTree(const View& v, WordId word, std::vector<Listed>& out) {
  std::vector<WordId> queue = {word};
  for (size_t i = 0; i < queue.size() && i < kMaxMembers; ++i) {
    for (WordId c : v.s.children_of(queue[i])) {
      bool listed = v.deprel(c) == Deprel::kConj || IsApposedState(v, queue[i], c);
      if (!listed || !v.IsNominal(c) || IsOffice(v, word, c)) continue;
      out.push_back({c, "conj"});
      queue.push_back(c);
    }
  }
}

// What parts a list at `at`: a comma, perhaps "and", perhaps an article.
struct Separator {
  WordId next;  // where the next member begins; invalid: nothing parts here
  bool comma = false;
  bool closing = false;  // "and" was there
};

Separator SeparatorAt(const View& v, WordId at) {
  Separator out;
  int32_t i = at.value;
  auto size = static_cast<int32_t>(v.s.size());
  if (i < size && v.upos(WordId(i)) == Upos::kPunct && v.d.text[v.span(WordId(i)).begin] == ',') {
    out.comma = true;
    ++i;
  }
  if (i < size && v.upos(WordId(i)) == Upos::kCconj) {
    out.closing = true;
    ++i;
  }
  if (i < size && v.upos(WordId(i)) == Upos::kDet) ++i;
  if ((out.comma || out.closing) && i < size) out.next = WordId(i);
  return out;
}

// Does `low` hang on `high` in a few steps?
bool IsUnder(const View& v, WordId low, WordId high) {
  for (int i = 0; i < 4 && low.valid() && low != high; ++i) low = v.head(low);
  return low == high;
}

// "A and Azerbaijani President B", with both listed with A.
bool AreTwins(const View& v, WordId a, WordId b) {
  return v.deprel(a) == Deprel::kConj && v.deprel(b) == Deprel::kConj && v.head(a) == v.head(b);
}

// "Chinese Foreign Minister Wang Yi": the words from `first` to the name are the name's, whichever
// of them the tree makes the head.
bool OpensName(const View& v, WordId first, const Mention& name) {
  for (WordId w = first; w < name.first; w = WordId(w.index() + 1)) {
    Upos u = v.upos(w);
    if (u != Upos::kAdj && u != Upos::kNoun && u != Upos::kPropn) return false;
    if (!IsUnder(v, w, name.head) && !IsUnder(v, name.head, w) &&
        !(w == first && AreTwins(v, w, name.head))) {
      return false;
    }
  }
  return true;
}

// The name of that sort that begins at `first`, a title before it or not; not "German".
MentionId NameAt(const View& v, size_t from, WordId first, EntityType type) {
  for (size_t m = from; m < v.e.mentions.size(); ++m) {
    const Mention& mention = v.e.mentions[m];
    if (mention.first < first) continue;
    if (mention.first.value - first.value > kMaxTitle) return {};
    if (mention.form != MentionForm::kName || !mention.entity.valid()) continue;
    bool adjective = mention.end.value == mention.first.value + 1 &&
                     v.s.features[mention.head.index()].degree != Degree::kNone;
    if (v.e[mention.entity].type != type || adjective) continue;
    return OpensName(v, first, mention) ? MentionId(m) : MentionId();
  }
  return {};
}

// "President A, Chancellor B", with B as a part of A's name.
bool HangsBy(const View& v, WordId low, WordId high) {
  for (int i = 0; i < 4 && low.valid(); ++i) {
    if (low == high) return true;
    Deprel r = v.deprel(low);
    if (r != Deprel::kConj && r != Deprel::kAppos && r != Deprel::kFlat && r != Deprel::kNmodDesc &&
        r != Deprel::kList && r != Deprel::kCompound) {
      return false;
    }
    low = v.head(low);
  }
  return false;
}

// "Kenya, Somalia agree": headlines put a comma for "and", and the verb has two subjects.
bool IsTwinSubject(const View& v, WordId first, WordId second) {
  return v.deprel(first) == Deprel::kNsubj && v.deprel(second) == Deprel::kNsubj &&
         v.head(first) == v.head(second) && second < v.head(second);
}

// "attacked Iran, and Israel answered", "met Xi and Modi flew home": a clause of its own.
bool IsOtherClause(const View& v, WordId word, WordId last) {
  Deprel r = v.deprel(last);
  bool subject = r == Deprel::kNsubj || r == Deprel::kNsubjPass;
  return subject && v.head(last) != v.head(word);
}

void AddWritten(const View& v, WordId word, std::vector<Listed>& out) {
  MentionId own = NameOf(v, word);
  if (!own.valid()) return;
  const EntityType type = TypeOf(v, own);
  std::vector<MentionId> list;
  Separator by;
  MentionId last = own;
  while (!by.closing && list.size() < kMaxMembers) {
    by = SeparatorAt(v, v.e[last].end);
    MentionId m = by.next.valid() ? NameAt(v, last.index() + 1, by.next, type) : MentionId();
    if (!m.valid()) break;
    list.push_back(m);
    last = m;
  }
  if (list.empty()) return;
  bool closed = by.closing && by.next.valid() && by.next <= v.e[last].first;
  bool clause = IsOtherClause(v, word, v.e[last].head);
  if (closed && !clause && !(list.size() == 1 && by.comma)) {
    for (MentionId m : list) out.push_back({v.e[m].head, "list"});
    // "the meeting between Misri and Wang, China and India agreed": no person of them.
    std::erase_if(out, [&](const Listed& l) {
      MentionId m = NameOf(v, l.word);
      return v.e[last].head < l.word && m.valid() && TypeOf(v, m) != type;
    });
    return;
  }
  for (MentionId m : list) {
    if (!IsTwinSubject(v, word, v.e[m].head)) return;
    out.push_back({v.e[m].head, "comma"});
  }
}

// "President A, Chancellor B and C", where B hangs on A as a part of A's name: a later name of the
// same sort, behind a comma, is one more member of the list.
void AddBound(const View& v, WordId word, std::vector<Listed>& out) {
  MentionId own = NameOf(v, word);
  if (!own.valid()) return;
  const Mention& first = v.e[own];
  const EntityType type = TypeOf(v, own);
  if (type != EntityType::kPerson && type != EntityType::kState) return;
  if (first.end.index() >= v.s.size() || v.upos(first.end) != Upos::kPunct) return;
  for (size_t m = own.index() + 1; m < v.e.mentions.size(); ++m) {
    const Mention& next = v.e.mentions[m];
    if (next.first < first.end) continue;
    if (v.s.sentence[next.first.index()] != v.s.sentence[word.index()]) break;
    if (next.form != MentionForm::kName || !next.entity.valid()) continue;
    if (v.e[next.entity].type != type || !HangsBy(v, next.head, word)) continue;
    if (v.s.features[next.head.index()].degree != Degree::kNone) continue;  // "German"
    out.push_back({next.head, "list"});
  }
}

// "A and Azerbaijani President B": the state before B's title is no member of the list.
bool OpensTitle(const View& v, WordId state, WordId person) {
  MentionId a = NameOf(v, state), b = NameOf(v, person);
  if (!a.valid() || !b.valid() || TypeOf(v, b) != EntityType::kPerson) return false;
  const WordId title = v.e[a].end;
  const int32_t between = v.e[b].first.value - title.value;
  return TypeOf(v, a) == EntityType::kState && between > 0 && between <= kMaxTitle &&
         OpensName(v, title, v.e[b]);
}

}  // namespace

void ListedWith(const View& v, WordId word, std::vector<Listed>& out) {
  AddOfTree(v, word, out);
  AddBound(v, word, out);
  AddWritten(v, word, out);
  const std::vector<Listed> all = out;
  std::erase_if(out, [&](const Listed& l) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Listed& other) { return OpensTitle(v, l.word, other.word); });
  });
}

}  // namespace dragoman::events
