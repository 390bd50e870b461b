// SPDX-License-Identifier: Apache-2.0
// What a speech act is about is not a second event (ONTOLOGY rule 9): "urged Russia to withdraw"
// is one REQUEST. Entry: DropContents (draft.h). Nouns that the content presupposes stay ("to end
// its support for rebels": the support is a fact).
#include <algorithm>
#include <array>

#include "events/draft.h"

namespace dragoman::events {
namespace {

constexpr int kMaxSteps = 12;
constexpr std::string_view kAgree = "AGREE";
constexpr std::string_view kRequest = "REQUEST";
constexpr std::string_view kCoerce = "COERCE";
constexpr std::string_view kMobilize = "MOBILIZE";
constexpr std::string_view kAid = "AID";
constexpr std::string_view kAssault = "ASSAULT";

bool TakesContent(std::string_view type) {
  constexpr std::array<std::string_view, 6> kTypes = {"REQUEST", "AGREE",  "THREATEN",
                                                      "REJECT",  "ACCUSE", "CONCEDE"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

// Is `word` in the clause or phrase headed by `content`, through clauses only?
bool InContent(const View& v, WordId word, WordId content) {
  WordId w = word;
  for (int i = 0; i < kMaxSteps && w.valid(); ++i) {
    if (w == content) return true;
    Deprel r = v.deprel(w);
    // A relative clause or a subordinate one tells something of its own.
    if (r == Deprel::kAclRelcl || r == Deprel::kParataxis) return false;
    if (r == Deprel::kAdvcl && v.s.features[w.index()].verb_form == VerbForm::kFin) return false;
    w = v.head(w);
  }
  return false;
}

// "denied a request from the United States": the request was somebody else's act.
bool OthersSpeech(const View& v, const Draft& act, const Draft& d) {
  if (!TakesContent(v.k.kinds[d.kind].type) || d.event.actors.empty()) return false;
  return std::none_of(d.event.actors.begin(), d.event.actors.end(),
                      [&](const Participant& p) { return Holds(act.event.actors, p.entity); });
}

// "signed an order directing the army to leave": the order and the directing are one act.
bool IsSameAct(const View& v, const Draft& act, const Draft& d) {
  return v.k.kinds[act.kind].type == v.k.kinds[d.kind].type && !d.event.actors.empty() &&
         std::all_of(d.event.actors.begin(), d.event.actors.end(),
                     [&](const Participant& p) { return Holds(act.event.actors, p.entity); });
}

// "offered to hold talks with the strikers", "pledged to help Nepal": to them it is offered.
void TakeRecipients(const View& v, Draft& act, const Draft& content) {
  if (v.k.kinds[act.kind].type != kAgree || v.k.kinds[act.kind].shape != Shape::kPair ||
      !act.event.recipients.empty())
    return;
  bool mutual = v.k.kinds[content.kind].shape == Shape::kMutual;
  const std::vector<Participant>& from = mutual ? content.event.actors : content.event.recipients;
  for (const Participant& p : from) {
    if (!Holds(act.event.actors, p.entity)) act.event.recipients.push_back(p);
  }
}

// "launched missiles targeting Kyiv": whoever launched them attacked, and the launch is no test.
void TakeAim(const View& v, std::vector<Draft>& drafts, Draft& act) {
  if (v.k.kinds[act.kind].type != kMobilize) return;
  for (const Filled& f : act.match.filled) {
    if (f.slot->role != Role::kMust || f.slot->slot.name != SlotName::kObj) continue;
    for (Draft& d : drafts) {
      const WordId w = d.match.trigger;
      bool aims = !d.dropped && v.deprel(w) == Deprel::kAcl && v.head(w) == f.arg.word;
      if (!aims || v.k.kinds[d.kind].type != kAssault || !d.event.actors.empty()) continue;
      d.event.actors = act.event.actors;
      d.event.evidence.insert(d.event.evidence.end(), act.event.evidence.begin(),
                              act.event.evidence.end());
      act.dropped = true;
    }
  }
}

// "suspended 110 million euros in aid to Serbia": the aid is what the money was.
void TakeAmount(const View& v, std::vector<Draft>& drafts, Draft& act) {
  for (const Filled& f : act.match.filled) {
    if (f.slot->role != Role::kMust || f.slot->slot.name != SlotName::kObj) continue;
    for (Draft& d : drafts) {
      const WordId w = d.match.trigger;
      const WordId up = v.head(w);
      bool of_amount = d.nominal && !d.dropped && v.CaseOf(w) == v.k.in && w > f.arg.word &&
                       (up == f.arg.word || up == act.match.trigger);
      if (!of_amount || v.k.kinds[d.kind].type != kAid || !d.event.actors.empty()) continue;
      if (act.event.recipients.empty()) act.event.recipients = d.event.recipients;
      d.dropped = true;
    }
  }
}

}  // namespace

void DropContents(const View& v, std::vector<Draft>& drafts) {
  // "withdrew the nomination": the noun belongs to what is said of it.
  for (Draft& act : drafts) {
    if (act.nominal || act.dropped) continue;
    for (const Filled& f : act.match.filled) {
      if (f.slot->role != Role::kMust || f.slot->slot.name != SlotName::kObj) continue;
      for (Draft& d : drafts) {
        if (!d.nominal || d.match.trigger != f.arg.word) continue;
        // "will impose tariffs on cars": the noun is the deed, as sure or unsure as its verb.
        if (d.kind == act.kind) {
          d.event.status = act.event.status;
        } else if (!OthersSpeech(v, act, d)) {
          d.dropped = true;
        }
      }
    }
    TakeAim(v, drafts, act);
    TakeAmount(v, drafts, act);
    // "denied a request from Mexico", "did not accede to the demands of the strikers": whoever
    // answers was asked.
    for (const Filled& f : act.match.filled) {
      for (Draft& d : drafts) {
        bool asked = d.nominal && d.match.trigger == f.arg.word && d.event.recipients.empty() &&
                     v.k.kinds[d.kind].type == kRequest;
        if (asked && OthersSpeech(v, act, d)) d.event.recipients = act.event.actors;
      }
    }
  }
  // "detained 17 people in raids": how it was done.
  for (Draft& d : drafts) {
    bool nobody = d.nominal && d.event.actors.empty() && d.event.recipients.empty();
    WordId verb =
        nobody && v.deprel(d.match.trigger) == Deprel::kObl ? v.head(d.match.trigger) : WordId();
    if (!verb.valid() || v.CaseOf(d.match.trigger) != v.k.in) continue;
    d.dropped = d.dropped || std::any_of(drafts.begin(), drafts.end(), [&](const Draft& act) {
                  return act.match.trigger == verb && v.k.kinds[act.kind].type == kCoerce;
                });
  }
  for (Draft& act : drafts) {
    if (act.dropped || !TakesContent(v.k.kinds[act.kind].type)) continue;
    for (const Filled& f : act.match.filled) {
      if (f.slot->role != Role::kAbout) continue;
      for (Draft& d : drafts) {
        if (&d == &act || d.dropped || d.event.sentence != act.event.sentence) continue;
        if (!InContent(v, d.match.trigger, f.arg.word)) continue;
        bool told = !d.event.actors.empty() || v.k.kinds[d.kind].shape == Shape::kHappen;
        bool presupposed = d.nominal && d.definite && d.match.trigger != f.arg.word && told;
        if (presupposed) continue;
        d.dropped = true;
        if (act.event.recipients.empty() && IsSameAct(v, act, d)) {
          act.event.recipients = d.event.recipients;
        }
        TakeRecipients(v, act, d);
      }
    }
  }
}

}  // namespace dragoman::events
