#!/usr/bin/env python3
"""What `dragoman export` writes, read by others: csv, icalendar, networkx, and by the rules of each specification.

usage: exports_test.py PROGRAM SOURCE_DIR
"""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta

import icalendar
import networkx

PROGRAM, SOURCE = os.path.abspath(sys.argv[1]), sys.argv[2]
PLOVER = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
             "COERCE ASSAULT".split())
# The header of the data set's files: Halterman and others 2023, POLECAT on Harvard Dataverse.
POLECAT = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor
Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient
Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|
Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|
Version""".replace("|\n", "|").replace("\n", " ").split("|")
AWKWARD = [
    {"id": "awkward", "published": "2023-10-19", "outlet": 'The "Herald", Ltd; <b>&', "url": "https://example.org/a?b=1&c=2,3",
     "title": 'Putin, "the guest", in Beijing',
     "text": "Russian President Vladimir Putin met Xi Jinping in Beijing on Wednesday; the \"two friends\" spoke, it was said, of "
             "Erdoğan’s Türkiye, Côte d’Ivoire, 北京, \\ and <tea> & \tcakes 🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵.\nPutin will "
             "visit Turkey. Recep Tayyip Erdogan will visit Germany on 17 November 2023."},
    {"id": "off", "published": "2023-11-10", "text": "Recep Tayyip Erdogan cancelled a meeting with Vladimir Putin. Erdogan will meet "
                                                     "Emmanuel Macron on 20 November 2023."},
    {"id": "off2", "published": "2023-11-12", "text": "Recep Tayyip Erdogan cancelled a meeting with Emmanuel Macron."},
    {"id": "plans", "published": "2023-08-01", "text": "Russian President Vladimir Putin will visit Turkey on 20 August. Xi Jinping "
                                                       "will visit Egypt on 12 August."},
    {"id": "put off", "published": "2023-08-10", "text": "Russian President Vladimir Putin postponed his visit to Turkey."},
    {"id": "done", "published": "2023-08-14", "url": "https://example.org/done", "text": "Xi Jinping visited Egypt on Saturday."},
    {"id": "year", "published": "2023-06-07", "text": "Narendra Modi visited Emmanuel Macron in Paris this year."},
    {"id": "undated", "text": "Fumio Kishida met Joe Biden. Fumio Kishida will visit Poland."}]
failures, passed = [], []


def check(what, condition, seen=""):
    print(("ok    " if condition else "WRONG ") + what + ("" if condition else ": " + str(seen)[-500:]))
    (passed if condition else failures).append(what)


def export(db, form):
    done = subprocess.run([PROGRAM, "export", "--record", db, "--as", form], capture_output=True, timeout=300)
    again = subprocess.run([PROGRAM, "export", "--record", db, "--as", form], capture_output=True, timeout=300)
    check(f"{form}: written, the same bytes twice", done.returncode == 0 and done.stdout and done.stdout == again.stdout, done.stderr)
    return done.stdout.decode("utf-8")  # strict


def is_day(s):
    try:
        return date.fromisoformat(s).isoformat() == s
    except ValueError:
        return False


def check_csv(db, events):
    text = export(db, "csv")
    check("csv: every line ends in CRLF (RFC 4180, 2.1)", text.endswith("\r\n") and text.count("\n") == text.count("\r\n")
          + sum(c.count("\n") - c.count("\r\n") for row in csv.reader(io.StringIO(text, newline="")) for c in row))
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    check("csv: as many cells in every row as in the first (2.4)", len({len(r) for r in rows}) == 1, {len(r) for r in rows})
    dictionary = [line.split(" | ")[0][2:] for line in export(db, "columns").splitlines()[2:]]
    check("csv: the data dictionary explains these columns in this order", dictionary == rows[0], (dictionary, rows[0]))
    with open(os.path.join(SOURCE, "docs", "exports.md"), encoding="utf8") as f:
        check("csv: and docs/exports.md shows it", export(db, "columns") in f.read())
    table = [dict(zip(rows[0], r)) for r in rows[1:]]
    check("csv: a row an event", sorted(int(r["event_id"]) for r in table) == sorted(e["event"] for e in events))
    check("csv: days are ISO 8601", all(is_day(r[c]) for r in table for c in ("earliest", "latest", "published") if r[c]))
    check("csv: countries are ISO 3166-1 alpha-3, one an actor",
          all(re.fullmatch(r"([A-Z]{3})?", c) for r in table for k in ("actor_countries", "recipient_countries") for c in r[k].split(";"))
          and all(r["actors"].count(";") == r["actor_countries"].count(";") for r in table))
    by_id = {e["event"]: e for e in events}
    check("csv: what became of a plan, and by which event",
          {r["outcome"] for r in table} == {"", "fulfilled", "postponed", "cancelled"}
          and all(r["outcome"] == (by_id[int(r["event_id"])]["outcome"] or "") and bool(r["settled_by"]) == bool(r["outcome"])
                  for r in table), {r["outcome"] for r in table})
    check("csv: quotes, commas and other scripts come back as they went in",
          any(all(r[k] == AWKWARD[0][k] for k in ("outlet", "title", "url")) and "北京" in r["sentence"] for r in table),
          [r["title"] for r in table if "example" in r["url"]])


def check_jsonl(db):
    events = [json.loads(line) for line in export(db, "jsonl").splitlines()]
    check("jsonl: one object a line, the same members in each", len({tuple(e) for e in events}) == 1)
    check("jsonl: an id once", len({e["event"] for e in events}) == len(events))
    return events


def check_plover(db, events):
    rows = [json.loads(line) for line in export(db, "plover").splitlines()]
    check("plover: the events of its 16 types and no other", {r["event"] for r in rows} <= PLOVER
          and len(rows) == sum(e["type"] in PLOVER for e in events))
    check("plover: an auxiliary mode for what is future, hypothetical or denied",
          {r["auxiliaryMode"] for r in rows} <= {None, "future", "hypothetical", "negation"})
    check("plover: a day, actors and recipients with country and sector",
          all((r["date"] is None or is_day(r["date"])) and set(p) == {"name", "country", "sector", "wikipedia"}
              for r in rows for p in r["actor"] + r["recipient"]))


def check_polecat(db, events):
    lines = export(db, "polecat").split("\n")
    check("polecat: the columns of the data set, in its order", lines[0].split("\t") == POLECAT, lines[0])
    rows = [dict(zip(POLECAT, line.split("\t"))) for line in lines[1:-1]]
    check("polecat: a full row, no line more", lines[-1] == "" and all(line.count("\t") == len(POLECAT) - 1 for line in lines[:-1]))
    quad = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}
    check("polecat: types, quad codes, days, countries",
          all(r["Event Type"] in PLOVER and r["Quad Code"] in quad and is_day(r["Event Date"]) and
              all(re.fullmatch(r"([A-Z]{3})?", r[c]) for c in ("Actor Country", "Recipient Country", "Country")) for r in rows))
    done = {str(e["event"]) for e in events if e["status"] in ("occurred", "ongoing")}
    check("polecat: neither plans nor denials, for which it has no column",
          rows and {r["Event ID"].split("-")[0] for r in rows} <= done and len(done) < len(events))
    # But for what is said to begin or to lie later.
    by_day = {str(e["event"]): bool(e["earliest"] and e["published"] and e["earliest"] > e["published"]) for e in events}
    check("polecat: nothing that was done lies after the day it was told of", all(r["Event Date"] <= r["Publication Date"]
          or by_day[r["Event ID"].split("-")[0]] for r in rows), [r for r in rows if r["Event Date"] > r["Publication Date"]])
    check("polecat: an id once", len({r["Event ID"] for r in rows}) == len(rows))


def check_cameo(db):
    lines = export(db, "cameo").splitlines()
    # TABARI's and PETRARCH's rows: YYYYMMDD, source, target, code of two to four digits, words.
    shape = re.compile(r"\d{8}\t[A-Z]{3}[A-Z]*\t[A-Z]{3}[A-Z]*\t\d{2,4}\t[^\t]+")
    check("cameo: day, source, target, code, words", all(shape.fullmatch(line) for line in lines), lines)
    check("cameo: the record holds some", len(lines) > 3, lines)


def check_ical(db, events):
    text = export(db, "ical")
    check("ical: lines end in CRLF and hold 75 bytes at most (RFC 5545, 3.1)",
          text.endswith("\r\n") and all(len(line.encode()) <= 75 and "\n" not in line for line in text[:-2].split("\r\n")))
    calendar = icalendar.Calendar.from_ical(text)
    check("ical: icalendar reads it without errors", not calendar.errors and not any(c.errors for c in calendar.walk()))
    by_id = {e["event"]: e for e in events}
    items = {int(c["X-DRAGOMAN-EVENT"]): c for c in calendar.walk() if c.name in ("VEVENT", "VTODO")}
    uids = {str(c["UID"]) for c in items.values()}
    check("ical: a UID each, which no other record gives to something else (3.8.4.7)",
          len(uids) == len(items) and all(re.fullmatch(r"[0-9a-f]{16}@dragoman\.record", u) for u in uids), uids)
    days = {i: (c.decoded("DTSTART"), c.decoded("DTEND") - timedelta(1)) for i, c in items.items() if c.name == "VEVENT"}
    made = {i for i, e in by_id.items() if e["outcome"] == "fulfilled" and by_id[e["settled_by"]]["latest"]}
    check("ical: all that has days and was not denied, with these days; for a plan that was fulfilled stands what fulfilled it",
          made and days == {i: (date.fromisoformat(e["earliest"]), date.fromisoformat(e["latest"])) for i, e in by_id.items()
                            if e["earliest"] and e["latest"] and e["status"] != "denied" and i not in made})
    check("ical: plans without a day are to be done",
          {i for i, c in items.items() if c.name == "VTODO"}
          == {i for i, e in by_id.items() if e["status"] == "planned" and not (e["earliest"] and e["latest"])} != set())
    check("ical: a plan of a text without a day, too", any("Kishida" in str(c["SUMMARY"]) for c in items.values()))
    off = {e["outcome"] for i, e in by_id.items() if i in items and str(items[i]["STATUS"]) == "CANCELLED"}
    check("ical: plans are tentative; what was put off or called off is cancelled on its day",
          {str(c["STATUS"]) for c in items.values()} == {"CONFIRMED", "TENTATIVE", "NEEDS-ACTION", "CANCELLED"}
          and off == {"cancelled", "postponed"}, off)
    check("ical: what took a year to find a day for says so", any("2023" in str(c["SUMMARY"]) for i, c in items.items()
          if c.name == "VEVENT" and days[i][0] < days[i][1]))
    check("ical: the words come back", all(str(c["DESCRIPTION"]).split() == by_id[i]["sentence"].split() for i, c in items.items()))


def check_geojson(db, events):
    top = json.loads(export(db, "geojson"))
    check("geojson: a FeatureCollection, no crs (RFC 7946, 3.3, 4)", set(top) == {"type", "features"}
          and top["type"] == "FeatureCollection")
    features = top["features"]
    check("geojson: features with geometry, properties and an id (3.2)",
          features and all(set(f) == {"type", "id", "geometry", "properties"} and f["type"] == "Feature" for f in features))
    places = [f["geometry"] for f in features]
    check("geojson: points, longitude first, in degrees (3.1.1, 4)",
          all(g["type"] == "Point" and len(g["coordinates"]) == 2 and abs(g["coordinates"][0]) <= 180 and abs(g["coordinates"][1]) <= 90
              for g in places))
    beijing = [f["geometry"]["coordinates"] for f in features if f["properties"]["places"][:1] == ["Beijing"]]
    check("geojson: Beijing is in China", beijing and all(115 < x < 118 and 39 < y < 41 for x, y in beijing), beijing)
    check("geojson: what the point is the middle of", {"city", "state"} <= {f["properties"]["point_of"] for f in features})
    check("geojson: an event once", len({f["id"] for f in features}) == len(features) <= len(events))


def check_gexf(db):
    text = export(db, "gexf")
    # Debian's networkx knows GEXF up to 1.2, of which what is written here is a part but for `kind`.
    graph = networkx.read_gexf(io.BytesIO(text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").encode()))
    check("gexf: networkx reads it", graph.number_of_nodes() > 5 and graph.number_of_edges() > 5 and graph.is_directed())
    ends = set(re.findall(r'(?:source|target)="(\d+)"', text))
    check("gexf: every end of an edge is a node, and no node stands alone", ends == set(graph.nodes), ends ^ set(graph.nodes))
    check("gexf: nodes have names, edges their kind", all(d.get("label") for _, d in graph.nodes(data=True))
          and all(d.get("kind") for _, _, d in graph.edges(data=True)))


def check_chosen(db, events):
    """The options that `timeline` has choose here, too."""
    for options, wanted in ((["--status", "cancelled"], lambda e: e["outcome"] == "cancelled"),
                            (["--kind", "visit", "--status", "planned"], lambda e: e["kind"] == "visit" and e["status"] == "planned"),
                            (["--type", "consult"], lambda e: e["type"] == "CONSULT"),
                            (["Macron"], lambda e: "Emmanuel Macron" in e["actors"] + e["recipients"] + e["others"])):
        done = subprocess.run([PROGRAM, "export", "--record", db, "--as", "jsonl", *options], capture_output=True, text=True)
        chosen = {json.loads(line)["event"] for line in done.stdout.splitlines()}
        check("chosen: " + " ".join(options), chosen == {e["event"] for e in events if wanted(e)} != set(), done.stderr)


def main():
    folder = tempfile.mkdtemp(prefix="exports_")
    try:
        db = os.path.join(folder, "record.db")
        for article in sorted(os.listdir(os.path.join(SOURCE, "examples"))):
            if article.endswith(".txt"):
                subprocess.run([PROGRAM, "add", "--record", db, "--published", article[:10],
                                os.path.join(SOURCE, "examples", article)], check=True, capture_output=True)
        awkward = os.path.join(folder, "awkward.jsonl")
        with open(awkward, "w", encoding="utf8") as f:
            f.writelines(json.dumps(a) + "\n" for a in AWKWARD)
        subprocess.run([PROGRAM, "add", "--record", db, awkward], check=True, capture_output=True)
        events = check_jsonl(db)
        check_csv(db, events)
        check_plover(db, events)
        check_polecat(db, events)
        check_cameo(db)
        check_ical(db, events)
        check_chosen(db, events)
        check_geojson(db, events)
        check_gexf(db)
    finally:
        shutil.rmtree(folder)
    print(f"{len(passed)} passed, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
