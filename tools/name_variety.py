# SPDX-License-Identifier: Apache-2.0
"""More to learn names from than the corpora hold, for tools/train_names.py.

NameLists: given and family names (tools/knowledge/person_names.tsv, data/entities/people.tsv) and places; `codes` is
what the tagger is told of a word. Variety.variant: a sentence with other names of the same make in the places of its
own (Dai and Adel 2020, "mention replacement"). Variety.line: a signature, salutation or address as letters and pages
have them, made of names alone; no corpus has its words. All drawn with one fixed seed.
"""
import json
import lzma
import random
import re
from collections import Counter
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON_GIVEN, COMMON_FAMILIES = 100, 3000  # bearers of a million; rank

TITLES = """Vice President; Director; Senior Director; Managing Director; Administrative Coordinator; Sales Manager; Project
Manager; Staff Writer; Senior Counsel; Legal Assistant; Attorney; Consultant; Associate; Analyst; Editor; President;
Professor; Owner; Executive Assistant; Human Resources; Webmaster; Treasurer; Account Executive; Technical Support
Engineer; Marketing Manager; Customer Service; Chief Financial Officer; Partner; Research Fellow; Secretary"""
DEPARTMENTS = """Department of Finance; Risk Management; Trading; Department of Physics; Legal; Business Development; Investor
Relations; Public Affairs; School of Business; Department of History; Origination; Credit"""
FIRM_ENDS = "Inc. Corp. LLC Ltd. LLP Co. L.P. PLC Inc".split()
FIRM_KINDS = """Energy Capital Partners Technologies Consulting Services Systems Group Associates Securities Bank Foods Airlines
Pharmaceuticals Insurance Motors Software Media Communications Resources Power Gas Holdings Financial Engineering Networks
Trading Solutions Industries Logistics Realty""".split()
COINED = "Ver Acu Tri Dyna Inno Syn Uni Omni Pro Neo Alta Cen Max Nova Zen Vi Ter Qua Lu Cor Ex Ama Cal Del".split()
COINED_ENDS = """tek dyne gen vance lux con net core sys corp tex via nix rix tron lar mark quest star ton ra ix on is""".split()
STREETS = "Street St. Avenue Ave Road Rd. Drive Lane Blvd. Court Way Pkwy".split()
STATES = dict(p.split("=") for p in """AL=Alabama;AK=Alaska;AZ=Arizona;AR=Arkansas;CA=California;CO=Colorado;CT=Connecticut;
DE=Delaware;FL=Florida;GA=Georgia;HI=Hawaii;ID=Idaho;IL=Illinois;IN=Indiana;IA=Iowa;KS=Kansas;KY=Kentucky;LA=Louisiana;
ME=Maine;MD=Maryland;MA=Massachusetts;MI=Michigan;MN=Minnesota;MS=Mississippi;MO=Missouri;MT=Montana;NE=Nebraska;NV=Nevada;
NH=New Hampshire;NJ=New Jersey;NM=New Mexico;NY=New York;NC=North Carolina;ND=North Dakota;OH=Ohio;OK=Oklahoma;OR=Oregon;
PA=Pennsylvania;RI=Rhode Island;SC=South Carolina;SD=South Dakota;TN=Tennessee;TX=Texas;UT=Utah;VT=Vermont;VA=Virginia;
WA=Washington;WV=West Virginia;WI=Wisconsin;WY=Wyoming""".replace("\n", "").split(";"))
INITIALS = "ABCDEFGHJKLMNPRSTVW"


def table(path):
    lines = [l.rstrip("\n").split("\t") for l in (ROOT / path).open(encoding="utf-8") if "\t" in l and not l.startswith("#")]
    at = [c.split(":")[0] for c in lines[0]]
    return [dict(zip(at, l)) for l in lines[1:]]


def listed(text):
    return [" ".join(x.split()) for x in text.split(";")]


def capital(name):
    return "Mc" + name[2:].capitalize() if name.startswith("mc") and len(name) > 4 else name.capitalize()


