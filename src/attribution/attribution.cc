// SPDX-License-Identifier: Apache-2.0
// Attributions of a document. Entry: FindAttributions. Cues from the trees (cues.cc), names from
// the layout (layout.cc), then quotations (direct.cc) give drafts; here they are put in order,
// nested, and given their chains of sources, and the first person is resolved.
#include "attribution/attribution.h"

#include <algorithm>
#include <map>

#include "attribution/draft.h"
#include "attribution/rules.h"
#include "base/ascii.h"

namespace dragoman::attribution {

CueRules::CueRules(const lexicon::Lexicon& lexicon) : data_(std::make_unique<Data>(lexicon)) {}
CueRules::~CueRules() = default;
CueRules::CueRules(CueRules&&) noexcept = default;

namespace {

constexpr size_t kMaxChain = 4;

class Builder {
 public:
  Builder(const TreeReader& tree, const Entities& entities, const Times& times,
          const CueRules::Data& data, std::vector<Draft>& drafts)
      : tree_(tree),
        x_(tree.syntax()),
        entities_(entities),
        times_(times),
        data_(data),
        drafts_(drafts) {}

  Attributions Run() {
    IndexEntities();
    drafts_.erase(std::remove_if(drafts_.begin(), drafts_.end(),
                                 [](const Draft& d) {
                                   return d.content.empty() ||
                                          (d.weak && d.kind == AttributionKind::kIndirect);
                                 }),
                  drafts_.end());
    CutSourcePhrases();
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) {
      return a.content.front().begin < b.content.front().begin;
    });
    out_.innermost_of_word.resize(x_.size());
    for (const Draft& d : drafts_) out_.attributions.push_back(Convert(d));
    Nest();
    Chains();
    FirstPerson();
    return std::move(out_);
  }

 private:
  void IndexEntities() {
    constexpr size_t kMostOfficials = 64;  // of one country in one article
    for (size_t i = 0; i < entities_.entities.size(); ++i) {
      const Entity& e = entities_.entities[i];
      if (e.type == EntityType::kState && !e.country.empty())
        state_of_.emplace(e.country, EntityId(i));
      if (e.type != EntityType::kPerson) continue;
      std::vector<EntityId>& people = people_of_[e.country];
      if (!e.offices.empty() && people.size() < kMostOfficials) people.push_back(EntityId(i));
      size_t space = e.name.rfind(' ');
      if (space == std::string::npos) continue;
      auto [it, made] = by_surname_.emplace(e.name.substr(space + 1), EntityId(i));
      if (!made) it->second = EntityId();  // two of that name
    }
  }

  // "..., according to the agency" at the end of a clause belongs to no other content.
  void CutSourcePhrases() {
    std::vector<std::vector<size_t>> by_sentence(x_.base.sentences.size());
    for (size_t i = 0; i < drafts_.size(); ++i)
      by_sentence[x_.sentence[drafts_[i].content.back().begin].index()].push_back(i);
    for (size_t p = 0; p < drafts_.size(); ++p) {
      if (drafts_[p].kind != AttributionKind::kAccordingTo || drafts_[p].source.empty()) continue;
      size_t begin = drafts_[p].cue_range.begin, end = drafts_[p].source.front().end;
      for (size_t i : by_sentence[x_.sentence[begin].index()]) {
        WordRange& last = drafts_[i].content.back();
        if (i == p || last.end != end || last.begin >= begin) continue;
        WordRange cut = tree_.trimmed({last.begin, begin});
        if (cut.begin < cut.end) last = cut;
      }
    }
  }

  Span SpanOf(WordRange r) const {
    return {x_.base.words[r.begin].span.begin, x_.base.words[r.end - 1].span.end};
  }

