// SPDX-License-Identifier: Apache-2.0
// Entries: InstitutionForm, ReadInstitution, InstitutionOf.
#include "entities/institutions.h"

#include <algorithm>

#include "entities/name_features.h"
#include "entities/place_context.h"

namespace dragoman::entities {
namespace {

constexpr uint32_t kLongestName = 12;  // words; longer ones are no state's body and its state

// The state that the words [first, end) name, an article and the mark of the possessive apart.
KnownId StateIn(const Article& a, uint32_t first, uint32_t end) {
  while (first < end &&
         (a.rules.is("definite", a.lower[first]) || a.rules.is("of", a.lower[first]))) {
    ++first;
  }
  while (first < end && a.rules.is("possessive", a.lower[end - 1])) --end;
  const NameMatch* m = first < end ? a.match(first, end) : nullptr;
  if (m == nullptr) return kNoKnown;
  for (const NameCandidate& c : m->candidates) {
    bool named = IsNaming(c.kind) && c.kind != NameKind::kShort && c.kind != NameKind::kMetonym;
    if (named && a.knowledge.TypeOf(c.id) == EntityType::kState) return c.id;
  }
  return kNoKnown;
}

// Words parted by one blank.
bool HasWords(std::string_view text, std::string_view words) {
  for (size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    size_t end = at + words.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

// Does news call the body so? The State Department is no "Foreign Ministry".
bool CalledSo(const Article& a, KnownId body, std::string_view form) {
  for (const std::string& name : a.knowledge.NamesOf(body)) {
    std::string lower;
    AppendLower(name, lower);
    if (HasWords(lower, form)) return true;
  }
  return false;
}

std::string_view CountryOf(const std::vector<Entity>& entities, const Draft& d) {
  if (!d.entity.valid()) return {};
  const Entity& e = entities[d.entity.index()];
  bool place = IsPlaceType(e.type) || e.type == EntityType::kState;
  return place && !e.known.empty() ? std::string_view(e.country) : std::string_view();
}

// "In Nairobi, the Foreign Ministry": only these stand between the two.
bool SetBefore(const Article& a, const Draft& place, const Draft& d) {
  uint32_t w = place.end;
  if (place.first == 0 || a.lower[w] != "," || !a.in(d.sentence, int64_t{place.first} - 1)) {
    return false;
  }
  if (++w < d.first && a.rules.is("definite", a.lower[w])) ++w;
  return w == d.first &&
         a.rules.place_preposition(a.lower[place.first - 1]) == PlacePreposition::kSure;
}

// "Israel's Foreign Ministry", "[Iraqi] Foreign Ministry"; "the Foreign Ministry in Nairobi", "the
// Supreme Court of India".
std::string_view CountryBeside(const Article& a, const std::vector<Draft>& drafts, size_t i,
                               const std::vector<Entity>& entities) {
  const Draft& d = drafts[i];
  constexpr size_t kReach = 3;  // nominals may stand between
  for (size_t k = i; k-- > 0 && i - k <= kReach;) {
    const Draft& before = drafts[k];
    if (before.form != MentionForm::kName || before.sentence != d.sentence) continue;
    bool owns = before.end + 1 == d.first && a.rules.is("possessive", a.lower[before.end]);
    if (before.end != d.first && !owns && !SetBefore(a, before, d)) break;
    if (std::string_view country = CountryOf(entities, before); !country.empty()) return country;
  }
  for (size_t k = i + 1; k < drafts.size() && k - i <= kReach; ++k) {
    const Draft& behind = drafts[k];
    if (behind.form != MentionForm::kName) continue;
    if (!a.in(d.sentence, behind.first) || behind.first <= d.end) break;
    uint32_t w = behind.first - 1;
    if (w > d.end && a.rules.is("definite", a.lower[w])) --w;
    bool of = w == d.end && (a.rules.is("of", a.lower[w]) ||
                             a.rules.place_preposition(a.lower[w]) == PlacePreposition::kSure);
    return of ? CountryOf(entities, behind) : std::string_view();
  }
  return {};
}

// The state an article is about: named far more often than any other, or no less than any and in
// the dateline.
std::string_view CountryOfText(const Article& a, const std::vector<Draft>& drafts,
                               const std::vector<Entity>& entities, const PlaceContext& context) {
  constexpr int kFarMore = 2;
  std::string_view most;
  int first = 0, second = 0;
  for (const auto& [country, count] : context.countries()) {
    if (count > first) {
      second = first;
      first = count;
      most = country;
    } else {
      second = std::max(second, count);
    }
  }
  for (const Draft& d : drafts) {
    if (a.syntax.base.sentences[d.sentence.index()].kind != SentenceKind::kDateline) continue;
    std::string_view country = CountryOf(entities, d);
    if (country.empty()) continue;
    auto here = context.countries().find(country);
    return here != context.countries().end() && here->second == first ? country
                                                                      : std::string_view();
  }
  return first > 0 && first >= kFarMore * second ? most : std::string_view();
}

// The only one of the states the text names that has a body so called.
KnownId OnlyOne(const Article& a, const PlaceContext& context, const InstitutionUse& use) {
  constexpr size_t kMost = 12;  // a text on more states than these is about none
  if (context.countries().size() > kMost) return kNoKnown;
  KnownId found = kNoKnown;
  for (const auto& [country, count] : context.countries()) {
    KnownId body = a.knowledge.BodyOf(use.body.role, country);
    if (body == kNoKnown || !CalledSo(a, body, use.body.form)) continue;
    if (found != kNoKnown) return kNoKnown;
    found = body;
  }
  return found;
}

}  // namespace

const InstitutionRow* InstitutionForm(const Article& a, uint32_t first, uint32_t end) {
  if (first >= end || end - first > kLongestName || !a.rules.begins_institution(a.lower[first])) {
    return nullptr;
  }
  std::string words;
  for (uint32_t w = first; w < end; ++w) {
    if (w > first && a.syntax.base.words[w - 1].space_after) words += ' ';
    words += a.lower[w];
  }
  return a.rules.institution(words);
}

std::optional<InstitutionUse> ReadInstitution(const Article& a, const Draft& d) {
  if (d.form != MentionForm::kName || d.end - d.first > kLongestName) return std::nullopt;
  for (uint32_t first = d.first; first < d.end; ++first) {
    for (uint32_t end = d.end; end > first; --end) {
      const InstitutionRow* row = InstitutionForm(a, first, end);
      if (row == nullptr) continue;
      InstitutionUse use{*row, kNoKnown};
      const bool left = first > d.first, right = end < d.end;
      if (!left && !right) return use;
      if (left && right) return std::nullopt;
      use.state = left ? StateIn(a, d.first, first) : StateIn(a, end, d.end);
      if (use.state == kNoKnown) return std::nullopt;
      return use;
    }
  }
  return std::nullopt;
}

KnownId InstitutionOf(const Article& a, const std::vector<Draft>& drafts, size_t i,
                      const std::vector<Entity>& entities, const PlaceContext& context,
                      const InstitutionUse& use) {
  std::string_view country;
  if (use.state != kNoKnown) country = a.knowledge.Get(use.state).country;
  if (country.empty()) country = CountryBeside(a, drafts, i, entities);
  const bool said = !country.empty();
  if (!said) country = CountryOfText(a, drafts, entities, context);
  KnownId body = country.empty() ? kNoKnown : a.knowledge.BodyOf(use.body.role, country);
  constexpr std::string_view kMinistry = "ministry";
  if (said && body != kNoKnown && a.knowledge.Get(body).kind == kMinistry) return body;
  if (body != kNoKnown && CalledSo(a, body, use.body.form)) return body;
  return said || !use.body.few ? kNoKnown : OnlyOne(a, context, use);
}

}  // namespace dragoman::entities
