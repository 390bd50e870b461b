// SPDX-License-Identifier: Apache-2.0
// Events: its promises and its dump.
#include "model/events.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 19> kTypes = {
    "AGREE",   "CONSULT", "SUPPORT",     "CONCEDE",      "COOPERATE", "AID",      "RETREAT",
    "REQUEST", "ACCUSE",  "REJECT",      "THREATEN",     "PROTEST",   "SANCTION", "MOBILIZE",
    "COERCE",  "ASSAULT", "x-STATEMENT", "x-TRANSITION", "x-INCIDENT"};

void VerifyEvidence(const std::vector<Span>& evidence, const Document& d) {
  DRAGOMAN_CHECK(!evidence.empty());
  for (Span s : evidence) DRAGOMAN_CHECK(!s.empty() && s.end <= d.text.size());
}

void VerifyParticipants(const std::vector<Participant>& list, const Entities& entities) {
  for (const Participant& p : list) {
    DRAGOMAN_CHECK(p.entity.valid() && p.entity.index() < entities.entities.size());
    DRAGOMAN_CHECK(!p.mention.valid() || p.mention.index() < entities.mentions.size());
    DRAGOMAN_CHECK(!p.from.empty());
  }
}

void VerifySources(const std::vector<SourceLink>& sources, const Entities& entities,
                   const Times& times) {
  for (const SourceLink& s : sources) {
    DRAGOMAN_CHECK(s.actor.valid() || s.via.valid());
    for (EntityId id : {s.actor, s.via}) {
      DRAGOMAN_CHECK(!id.valid() || id.index() < entities.entities.size());
    }
    DRAGOMAN_CHECK(!s.said_at.valid() || s.said_at.index() < times.timexes.size());
  }
}

std::string Names(const std::vector<Participant>& list, const Entities& e) {
  std::string out;
  for (const Participant& p : list) {
    if (!out.empty()) out += "; ";
    out += e[p.entity].name;
  }
  return out.empty() ? "-" : out;
}

std::string Sources(const std::vector<SourceLink>& sources, const Entities& e) {
  std::string out;
  for (const SourceLink& s : sources) {
    if (!out.empty()) out += "; ";
    if (s.actor.valid()) out += e[s.actor].name;
    if (s.via.valid()) out += (s.actor.valid() ? " via " : "via ") + e[s.via].name;
  }
  return out;
}

void Line(std::string& out, std::string_view label, const std::string& value) {
  if (!value.empty()) out.append("  ").append(label).append(" ").append(value).append("\n");
}

std::string OneLine(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::string Quotes(const std::vector<Span>& spans, const Document& d) {
  std::string out;
  for (Span s : spans) {
    out.append(out.empty() ? "\"" : " | \"").append(OneLine(s.in(d.text))).append("\"");
  }
  return out;
}

std::string Number(double value) {
  std::string s = std::to_string(value);
  s.erase(s.find_last_not_of('0') + 1);
  if (s.ends_with('.')) s.pop_back();
  return s;
}

std::string Amounts(const std::vector<Amount>& amounts) {
  std::string out;
  for (const Amount& a : amounts) {
    if (!out.empty()) out += "; ";
    out += a.role + " " + (a.least ? Number(*a.least) : "..") + ".." +
           (a.most ? Number(*a.most) : "..") + " " + a.unit;
  }
  return out;
}

void DumpEvent(const Event& e, const Entities& entities, const Document& d, std::string& out) {
  out.append(e.type).append(e.mode.empty() ? "" : "/").append(e.mode);
  out.append(" ")
      .append(e.kind)
      .append(" ")
      .append(Name(e.status))
      .append(e.hedged ? " hedged" : "");
  out.append(" [").append(e.rule).append("]\n");
  Line(out, "who", Names(e.actors, entities) + " -> " + Names(e.recipients, entities));
  if (!e.others.empty()) Line(out, "others", Names(e.others, entities));
  std::string where;
  for (EntityId p : e.places) where += (where.empty() ? "" : "; ") + entities[p].name;
  Line(out, "where", where);
  Line(out, "when", e.time.edtf);
  Line(out, "about", OneLine(e.about));
  Line(out, "sources", Sources(e.sources, entities));
  Line(out, "amounts", Amounts(e.amounts));
  if (e.ordinal) Line(out, "ordinal", std::to_string(e.ordinal->value));
  Line(out, "evidence", Quotes(e.evidence, d));
}

}  // namespace

void Verify(const Events& events, const Entities& entities, const Times& times,
            const Syntax& syntax, const Document& document) {
  uint32_t last = 0;
  for (const Event& e : events.events) {
    DRAGOMAN_CHECK(!e.kind.empty() && !e.rule.empty());
    DRAGOMAN_CHECK(std::find(kTypes.begin(), kTypes.end(), e.type) != kTypes.end());
    DRAGOMAN_CHECK(e.trigger_word.valid() && e.trigger_word.index() < syntax.size());
    DRAGOMAN_CHECK(e.sentence == syntax.sentence[e.trigger_word.index()]);
    DRAGOMAN_CHECK(!e.trigger.empty() && e.trigger.end <= document.text.size());
    DRAGOMAN_CHECK(e.trigger.begin >= last);
    last = e.trigger.begin;
    VerifyEvidence(e.evidence, document);
    VerifyParticipants(e.actors, entities);
    VerifyParticipants(e.recipients, entities);
    VerifyParticipants(e.others, entities);
    VerifySources(e.sources, entities, times);
    for (EntityId p : e.places) {
      DRAGOMAN_CHECK(p.valid() && p.index() < entities.entities.size());
    }
    for (TimexId t : e.time.timexes) DRAGOMAN_CHECK(t.valid() && t.index() < times.timexes.size());
    DRAGOMAN_CHECK(e.confidence >= 0 && e.confidence <= 1);
  }
  for (const Relation& r : events.relations) {
    DRAGOMAN_CHECK(r.subject.valid() && r.subject.index() < entities.entities.size());
    DRAGOMAN_CHECK(!r.objects.empty() || !r.title.empty());
    VerifyEvidence(r.evidence, document);
  }
}

std::string Dump(const Events& events, const Entities& entities, const Times&, const Syntax&,
                 const Document& document) {
  std::string out;
  for (const Event& e : events.events) DumpEvent(e, entities, document, out);
  for (const Relation& r : events.relations) {
    out.append(Name(r.kind)).append(" ").append(Name(r.status)).append(" [").append(r.rule);
    out.append("]\n  who ").append(entities[r.subject].name).append(" -> ");
    std::string objects;
    for (EntityId o : r.objects) objects += (objects.empty() ? "" : "; ") + entities[o].name;
    if (!r.title.empty()) objects += (objects.empty() ? "" : ", ") + r.title;
    out.append(objects).append("\n");
    Line(out, "evidence", Quotes(r.evidence, document));
  }
  return out;
}

}  // namespace dragoman
