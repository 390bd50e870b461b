# SPDX-License-Identifier: Apache-2.0
"""People, offices and who held them when.

Order of trust: the hand-written terms (tools/knowledge/terms.tsv); the Factbook, which names the
office; the Office of the Historian for the United States; Archigos, which knows the effective leader
but not the office: its terms fill what is left, under the office its leaders of that state held when
both overlap, from 1990 on, and as "leader" before."""
import datetime
import difflib
import os
import re
from collections import defaultdict

from common import fold, hand, items, join, read, slug, unique

TRANSITION = re.compile(
    r"\b(acting|interim|caretaker|transitional|transition|temporary)\b", re.I)
# Factbook title (chief of state or head of government, `main`) -> role.
ROLES = [
    (r"supreme leader", "supreme-leader"), (r"\bking\b", "king"), (r"\bqueen\b", "queen"),
    (r"\bemperor\b", "emperor"), (r"\bamir\b|\bemir\b", "emir"), (r"\bsultan\b", "sultan"),
    (r"grand duke", "grand-duke"), (r"^prince$", "prince"), (r"\bpope\b", "pope"),
    (r"vice president|deputy president", "vice-president"),
    (r"(deputy|vice) (prime minister|premier)", "deputy-prime-minister"),
    (r"prime minister|^premier|taoiseach|president of the government|minister of state|"
     r"council of ministers", "prime-minister"),
    (r"chancellor", "chancellor"), (r"^president|executive president", "president"),
    (r"chief executive", "chief-executive"), (r"governor.general", "governor-general"),
    (r"chairman of the presidency|chairperson of the presidency", "presidency-chair"),
    (r"crown prince", "crown-prince"),
]
TITLES = {
    "president": "President", "prime-minister": "Prime Minister", "chancellor": "Chancellor",
    "king": "King", "queen": "Queen", "emperor": "Emperor", "emir": "Emir", "sultan": "Sultan",
    "grand-duke": "Grand Duke", "prince": "Prince", "pope": "Pope",
    "supreme-leader": "Supreme Leader", "vice-president": "Vice President",
    "deputy-prime-minister": "Deputy Prime Minister", "chief-executive": "Chief Executive",
    "governor-general": "Governor-General", "presidency-chair": "Chairman of the Presidency",
    "crown-prince": "Crown Prince", "leader": "Leader", "foreign-minister": "Foreign Minister",
    "defence-minister": "Minister of Defence", "finance-minister": "Finance Minister",
    "interior-minister": "Interior Minister", "central-bank-governor": "Governor of the Central Bank", "speaker": "Speaker of the Parliament",
}
PATRONYMIC = re.compile(r"(ovich|evich|yevich|ich|ovna|evna|yevna|ichna|uly|kyzy|oglu)$", re.I)
PATRONYMIC_STATES = {"RU", "BY", "UA", "KZ", "KG", "TJ", "TM", "UZ", "AZ", "MD", "GE", "AM"}
# Where given names between the first and the family name are seldom used.
MIDDLE_NAMES = {"US", "GB", "CA", "AU", "NZ", "JM", "TT", "BB", "BS", "GY", "BZ", "AG", "DM", "GD",
                "KN", "LC", "VC", "FJ", "PG", "SB", "VU", "WS", "TO", "TV", "GM", "SL", "LR", "GH"}


# Given name and family name, without the mother's: "Evo Morales Ayma" is "Evo Morales".
MOTHERS_NAME = {"AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE",
                "PY", "SV", "UY", "VE", "PR"}
FAMILY_FIRST = {"CN", "KR", "KP", "TW"}
PARTICLES = {"von", "van", "de", "der", "den", "del", "da", "di", "du", "le", "la", "al", "bin", "ben",
             "ter", "zu", "abu", "ibn", "dos", "della", "al-", "el"}
CAPITAL_PARTICLE = re.compile(r"(?<= )(Van|Von|De|Del|Der|Den|Di|Da|Dos|Bin|El|Al|Le|La|Ter)(?= [A-ZÀ-Ž]| d)")
NUMBERS = re.compile(r"^[IVX]+$")


