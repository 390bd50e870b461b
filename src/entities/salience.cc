// SPDX-License-Identifier: Apache-2.0
// Entry: Salience::See, Salience::Ranked.
#include "entities/salience.h"

#include <algorithm>
#include <map>

namespace dragoman::entities {
namespace {

// By the part in the sentence; the values after Lappin and Leass, scaled.
float WeightOf(Deprel r, MentionForm form) {
  float w = 0.5f;
  if (r == Deprel::kNsubj || r == Deprel::kNsubjPass) w = 1.0f;
  if (r == Deprel::kObj || r == Deprel::kIobj) w = 0.65f;
  if (r == Deprel::kRoot || r == Deprel::kConj) w = 0.6f;
  if (r == Deprel::kNmodPoss || r == Deprel::kNmod) w = 0.45f;
  if (r == Deprel::kAmod || r == Deprel::kCompound) w = 0.25f;
  return form == MentionForm::kName ? w + 0.1f : w;
}

}  // namespace

void Salience::See(const Draft& d) {
  if (info_.size() < linked_.entities.size()) info_.resize(linked_.entities.size());
  seen_.push_back({&d, d.sentence, d.entity, WeightOf(a_.syntax.deprel[d.head], d.form)});
  Info& info = info_[d.entity.index()];
  ++info.mentions;
  const Entity& e = linked_.entities[d.entity.index()];
  if (d.form == MentionForm::kNominal && d.number == Number::kPlur) info.plural = true;
  if (!e.members.empty()) info.plural = true;
  // "the Kurds"; but "the military" and "a crowd" may be "it".
  if (e.type == EntityType::kGroup && d.form == MentionForm::kName) info.plural = true;
  if (info.gender == Gender::kNone) info.gender = GenderOf(d);
}

Gender Salience::GenderOf(const Draft& d) const {
  const Entity& e = linked_.entities[d.entity.index()];
  Gender gender = Gender::kNone;
  if (!e.known.empty() && e.type == EntityType::kPerson) {
    gender = a_.knowledge.Get(a_.knowledge.ByKey(e.known)).gender;
  }
  if (gender == Gender::kNone && d.noun != nullptr) gender = d.noun->gender;
  if (gender == Gender::kNone && d.form == MentionForm::kName && e.type == EntityType::kPerson &&
      d.end - d.first > 1) {
    gender = a_.rules.first_name(a_.lower[d.first]);
  }
  if (gender == Gender::kNone && d.title) {
    if (const NounRow* row = a_.rules.noun(d.title->noun)) gender = row->gender;
  }
  return gender;
}

void Salience::SetGender(EntityId e, Gender g) {
  if (e.index() < info_.size()) info_[e.index()].gender = g;
}

// "Putin met him": the object is not the subject. "his aide": the owner is not the thing owned.
bool Salience::Bound(const Draft& d, const Seen& seen) const {
  if (seen.sentence != d.sentence) return false;
  if (seen.draft->first <= d.head && d.head < seen.draft->end) return true;
  if (d.pronoun == nullptr || d.pronoun->use == PronounUse::kPossessive) return false;
  WordId governor = a_.syntax.head[d.head];
  const uint32_t other = seen.draft->head;
  return governor.valid() && a_.syntax.head[other] == governor &&
         a_.syntax.deprel[other] != Deprel::kConj;
}

std::vector<EntityId> Salience::Ranked(const Draft& d, Filter filter) const {
  std::map<EntityId, float> score;
  std::vector<EntityId> out, barred;
  for (size_t i = seen_.size(); i-- > 0;) {
    const Seen& s = seen_[i];
    if (s.draft->head >= d.head) continue;
    size_t distance = d.sentence.index() - s.sentence.index();
    if (distance > filter.sentences) break;
    if (filter.bind && Bound(d, s)) barred.push_back(s.entity);
    float w = s.weight;
    for (size_t k = 0; k < distance; ++k) w *= 0.5f;
    auto [it, fresh] = score.emplace(s.entity, 0.f);
    if (fresh) out.push_back(s.entity);
    it->second += w;
  }
  std::erase_if(
      out, [&](EntityId e) { return std::find(barred.begin(), barred.end(), e) != barred.end(); });
  std::stable_sort(out.begin(), out.end(),
                   [&](EntityId x, EntityId y) { return score[x] > score[y]; });
  return out;
}

}  // namespace dragoman::entities
