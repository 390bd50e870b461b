// SPDX-License-Identifier: Apache-2.0
// A happening as the bytes of event.summary. Entries: Encode, Decode.
#include <cstring>

#include "base/check.h"
#include "record/happening.h"

namespace dragoman::record {
namespace {

// Of a place, one number: its row, its country, and what it is. Bits that a record of before did
// not know are zero.
constexpr int kRowBits = 40;

int64_t PackPlace(const HappeningPlace& p) {
  auto letter = [&](size_t i) { return static_cast<int64_t>(static_cast<uint8_t>(p.country[i])); };
  return p.place | letter(0) << kRowBits | letter(1) << (kRowBits + 8) |
         static_cast<int64_t>(p.whole) << (kRowBits + 16) |
         static_cast<int64_t>(!p.named) << (kRowBits + 17);
}

HappeningPlace UnpackPlace(int64_t packed) {
  auto byte = [&](int at) { return static_cast<char>(packed >> (kRowBits + at) & 0xff); };
  return {packed & ((int64_t{1} << kRowBits) - 1),
          (byte(16) & 2) == 0,
          (byte(16) & 1) != 0,
          {byte(0), byte(8)}};
}

void Put(std::string& out, const void* data, size_t size) {
  out.append(static_cast<const char*>(data), size);
}

template <class T>
void PutNumber(std::string& out, T value) {
  Put(out, &value, sizeof value);
}

void PutText(std::string& out, const std::string& s) {
  PutNumber(out, static_cast<uint32_t>(s.size()));
  out += s;
}

class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  T Number() {
    T value;
    DRAGOMAN_CHECK(bytes_.size() >= sizeof value);
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  std::string Text() {
    auto size = Number<uint32_t>();
    DRAGOMAN_CHECK(bytes_.size() >= size);
    std::string s(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return s;
  }

 private:
  std::string_view bytes_;
};

void PutDate(std::string& out, const std::optional<Date>& d) {
  PutNumber(out, d ? d->days : INT32_MIN);
}

std::optional<Date> TakeDate(Cursor& in) {
  auto days = in.Number<int32_t>();
  if (days == INT32_MIN) return std::nullopt;
  return Date{days};
}

}  // namespace

std::string Encode(const Happening& h) {
  std::string out;
  PutText(out, h.kind);
  PutText(out, h.type);
  PutNumber(out, static_cast<uint8_t>(h.factual | h.denied << 1 | h.time_stated << 2));
  PutNumber(out, static_cast<uint32_t>(h.participants.size()));
  for (const auto& p : h.participants) {
    PutNumber(out, p.actor);
    PutNumber(out, static_cast<uint8_t>(p.role | (p.named ? 4 : 0) | (p.person ? 8 : 0) |
                                        (p.state ? 16 : 0)));
  }
  PutNumber(out, static_cast<uint32_t>(h.places.size()));
  for (const HappeningPlace& p : h.places) PutNumber(out, PackPlace(p));
  PutDate(out, h.time.earliest);
  PutDate(out, h.time.latest);
  PutDate(out, h.published);
  PutNumber(out, static_cast<uint32_t>(h.about.size()));
  for (uint32_t w : h.about) PutNumber(out, w);
  PutNumber(out, static_cast<uint32_t>(h.amounts.size()));
  for (const auto& a : h.amounts) {
    PutText(out, a.role);
    PutNumber(out, a.least);
    PutNumber(out, a.most);
  }
  PutNumber(out, static_cast<int32_t>(h.ordinal));
  return out;
}

Happening Decode(std::string_view bytes) {
  Cursor in(bytes);
  Happening h;
  h.kind = in.Text();
  h.type = in.Text();
  auto flags = in.Number<uint8_t>();
  h.factual = flags & 1;
  h.denied = flags & 2;
  h.time_stated = flags & 4;
  h.participants.resize(in.Number<uint32_t>());
  for (auto& p : h.participants) {
    p.actor = in.Number<int64_t>();
    auto role = in.Number<uint8_t>();
    p.role = role & 3;
    p.named = role & 4;
    p.person = role & 8;
    p.state = role & 16;
  }
  h.places.resize(in.Number<uint32_t>());
  for (HappeningPlace& p : h.places) p = UnpackPlace(in.Number<int64_t>());
  h.time.earliest = TakeDate(in);
  h.time.latest = TakeDate(in);
  h.published = TakeDate(in);
  h.about.resize(in.Number<uint32_t>());
  for (uint32_t& w : h.about) w = in.Number<uint32_t>();
  h.amounts.resize(in.Number<uint32_t>());
  for (auto& a : h.amounts) {
    a.role = in.Text();
    a.least = in.Number<double>();
    a.most = in.Number<double>();
  }
  h.ordinal = in.Number<int32_t>();
  return h;
}

}  // namespace dragoman::record
