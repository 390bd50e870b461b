// SPDX-License-Identifier: Apache-2.0
// From sentences to trees, some sentences at a time.
#include "parse/parse.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "parse/lemma.h"
#include "parse/mend.h"
#include "parse/model_file.h"
#include "parse/network.h"

extern "C" {
extern const char dragoman_parser_begin[];
extern const char dragoman_parser_end[];
extern const char dragoman_name_head_begin[];
extern const char dragoman_name_head_end[];
}

namespace dragoman::parse {
namespace {

// Words that go through the network together: enough to reuse its weights while they are in the
// cache, few enough for the intermediate values to stay there too.
constexpr size_t kBatchWords = 96;
constexpr size_t kMostTried = 6;  // words of one sentence, as its verb

Features FeaturesOf(const TagRecord& t) {
  Features f;
  f.tense = static_cast<Tense>(t.tense);
  f.mood = static_cast<Mood>(t.mood);
  f.verb_form = static_cast<VerbForm>(t.verb_form);
  f.number = static_cast<Number>(t.number);
  f.degree = static_cast<Degree>(t.degree);
  f.pron_type = static_cast<PronType>(t.pron_type);
  f.gender = static_cast<Gender>(t.gender);
  f.person = t.person;
  f.passive = (t.flags & 1) != 0;
  f.negative = (t.flags & 2) != 0;
  f.possessive = (t.flags & 4) != 0;
  f.reflexive = (t.flags & 8) != 0;
  return f;
}

// The tagger sees a word's voice and the parser its auxiliary, each on its own; the tree decides.
void AgreeOnVoice(Syntax& s) {
  std::vector<bool> passive(s.size(), false);
  for (size_t w = 0; w < s.size(); ++w) {
    if (s.deprel[w] == Deprel::kAuxPass) passive[s.head[w].index()] = true;
  }
  for (size_t w = 0; w < s.size(); ++w) {
    if (passive[w] && s.features[w].verb_form == VerbForm::kPart) s.features[w].passive = true;
  }
}

}  // namespace

struct ParseModel::Data {
  Network network;
  LemmaRules lemmas;
  // At rest between articles: a runner's buffers and cache are worth keeping. As many as threads
  // have parsed at once; what one remembers changes no tree.
  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<Runner>> resting;
};

ParseModel::ParseModel(std::unique_ptr<Data> data) : data_(std::move(data)) {}
ParseModel::~ParseModel() = default;
ParseModel::ParseModel(ParseModel&&) noexcept = default;

std::string_view ParseModel::EmbeddedBytes() {
  return {dragoman_parser_begin, static_cast<size_t>(dragoman_parser_end - dragoman_parser_begin)};
}

Result<ParseModel> ParseModel::Load() { return FromBytes(EmbeddedBytes()); }

Result<ParseModel> ParseModel::FromBytes(std::string_view bytes, std::string_view kernels) {
  auto file = ModelFile::Open(bytes);
  if (!file) return file.error();
  auto data = std::make_unique<Data>();
  if (!data->network.Load(*file) || !data->lemmas.Load(*file)) {
    return Error{"parser model: a section is missing or of the wrong size"};
  }
  auto head =
      ModelFile::Open({dragoman_name_head_begin,
                       static_cast<size_t>(dragoman_name_head_end - dragoman_name_head_begin)});
  if (head) data->network.LoadNames(*head, *file);
  if (!kernels.empty()) {
    data->network.kernels = nullptr;
    for (const Kernels* k : AllKernels()) {
      if (k->name == kernels && k->usable()) data->network.kernels = k;
    }
    if (data->network.kernels == nullptr) {
      return Error{"parser model: no kernels '" + std::string(kernels) + "' on this machine"};
    }
  }
  return ParseModel(std::move(data));
}

bool ParseModel::scores_names() const { return data_->network.name_out.out != 0; }
std::string_view ParseModel::kernels() const { return data_->network.kernels->name; }

namespace {

// A runner for the time of one article. One that an exception passes by is not used again.
class RunnerLease {
 public:
  explicit RunnerLease(const ParseModel::Data& data) : data_(data) {
    {
      std::lock_guard lock(data.mutex);
      if (!data.resting.empty()) {
        runner_ = std::move(data.resting.back());
        data.resting.pop_back();
      }
    }
    if (runner_ == nullptr) runner_ = std::make_unique<Runner>(data.network);
  }
  Runner& operator*() const { return *runner_; }
  void GiveBack() {
    std::lock_guard lock(data_.mutex);
    data_.resting.push_back(std::move(runner_));
  }

 private:
  const ParseModel::Data& data_;
  std::unique_ptr<Runner> runner_;
};

class Parser {
 public:
  Parser(const Document& document, const ParseModel::Data& data, Runner& runner, Syntax& s,
         ParseClock* clock, const WordForms* known)
      : document_(document), data_(data), runner_(runner), s_(s), clock_(clock), known_(known) {}