def short_of(name, country):
    """The names a person goes by after the first mention; none where a rule would guess."""
    parts = re.sub(r",? (Jr\.?|Sr\.?|III?)$", "", name).split()
    if len(parts) < 2 or country in ("MM", "KH"):
        return []
    if " of " in name or NUMBERS.match(parts[-1]):
        return [parts[0]]
    if country in FAMILY_FIRST or country in ("SG", "HK") and len(parts) > 2 or \
            country in ("SG", "HK") and "-" in parts[-1] or name == "Ban Ki-moon":
        return [parts[0]]
    last = parts[-1]
    i = len(parts) - 2
    while i > 0 and parts[i].lower() in PARTICLES:
        last = parts[i] + " " + last
        i -= 1
    out = [last]
    bare = re.sub(r"^(al|el|ar|as|ash|an|at|ad|az)-", "", last, flags=re.I)
    if bare != last:
        out.append(bare)
    return out


def day(text, last=False):
    """First (last) day of an EDTF date, or None."""
    if not text or "?" in text:
        return None
    p = [int(x) for x in text.split("-")]
    y, m, d = p[0], p[1] if len(p) > 1 else (12 if last else 1), p[2] if len(p) > 2 else 0
    if d:
        return datetime.date(y, m, d)
    if not last:
        return datetime.date(y, m, 1)
    after = datetime.date(y + (m == 12), m % 12 + 1, 1)
    return after - datetime.timedelta(days=1)


def overlap(a_from, a_to, b_from, b_to, slack=0):
    low, high = datetime.date(1, 1, 1), datetime.date(9999, 1, 1)
    s = datetime.timedelta(days=slack)
    return (a_from or low) + s < (b_to or high) and (b_from or low) + s < (a_to or high)


class Book:
    """People by key, with everything that is known to be one of their names."""

    def __init__(self, states):
        self.people = {}
        self.by_name = defaultdict(list)  # (folded name) -> keys
        self.states = states
        self.terms = []  # dict(person, office, from, to, acting, source)
        self.offices = {}

    def add_name(self, key, name):
        f = fold(name)
        if key not in self.by_name[f]:
            self.by_name[f].append(key)

    def find(self, names, country):
        for n in names:
            for key in self.by_name.get(fold(n), []):
                p = self.people[key]
                if not country or not p["country"] or p["country"] == country:
                    return key
        return None

    def person(self, name, country, source, aliases=(), short=(), gender="", weight=""):
        key = self.find([name] + list(aliases), country)
        if key is None:
            key = "person/" + slug(name)
            if key in self.people:
                key += "-" + country.lower()
            n = 2
            while key in self.people:
                key = f"person/{slug(name)}-{n}"
                n += 1
            self.people[key] = {"name": name, "country": country, "gender": gender, "weight": weight,
                                "aliases": [], "short": [], "source": source, "wikipedia": ""}
        p = self.people[key]
        for n in [name] + list(aliases):
            if n not in p["aliases"]:
                p["aliases"].append(n)
            self.add_name(key, n)
        for s in short:
            if s and s not in p["short"]:
                p["short"].append(s)
        p["gender"] = p["gender"] or gender
        if source not in p["source"]:
            p["source"] += "; " + source
        return key

    def office(self, state, role, title=""):
        """Key of the standard office of a state."""
        key = state + "." + role
        if key not in self.offices:
            s = self.states[state]
            base = title or TITLES[role]
            the = "the " if s["name"].startswith(("United ", "Democratic Rep", "Republic of",
                                                  "Netherlands", "Philippines", "Czech Rep",
                                                  "Dominican Rep", "Central Af", "European U",
                                                  "Federated", "Maldives", "Solomon", "Marshall",
                                                  "Comoros", "State of")) else ""
            name = s["name"]
            if name.startswith("The "):
                the, name = "the ", name[4:]
            self.offices[key] = {"title": f"{base} of {the}{name}", "of": "state/" + state,
                                 "role": role, "head": "", "source": "rule"}
        return key

    def term(self, person, office, start, end, acting, source):
        self.terms.append({"person": person, "office": office, "from": start, "to": end,
                           "acting": acting, "source": source})

    def same_term(self, office, start, names):
        """The hand-written holder whose term in this office begins within a month of `start` and
        whose name is alike: the same person, spelled another way."""
        when = day(start)
        if when is None:
            return None
        for t in self.terms:
            if t["office"] != office or not t["from"] or abs((day(t["from"]) - when).days) > 31:
                continue
            mine = [fold(n) for n in self.people[t["person"]]["aliases"] +
                    self.people[t["person"]]["short"]]
            for n in names:
                f = fold(n)
                if any(difflib.SequenceMatcher(None, f, m).ratio() > 0.62 or
                       set(f.split()) & set(m.split()) for m in mine):
                    return t["person"]
        return None

    def covered(self, office, start, end, slack=40):
        return any(t["office"] == office and
                   overlap(day(t["from"]), day(t["to"], True), day(start), day(end, True), slack)
                   for t in self.terms)


