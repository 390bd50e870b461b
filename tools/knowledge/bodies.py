# SPDX-License-Identifier: Apache-2.0
"""International organisations the Factbook lists, and the dated memberships of states."""
import os

from common import fold, hand, items, read, slug

STANDINGS = {"member", "observer", "candidate country", "associate", "suspended", "partner",
             "applicant", "dialogue partner"}
# Who is a member is no longer what they were before; the Factbook's copies have such rows for weeks.
GROWN_OUT_OF = {"member": ("candidate country", "applicant"), "permanent member": ("member",)}
HAND_BODIES = os.path.join("..", "..", "data", "entities", "hand", "organisations.tsv")


def dated_by_hand(memberships):
    """The Factbook's rows corrected by tools/knowledge/memberships.tsv, which knows the days and who left before 2014."""
    whole, known, more = set(), set(), []
    for r in hand("memberships.tsv"):
        if r["all"]:
            whole.add(r["body"])
        for m in items(r["members"]):
            member = m if "/" in m else "state/" + m
            known.add((member, r["body"], r["standing"]))
            known.update((member, r["body"], s) for s in GROWN_OUT_OF.get(r["standing"], ()) if not r["to"])
            more.append([member, r["body"], r["standing"], r["from"], r["to"], "editor's knowledge"])
    return more + [m for m in memberships if tuple(m[:3]) not in known and
                   not (m[2] == "member" and m[1] in whole)]


def build(facts, out, states):
    known = {}  # abbreviation or folded name -> key of a hand-written row
    for r in hand(HAND_BODIES):
        for n in [r["name"]] + items(r["aliases"]):
            known[fold(n)] = r["key"]
        if r["kind"] in ("igo", "alliance"):
            for a in items(r["abbreviations"]):
                known.setdefault(a, r["key"])
    memberships, bodies = [], {}
    for r in read(os.path.join(facts, "memberships.tsv")):
        abbreviation, full = r["organisation"], r["full_name"]
        if r["iso2"] not in states or r["status"] not in STANDINGS or not full:
            continue
        key = known.get(fold(full)) or known.get(abbreviation)
        if key is None:
            key = "org/" + slug(full)
            alike = abbreviation if abbreviation.isupper() and len(abbreviation) > 2 else ""
            bodies[key] = [key, "organization", "igo", full, "", alike, "IGO", 450, "Factbook"]
        start = "" if r["first_seen"] <= "2014-07-13" else r["first_seen"]
        end = r["last_seen"] if r["gone_by"] else ""
        memberships.append(["state/" + r["iso2"], key, r["status"], start, end, "Factbook"])
    memberships = dated_by_hand(memberships)
    out.write("bodies.tsv", "International organisations the Factbook lists and the hand table lacks.",
              ["key:text!", "type:enum(organization)", "kind:text", "name:text", "aliases:list?",
               "abbreviations:list?", "sector:text", "weight:int", "source:text"],
              [bodies[k] for k in sorted(bodies)])
    out.write("memberships.tsv", "States in organisations. The Factbook's dates are when its copies "
              "first and last had them; those before 2014-07 are left open.",
              ["member:ref(entities.key)", "body:ref(entities.key)", "standing:text", "from:date?",
               "to:date?", "source:text"], sorted(memberships))
