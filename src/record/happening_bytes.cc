// SPDX-License-Identifier: Apache-2.0
// A happening as the bytes of report.summary. Entries: Append, Decode. Written anew with each
// article that is read again; what records of before hold is read as well.
#include "base/check.h"
#include "record/bytes.h"
#include "record/happening.h"

namespace dragoman::record {
namespace {

// The first byte; before there were versions, it was that of a small number.
constexpr uint8_t kVersion = 0xff;

enum Flag : uint8_t {
  kFactual = 1,
  kDenied = 2,
  kStated = 4,
  kEarliest = 8,
  kLatest = 16,
  kPublished = 32,
  kAmounts = 64,
  kOrdinal = 128
};
enum OfParticipant : uint8_t { kRole = 3, kNamed = 4, kPerson = 8, kState = 16, kActsFor = 32 };
constexpr int kParticipantBits = 6;
enum OfPlace : uint8_t { kWhole = 1, kNameless = 2, kCountry = 4 };
constexpr int kPlaceBits = 3;

uint8_t FlagsOf(const HappeningParticipant& p) {
  return static_cast<uint8_t>((p.role & kRole) | (p.named ? kNamed : 0) | (p.person ? kPerson : 0) |
                              (p.state ? kState : 0) | (p.acts_for[0] != 0 ? kActsFor : 0));
}

void SetFlags(HappeningParticipant& p, uint64_t flags) {
  p.role = flags & kRole;
  p.named = flags & kNamed;
  p.person = flags & kPerson;
  p.state = flags & kState;
}

void DecodeAmounts(Bytes& in, Happening& h, size_t count) {
  h.amounts.resize(count);
  for (auto& a : h.amounts) {
    a.role = in.Text();
    a.least = in.Raw<double>();
    a.most = in.Raw<double>();
  }
}

// As it was written before: every number in its full width.
class OldBytes {
 public:
  explicit OldBytes(std::string_view bytes) : in_(bytes) {}
  void Decode(Happening& h) {
    h.kind = Text();
    h.type = Text();
    auto flags = in_.Raw<uint8_t>();
    h.factual = flags & 1;
    h.denied = flags & 2;
    h.time_stated = flags & 4;
    h.participants.resize(Count());
    for (auto& p : h.participants) {
      p.actor = in_.Raw<int64_t>();
      SetFlags(p, in_.Raw<uint8_t>());
    }
    h.places.resize(Count());
    for (HappeningPlace& p : h.places) p = Place(in_.Raw<int64_t>());
    h.time.earliest = TakeDate();
    h.time.latest = TakeDate();
    h.published = TakeDate();
    h.about.resize(Count());
    for (uint32_t& w : h.about) w = in_.Raw<uint32_t>();
    h.amounts.resize(Count());
    for (auto& a : h.amounts) {
      a.role = Text();
      a.least = in_.Raw<double>();
      a.most = in_.Raw<double>();
    }
    h.ordinal = in_.Raw<int32_t>();
  }

