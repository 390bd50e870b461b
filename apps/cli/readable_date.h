// SPDX-License-Identifier: Apache-2.0
// EDTF for people: "2022-06" -> "June 2022", "/2023-06-07" -> "by 7 Jun 2023".
#pragma once

#include <string>
#include <string_view>

namespace dragoman::cli {

// What it does not know it gives back as it is. Empty for empty.
std::string ReadableDate(std::string_view edtf);

}  // namespace dragoman::cli
