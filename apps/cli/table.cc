// SPDX-License-Identifier: Apache-2.0
// See table.h. From 110 columns on every slot has a column of its own; below that status, place and
// source go into a second line under the row.
#include "table.h"

#include <algorithm>
#include <array>
#include <map>

#include "evidence.h"
#include "readable_date.h"
#include "words.h"

namespace dragoman::cli {
namespace {

constexpr size_t kWideFrom = 110;
constexpr size_t kGap = 2;        // between columns
constexpr size_t kMarker = 2;     // the sign of the status, and a blank
constexpr size_t kNarrowest = 8;  // of a column that is squeezed
constexpr size_t kMaxRelations = 60;

using Names = std::map<std::string, std::string, std::less<>>;

struct Cell {
  std::string text;
  Style style = Style::kPlain;
};

struct Sign {
  std::string_view mark;
  Style style;
};

Sign SignOf(std::string_view status) {
  if (status == "planned") return {"○", Style::kYellow};
  if (status == "possible") return {"?", Style::kYellow};
  if (status == "ongoing") return {"◐", Style::kBlue};
  if (status == "denied") return {"✗", Style::kRed};
  return {"●", Style::kGreen};
}

std::string_view NameOf(const Names& names, std::string_view id) {
  auto found = names.find(id);
  return found == names.end() ? id : std::string_view(found->second);
}

std::string List(const Names& names, const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) {
    if (!out.empty()) out += ", ";
    out += NameOf(names, id);
  }
  return out;
}

// "Yuri Ushakov (Interfax), Reuters"
std::string SourceList(const Names& names, const std::vector<api::Source>& sources) {
  std::vector<std::string> shown;
  for (const api::Source& s : sources) {
    std::string one(NameOf(names, s.actor.empty() ? s.via : s.actor));
    if (!s.actor.empty() && !s.via.empty()) one.append(" (").append(NameOf(names, s.via)) += ')';
    if (std::find(shown.begin(), shown.end(), one) == shown.end()) shown.push_back(one);
  }
  std::string out;
  for (const std::string& s : shown) out += (out.empty() ? "" : ", ") + s;
  return out;
}

// Widths of columns: what they need, or, where there is no room, the widest give way first.
std::vector<size_t> FitColumns(std::vector<size_t> widths, size_t room) {
  auto total = [&] {
    size_t sum = 0, used = 0;
    for (size_t w : widths) {
      sum += w;
      used += w > 0;
    }
    return sum + (used > 1 ? (used - 1) * kGap : 0);
  };
  while (total() > room) {
    auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kNarrowest) break;
    --*widest;
  }
  return widths;
}

class TableWriter {
 public:
  TableWriter(const api::Reading& r, const TableOptions& o)
      : r_(r), o_(o), wide_(o.columns >= kWideFrom), text_(r.document.text) {
    for (const api::Actor& a : r.actors) names_[a.id] = a.name;
    for (const api::Place& p : r.places) names_[p.id] = p.name;
  }

