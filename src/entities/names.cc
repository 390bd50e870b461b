// SPDX-License-Identifier: Apache-2.0
// Entry: NameModel::Load, BestLabels.
#include "entities/names.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <mutex>

#include "entities/name_tagger.h"

// models/names.bin, put into the binary by names_model.S.
extern "C" const char dragoman_names_begin[];
extern "C" const char dragoman_names_end[];

namespace dragoman::entities {

// As many as threads have tagged at once.
struct NameModel::Resting {
  std::mutex mutex;
  std::vector<std::unique_ptr<NameTagger>> taggers;
};

NameModel::NameModel() : resting_(std::make_unique<Resting>()) {}
NameModel::NameModel(NameModel&&) noexcept = default;
NameModel::~NameModel() = default;

Result<NameModel> NameModel::Load(std::string_view bytes) {
  NameModelHeader header;
  if (bytes.size() < sizeof header) return Error{"name model: too short"};
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kNameModelMagic) return Error{"name model: not a name model of this version"};
  size_t expected = sizeof header + kLanes * kLanes * sizeof(int32_t) +
                    size_t{header.listed} * (sizeof(uint32_t) + 1) +
                    size_t{header.slots} * (sizeof(uint16_t) + kLanes);
  if (bytes.size() != expected || header.slots == 0 || header.listed % 8 != 0 ||
      (header.listed & (header.listed - 1)) != 0) {
    return Error{"name model: " + std::to_string(bytes.size()) + " bytes, expected " +
                 std::to_string(expected)};
  }
  NameModel m;
  m.slots_ = header.slots;
  const char* p = bytes.data() + sizeof header;
  m.transitions_ = reinterpret_cast<const int32_t*>(p);
  p += kLanes * kLanes * sizeof(int32_t);
  m.lists_.keys = {reinterpret_cast<const uint32_t*>(p), header.listed};
  p += header.listed * sizeof(uint32_t);
  m.lists_.codes = {reinterpret_cast<const uint8_t*>(p), header.listed};
  p += header.listed;
  if (header.listed > 0 &&
      std::find(m.lists_.codes.begin(), m.lists_.codes.end(), 0) == m.lists_.codes.end()) {
    return Error{"name model: no free slot in its lists"};
  }
  m.marks_ = reinterpret_cast<const uint16_t*>(p);
  p += size_t{header.slots} * sizeof(uint16_t);
  m.weights_ = reinterpret_cast<const int8_t*>(p);
  return m;
}

const NameModel& NameModel::Embedded() {
  static const NameModel model = [] {
    auto result = Load(
        {dragoman_names_begin, static_cast<size_t>(dragoman_names_end - dragoman_names_begin)});
    DRAGOMAN_CHECK(result.ok());
    return std::move(result).value();
  }();
  return model;
}

std::unique_ptr<NameTagger> NameModel::Borrow() const {
  {
    std::lock_guard lock(resting_->mutex);
    if (!resting_->taggers.empty()) {
      auto tagger = std::move(resting_->taggers.back());
      resting_->taggers.pop_back();
      return tagger;
    }
  }
  return std::make_unique<NameTagger>(*this);
}

void NameModel::GiveBack(std::unique_ptr<NameTagger> tagger) const {
  std::lock_guard lock(resting_->mutex);
  resting_->taggers.push_back(std::move(tagger));
}

template <class Score>
std::vector<uint8_t> BestLabels(std::span<const Score> scores, std::span<const Score> transitions,
                                std::span<const uint16_t> allowed) {
  const size_t n = scores.size() / kLanes;
  constexpr Score kNever = std::numeric_limits<Score>::lowest() / 4;
  std::vector<uint8_t> labels(n), from(n * kLanes);
  Score best[kLanes], next[kLanes];
  for (size_t i = 0; i < n; ++i) {
    for (size_t to = 0; to < kLanes; ++to) {
      bool inside = to > 0 && to % 2 == 0;
      bool open = to < kLabels && (allowed.empty() || (allowed[i] >> to & 1));
      next[to] = kNever;
      if (!open || (i == 0 && inside)) continue;
      if (i == 0) {
        next[to] = scores[to] + transitions[to];  // from "outside"
        continue;
      }
      if (inside) {  // only after the same type: two ways in
        size_t b = to - 1, in = to;
        Score via_b = best[b] + transitions[b * kLanes + to];
        Score via_in = best[in] + transitions[in * kLanes + to];
        next[to] = via_b >= via_in ? via_b : via_in;
        from[i * kLanes + to] = static_cast<uint8_t>(via_b >= via_in ? b : in);
      } else {
        for (size_t f = 0; f < kLabels; ++f) {
          Score s = best[f] + transitions[f * kLanes + to];
          if (s > next[to]) {
            next[to] = s;
            from[i * kLanes + to] = static_cast<uint8_t>(f);
          }
        }
      }
      next[to] += scores[i * kLanes + to];
      if (next[to] < kNever) next[to] = kNever;
    }
    std::memcpy(best, next, sizeof best);
  }
  if (n == 0) return labels;
  size_t at = 0;
  for (size_t l = 1; l < kLabels; ++l) {
    if (best[l] > best[at]) at = l;
  }
  for (size_t i = n; i-- > 0;) {
    labels[i] = static_cast<uint8_t>(at);
    at = from[i * kLanes + at];
  }
  return labels;
}

template std::vector<uint8_t> BestLabels<int32_t>(std::span<const int32_t>,
                                                  std::span<const int32_t>,
                                                  std::span<const uint16_t>);
template std::vector<uint8_t> BestLabels<float>(std::span<const float>, std::span<const float>,
                                                std::span<const uint16_t>);

}  // namespace dragoman::entities
