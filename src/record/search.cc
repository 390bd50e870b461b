// SPDX-License-Identifier: Apache-2.0
// Texts by their words. Entry: SearchTexts. The full-text index knows which text has which words;
// whether they stand in the order of a phrase, the texts themselves are asked.
#include <utf8proc.h>

#include <algorithm>

#include "base/ascii.h"
#include "record/rows.h"

namespace dragoman::record {
namespace {

// Of the texts that hold all words searched for, so many are ranked, and so many read for a phrase.
constexpr size_t kRanked = 100, kReadForPhrase = 20'000;
// Words shown before and after a phrase.
constexpr size_t kWordsAround = 11;

struct Word {
  size_t begin = 0, end = 0;  // bytes
  std::string folded;
};

// Cut as SQLite's unicode61 cuts.
std::vector<Word> WordsOf(std::string_view text) {
  std::vector<Word> out;
  bool in_word = false;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (size_t at = 0; at < text.size();) {
    size_t size = 1;
    bool part;
    if (bytes[at] < 0x80) {
      char c = LowerAscii(text[at]);
      part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    } else {
      utf8proc_int32_t c = -1;
      auto rest = static_cast<utf8proc_ssize_t>(text.size() - at);
      size = static_cast<size_t>(
          std::max<utf8proc_ssize_t>(1, utf8proc_iterate(bytes + at, rest, &c)));
      std::string_view kind = c < 0 ? "Cn" : utf8proc_category_string(c);
      part = kind[0] == 'L' || kind[0] == 'N' || kind[0] == 'M' || kind == "Co";
    }
    if (part && !in_word) out.push_back({at, at, {}});
    if (part) out.back().end = at + size;
    in_word = part;
    at += size;
  }
  for (Word& w : out) w.folded = FoldName(text.substr(w.begin, w.end - w.begin));
  return out;
}

struct Query {
  std::string match;                              // of FTS5: all words, each quoted
  std::vector<std::vector<std::string>> phrases;  // of several words
};

// What stands between double quotes, straight or curly, is a phrase.
Query QueryOf(std::string_view typed) {
  std::string plain(typed);
  for (std::string_view curly : {"\u201c", "\u201d"}) {
    for (size_t at; (at = plain.find(curly)) != std::string::npos;) {
      plain.replace(at, curly.size(), "\"");
    }
  }
  Query q;
  bool quoted = false;
  for (size_t at = 0; at <= plain.size();) {
    size_t end = std::min(plain.find('"', at), plain.size());
    std::vector<std::string> phrase;
    for (const Word& w : WordsOf(std::string_view(plain).substr(at, end - at))) {
      q.match +=
          (q.match.empty() ? "\"" : " \"") + plain.substr(at + w.begin, w.end - w.begin) + "\"";
      phrase.push_back(w.folded);
    }
    bool closed = end < plain.size();
    if (quoted && closed && phrase.size() > 1) q.phrases.push_back(std::move(phrase));
    quoted = !quoted;
    at = end + 1;
  }
  return q;
}

// The first word of the phrase; words.size() if it is not there.
size_t FindPhrase(const std::vector<Word>& words, const std::vector<std::string>& phrase) {
  auto at = std::search(words.begin(), words.end(), phrase.begin(), phrase.end(),
                        [](const Word& w, const std::string& p) { return w.folded == p; });
  return static_cast<size_t>(at - words.begin());
}

std::string Marked(std::string_view text, const std::vector<Word>& words, size_t first,
                   size_t count) {
  size_t from = first > kWordsAround ? first - kWordsAround : 0;
  size_t to = std::min(words.size() - 1, first + count - 1 + kWordsAround);
  size_t begin = words[first].begin, end = words[first + count - 1].end;
  std::string out = from > 0 ? "…" : "";
  out += text.substr(words[from].begin, begin - words[from].begin);
  out += '\x01';
  out += text.substr(begin, end - begin);
  out += '\x02';
  out += text.substr(end, words[to].end - end);
  return out + (to + 1 < words.size() ? "…" : "");
}

// One more condition, or none: `day` lies in these days.
std::string Within(const Interval& days, const std::string& day) {
  std::string out;
  if (days.earliest) out += " AND " + day + ">=" + std::to_string(days.earliest->days);
  if (days.latest) out += " AND " + day + "<=" + std::to_string(days.latest->days);
  return out;
}

// The last texts that hold all words and every phrase, newest first.
std::vector<SearchHit> WithPhrases(Database& db, const Query& q, const Interval& published,
                                   size_t most) {
  Statement s = db.Prepare(
      "SELECT a.id, a.title, coalesce(a.outlet,''), a.text, a.published FROM article_fts f JOIN "
      "article a ON a.id=f.rowid WHERE article_fts MATCH ?" +
      Within(published, "a.published") + " ORDER BY f.rowid DESC LIMIT ?");
  s.Bind(1, q.match).Bind(2, static_cast<int64_t>(kReadForPhrase));
  std::vector<SearchHit> out;
  while (out.size() < most && s.Step()) {
    const std::string text = s.Text(3);
    const std::vector<Word> words = WordsOf(text);
    size_t first = words.size();
    for (const auto& phrase : q.phrases) {
      first = FindPhrase(words, phrase);
      if (first == words.size()) break;
    }
    if (first == words.size()) continue;
    out.push_back({s.Int(0), s.Text(1), s.Text(2),
                   Marked(text, words, first, q.phrases.back().size()), DateOf(s.OptionalInt(4))});
  }
  return out;
}

}  // namespace

Result<std::vector<SearchHit>> SearchTexts(Record& record, std::string_view words, size_t most,
                                           const Interval& published) {
  return Guarded<std::vector<SearchHit>>([&] {
    Database& db = record.database();
    const Query q = QueryOf(words);
    std::vector<SearchHit> out;
    if (q.match.empty()) return out;
    if (!q.phrases.empty()) return WithPhrases(db, q, published, most);
    // Ranking reads each text, so only the last of those that hold all words are ranked.
    const std::string within =
        Within(published, "(SELECT published FROM article WHERE id=article_fts.rowid)");
    Statement last = db.Prepare(
        "SELECT min(rowid) FROM (SELECT rowid FROM article_fts WHERE article_fts MATCH ?" + within +
        " ORDER BY rowid DESC LIMIT ?)");
    last.Bind(1, q.match).Bind(2, static_cast<int64_t>(std::max(most, kRanked)));
    int64_t from = last.Step() ? last.Int(0) : 0;
    Statement find =
        db.Prepare("SELECT rowid FROM article_fts WHERE article_fts MATCH ? AND rowid>=?" + within +
                   " ORDER BY rank, rowid LIMIT ?");
    find.Bind(1, q.match).Bind(2, from).Bind(3, static_cast<int64_t>(most));
    std::vector<int64_t> ids;
    while (find.Step()) ids.push_back(find.Int(0));
    Statement s = db.Prepare(
        "SELECT a.id, a.title, coalesce(a.outlet,''), snippet(article_fts, 1, char(1), char(2), "
        "'…', 24), a.published FROM article_fts f JOIN article a ON a.id=f.rowid WHERE "
        "article_fts MATCH ? AND f.rowid=?");
    for (int64_t id : ids) {
      s.Bind(1, q.match).Bind(2, id);
      if (s.Step()) {
        out.push_back({s.Int(0), s.Text(1), s.Text(2), s.Text(3), DateOf(s.OptionalInt(4))});
      }
      s.Reset();
    }
    return out;
  });
}

}  // namespace dragoman::record
