// SPDX-License-Identifier: Apache-2.0
// One event per happening: mentions of compatible kinds, participants, places and times become one
// event with several evidence spans (ONTOLOGY rule 2). Entry: Merge (draft.h). The headline never
// makes a second event; an event noun that names nobody lives only by merging.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr size_t kSharedWords = 3;  // of the matter of two acts of speech that are one
constexpr size_t kWindow = 120;     // earlier drafts looked at for each one

using List = std::vector<Participant>;

bool Share(const List& a, const List& b) {
  return std::any_of(a.begin(), a.end(), [&](const Participant& p) { return Holds(b, p.entity); });
}

bool ListsAgree(const List& a, const List& b) { return a.empty() || b.empty() || Share(a, b); }

List All(const Event& e) {
  List all = e.actors;
  all.insert(all.end(), e.recipients.begin(), e.recipients.end());
  all.insert(all.end(), e.others.begin(), e.others.end());
  return all;
}

bool Disjoint(const Interval& a, const Interval& b) {
  if (a.latest && b.earliest && *a.latest < *b.earliest) return true;
  return b.latest && a.earliest && *b.latest < *a.earliest;
}

bool PlacesAgree(const View& v, const Event& a, const Event& b) {
  if (a.places.empty() || b.places.empty()) return true;
  for (EntityId x : a.places) {
    for (EntityId y : b.places) {
      if (x == y) return true;
      bool wider = v.e[x].type == EntityType::kState || v.e[y].type == EntityType::kState ||
                   v.e[x].type == EntityType::kRegion || v.e[y].type == EntityType::kRegion;
      if (wider && !v.e[x].country.empty() && v.e[x].country == v.e[y].country) return true;
    }
  }
  return false;
}

bool SpeechAct(const View& v, const Draft& d) {
  constexpr std::array<std::string_view, 8> kTypes = {
      "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE", "x-STATEMENT"};
  return std::find(kTypes.begin(), kTypes.end(), v.k.kinds[d.kind].type) != kTypes.end();
}

bool KindsAgree(const View& v, const Draft& a, const Draft& b) {
  if (a.kind == b.kind) return true;
  return (v.k.kinds[a.kind].families & v.k.kinds[b.kind].families) != 0;
}

bool StatusAgrees(const Draft& a, const Draft& b) {
  if (a.event.status == b.event.status) return true;
  // "the visit" after "plans to visit"; "meets" in a headline over "will meet".
  if ((a.nominal && a.definite) || (b.nominal && b.definite)) return true;
  if (a.headline || b.headline) {
    return a.event.status != Status::kDenied && b.event.status != Status::kDenied;
  }
  return false;
}

bool SameSentence(const Draft& a, const Draft& b) { return a.event.sentence == b.event.sentence; }

// Does the tree bind the two triggers: "killed in an attack", "attacked, killing"?
bool Linked(const View& v, const Draft& a, const Draft& b) {
  auto below = [&](WordId low, WordId high) {
    for (int i = 0; i < 6 && low.valid(); ++i) {
      if (low == high) return true;
      low = v.head(low);
    }
    return false;
  };
  if (below(a.match.trigger, b.match.trigger) || below(b.match.trigger, a.match.trigger))
    return true;
  // "the attack killed six and wounded ten"
  uint64_t shared = v.k.kinds[a.kind].families & v.k.kinds[b.kind].families;
  if ((shared & v.k.victim_families) == 0) return false;
  auto verb = [&](WordId w) {
    WordId noun = v.deprel(w) == Deprel::kCompound ? v.head(w) : w;  // "a car [bomb] attack"
    return IsSubject(v.deprel(noun)) ? v.head(noun) : w;
  };
  return below(a.match.trigger, verb(b.match.trigger)) ||
         below(b.match.trigger, verb(a.match.trigger));
}

// "three civilians were killed after protesters attacked police": the sector of those hit differs,
// and one came after the other. Not "killed after militants attacked the convoy".
bool ComesAfter(const View& v, const Draft& a, const Draft& b) {
  auto after = [&](WordId w) {
    if (v.deprel(w) != Deprel::kAdvcl) return false;
    WordId mark = v.s.child(w, Deprel::kMark);
    auto link = mark.valid() ? v.k.time_links.find(v.key(mark)) : v.k.time_links.end();
    return link != v.k.time_links.end() && link->second == TimeRelation::kAfter;
  };
  if (!after(a.match.trigger) && !after(b.match.trigger)) return false;
  for (const Participant& x : a.event.recipients) {
    for (const Participant& y : b.event.recipients) {
      const std::string& one = v.e[x.entity].sector;
      const std::string& other = v.e[y.entity].sector;
      if (!one.empty() && !other.empty() && one != other) return true;
    }
  }
  return false;
}

