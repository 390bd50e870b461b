// SPDX-License-Identifier: Apache-2.0
// What holds for every text: each product keeps its promises (Verify), words partition the text,
// blanks move offsets only, and threads change nothing.
#include <gtest/gtest.h>

#include <thread>

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

// Until every product has its Verify and Dump: see the stand-ins in tests/CMakeLists.txt.
template <class F>
std::string IfWritten(F f) {
  try {
    return f();
  } catch (const InternalError& e) {
    if (e.what() != std::string("not written yet")) throw;
    return "";
  }
}

void VerifyAll(const Reading& r) {
  const Document& d = r.document;
  IfWritten([&] { return Verify(d), ""; });
  IfWritten([&] { return Verify(r.syntax.base, d), ""; });
  IfWritten([&] { return Verify(r.syntax, d), ""; });
  IfWritten([&] { return Verify(r.times, r.syntax, d), ""; });
  IfWritten([&] { return Verify(r.entities, r.syntax, d), ""; });
  IfWritten([&] { return Verify(r.attributions, r.syntax, d), ""; });
  IfWritten([&] { return Verify(r.events, r.entities, r.times, r.syntax, d), ""; });
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

std::string DumpAll(const Reading& r) {
  const Document& d = r.document;
  return IfWritten([&] { return Dump(r.syntax.base, d); }) +
         IfWritten([&] { return Dump(r.syntax, d); }) +
         IfWritten([&] { return Dump(r.times, r.syntax, d); }) +
         IfWritten([&] { return Dump(r.entities, r.syntax, d); }) +
         IfWritten([&] { return Dump(r.attributions, r.entities, r.syntax, d); }) +
         IfWritten([&] { return Dump(r.events, r.entities, r.times, r.syntax, d); });
}

TEST(Stages, KeepTheirPromisesOnAnyText) {
  const Date published = *Date::Parse("2023-06-28");
  for (const std::string& text : AllTexts()) {
    SCOPED_TRACE(text.substr(0, 400));
    EXPECT_NO_THROW({
      const Reading r = TheAnalyzer().Analyze(MakeDocument(text, {}, published));
      ExpectPartition(r.syntax.base, r.document);
      VerifyAll(r);
    });
    if (HasFailure()) return;
  }
}

TEST(Stages, HeadlineAndMissingDateKeepThemToo) {
  Random random(2);
  for (int i = 0; i < kTexts; ++i) {
    const std::string text = MutatedNews(random);
    SCOPED_TRACE(text);
    EXPECT_NO_THROW(VerifyAll(
        TheAnalyzer().Analyze(MakeDocument(text, "Leaders to meet in Geneva on Monday"))));
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
