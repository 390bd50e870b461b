# SPDX-License-Identifier: Apache-2.0
"""News outlets and the place they are of, which tells where the places of an article are."""
import os
from collections import Counter

from common import fold, hand, items, join, read, slug

# Where the outlets' names are few and known; elsewhere many a paper is called "The Times".
LOCAL_PRESS = {"US", "CA", "GB", "AU"}


def build(folder, out):
    places = {}
    for table in ("cities.tsv", "towns.tsv"):
        for r in read(os.path.join(folder, table)):
            for name in [r["name"]] + items(r["aliases"]):
                places.setdefault((r["country"], fold(name)), []).append(r)
    rows, names, domains = [], Counter(), Counter()
    outlets = hand("outlets.tsv")
    for o in outlets:
        names[fold(o["name"])] += 1
        domains.update(items(o["domains"]))
    twice = [d for d, n in domains.items() if n > 1]
    assert not twice, twice
    for o in outlets:
        found = places.get((o["country"], fold(o["city"])), [])
        if o["region"]:
            region = f"region/{o['country']}/{slug(o['region'])}"
            found = [r for r in found if r["part_of"] == region or r["part_of"].startswith(region + "/")]
        if not found:
            print("no place", o["city"], o["region"], o["country"])
            continue
        home = max(found, key=lambda r: (r["kind"] == "capital", int(r["population"] or 0)))
        # A name by itself tells the outlet only where it has the place's: "The Dallas Morning News".
        name = fold(o["name"])
        told = names[name] == 1 and (o["country"] not in LOCAL_PRESS or fold(o["city"]) in name or
                                     o["region"] and fold(o["region"]) in name)
        if told or o["domains"]:
            rows.append([o["name"] if told else "", o["domains"], home["key"], "editor's knowledge"])
    out.write("outlets.tsv", "News outlets, their domains and the place they are of.",
              ["outlet:text?", "domains:list?", "home:ref(entities.key)", "source:text"], rows)
