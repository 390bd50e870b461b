#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Names to known things; prints per cent.

ce.accuracy    Wikipedia Current Events 2025: of the page's links to states, cities and office-holders that the
               knowledge base has, those whose words name that thing here. Words that are found as no mention count as
               wrong. ce.states, ce.cities, ce.people: the same by kind; ce.precision: of those found and linked.
wikifair.*, aida.*  states, cities, regions and office-holders that the knowledge base has: recall over the gold's
               labels, precision over ours that stand where the gold has a label; precision_in_kb, as is usual for
               AIDA, only where that label names a thing (it leaves "West Bank" and many a "UK" without one). A label
               is ours by its Wikidata id, else by its Wikidata name without what stands in brackets, which must be
               one of the thing's names; of several the heaviest, or the one in the region the text gives; a town that
               shares its name with others and stands without its region is not counted. aida.*:
               documents without sports teams ("Barnsley 3 Norwich 1").
lgl.within161  LGL: of all place names with coordinates (small places, counties, rivers, names inside names of bodies
               included), those put within 161 km; lgl.found_within161: of those we put anywhere. A place inside the
               name of a body ("Oakland Police Department") is where we put the body; a state read for its capital
               ("Moscow") is where the capital is; a people, and a state's name inside a body's, is where that state is,
               if it has its country. The address of the article is given, as a reader of a site or a feed has it;
               with --without-outlets it is not.

