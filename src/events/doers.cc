// SPDX-License-Identifier: Apache-2.0
// Whom an act is directed at when its object is only pointed to: "The senator criticized the
// decision" is aimed at whoever decided. Entry: FindDoers (draft.h). The doer comes from what the
// article told before: an event of the noun's own kind ("opposed the withdrawal"), or, for words
// that name any deed ("the move"), the event the article began with. Nothing is guessed where the
// object names its owner, or the doer would be the one who acts.
#include <algorithm>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr size_t kWindow = 60;  // earlier events looked at

bool PointsBack(const View& v, WordId noun) {
  if (v.EntityOf(noun).valid() && v.IsAgent(noun)) return false;
  bool definite = false;
  for (WordId c : v.s.children_of(noun)) {
    Deprel r = v.deprel(c);
    if (r == Deprel::kNmodPoss || r == Deprel::kNmod || r == Deprel::kAclRelcl) return false;
    if (r == Deprel::kAmod && v.EntityOf(c).valid()) return false;  // "the French decision"
    if (r != Deprel::kDet) continue;
    const Features& f = v.s.features[c.index()];
    definite = definite || f.pron_type == PronType::kDem ||
               (f.pron_type == PronType::kArt && v.k.InSet(v.k.definite, v.key(c)));
  }
  return definite;
}

bool CanBeMeant(const Draft& by, const Draft& deed) {
  if (deed.dropped || deed.event.actors.empty() || deed.event.status == Status::kDenied) {
    return false;
  }
  return std::none_of(deed.event.actors.begin(), deed.event.actors.end(),
                      [&](const Participant& p) { return Holds(by.event.actors, p.entity); });
}

bool IsOfKind(const View& v, const Draft& deed, Key noun) {
  for (uint32_t r : v.k.rows_of_key[noun]) {
    const Row& row = v.k.rows[r];
    if (row.trigger != TriggerClass::kNoun) continue;
    const Kind& kind = v.k.kinds[row.kind];
    if (row.kind == deed.kind || (kind.families & v.k.kinds[deed.kind].families) != 0) return true;
  }
  return false;
}

// Told by the headline or the first sentence below it.
bool IsOfLead(const View& v, const Draft& d) {
  const auto& sentences = v.s.base.sentences;
  const size_t i = d.event.sentence.index();
  return i == 0 || sentences[i - 1].kind == SentenceKind::kHeadline;
}

const Draft* DeedMeant(const View& v, const std::vector<Draft>& drafts, size_t at, WordId noun) {
  const Draft& by = drafts[at];
  size_t from = at > kWindow ? at - kWindow : 0;
  const auto fits = [&](size_t j) {
    return drafts[j].event.sentence != by.event.sentence && IsOfKind(v, drafts[j], v.key(noun)) &&
           CanBeMeant(by, drafts[j]);
  };
  // "Gunmen killed nine. Troops killed three of them. The UN condemned the killings": what the
  // article is about is what others speak of.
  for (size_t j = 0; j < at && IsOfLead(v, drafts[j]); ++j) {
    if (fits(j)) return &drafts[j];
  }
  for (size_t j = at; j-- > from;) {
    if (fits(j)) return &drafts[j];
  }
  if (!v.k.InSet(v.k.deeds, v.key(noun))) return nullptr;
  for (size_t j = 0; j < at && j < kWindow; ++j) {
    if (drafts[j].dropped || drafts[j].event.sentence == by.event.sentence) continue;
    return CanBeMeant(by, drafts[j]) ? &drafts[j] : nullptr;
  }
  return nullptr;
}

}  // namespace

void FindDoers(const View& v, std::vector<Draft>& drafts) {
  for (size_t i = 0; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    if (d.dropped || d.nominal || !d.event.recipients.empty() || d.event.actors.empty()) continue;
    for (const Filled& f : d.match.filled) {
      if (f.slot->role != Role::kRecipient || !f.slot->owner || !PointsBack(v, f.arg.word))
        continue;
      const Draft* deed = DeedMeant(v, drafts, i, f.arg.word);
      if (deed == nullptr) continue;
      for (const Participant& p : deed->event.actors) {
        d.event.recipients.push_back({p.entity, p.mention, "whoever did it"});
      }
      break;
    }
  }
}

}  // namespace dragoman::events
