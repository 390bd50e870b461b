// SPDX-License-Identifier: Apache-2.0
// Trains data/en/entities/pronoun_weights.tsv: a log-linear choice among the candidates of a
// pronoun and "none" (Denis and Baldridge 2007, "A ranking approach to pronoun resolution"), over
// the features of src/entities/pronoun_candidates.cc. The program's own trees, names and nominals
// are what it learns on; a pronoun's right candidates are those whose last mention that the corpus
// knows is in the pronoun's chain. Pronouns before it are taken as the corpus has them. The
// likelihood of all right candidates together is made great, with a penalty on the squares of the
// weights, by Adagrad in a fixed order: a machine gives the same bytes each time.
//
// usage: train_pronouns TEXTS PLAIN WEIGHTS.tsv     (TEXTS, PLAIN: tools/pronoun_texts.py)
//        train_pronouns --cross TEXTS PLAIN         five folds of OntoGUM, by document: precision
//        and
//                                                   recall of links by class at several thresholds
//        train_pronouns --arguments PLAIN...        counts what verbs and nouns take, to stdout
// PLAIN: news without answers, a text a line.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <numeric>
#include <sstream>

#include "entities/discourse.h"
#include "entities/draft.h"
#include "entities/pronoun_candidates.h"
#include "entities/pronoun_model.h"
#include "pipeline/analyze.h"

namespace {

using namespace dragoman;
using namespace dragoman::entities;

struct GoldMention {
  int cluster = 0;
  uint32_t begin = 0, end = 0;
};

struct Text {
  std::string id, corpus, text;
  std::vector<GoldMention> mentions;
  std::vector<std::pair<Span, bool>> names;  // GAP's
  Span pronoun;
};

std::vector<Text> ReadTexts(const std::string& path) {
  std::ifstream in(path);
  std::vector<Text> out;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> cells;
    std::stringstream row(line);
    for (std::string cell; std::getline(row, cell, '\t');) cells.push_back(cell);
    if (cells.empty()) continue;
    auto number = [&](size_t k) { return static_cast<uint32_t>(std::stoul(cells[k])); };
    if (cells[0] == "D") {
      out.push_back({cells[1], cells[2], {}, {}, {}, {}});
    } else if (cells[0] == "T") {
      if (!out.back().text.empty()) out.back().text += '\n';
      if (cells.size() > 1) out.back().text += line.substr(2);
    } else if (cells[0] == "M") {
      out.back().mentions.push_back({std::stoi(cells[1]), number(2), number(3)});
    } else if (cells[0] == "A") {
      out.back().names.push_back({{number(1), number(2)}, cells[3] == "1"});
    } else if (cells[0] == "P") {
      out.back().pronoun = {number(1), number(2)};
    }
  }
  return out;
}

Document ToDocument(const Text& t) {
  Document d;
  d.id = t.id;
  d.text = t.text;
  for (size_t b = 0; b < d.text.size();) {
    size_t e = std::min(d.text.find('\n', b), d.text.size());
    if (e > b) d.paragraphs.push_back({static_cast<uint32_t>(b), static_cast<uint32_t>(e)});
    b = e + 1;
  }
  return d;
}

struct Example {
  PronounClass kind = PronounClass::kHe;
  std::vector<std::vector<uint32_t>> features;  // of each candidate; the last: none
  std::vector<bool> right;                      // as features
  bool anaphoric = false;                       // the corpus has something before it in its chain
  size_t text = 0;
  float weight = 1;
};

// Words and what a corpus says of those that head its mentions.
class Gold {
 public:
  Gold(const Text& t, const Syntax& s) : s_(s) {
    for (const GoldMention& m : t.mentions) {
      uint32_t first = 0, end = 0;
      for (uint32_t w = 0; w < s.size(); ++w) {
        const Span span = s.base.words[w].span;
        if (span.begin < m.begin || span.end > m.end) continue;
        if (end == 0) first = w;
        end = w + 1;
      }
      for (uint32_t w = first; w < end; ++w) {
        WordId up = s.head[w];
        if (up.valid() && up.index() >= first && up.index() < end) continue;
        of_head_[w].push_back({m.cluster, first, end});
        break;
      }
    }
  }