def display(name, family, country):
    """The Factbook's full name as news has it."""
    name = re.sub(r"^(Spain|Lt\. Gen\.?|Gen\.?|Dr\.|Sir) ", "", name)
    name = re.sub(r" (Lt\. Gen|Gen)\.?$", "", name)
    name = re.sub(r'\s*"[^"]*"\s*', " ", name).replace(", Jr.", "").strip()
    name = re.sub(r",? (Jr\.|Sr\.|I{1,3}V?)$", "", name)
    parts = name.split()
    if country in PATRONYMIC_STATES and len(parts) == 3 and PATRONYMIC.search(parts[1]):
        parts = [parts[0], parts[2]]
    if country in PATRONYMIC_STATES and len(parts) > 2 and PATRONYMIC.search(parts[-1]):
        parts = parts[:-1]
    parts = [p for i, p in enumerate(parts) if i == 0 or len(p.strip(".")) > 1]
    if country in MOTHERS_NAME and len(parts) > 2 and family and family in " ".join(parts[1:]) and \
            family.split()[0] in parts[1:] and not family.lower().startswith(tuple(PARTICLES)):
        parts = [parts[0], family if len(family.split()) == 1 else family.split()[0]]
    if country in MIDDLE_NAMES and family and len(parts) > 2 and parts[-1] == family:
        parts = [parts[0], parts[-1]]
    return " ".join(parts)


def country_given(country):
    return country in MOTHERS_NAME | {"PT", "BR", "PH", "AO", "MZ"}


def role_of(title, rank):
    t = TRANSITION.sub("", title).strip().lower()
    if rank == "deputy":
        for pattern, role in ROLES:
            if role in ("vice-president", "deputy-prime-minister") and re.search(pattern, t):
                return role
        return None
    if rank == "heir":
        return "crown-prince" if "crown prince" in t and "deputy crown" not in t else None
    if rank == "representative":
        return "governor-general" if "governor" in t else None
    if rank != "main":
        return None
    for pattern, role in ROLES:
        if re.search(pattern, t):
            return role
    return None


def add_hand(book):
    for r in hand("people.tsv"):
        key = book.person(r["name"], r["country"], "editor's knowledge", items(r["aliases"]),
                          items(r["short"]) or short_of(r["name"], r["country"]), r["gender"])
        book.people[key]["hand"] = True
    for r in hand("offices.tsv"):
        book.offices[r["office"]] = {"title": r["title"], "of": r["of"], "role": r["role"],
                                     "head": r["head"], "source": "editor's knowledge"}
    for r in hand("terms.tsv"):
        office = r["office"]
        state = office.split(".")[0]
        if office not in book.offices:
            book.office(state, office.split(".", 1)[1])
        country = r["country"] or (state if state in book.states else "")
        known = book.find([r["name"]], country)
        key = book.person(r["name"], country, "editor's knowledge", gender=r["gender"],
                          short=[] if known else short_of(r["name"], country))
        book.people[key]["hand"] = True
        book.term(key, office, r["from"], r["to"], r["acting"] == "yes", "editor's knowledge")