// Which of two without a word in common may be told by the other: one that names nobody points back
// by its article ("the attack"), or is told in full at once ("an attack killed nine. The attack on
// the base"); not by what has a name of its own: "charges of murder", later "the invasion of Iraq".
bool PointsAt(const Draft& a, const Draft& b) {
  const Draft& full = a.empty ? b : a;
  const Draft& vague = a.empty ? a : b;
  if (vague.definite) return true;
  bool near = std::abs(static_cast<int>(a.event.sentence.index()) -
                       static_cast<int>(b.event.sentence.index())) <= 1;
  return full.definite && (a.kind == b.kind || near);
}

// Content words that two acts of speech are both about.
bool SameMatter(const View& v, const Draft& a, const Draft& b) {
  auto words = [&](const Draft& d) {
    std::vector<uint32_t> lemmas;
    const Sentence& s = v.s.base.sentences[d.event.sentence.index()];
    for (int32_t i = s.first.value; i < s.end.value; ++i) {
      WordId w(i);
      bool content =
          v.upos(w) == Upos::kNoun || v.upos(w) == Upos::kPropn || v.upos(w) == Upos::kVerb;
      if (content && d.event.about_span.contains(v.span(w))) lemmas.push_back(v.s.lemma[w.index()]);
    }
    std::sort(lemmas.begin(), lemmas.end());
    lemmas.erase(std::unique(lemmas.begin(), lemmas.end()), lemmas.end());
    return lemmas;
  };
  std::vector<uint32_t> x = words(a);
  std::vector<uint32_t> y = words(b);
  std::vector<uint32_t> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return both.size() >= kSharedWords && 2 * both.size() >= std::min(x.size(), y.size());
}

bool HasName(const View& v, const Participant& p) {
  return p.mention.valid() && v.e[p.mention].form == MentionForm::kName;
}

// "Biden met Xi. ... Biden also met Widodo": each names somebody the other does not.
bool OtherParties(const View& v, const List& a, const List& b) {
  auto adds = [&](const List& list, const List& to) {
    return std::any_of(list.begin(), list.end(), [&](const Participant& p) {
      return HasName(v, p) && v.e[p.entity].type == EntityType::kPerson && !Holds(to, p.entity);
    });
  };
  return Share(a, b) && adds(a, b) && adds(b, a);
}

// "Police said that 14 were killed; the Red Cross put the toll at 19": each number is its teller's.
bool OtherToll(const Event& a, const Event& b) {
  auto told_by_both = [&](const SourceLink& link) {
    return std::find(b.sources.begin(), b.sources.end(), link) != b.sources.end();
  };
  if (a.sources.empty() || b.sources.empty()) return false;
  if (std::any_of(a.sources.begin(), a.sources.end(), told_by_both)) return false;
  for (const Amount& x : a.amounts) {
    for (const Amount& y : b.amounts) {
      if (x.role == y.role && x.least && y.least && *x.least != *y.least) return true;
    }
  }
  return false;
}

