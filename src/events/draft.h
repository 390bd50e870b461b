// SPDX-License-Identifier: Apache-2.0
// Draft: an event on its way from trigger to output. The parts of this stage work on a list of
// them, in the order of the triggers: each part fills its own fields (find_events.cc).
#pragma once

#include <vector>

#include "events/match.h"

namespace dragoman::events {

struct Draft {
  Event event;
  uint32_t kind = 0;  // index into Kinds::Data::kinds
  Match match;
  TimexId told_at;  // when somebody spoke of it as known: "proposed to investigate the explosion"
  bool headline = false;
  bool nominal = false;   // an event noun
  bool definite = false;  // "the attack", "his visit": may speak of what was told before
  bool empty = false;     // no participant and no place: lives only by merging
  bool dropped = false;   // merged into another, or ruled out
};

// "His first was to Chad": the trip named before, with an ordinal in its place. `of` is the event
// it was named in; row == nullptr if there is none: ellipsis.cc.
Match MatchElliptical(const View& view, WordId word, const std::vector<Draft>& drafts,
                      const Draft*& of);
// "That was his second trip": it was where and when the event told before was: ellipsis.cc.
void TakeFromBefore(const View& view, Draft& draft, const std::vector<Draft>& drafts);
// Participants, places named by slots, about: roles.cc.
void FillRoles(const View& view, Draft& draft);
// Places of the trigger's own modifiers, then of its clause: place.cc.
void FillPlace(const View& view, Draft& draft);
// When it happened or is to happen: when.cc. Needs the status.
void FillTime(const View& view, Draft& draft);
// "Announced on Monday that its troops would leave": the announcement is the act (ONTOLOGY rule
// 11). Needs status, time and sources: sources.cc.
void TakeAnnouncement(const View& view, Draft& draft);
// What a headline alone tells has the time of the lead, if that tells of the same actors. After
// Merge: when.cc.
void FillHeadlineTimes(const View& view, std::vector<Draft>& drafts);
// A bound for what has happened and has no time: the day it was told on. Needs the sources.
void BoundBySaying(const View& view, Draft& draft);
// "On the eve of the summit": by what the text dates elsewhere, where FillTime found nothing
// better.
void FillAnchoredTimes(const View& view, std::vector<Draft>& drafts);
// Who vouches for it: sources.cc.
void FillSources(const View& view, Draft& draft);
// Numbers of people, money; "second", "first since": amounts.cc.
void FillAmounts(const View& view, Draft& draft);
// Drops what only says what another event is about (ONTOLOGY rule 9): content.cc.
void DropContents(const View& view, std::vector<Draft>& drafts);
// One event per happening: merge.cc.
void Merge(const View& view, std::vector<Draft>& drafts);
// Who is made to answer for the words, with those named beside: statements.cc.
void AddSpeakers(const View& view, const Attribution& a, std::vector<Participant>& out);
// "The ban is a disgrace," she said: she criticizes. Before FindDoers: verdicts.cc.
void AddVerdicts(const View& view, std::vector<Draft>& drafts);
// Whom "criticized the decision" criticizes: doers.cc.
void FindDoers(const View& view, std::vector<Draft>& drafts);
// x-STATEMENT for what is said and not coded (rule 4): statements.cc.
void AddStatements(const View& view, std::vector<Draft>& drafts);
// Relations that a verb or a predicate noun tells: relations.cc.
void AddRelations(const View& view, std::vector<Relation>& relations);

// A member of a list, and what makes it one: "conj" of the tree, "list" as written.
struct Listed {
  WordId word;
  std::string_view how;
};
// Appends the others of the list that the phrase headed by `word` begins; one may come twice:
// lists.cc.
void ListedWith(const View& view, WordId word, std::vector<Listed>& out);

bool Holds(const std::vector<Participant>& list, EntityId id);
// Appends the place that the phrase headed by `word` names, if it names one that is not there yet.
void AddPlace(const View& view, WordId word, std::vector<EntityId>& places);
// Appends who the phrase headed by `word` names, its conjuncts and the members of a collective.
void AddParticipants(const View& view, WordId word, std::string_view from, bool owner,
                     std::vector<Participant>& out);
// The words of a mention, or of the word if it heads none.
Span PhraseSpan(const View& view, WordId word);

}  // namespace dragoman::events
