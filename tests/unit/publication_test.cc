// SPDX-License-Identifier: Apache-2.0
// When an article without a date was written: by its own dates, by weekdays with a day, by the
// offices it says people hold.
#include <gtest/gtest.h>

#include "pipeline/analyze.h"
#include "text_of.h"

namespace dragoman {
namespace {

Reading Read(std::string_view text) {
  static const auto analyzer = pipeline::Analyzer::Make(lexicon::Lexicon::Embedded());
  return analyzer.value()->Analyze(TextOf(text));
}

std::string Published(std::string_view text) { return Read(text).times.published_edtf; }

TEST(Publication, OfficesBoundIt) {
  EXPECT_EQ(Published("President Bill Clinton met Prime Minister Tony Blair on Tuesday."),
            "1997-05-02/2001-01-20");
  EXPECT_EQ(Published("Former President Bill Clinton met farmers on Tuesday."), "");
  EXPECT_EQ(Published("The farmers met on Tuesday."), "");
  // They never held office together: a title was kept.
  EXPECT_EQ(Published("President Bill Clinton met Prime Minister Boris Johnson on Tuesday."), "");
}

TEST(Publication, AWeekdayWithItsDayGivesTheYearWithinThem) {
  EXPECT_EQ(Published("President Bill Clinton met Prime Minister Tony Blair on Tuesday, June 27."),
            "2000-06-27~");
  // 1993 and 1999 both have it: Clinton alone does not settle it.
  EXPECT_EQ(Published("President Bill Clinton met farmers on Sunday, June 27."),
            "1993-01-20/2001-01-20");
}

TEST(Publication, ADateBeforeTheirTermsIsBackground) {
  Reading r = Read("President Bill Clinton spoke on Tuesday of the flood of 1962.");
  EXPECT_EQ(r.times.published_edtf, "1993-01-20/2001-01-20");
}

TEST(Publication, RelativeDatesAreBoundedThen) {
  Reading r = Read("President Bill Clinton met Prime Minister Tony Blair on Tuesday.");
  ASSERT_EQ(r.times.timexes.size(), 1u);
  EXPECT_EQ(r.times.timexes[0].value, "XXXX-WXX-2");
  EXPECT_EQ(r.times.timexes[0].edtf, "/2001-01-20");
  EXPECT_EQ(r.times.published_basis, PublishedBasis::kInferred);
}

}  // namespace
}  // namespace dragoman