class NameLists:
    def __init__(self):
        rows = [(r["name"], int(r["given"]), int(r["family"])) for r in table("tools/knowledge/person_names.tsv")]
        self.given = [(n, g) for n, g, _ in rows if g > 0]
        self.family = [(n, f) for n, _, f in rows if f > 0]
        self.cities, self.towns = table("data/entities/cities.tsv"), table("data/entities/towns.tsv")
        self.states = [r["name"] for r in table("data/entities/states.tsv") if r["type"] == "state"]

    def codes(self, corpora):
        """Lower-case word -> 3 * (given: 0 no, 1 rare, 2 common) + the same of family + 9 * its usual case."""
        given = {n: 2 if g >= COMMON_GIVEN else 1 for n, g in self.given}
        ranks = sorted((-f, n) for n, f in self.family)
        family = {n: 2 if i < COMMON_FAMILIES else 1 for i, (_, n) in enumerate(ranks)}
        for row in table("data/entities/people.tsv"):
            words = row["name"].lower().split(" ")
            if 2 <= len(words) <= 4:
                if len(words[0]) > 2:
                    given.setdefault(words[0], 1)
                if len(words[-1]) > 2:
                    family.setdefault(words[-1], 1)
        case = usual_case(corpora)
        words = sorted(set(given) | set(family) | set(case))
        return {w: 3 * given.get(w, 0) + family.get(w, 0) + 9 * case.get(w, 0) for w in words}


PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|[.?!:;\"“”()]+|\S")


def raw_sentences(corpora):
    """Texts of corpora/raw, and of the two treebanks that are letters and pages."""
    yield from lzma.open(corpora / "raw" / "voa-sentences.txt.xz", "rt", encoding="utf8")
    for name in ("frus-3000", "un-general-debate-1000"):
        for line in lzma.open(corpora / "raw" / f"{name}.jsonl.xz", "rt", encoding="utf8"):
            yield from json.loads(line)["text"].split("\n")
    for name in ("ewt-train", "gum-train"):
        for line in open(corpora / "train" / f"{name}.conllu", encoding="utf8"):
            if line.startswith("# text = "):
                yield line[9:]


def usual_case(corpora, least=3, share=0.9):
    """Lower-case word -> 1 mostly in lower case inside sentences, 2 in either, 3 with a capital."""
    lower, capital = Counter(), Counter()
    for sentence in raw_sentences(corpora):
        start = True
        for m in PIECE.finditer(sentence):
            w = m.group()
            if not w[0].isalpha():
                start = w[0] in '.?!:"“”;('
                continue
            if not start and w.islower():
                lower[w] += 1
            elif not start and w[0].isupper() and w[1:].islower():
                capital[w.lower()] += 1
            start = False
    out = {}
    for w in set(lower) | set(capital):
        all_of = lower[w] + capital[w]
        if all_of >= least:
            out[w] = 1 if lower[w] >= share * all_of else 3 if capital[w] >= share * all_of else 2
    return out


class Draw:
    """Draws a name with a chance that grows with `power` of its weight."""

    def __init__(self, rnd, weighted, power):
        self.rnd, self.names = rnd, [n for n, _ in weighted]
        self.sums = list(accumulate((w + 1) ** power for _, w in weighted))

    def __call__(self):
        return self.rnd.choices(self.names, cum_weights=self.sums)[0]


def spans(labels):
    """(first, end, type) of names whose labels leave no choice."""
    out, i = [], 0
    while i < len(labels):
        if labels[i].startswith("B-") and "|" not in labels[i]:
            j = i + 1
            while j < len(labels) and labels[j] == "I-" + labels[i][2:]:
                j += 1
            out.append((i, j, labels[i][2:]))
            i = j
        else:
            i += 1
    return out