  void Run() {
    for (size_t i = 0; i < s_.base.sentences.size(); ++i) {
      const Sentence& sentence = s_.base.sentences[i];
      size_t n = sentence.end.index() - sentence.first.index();
      if (!forms_.empty() && forms_.size() + n > kBatchWords) Flush();
      for (size_t w = sentence.first.index(); w < sentence.end.index(); ++w) {
        s_.sentence[w] = SentenceId(i);
        words_.push_back(w);
        forms_.push_back(s_.base.form(WordId(w), document_));
      }
      begin_.push_back(forms_.size());
    }
    Flush();
  }

  // After Run: sentences that open with an unknown name, with a known one in its place; then those
  // that lack a verb, with one word of the present at a time put in the past.
  void Reread(const PresentForms& present) {
    for (size_t i = 0; i < s_.base.sentences.size(); ++i) {
      if (MayBeName(document_, s_, SentenceId(i))) RereadAsName(SentenceId(i));
      RereadPasts(SentenceId(i));
      if (!LacksVerb(document_, s_, SentenceId(i))) continue;
      Take(SentenceId(i));
      // "The judge orders the arrest": what ends as a verb of one person does is tried first.
      if (!RereadAs(present, true)) RereadAs(present, false);
    }
  }

 private:
  void Take(SentenceId id) {
    const Sentence& sentence = s_.base.sentences[id.index()];
    forms_.clear();
    words_.clear();
    for (size_t w = sentence.first.index(); w < sentence.end.index(); ++w) {
      words_.push_back(w);
      forms_.push_back(s_.base.form(WordId(w), document_));
    }
    begin_ = {0, forms_.size()};
  }

  // "Blinken met Xi": the network takes "Blinken" for a participle, but it has never met it.
  // "Aliyev plans to visit": and so it takes what he does for what is his.
  void RereadAsName(SentenceId id) {
    Take(id);
    const bool name = s_.upos[words_[0]] == Upos::kPropn;
    if (!name && data_.network.WordRow(WordKey(forms_[0], scratch_)) != 0) return;
    const std::string_view written = std::exchange(forms_[0], known_->surname);
    const Runner::Output& out = runner_.Run(forms_, begin_, clock_);
    forms_[0] = written;
    auto upos = [&](size_t w) { return static_cast<Upos>(data_.network.tags[out.tag[w]].upos); };
    const auto r = static_cast<Deprel>(out.deprel[0]);
    if (upos(0) != Upos::kPropn || upos(1) != Upos::kVerb || out.head[0] != 2) return;
    if (r != Deprel::kNsubj && r != Deprel::kNsubjPass) return;
    for (size_t k = 0; k < words_.size(); ++k) Write(out, k, words_[0]);
  }

  // "Police in Nairobi shot three men": a past that is spelled like a noun.
  void RereadPasts(SentenceId id) {
    const Sentence& sentence = s_.base.sentences[id.index()];
    for (size_t w = sentence.first.index() + 1; w + 2 < sentence.end.index(); ++w) {
      if (s_.upos[w] != Upos::kNoun || !OpensObject(s_, WordId(w + 1))) continue;
      const std::string_view past = known_->past.StandInFor(s_.base.form(WordId(w), document_));
      if (past.empty()) continue;
      Take(id);
      const size_t t = w - words_[0];
      const std::string_view written = std::exchange(forms_[t], past);
      const Runner::Output& out = runner_.Run(forms_, begin_, clock_);
      forms_[t] = written;
      if (!HasSubject(out, t)) return;
      for (size_t k = 0; k < words_.size(); ++k) Write(out, k, words_[0]);
      return;
    }
  }

  // A past with a subject before it, and no participle behind a noun.
  bool HasSubject(const Runner::Output& out, size_t t) const {
    const TagRecord& tag = data_.network.tags[out.tag[t]];
    if (static_cast<Upos>(tag.upos) != Upos::kVerb) return false;
    if (FeaturesOf(tag).verb_form != VerbForm::kFin) return false;
    for (size_t w = 0; w < t; ++w) {
      if (static_cast<size_t>(out.head[w]) == t + 1 &&
          static_cast<Deprel>(out.deprel[w]) == Deprel::kNsubj) {
        return true;
      }
    }
    return false;
  }

  bool RereadAs(const PresentForms& present, bool third) {
    size_t tried = 0;
    for (size_t t = 1; t + 1 < forms_.size() && tried < kMostTried; ++t) {
      PresentForms::Form form;
      if (!MayBeVerb(s_, WordId(words_[t])) || !present.Find(forms_[t], form)) continue;
      if (form.third != third) continue;
      ++tried;
      const std::string_view written = std::exchange(forms_[t], form.past);
      const Runner::Output& out = runner_.Run(forms_, begin_, clock_);
      forms_[t] = written;
      if (!IsMainVerb(out, t, third)) continue;
      for (size_t k = 0; k < words_.size(); ++k) Write(out, k, words_[0]);
      SetPresent(words_[t], form);
      return true;
    }
    return false;
  }

