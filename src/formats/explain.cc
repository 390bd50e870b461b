// SPDX-License-Identifier: Apache-2.0
// See explain.h.
#include "formats/explain.h"

#include <algorithm>

namespace dragoman::formats {
namespace {

constexpr size_t kLabel = 12;  // columns of the labels on the left

std::string OneLine(std::string_view s) {
  std::string out;
  for (char c : s) {
    bool space = c == '\n' || c == '\t' || c == ' ';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out.push_back(space ? ' ' : c);
  }
  return out;
}

// Code points, near enough to columns for a list of words.
std::string Padded(std::string_view s, size_t width) {
  size_t n = 0;
  for (char c : s) n += (static_cast<uint8_t>(c) & 0xC0) != 0x80;
  return std::string(s) + std::string(n < width ? width - n : 1, ' ');
}

class Explainer {
 public:
  Explainer(const Reading& r, const ExplainOptions& o) : r_(r), o_(o), text_(r.document.text) {}

  std::string Write() {
    const auto& sentences = r_.syntax.base.sentences;
    const auto& events = r_.events.events;
    if (o_.event > events.size()) return NoSuch("event", o_.event, events.size());
    if (o_.sentence > sentences.size()) return NoSuch("sentence", o_.sentence, sentences.size());
    if (o_.event > 0) {
      SentenceId at = events[o_.event - 1].sentence;
      if (at.valid()) SentenceText(at);
      ExplainEvent(o_.event - 1);
      if (at.valid()) Tree(at);
      return std::move(out_);
    }
    for (size_t s = 0; s < sentences.size(); ++s) {
      if (o_.sentence > 0 && s + 1 != o_.sentence) continue;
      ExplainSentence(SentenceId(s));
      if (o_.sentence > 0) Tree(SentenceId(s));
    }
    return std::move(out_);
  }

 private:
  static std::string NoSuch(std::string_view what, size_t n, size_t count) {
    return "no " + std::string(what) + " " + std::to_string(n) + ": there are " +
           std::to_string(count) + "\n";
  }

  void Line(std::string_view label, std::string_view value) {
    if (value.empty()) return;
    out_.append("  ").append(Padded(label, kLabel)).append(value).append("\n");
  }

  std::string Quote(Span s) const { return "\"" + OneLine(s.in(text_)) + "\""; }
  std::string_view NameOf(EntityId id) const {
    return id.valid() ? std::string_view(r_.entities[id].name) : std::string_view("nobody named");
  }

  void SentenceText(SentenceId s) {
    out_ += "sentence " + std::to_string(s.index() + 1) + ": " +
            OneLine(r_.syntax.base.sentences[s.index()].span.in(text_)) + "\n";
  }

  void ExplainSentence(SentenceId s) {
    SentenceText(s);
    bool any = false;
    for (size_t e = 0; e < r_.events.events.size(); ++e) {
      if (r_.events.events[e].sentence != s) continue;
      ExplainEvent(e);
      any = true;
    }
    for (const Relation& rel : r_.events.relations) {
      if (rel.sentence != s) continue;
      ExplainRelation(rel);
      any = true;
    }
    if (!any) out_ += "  no event and no relation was read here\n";
    out_ += "\n";
  }

  void Rule(const std::string& rule) {
    RuleRow row = o_.find_rule ? o_.find_rule(rule) : RuleRow();
    Line("rule", rule + (row.where.empty() ? "" : "  " + row.where));
    Line("", row.cells);
  }

  void Slot(std::string_view label, const std::vector<Participant>& slot) {
    for (const Participant& p : slot) {
      std::string value(NameOf(p.entity));
      if (!p.from.empty()) value += "  <- " + p.from;
      if (p.mention.valid()) value += " " + Quote(r_.entities[p.mention].span);
      if (p.entity.valid() && !r_.entities[p.entity].members.empty()) {
        value += " =";
        for (EntityId m : r_.entities[p.entity].members) value.append(" ").append(NameOf(m)) += ';';
        value.pop_back();
      }
      Line(label, value);
    }
  }

  void Sources(const std::vector<SourceLink>& links) {
    for (const SourceLink& s : links) {
      std::string value(NameOf(s.actor));
      if (s.via.valid()) value.append(", through ").append(NameOf(s.via));
      Line("source", value);
    }
  }