def add_factbook(book, facts):
    groups = defaultdict(list)
    for r in read(os.path.join(facts, "leaders_factbook.tsv")):
        state = r["iso2"]
        if state not in book.states or "error" in r["correction"] or not r["name"] or \
                book.states[state]["dependent"] and state not in ("HK", "MO", "GL", "FO"):
            continue
        mission = "ambassador" in r["office"] or "mission" in r["office"]
        if mission:
            continue
        role = role_of(r["title"], r["rank"])
        if role is None or role in ("king", "queen") and state != "GB" and r["family_name"] in (
                "Charles", "Elizabeth"):
            continue
        groups[(state, role)].append(r)
    for (state, role), rows in sorted(groups.items()):
        office = book.office(state, role)
        held = []
        for r in rows:
            name = display(r["name"], r["family_name"], state)
            aliases = [r["name"]] + [display(x, r["family_name"], state)
                                     for x in items(r["other_spellings"])]
            first = r["name"].split()[0]
            if r["family_name"] and first != r["family_name"] and " " in r["name"]:
                aliases.append(first + " " + r["family_name"])
            title = r["title"].lower()
            gender = "f" if re.search("queen|princess|chairwoman", title) else ""
            gender = gender or ("m" if re.search(r"king|sultan|am[ie]r|prince\b|pope", title) else "")
            if r["family_name"] and country_given(state) and name.endswith(r["family_name"]):
                aliases += [g + " " + r["family_name"] for g in r["name"].split()[:-1]
                            if g not in r["family_name"].split() and len(g) > 2]
            same = book.same_term(office, r["since"], [name] + aliases)
            if same and not book.find([name], state):
                aliases = [name] + aliases
                name = book.people[same]["name"]
                for a in aliases:
                    book.add_name(same, a)
            short = [r["family_name"]] if not book.find([name] + aliases, state) else []
            key = book.person(name, state, "Factbook", aliases, short, gender)
            # A copy of November 2020 still had the state of early 2017.
            if r["gone_by"] == "2020-11-24":
                r["last_seen"] = min(r["last_seen"], "2017-03-28")
            held.append((r["since"] or "", r, key))
        # One term a stretch: later copies of the same person and since are the same term.
        merged = []
        for since, r, key in sorted(held, key=lambda h: (h[0] or h[1]["first_seen"],
                                                         h[1]["first_seen"])):
            acting = bool(TRANSITION.search(r["title"]))
            if merged and merged[-1][0] == key and (merged[-1][1] == since or role in (
                    "president", "prime-minister", "king", "crown-prince")):
                merged[-1][3] = max(merged[-1][3], r["last_seen"])
                merged[-1][4] = max(merged[-1][4], r["gone_by"] or "9999")
                merged[-1][5] = merged[-1][5] and acting
            else:
                merged.append([key, since, r["first_seen"], r["last_seen"],
                               r["gone_by"] or "9999", acting])
        single = role not in ("vice-president", "deputy-prime-minister", "presidency-chair")
        for i, (key, since, seen, last, gone, acting) in enumerate(merged):
            start = since or (seen if seen > "2014-07-13" else "")
            end = "" if gone == "9999" else last
            if single and end and i + 1 < len(merged) and merged[i + 1][1]:
                # The Factbook has gaps of years, in which others may have held the office.
                following = day(merged[i + 1][1])
                if following and (following - day(last)).days < 400 and \
                        merged[i + 1][1] >= (start or "0"):
                    end = merged[i + 1][1]
            if single and i + 1 < len(merged) and not end:
                end = merged[i + 1][1] or merged[i + 1][2]
            if book.covered(office, start or seen, end) and single:
                continue
            if any(t["person"] == key and t["office"] == office for t in book.terms) and \
                    not single:
                continue
            if end and start and end <= start or office == "VA.president":
                continue  # a day or less; the head of the Vatican's administration
            book.term(key, office, start, end, acting, "Factbook")