  // -1: in no chain. A coordination is known by its reach.
  int ClusterOf(const Draft& d, bool conjuncts) const {
    // "defender Kyle Walker": where the trees make the noun the head, the name is its mention too.
    uint32_t head = d.head;
    for (int steps = 0; steps < 3 && !of_head_.contains(head) && d.form == MentionForm::kName;
         ++steps) {
      const Deprel r = s_.deprel[head];
      if (r != Deprel::kFlat && r != Deprel::kAppos && r != Deprel::kNmodDesc) break;
      head = static_cast<uint32_t>(s_.head[head].index());
    }
    auto it = of_head_.find(head);
    if (it == of_head_.end()) return -1;
    uint32_t reach = d.end;
    for (WordId c : s_.children_of(WordId(size_t{d.head}))) {
      if (s_.deprel[c.index()] == Deprel::kConj) {
        reach = std::max(reach, static_cast<uint32_t>(c.index()) + 1);
      }
    }
    int found = -1;
    for (const auto& [cluster, first, end] : it->second) {
      const bool whole = reach > d.end && end >= reach;
      if (whole == conjuncts) found = cluster;
    }
    return found;
  }

 private:
  struct Headed {
    int cluster;
    uint32_t first, end;
  };
  const Syntax& s_;
  std::map<uint32_t, std::vector<Headed>> of_head_;
};

class Reader {
 public:
  explicit Reader(const lexicon::Lexicon& lexicon) : knowledge_(lexicon), rules_(lexicon) {
    auto made = pipeline::Analyzer::Make(lexicon);
    if (!made.ok()) throw std::runtime_error(made.error().message);
    analyzer_ = std::move(made.value());
  }

  void Read(const Text& t, const PronounChoice& choose, const auto& then) const {
    pipeline::RunOptions options;
    options.until = pipeline::Stage::kTimes;
    pipeline::Timings timings;
    Reading r = analyzer_->RunUntil(ToDocument(t), options, timings);
    syntax = &r.syntax;
    const Article article = MakeArticle(r.document, r.syntax, r.times, knowledge_, rules_);
    std::vector<Draft> drafts = FindNameMentions(article, NameModel::Embedded());
    FindTitles(article, drafts);
    FindNominals(article, drafts);
    Linked linked = LinkNames(article, std::move(drafts));
    ResolveNominals(article, linked, choose ? &choose : nullptr);
    then(article, linked);
  }

  mutable const Syntax* syntax = nullptr;  // of the text being read

 private:
  std::unique_ptr<pipeline::Analyzer> analyzer_;
  KnowledgeBase knowledge_;
  EntityRules rules_;
};

