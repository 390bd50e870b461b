// SPDX-License-Identifier: Apache-2.0
// What is said of others and is itself praise, criticism or an accusation (ONTOLOGY rule 9): "The
// ban is a disgrace," she said. Entry: AddVerdicts (draft.h). The words are data (verdicts.tsv).
// Only within what a named speaker is made to say; what is denied, asked or supposed is no verdict,
// and one that falls on nobody is none.
#include <algorithm>
#include <array>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr int32_t kNear = 3;  // sentences over which a speaker's verdicts on somebody are one

// The words a verdict's word is looked for in: the head of the clause, or what modifies it.
WordId VerdictWord(const View& v, const Verdict& verdict, WordId head) {
  if (verdict.form == VerdictForm::kAux) {
    // "Turkey must act"; not "must have acted", "must be stopped".
    WordId must = v.s.child(head, Deprel::kAux);
    int auxiliaries = 0;
    for (WordId c : v.s.children_of(head)) auxiliaries += v.deprel(c) == Deprel::kAux;
    // "a voice that the government must heed", "notice that it must leave" only describe.
    const bool main = v.deprel(head) != Deprel::kAclRelcl && v.deprel(head) != Deprel::kAcl;
    return main && auxiliaries == 1 && !v.IsPassive(head) ? must : WordId();
  }
  if (verdict.form != VerdictForm::kModifier) return head;
  if (!v.k.InSet(v.k.people, v.key(head)) && !v.IsAgent(head)) return {};
  for (WordId c : v.s.children_of(head)) {
    if (v.deprel(c) == Deprel::kAmod && v.Passes(verdict.row.needs.front().conditions, c)) return c;
  }
  return {};
}

// "responsible for the attack": one of the prepositions named must lead to the right sort.
bool NeedsHold(const View& v, const Verdict& verdict, WordId word, WordId head) {
  if (!v.Passes(verdict.row.needs.front().conditions, word)) return false;
  if (verdict.row.needs.size() == 1) return true;
  for (WordId c : v.s.children_of(head)) {
    for (const Need& need : verdict.row.needs) {
      const bool here = need.slot.name == SlotName::kPrep && IsOblique(v.deprel(c)) &&
                        v.CaseOf(c) == need.slot.prep;
      if (here && v.Passes(need.conditions, v.Core(c))) return true;
    }
  }
  return false;
}

// "is not a killer", "no disgrace", "if it is wrong"
bool IsOpen(const View& v, WordId head) {
  for (WordId c : v.s.children_of(head)) {
    for (const StatusWord& s : v.k.status_of_key[v.key(c)]) {
      const bool negates = s.effect == StatusEffect::kNegate &&
                           (s.link == StatusLink::kAdverb || s.link == StatusLink::kDeterminer);
      if (negates && (v.deprel(c) == Deprel::kAdvmod || v.deprel(c) == Deprel::kDet)) return true;
      if (s.link == StatusLink::kMark && v.deprel(c) == Deprel::kMark) return true;
    }
    if (v.s.features[c.index()].pron_type == PronType::kInt) return true;
  }
  return false;
}

bool FormFits(const View& v, const Verdict& verdict, WordId head) {
  if (verdict.form == VerdictForm::kAux) return v.IsVerbal(head);
  if (verdict.form == VerdictForm::kVerb) return v.IsVerbal(head);
  // Not "is from terrorists", "is under threat".
  const Key asked = verdict.form == VerdictForm::kBehind ? v.k.behind : 0;
  return v.s.child(head, Deprel::kCop).valid() && v.CaseOf(head) == asked;
}

// "no group is responsible", "thirty gunmen were involved": nobody is accused.
bool IsNobody(const View& v, WordId who) {
  for (WordId c : v.s.children_of(who)) {
    if (v.deprel(c) == Deprel::kNummod) return true;
    for (const StatusWord& s : v.k.status_of_key[v.key(c)]) {
      if (s.link == StatusLink::kDeterminer && s.effect == StatusEffect::kNegate) return true;
    }
  }
  return false;
}

// Who is judged: the subject or whose it is; of "was Iran's doing", Iran.
WordId Judged(const View& v, const Verdict& verdict, WordId head) {
  if (verdict.form == VerdictForm::kOwned) return v.s.child(head, Deprel::kNmodPoss);
  for (WordId c : v.s.children_of(head)) {
    if (!IsSubject(v.deprel(c)) || !(c < head)) continue;
    // "a city which is too dangerous" only describes.
    return v.s.features[c.index()].pron_type == PronType::kRel ? WordId() : v.Antecedent(c);
  }
  return {};
}

// A deed that FindDoers may find the doer of: "the decision", "the attack".
bool IsDeed(const View& v, WordId noun) {
  if (v.upos(noun) != Upos::kNoun) return false;
  if (v.k.InSet(v.k.deeds, v.key(noun)) || v.k.InSet(v.k.policies, v.key(noun))) return true;
  const auto& rows = v.k.rows_of_key[v.key(noun)];
  return std::any_of(rows.begin(), rows.end(),
                     [&](uint32_t r) { return v.k.rows[r].trigger == TriggerClass::kNoun; });
}

const Attribution* SaidBy(const View& v, WordId word) {
  if (word.index() >= v.a.innermost_of_word.size()) return nullptr;
  const AttributionId id = v.a.innermost_of_word[word.index()];
  if (!id.valid()) return nullptr;
  const Attribution& a = v.a[id];
  if (a.kind == AttributionKind::kHedge || a.kind == AttributionKind::kPost) return nullptr;
  if (a.negated || a.attitude || a.parent.valid() || a.chain.empty()) return nullptr;
  const EntityId who = a.chain.front().actor;
  return who.valid() && IsActorType(v.e[who].type) ? &a : nullptr;
}

