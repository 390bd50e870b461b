// SPDX-License-Identifier: Apache-2.0
// Reports and events as rows. Entry: RowReader.
#include "record/rows.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace dragoman::record {
namespace {

std::string Plain(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, value == std::floor(value) ? "%.0f" : "%.2f", value);
  return buffer;
}

std::string TextOf(const NumberRow& n) {
  std::string text;
  if (n.least && n.most && *n.least == *n.most) {
    text = Plain(*n.least);
  } else if (n.least && n.most) {
    text = Plain(*n.least) + "-" + Plain(*n.most);
  } else if (n.least) {
    text = "at least " + Plain(*n.least);
  } else if (n.most) {
    text = "at most " + Plain(*n.most);
  }
  return n.unit.empty() ? text : text + " " + n.unit;
}

// Of an event told very often, the last reports; what may be missing of the best to be shown for
// it.
constexpr size_t kReportsOfNumbers = 40;
constexpr double kNearlyAsMuch = 1.6;

}  // namespace

std::string VoiceOf(const ReportRow& r) {
  for (const Source& s : r.sources) {
    if (!s.actor.empty()) return s.actor;
    if (!s.via.empty()) return s.via;
  }
  if (!r.outlet.empty()) return r.outlet;
  return r.title.empty() ? "article " + std::to_string(r.article) : r.title;
}

namespace {

std::string Became(std::string_view does) {
  for (const OutcomeWord& word : kOutcomeWords) {
    if (word.does == does) return std::string(word.became);
  }
  return std::string(does);
}

}  // namespace

std::string TextOf(const Outcome& o) {
  return (o.of_this ? Became(o.kind) + " by" : o.kind) + " event " + std::to_string(o.event);
}

const Outcome* SettledBy(const EventRow& e) {
  bool plan = e.best.status == "planned" || e.best.status == "possible";
  if (!plan || e.outcomes.empty() || !e.outcomes.front().of_this) return nullptr;
  return &e.outcomes.front();
}

std::string OutcomeOf(const EventRow& e) {
  const Outcome* settled = SettledBy(e);
  return settled != nullptr ? Became(settled->kind) : "";
}

std::optional<Date> DateOf(const std::optional<int64_t>& days) {
  if (!days) return std::nullopt;
  return Date{static_cast<int32_t>(*days)};
}

std::vector<std::string> NumberTexts(const ReportRow& report) {
  std::vector<std::string> out;
  for (const NumberRow& n : report.numbers) out.push_back(n.role + " " + n.text);
  return out;
}

bool BeginWords(const std::string& text, const std::string& wanted) {
  std::string words = " " + text;
  for (size_t at = 0; at < wanted.size();) {
    size_t end = std::min(wanted.find(' ', at), wanted.size());
    if (words.find(" " + wanted.substr(at, end - at)) == std::string::npos) return false;
    at = end + 1;
  }
  return true;
}

RowReader::RowReader(Database& db)
    : report_(db.Prepare(
          "SELECT r.article, r.event, r.kind, r.type, r.mode, r.cameo, r.contexts, r.status, "
          "r.hedged, "
          "r.edtf, r.basis, r.about, r.earliest, r.latest, r.ordinal, r.ordinal_scope, "
          "r.trigger_begin, "
          "r.trigger_end, r.sentence_begin, r.sentence_end, r.confidence, r.grade, r.rule, r.why, "
          "a.outlet, a.title, a.url, a.published, substr(CAST(a.text AS BLOB), r.sentence_begin+1, "
          "r.sentence_end-r.sentence_begin), a.published_basis='inferred' FROM report r JOIN "
          "article a ON a.id=r.article WHERE "
          "r.id=?")),
      actors_(
          db.Prepare("SELECT p.role, a.id, a.name FROM report_actor p JOIN actor a ON a.id=p.actor "
                     "WHERE p.report=? ORDER BY p.role, p.seq")),
      places_(
          db.Prepare("SELECT l.id, l.name FROM report_place p JOIN place l ON l.id=p.place WHERE "
                     "p.report=? ORDER BY p.seq")),
      sources_(db.Prepare(
          "SELECT a.name, v.name, s.said, a.id, v.id FROM report_source s LEFT JOIN actor a ON "
          "a.id=s.actor LEFT JOIN actor v ON v.id=s.via WHERE s.report=? ORDER BY s.seq")),
      amounts_(db.Prepare(
          "SELECT role, unit, least, most FROM report_amount WHERE report=? ORDER BY seq")),
      event_(db.Prepare(
          "SELECT reports, independent, best_report, CASE WHEN reports=independent THEN reports "
          "ELSE "
          "(SELECT count(DISTINCT article) FROM report r WHERE r.event=e.id) END FROM event e "
          "WHERE id=?")),
      outcomes_(db.Prepare(
          "SELECT kind, other, of_plan, earliest, latest FROM (SELECT o.kind, o.event other, 1 "
          "of_plan, e.earliest, e.latest, e.first_published FROM outcome o JOIN event e ON "
          "e.id=o.event WHERE o.plan=?1 UNION ALL SELECT o.kind, o.plan, 0, e.earliest, e.latest, "
          "e.first_published FROM outcome o JOIN event e ON e.id=o.plan WHERE o.event=?1) ORDER BY "
          "of_plan DESC, kind='postpones', coalesce(latest, first_published), other")),
      counted_(db.Prepare(
          "SELECT r.id, r.quality FROM report r JOIN article a ON a.id=r.article WHERE "
          "r.event=? AND r.amounts IS NOT NULL ORDER BY a.published DESC, r.quality DESC, "
          "r.id")),
      dated_(
          db.Prepare("SELECT edtf, earliest, latest, basis FROM report WHERE event=? AND edtf IS "
                     "NOT NULL ORDER BY quality DESC, id LIMIT 1")) {}

