# SPDX-License-Identifier: Apache-2.0
"""Ministries, forces, parliaments, courts, central banks and electoral bodies of every state: the named ones of
institution_names.tsv, and those that are called after the state (institutions.tsv)."""
import os
import re

from common import fold, hand, items, join, read, slug, unique

HAND_BODIES = os.path.join("..", "..", "data", "entities", "hand", "governments.tsv")
KINDS = {"central-bank": ("ministry", "GOV"), "electoral-body": ("electoral-body", "GOV"), "parliament": ("parliament", "LEG"),
         "supreme-court": ("court", "JUD"), "constitutional-court": ("court", "JUD"), "police": ("police", "COP"),
         "armed-forces": ("military", "MIL"), "joint-chiefs": ("military", "MIL"), "senate": ("parliament", "LEG"), "lower-house": ("parliament", "LEG"), "national-guard": ("military", "MIL"), "foreign-ministry": ("ministry", "GOV"),
         "defence-ministry": ("ministry", "MIL")}
NOT_SOVEREIGN = set("AQ AX BQ EH GF GP MQ RE UM YT SJ BV HM TF IO".split())  # kept as states for their codes
WITH_ARTICLE = re.compile(r"^(United |Federated |Central African|Czech|Dominican Rep|Democratic|Republic|State of|Holy)|"
                          r"(Islands|Philippines|Netherlands|Maldives|Seychelles|Comoros)$")


def adjectives(states):
    """State -> its adjective, where no bigger state has the same: "Congolese" is of the Democratic Republic."""
    owner = {}
    for s in sorted(states, key=lambda s: -int(s["weight"])):
        for a in items(s["adjectives"])[:2]:
            owner.setdefault(fold(a), s["country"])
    owner["congolese"], owner["dominican"], owner["guinean"] = "CD", "DO", "GN"
    return {s["country"]: [a for a in items(s["adjectives"])[:2] if owner[fold(a)] == s["country"]] for s in states}


def build(folder, out):
    states = [s for s in read(os.path.join(folder, "states.tsv")) if s["kind"] == "state" and s["country"] not in NOT_SOVEREIGN]
    adjective = adjectives(states)
    taken = {(r["role"], r["country"]) for r in hand(HAND_BODIES) if r["role"]}
    keys = {r["key"] for r in hand(HAND_BODIES)}
    rows = []

    def add(role, country, kind, sector, name, aliases, abbreviations, source):
        key = "org/" + slug(name)
        assert key not in keys, key
        keys.add(key)
        rows.append([key, "government", kind, name, country, sector, join(unique(aliases, [name])), abbreviations, role, source])

    for r in hand("institution_names.tsv"):
        place = (r["role"], r["country"])
        assert place not in taken, place
        taken.add(place)
        kind, sector = KINDS[r["role"]]
        add(r["role"], r["country"], kind, sector, r["name"], items(r["aliases"]), r["abbreviations"], "editor's knowledge")
    for p in hand("institutions.tsv"):
        for s in states:
            country = s["country"]
            unlike = p["states"] and country not in p["states"].split() or country in p["not"].split()
            if unlike or (p["role"], country) in taken or int(s["weight"]) < 500:
                continue
            names = {"name": s["name"], "the": ("the " if WITH_ARTICLE.search(s["name"]) else "") + s["name"]}
            aliases = []
            for pattern in items(p["aliases"]):
                for adj in adjective[country] if "{adj}" in pattern else [""]:
                    aliases.append(pattern.format(adj=adj, **names))
            add(p["role"], country, p["kind"], p["sector"], p["name"].format(**names), aliases, "", "rule")
    out.write("institutions.tsv", "Bodies every state has, by role.",
              ["key:text!", "type:enum(government)", "kind:text", "name:text", "country:text", "sector:text",
               "aliases:list?", "abbreviations:list?", "role:text", "source:text"], rows)
