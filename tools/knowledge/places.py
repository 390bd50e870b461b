# SPDX-License-Identifier: Apache-2.0
"""States, cities and first-order regions."""
import lzma
import json
import os
import re
from collections import Counter

from common import english, fold, hand, items, join, read, slug, unique


# "The North", in a text on the two of them.
SHORT = {"KP": "North", "KR": "South"}
# What ends the name of a region and is left out as often: "Kursk" of "Kursk Oblast".
REGION_TAIL = re.compile(r"^(?!North|South|East|West|Central|Upper|Lower|Eastern|Western)([A-ZÀ-Ž][\w'’-]{3,}(?: [\w'’-]+)?) "
                         r"(Oblast|Kray|Krai|Province|Governorate|Prefecture|Voivodeship|Department)$")


def plain(names):
    """Drops the Factbook's remarks: "(prior to ...", "formerly ...", "**"."""
    out = []
    for n in names:
        n = re.sub(r"\s*\(the\)|\s*\*\*|\s*\(US nationals\)", "", n).strip()
        if n.startswith("formerly ") or "(" in n and ")" not in n or "/" in n or not n:
            continue
        out.append(n)
    return out


def plural_of(nouns):
    """The Factbook lists singular and plural side by side: "Turk | Turks"."""
    singular, plural = [], []
    for n in nouns:
        if n.endswith("s") and n[:-1] in nouns or n.endswith("men") or n == "British":
            plural.append(n)
        elif n.endswith(("ese", "ss", "sh", "ch")):
            singular.append(n)
            plural.append(n)
        else:
            singular.append(n)
    return singular, plural


def words_of_corpora(corpora):
    """Every capitalised stretch of up to three words of the raw corpora: which of the many names
    GeoNames has for a city English texts use."""
    text = []
    with lzma.open(os.path.join(corpora, "raw", "voa-sentences.txt.xz"), "rt", encoding="utf-8") as f:
        text.append(f.read())
    for name in ("frus-3000.jsonl.xz", "un-general-debate-1000.jsonl.xz"):
        with lzma.open(os.path.join(corpora, "raw", name), "rt", encoding="utf-8") as f:
            for line in f:
                text.append(json.loads(line)["text"])
    used = set()
    for run in re.finditer(r"[A-ZÀ-Ž][\w'’.-]+(?: [A-ZÀ-Ž][\w'’.-]+){0,3}", "\n".join(text)):
        parts = run.group(0).split(" ")
        for i in range(len(parts)):
            for j in range(i + 1, min(i + 3, len(parts)) + 1):
                used.add(fold(" ".join(parts[i:j])).rstrip("."))
    return used


def words_no_city_is_called(facts, corpora):
    """Words the corpora have in lower case; family names of leaders. As another name of a city they mislead ("Soul" of
    Seoul, "Kishi" of a town in Nigeria)."""
    lower, out = Counter(), set()
    for name in ("voa-sentences.txt.xz", "frus-3000.jsonl.xz", "un-general-debate-1000.jsonl.xz"):
        with lzma.open(os.path.join(corpora, "raw", name), "rt", encoding="utf-8") as f:
            lower.update(re.findall(r"(?<![\w-])[a-z]{3,}(?![\w-])", f.read()))
    common = {w for w, n in lower.items() if n >= 5}
    for table, column in (("leaders_factbook.tsv", "family_name"), ("leaders_archigos.tsv", "leader")):
        out.update(fold(r[column]) for r in read(os.path.join(facts, table)) if " " not in r[column])
    return common, out