class Lemmas {  // features of "none" by the lemma of the verb, numbered behind the others
 public:
  uint32_t Of(std::string_view lemma) {
    auto [it, fresh] = numbers_.emplace(std::string(lemma), names_.size());
    if (fresh) names_.push_back(std::string(lemma));
    return PronounModel::size() + static_cast<uint32_t>(it->second);
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, size_t, std::less<>> numbers_;
  std::vector<std::string> names_;
};

// Whether what is chosen is right, by the last of its mentions that the corpus knows.
bool IsRight(const Discourse& d, const Gold& gold, const PronounCandidate& c, int cluster) {
  if (!c.members.empty()) return gold.ClusterOf(*c.last, true) == cluster;
  const auto& seen = d.salience.seen();
  for (size_t i = seen.size(); i-- > 0;) {
    if (seen[i].entity != c.entity) continue;
    const int of = gold.ClusterOf(*seen[i].draft, false);
    if (of >= 0) return of == cluster;
  }
  return false;
}

bool Covers(const Syntax& s, const Draft& d, Span name) {
  return s.base.words[d.first].span.begin <= name.begin &&
         s.base.words[d.end - 1].span.end >= name.end;
}

void AddGap(const Text& t, const PronounCase& c, const Discourse& d, const Syntax& s,
            std::vector<Example>& out, Example e) {
  if (s.base.words[c.pronoun->head].span.begin != t.pronoun.begin) return;
  bool any = false;
  for (size_t i = 0; i < c.candidates.size(); ++i) {
    bool right = false;
    for (const Salience::Seen& seen : d.salience.seen()) {
      if (seen.entity != c.candidates[i].entity) continue;
      for (const auto& [span, is] : t.names) {
        right |= is && Covers(s, *seen.draft, span);
      }
    }
    e.right.push_back(right);
    any |= right;
  }
  e.right.push_back(false);
  if (!any) return;
  e.anaphoric = true;
  e.weight = 0.5f;
  out.push_back(std::move(e));
}

// News is what is read most; talk is least like it.
float WeightOf(std::string_view corpus) {
  if (corpus.ends_with("vlog")) return 0.1f;
  for (std::string_view talk : {"interview", "speech", "court"}) {
    if (corpus.ends_with(talk)) return 0.3f;
  }
  return corpus.ends_with("news") ? 3.f : 1.f;
}

std::vector<Example> Examples(const std::vector<Text>& texts, const Reader& reader,
                              Lemmas& lemmas) {
  std::vector<Example> out;
  for (size_t k = 0; k < texts.size(); ++k) {
    const Text& t = texts[k];
    std::unique_ptr<Gold> gold;
    std::map<int, size_t> named;  // chains met so far
    const PronounChoice choose = [&](const PronounCase& c, const Discourse& d) {
      if (!gold) gold = std::make_unique<Gold>(t, *reader.syntax);
      Example e;
      e.kind = c.kind;
      e.text = k;
      for (const PronounCandidate& candidate : c.candidates) {
        e.features.push_back(candidate.features);
      }
      e.features.push_back(c.none);
      if (!c.none_verb.empty()) e.features.back().push_back(lemmas.Of(c.none_verb));
      if (t.corpus == "gap") {
        AddGap(t, c, d, *reader.syntax, out, std::move(e));
        return -1;
      }
      const int cluster = gold->ClusterOf(*c.pronoun, false);
      int first = -1;
      for (size_t i = 0; i < c.candidates.size(); ++i) {
        e.right.push_back(cluster >= 0 && IsRight(d, *gold, c.candidates[i], cluster));
        if (e.right.back() && first < 0) first = static_cast<int>(i);
      }
      e.right.push_back(first < 0);
      for (const GoldMention& m : t.mentions) {
        e.anaphoric |=
            m.cluster == cluster && m.begin < reader.syntax->base.words[c.pronoun->head].span.begin;
      }
      const bool thing = c.kind == PronounClass::kIt || c.kind == PronounClass::kIts;
      const bool plural = c.kind == PronounClass::kThey || c.kind == PronounClass::kTheir;
      if (t.corpus == "litbank") {
        // Marks persons and places, no things: what it leaves out says nothing.
        if (thing || (plural && cluster < 0)) return first;
        e.weight = 0.3f;
      } else {
        e.weight = WeightOf(t.corpus);
      }
      out.push_back(std::move(e));
      return first;
    };
    reader.Read(t, choose, [](const Article&, const Linked&) {});
    if (k % 100 == 99) std::cerr << k + 1 << " texts, " << out.size() << " pronouns\n";
  }
  return out;
}

// A class learns from the others: each feature has a weight of its own, one shared by all classes
// and one by the personal or by the possessive. They are added up before they are written.
struct Space {
  size_t own = 0;  // features of PronounModel, and verbs
  std::vector<std::array<uint32_t, 2>> shared;

