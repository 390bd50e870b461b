// SPDX-License-Identifier: Apache-2.0
// A document of one paragraph, for tests that read a text.
#pragma once

#include <string>
#include <string_view>

#include "model/document.h"

namespace dragoman {

inline Document TextOf(std::string_view text) {
  Document d;
  d.id = "test";
  d.text = text;
  d.paragraphs.push_back({0, static_cast<uint32_t>(text.size())});
  return d;
}

}  // namespace dragoman