void RowReader::Names(int64_t report, ReportRow& row) {
  actors_.Bind(1, report);
  while (actors_.Step()) {
    int64_t role = actors_.Int(0);
    (role == 0 ? row.actors : role == 1 ? row.recipients : row.others).push_back(actors_.Text(2));
    (role == 0   ? row.actor_ids
     : role == 1 ? row.recipient_ids
                 : row.other_ids)
        .push_back(actors_.Int(1));
  }
  actors_.Reset();
  places_.Bind(1, report);
  while (places_.Step()) {
    row.place_ids.push_back(places_.Int(0));
    row.places.push_back(places_.Text(1));
  }
  places_.Reset();
}

void RowReader::SourcesAndAmounts(int64_t report, ReportRow& row) {
  sources_.Bind(1, report);
  while (sources_.Step()) {
    row.sources.push_back(
        {sources_.Text(0), sources_.Text(1), sources_.Text(2), sources_.Int(3), sources_.Int(4)});
  }
  sources_.Reset();
  amounts_.Bind(1, report);
  while (amounts_.Step()) {
    NumberRow n{amounts_.Text(0), amounts_.Text(1), "", {}, {}};
    if (!amounts_.IsNull(2)) n.least = amounts_.Real(2);
    if (!amounts_.IsNull(3)) n.most = amounts_.Real(3);
    n.text = TextOf(n);
    row.numbers.push_back(std::move(n));
  }
  amounts_.Reset();
}

ReportRow RowReader::Report(int64_t report) {
  ReportRow row;
  row.id = report;
  Statement& s = report_;
  s.Bind(1, report);
  if (!s.Step()) {
    s.Reset();
    throw SqliteFault("report " + std::to_string(report) + ": not in this record");
  }
  row.article = s.Int(0);
  row.event = s.Int(1);
  row.kind = s.Text(2);
  row.type = s.Text(3);
  row.mode = s.Text(4);
  row.cameo = s.Text(5);
  row.contexts = s.Text(6);
  row.status = s.Text(7);
  row.hedged = s.Int(8) != 0;
  row.edtf = s.Text(9);
  row.basis = s.Text(10);
  row.about = s.Text(11);
  row.time = {DateOf(s.OptionalInt(12)), DateOf(s.OptionalInt(13))};
  if (!s.IsNull(14)) row.ordinal = static_cast<int>(s.Int(14));
  row.ordinal_scope = s.Text(15);
  row.trigger_begin = static_cast<size_t>(s.Int(16) - s.Int(18));
  row.trigger_end = static_cast<size_t>(s.Int(17) - s.Int(18));
  row.confidence = s.Real(20);
  row.grade = s.Real(21);
  row.rule = s.Text(22);
  row.why = s.Text(23);
  row.outlet = s.Text(24);
  row.title = s.Text(25);
  row.url = s.Text(26);
  row.published = DateOf(s.OptionalInt(27));
  row.sentence = s.Text(28);
  row.published_inferred = s.Int(29) != 0;
  s.Reset();
  Names(report, row);
  SourcesAndAmounts(report, row);
  return row;
}

// A toll rises from day to day: the last report that tells nearly as much as the best is shown.
void RowReader::Numbers(EventRow& row) {
  std::vector<ReportRow> reports;
  std::vector<double> quality;
  counted_.Bind(1, row.id);
  while (counted_.Step() && reports.size() < kReportsOfNumbers) {
    reports.push_back(Report(counted_.Int(0)));
    quality.push_back(counted_.Real(1));
  }
  counted_.Reset();
  bool grew = false;
  for (const ReportRow& r : reports) {
    for (const NumberRow& n : r.numbers) {
      bool told = false, other = false;
      for (const EventRow::Told& t : row.numbers) {
        bool same_role = t.number.role == n.role;
        told = told || (same_role && t.number.text == n.text);
        other = other || same_role;
      }
      grew = grew || (other && !told);
      if (!told) row.numbers.push_back({n, VoiceOf(r), r.published});
    }
  }
  if (!grew) return;
  double best = *std::max_element(quality.begin(), quality.end());
  size_t last = 0;
  while (quality[last] < best - kNearlyAsMuch) ++last;
  row.best = std::move(reports[last]);
}

EventRow RowReader::Event(int64_t event) {
  EventRow row;
  row.id = event;
  event_.Bind(1, event);
  if (!event_.Step()) {
    event_.Reset();
    throw SqliteFault("event " + std::to_string(event) + ": not in this record");
  }
  row.reports = event_.Int(0);
  row.independent = event_.Int(1);
  int64_t best = event_.Int(2);
  row.articles = event_.Int(3);
  event_.Reset();
  row.best = Report(best);
  if (row.reports > 1) Numbers(row);
  // The day that the best does not tell, another may.
  if (row.reports > 1 && row.best.edtf.empty()) {
    dated_.Bind(1, event);
    if (dated_.Step()) {
      row.best.edtf = dated_.Text(0);
      row.best.time = {DateOf(dated_.OptionalInt(1)), DateOf(dated_.OptionalInt(2))};
      row.best.basis = dated_.Text(3);
    }
    dated_.Reset();
  }
  outcomes_.Bind(1, event);
  while (outcomes_.Step()) {
    row.outcomes.push_back({outcomes_.Text(0),
                            outcomes_.Int(1),
                            outcomes_.Int(2) != 0,
                            {DateOf(outcomes_.OptionalInt(3)), DateOf(outcomes_.OptionalInt(4))}});
  }
  outcomes_.Reset();
  return row;
}

}  // namespace dragoman::record