class Variety:
    def __init__(self, lists, sentences):
        """sentences: (words, labels), from which names of bodies and places are taken, too."""
        self.rnd = rnd = random.Random(20261127)
        self.given = Draw(rnd, [(capital(n), g) for n, g in lists.given], 0.5)
        self.family = Draw(rnd, [(capital(n), f) for n, f in lists.family], 0.5)
        self.known_given = {n for n, _ in lists.given}
        size = lambda r: int(r["population"] or 0)
        towns = [r for r in lists.cities + lists.towns if size(r) >= 10000]
        draw = lambda rows, power: Draw(rnd, [(r["name"], size(r)) for r in rows], power)
        self.us_city = draw([r for r in towns if r["country"] == "US" and size(r) >= 20000], 0.4)
        self.big_city = draw([r for r in lists.cities if size(r) >= 300000], 0.4)
        self.any_town = draw(towns, 0.2)
        self.city_names = {r["name"] for r in lists.cities + lists.towns}
        self.countries = lists.states
        found = [(t, words[b:e]) for words, labels in sentences for b, e, t in spans(labels)]
        self.bodies = [w for t, w in found if t == "ORG"]
        self.places = [w for t, w in found if t == "LOC"]
        self.titles, self.departments = listed(TITLES), listed(DEPARTMENTS)

    def chance(self, p):
        return self.rnd.random() < p

    def pick(self, *of):
        return self.rnd.choice(of[0] if len(of) == 1 else of)

    def city(self):
        x = self.rnd.random()
        return self.us_city() if x < 0.45 else self.big_city() if x < 0.8 else self.any_town()

    def full_name(self):
        given, family, x = self.given(), self.family(), self.rnd.random()
        return [given, self.pick(INITIALS) + ".", family] if x < 0.1 else [self.pick(INITIALS) + ".", family] if x < 0.13 else [given, family]

    def coined(self):
        return self.pick(COINED) + self.pick(COINED_ENDS)

    def body(self):
        x, end = self.rnd.random(), [self.pick(FIRM_ENDS)] if self.chance(0.4) else []
        if x < 0.15:
            return [self.family(), "&", self.family()] + end
        if x < 0.3:
            return [self.family(), self.pick(FIRM_KINDS)] + end
        if x < 0.45:
            return [self.coined()] + ([self.pick(FIRM_KINDS)] if self.chance(0.4) else []) + end
        if x < 0.52:
            return ["University", "of"] + self.pick(list(STATES.values())).split(" ")
        if x < 0.58:
            return [self.family(), self.pick("University", "College", "Institute")]
        if x < 0.68:
            return ["".join(self.pick("ABCDEFGHILMNOPRSTUWX") for _ in range(self.pick(2, 3, 3, 3, 4)))]
        if x < 0.85:
            return self.pick(self.bodies)
        return [self.city().split(" ")[0], self.pick(FIRM_KINDS + ["Times", "Post", "Herald", "News"])]

    # Another name of the make of `w`, in its case.

    def other_person(self, w):
        if len(w) == 1 and len(w[0]) <= 2:
            new = ["".join(self.pick(INITIALS) for _ in w[0])]
        elif len(w) == 1 and w[0].isalpha():
            new = [self.given() if w[0].lower() in self.known_given else self.family()]
        elif len(w) == 2 and w[0].isalpha() and w[1].isalpha() and len(w[0]) > 2:
            new = [self.given(), self.family()]
        elif len(w) == 3 and w[1] == ",":
            new = [self.family(), ",", self.given()]
        elif len(w) == 3 and len(w[1]) <= 2:
            new = [self.given(), self.pick(INITIALS) + w[1][1:], self.family()]
        else:
            return w
        shouted = all(x == x.upper() for x in w) and any(len(x) > 3 for x in w)
        return [x.upper() for x in new] if shouted else new

    def other_place(self, w):
        name = " ".join(x.capitalize() if x == x.lower() else x for x in w)
        if name in STATES:
            return [self.pick(list(STATES))]
        if name in STATES.values():
            return self.pick(list(STATES.values())).split(" ")
        if name in self.countries:
            return self.pick(self.countries).split(" ")
        return self.city().split(" ") if name in self.city_names else list(self.pick(self.places))

    def other_body(self, w):
        same = [b for b in self.bodies if (len(b) == 1) == (len(w) == 1)] if self.chance(0.45) else []
        return list(self.pick(same)) if same else self.body()

    def variant(self, words, labels, share=0.6):
        """A copy in which each name is another with a chance of `share`; here and there one in lower case or capitals."""
        out, out_labels, at = [], [], 0
        other = {"PER": self.other_person, "LOC": self.other_place, "ORG": self.other_body}
        for b, e, t in spans(labels):
            name = words[b:e]
            lower = all(x == x.lower() for x in name)
            if t in other and self.chance(share):
                name = other[t](name)
            if lower or self.chance(0.1):
                name = [x.lower() for x in name]
            elif t == "PER" and self.chance(0.07):  # "KENNEDY", "Martin SCHULZ"
                name = name[:-1] + [name[-1].upper()]
            out += words[at:b] + name
            out_labels += labels[at:b] + ["B-" + t] + ["I-" + t] * (len(name) - 1)
            at = e
        return out + words[at:], out_labels + labels[at:]

    # Lines of names, as (word, labels).

    def name(self, words, kind):
        return [(w, ("I-" if i else "B-") + kind) for i, w in enumerate(words)]

    def plain(self, *words):
        return [(w, "O") for w in words]

    def maybe(self, p, *words):
        return self.plain(*words) if self.chance(p) else []

    def digits(self, n):
        return "".join(self.pick("0123456789") for _ in range(n))

    def phone(self):
        sign = self.pick("-", "-", ".", "/")
        return [self.digits(3) + sign + self.digits(3) + "-" + self.digits(4)] if self.chance(0.75) else [
            "(", self.digits(3), ")", self.digits(3) + "-" + self.digits(4)]

    def address(self, street):
        out = []
        if street:  # the corpora mark streets or do not
            out += self.plain(self.digits(self.pick(2, 3, 4, 5)))
            out += [(self.family(), "O|B-LOC"), (self.pick(STREETS), "O|I-LOC")] + self.plain(",")
            if self.chance(0.3):
                out += self.plain(self.pick("Suite", "Ste", "Room", "Floor"), self.digits(3), ",")
        out += self.name(self.us_city().split(" "), "LOC") + self.maybe(0.85, ",")
        state = self.pick(list(STATES))
        out += self.name([state] if self.chance(0.75) else STATES[state].split(" "), "LOC")
        out += self.maybe(0.8, self.digits(5) + ("" if self.chance(0.7) else "-" + self.digits(4)))
        return out + (self.name(["USA"], "LOC") if self.chance(0.1) else [])

    def mail(self):
        return self.family().lower() + "@" + self.coined().lower() + ".com"

    def signature(self):
        out = self.name(self.full_name(), "PER")
        if self.chance(0.7):
            out += self.maybe(0.25, ",") + self.plain(*self.pick(self.titles).split(" "))
        out += self.maybe(0.25, ",")
        if self.chance(0.25):
            out += self.plain(*self.pick(self.departments).split(" "))
        if self.chance(0.85):
            out += self.name(self.body(), "ORG")
        out += self.maybe(0.3, ",")
        if self.chance(0.6):
            out += self.address(self.chance(0.8))
        if self.chance(0.7):
            out += self.plain(self.pick("Phone", "Tel", "Telephone", "phone", "Direct", "Office", "Ph"))
            out += self.maybe(0.6, ":") + self.plain(*self.phone())
            if self.chance(0.5):
                out += self.plain(self.pick("Fax", "fax", "Cell"), ":", *self.phone())
        return out + self.maybe(0.3, self.mail())

    def greeting(self):
        out = self.maybe(0.3, self.pick("Dear", "Hi", "Hello", "Hey")) + self.name([self.given()], "PER")
        if self.chance(0.3):
            out += self.plain(",") + self.name([self.given()], "PER") + self.plain(self.pick("and", "&")) + self.name([self.given()], "PER")
        return out + self.plain(self.pick(",", ",", ",", ":", "-", "--", "!"))

    def sender(self):
        person = self.full_name() if self.chance(0.5) else [self.family(), ",", self.given()]
        return self.plain('"') + self.name(person, "PER") + self.plain('"', "<", self.mail(), ">")

    def people(self):
        out = []
        for i in range(self.pick(2, 3, 4, 5)):
            out += self.plain(*([","] if i else [])) + self.name(self.full_name(), "PER")
        return out

    def farewell(self):
        out = self.plain(self.pick("-", "--", "~", "Thanks", "Regards", "Best", "Cheers", "Love")) + self.maybe(0.5, ",")
        return out + self.name([self.given()] if self.chance(0.6) else self.full_name(), "PER")

    def line(self):
        """One line of a letter's head or foot."""
        initials = lambda: [self.pick(INITIALS) + (self.pick(INITIALS) if self.chance(0.6) else "")]
        kinds = ((22, self.signature), (20, lambda: self.name(self.full_name(), "PER")),
                 (14, lambda: self.name([self.given()], "PER")), (4, lambda: self.name(initials(), "PER")),
                 (4, lambda: self.name([self.family()], "PER")), (12, self.greeting),
                 (4, lambda: self.plain("By") + self.name(self.full_name(), "PER")), (4, self.sender), (4, self.people),
                 (3, self.farewell), (5, lambda: self.address(True)),
                 (4, lambda: self.name(self.body(), "ORG") + (self.plain(",") + self.address(True) if self.chance(0.5) else [])))
        return self.rnd.choices([k for _, k in kinds], weights=[w for w, _ in kinds])[0]()
