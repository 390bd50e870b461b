// SPDX-License-Identifier: Apache-2.0
// The record in other people's formats, one row or object an event, as its best report tells it.
//   csv      RFC 4180; the columns are explained by DataDictionary
//   jsonl    one JSON object a line, everything the record knows of the event
//   plover   one JSON object a line in PLOVER's terms (codebook 0.8, 2021); x- types are left out
//   polecat  the tab-separated columns of the POLECAT data set (Halterman and others 2023)
//   cameo    dyads, tab-separated, as TABARI and PETRARCH wrote them: day, actor, recipient, code
//   ical     RFC 5545: what has a day as VEVENT, plans without one as VTODO
//   geojson  RFC 7946: events that have a place with coordinates
//   gexf     GEXF 1.3: actors as nodes, events between two of them as edges
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "record/queries.h"

namespace dragoman::record {

enum class ExportFormat { kCsv, kJsonl, kPlover, kPolecat, kCameo, kIcal, kGeojson, kGexf };

bool ParseExportFormat(std::string_view name, ExportFormat& out);

// Writes the events of `query` (its `most` bounds them). Streams: memory does not grow with the
// record.
Result<void> Export(Record& record, const lexicon::Lexicon& lexicon, const EventQuery& query,
                    ExportFormat format, std::ostream& out);

// A cell of RFC 4180: quoted where it must be.
std::string CsvCell(const std::string& text);

// What each CSV column means, as Markdown.
std::string_view DataDictionary();

}  // namespace dragoman::record