def add_us(book, facts):
    """Secretaries of State, their deputies, ambassadors since 1993, ambassadors to the UN."""
    for r in read(os.path.join(facts, "us_officials.tsv")):
        start, end = r["start"], r["end"]
        if not start or start < "1940":
            continue
        acting = "ad interim" in r["position"]
        if r["position"] in ("Secretary of State", "Secretary of State ad interim"):
            office = "US.foreign-minister"
            if not acting or start < "1990":
                pass
        elif r["position"] == "Deputy Secretary of State":
            office = "US.deputy-foreign-minister"
        elif r["kind"] == "mission" and start >= "1993" and r["iso2"] in book.states and \
                "Ambassador" in r["position"]:
            office = "US.ambassador." + r["iso2"]
            if office not in book.offices:
                name = book.states[r["iso2"]]["name"]
                book.offices[office] = {"title": "United States Ambassador to " + name,
                                        "of": "state/US", "role": "ambassador-to-" + r["iso2"],
                                        "head": "", "source": "pocom"}
        elif r["kind"] == "organisation" and start >= "1945" and \
                re.search(r"to the United Nations$", r["position"]):
            office = "US.ambassador.UN"
        else:
            continue
        name = re.sub(r",? (Jr\.?|Sr\.?|I{2,3})$", "", r["name"])
        parts = name.split()
        plain = " ".join(p for i, p in enumerate(parts) if i in (0, len(parts) - 1))
        key = book.person(display(name, parts[-1], "US") if not book.find([plain], "US") else plain,
                          "US", "pocom", [r["name"], plain] + items(r["other_names"]),
                          [] if book.find([plain, r["name"]], "US") else [parts[-1]])
        if not end and start < "2021":
            continue
        if book.covered(office, start, end):
            continue
        book.term(key, office, start, end, acting, "pocom")


def add_ambassadors(book, facts):
    for r in read(os.path.join(facts, "leaders_factbook.tsv")):
        if r["office"] != "ambassador to the United States" or r["rank"] != "main" or \
                "Ambassador" not in r["title"] or r["iso2"] not in book.states or \
                r["iso2"] == "US":
            continue
        state = r["iso2"]
        office = state + ".ambassador.US"
        if office not in book.offices:
            adjective = book.states[state]["adjective"] or book.states[state]["name"]
            book.offices[office] = {"title": f"{adjective} Ambassador to the United States",
                                    "of": "state/" + state, "role": "ambassador-to-US", "head": "",
                                    "source": "Factbook"}
        name = display(r["name"], r["family_name"], state)
        key = book.person(name, state, "Factbook", [r["name"]],
                          [] if book.find([name, r["name"]], state) else [r["family_name"]])
        start = r["since"] or r["first_seen"]
        end = r["last_seen"] if r["gone_by"] else ""
        if end and end < start or book.covered(office, start, end):
            continue
        book.term(key, office, start, end, False, "Factbook")


def days_shared(term, start, end):
    low = max(day(term["from"]) or datetime.date(1900, 1, 1), day(start))
    high = min(day(term["to"], True) or datetime.date(2015, 12, 31),
               day(end, True) or datetime.date(2015, 12, 31))
    return max((high - low).days, 0)


def reign_names(facts):
    names = defaultdict(list)
    for r in read(os.path.join(facts, "leaders_reign.tsv")):
        names[r["iso2"]].append((day(r["start"]), r["leader"], r["gender"], r["end"]))
    return names


