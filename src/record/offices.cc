// SPDX-License-Identifier: Apache-2.0
// Who held which office: the relations of the articles, and the dated terms of the knowledge base
// for the people the record knows. Entry: FindOffices. Says who says so; never who is right.
#include <algorithm>

#include "base/edtf.h"
#include "record/rows.h"

namespace dragoman::record {
namespace {

class Offices {
 public:
  Offices(Record& record, std::optional<int64_t> person, std::string_view title,
          std::optional<Date> on)
      : record_(record), person_(person), title_(FoldName(title)), on_(on) {}

  std::vector<OfficeRow> All() {
    Told();
    Known();
    std::stable_sort(rows_.begin(), rows_.end(), [](const OfficeRow& a, const OfficeRow& b) {
      return std::pair(a.person, a.articles == 0) < std::pair(b.person, b.articles == 0);
    });
    return std::move(rows_);
  }

 private:
  void Told() {
    Statement s = record_.database().Prepare(
        "SELECT p.name, coalesce(r.title, o.name, ''), r.status, coalesce(r.edtf,''), "
        "count(DISTINCT a.copy_of), coalesce(nullif(a.outlet,''), nullif(a.title,''), 'article ' "
        "|| a.id), substr(CAST(a.text AS BLOB), "
        "r.span_begin+1, r.span_end-r.span_begin), min(a.published), p.id, max(a.published), "
        "r.earliest, r.latest FROM relation r JOIN "
        "actor p ON p.id=r.subject LEFT JOIN actor o ON o.id=r.object JOIN article a ON "
        "a.id=r.article WHERE r.kind IN ('holds-office','head-of') AND (?1=0 OR p.id=?1) GROUP BY "
        "p.id, 2, r.status, r.edtf ORDER BY p.name, 8");
    s.Bind(1, person_.value_or(0));
    while (s.Step()) {
      if (!BeginWords(FoldName(s.Text(1)), title_)) continue;
      Interval told = {DateOf(s.OptionalInt(10)), DateOf(s.OptionalInt(11))};
      auto first = DateOf(s.OptionalInt(7)), last = DateOf(s.OptionalInt(9));
      bool then = told.unbounded() ? first && last && Holds({first, last}) : Holds(told);
      if (on_ && !then) continue;
      rows_.push_back({s.Text(0), s.Text(1), s.Text(2), s.Text(3), s.Int(4), s.Text(5), s.Text(6),
                       first, last});
    }
  }

  // Terms of the people in the record.
  void Known() {
    const lexicon::Table* terms = record_.lexicon().find_table("entities/terms");
    const lexicon::Table* offices = record_.lexicon().find_table("entities/offices");
    if (terms == nullptr || offices == nullptr) return;
    int holder = terms->column("holder"), held = terms->column("held");
    int from = terms->column("from"), to = terms->column("to");
    Statement find = record_.database().Prepare(
        "SELECT name FROM actor WHERE key='k:' || ?1 AND (?2=0 OR id=?2)");
    for (size_t r = 0; r < terms->size(); ++r) {
      int64_t office = offices->find_first(offices->column("office"), terms->at(r, held));
      if (office < 0) continue;
      std::string title(offices->at(static_cast<size_t>(office), offices->column("title")));
      if (!BeginWords(FoldName(title), title_)) continue;
      find.Bind(1, terms->at(r, holder)).Bind(2, person_.value_or(0));
      if (find.Step()) {
        std::string begin(terms->at(r, from)), end(terms->at(r, to));
        bool dated = !begin.empty() || !end.empty();
        // "1999", "1999-05" as well.
        Interval term = edtf::Bounds(begin).value_or(Interval());
        term.latest = edtf::Bounds(end).value_or(Interval()).latest;
        if (!on_ || (dated && Holds(term))) {
          rows_.push_back(
              {find.Text(0), title, "", dated ? begin + "/" + end : "", 0, "", "", {}, {}});
        }
      }
      find.Reset();
    }
  }

  bool Holds(const Interval& days) const {
    return on_ && (!days.earliest || *days.earliest <= *on_) &&
           (!days.latest || *on_ <= *days.latest);
  }

  Record& record_;
  std::optional<int64_t> person_;
  std::string title_;
  std::optional<Date> on_;
  std::vector<OfficeRow> rows_;
};

}  // namespace

Result<std::vector<OfficeRow>> FindOffices(Record& record, std::optional<int64_t> person,
                                           std::string_view title, std::optional<Date> on,
                                           size_t most) {
  return Guarded<std::vector<OfficeRow>>([&] {
    std::vector<OfficeRow> rows = Offices(record, person, title, on).All();
    if (rows.size() > most) rows.resize(most);
    return rows;
  });
}

}  // namespace dragoman::record