bool Compatible(const View& v, const Draft& a, const Draft& b) {
  if (!KindsAgree(v, a, b) || !StatusAgrees(a, b)) return false;
  const Event& x = a.event;
  const Event& y = b.event;
  if (OtherToll(x, y)) return false;
  // The first is not the second; what is counted among those that were made is no plan.
  if (x.ordinal && y.ordinal && x.ordinal->value != y.ordinal->value) return false;
  if ((x.ordinal || y.ordinal) && x.status != y.status) return false;
  bool once = a.kind == b.kind && v.k.kinds[a.kind].once && Share(All(x), All(y));
  if (once) return true;
  if (!PlacesAgree(v, x, y)) return false;
  if (x.time.basis != TimeBasis::kUnknown && y.time.basis != TimeBasis::kUnknown &&
      Disjoint(x.time.interval, y.time.interval)) {
    return false;
  }
  bool mutual = v.k.kinds[a.kind].shape == Shape::kMutual;
  List all_x = All(x);
  List all_y = All(y);
  if (mutual) {
    if (!ListsAgree(all_x, all_y) || OtherParties(v, all_x, all_y)) return false;
  } else {
    if (!ListsAgree(x.actors, y.actors)) return false;
    if (!ListsAgree(x.recipients, y.recipients)) {
      // "killed three people", "attacked the base": what was hit may be told in two ways.
      uint64_t shared = v.k.kinds[a.kind].families & v.k.kinds[b.kind].families;
      bool bound = SameSentence(a, b) && Linked(v, a, b) && !ComesAfter(v, a, b);
      if (!bound || (shared & v.k.victim_families) == 0) return false;
    }
  }
  if (a.empty || b.empty) {
    return SameSentence(a, b) ? Linked(v, a, b) || a.kind == b.kind : PointsAt(a, b);
  }
  if (SameSentence(a, b)) return a.kind == b.kind || Linked(v, a, b);
  if (Share(all_x, all_y)) {
    // "the two spoke" after "called": the same parties, nothing against it.
    if (mutual && all_x.size() == all_y.size() && all_x.size() >= 2 &&
        std::all_of(all_x.begin(), all_x.end(),
                    [&](const Participant& p) { return Holds(all_y, p.entity); })) {
      return true;
    }
    if (!SpeechAct(v, a))
      return a.kind == b.kind || a.definite || b.definite || a.headline || b.headline;
    bool retold = a.kind == b.kind && SameMatter(v, a, b);
    return (a.headline || b.headline || a.nominal || b.nominal || retold) &&
           Share(x.actors, y.actors);
  }
  // Nobody in common: the vaguer one must at least point back.
  bool vague =
      (x.actors.empty() && x.recipients.empty()) || (y.actors.empty() && y.recipients.empty());
  if (vague && (a.definite || b.definite || a.headline || b.headline)) return true;
  bool crossing =
      (x.actors.empty() && y.recipients.empty()) || (y.actors.empty() && x.recipients.empty());
  // "a strike on a school ... gun battles with militants": no strike of theirs
  bool fought = mutual || v.k.kinds[b.kind].shape == Shape::kMutual;
  if (a.kind != b.kind && fought) return false;
  return crossing &&
         (a.headline || b.headline || (a.nominal && a.definite) || (b.nominal && b.definite));
}

// "Party withdraws candidate": a headline that names nobody says less than the body.
bool NamesNobody(const View& v, const Draft& d) {
  List all = All(d.event);
  return std::none_of(all.begin(), all.end(), [&](const Participant& p) { return HasName(v, p); });
}

// A loose fit is enough for a headline: it tells what the article tells.
bool HeadlineFits(const View& v, const Draft& head, const Draft& body) {
  if (v.k.kinds[head.kind].type != v.k.kinds[body.kind].type && !KindsAgree(v, head, body)) {
    return false;
  }
  if ((head.event.status == Status::kDenied) != (body.event.status == Status::kDenied))
    return false;
  List x = All(head.event);
  List y = All(body.event);
  if (x.empty() || y.empty()) return KindsAgree(v, head, body);
  return Share(head.event.actors, body.event.actors) ||
         (Share(head.event.recipients, body.event.recipients) &&
          (head.event.actors.empty() || body.event.actors.empty()));
}

// "Tsai met McCarthy, becoming the most senior official to meet a speaker": where both parties have
// names, a mere description is one of them.
void AddParties(const View& v, List& to, const List& from) {
  auto named = [&](const Participant& p) { return HasName(v, p); };
  bool known = std::count_if(to.begin(), to.end(), named) >= 2;
  for (const Participant& p : from) {
    if (!Holds(to, p.entity) && (!known || named(p))) to.push_back(p);
  }
}

// Those of `from` that are not in `others`.
void AddUnless(const List& others, List& to, const List& from) {
  for (const Participant& p : from) {
    if (!Holds(others, p.entity)) to.push_back(p);
  }
}

template <class T>
void AddNew(std::vector<T>& to, const std::vector<T>& from) {
  for (const T& x : from) {
    if (std::find(to.begin(), to.end(), x) == to.end()) to.push_back(x);
  }
}

// Said of the event itself beats what its surroundings give, days beat a bound.
bool SaysMore(const EventTime& a, const EventTime& b) {
  auto rank = [](const EventTime& t) {
    if (t.basis == TimeBasis::kUnknown) return 0;
    bool closed = t.interval.earliest && t.interval.latest;
    return (t.basis == TimeBasis::kContext ? 1 : 2) + (closed ? 2 : 0);
  };
  return rank(a) > rank(b);
}