A region and the city of its name in the same state are one place here; a capital or seat read as its government
(ONTOLOGY rule 6) is right for the capital or seat. Of "Boston, Massachusetts" what is meant is
the first. The thing linked is compared by its key in data/entities. usage: eval/linking.py [--errors SET]
"""
import json
import math
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "corpora" / "dev"
PROBE = os.environ.get("DRAGOMAN_PROBE", str(ROOT / "build" / "tools" / "probe_entities"))
# Columns with names, and how much less a name of that kind weighs.
NAME_COLUMNS = {"name": 0, "wikipedia": 0, "aliases": 60, "abbreviations": 60, "metonyms": 300}
REGION_TITLE = re.compile(r"(?:the )?(.+) (?:province|region|oblast|prefecture|governorate|county|state)")
KINDS = {"state": "states", "city": "cities", "region": "cities", "person": "people"}


def fold(name):
    name = name.translate(str.maketrans("ıøłđßþæ", "iolds_a"))
    name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", name.lower()).strip()


def read_table(table):
    path = ROOT / "data" / "entities" / f"{table}.tsv"
    if not path.exists():
        path = ROOT / "data" / "entities" / "hand" / f"{table}.tsv"
    lines = [l for l in path.read_text(encoding="utf-8").splitlines() if l and not l.startswith("#")]
    header = [c.split(":")[0] for c in lines[0].split("\t")]
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t") + [""] * len(header)))


class Knowledge:
    """Titles of an encyclopaedia -> keys. A name of several things is the heaviest one's."""

    def __init__(self):
        self.key_of, weight_of = {}, {}
        self.kind, self.place, self.same, self.capital = {}, {}, {}, {}
        self.by_wikidata, self.wikidata = {}, {}
        self.region_names, self.in_region = defaultdict(set), {}
        self.bearers = defaultdict(set)  # of a place name
        self.peoples = {}
        self.state_words = defaultdict(set)
        for table in ("states", "historical_states", "cities", "towns", "regions", "counties", "british_counties", "people"):
            for r in read_table(table):
                kind = "states" if table.endswith("states") else KINDS[r["type"]]
                self.kind[r["key"]] = kind
                self.same[r["key"]] = (fold(r["name"].split(",")[0]), r["country"])
                if table == "states" and r["capital"]:
                    self.capital[r["capital"]] = r["key"]
                if r.get("lat"):
                    self.place[r["key"]] = (float(r["lat"]), float(r["lon"]))
                if r.get("wikidata"):
                    self.by_wikidata[r["wikidata"]] = r["key"]
                    self.wikidata[r["key"]] = r["wikidata"]
                if table == "states":
                    self.state_words[r["country"]].update(
                        fold(n) for c in ("name", "aliases", "abbreviations", "adjectives", "people", "peoples")
                        for n in r[c].split(" | "))
                self.peoples[r["key"]] = {fold(n) for n in r.get("peoples", "").split(" | ")}
                weight = self.weight(r)
                for column, less in NAME_COLUMNS.items():
                    for name in r.get(column, "").replace("_", " ").split(" | "):
                        f = fold(name)
                        if not f:
                            continue
                        if kind == "cities":
                            self.bearers[f].add(r["key"])
                        # A title names a town only where the text says its region: there are Earth, Texas, and Christmas, Florida.
                        if table not in ("towns", "counties", "british_counties") and weight - less > weight_of.get(f, -1):
                            weight_of[f], self.key_of[f] = weight - less, r["key"]
                        if r["type"] == "region" and r["country"]:
                            self.region_names[f].add(r["key"])
                        if r.get("part_of") and less < 200:
                            self.in_region.setdefault((f, r["part_of"]), r["key"])
        self.capital_place = {state: self.place[city] for city, state in self.capital.items()}
        self.seat = {state: self.same[city] for city, state in self.capital.items()}
        self.capital = {self.same[city]: state for city, state in self.capital.items()}

    @staticmethod
    def weight(r):
        """As src/entities/knowledge_load.cc has it."""
        if r.get("weight"):
            return int(r["weight"])
        population = int(r.get("population") or 0)
        if r["type"] in ("city", "region"):
            return 100 * (r.get("kind") == "capital") + (100 * math.log10(population) if population > 0 else 300) - 120 * (r["type"] == "region")
        return 500

    def spelled(self, text):
        """The town of "Cambridge, Massachusetts", where the text has it so."""
        m = re.match(r"([^,]+?) ?, ([A-Z][\w.]+(?: [A-Z]\w+)?)", text)
        if not m:
            return None
        for name in (m.group(2), m.group(2).split(" ")[0]):
            for region in self.region_names.get(fold(name.rstrip(".")), ()):
                key = self.in_region.get((fold(m.group(1)), region))
                if key:
                    return key
        return None

    def alike(self, mine, label, text):
        """A place no title gave us: True: the only one of that name; None: one of several, and nothing tells."""
        if fold(label["name"]) in self.peoples.get(mine, ()):
            return True  # "German" with the label Germans
        bearers = self.bearers.get(fold(re.sub(r" \([^)]*\)$", "", label["name"]).split(",")[0]), ())
        if mine not in bearers or "Q27096213" not in label.get("type", ""):
            return False
        return True if len(bearers) == 1 or self.spelled(text) == mine else None

    def key_of_label(self, label, text):
        """`text` begins where the label stands."""
        key = self.by_wikidata.get(label["entity_id"])
        if key is None:
            key = self.key(label["name"])
            # Ours is known to be another of that name.
            if key and self.kind[key] == "cities" and key in self.wikidata:
                key = None
            if key is None or self.kind[key] == "cities":
                key = self.spelled(text) or key
        return key

    def right(self, mine, gold):
        if mine == gold:
            return True
        if mine is None or gold is None:
            return False
        if self.kind.get(gold) == "cities":
            return self.same.get(mine) == self.same[gold] or self.capital.get(self.same[gold]) == mine
        return False

    def key(self, title):
        plain = fold(re.sub(r" \([^)]*\)$", "", title))
        key = self.key_of.get(plain)
        m = REGION_TITLE.fullmatch(plain)
        if key is None and m:  # "West Azerbaijan Province"
            regions = sorted(self.region_names.get(m.group(1), ()))
            return regions[0] if len(regions) == 1 else None
        if key is None and "," in title:  # "Boston, Massachusetts"
            key = self.key_of.get(fold(title.split(",")[0]))
            if key is not None and not key.startswith("city/"):
                return None
        # "Georgia (U.S. state)", "Washington (state)"
        if key is not None and "state)" in title and self.kind[key] == "states":
            state = "region/US/" + plain.replace(" ", "-")
            return state if state in self.kind else None
        return key