// The same speaker has said as much of the same people before, or an event tells of it already.
Draft* ToldBefore(const View& v, std::vector<Draft>& drafts, const Draft& d) {
  for (Draft& other : drafts) {
    if (other.dropped || d.event.sentence.value - other.event.sentence.value > kNear) continue;
    if (v.k.kinds[other.kind].type != v.k.kinds[d.kind].type) continue;
    const auto same = [](const std::vector<Participant>& a, const std::vector<Participant>& b) {
      return std::any_of(a.begin(), a.end(),
                         [&](const Participant& p) { return Holds(b, p.entity); });
    };
    if (!same(other.event.actors, d.event.actors)) continue;
    const bool beside = other.event.sentence == d.event.sentence;
    if (same(other.event.recipients, d.event.recipients) || beside) return &other;
  }
  return nullptr;
}

// "Troops crossed the border. 'This is a violation,' he said": what was just told, if it was done
// to somebody.
void AddLastDoers(const View& v, const std::vector<Draft>& drafts, WordId head, Event& e) {
  constexpr std::array<std::string_view, 5> kHostile = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE",
                                                        "REJECT"};
  const Draft* last = nullptr;
  for (const Draft& d : drafts) {
    const int32_t back = v.s.sentence[head.index()].value - d.event.sentence.value;
    if (d.dropped || d.headline || back < 1 || back >= kNear) continue;
    if (d.event.status != Status::kOccurred || d.event.actors.empty()) continue;
    const std::string& type = v.k.kinds[d.kind].type;
    if (std::find(kHostile.begin(), kHostile.end(), type) != kHostile.end()) last = &d;
  }
  if (last == nullptr) return;
  for (const Participant& p : last->event.actors) {
    if (!Holds(e.actors, p.entity)) e.recipients.push_back({p.entity, p.mention, "whoever did it"});
  }
}

bool Make(const View& v, const Verdict& verdict, const Attribution& a, WordId head,
          const std::vector<Draft>& drafts, Draft& d) {
  static const FrameSlot kJudged = {{SlotName::kSubj, 0}, Role::kRecipient, true, true, {}};
  const WordId word = VerdictWord(v, verdict, head);
  if (!word.valid() || !FormFits(v, verdict, head) || !NeedsHold(v, verdict, word, head))
    return false;
  const WordId who = Judged(v, verdict, head);
  // "must not send weapons" is asked for, too.
  if (!who.valid()) return false;
  if (verdict.form != VerdictForm::kAux && (IsNobody(v, who) || IsOpen(v, head))) return false;
  // "China's mines are illegal" says nothing of China.
  const bool deed = IsDeed(v, who);
  const bool points = verdict.row.bare && v.s.features[who.index()].pron_type == PronType::kDem;
  if (!deed && !points && !v.IsAgent(who)) return false;
  if (verdict.form == VerdictForm::kAux && !v.EntityOf(who).valid()) return false;
  const SourceLink& speaker = a.chain.front();
  Event& e = d.event;
  AddSpeakers(v, a, e.actors);
  AddParticipants(v, who, "judged", true, e.recipients);
  std::erase_if(e.recipients, [&](const Participant& p) { return Holds(e.actors, p.entity); });
  if (e.recipients.empty() && points) AddLastDoers(v, drafts, head, e);
  if (e.recipients.empty() && !(verdict.row.bare && deed)) return false;
  d.kind = verdict.row.kind;
  d.match.trigger = word;
  d.match.filled.push_back({&kJudged, {{SlotName::kSubj, 0}, who, "judged"}});
  e.trigger = v.span(word);
  e.trigger_word = word;
  e.sentence = v.s.sentence[word.index()];
  Span hull = Join(PhraseSpan(v, who), v.span(head));
  if (a.cue_word.valid() && v.s.sentence[a.cue_word.index()] == e.sentence) {
    hull = Join(hull, a.cue);
    for (Span source : a.source) hull = Join(hull, source);
  }
  e.evidence.push_back(hull);
  e.about_span = v.s.subtree_span(head);
  e.about = std::string(e.about_span.in(v.d.text));
  for (SourceLink link : a.chain) {
    if (link.actor == speaker.actor) link.actor = EntityId();
    if (link.actor.valid() || link.via.valid()) e.sources.push_back(link);
  }
  e.status = Status::kOccurred;
  // When and where it was said.
  if (a.cue_word.valid()) d.match.trigger = a.cue_word;
  FillPlace(v, d);
  FillTime(v, d);
  e.rule = verdict.row.name;
  e.confidence = 0.6F;
  return true;
}

}  // namespace

void AddVerdicts(const View& v, std::vector<Draft>& drafts) {
  for (size_t i = 0; i < v.s.size(); ++i) {
    const WordId head(i);
    if (!v.s.child(head, Deprel::kCop).valid() && !v.IsVerbal(head)) continue;
    const Attribution* a = SaidBy(v, head);
    if (a == nullptr) continue;
    for (const Verdict& verdict : v.k.verdicts) {
      Draft d;
      if (!Make(v, verdict, *a, head, drafts, d)) continue;
      // What is demanded is no second event.
      for (Draft& other : drafts) {
        bool content = verdict.form == VerdictForm::kAux && other.match.trigger == head;
        other.dropped = other.dropped || content;
      }
      if (Draft* before = ToldBefore(v, drafts, d); before != nullptr) {
        const Span told = d.event.evidence.front();
        if (before->match.row == nullptr) before->event.evidence.push_back(told);
      } else {
        drafts.push_back(std::move(d));
      }
      break;
    }
  }
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& x, const Draft& y) {
    return x.event.trigger.begin < y.event.trigger.begin;
  });
}

}  // namespace dragoman::events