def add_archigos(book, facts):
    reign = reign_names(facts)
    by_state = defaultdict(list)
    for r in read(os.path.join(facts, "leaders_archigos.tsv")):
        if r["iso2"] in book.states and (r["end"] or "9") >= "1945" and day(r["start"]):
            by_state[r["iso2"]].append(r)
    for state, rows in sorted(by_state.items()):
        office_role = None
        placed = []
        for r in sorted(rows, key=lambda x: x["start"]):
            name = re.sub(r" \(.*\)$", "", r["wikipedia_title"])
            short = r["leader"].split()[-1]
            aliases = [r["leader"]] if " " in r["leader"] else []
            if not name or " " not in name:
                near = [x for x in reign[state] if "\ufffd" not in x[1]]
                near = [x for x in near if x[0] and abs((x[0] - day(r["start"])).days) < 40
                        and fold(x[1]).split()[-1] == fold(short)]
                name = near[0][1] if near and " " in near[0][1] else (
                    r["leader"] if " " in r["leader"] else "")
            key = book.find([name] if name else [], state) or book.find(aliases, state)
            if key is None and "\ufffd" in r["leader"] + name:
                continue
            if key is None:
                # The family name and the time say who is meant.
                for t in book.terms:
                    p = book.people[t["person"]]
                    if p["country"] == state and fold(short) in [fold(s) for s in p["short"]] and \
                            overlap(day(t["from"]), day(t["to"], True), day(r["start"]),
                                    day(r["end"], True), 20):
                        key = t["person"]
                        break
            if key is None:
                if not name or "`" in name:
                    name = name.replace("`", "'")
                    if not name:
                        continue
                key = book.person(name, state, "Archigos", aliases, [short],
                                  r["gender"].lower())
            p = book.people[key]
            p["gender"] = p["gender"] or r["gender"].lower()
            if r["wikipedia_title"] and not p["wikipedia"]:
                p["wikipedia"] = r["wikipedia_title"].replace(" ", "_")
            end = "" if r["end"] >= "2015-12-30" else r["end"]
            placed.append((key, r["start"], end))
        # Which office did the effective leaders hold where the office is known?
        votes = defaultdict(int)
        for key, start, end in placed:
            for t in book.terms:
                role = t["office"].split(".", 1)[1]
                if t["person"] == key and t["office"].startswith(state + ".") and role in (
                        "president", "prime-minister", "king", "chancellor", "emir", "sultan",
                        "supreme-leader"):
                    votes[role] += days_shared(t, start, end)
        # Two offices that both led the state at times (Turkey, Russia): the hand table must say.
        if votes and max(votes.values()) > 0.9 * sum(votes.values()):
            office_role = max(sorted(votes), key=lambda v: votes[v])
        leader = book.office(state, "leader")
        for key, start, end in placed:
            if end:
                book.term(key, leader, start, end, False, "Archigos")
            if office_role and start >= "1990" and end and state + "." + office_role in book.offices:
                office = state + "." + office_role
                # Berisha led Albania as its president before he was its prime minister.
                other = any(t["person"] == key and t["office"] != office and
                            t["office"].startswith(state + ".") and
                            t["office"].split(".", 1)[1] in HEADS_OF_STATE + HEADS_OF_GOVERNMENT and
                            overlap(day(t["from"]), day(t["to"], True), day(start), day(end), 60)
                            for t in book.terms)
                if not other and not book.covered(office, start, end, 20):
                    book.term(key, office, start, end, False, "Archigos, office inferred")


def add_reign_gap(book, facts):
    """Leaders of 2014-21 whom the Factbook's sparse copies miss: single facts."""
    for r in read(os.path.join(facts, "leaders_reign.tsv")):
        state = r["iso2"]
        if state not in book.states or r["start"] < "2014" or not r["end"] or \
                "\ufffd" in r["leader"]:
            continue
        roles = [x for x in ("president", "prime-minister", "chancellor")
                 if state + "." + x in book.offices]
        if book.find([r["leader"]], state) or not roles or " " not in r["leader"]:
            continue
        # Only where exactly one office has a hole there.
        free = [x for x in roles if not book.covered(state + "." + x, r["start"], r["end"], 5)]
        if len(free) != 1:
            continue
        key = book.person(r["leader"], state, "REIGN", [], [r["leader"].split()[-1]],
                          r["gender"].lower())
        book.term(key, state + "." + free[0], r["start"], r["end"], False, "REIGN, single fact")


HEADS_OF_STATE = ("president", "king", "queen", "emperor", "emir", "sultan", "grand-duke", "prince",
                  "pope", "supreme-leader")
