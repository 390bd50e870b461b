// SPDX-License-Identifier: Apache-2.0
#include "support/article.h"

namespace dragoman::test {

Document MakeDocument(std::string_view text, std::string_view headline,
                      std::optional<Date> published) {
  Document d;
  d.id = "test";
  d.published = published;
  if (published) d.published_basis = PublishedBasis::kGiven;
  if (!headline.empty()) {
    d.title = headline;
    d.text = std::string(headline) + "\n";
    d.headline = {0, static_cast<uint32_t>(headline.size())};
  }
  size_t begin = d.text.size();
  d.text += text;
  while (begin < d.text.size()) {
    size_t end = std::min(d.text.find('\n', begin), d.text.size());
    if (d.text.find_first_not_of(" \t", begin) < end) {
      d.paragraphs.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    }
    begin = end + 1;
  }
  return d;
}

}  // namespace dragoman::test