  std::string Write() {
    Heading();
    Events();
    Relations();
    Notes();
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void Line(std::string_view text) { out_.append(text).append("\n"); }
  std::string Paint(std::string_view s, Style style) const { return Styled(s, style, o_.color); }

  void Paragraph(std::string_view text, Style style, size_t indent) {
    for (const WrappedLine& line : Wrap(SplitWords(text, style), o_.columns - indent)) {
      Line(std::string(indent, ' ') + Render(line, o_.color));
    }
  }

  void Heading() {
    const api::Document& d = r_.document;
    std::string title = d.title;
    if (title.empty()) title = text_.Excerpt({0, 0}, o_.columns - 4);
    std::string rule;
    for (size_t i = 0; i < o_.columns; ++i) rule += "─";
    Line(Paint(rule, Style::kDim));
    Paragraph(title, Style::kBold, 0);
    std::string facts;
    auto fact = [&](const std::string& s) {
      if (!s.empty()) facts += (facts.empty() ? "" : " · ") + s;
    };
    fact(d.outlet);
    fact(d.published.empty() ? "publication date unknown"
                             : ReadableDate(d.published) + " (" + d.published_basis + ")");
    for (const std::string& a : d.authors) fact(a);
    fact(Count(r_.events.size(), "event"));
    fact(Count(r_.relations.size(), "relation"));
    Paragraph(facts, Style::kDim, 0);
  }

  static std::string Count(size_t n, std::string_view what) {
    return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
  }

  std::string Kind(const api::Event& e) const { return e.kind.empty() ? e.type : e.kind; }

  std::string StatusOf(const api::Event& e) const {
    return e.status + (e.hedged ? ", hedged" : "");
  }

  std::vector<Cell> RowOf(const api::Event& e) const {
    std::string whom = List(names_, e.recipients);
    if (!e.others.empty()) {
      whom += (whom.empty() ? "with " : "; with ") + List(names_, e.others);
    }
    std::string when = ReadableDate(e.time.edtf);
    std::vector<Cell> cells = {
        {when.empty() ? "—" : when, when.empty() ? Style::kDim : Style::kCyan},
        {List(names_, e.actors), Style::kPlain},
        {Kind(e), Style::kBold},
        {whom, Style::kPlain}};
    if (wide_) {
      cells.push_back({List(names_, e.place), Style::kPlain});
      cells.push_back({StatusOf(e), SignOf(e.status).style});
      cells.push_back({SourceList(names_, e.sources), Style::kPlain});
    }
    return cells;
  }

  void Events() {
    if (r_.events.empty()) return;
    std::vector<std::string_view> heads = {"when", "who", "what", "whom"};
    if (wide_) heads.insert(heads.end(), {"where", "status", "according to"});
    std::vector<std::vector<Cell>> rows;
    std::vector<size_t> widths(heads.size(), 0);
    for (const api::Event& e : r_.events) rows.push_back(RowOf(e));
    for (const auto& row : rows) {
      for (size_t c = 0; c < row.size(); ++c) {
        widths[c] = std::max(widths[c], std::min<size_t>(DisplayWidth(row[c].text), 44));
      }
    }
    // A column that nobody fills is left out.
    for (size_t c = 0; c < widths.size(); ++c) {
      if (widths[c] > 0) widths[c] = std::max(widths[c], DisplayWidth(heads[c]));
    }
    widths = FitColumns(widths, o_.columns - kMarker);
    out_ += '\n';
    std::vector<Cell> head_cells;
    for (std::string_view h : heads) head_cells.push_back({std::string(h), Style::kDim});
    Row("", Style::kPlain, head_cells, widths, false);
    for (size_t i = 0; i < rows.size(); ++i) {
      const api::Event& e = r_.events[i];
      Sign sign = SignOf(e.status);
      Row(sign.mark, sign.style, rows[i], widths, e.status == "denied");
      if (!wide_) SecondLine(e, kMarker + widths[0] + kGap);
      Evidence(e, wide_ ? kMarker + widths[0] + kGap : kMarker + 2);
    }
  }

  void Row(std::string_view mark, Style mark_style, const std::vector<Cell>& cells,
           const std::vector<size_t>& widths, bool struck) {
    std::vector<std::vector<WrappedLine>> wrapped;
    size_t height = 1;
    for (size_t c = 0; c < cells.size(); ++c) {
      wrapped.push_back(widths[c] == 0
                            ? std::vector<WrappedLine>()
                            : Wrap(SplitWords(cells[c].text, cells[c].style), widths[c]));
      height = std::max(height, wrapped.back().size());
    }
    for (size_t y = 0; y < height; ++y) {
      std::string line = y == 0 && !mark.empty() ? Paint(mark, mark_style) + " " : "  ";
      size_t pending = 0;  // blanks owed, so that no line ends in them
      for (size_t c = 0; c < cells.size(); ++c) {
        if (widths[c] == 0) continue;
        size_t used = 0;
        if (y < wrapped[c].size() && wrapped[c][y].width > 0) {
          line += std::string(pending, ' ');
          pending = 0;
          line += Render(wrapped[c][y], o_.color, struck && c == 2);
          used = wrapped[c][y].width;
        }
        pending += (widths[c] > used ? widths[c] - used : 0) + kGap;
      }
      Line(line);
    }
  }

  // "planned · in Ankara, Turkey · according to Interfax"
  void SecondLine(const api::Event& e, size_t indent) {
    std::vector<Piece> pieces = SplitWords(StatusOf(e), SignOf(e.status).style);
    auto add = [&](std::string_view before, const std::string& what) {
      if (what.empty()) return;
      for (std::string_view part : {std::string_view("·"), before}) {
        for (Piece& p : SplitWords(part, Style::kDim)) pieces.push_back(std::move(p));
      }
      for (Piece& p : SplitWords(what, Style::kPlain)) pieces.push_back(std::move(p));
    };
    add("in", List(names_, e.place));
    add("according to", SourceList(names_, e.sources));
    for (const WrappedLine& line : Wrap(pieces, o_.columns - indent)) {
      Line(std::string(indent, ' ') + Render(line, o_.color));
    }
  }

  void Evidence(const api::Event& e, size_t indent) {
    size_t width = o_.columns > indent + 20 ? o_.columns - indent : 20;
    std::string bar = std::string(indent, ' ') + Paint("│ ", Style::kDim);
    for (const std::string& line : text_.EvidenceLines(e, width - 2, wide_ ? 2 : 3, o_.color)) {
      Line(bar + line);
    }
    out_ += '\n';
  }

  void Relations() {
    if (r_.relations.empty()) return;
    if (r_.events.empty()) out_ += '\n';
    std::vector<std::vector<Cell>> rows;
    std::vector<size_t> widths(4, 0);
    for (const api::Relation& rel : r_.relations) {
      std::string object(rel.title.empty() ? NameOf(names_, rel.object) : rel.title);
      for (const std::string& other : rel.others) object.append(", ").append(NameOf(names_, other));
      std::string when = ReadableDate(rel.time.edtf);
      if (rel.status != "ongoing") when = rel.status + (when.empty() ? "" : ", " + when);
      std::vector<Cell> row = {{std::string(NameOf(names_, rel.subject)), Style::kPlain},
                               {rel.kind, Style::kDim},
                               {object, Style::kPlain},
                               {when, Style::kCyan}};
      auto same = [&](const std::vector<Cell>& other) {
        return std::equal(row.begin(), row.end(), other.begin(),
                          [](const Cell& a, const Cell& b) { return a.text == b.text; });
      };
      if (std::any_of(rows.begin(), rows.end(), same) || rows.size() >= kMaxRelations) continue;
      rows.push_back(row);
    }
    for (const auto& row : rows) {
      for (size_t c = 0; c < row.size(); ++c) {
        widths[c] = std::max(widths[c], std::min<size_t>(DisplayWidth(row[c].text), 48));
      }
    }
    widths = FitColumns(widths, o_.columns - kMarker);
    Line(Paint("  what holds over time", Style::kDim));
    for (const auto& row : rows) Row("·", Style::kDim, row, widths, false);
    out_ += '\n';
  }

  void Notes() {
    for (const std::string& note : r_.notes) Paragraph("note: " + note, Style::kDim, kMarker);
  }

  const api::Reading& r_;
  TableOptions o_;
  bool wide_;
  EvidenceText text_;
  Names names_;
  std::string out_;
};

}  // namespace

std::string RenderTable(const api::Reading& reading, const TableOptions& options) {
  return TableWriter(reading, options).Write();
}

}  // namespace dragoman::cli