  Attribution Convert(const Draft& d) const {
    Attribution a;
    a.kind = d.kind;
    for (const WordRange& r : d.source) a.source.push_back(SpanOf(r));
    if (d.cue_range.begin < d.cue_range.end) a.cue = SpanOf(d.cue_range);
    a.cue_word = d.cue;
    for (const WordRange& r : d.content) a.content.push_back(SpanOf(r));
    a.hedged = d.hedged;
    a.negated = d.negated;
    a.attitude = d.attitude;
    a.sentence = x_.sentence[d.cue.valid() ? d.cue.index() : d.content.front().begin];
    a.confidence = d.confidence;
    a.rule = d.rule;
    return a;
  }

  // Outer before inner: the parent is the last painted at the cue. Attitudes vouch for nothing, so
  // their content stays with what is around them.
  void Nest() {
    std::vector<size_t> order(drafts_.size());
    std::vector<size_t> sizes(drafts_.size());
    for (size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
      sizes[i] = drafts_[i].content_size();
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return sizes[a] > sizes[b]; });
    for (size_t i : order) {
      const Draft& d = drafts_[i];
      size_t at = d.cue.valid() ? d.cue.index() : d.content.front().begin;
      AttributionId parent = out_.innermost_of_word[at];
      // "according to" stands outside its clause, a quotation's cue beside it.
      if (!parent.valid() && d.kind == AttributionKind::kHedge)
        parent = out_.innermost_of_word[d.content.front().begin];
      out_.attributions[i].parent = parent;
      if (d.attitude) continue;
      for (const WordRange& r : d.content)
        for (size_t w = r.begin; w < r.end; ++w) out_.innermost_of_word[w] = AttributionId(i);
    }
    for (size_t i : order) {  // parents come before their children in it
      Attribution& a = out_.attributions[i];
      if (a.parent.valid()) a.hedged |= out_[a.parent].hedged;
    }
    order_ = std::move(order);
  }

  // The entity whose mention is headed by w, or that a mention around w has.
  EntityId EntityOf(WordId w, const Draft& d) const {
    if (!w.valid()) return {};
    if (EntityId e = entities_.at(w); e.valid()) return e;
    // A name's head is found differently now and then: a flat part, an apposition.
    for (WordId c : x_.children_of(w)) {
      Deprel r = tree_.deprel(c);
      if ((r == Deprel::kFlat || r == Deprel::kAppos) && InSource(d, c.index())) {
        if (EntityId e = entities_.at(c); e.valid()) return e;
      }
    }
    WordId h = tree_.head(w);
    if (h.valid() && tree_.deprel(w) == Deprel::kFlat) return entities_.at(h);
    return {};
  }

  // A hyphen between two words, or the word behind it.
  bool Glued(size_t w) const {
    auto joined = [&](size_t i) {
      return x_.base.words[i - 1].span.end == x_.base.words[i].span.begin;
    };
    auto hyphen = [&](size_t i) { return tree_.upos(WordId(i)) == Upos::kPunct; };
    bool last = w + 1 >= x_.base.words.size();
    return joined(w) && ((hyphen(w) && !last && joined(w + 1)) || hyphen(w - 1));
  }

  // Does the word stand before a noun behind `end`?
  bool Modifies(size_t w, size_t end) const {
    Deprel r = tree_.deprel(WordId(w));
    WordId h = tree_.head(WordId(w));
    return (r == Deprel::kAmod || r == Deprel::kCompound) && h.valid() && h.index() > end;
  }

  // "Putin aide Yuri Ushakov, who ...": the mention that ends the first stretch of names and nouns,
  // a name before a description; a tree's idea of its head is less sure. Not "the president of
  // Turkey": the stretch ends before "of".
  EntityId NameAtEnd(const Draft& d) const {
    WordRange r = d.source.front();
    size_t end = r.begin;
    while (end < r.end) {
      Upos u = tree_.upos(WordId(end));
      if (end > r.begin && u == Upos::kCconj && Modifies(end - 1, end)) {
        ++end;  // "U.S. and Iraqi forces": the forces
        continue;
      }
      if (end > r.begin && Glued(end)) {
        ++end;  // "the London-based Observatory" ends with the observatory, not with London
        continue;
      }
      if (u == Upos::kPunct || u == Upos::kAdp || u == Upos::kVerb || u == Upos::kSconj ||
          u == Upos::kCconj)
        break;
      ++end;
    }
    EntityId best;
    size_t best_size = 0;
    bool best_name = false;
    for (size_t w = r.begin; w < end; ++w) {
      MentionId m = entities_.mention_of_word[w];
      if (!m.valid()) continue;
      const Mention& mention = entities_[m];
      size_t size = mention.end.index() - mention.first.index();
      bool name = mention.form == MentionForm::kName;
      bool ends = mention.end.index() == end ||
                  (mention.first.index() >= r.begin && mention.head.index() + 1 == end);
      if (!ends || !mention.entity.valid() || (best_name && !name)) continue;
      if (best_size >= size && best_name == name) continue;
      best = mention.entity;
      best_size = size;
      best_name = name;
    }
    return best_name ? best : NameBehind(d, best);
  }

  // "the Oslo director of the Red Cross Ann Hale": a person's name at the very end, which no
  // preposition governs; else `other`.
  EntityId NameBehind(const Draft& d, EntityId other) const {
    WordRange r = d.source.front();
    size_t end = r.begin;
    while (end < r.end && tree_.upos(WordId(end)) != Upos::kPunct) ++end;
    for (size_t w = end; w-- > r.begin;) {
      MentionId m = entities_.mention_of_word[w];
      if (!m.valid()) continue;
      const Mention& mention = entities_[m];
      if (mention.end.index() != end || mention.form != MentionForm::kName ||
          !mention.entity.valid() || mention.first.index() <= r.begin ||
          entities_[mention.entity].type != EntityType::kPerson)
        continue;
      Upos before = tree_.upos(WordId(mention.first.index() - 1));
      if (before == Upos::kPropn || before == Upos::kNoun) return mention.entity;
    }
    return other;
  }

  // By sentence of the cue, outer before inner within one.
  std::vector<size_t> ChainOrder() const {
    std::vector<size_t> order = order_;
    std::vector<int> depth(out_.attributions.size());
    for (size_t i : order_) {
      AttributionId p = out_.attributions[i].parent;
      depth[i] = p.valid() ? depth[p.index()] + 1 : 0;
    }
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      if (depth[a] != depth[b]) return depth[a] < depth[b];
      return out_.attributions[a].sentence < out_.attributions[b].sentence;
    });
    return order;
  }

  // A source that is no mention: "we" inside a quotation, a surname entities/ passed over.
  EntityId Guess(const Draft& d, const Attribution& a) const {
    std::string form = Lower(d.source_head);
    if (data_.persons.find(form) != data_.persons.end() && a.parent.valid())
      return out_[a.parent].chain.empty() ? EntityId() : out_[a.parent].chain.front().actor;
    if (tree_.upos(d.source_head) != Upos::kPropn) return {};
    auto it = by_surname_.find(std::string(tree_.form(d.source_head)));
    return it == by_surname_.end() ? EntityId() : it->second;
  }

  // "The statement also said": who was said to have made a statement a few sentences before.
  EntityId AuthorOf(const Draft& d, size_t i) const {
    constexpr size_t kSentences = 4;
    auto noun = data_.headline_sources.find(Lower(d.source_head));
    if (noun == data_.headline_sources.end() || !noun->second) return {};  // "Police said"
    if (tree_.upos(d.source_head) != Upos::kNoun) return {};
    for (WordId c : x_.children_of(d.source_head)) {
      Deprel r = tree_.deprel(c);
      if (r == Deprel::kNmodPoss) return EntityOf(c, d);
      if (r == Deprel::kAmod || r == Deprel::kNmod || r == Deprel::kAcl || r == Deprel::kCompound)
        return {};
    }
    size_t here = out_.attributions[i].sentence.index();
    uint32_t lemma = x_.lemma[d.source_head.index()];
    for (size_t k = i; k-- > 0;) {
      const Attribution& before = out_.attributions[k];
      size_t there = before.sentence.index();
      if (there >= here) continue;
      if (there + kSentences < here) break;
      if (before.chain.empty() || !before.chain.front().actor.valid()) continue;
      const Sentence& s = x_.base.sentences[there];
      for (size_t w = s.first.index(); w < s.end.index(); ++w)
        if (x_.lemma[w] == lemma) return before.chain.front().actor;
    }
    return {};
  }

  void Chains() {
    // Parents come first in text or in size; an author may stand before in the text.
    for (size_t i : ChainOrder()) {
      Attribution& a = out_.attributions[i];
      const Draft& d = drafts_[i];
      if (!a.source.empty()) {
        SourceLink link;
        link.actor = d.referent == d.source_head ? NameAtEnd(d) : EntityOf(d.referent, d);
        if (!link.actor.valid()) link.actor = EntityOf(d.source_head, d);
        if (!link.actor.valid()) link.actor = Guess(d, a);
        if (EntityId author = AuthorOf(d, i); author.valid()) link.actor = author;
        if (d.cue.valid() && a.kind != AttributionKind::kAccordingTo) link.via = Outlet(d);
        if (link.via == link.actor) link.via = EntityId();
        link.said_at = SaidAt(d);
        a.chain.push_back(link);
      }
      if (!a.parent.valid()) continue;
      for (const SourceLink& link : out_[a.parent].chain) Append(a.chain, link);
    }
  }

  // Adds a link, unless its actor is there already: "I reject it," she said on the radio.
  static void Append(std::vector<SourceLink>& chain, const SourceLink& link) {
    for (SourceLink& there : chain) {
      if (!link.actor.valid() || there.actor != link.actor) continue;
      if (!there.via.valid()) there.via = link.via;
      if (!there.said_at.valid()) there.said_at = link.said_at;
      return;
    }
    bool twice = std::find(chain.begin(), chain.end(), link) != chain.end();
    if (!twice && chain.size() < kMaxChain) chain.push_back(link);
  }

  // "told Interfax", "in an interview with CNN": the medium among what hangs on the cue.
  EntityId Outlet(const Draft& d) const {
    constexpr int kDepth = 3;
    std::vector<std::pair<WordId, int>> open = {{d.cue, 0}};
    for (size_t i = 0; i < open.size(); ++i) {
      auto [w, depth] = open[i];
      if (depth > 0) {
        EntityId e = entities_.at(w);
        if (e.valid() && entities_[e].sector == "MED" && entities_[e].type != EntityType::kGroup &&
            !InSource(d, w.index()))
          return e;
      }
      if (depth == kDepth) continue;
      for (WordId c : x_.children_of(w)) {
        Deprel r = tree_.deprel(c);
        bool nominal = r == Deprel::kObj || r == Deprel::kIobj || r == Deprel::kObl ||
                       r == Deprel::kNmod || r == Deprel::kAppos || r == Deprel::kCompound ||
                       r == Deprel::kFlat || r == Deprel::kNmodPoss || r == Deprel::kOblUnmarked;
        // "Speaking to the Herald, he said"
        bool speaking = r == Deprel::kAdvcl && depth == 0 && c < w && tree_.xpos(c) == "VBG" &&
                        !x_.child(c, Deprel::kMark).valid();
        if ((nominal || speaking) && !d.holds(c.index())) open.emplace_back(c, depth + 1);
      }
    }
    return {};
  }

  static bool InSource(const Draft& d, size_t w) {
    for (const WordRange& r : d.source)
      if (w >= r.begin && w < r.end) return true;
    return false;
  }

  // The time that dates the saying, not what is said: "said on Tuesday that police had arrested".
  TimexId SaidAt(const Draft& d) const {
    if (!d.cue.valid()) return {};
    SentenceId sentence = x_.sentence[d.cue.index()];
    auto it = std::lower_bound(times_.timexes.begin(), times_.timexes.end(), sentence,
                               [](const Timex& t, SentenceId s) { return t.sentence < s; });
    for (; it != times_.timexes.end() && it->sentence == sentence; ++it) {
      if (d.holds(it->head.index()) || it->type == TimexType::kDuration) continue;
      if (d.kind == AttributionKind::kPost)
        return TimexId(static_cast<size_t>(it - times_.timexes.begin()));
      WordId w = it->head;
      for (int step = 0; step < 4 && w.valid(); ++step) {
        if (w == d.cue) return TimexId(static_cast<size_t>(it - times_.timexes.begin()));
        if (step > 0 && tree_.upos(w) == Upos::kVerb) break;
        w = tree_.head(w);
      }
    }
    return {};
  }

  // ---- first person

  std::string Lower(WordId w) const { return LowerAscii(tree_.form(w)); }

  EntityId Speaker(size_t word) const {
    // The nearest direct quotation the word stands in; "he said I was" is not one.
    AttributionId a = out_.innermost_of_word[word];
    for (int step = 0; step < 8 && a.valid(); ++step) {
      AttributionKind k = out_[a].kind;
      bool quoted = k == AttributionKind::kDirect || k == AttributionKind::kMixed ||
                    k == AttributionKind::kPost;
      if (quoted && !out_[a].chain.empty() && out_[a].chain.front().actor.valid())
        return out_[a].chain.front().actor;
      a = out_[a].parent;
    }
    return {};
  }

  EntityId StateOf(EntityId speaker) const {
    auto it = state_of_.find(entities_[speaker].country);  // never the empty one
    return it == state_of_.end() ? EntityId() : it->second;
  }

  void FirstPerson() {
    out_.speaker_reference.resize(entities_.mentions.size());
    for (size_t m = 0; m < entities_.mentions.size(); ++m) {
      const Mention& mention = entities_.mentions[m];
      auto it = data_.persons.find(Lower(mention.first));
      if (it == data_.persons.end()) continue;
      EntityId speaker = Speaker(mention.first.index());
      if (!speaker.valid()) continue;
      EntityId side = it->second ? StateOf(speaker) : EntityId();
      EntityId who = side.valid() ? side : speaker;
      bool alone = mention.first.index() + 1 == mention.end.index();
      if (alone && mention.form != MentionForm::kPronoun) continue;  // "US" is no "us"
      out_.speaker_reference[m] = alone ? who : Holder(mention, speaker);
    }
  }

  // "our president" said by a Russian: the one in the article who holds that office of that
  // country.
  EntityId Holder(const Mention& mention, EntityId speaker) const {
    const std::string& country = entities_[speaker].country;
    if (country.empty()) return {};
    std::string noun = Lower(mention.head);
    auto people = people_of_.find(country);
    if (people == people_of_.end()) return {};
    for (EntityId e : people->second) {
      for (const Office& office : entities_[e].offices) {
        std::string title = LowerAscii(office.title.substr(0, noun.size() + 1));
        if (title == noun + " " || title == noun) return e;
      }
    }
    return {};
  }

  const TreeReader& tree_;
  const Syntax& x_;
  const Entities& entities_;
  const Times& times_;
  const CueRules::Data& data_;
  std::vector<Draft>& drafts_;
  Attributions out_;
  std::vector<size_t> order_;  // outer before inner
  std::map<std::string, EntityId> by_surname_;
  std::map<std::string, EntityId> state_of_;                // by country
  std::map<std::string, std::vector<EntityId>> people_of_;  // who has an office, by country
};

}  // namespace

Attributions FindAttributions(const Document& document, const Syntax& syntax,
                              const Entities& entities, const Times& times, const CueRules& rules,
                              const Limits&) {
  TreeReader tree(document, syntax);
  std::vector<Draft> drafts;
  FindCues(tree, rules.data(), drafts);
  FindLayoutSources(tree, rules.data(), entities, drafts);
  std::vector<Quote> quotes = FindQuotes(document, syntax.base);
  AttachQuotes(tree, rules.data(), entities, quotes, drafts);
  return Builder(tree, entities, times, rules.data(), drafts).Run();
}

}  // namespace dragoman::attribution