def build(facts, corpora, out):
    fixes = {r["iso2"]: r for r in hand("states.tsv")}
    cities, capital_keys = build_cities(facts, corpora, out, fixes)
    states = {}
    rows = []
    for c in read(os.path.join(facts, "countries.tsv")):
        if c["iso2"] in ("", "EU"):
            continue  # the British bases on Cyprus; the European Union is a body
        fix = fixes.get(c["iso2"], {})
        name = fix.get("name") or c["name"].replace("&", "and").replace("St. ", "Saint ")
        adjectives = plain(items(fix.get("adjectives", "")) or items(c["demonym_adjectives"]))
        nouns = plain(items(c["demonym_nouns"]))
        drop = {fold(d) for d in items(fix.get("drop", ""))}
        singular, plural = plural_of(unique(nouns + items(fix.get("people", "")), drop))
        plural = unique(plural + items(fix.get("peoples", "")), drop)
        dependent = bool(c["dependency_status"]) or fix.get("standing") == "territory"
        aliases = plain([c["name"].replace("&", "and"), c["official_name"]] +
                        items(c["other_names"]) + items(fix.get("aliases", "")))
        # A former name of one word ("Zaire", "Ceylon") still means the state; longer ones are of
        # states that are gone (Soviet republics) and are left to the hand table.
        aliases += [n for n in plain(items(c["former_names"])) if " " not in n and
                    n not in ("Tylos", "Awal", "Dilmun")]
        aliases = [a for a in unique(aliases, [name]) if fold(a) not in drop]
        abbreviations = [a for a in unique(items(c["abbreviations"]) +
                                           items(fix.get("abbreviations", "")))
                         if len(a) > 2 and fold(a) not in drop or a in ("UK", "US", "U.S.")]
        weight = fix.get("weight") or (650 if dependent else 900)
        capital = capital_keys.get(c["iso2"], "")
        rows.append(["state/" + c["iso2"], "state" if not dependent else "region",
                     "state" if not dependent else "territory", name, c["iso2"], c["iso3"],
                     c["capital_lat"] if not fix.get("lat") else fix["lat"],
                     c["capital_lon"] if not fix.get("lon") else fix["lon"],
                     capital, c["wikidata"], weight, join(aliases), join(abbreviations),
                     join(adjectives), join(singular), join(plural), SHORT.get(c["iso2"], ""), fix.get("metonyms", ""),
                     "GOV" if not dependent else "", "Factbook, country-codes" +
                     ("; editor's knowledge" if fix else "")])
        states[c["iso2"]] = {"name": name, "dependent": dependent, "the": fix.get("the", ""),
                             "adjective": adjectives[0] if adjectives else "", "iso3": c["iso3"]}
    out.write("states.tsv", "States and territories. Coordinates are the capital's unless put right "
              "in tools/knowledge/states.tsv.",
              ["key:text!", "type:enum(state,region)", "kind:text", "name:text", "country:text", "iso3:text",
               "lat:real?", "lon:real?", "capital:ref(entities/cities.key)?", "wikidata:text?",
               "weight:int", "aliases:list?", "abbreviations:list?", "adjectives:list?",
               "people:list?", "peoples:list?", "short:list?", "metonyms:list?", "sector:text?", "source:text"],
              rows)
    build_regions(out, cities, states)
    return states


def build_cities(facts, corpora, out, fixes):
    used = words_of_corpora(corpora)
    words, families = words_no_city_is_called(facts, corpora)
    variants = {fold(r["name"]) for r in read(os.path.join(facts, "actor_variants.tsv"))}
    for r in read(os.path.join(facts, "actor_variants.tsv")):
        if r["list"] == "countries":
            variants.update(fold(v) for v in items(r["variants"]))
    more = {}
    for r in hand("cities.tsv"):
        more[(fold(r["name"]), r["iso2"])] = r
    # "Hamas" is no name of Hama.
    taken = set()
    folder = os.path.join("..", "..", "data", "entities", "hand")
    for table in ("organisations", "governments", "parties_and_armed_groups", "media", "companies"):
        for r in hand(os.path.join(folder, table + ".tsv")):
            for n in [r["name"]] + items(r["aliases"]) + items(r["abbreviations"]):
                taken.add(fold(n))
    countries = {fold(c["name"]) for c in read(os.path.join(facts, "countries.tsv"))}
    rows, cities, capital_keys, keys = [], [], {}, set()
    source_cities = read(os.path.join(facts, "cities.tsv"))
    primary = {}
    for c in source_cities:
        primary.setdefault(fold(c["name"]), int(c["population"] or 0))
    for c in source_cities:
        if len(c["name"]) < 3:
            continue  # "Un", "As": the letters mean something else in news
        population = int(c["population"] or 0)
        # The table is sorted by population: the largest of that name, not Washington, Illinois.
        fix = more.pop((fold(c["name"]), c["iso2"]), {})
        aliases = []
        for a in items(c["alternate_names"]):
            f = fold(a)
            if f in words or population < 450000 and f in families:
                continue
            if f.endswith(" county") or len(f) < 4 or not a[0].isupper() or a.isupper() or f in countries or \
                    f in taken:
                continue
            # Another, larger city's own name is no other name of this one.
            if f in used and population >= 50000 or f in variants:
                if primary.get(f, -1) < population and (" " in f or population > 100000):
                    aliases.append(a)
        name = fix.get("new_name") or english(c["name"], c["iso2"])
        if c["iso2"] == "PH" and not name.endswith("City") and population > 100000:
            aliases.insert(0, name + " City")  # "Davao City" is Davao
        aliases = unique(aliases[:8] + [c["name"]] + items(fix.get("aliases", "")), [name])
        key = "city/" + (c["geonames_id"] or f"ne-{slug(name)}-{c['iso2'].lower()}")
        if key in keys:
            continue
        keys.add(key)
        kind = {"country": "capital", "seat": "seat", "admin1": "provincial-capital"}.get(
            c["capital_of"], "city")
        if kind == "capital":
            want = fixes.get(c["iso2"], {}).get("capital")
            if not want or fold(want) == fold(name):
                capital_keys.setdefault(c["iso2"], key)
        elif fold(fixes.get(c["iso2"], {}).get("capital", "")) == fold(name):
            capital_keys[c["iso2"]] = key
        weight = fix.get("weight", "")
        admin = c["admin1"]
        region = f"region/{c['iso2']}/{slug(admin)}" if admin else ""
        rows.append([key, "city", kind, name, c["iso2"], region, c["lat"], c["lon"], population or "",
                     c["geonames_id"], c["wikidata"], weight, join(aliases),
                     "GeoNames" if "GN" in c["sources"] else "Natural Earth"])
        cities.append((c["iso2"], admin, float(c["lat"]), float(c["lon"]), population))
    out.write("cities.tsv", "Populated places: GeoNames (CC BY 4.0), Natural Earth.",
              ["key:text!", "type:enum(city)", "kind:text", "name:text", "country:text",
               "part_of:text?", "lat:real", "lon:real", "population:int?", "geonames:int?",
               "wikidata:text?", "weight:int?", "aliases:list?", "source:text"], rows)
    return cities, capital_keys


