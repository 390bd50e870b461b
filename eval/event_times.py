#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times of events: TempEval-3 TBAQ's links between events and times, against the events that build/dragoman reads.

usage: eval/event_times.py [--verbose]
Of our events whose trigger is an event there that is linked as being in a dated expression (IS_INCLUDED, SIMULTANEOUS,
DURING, IDENTITY; not the creation time): `right`, the share whose days are those of the expression; `precision`, of those
we give a time. Of our other dated events, `agreeing`: the share that no link to any date contradicts (BEFORE, AFTER ...).
"""
import calendar, datetime, glob, json, os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

from _timeml import marked_text

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TBAQ = os.path.join(os.environ.get("DRAGOMAN_SHARED", os.path.join(ROOT, "..", "shared")), "corpora", "dev", "tbaq")
PROGRAM = os.environ.get("DRAGOMAN", os.path.join(ROOT, "build", "dragoman"))
VERBOSE = "--verbose" in sys.argv
IN = ("IS_INCLUDED", "SIMULTANEOUS", "DURING", "IDENTITY")
TURNED = {"INCLUDES": "IS_INCLUDED", "IS_INCLUDED": "INCLUDES", "BEFORE": "AFTER", "AFTER": "BEFORE",
          "IBEFORE": "IAFTER", "IAFTER": "IBEFORE"}


def days(value):
    """(first, last) day of a TIMEX3 value, or None."""
    date = datetime.date
    if m := re.match(r"(\d{4})-(\d\d)-(\d\d)(T|$)", value):
        day = date(*map(int, m.groups()[:3]))
        return day, day
    if m := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", value):
        y, mo = int(m[1]), int(m[2])
        return date(y, mo, 1), date(y, mo, calendar.monthrange(y, mo)[1])
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return monday + datetime.timedelta(5 if m[3] else 0), monday + datetime.timedelta(6)
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        y, end = int(m[1]), 3 * int(m[2])
        return date(y, end - 2, 1), date(y, end, calendar.monthrange(y, end)[1])
    return None


def read_document(path):
    """(id, text, creation time's id, values by time id, offset by event id, links (event, relation, time))"""
    root = ET.parse(path).getroot()
    created = root.find("DCT/TIMEX3")
    text, elements = marked_text(root.find("TEXT"))
    values = {created.get("tid"): created.get("value")}
    values.update((node.get("tid"), node.get("value")) for node, _, _ in elements if node.tag == "TIMEX3")
    events = {node.get("eid"): begin for node, begin, _ in elements if node.tag == "EVENT"}
    of = {m.get("eiid"): m.get("eventID") for m in root.iter("MAKEINSTANCE")}
    links = []
    for link in root.iter("TLINK"):
        relation = link.get("relType")
        if link.get("eventInstanceID") and link.get("relatedToTime"):
            links.append((of.get(link.get("eventInstanceID")), relation, link.get("relatedToTime")))
        if link.get("timeID") and link.get("relatedToEventInstance"):
            links.append((of.get(link.get("relatedToEventInstance")), TURNED.get(relation, relation), link.get("timeID")))
    return os.path.basename(path), text, created.get("tid"), values, events, links


def read_all(documents):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for name, text, created, values, _, _ in documents:
            f.write(json.dumps({"id": name, "text": text, "published": values[created][:10]}) + "\n")
        f.flush()
        out = subprocess.run([PROGRAM, "read", "--format", "jsonl", f.name], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return [json.loads(line) for line in out.stdout.decode().splitlines()]


def contradicts(first, last, relation, at):
    if relation in ("BEFORE", "IBEFORE"):
        return first > at[1]
    if relation in ("AFTER", "IAFTER"):
        return last < at[0]
    return relation in IN and (last < at[0] or first > at[1])


def main():
    documents = [read_document(p) for p in sorted(glob.glob(os.path.join(TBAQ, "*", "*.tml")))]
    linked = right = given = others = agreeing = 0
    for (name, text, created, values, events, links), reading in zip(documents, read_all(documents)):
        ours = reading["document"]["text"]
        solid = [i for i, c in enumerate(ours) if not c.isspace()]
        theirs = [i for i, c in enumerate(text) if not c.isspace()]
        if len(solid) != len(theirs):  # something else than blanks was cleaned
            continue
        place = dict(zip(theirs, solid))
        for event, begin in events.items():
            at = place.get(begin)
            hit = next((e for e in reading["events"] if at is not None and e["trigger"][0] <= at < e["trigger"][1]), None)
            if hit is None:
                continue
            mine = [(r, t, days(values[t])) for e, r, t in links if e == event and t in values]
            wanted = [d for r, t, d in mine if r in IN and t != created and d]
            when = hit.get("time") or {}
            first, last = (datetime.date.fromisoformat(when[k]) if when.get(k) else None for k in ("earliest", "latest"))
            if wanted:
                linked += 1
                given += bool(when.get("edtf"))
                ok = (first, last) in wanted
                right += ok
                if VERBOSE and not ok:
                    print(name, ours[hit["trigger"][0]:hit["trigger"][1]], [tuple(map(str, d)) for d in wanted], when.get("edtf"))
            elif first and last:
                others += 1
                agreeing += not any(d and contradicts(first, last, r, d) for r, _, d in mine)
    print(f"right\t{right / max(linked, 1):.4f}\nprecision\t{right / max(given, 1):.4f}\nagreeing\t{agreeing / max(others, 1):.4f}")


main()