  explicit Space(size_t verbs) : own(PronounModel::size() + verbs) {
    constexpr PronounClass kPersonal[] = {PronounClass::kHe, PronounClass::kIt,
                                          PronounClass::kThey};
    for (uint32_t f = 0; f < PronounModel::size(); ++f) {
      const bool personal = std::any_of(std::begin(kPersonal), std::end(kPersonal),
                                        [&](auto c) { return PronounModel::WithClass(f, c) == f; });
      const auto base = static_cast<uint32_t>(own);
      shared.push_back(
          {base + PronounModel::WithClass(f, PronounClass::kHe),
           base + PronounModel::size() +
               PronounModel::WithClass(f, personal ? PronounClass::kHe : PronounClass::kHis)});
    }
  }
  size_t size() const { return own + 2 * PronounModel::size(); }
  void Spread(std::vector<uint32_t>& features) const {
    for (size_t k = features.size(); k-- > 0;) {
      if (features[k] >= shared.size()) continue;
      for (uint32_t f : shared[features[k]]) features.push_back(f);
    }
  }
  std::vector<float> Added(const std::vector<float>& w) const {
    std::vector<float> out(w.begin(), w.begin() + static_cast<std::ptrdiff_t>(own));
    for (uint32_t f = 0; f < shared.size(); ++f) {
      for (uint32_t k : shared[f]) out[f] += w[k];
    }
    return out;
  }
};

// Pronouns of plain news whose answer is as good as certain, for the corpora have little news: the
// subject of a clause that is told by the subject above it ("the ministry said it had closed"), and
// owners ("Iran tested its missile") where nothing else in reach agrees. Verbs that things are the
// subjects of say nothing.
void AddSure(const std::string& path, const Reader& reader, Lemmas& lemmas,
             std::vector<Example>& out) {
  constexpr float kWeight = 0.2f;
  std::ifstream in(path);
  const PronounChoice choose = [&](const PronounCase& c, const Discourse& d) {
    const Syntax& s = *reader.syntax;
    const uint32_t head = c.pronoun->head;
    WordId governor = s.head[head];
    if (!governor.valid()) return -1;
    auto actor = [&](const PronounCandidate& k) {
      return !k.members.empty() || IsActorType(d.linked.entities[k.entity.index()].type);
    };
    int found = -1;
    if (s.deprel[head] == Deprel::kNsubj && s.deprel[governor.index()] == Deprel::kCcomp &&
        s.upos[governor.index()] == Upos::kVerb && !s.child(governor, Deprel::kCcomp).valid() &&
        !s.child(governor, Deprel::kXcomp).valid() && !s.child(governor, Deprel::kCsubj).valid() &&
        d.a.rules.pronoun_model().Preference(s.lemma_of(governor), ArgumentRole::kSubject,
                                             ArgumentType::kThing) < 0.3f) {
      WordId subject = s.child(s.head[governor.index()], Deprel::kNsubj);
      if (subject.valid() && subject.index() < head) {
        for (size_t i = 0; i < c.candidates.size(); ++i) {
          const bool here = c.candidates[i].last->head == subject.index();
          const bool whole = !c.candidates[i].members.empty();
          if (here && actor(c.candidates[i]) && (found < 0 || whole)) found = static_cast<int>(i);
        }
      }
    } else if (s.deprel[head] == Deprel::kNmodPoss) {
      for (size_t i = 0; i < c.candidates.size(); ++i) {
        if (s.sentence[c.candidates[i].last->head] != c.pronoun->sentence) continue;
        if (found >= 0 || !actor(c.candidates[i])) return -1;
        found = static_cast<int>(i);
      }
    }
    if (found < 0) return -1;
    Example e;
    e.kind = c.kind;
    e.weight = kWeight;
    e.text = SIZE_MAX;
    for (const PronounCandidate& candidate : c.candidates) e.features.push_back(candidate.features);
    e.features.push_back(c.none);
    if (!c.none_verb.empty()) e.features.back().push_back(lemmas.Of(c.none_verb));
    e.right.assign(e.features.size(), false);
    e.right[static_cast<size_t>(found)] = true;
    out.push_back(std::move(e));
    return found;
  };
  for (std::string line; std::getline(in, line);) {
    Text t;
    t.id = path;
    t.text = line;
    reader.Read(t, choose, [](const Article&, const Linked&) {});
  }
  std::cerr << out.size() << " pronouns with those of plain text\n";
}

std::vector<float> Probabilities(const Example& e, const std::vector<float>& w) {
  std::vector<float> p;
  float most = -1e9f;
  for (const auto& features : e.features) {
    float s = 0;
    for (uint32_t f : features) s += w[f];
    p.push_back(s);
    most = std::max(most, s);
  }
  float sum = 0;
  for (float& x : p) sum += x = std::exp(x - most);
  for (float& x : p) x /= sum;
  return p;
}

std::vector<float> Train(const std::vector<const Example*>& examples, size_t features) {
  constexpr int kEpochs = 25;
  constexpr float kRate = 0.15f, kPenalty = 10;  // of a weight's square, over all examples
  std::vector<float> w(features), square(features, 1e-4f);
  std::vector<size_t> order(examples.size());
  std::iota(order.begin(), order.end(), size_t{0});
  uint64_t state = 1;
  const float decay = kPenalty / static_cast<float>(std::max<size_t>(1, examples.size()));
  std::vector<float> averaged(features);
  // What was seen seldom teaches nothing.
  constexpr float kLeast = 15;
  std::vector<float> seen(features);
  for (const Example* e : examples) {
    for (const auto& candidate : e->features) {
      for (uint32_t f : candidate) seen[f] += e->weight;
    }
  }
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    for (size_t i = order.size(); i > 1; --i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      std::swap(order[i - 1], order[(state >> 33) % i]);
    }
    for (size_t i : order) {
      const Example& e = *examples[i];
      std::vector<float> p = Probabilities(e, w);
      float right = 0;
      for (size_t k = 0; k < p.size(); ++k) right += e.right[k] ? p[k] : 0.f;
      right = std::max(right, 1e-6f);
      for (size_t k = 0; k < p.size(); ++k) {
        const float gradient = (p[k] - (e.right[k] ? p[k] / right : 0.f)) * e.weight;
        if (std::fabs(gradient) < 1e-5f) continue;
        for (uint32_t f : e.features[k]) {
          if (seen[f] < kLeast) continue;
          const float g = gradient + decay * w[f];
          square[f] += g * g;
          w[f] -= kRate * g / std::sqrt(square[f]);
        }
      }
      for (const auto& candidate : e.features) {
        for (uint32_t f : candidate) w[f] -= w[f] * decay * 0.1f;
      }
    }
    if (epoch >= kEpochs - 5) {
      for (size_t f = 0; f < features; ++f) averaged[f] += w[f] / 5;
    }
  }
  return averaged;
}

