// SPDX-License-Identifier: Apache-2.0
// Features and score of the sentence boundary classifier. Entries: FindCandidate, BoundaryScore.
#include "segment/boundary.h"

#include <string>

#include "segment/chars.h"

namespace dragoman::segment {
namespace {

bool EndsInStop(std::string_view form) {
  switch (static_cast<unsigned char>(form.back())) {
    case '.':
    case '?':
    case '!':
      return true;
    case 0xA6:  // …
      return form.ends_with("\xE2\x80\xA6");
    case 0x82:  // 。
      return form.ends_with("\xE3\x80\x82");
    case 0x81:  // ！
      return form.ends_with("\xEF\xBC\x81");
    case 0x9F:  // ？
      return form.ends_with("\xEF\xBC\x9F");
    default:
      return false;
  }
}

bool IsClosingWord(std::string_view form) {
  if (form == "''") return true;
  CodePoint c = DecodeUtf8(form, 0);
  return c.length == form.size() && IsCloser(c.value);
}

std::string_view StopKind(std::string_view form) {
  char first = form[0];
  if (form == ".") return ".";
  if (first == '.') return "..";
  if (form == "?") return "?";
  if (first == '?' || first == '!') return "!";
  if (static_cast<unsigned char>(first) >= 0x80) return form.size() == 3 ? ".." : "ABB";
  return "ABB";
}

// "Aa", "AA", "A" (one capital), "a", "9", or what mark it is.
std::string_view Shape(std::string_view form) {
  CodePoint c = DecodeUtf8(form, 0);
  switch (ClassOf(c.value)) {
    case CharClass::kDigit:
      return "9";
    case CharClass::kEmoji:
      return "EMO";
    case CharClass::kLetter: {
      if (!IsUpper(c.value)) return "a";
      if (c.length == form.size()) return "A";
      return IsUpper(DecodeUtf8(form, c.length).value) ? "AA" : "Aa";
    }
    default:
      break;
  }
  if (c.value == '"' || c.value == '\'' || c.value == '`' || IsQuote(c.value)) return "QUO";
  if (IsOpener(c.value)) return "OPN";
  if (IsCloser(c.value)) return "CLS";
  if (IsDash(c.value)) return "DSH";
  if (IsBullet(c.value)) return "BUL";
  if (c.value == '@' || c.value == '#') return "TAG";
  if (c.value == '.' || c.value == '?' || c.value == '!') return "STP";
  return "MRK";
}

std::string_view ClassOfStopWord(const BoundaryContext& context, size_t stop,
                                 const SegmentRules::Data& data) {
  constexpr std::string_view kNames[] = {"title", "month",  "day",  "corporate", "latin",  "place",
                                         "unit",  "number", "time", "street",    "joiner", "other"};
  std::string_view form = context.form(stop);
  if (form.size() > 1 && form.back() == '.' && form[0] != '.') {
    form.remove_suffix(1);
    auto it = data.abbreviations.find(Lower(form).view());
    if (it != data.abbreviations.end()) return kNames[static_cast<size_t>(it->second.kind)];
    return form.size() == DecodeUtf8(form, 0).length ? "INI" : "DOT";
  }
  if (stop == context.sentence_first) return "-";
  std::string_view before = context.form(stop - 1);
  std::string_view shape = Shape(before);
  return shape;
}

// "10 a.m. Eastern time", "3 p.m. Central European Time": the zone belongs to the clock.
bool BeforeZone(const BoundaryContext& context, const Candidate& c,
                const SegmentRules::Data& data) {
  constexpr size_t kLongestName = 2;  // words
  if (ClassOfStopWord(context, c.stop, data) != "time" || c.close > c.stop) return false;
  for (size_t i = c.next; i <= c.next + kLongestName && i < context.end; ++i) {
    if (i > c.next && data.zone_words.count(Lower(context.form(i)).view()) > 0) return true;
    std::string_view shape = Shape(context.form(i));
    if (shape != "Aa" && shape != "AA") return false;
  }
  return false;
}

// "at 10:30 a. m. that day": one abbreviation with a blank in it. Tokenize gave both their stops.
bool BetweenHalves(const BoundaryContext& context, const Candidate& c,
                   const SegmentRules::Data& data) {
  constexpr size_t kLongest = 5;  // bytes
  std::string_view first = context.form(c.stop), next = context.form(c.next);
  if (first.size() < 2 || first.size() > kLongest || next.size() < 2 || next.size() > kLongest ||
      first.back() != '.' || next.back() != '.') {
    return false;
  }
  first.remove_suffix(1);
  next.remove_suffix(1);
  return data.halves.count(std::string(Lower(first).view()) + " " +
                           std::string(Lower(next).view())) > 0;
}

std::string_view Length(size_t words) {
  return words <= 1 ? "1" : words <= 2 ? "2" : words <= 5 ? "5" : "6";
}

class WeightSum : public FeatureSink {
 public:
  explicit WeightSum(const WeightTable& weights) : weights_(weights) {}
  void Add(const Feature& f) override {
    uint64_t hash = HashFeature("=", HashFeature(f.name));
    hash = HashFeature(f.a, hash);
    if (!f.b.empty()) hash = HashFeature(f.b, HashFeature("|", hash));
    sum_ += weights_.at(hash);
  }
  float sum() const { return sum_; }