  // "A court [sentenced] two men": the root, in the past, with a subject that agrees.
  bool IsMainVerb(const Runner::Output& out, size_t t, bool third) const {
    auto tag = [&](size_t w) -> const TagRecord& { return data_.network.tags[out.tag[w]]; };
    const Features verb = FeaturesOf(tag(t));
    if (out.head[t] != 0 || static_cast<Upos>(tag(t).upos) != Upos::kVerb) return false;
    if (verb.tense != Tense::kPast) return false;
    for (size_t w = 0; w < t; ++w) {
      const auto r = static_cast<Deprel>(out.deprel[w]);
      if (r != Deprel::kNsubj || static_cast<size_t>(out.head[w]) != t + 1) continue;
      bool plural = FeaturesOf(tag(w)).number == Number::kPlur;
      // "Hamas free eight hostages": a body of people goes with either.
      if (!third && static_cast<Upos>(tag(w).upos) == Upos::kPropn) return true;
      for (size_t c = w + 1; c < t; ++c) {
        plural = plural || (static_cast<size_t>(out.head[c]) == w + 1 &&
                            static_cast<Deprel>(out.deprel[c]) == Deprel::kConj);
      }
      return plural != third;
    }
    return false;
  }

  void SetPresent(size_t w, const PresentForms::Form& form) {
    Features& f = s_.features[w] = {};
    f.tense = Tense::kPres;
    f.mood = Mood::kInd;
    f.verb_form = VerbForm::kFin;
    f.person = form.third ? 3 : 0;
    f.number = form.third ? Number::kSing : Number::kNone;
    s_.xpos[w] = ParseXpos(form.third ? "VBZ" : "VBP");
    s_.lemma[w] = s_.lemmas.Intern(form.base);
  }

  void Flush() {
    if (!forms_.empty()) {
      const Runner::Output& out = runner_.Run(forms_, begin_, clock_);
      for (size_t k = 0; k + 1 < begin_.size(); ++k) {
        for (size_t t = begin_[k]; t < begin_[k + 1]; ++t) Write(out, t, words_[begin_[k]]);
      }
      if (clock_ != nullptr) clock_->Lap(ParsePart::kWords);
    }
    forms_.clear();
    words_.clear();
    begin_ = {0};
  }

  void Write(const Runner::Output& out, size_t t, size_t first) {
    size_t w = words_[t];
    const TagRecord& tag = data_.network.tags[out.tag[t]];
    s_.upos[w] = static_cast<Upos>(tag.upos);
    if (!out.name.empty()) {
      std::copy_n(out.name.begin() + static_cast<std::ptrdiff_t>(t * kNameScores), kNameScores,
                  s_.name_scores.begin() + static_cast<std::ptrdiff_t>(w * kNameScores));
    }
    s_.xpos[w] = tag.xpos;
    s_.features[w] = FeaturesOf(tag);
    s_.deprel[w] = static_cast<Deprel>(out.deprel[t]);
    s_.head[w] = out.head[t] > 0 ? WordId(first + static_cast<size_t>(out.head[t]) - 1) : WordId();
    auto known = [&](std::string_view word) {
      return data_.network.WordRow(WordKey(word, scratch_)) != 0;
    };
    data_.lemmas.Lemma(forms_[t], s_.upos[w], tag.xpos, known, lemma_);
    if (known_ != nullptr && s_.upos[w] == Upos::kVerb && s_.features[w].tense == Tense::kPast) {
      std::string_view base = known_->past.BaseOf(Lowered(forms_[t]));
      if (!base.empty()) lemma_ = base;
    }
    s_.lemma[w] = s_.lemmas.Intern(lemma_);
  }

  const Document& document_;
  const ParseModel::Data& data_;
  Runner& runner_;
  Syntax& s_;
  ParseClock* clock_;
  const WordForms* known_;
  std::vector<std::string_view> forms_;
  std::vector<size_t> words_, begin_ = {0};
  std::string lemma_, scratch_;
};

}  // namespace

Syntax ParseSentences(const Document& document, Sentences sentences, const ParseModel& model,
                      ParseClock* clock, const WordForms* known) {
  Syntax s;
  size_t n = sentences.words.size();
  s.base = std::move(sentences);
  s.upos.assign(n, Upos::kX);
  s.xpos.assign(n, 0);
  s.features.resize(n);
  s.deprel.assign(n, Deprel::kDep);
  s.lemma.assign(n, 0);
  s.head.resize(n);
  s.sentence.resize(n);
  if (model.scores_names()) s.name_scores.resize(n * kNameScores);
  RunnerLease runner(model.data());
  Parser parser(document, model.data(), *runner, s, clock, known);
  parser.Run();
  if (known != nullptr) parser.Reread(known->present);
  runner.GiveBack();
  if (clock != nullptr) clock->Start();
  AgreeOnVoice(s);
  MendPossessors(s);
  MendSubjects(s);
  MendMembers(s);
  IndexChildren(s);
  if (clock != nullptr) clock->Lap(ParsePart::kWords);
  return s;
}

}  // namespace dragoman::parse
