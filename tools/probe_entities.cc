// SPDX-License-Identifier: Apache-2.0
// What FindEntities makes of texts, for eval/names.py and eval/coref.py and for looking.
//
// usage: probe_entities [--dump | --text] [--conllu | --published] < TEXTS
// TEXTS: documents parted by form feeds, a paragraph a line; with --conllu, one CoNLL-U file whose
// trees are taken as they are; with --published, a document's first line is its day or empty,
// and may go on with its outlet and address, parted by tabs.
// --dump: the stage's dump. --text: the texts alone, parted by form feeds. Otherwise lines with
// tabs, offsets in bytes of the document:
//   D document   E id type known country name
//   M begin end form entity place adjective np-begin np-end aside
// aside: an apposition or relative pronoun, which coreference corpora do not mark. np: the phrase
// the head governs, with its relative clauses, as coreference corpora mark.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <iterator>

#include "formats/conllu.h"
#include "pipeline/analyze.h"

namespace {

using namespace dragoman;

// What hangs on the head and is no part of its phrase. "Ankara's": the mark is.
bool StandsOutside(const Syntax& s, WordId head, WordId child) {
  switch (s.deprel[child.index()]) {
    case Deprel::kCase:
      return child < head;
    case Deprel::kCc:
    case Deprel::kConj:
    case Deprel::kCop:
    case Deprel::kNsubj:
    case Deprel::kPunct:
    case Deprel::kMark:
    case Deprel::kAux:
    case Deprel::kAdvmod:
    case Deprel::kParataxis:
    case Deprel::kAdvcl:
    case Deprel::kExpl:
      return true;
    default:
      return false;
  }
}

// The phrase of the head without what only stands beside it: case marks, a copula and its subject,
// other conjuncts, punctuation at the ends.
Span PhraseOf(const Syntax& s, std::string_view text, WordId head) {
  std::vector<WordId> open = {head};
  size_t first = head.index(), last = head.index();
  for (size_t k = 0; k < open.size(); ++k) {
    for (WordId c : s.children_of(open[k])) {
      if (k == 0 && StandsOutside(s, head, c)) continue;
      open.push_back(c);
      first = std::min(first, c.index());
      last = std::max(last, c.index());
    }
  }
  // A closing bracket goes with the one that opens inside.
  auto closes = [&] { return s.base.words[last].span.in(text) == ")"; };
  while (last > head.index() && s.upos[last] == Upos::kPunct && !closes()) --last;
  while (first < head.index() && s.upos[first] == Upos::kPunct) ++first;
  return {s.base.words[first].span.begin, s.base.words[last].span.end};
}

// "Turkish", "italian": only ever the adjective of a state or people.
bool IsAdjective(const entities::KnowledgeBase& knowledge, std::string form) {
  if (!form.empty() && form[0] >= 'a' && form[0] <= 'z') form[0] = static_cast<char>(form[0] - 32);
  auto candidates = knowledge.Lookup(form);
  return !candidates.empty() &&
         std::all_of(candidates.begin(), candidates.end(), [](const auto& c) {
           return c.kind == entities::NameKind::kAdjective || c.kind == entities::NameKind::kPeople;
         });
}

void Print(const Reading& r, const entities::KnowledgeBase& knowledge, size_t number) {
  const Entities& all = r.entities;
  std::cout << "D\t" << number << "\n";
  for (size_t i = 0; i < all.entities.size(); ++i) {
    const Entity& e = all.entities[i];
    std::cout << "E\t" << i << "\t" << Name(e.type) << "\t" << e.known << "\t" << e.country << "\t"
              << e.name << "\t";
    if (e.latitude && e.longitude) std::cout << *e.latitude << "," << *e.longitude;
    std::cout << "\n";
  }
  for (size_t i = 0; i < all.mentions.size(); ++i) {
    const Mention& m = all.mentions[i];
    // "I" in a quotation is whoever speaks there.
    EntityId entity = m.entity;
    if (!entity.valid() && i < r.attributions.speaker_reference.size()) {
      entity = r.attributions.speaker_reference[i];
    }
    Span np = PhraseOf(r.syntax, r.document.text, m.head);
    std::cout << "M\t" << m.span.begin << "\t" << m.span.end << "\t" << Name(m.form) << "\t"
              << entity.value << "\t" << m.as_place << "\t"
              << (m.entity.valid() && all[m.entity].type != EntityType::kGroup &&
                  IsAdjective(knowledge, std::string(m.span.in(r.document.text))))
              << "\t" << np.begin << "\t" << np.end << "\t"
              << (r.syntax.deprel[m.head.index()] == Deprel::kAppos ||
                  r.syntax.features[m.head.index()].pron_type == PronType::kRel)
              << "\n";
  }
}

Document ToDocument(std::string text) {
  Document d;
  d.id = "probe";
  d.text = std::move(text);
  for (size_t b = 0; b < d.text.size();) {
    size_t e = std::min(d.text.find('\n', b), d.text.size());
    if (e > b) d.paragraphs.push_back({static_cast<uint32_t>(b), static_cast<uint32_t>(e)});
    b = e + 1;
  }
  return d;
}

// "2024-03-12<tab>The Daily Planet<tab>https://..."
void ReadHead(std::string_view head, Document& d) {
  auto cell = [&head] {
    std::string_view first = head.substr(0, head.find('\t'));
    head.remove_prefix(std::min(head.size(), first.size() + 1));
    return first;
  };
  d.published = Date::Parse(cell());
  d.outlet = cell();
  d.url = cell();
}

}  // namespace