 private:
  size_t Count() {
    auto count = in_.Raw<uint32_t>();
    DRAGOMAN_CHECK(count <= kMostOfAnything);
    return count;
  }
  std::string_view Text() { return in_.Take(in_.Raw<uint32_t>()); }
  std::optional<Date> TakeDate() {
    auto days = in_.Raw<int32_t>();
    if (days == INT32_MIN) return std::nullopt;
    return Date{days};
  }
  // One number: the row in 40 bits, two letters of the country, and what it is.
  static HappeningPlace Place(int64_t packed) {
    auto byte = [&](int at) { return static_cast<char>(packed >> (40 + at) & 0xff); };
    return {packed & ((int64_t{1} << 40) - 1),
            (byte(16) & 2) == 0,
            (byte(16) & 1) != 0,
            {byte(0), byte(8)}};
  }
  static constexpr uint32_t kMostOfAnything = 1 << 20;
  Bytes in_;
};

}  // namespace

void Append(std::string& out, const Happening& h) {
  out += static_cast<char>(kVersion);
  out += static_cast<char>((h.factual ? kFactual : 0) | (h.denied ? kDenied : 0) |
                           (h.time_stated ? kStated : 0) | (h.time.earliest ? kEarliest : 0) |
                           (h.time.latest ? kLatest : 0) | (h.published ? kPublished : 0) |
                           (h.amounts.empty() ? 0 : kAmounts) | (h.ordinal != 0 ? kOrdinal : 0));
  PutText(out, h.kind);
  PutText(out, h.type);
  PutVarint(out, h.participants.size());
  for (const auto& p : h.participants) {
    PutVarint(out, static_cast<uint64_t>(p.actor) << kParticipantBits | FlagsOf(p));
    if (p.acts_for[0] != 0) PutRaw(out, p.acts_for);
  }
  PutVarint(out, h.places.size());
  for (const HappeningPlace& p : h.places) {
    const bool country = p.country[0] != 0;
    PutVarint(out, static_cast<uint64_t>(p.place) << kPlaceBits | (p.whole ? kWhole : 0) |
                       (p.named ? 0 : kNameless) | (country ? kCountry : 0));
    if (country) PutRaw(out, p.country);
  }
  for (const auto& day : {h.time.earliest, h.time.latest, h.published}) {
    if (day) PutSigned(out, day->days);
  }
  PutVarint(out, h.about.size());
  for (uint32_t word : h.about) PutRaw(out, word);
  if (!h.amounts.empty()) PutVarint(out, h.amounts.size());
  for (const auto& a : h.amounts) {
    PutText(out, a.role);
    PutRaw(out, a.least);
    PutRaw(out, a.most);
  }
  if (h.ordinal != 0) PutSigned(out, h.ordinal);
}

void Decode(std::string_view bytes, Happening& h) {
  Bytes in(bytes);
  DRAGOMAN_CHECK(!bytes.empty());
  if (static_cast<uint8_t>(bytes.front()) != kVersion) return OldBytes(bytes).Decode(h);
  in.Take(1);
  const auto flags = in.Raw<uint8_t>();
  h.factual = flags & kFactual;
  h.denied = flags & kDenied;
  h.time_stated = flags & kStated;
  h.kind = in.Text();
  h.type = in.Text();
  h.participants.resize(in.Count());
  for (auto& p : h.participants) {
    uint64_t packed = in.Varint();
    p.actor = static_cast<int64_t>(packed >> kParticipantBits);
    SetFlags(p, packed);
    p.acts_for = {};
    if (packed & kActsFor) p.acts_for = in.Raw<std::array<char, 2>>();
  }
  h.places.resize(in.Count());
  for (HappeningPlace& p : h.places) {
    uint64_t packed = in.Varint();
    p.place = static_cast<int64_t>(packed >> kPlaceBits);
    p.whole = packed & kWhole;
    p.named = !(packed & kNameless);
    p.country = {};
    if (packed & kCountry) p.country = in.Raw<std::array<char, 2>>();
  }
  auto day = [&](Flag there) -> std::optional<Date> {
    if (!(flags & there)) return std::nullopt;
    return Date{static_cast<int32_t>(in.Signed())};
  };
  h.time.earliest = day(kEarliest);
  h.time.latest = day(kLatest);
  h.published = day(kPublished);
  h.about.resize(in.Count());
  for (uint32_t& word : h.about) word = in.Raw<uint32_t>();
  DecodeAmounts(in, h, flags & kAmounts ? in.Count() : 0);
  h.ordinal = flags & kOrdinal ? static_cast<int>(in.Signed()) : 0;
}

std::string Encode(const Happening& h) {
  std::string out;
  Append(out, h);
  return out;
}

Happening Decode(std::string_view bytes) {
  Happening h;
  Decode(bytes, h);
  return h;
}

}  // namespace dragoman::record
