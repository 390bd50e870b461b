// SPDX-License-Identifier: Apache-2.0
// Result<T> and Error, which the public interface shares: see dragoman/result.h. For faults of the
// text see Diagnostic in model/document.h; for our own bugs see check.h.
#pragma once

#include "base/check.h"
#include "dragoman/result.h"