// What stands as subject, object and owner of each lemma, by type: natural logarithms of how much
// more often than of all lemmas, drawn towards 0 where little was seen.
void CountArguments(const std::vector<std::string>& paths, const Reader& reader) {
  constexpr double kDrawn = 8, kLeast = 25;
  const char* roles[] = {"subject", "object", "owner"};
  using Counts = std::array<double, kArgumentTypes>;
  std::array<std::map<std::string, Counts>, 3> counts;
  std::array<Counts, 3> all = {};
  auto add = [&](ArgumentRole role, std::string_view lemma, ArgumentType type) {
    const size_t r = static_cast<size_t>(role), k = static_cast<size_t>(type);
    ++counts[r][std::string(lemma)][k];
    ++all[r][k];
  };
  auto look = [&](const Article& a, const Linked& linked) {
    for (const Draft& d : linked.drafts) {
      WordId governor = a.syntax.head[d.head];
      if (!governor.valid() || d.entity.valid() == (d.form == MentionForm::kPronoun)) continue;
      ArgumentType type = ArgumentType::kPerson;
      if (d.form == MentionForm::kPronoun) {
        const Gender g = d.pronoun->gender;
        if (g != Gender::kMasc && g != Gender::kFem) continue;
      } else {
        type = ArgumentTypeOf(linked.entities[d.entity.index()].type);
      }
      std::string_view lemma = a.syntax.lemma_of(governor);
      const bool verb = a.syntax.upos[governor.index()] == Upos::kVerb;
      switch (a.syntax.deprel[d.head]) {
        case Deprel::kNsubj:
        case Deprel::kOblAgent:
          if (verb) add(ArgumentRole::kSubject, lemma, type);
          break;
        case Deprel::kObj:
        case Deprel::kNsubjPass:
          if (verb) add(ArgumentRole::kObject, lemma, type);
          break;
        case Deprel::kNmodPoss:
          add(ArgumentRole::kOwner, lemma, type);
          break;
        default:
          break;
      }
    }
  };
  const PronounChoice nobody = [](const PronounCase&, const Discourse&) { return -1; };
  for (const std::string& path : paths) {
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      Text t;
      t.id = path;
      t.text = line;
      reader.Read(t, nobody, look);
    }
  }
  for (size_t r = 0; r < 3; ++r) {
    double total = 0;
    for (double n : all[r]) total += n;
    for (const auto& [lemma, of] : counts[r]) {
      double seen = 0;
      for (double n : of) seen += n;
      const bool word = std::all_of(lemma.begin(), lemma.end(),
                                    [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
      if (seen < kLeast || !word) continue;
      std::ostringstream row;
      row << lemma << "\t" << roles[r];
      double most = 0;
      for (size_t k = 0; k < kArgumentTypes; ++k) {
        const double usual = all[r][k] / total;
        const double p = std::log((of[k] + kDrawn * usual) / (seen + kDrawn) / usual);
        most = std::max(most, std::fabs(p));
        char cell[16];
        std::snprintf(cell, sizeof cell, "\t%.1f", p);
        row << cell;
      }
      if (most >= 0.4) std::cout << row.str() << "\n";
    }
  }
}

const char* kClassNames[] = {"he", "his", "it", "its", "they", "their"};

void Cross(const std::vector<Text>& texts, const std::vector<Example>& examples, size_t features) {
  constexpr size_t kFolds = 5;
  constexpr float kThresholds[] = {0, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f};
  struct Tally {
    int links = 0, right = 0, anaphoric = 0, all = 0;
  };
  std::map<std::string, Tally> tally;
  for (size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Example*> taught;
    auto held = [&](const Example& e) {
      return e.text < texts.size() && texts[e.text].corpus.starts_with("ontogum") &&
             e.text % kFolds == fold;
    };
    for (const Example& e : examples) {
      if (!held(e)) taught.push_back(&e);
    }
    const std::vector<float> w = Train(taught, features);
    for (const Example& e : examples) {
      if (!held(e)) continue;
      const std::string& corpus = texts[e.text].corpus;
      const bool spoken = WeightOf(corpus) < 1;
      std::vector<float> p = Probabilities(e, w);
      const size_t best = static_cast<size_t>(std::max_element(p.begin(), p.end()) - p.begin());
      auto count = [&](const std::string& system, bool link, bool right) {
        for (const char* part : {"all", "written", "news"}) {
          if (part[0] == 'w' && spoken) continue;
          if (part[0] == 'n' && corpus != "ontogum-news") continue;
          Tally& t = tally[std::string(part) + "\t" + kClassNames[static_cast<size_t>(e.kind)] +
                           "\t" + system];
          ++t.all;
          t.links += link;
          t.right += right;
          t.anaphoric += e.anaphoric;
        }
      };
      for (float threshold : kThresholds) {
        const bool link = best + 1 < p.size() && p[best] >= threshold;
        std::ostringstream name;
        name << "ranker " << threshold;
        count(name.str(), link, link && e.right[best]);
      }
      const bool possible = !e.right.back();
      count("possible", possible, possible);
    }
  }
  std::map<std::string, Tally> sums;
  for (const auto& [name, t] : tally) {
    const size_t cut = name.find('\t'), last = name.rfind('\t');
    const std::string key = name.substr(0, cut) + "\tsum" + name.substr(last);
    sums[key].all += t.all;
    sums[key].links += t.links;
    sums[key].right += t.right;
    sums[key].anaphoric += t.anaphoric;
  }
  tally.insert(sums.begin(), sums.end());
  for (const auto& [name, t] : tally) {
    std::cout << name << "\t" << t.all << " pronouns\t" << t.links << " links\tP "
              << 100 * t.right / std::max(1, t.links) << "\tR "
              << 100 * t.right / std::max(1, t.anaphoric) << "\n";
  }
}

// Below these the candidate is not taken: chosen by --cross so that few links are wrong.
constexpr std::array<float, kPronounClasses> kThresholds = {0.33f, 0.33f, 0.45f,
                                                            0.45f, 0.45f, 0.45f};

void Write(const std::string& path, const std::vector<float>& w, const Lemmas& lemmas) {
  std::ofstream out(path);
  out << "# Weights of what speaks for and against what a pronoun may stand for, by features that\n"
         "# src/entities/pronoun_model.cc names: the class of pronoun, then values. none: it "
         "stands\n"
         "# for none of them; none-verb: of a subject \"it\", by the lemma it hangs on. threshold: "
         "the\n"
         "# least probability of a candidate. Made by build/tools/train_pronouns; "
         "data/SOURCES.md.\n"
         "feature:text!\tweight:real\n";
  std::vector<std::string> rows;
  auto row = [&](std::string name, float weight) {
    char cell[16];
    std::snprintf(cell, sizeof cell, "\t%.2f", static_cast<double>(weight));
    rows.push_back(std::move(name) + cell);
  };
  for (size_t c = 0; c < kPronounClasses; ++c) {
    row(std::string("threshold:") + kClassNames[c], kThresholds[c]);
  }
  for (uint32_t f = 0; f < w.size(); ++f) {
    if (std::fabs(w[f]) < 0.05f) continue;
    row(f < PronounModel::size() ? PronounModel::NameOf(f)
                                 : "none-verb:" + lemmas.names()[f - PronounModel::size()],
        w[f]);
  }
  for (const std::string& r : rows) out << r << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2 || (arguments[0] != "--arguments" && arguments.size() != 3)) {
    std::cerr << "usage: train_pronouns TEXTS PLAIN WEIGHTS.tsv | --cross TEXTS PLAIN |\n"
                 "       --arguments PLAIN...\n";
    return 2;
  }
  const Reader reader(lexicon::Lexicon::Embedded());
  if (arguments[0] == "--arguments") {
    CountArguments({arguments.begin() + 1, arguments.end()}, reader);
    return 0;
  }
  const bool cross = arguments[0] == "--cross";
  const std::vector<Text> texts = ReadTexts(arguments[cross ? 1 : 0]);
  Lemmas lemmas;
  std::vector<Example> examples = Examples(texts, reader, lemmas);
  AddSure(arguments[cross ? 2 : 1], reader, lemmas, examples);
  const Space space(lemmas.names().size());
  for (Example& e : examples) {
    for (auto& features : e.features) space.Spread(features);
  }
  if (cross) {
    Cross(texts, examples, space.size());
    return 0;
  }
  std::vector<const Example*> all;
  for (const Example& e : examples) all.push_back(&e);
  const std::vector<float> w = space.Added(Train(all, space.size()));
  Write(arguments.back(), w, lemmas);
  return 0;
}