int main(int argc, char** argv) {
  bool dump = false, conllu = false, text = false, published = false;
  for (int i = 1; i < argc; ++i) {
    dump |= std::string_view(argv[i]) == "--dump";
    text |= std::string_view(argv[i]) == "--text";
    published |= std::string_view(argv[i]) == "--published";
    conllu |= std::string_view(argv[i]) == "--conllu";
  }
  const lexicon::Lexicon& lexicon = lexicon::Lexicon::Embedded();
  auto analyzer = pipeline::Analyzer::Make(lexicon);
  if (!analyzer) {
    std::cerr << analyzer.error().message << "\n";
    return 1;
  }
  entities::KnowledgeBase knowledge(lexicon);
  entities::EntityRules rules(lexicon);
  std::string input(std::istreambuf_iterator<char>(std::cin), {});
  size_t number = 0;
  auto show = [&](const Reading& r) {
    Verify(r.entities, r.syntax, r.document);
    if (text) {
      std::cout << (number > 0 ? "\f" : "") << r.document.text;
    } else if (dump) {
      std::cout << Dump(r.entities, r.syntax, r.document) << "\n";
    } else {
      Print(r, knowledge, number);
    }
    ++number;
  };
  pipeline::Timings timings;
  if (conllu) {
    auto documents = formats::ReadConllu(input, "stdin");
    if (!documents) {
      std::cerr << documents.error().message << "\n";
      return 1;
    }
    for (formats::ConlluDocument& d : documents.value()) {
      Reading r;
      r.document = std::move(d.document);
      r.syntax = std::move(d.syntax);
      r.times.narrative.resize(r.syntax.base.sentences.size());
      r.entities =
          entities::FindEntities(r.document, r.syntax, r.times, knowledge, rules, Limits{});
      show(r);
    }
    return 0;
  }
  for (size_t b = 0; b < input.size();) {
    size_t e = std::min(input.find('\f', b), input.size());
    pipeline::RunOptions options;
    options.until = pipeline::Stage::kAttribution;
    size_t day_end = published ? std::min(input.find('\n', b), e) : b;
    size_t begin = published ? std::min(day_end + 1, e) : b;
    Document d = ToDocument(input.substr(begin, e - begin));
    if (published) {
      ReadHead(std::string_view(input).substr(b, day_end - b), d);
      if (d.published) d.published_basis = PublishedBasis::kGiven;
    }
    show((*analyzer)->RunUntil(std::move(d), options, timings));
    b = e + 1;
  }
  std::cerr << "entities: "
            << static_cast<double>(timings.words) * 1e9 /
                   static_cast<double>(
                       timings.nanoseconds[static_cast<size_t>(pipeline::Stage::kEntities)])
            << " words/s\n";
}
