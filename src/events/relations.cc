// SPDX-License-Identifier: Apache-2.0
// Relations that a verb or a predicate noun tells ("Turkey is a member of NATO", "they support
// opposing sides"). Entry: AddRelations (draft.h); rows: data/en/events/relations.tsv. Those of
// names and appositions come from entities/.
#include <algorithm>

#include "events/draft.h"
#include "events/status.h"

namespace dragoman::events {
namespace {

Span Evidence(const View& v, const Match& m) {
  Span hull = v.span(m.trigger);
  for (const Filled& f : m.filled) hull = Join(hull, PhraseSpan(v, f.arg.word));
  return hull;
}

bool Known(const std::vector<Relation>& relations, const Relation& r) {
  return std::any_of(relations.begin(), relations.end(), [&](const Relation& other) {
    return other.kind == r.kind && other.subject == r.subject && other.objects == r.objects;
  });
}

void AddFrom(const View& v, const RelationRow& row, const Match& m, std::vector<Relation>& out) {
  std::vector<Participant> subjects, objects;
  bool both_ways = false;
  for (const Filled& f : m.filled) {
    if (f.slot->role == Role::kActor) AddParticipants(v, f.arg.word, f.arg.from, false, subjects);
    if (f.slot->role == Role::kRecipient)
      AddParticipants(v, f.arg.word, f.arg.from, false, objects);
    if (f.slot->role == Role::kCo) {
      both_ways = true;
      AddParticipants(v, f.arg.word, f.arg.from, false, subjects);
    }
  }
  if (both_ways && subjects.size() == 2) {
    objects.push_back(subjects.back());
    subjects.pop_back();
  }
  if (subjects.empty() || objects.empty()) return;
  Kind kind;
  StatusReading status = StatusOf(v, m, kind);
  Relation r;
  r.kind = row.kind;
  for (const Participant& o : objects) r.objects.push_back(o.entity);
  r.status = status.status == Status::kOccurred ? Status::kOngoing : status.status;
  r.evidence.push_back(Evidence(v, m));
  r.sentence = v.s.sentence[m.trigger.index()];
  r.confidence = 0.7F;
  r.rule = row.name;
  for (const Participant& s : subjects) {
    Relation made = r;
    made.subject = s.entity;
    bool self = std::find(r.objects.begin(), r.objects.end(), s.entity) != r.objects.end();
    if (!self && !Known(out, made)) out.push_back(std::move(made));
  }
}

}  // namespace

void AddRelations(const View& v, std::vector<Relation>& relations) {
  for (size_t i = 0; i < v.s.size(); ++i) {
    WordId w(i);
    Key key = v.key(w);
    if (key == 0 || v.k.relations_of_key[key].empty()) continue;
    std::vector<const Row*> rows;
    for (uint32_t r : v.k.relations_of_key[key]) rows.push_back(&v.k.relations[r].row);
    std::vector<Match> matches = MatchRows(v, w, rows);
    if (matches.empty()) continue;
    for (uint32_t r : v.k.relations_of_key[key]) {
      if (&v.k.relations[r].row == matches.front().row) {
        AddFrom(v, v.k.relations[r], matches.front(), relations);
      }
    }
  }
}

}  // namespace dragoman::events