// What names the event decides its lists; the other one fills gaps. `take_kind`: `b` names it.
void TakeParties(const View& v, Draft& a, const Draft& b, bool take_kind) {
  Event& x = a.event;
  const Event& y = b.event;
  const Kind& ka = v.k.kinds[a.kind];
  const Kind& kb = v.k.kinds[b.kind];
  const bool travelled = take_kind && ka.shape == Shape::kMutual && kb.shape != Shape::kMutual;
  if (travelled && !y.actors.empty() && x.actors.size() == 2) {
    // "Macron held talks with Putin in Moscow. It was his second trip": he travelled, to the other.
    // Of three, nobody says who was the host.
    AddUnless(y.actors, x.recipients, x.actors);
    x.actors = y.actors;
    AddUnless(x.recipients, x.recipients, y.recipients);
  } else if (x.actors.empty()) {
    x.actors = y.actors;
    std::erase_if(x.actors, [&](const Participant& p) { return Holds(x.recipients, p.entity); });
  } else if (ka.shape == Shape::kMutual && !b.headline) {
    AddParties(v, x.actors, y.actors);
  } else if (kb.shape == Shape::kMutual && !b.headline) {
    // "Macron flew to Moscow to meet Putin": whom the traveller meets receives him.
    AddUnless(x.actors, x.recipients, y.actors);
  }
  if (x.recipients.empty()) AddUnless(x.actors, x.recipients, y.recipients);
}

// `a` takes in `b`.
void Absorb(const View& v, Draft& a, Draft& b) {
  Event& x = a.event;
  Event& y = b.event;
  const Kind& ka = v.k.kinds[a.kind];
  const Kind& kb = v.k.kinds[b.kind];
  bool take_kind = a.kind != b.kind && kb.rank > ka.rank && (ka.families & kb.families) != 0;
  bool body_first = a.headline && !b.headline;
  TakeParties(v, a, b, take_kind);
  if (x.places.empty()) x.places = y.places;
  if (SaysMore(y.time, x.time)) x.time = y.time;
  if (take_kind) {
    a.kind = b.kind;
    x.rule = y.rule;
    if (!y.mode.empty()) x.mode = y.mode;
  }
  if (body_first || (a.nominal && a.definite && !b.nominal)) x.status = y.status;
  if (body_first) {
    x.sources = y.sources;
  } else if (!b.headline) {
    // Said in the article's own voice once, it is the article's.
    if (x.sources.empty() || (y.sources.empty() && !b.nominal)) {
      x.sources.clear();
    } else {
      AddNew(x.sources, y.sources);
    }
  }
  x.hedged = x.hedged && y.hedged;
  if (x.about.empty()) {
    x.about = y.about;
    x.about_span = y.about_span;
  }
  for (const Amount& amount : y.amounts) {
    bool known = std::any_of(x.amounts.begin(), x.amounts.end(),
                             [&](const Amount& own) { return own.role == amount.role; });
    if (!known) x.amounts.push_back(amount);
  }
  if (!a.told_at.valid()) a.told_at = b.told_at;
  if (!x.ordinal) x.ordinal = y.ordinal;
  for (Span s : y.evidence) x.evidence.push_back(s);
  x.confidence = std::max(x.confidence, y.confidence);
  a.empty = a.empty && b.empty;
  a.definite = a.definite && b.definite;
  a.headline = a.headline && b.headline;
  b.dropped = true;
}

}  // namespace

void Merge(const View& v, std::vector<Draft>& drafts) {
  for (size_t i = 0; i < drafts.size(); ++i) {
    if (drafts[i].dropped) continue;
    size_t from = i > kWindow ? i - kWindow : 0;
    // The nearest earlier mention first: "the attack" is the last one told.
    for (size_t j = i; j-- > from;) {
      if (drafts[j].dropped || drafts[j].headline || drafts[i].headline) continue;
      if (!Compatible(v, drafts[j], drafts[i])) continue;
      Absorb(v, drafts[j], drafts[i]);
      break;
    }
  }
  for (Draft& head : drafts) {
    if (!head.headline || head.dropped) continue;
    Draft* of = nullptr;
    for (Draft& body : drafts) {
      if (body.headline || body.dropped) continue;
      if (!Compatible(v, head, body) && !HeadlineFits(v, head, body)) continue;
      // "talks resume" is told by the talks, not by the visit before them.
      bool same = body.kind == head.kind || !NamesNobody(v, head);
      if (of == nullptr || same) of = &body;
      if (same) break;
    }
    // What the headline tells the article tells: the first of its kind, whatever it calls people.
    for (Draft& body : drafts) {
      if (of != nullptr || body.headline || body.dropped) continue;
      bool alike = v.k.kinds[head.kind].type == v.k.kinds[body.kind].type && NamesNobody(v, head);
      // "talks with rebels" in a headline are not the summit the article tells of.
      bool agree = body.kind == head.kind ||
                   (KindsAgree(v, head, body) &&
                    (NamesNobody(v, head) || ListsAgree(All(head.event), All(body.event))));
      if (alike || agree) of = &body;
    }
    if (of != nullptr) Absorb(v, *of, head);
  }
  for (Draft& d : drafts) {
    if (d.empty) d.dropped = true;
  }
}

}  // namespace dragoman::events