def build_regions(out, cities, states):
    """First-order regions, placed in the middle of their cities."""
    fixes = {(r["iso2"], fold(r["name"])): r for r in hand("regions.tsv")}
    groups, spelled = {}, {}
    countries = {fold(s["name"]) for s in states.values()}
    for iso2, admin, lat, lon, population in cities:
        if admin and iso2 in states:
            name = spelled.setdefault((iso2, slug(admin)), admin)
            groups.setdefault((iso2, name), []).append((lat, lon, population))
    rows, done = [], set()
    for (iso2, admin), group in sorted(groups.items()):
        fix = fixes.get((iso2, fold(admin)), {})
        if fold(admin) == fold(states[iso2]["name"]) and not fix or fix.get("drop"):
            continue
        done.add((iso2, fold(admin)))
        lats, lons = [g[0] for g in group], [g[1] for g in group]
        lat = fix.get("lat") or f"{(min(lats) + max(lats)) / 2:.3f}"
        lon = fix.get("lon") or f"{(min(lons) + max(lons)) / 2:.3f}"
        name = fix.get("new_name") or english(admin, iso2)
        tail = REGION_TAIL.match(name)
        kind = tail.group(2).lower() if tail else ""
        kinds = unique([kind, "region", "province"] if kind in ("oblast", "kray", "krai") else [kind])
        bare = [tail.group(1) + " " + k for k in kinds] if tail and fold(tail.group(1)) not in countries else []
        rows.append(["region/" + iso2 + "/" + slug(admin),
                     "region", fix.get("kind", ""), name, iso2, lat, lon,
                     sum(g[2] for g in group), fix.get("weight", ""), join(items(fix.get("aliases", "")) + bare),
                     fix.get("abbreviations", ""), fix.get("adjectives", ""),
                     fix.get("people", ""), fix.get("peoples", ""),
                     "GeoNames" + ("; editor's knowledge" if fix else "")])
    for (iso2, name), fix in sorted(fixes.items()):
        if (iso2, name) in done or fix.get("drop"):
            continue
        rows.append(["region/" + (iso2 or "world") + "/" + slug(name),
                     "region", fix["kind"], fix["new_name"] or fix["name"], iso2, fix["lat"],
                     fix["lon"], "", fix["weight"], fix["aliases"], fix["abbreviations"],
                     fix["adjectives"], fix["people"], fix["peoples"], "editor's knowledge"])
    out.write("regions.tsv", "Parts of states (in the middle of their cities, unless put right by "
              "hand) and regions of the world.",
              ["key:text!", "type:enum(region)", "kind:text?", "name:text", "country:text?",
               "lat:real?", "lon:real?", "population:int?", "weight:int?", "aliases:list?",
               "abbreviations:list?", "adjectives:list?", "people:list?", "peoples:list?",
               "source:text"], rows)
