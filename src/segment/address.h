// SPDX-License-Identifier: Apache-2.0
// Web and mail addresses inside a chunk of text without blanks.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman::segment {

// A quick look: false means that no part of the chunk can be an address.
bool MaybeAddress(std::string_view chunk);

// Bytes of the address that `text` begins with, final punctuation left out; 0 if there is none.
uint32_t AddressLength(std::string_view text);

}  // namespace dragoman::segment