HEADS_OF_GOVERNMENT = ("prime-minister", "chancellor", "chief-executive")


def set_heads(book):
    """Who is head of state and of government, where the hand table does not say."""
    roles = defaultdict(set)
    for key, o in book.offices.items():
        roles[o["of"]].add(o["role"])
    for key, o in sorted(book.offices.items()):
        if o["head"] or o["role"] not in HEADS_OF_STATE + HEADS_OF_GOVERNMENT:
            continue
        mine = roles[o["of"]]
        if o["role"] in HEADS_OF_GOVERNMENT:
            o["head"] = "government"
        elif o["role"] == "president" and "supreme-leader" in mine:
            o["head"] = "government"
        elif mine & set(HEADS_OF_GOVERNMENT):
            o["head"] = "state"
        else:
            o["head"] = "both"


def build(facts, out, states):
    book = Book(states)
    add_hand(book)
    add_factbook(book, facts)
    add_us(book, facts)
    add_ambassadors(book, facts)
    add_archigos(book, facts)
    add_reign_gap(book, facts)
    set_heads(book)
    latest = defaultdict(str)
    major = set()
    for t in book.terms:
        latest[t["person"]] = max(latest[t["person"]], t["to"] or "9999")
        role = book.offices[t["office"]]["role"]
        if role in HEADS_OF_STATE + HEADS_OF_GOVERNMENT:
            major.add(t["person"])
    bearers = defaultdict(set)
    for key, p in book.people.items():
        for n in [p["name"]] + p["aliases"]:
            bearers[fold(n)].add(key)
    rows = []
    for key, p in sorted(book.people.items()):
        # "Fidel V. Ramos" is Fidel Ramos, where nobody else is.
        for n in [p["name"]] + p["aliases"]:
            plain = re.sub(r"^(\w{2,}) (?:[A-Z]\. ?)+(?=\w{2})", r"\1 ", n)
            if plain != n and not bearers[fold(plain)]:
                p["aliases"].append(plain)
                bearers[fold(plain)].add(key)
        weight = p["weight"] or (300 + (150 if key in major else 0) +
                                 (100 if latest[key] >= "2010" else 0) +
                                 (50 if latest[key] >= "2022" else 0) +
                                 (50 if p.get("hand") else 0))
        short = unique([s for s in p["short"]], [p["name"]])
        aliases = unique([a for a in p["aliases"] if " " in a], [p["name"]] + short)
        # "Alexander van der Bellen": folds alike, but is found only if a name is written so.
        aliases += [lower for lower in (CAPITAL_PARTICLE.sub(lambda m: m.group(0).lower(), n)
                                        for n in [p["name"]] + aliases) if lower not in [p["name"]] + aliases]
        rows.append([key, "person", p["name"], p["country"], p["gender"], weight, join(aliases),
                     join(short), p["wikipedia"], p["source"]])
    out.write("people.tsv", "People who hold or held an office.",
              ["key:text!", "type:enum(person)", "name:text", "country:text?", "gender:enum(m,f)?",
               "weight:int", "aliases:list?", "short:list?", "wikipedia:text?", "source:text"], rows)
    used = {t["office"] for t in book.terms} | {k for k, o in book.offices.items()
                                                if o["source"] == "editor's knowledge"}
    out.write("offices.tsv", "Offices of states and bodies.",
              ["office:text!", "role:text", "of:ref(entities.key)", "title:text",
               "head:enum(state,government,both)?", "source:text"],
              [[k, o["role"], o["of"], o["title"], o["head"], o["source"]]
               for k, o in sorted(book.offices.items()) if k in used])
    out.write("terms.tsv", "Who held which office when.",
              ["holder:ref(entities/people.key)", "held:ref(entities/offices.office)", "from:date?",
               "to:date?", "acting:bool?", "source:text"],
              [[t["person"], t["office"], t["from"], t["to"], "yes" if t["acting"] else "",
                t["source"]]
               for t in sorted(book.terms, key=lambda t: (t["office"], t["from"], t["person"]))])
