// SPDX-License-Identifier: Apache-2.0
// What holds for every text: each product keeps its promises (Verify), words partition the text,
// blanks move offsets only, and threads change nothing.
#include <gtest/gtest.h>

#include <thread>

#include "ingest/article.h"
#include "pipeline/analyze.h"
#include "support/article.h"
#include "support/random_text.h"

namespace dragoman::test {
namespace {

constexpr int kTexts = 150;  // of each kind
constexpr size_t kAwkwardSize = 3000;

const pipeline::Analyzer& TheAnalyzer() {
  static const auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  return **analyzer;
}

std::vector<std::string> AllTexts() {
  Random random(1);
  std::vector<std::string> texts = AwkwardTexts(kAwkwardSize);
  for (int i = 0; i < kTexts; ++i) {
    texts.push_back(RandomUtf8(random, 1 + random.Below(300)));
    texts.push_back(MutatedNews(random));
  }
  return texts;
}

Reading ReadVerified(Document document) {
  pipeline::Timings timings;
  return TheAnalyzer().RunUntil(std::move(document), {pipeline::Stage::kEvents, true}, timings);
}

// The slow, obvious version: which word covers each byte. White space as Unicode has it
// (White_Space) is left out by looking only at ASCII: no word may begin or end with an ASCII blank,
// and every other ASCII byte is in exactly one word.
void ExpectPartition(const Sentences& s, const Document& d) {
  std::vector<int> covered(d.text.size());
  uint32_t last = 0;
  for (const Word& w : s.words) {
    ASSERT_LE(last, w.span.begin);
    ASSERT_LT(w.span.begin, w.span.end);
    ASSERT_LE(w.span.end, d.text.size());
    for (uint32_t i = w.span.begin; i < w.span.end; ++i) ++covered[i];
    last = w.span.end;
  }
  for (size_t i = 0; i < d.text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(d.text[i]);
    if (c > ' ' && c < 0x7f) {
      ASSERT_EQ(covered[i], 1) << "byte " << i << " of: " << d.text;
    }
  }
}

std::string DumpAll(const Reading& reading) {
  std::string out;
  for (size_t stage = 0; stage < pipeline::kStages; ++stage) {
    out += pipeline::DumpOf(static_cast<pipeline::Stage>(stage), reading);
  }
  return out;
}

TEST(Ingest, KeepsItsPromisesOnAnyBytes) {
  Random random(5);
  pipeline::Timings timings;
  for (int i = 0; i < kTexts; ++i) {
    ingest::RawArticle raw;
    raw.form = i % 2 == 0 ? ingest::RawArticle::Form::kText : ingest::RawArticle::Form::kJson;
    raw.bytes = MutatedNews(random);
    raw.bytes.insert(random.Below(20), RandomBytes(random, random.Below(40)));
    if (i % 2 != 0) raw.bytes = R"({"text": ")" + raw.bytes + "\"}";
    auto document = ingest::MakeDocument(raw, {}, TheAnalyzer().limits());
    if (!document) {
      EXPECT_NE(document.error().message, "");
      continue;
    }
    EXPECT_NO_THROW(Verify(*document));
    ReadVerified(std::move(document).value());
  }
}

TEST(Stages, KeepTheirPromisesOnAnyText) {
  const Date published = *Date::Parse("2023-06-28");
  for (const std::string& text : AllTexts()) {
    SCOPED_TRACE(text.substr(0, 400));
    EXPECT_NO_THROW({
      const Reading r = ReadVerified(MakeDocument(text, {}, published));
      ExpectPartition(r.syntax.base, r.document);
    });
    if (HasFailure()) return;
  }
}

TEST(Stages, HeadlineAndMissingDateKeepThemToo) {
  Random random(2);
  for (int i = 0; i < kTexts; ++i) {
    const std::string text = MutatedNews(random);
    SCOPED_TRACE(text);
    EXPECT_NO_THROW(ReadVerified(MakeDocument(text, "Leaders to meet in Geneva on Monday")));
    if (HasFailure()) return;
  }
}

TEST(Stages, DoubledBlanksMoveOffsetsOnly) {
  Random random(3);
  for (int i = 0; i < kTexts; ++i) {
    const std::string text = MutatedNews(random);
    std::string wide;
    for (char c : text) wide += c == ' ' ? std::string("  ") : std::string(1, c);
    const Reading a = TheAnalyzer().Analyze(MakeDocument(text));
    const Reading b = TheAnalyzer().Analyze(MakeDocument(wide));
    SCOPED_TRACE(text);
    ASSERT_EQ(a.syntax.size(), b.syntax.size());
    for (size_t w = 0; w < a.syntax.size(); ++w) {
      ASSERT_EQ(a.syntax.base.form(WordId(w), a.document),
                b.syntax.base.form(WordId(w), b.document));
    }
    EXPECT_EQ(a.syntax.upos, b.syntax.upos);
    EXPECT_EQ(a.syntax.head, b.syntax.head);
    EXPECT_EQ(a.events.events.size(), b.events.events.size());
    if (HasFailure()) return;
  }
}

TEST(Stages, ThreadsShareAnAnalyzerAndChangeNothing) {
  std::vector<std::string> texts;
  Random random(4);
  for (int i = 0; i < 40; ++i) texts.push_back(MutatedNews(random));
  auto dumps = [&texts] {
    std::vector<std::string> out;
    for (const std::string& text : texts) {
      out.push_back(DumpAll(TheAnalyzer().Analyze(MakeDocument(text))));
    }
    return out;
  };
  const auto expected = dumps();
  std::vector<std::vector<std::string>> found(8);
  std::vector<std::thread> threads;
  for (auto& slot : found) threads.emplace_back([&slot, &dumps] { slot = dumps(); });
  for (std::thread& t : threads) t.join();
  for (const auto& slot : found) EXPECT_EQ(slot, expected);
}

}  // namespace
}  // namespace dragoman::test