def probe(documents):
    """[(published, text)] -> for each its names: (begin, end, key, (lat, lon), country), in characters of the text given."""
    done = subprocess.run([PROBE, "--published"], input="\f".join(f"{p}\n{t}" for p, t in documents).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    out, keys = [], []
    for line in done.stdout.decode().splitlines():
        cells = line.split("\t")
        if cells[0] == "D":
            out.append([])
            keys = []
            at = offsets(documents[len(out) - 1][1])
        elif cells[0] == "E":
            at_place = tuple(map(float, cells[6].split(","))) if len(cells) > 6 and cells[6] else None
            keys.append((cells[3], at_place, cells[4]))
        elif cells[0] == "M" and cells[3] == "name" and int(cells[4]) >= 0:
            out[-1].append((at[int(cells[1])], at[int(cells[2])], *keys[int(cells[4])]))
    return out


def offsets(text):
    """Byte offset -> character offset."""
    at = []
    for i, c in enumerate(text):
        at += [i] * len(c.encode())
    return at + [len(text)]


def at_span(mentions, begin, end, text="", least=0.5):
    """The mention that says the same stretch: equal, or the one that shares most of both."""
    best, most = None, least
    if "," in text:
        end = begin + text.index(",")
    for b, e, key, place, country in mentions:
        shared = min(e, end) - max(b, begin)
        if shared > 0 and shared / (max(e, end) - min(b, begin)) > most:
            best, most = (b, e, key, place, country), shared / (max(e, end) - min(b, begin))
    return best


OUTLETS = "--without-outlets" not in sys.argv
ERRORS = sys.argv[2] if len(sys.argv) > 2 and sys.argv[1] == "--errors" else None


def show(corpus, *cells):
    if ERRORS == corpus:
        print(*cells, sep="\t", file=sys.stderr)


def percent(part, whole):
    return 100 * part / whole if whole else 0


def clean(text):
    return text.replace("\f", " ").replace("\n", " ")


def current_events(knowledge):
    items = [json.loads(l) for l in (DEV / "current-events-2025.jsonl").open(encoding="utf-8")]
    right, wanted, linked = Counter(), Counter(), Counter()
    for item, mentions in zip(items, probe([(i["date"], clean(i["text"])) for i in items])):
        for surface, title, begin, end in item["links"]:
            key = knowledge.key(title)
            # A link "Israeli" to "Israel Defense Forces" is none of ours; nor are titles of events.
            if key is None or surface[0].islower():
                continue
            kind = knowledge.kind[key]
            if kind == "cities" and not key.startswith("city/"):
                continue
            wanted[kind] += 1
            found = at_span(mentions, begin, end, surface)
            if found and found[2] in knowledge.kind:
                linked[kind] += 1
            ok = found is not None and knowledge.right(found[2], key)
            right[kind] += ok
            if not ok:
                show("ce", surface, title, key, found[2] if found else "-", item["text"][:100])
    print(f"ce.accuracy\t{percent(sum(right.values()), sum(wanted.values())):.2f}")
    for kind in ("states", "cities", "people"):
        print(f"ce.{kind}\t{percent(right[kind], wanted[kind]):.2f}")
    print(f"ce.precision\t{percent(sum(right.values()), sum(linked.values())):.2f}")


def labelled(knowledge, corpus, file, keep):
    docs = [json.loads(l) for l in (DEV / "linking" / file).open(encoding="utf-8")]
    docs = [d for d in docs if keep(d)]
    wanted = right = ours = good = in_kb = 0
    for doc, mentions in zip(docs, probe([("", clean(d["text"])) for d in docs])):
        low, high = doc["evaluation_span"]
        spans = defaultdict(list)
        for label in doc["labels"]:
            if not label.get("coref"):
                spans[tuple(label["span"])].append(label)
        for (begin, end), labels in spans.items():
            text = doc["text"][begin:end]
            # "gold" is no town; a label of a date or number is no thing.
            named = not text.removeprefix("the ")[:1].islower()
            keys = {knowledge.key_of_label(l, clean(doc["text"][begin:end + 40])) for l in labels
                    if named and l["entity_id"].startswith("Q")} - {None}
            # "New Jersey" is not "New Jersey militia".
            found = at_span(mentions, begin, end, text, least=0.75)
            mine = found[2] if found and found[2] in knowledge.kind else None
            if keys:
                wanted += 1
                right += any(knowledge.right(mine, k) for k in keys)
            ok = any(knowledge.right(mine, k) for k in keys)
            if mine and not keys:
                ok = knowledge.alike(mine, labels[0], clean(doc["text"][begin:end + 40]))
                if ok is None:
                    continue
            if mine:
                ours += 1
                good += ok
                in_kb += any(l["entity_id"].startswith("Q") for l in labels)
            if not ok and (keys or mine):
                show(corpus, text, labels[0]["name"], sorted(keys), mine,
                     clean(doc["text"][max(0, begin - 30):end + 30]))
    print(f"{corpus}.precision\t{percent(good, ours):.2f}")
    print(f"{corpus}.precision_in_kb\t{percent(good, in_kb):.2f}")
    print(f"{corpus}.recall\t{percent(right, wanted):.2f}")


def distance(a, b):
    """Kilometres on the sphere (haversine)."""
    (lat1, lon1), (lat2, lon2) = [(math.radians(x), math.radians(y)) for x, y in (a, b)]
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def geoparsing(knowledge):
    articles = list(ElementTree.parse(DEV / "geoparsing" / "lgl.xml").getroot())
    texts = [a.findtext("text") or "" for a in articles]
    right = placed = wanted = 0
    heads = [("\t\t" + (a.findtext("url") or "")) if OUTLETS else "" for a in articles]
    for article, text, mentions in zip(articles, texts, probe([(h, clean(t)) for h, t in zip(heads, texts)])):
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is None or tag.findtext("lat") is None:
                continue
            wanted += 1
            begin, end = int(toponym.findtext("start")), int(toponym.findtext("end"))
            gold = (float(tag.findtext("lat")), float(tag.findtext("lon")))
            found = at_span(mentions, begin, end)
            if found is None:
                found = next((m for m in mentions if m[0] <= begin and end <= m[1]), None)
            mine = found[3] if found else None
            capital = found and knowledge.seat.get(found[2])
            if capital and fold(toponym.findtext("phrase")) not in knowledge.state_words[found[4]]:
                mine = knowledge.capital_place[found[2]]
            if found and mine is None and fold(toponym.findtext("phrase")) in knowledge.state_words[found[4]]:
                mine = knowledge.place.get("state/" + found[4])
            placed += mine is not None
            ok = mine is not None and distance(mine, gold) <= 161
            right += ok
            if not ok:
                show("lgl", toponym.findtext("phrase"), tag.findtext("name"), tag.findtext("admin1"),
                     found[2] if found else "-", text[max(0, begin - 40):end + 40])
    print(f"lgl.within161\t{percent(right, wanted):.2f}")
    print(f"lgl.found_within161\t{percent(right, placed):.2f}")


def main():
    knowledge = Knowledge()
    sports = re.compile(r"\b(team|club|F\.C|FC|A\.F\.C|league|cricket|championship|open)\b", re.I)
    if ERRORS in (None, "ce"):
        current_events(knowledge)
    if ERRORS in (None, "wikifair"):
        labelled(knowledge, "wikifair", "wiki-fair-v2.benchmark.jsonl", lambda d: True)
    if ERRORS in (None, "aida"):
        labelled(knowledge, "aida", "aida-conll-dev.benchmark.jsonl",
                 lambda d: not any(sports.search(l["name"]) for l in d["labels"]))
    if ERRORS in (None, "lgl"):
        geoparsing(knowledge)


if __name__ == "__main__":
    main()
