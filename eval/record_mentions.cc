// SPDX-License-Identifier: Apache-2.0
// usage: record_mentions RECORD.db < ARTICLES
// Adds articles to a new record with their event mentions given, for eval/record.py: a mention that
// the reader takes for an event is that event; of another one an event is made whose kind is the
// lemma, whose parties, place and time are those that the tree and the sentence hold, and whose
// matter is the sentence. Inside an article, such mentions of one lemma are one event. The evidence
// of each event are its mentions. An article is a line "ID BYTES MENTIONS", its text, a line end,
// and a line "BEGIN END" a mention, in bytes.
#include <iostream>
#include <map>
#include <set>

#include "ingest/layout.h"
#include "pipeline/analyze.h"
#include "record/record.h"

namespace {

using namespace dragoman;

bool Overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

// The word that governs the others of the span; invalid if there is none.
WordId HeadOf(const Syntax& s, Span span) {
  for (size_t w = 0; w < s.base.words.size(); ++w) {
    if (!Overlap(s.base.words[w].span, span)) continue;
    WordId head = s.head[w];
    if (!head.valid() || !Overlap(s.base.words[head.index()].span, span)) return WordId(w);
  }
  return {};
}

void AddParty(const Reading& r, const Mention& m, Deprel relation, Event& e) {
  EntityType type = r.entities[m.entity].type;
  bool place = type == EntityType::kCity || type == EntityType::kRegion ||
               type == EntityType::kState || type == EntityType::kFacility;
  Participant party{m.entity, {}, "given"};
  switch (relation) {
    case Deprel::kNsubj:
    case Deprel::kOblAgent:
    case Deprel::kNmodPoss:
    case Deprel::kCompound:
      e.actors.push_back(party);
      break;
    case Deprel::kObj:
    case Deprel::kNsubjPass:
      e.recipients.push_back(party);
      break;
    case Deprel::kObl:
    case Deprel::kNmod:
      if (place) {
        e.places.push_back(m.entity);
      } else {
        e.others.push_back(party);
      }
      break;
    default:
      break;
  }
}

Event Made(const Reading& r, WordId head) {
  Event e;
  const Syntax& s = r.syntax;
  e.kind = s.lemmas[s.lemma[head.index()]];
  e.type = "x-GIVEN";
  e.rule = "given";
  for (const Mention& m : r.entities.mentions) {
    if (m.entity.valid() && s.head[m.head.index()] == head) {
      AddParty(r, m, s.deprel[m.head.index()], e);
    }
  }
  SentenceId sentence = s.sentence[head.index()];
  if (e.actors.empty() && e.recipients.empty() && e.others.empty()) {
    // "An eight-year offer": whom the sentence names.
    for (const Mention& m : r.entities.mentions) {
      bool here = m.entity.valid() && s.sentence[m.head.index()] == sentence;
      if (here && m.form == MentionForm::kName) e.others.push_back({m.entity, {}, "sentence"});
    }
  }
  for (const Timex& t : r.times.timexes) {
    if (t.sentence != sentence || t.edtf.empty() || t.type != TimexType::kDate) continue;
    if (s.head[t.head.index()] != head) continue;
    e.time.edtf = t.edtf;
    e.time.interval = t.interval;
    break;
  }
  return e;
}

// The reading with the given mentions for its events.
void Give(Reading& r, const std::vector<Span>& given) {
  std::vector<Event> events;
  std::map<size_t, size_t> of_reader;  // its event -> ours
  std::map<std::string, size_t> of_lemma;
  auto add = [&](Event e, Span span, WordId head) {
    e.trigger = span;
    e.trigger_word = head;
    e.sentence = r.syntax.sentence[head.index()];
    e.evidence = {span};
    if (e.about.empty()) {
      e.about = r.syntax.base.sentences[e.sentence.index()].span.in(r.document.text);
    }
    events.push_back(std::move(e));
    return events.size() - 1;
  };
  for (Span span : given) {
    WordId head = HeadOf(r.syntax, span);
    if (!head.valid()) continue;
    size_t reader = r.events.events.size();
    for (size_t i = 0; i < r.events.events.size(); ++i) {
      const Event& e = r.events.events[i];
      bool further = false;  // a phrase that holds this mention and no other
      for (Span x : e.evidence) {
        if (Overlap(x, e.trigger) || !Overlap(x, span)) continue;
        size_t held = 0;
        for (Span other : given) held += Overlap(x, other);
        further = further || held == 1;
      }
      if (Overlap(e.trigger, span) || further) reader = std::min(reader, i);
    }
    if (reader < r.events.events.size()) {
      auto [it, fresh] = of_reader.emplace(reader, 0);
      if (fresh) {
        it->second = add(r.events.events[reader], span, head);
      } else {
        events[it->second].evidence.push_back(span);
      }
      continue;
    }
    std::string lemma(r.syntax.lemmas[r.syntax.lemma[head.index()]]);
    auto [it, fresh] = of_lemma.emplace(lemma, 0);
    if (fresh) {
      it->second = add(Made(r, head), span, head);
    } else {
      events[it->second].evidence.push_back(span);
    }
  }
  r.events.events = std::move(events);
}

bool ReadArticle(std::istream& in, Document& document, std::vector<Span>& mentions) {
  size_t bytes = 0, count = 0;
  if (!(in >> document.id >> bytes >> count)) return false;
  in.get();
  document.text.resize(bytes);
  in.read(document.text.data(), static_cast<std::streamsize>(bytes));
  for (; count > 0; --count) {
    Span span;
    in >> span.begin >> span.end;
    mentions.push_back(span);
  }
  return static_cast<bool>(in);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: record_mentions RECORD.db < ARTICLES\n";
    return 2;
  }
  const lexicon::Lexicon& lexicon = lexicon::Lexicon::Embedded();
  auto analyzer = pipeline::Analyzer::Make(lexicon);
  auto record = record::Record::Open(argv[1], record::OpenMode::kCreate, lexicon, "mentions given");
  if (!analyzer || !record) {
    std::cerr << (analyzer ? record.error().message : analyzer.error().message) << "\n";
    return 1;
  }
  Document document;
  std::vector<Span> mentions;
  while (ReadArticle(std::cin, document, mentions)) {
    std::string text = document.text;
    ingest::LayOut("", document);
    if (document.text != text) {
      std::cerr << document.id << ": its text was changed\n";
      return 1;
    }
    Reading reading = (*analyzer)->Analyze(std::move(document));
    Give(reading, mentions);
    if (auto added = (*record)->Add(reading); !added) {
      std::cerr << added.error().message << "\n";
      return 1;
    }
    document = {};
    mentions.clear();
  }
  auto kept = (*record)->Flush();
  if (!kept) std::cerr << kept.error().message << "\n";
  return kept ? 0 : 1;
}
