// SPDX-License-Identifier: Apache-2.0
// Verify and Dump of Entities. The dump lists entities with their mentions, then the relations:
//   e1 person "Vladimir Putin" = Putin [RU] known=person/vladimir-putin
//     0-3 name "Vladimir Putin"
//   holds-office e1 "President of Russia" ongoing : "Russian President Vladimir Putin"
#include "model/entities.h"

#include "base/check.h"
#include "model/document.h"

namespace dragoman {
namespace {

void Check(bool condition, const std::string& what) {
  if (!condition) throw InternalError("entities: " + what);
}

std::string IdOf(EntityId id) { return std::string("e").append(std::to_string(id.value + 1)); }

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) out += c == '\n' || c == '\t' ? ' ' : c;
  return out + '"';
}

void DumpEntity(const Entities& all, EntityId id, const Document& document, std::string& out) {
  const Entity& e = all[id];
  out.append(IdOf(id)).append(" ").append(Name(e.type)).append(" ").append(Quoted(e.name));
  for (size_t i = 0; i < e.aliases.size(); ++i) out.append(i ? " | " : " = ").append(e.aliases[i]);
  if (!e.country.empty()) out.append(" [").append(e.country).append("]");
  if (!e.sector.empty()) out.append(" ").append(e.sector);
  if (!e.known.empty()) out.append(" known=").append(e.known);
  if (e.governs.valid()) out.append(" governs=").append(IdOf(e.governs));
  for (size_t i = 0; i < e.members.size(); ++i) {
    out.append(i ? "+" : " members=").append(IdOf(e.members[i]));
  }
  for (const Office& o : e.offices) {
    if (o.from_text) out.append(" office=").append(Quoted(o.title));
  }
  out += "\n";
  for (MentionId m : e.mentions) {
    const Mention& mention = all[m];
    out.append("  ")
        .append(Name(mention.form))
        .append(" ")
        .append(Quoted(mention.span.in(document.text)));
    if (mention.as_place) out.append(" place");
    out += "\n";
  }
}

}  // namespace

void Verify(const Entities& all, const Syntax& syntax, const Document& document) {
  const size_t words = syntax.size(), entities = all.entities.size();
  Check(all.mention_of_word.size() == words, "mention_of_word has not one entry a word");
  auto known_entity = [&](EntityId id) { return !id.valid() || id.index() < entities; };
  for (size_t i = 0; i < all.mentions.size(); ++i) {
    const Mention& m = all.mentions[i];
    Check(m.first.valid() && m.first < m.end && m.end.index() <= words, "a mention without words");
    Check(m.first <= m.head && m.head < m.end, "a head outside its mention");
    Check(!m.span.empty() && m.span.end <= document.text.size(), "a mention outside the text");
    Check(known_entity(m.entity), "a mention of no entity");
    if (i == 0) continue;
    const Mention& before = all.mentions[i - 1];
    Check(before.first < m.first || (before.first == m.first && before.end >= m.end),
          "mentions out of order");
  }
  for (MentionId m : all.mention_of_word) {
    Check(!m.valid() || m.index() < all.mentions.size(), "a word of no mention");
  }
  for (size_t i = 0; i < entities; ++i) {
    const Entity& e = all.entities[i];
    Check(!e.name.empty(), "an entity without a name");
    Check(known_entity(e.governs), "governs no entity");
    for (EntityId m : e.members) Check(m.valid() && m.index() < entities, "a member of no entity");
    for (size_t k = 0; k < e.mentions.size(); ++k) {
      Check(all[e.mentions[k]].entity == EntityId(i), "a mention of another entity");
      Check(k == 0 || e.mentions[k - 1] < e.mentions[k], "an entity's mentions out of order");
    }
  }
  for (const Relation& r : all.relations) {
    Check(r.subject.valid() && r.subject.index() < entities, "a relation without subject");
    Check(!r.objects.empty() || !r.title.empty(), "a relation without object or title");
    for (EntityId o : r.objects) Check(o.valid() && o.index() < entities, "an object of no entity");
    Check(!r.evidence.empty(), "a relation without evidence");
    for (Span s : r.evidence)
      Check(!s.empty() && s.end <= document.text.size(), "evidence outside");
  }
}

std::string Dump(const Entities& all, const Syntax&, const Document& document) {
  std::string out;
  for (size_t i = 0; i < all.entities.size(); ++i) DumpEntity(all, EntityId(i), document, out);
  for (const Mention& m : all.mentions) {
    if (m.entity.valid()) continue;
    out.append("? ")
        .append(Name(m.form))
        .append(" ")
        .append(Quoted(m.span.in(document.text)))
        .append("\n");
  }
  for (const Relation& r : all.relations) {
    out.append(Name(r.kind)).append(" ").append(IdOf(r.subject));
    for (EntityId o : r.objects) out.append(" ").append(IdOf(o));
    if (!r.title.empty()) out.append(" ").append(Quoted(r.title));
    out.append(" ").append(Name(r.status));
    if (!r.edtf.empty()) out.append(" ").append(r.edtf);
    out.append(" : ").append(Quoted(r.evidence[0].in(document.text))).append("\n");
  }
  return out;
}

}  // namespace dragoman