  void ExplainEvent(size_t index) {
    const Event& e = r_.events.events[index];
    out_ += "e" + std::to_string(index + 1) + " " + e.kind + ": " + e.type +
            (e.mode.empty() ? "" : "/" + e.mode) + ", " + std::string(Name(e.status)) +
            (e.hedged ? ", hedged" : "") + "\n";
    Rule(e.rule);
    Line("trigger", Quote(e.trigger));
    Slot("actor", e.actors);
    Slot("recipient", e.recipients);
    Slot("other", e.others);
    for (EntityId p : e.places) Line("place", NameOf(p));
    std::string when = e.time.edtf.empty() ? ""
                                           : e.time.edtf + " (" + std::string(Name(e.time.basis)) +
                                                 (e.time.step == TimeStep::kNone ? "" : ", ") +
                                                 std::string(Name(e.time.step)) + ")";
    for (TimexId t : e.time.timexes) {
      when += "  <- " + Quote(r_.times[t].span);
      if (!r_.times[t].rule.empty()) when += " " + r_.times[t].rule;
    }
    Line("time", when);
    Line("about", e.about);
    for (const Amount& a : e.amounts) Line("amount", a.role + " " + Quote(a.span));
    if (e.ordinal) Line("ordinal", Quote(e.ordinal->span));
    Sources(e.sources);
    for (Span s : e.evidence) Line("evidence", Quote(s));
    Line("CAMEO", e.cameo);
  }

  void ExplainRelation(const Relation& rel) {
    std::string head(NameOf(rel.subject));
    head.append("  ").append(Name(rel.kind)).append("  ");
    for (EntityId o : rel.objects) head.append(NameOf(o)).append(" ");
    out_ += "r  " + head + rel.title + "\n";
    Rule(rel.rule);
    for (Span s : rel.evidence) Line("evidence", Quote(s));
    Sources(rel.sources);
  }

  // What the words of a sentence are to the events in it.
  std::string RoleOf(WordId w, SentenceId s) const {
    std::string roles;
    for (size_t i = 0; i < r_.events.events.size(); ++i) {
      const Event& e = r_.events.events[i];
      if (e.sentence != s || (o_.event > 0 && i + 1 != o_.event)) continue;
      auto add = [&](std::string_view what) {
        roles += (roles.empty() ? "" : ", ") + std::string(what) + " of e" + std::to_string(i + 1);
      };
      if (e.trigger_word == w) add("trigger");
      auto heads = [&](const std::vector<Participant>& slot) {
        return std::any_of(slot.begin(), slot.end(), [&](const Participant& p) {
          return p.mention.valid() && r_.entities[p.mention].head == w;
        });
      };
      if (heads(e.actors)) add("actor");
      if (heads(e.recipients)) add("recipient");
      if (heads(e.others)) add("other");
    }
    return roles;
  }

  // One word a line: its number in the sentence, tag, relation, the number of its head.
  void Tree(SentenceId s) {
    const Syntax& syntax = r_.syntax;
    const Sentence& sentence = syntax.base.sentences[s.index()];
    size_t first = sentence.first.index();
    for (size_t w = first; w < sentence.end.index(); ++w) {
      WordId head = syntax.head[w];
      std::string line = Padded(std::to_string(w - first + 1), 5);
      line += Padded(syntax.base.form(WordId(w), r_.document), 18);
      line += Padded(syntax.lemma_of(WordId(w)), 16);
      line += Padded(Name(syntax.upos[w]), 7);
      std::string relation(Name(syntax.deprel[w]));
      if (head.valid()) relation += " <- " + std::to_string(head.index() - first + 1);
      std::string role = RoleOf(WordId(w), s);
      out_ += "  " + line + (role.empty() ? relation : Padded(relation, 20) + role) + "\n";
    }
  }

  const Reading& r_;
  const ExplainOptions& o_;
  std::string_view text_;
  std::string out_;
};

}  // namespace

std::string Explain(const Reading& reading, const ExplainOptions& options) {
  return Explainer(reading, options).Write();
}

}  // namespace dragoman::formats