 private:
  const WeightTable& weights_;
  float sum_ = 0;
};

}  // namespace

uint64_t HashFeature(std::string_view s, uint64_t hash) {
  for (char c : s) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

bool FindCandidate(const BoundaryContext& context, size_t k, Candidate& out) {
  if (!EndsInStop(context.form(k))) return false;
  size_t close = k;
  while (close + 1 < context.end && !context.words[close].space_after &&
         IsClosingWord(context.form(close + 1)))
    ++close;
  if (close + 1 >= context.end) return false;
  if (context.words[close + 1].token_length == 0) return false;
  out = {k, close, close + 1};
  return true;
}

void BoundaryFeatures(const BoundaryContext& context, const Candidate& c,
                      const SegmentRules::Data& data, FeatureSink& sink) {
  std::string_view stop = StopKind(context.form(c.stop));
  std::string_view closers = "-";
  if (c.close > c.stop) closers = Shape(context.form(c.close)) == "QUO" ? "QUO" : "BRA";
  std::string_view next_form = context.form(c.next);
  std::string_view next_shape = Shape(next_form);
  Lower next(next_form);
  bool more = c.next + 1 < context.end;
  Lower next2(more ? context.form(c.next + 1) : "");
  std::string_view next2_shape = more ? Shape(context.form(c.next + 1)) : "END";
  std::string_view kind = ClassOfStopWord(context, c.stop, data);
  bool own_stop = stop == "ABB";
  Lower before(own_stop || c.stop == context.sentence_first ? context.form(c.stop)
                                                            : context.form(c.stop - 1));
  // How wide a gap is says nothing that holds elsewhere; that there is none does.
  std::string_view gap = context.words[c.close].space_after ? "1" : "0";

  sink.Add({"B", "", ""});
  sink.Add({"s", stop, ""});
  sink.Add({"s+ns", stop, next_shape});
  sink.Add({"s+c", stop, closers});
  sink.Add({"c+ns", closers, next_shape});
  sink.Add({"g", gap, ""});
  sink.Add({"g+ns", gap, next_shape});
  sink.Add({own_stop ? "AK" : "PK", kind, ""});
  sink.Add({own_stop ? "AK+ns" : "PK+ns", kind, next_shape});
  sink.Add({own_stop ? "a" : "p", before.view(), ""});
  sink.Add({"n", next.view(), ""});
  if (own_stop) sink.Add({"a+n", kind, next.view()});
  if (next_shape == "QUO" || next_shape == "OPN") sink.Add({"n+n2s", next_shape, next2_shape});
  if (c.close > c.stop) {
    sink.Add({"q+n", stop, next.view()});
    sink.Add({"q+n2", stop, next2.view()});
    sink.Add({"q+nn", next_shape, next2.view()});
  }
  if (context.brackets > 0) sink.Add({"br+c", "OPN", closers});
  if (context.quote) sink.Add({"qu+c", "OPN", closers});
  sink.Add({"L", Length(c.close + 1 - context.sentence_first), stop});
}

float BoundaryScore(const BoundaryContext& context, const Candidate& candidate,
                    const SegmentRules::Data& data) {
  // "Why?" he asked: behind a closing quotation mark a small letter goes on, whatever was learned
  // from text that is written without capitals.
  if (candidate.close > candidate.stop && Shape(context.form(candidate.next)) == "a") return -1;
  if (BeforeZone(context, candidate, data) || BetweenHalves(context, candidate, data)) return -1;
  WeightSum sum(data.weights);
  BoundaryFeatures(context, candidate, data, sum);
  return sum.sum();
}

}  // namespace dragoman::segment
