// SPDX-License-Identifier: Apache-2.0
// Reading: all that was read out of one article; what formats/ writes and record/ keeps.
#pragma once

#include "model/attributions.h"
#include "model/document.h"
#include "model/entities.h"
#include "model/events.h"
#include "model/sentences.h"
#include "model/syntax.h"
#include "model/times.h"

namespace dragoman {

struct Reading {
  Document document;
  Syntax syntax;
  Entities entities;
  Times times;
  Attributions attributions;
  Events events;
};

}  // namespace dragoman
