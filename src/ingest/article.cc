// SPDX-License-Identifier: Apache-2.0
// See article.h. Here: the fields of a JSON article, the id, the checks of size. What is headline
// and what are paragraphs is decided in layout.cc.
#include "ingest/article.h"

#include <sha2.h>
#include <simdjson.h>

#include <array>

#include "ingest/encoding.h"
#include "ingest/layout.h"

namespace dragoman::ingest {
namespace {

// What the article says of itself, besides its text.
struct Fields {
  std::string text;
  std::string id, title, published, outlet, url;
  std::vector<std::string> authors;
};

std::string Sha256(std::string_view text) {
  SHA2_CTX context;
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const uint8_t*>(text.data()), text.size());
  SHA256Final(digest.data(), &context);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string id = "sha256:";
  for (uint8_t b : digest) {
    id.push_back(kHex[b >> 4]);
    id.push_back(kHex[b & 15]);
  }
  return id;
}

bool IsBlank(std::string_view s) { return s.find_first_not_of(" \t\n\r\v\f") == s.npos; }

// One line, no space at the ends, no control characters: titles come from pages with line breaks
// in them, and a title becomes a part of the text.
std::string OneLine(std::string_view s) {
  std::string out;
  for (char c : s) {
    bool space = static_cast<uint8_t>(c) <= ' ' || c == 0x7F;
    if (space && (out.empty() || out.back() == ' ')) continue;
    out.push_back(space ? ' ' : c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Error NotA(std::string_view key, std::string_view wanted) {
  return Error{"\"" + std::string(key) + "\" is not " + std::string(wanted)};
}

// A string, a number written as one, or null; anything else is a fault of the line.
Result<std::string> StringField(simdjson::dom::object object, std::string_view key) {
  simdjson::dom::element value;
  if (object.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) return std::string();
  std::string_view s;
  if (value.get(s) == simdjson::SUCCESS) return std::string(s);
  if (value.is_int64() || value.is_uint64()) return simdjson::minify(value);
  return NotA(key, "a string");
}

// "authors": a list of strings, or one string.
Result<std::vector<std::string>> AuthorsField(simdjson::dom::object object) {
  std::vector<std::string> authors;
  simdjson::dom::element value;
  if (object.at_key("authors").get(value) != simdjson::SUCCESS || value.is_null()) return authors;
  std::string_view one;
  simdjson::dom::array list;
  if (value.get(one) == simdjson::SUCCESS) {
    if (!IsBlank(one)) authors.emplace_back(one);
    return authors;
  }
  if (value.get(list) != simdjson::SUCCESS) return NotA("authors", "a list of strings");
  for (simdjson::dom::element item : list) {
    if (item.get(one) != simdjson::SUCCESS) return NotA("authors", "a list of strings");
    if (!IsBlank(one)) authors.emplace_back(one);
  }
  return authors;
}

Result<Fields> ParseJson(const std::string& bytes) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (auto error = parser.parse(bytes).get(root); error != simdjson::SUCCESS) {
    return Error{"not JSON: " + std::string(simdjson::error_message(error))};
  }
  simdjson::dom::object object;
  if (root.get(object) != simdjson::SUCCESS) {
    return Error{"not a JSON object: an article is {\"text\": \"...\"}"};
  }
  std::string_view text;
  simdjson::dom::element value;
  if (object.at_key("text").get(value) != simdjson::SUCCESS) return Error{"no \"text\""};
  if (value.get(text) != simdjson::SUCCESS) return NotA("text", "a string");
  Fields f;
  f.text = text;
  const std::pair<std::string_view, std::string*> strings[] = {{"id", &f.id},
                                                               {"title", &f.title},
                                                               {"published", &f.published},
                                                               {"outlet", &f.outlet},
                                                               {"url", &f.url}};
  for (auto [key, field] : strings) {
    auto s = StringField(object, key);
    if (!s) return s.error();
    *field = std::move(s).value();
  }
  auto authors = AuthorsField(object);
  if (!authors) return authors.error();
  f.authors = std::move(authors).value();
  return f;
}

// "2023-06-28", or a time stamp that begins so.
std::optional<Date> ParsePublished(std::string_view s) {
  if (s.size() > 10 && s[10] != 'T' && s[10] != ' ') return std::nullopt;
  return Date::Parse(s.substr(0, 10));
}

void SetPublished(const std::string& said, const Options& options, Document& d) {
  if (!said.empty()) {
    d.published = ParsePublished(said);
    if (!d.published) {
      d.diagnostics.push_back(
          {{}, "\"published\" is not a date (YYYY-MM-DD) and was ignored: " + OneLine(said)});
    }
  }
  if (!d.published) d.published = options.published;
  if (d.published) d.published_basis = PublishedBasis::kGiven;
}

std::string TooLarge(size_t size, const Limits& limits) {
  return "too large: " + std::to_string(size) + " bytes, the limit is " +
         std::to_string(limits.max_article_bytes);
}

}  // namespace

Result<Document> MakeDocument(const RawArticle& raw, const Options& options, const Limits& limits) {
  if (!raw.fault.empty()) return Error{raw.fault};
  Fields fields;
  Document d;
  if (raw.form == RawArticle::Form::kJson) {
    auto parsed = ParseJson(raw.bytes);
    if (!parsed) return parsed.error();
    fields = std::move(parsed).value();
  }
  std::string_view bytes = raw.form == RawArticle::Form::kJson ? fields.text : raw.bytes;
  if (bytes.size() > limits.max_article_bytes) return Error{TooLarge(bytes.size(), limits)};
  auto clean = CleanText(bytes, d.diagnostics);
  if (!clean) return clean.error();
  d.text = std::move(clean).value();
  std::string title = OneLine(fields.title);
  if (IsBlank(d.text) && title.empty()) return Error{"no text in it"};
  LayOut(title, d);
  if (d.paragraphs.empty() && d.headline.empty()) return Error{"no text in it"};
  if (d.text.size() > limits.max_article_bytes) return Error{TooLarge(d.text.size(), limits)};
  d.id = fields.id.empty() ? Sha256(d.text) : OneLine(fields.id);
  if (!fields.outlet.empty()) d.outlet = OneLine(fields.outlet);
  if (!fields.url.empty()) d.url = fields.url;
  d.authors = std::move(fields.authors);
  SetPublished(fields.published, options, d);
  return d;
}

}  // namespace dragoman::ingest
