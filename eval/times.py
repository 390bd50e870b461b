#!/usr/bin/env python3
"""Times: figures on TempEval-3 TBAQ, MEANTIME, Recognizers-Text, EDTF cases, and speed.

usage: eval/times.py [--verbose PART]     (PART: tbaq, meantime, recognizers)
Runs build/times_tool (with DRAGOMAN_DATA=DIR: on the tables in DIR) on ../shared/corpora; prints one "figure<TAB>value" line per figure.

TBAQ and MEANTIME are scored as TempEval-3 does: an expression is found when it overlaps one of the
gold (relaxed) or is the same (strict); value accuracy is over those found; value F1 is over all.
Creation times outside the text are left out. A gold decade or century may be written with X.

Recognizers-Text is chat; a case counts when it is well defined for news. That was decided by principle, not by
what fails. Counted: one result, of type date, daterange, duration, datetime or datetimerange, that the specification
itself supports. Left out is only what has no one answer in English or on the calendar: clock times alone and "now"
(no day); a day of the month without a month, and digits that are no full date ("8-10"); vague amounts ("a few",
"a couple", "several"); "next Sunday" and "last May", on which speakers differ (the specification takes next week's and
last year's); days that do not exist. Right: the expression overlaps, and its value, its days or its duration is one of
those resolved (past or future). Where TIMEX3 is coarser ("two years ago" is a year, not a day) the day has to lie in it.

EDTF: 1 when all cases of edtf-cases.tsv come out as there, but one, which contradicts others of the same file
(tests/unit/edtf_test.cc says which and why).
"""
import glob, json, os, re, subprocess, sys
import xml.etree.ElementTree as ET

from _timeml import marked_text

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("DRAGOMAN_SHARED", os.path.join(ROOT, "..", "shared"))
DEV = os.path.join(SHARED, "corpora", "dev")
TOOL = os.environ.get("DRAGOMAN_TIMES_TOOL", os.path.join(ROOT, "build", "times_tool"))
DATA = ["--list", os.environ["DRAGOMAN_DATA"]] if "DRAGOMAN_DATA" in os.environ else []
VERBOSE = sys.argv[2] if len(sys.argv) > 2 and sys.argv[1] == "--verbose" else ""


def run(docs):
    """docs: [(published or None, text)] -> [[timex dict]] with offsets in code points"""
    lines = "".join(f"{p or '-'}\t" + t.replace("\n", "\\n") + "\n" for p, t in docs)
    out = subprocess.run([TOOL, *DATA], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    keys = "begin end type value mod edtf earliest latest anchor rule relation text".split()
    result = []
    for (published, text), block in zip(docs, out.split("=\n")):
        raw = text.encode()
        found = []
        for line in block.split("\n"):
            if not line:
                continue
            t = dict(zip(keys, line.split("\t")))
            t["begin"] = len(raw[: int(t["begin"])].decode(errors="replace"))
            t["end"] = len(raw[: int(t["end"])].decode(errors="replace"))
            found.append(t)
        result.append(found)
    return result


def prf(tp, predicted, gold):
    return 2 * tp / (predicted + gold) if predicted + gold else 0.0


def same_value(gold, got):
    gold = re.sub(r"-W(\d)$", r"-W0\1", gold)  # a week written with one digit
    return gold == got or gold.rstrip("X") == got.rstrip("X") or gold.replace("-XX", "") == got


def score(name, docs):
    """docs: [(published, text, [(begin, end, value)])]"""
    outputs = run([(p, t) for p, t, _ in docs])
    gold_n = got_n = strict = relaxed = value = 0
    for (published, text, gold), got in zip(docs, outputs):
        gold_n += len(gold)
        got_n += len(got)
        used = set()
        for b, e, v in gold:
            hits = [i for i, t in enumerate(got) if i not in used and t["begin"] < e and b < t["end"]]
            if not hits:
                if VERBOSE == name:
                    print(f"MISS {published} {text[b:e]!r} {v} | {text[max(0, b - 50):e + 30]!r}")
                continue
            i = max(hits, key=lambda j: (got[j]["begin"] == b and got[j]["end"] == e))
            used.add(i)
            t = got[i]
            relaxed += 1
            exact = t["begin"] == b and t["end"] == e
            strict += exact
            ok = same_value(v, t["value"])
            value += ok
            if VERBOSE == name:
                if not exact:
                    print(f"EXTENT gold {text[b:e]!r} got {t['text']!r}")
                if not ok:
                    print(f"VALUE {published} {text[b:e]!r} gold {v} got {t['value']} [{t['rule']}] | {text[max(0, b - 70):e + 50]!r}")
        if VERBOSE == name:
            for i, t in enumerate(got):
                if i not in used:
                    print(f"EXTRA {t['text']!r} {t['value']} [{t['rule']}] | {text[max(0, t['begin'] - 40):t['end'] + 40]!r}")
    return prf(relaxed, got_n, gold_n), prf(strict, got_n, gold_n), value / max(relaxed, 1), prf(value, got_n, gold_n)


def tbaq():
    docs = []
    for path in sorted(glob.glob(os.path.join(DEV, "tbaq", "*", "*.tml"))):
        root = ET.parse(path).getroot()
        dct = root.find("DCT/TIMEX3").get("value")[:10]
        joined, elements = marked_text(root.find("TEXT"))
        gold = [(b, e, node.get("value")) for node, b, e in elements if node.tag == "TIMEX3"]
        trimmed = []
        for b, e, v in gold:
            while b < e and joined[b].isspace():
                b += 1
            while e > b and joined[e - 1].isspace():
                e -= 1
            trimmed.append((b, e, v))
        docs.append((dct, joined, trimmed))
    return docs


def meantime():
    docs = []
    for path in sorted(glob.glob(os.path.join(DEV, "meantime", "corpus_*", "*.xml"))):
        root = ET.parse(path).getroot()
        text, span, last = "", {}, "0"
        for t in root.iter("token"):
            if int(t.get("sentence")) > 5:  # only the title, the date and the first sentences are annotated
                break
            if text:
                text += "\n" if t.get("sentence") != last else " "
            last = t.get("sentence")
            span[t.get("t_id")] = (len(text), len(text) + len(t.text))
            text += t.text
        gold, published = [], None
        for x in root.iter("TIMEX3"):
            anchors = [span[a.get("t_id")] for a in x.findall("token_anchor") if a.get("t_id") in span]
            if x.get("functionInDocument") == "CREATION_TIME" and not published:
                published = x.get("value")[:10]
            if anchors:
                gold.append((min(a for a, _ in anchors), max(b for _, b in anchors), x.get("value")))
        docs.append((published, text, sorted(gold)))
    return docs


NEWS_TYPES = {"date", "daterange", "duration", "datetime", "datetimerange"}


def recognizer_cases():
    for path in sorted(glob.glob(os.path.join(DEV, "recognizers-datetime", "*.json"))):
        name = os.path.basename(path)
        if name not in ("DateParser.json", "DatePeriodParser.json", "DurationParser.json", "DateTimeParser.json"):
            continue
        for case in json.load(open(path, encoding="utf-8-sig")):
            results = case.get("Results", [])
            if len(results) != 1 or "NotSupported" in case or not results[0].get("Value"):
                continue
            r = results[0]
            timex = r["Value"].get("Timex", "")
            clock_only = timex.startswith("T") or timex.startswith("(T") or "REF" in timex
            vague = timex.startswith("XXXX-XX-") or timex.startswith("(XXXX-XX-") or timex == ""
            unsure = re.search(r"\b(few|couple|several|next (mon|tue|wed|thu|fri|sat|sun)|last (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", r["Text"].lower())
            digits = not re.search("[a-z]", r["Text"].lower()) and not re.fullmatch(r"\d{1,4}([-/.])\d{1,2}\1\d{2,4}", r["Text"])
            resolved = json.dumps(r["Value"].get("FutureResolution", {}))
            if "0001-01-01" in resolved or resolved == "{}":
                continue
            if r["Type"] not in NEWS_TYPES or clock_only or vague or unsure or digits:
                continue
            yield name, case, r, timex


def recognizers():
    cases = list(recognizer_cases())
    docs = [((c.get("Context", {}).get("ReferenceDateTime") or "2016-11-07")[:10], c["Input"]) for _, c, _, _ in cases]
    right = 0
    for (name, case, r, timex), got, doc in zip(cases, run(docs), docs):
        begin, end = r["Start"], r["Start"] + r["Length"]
        hits = [t for t in got if t["begin"] < end and begin < t["end"]]
        wanted = set()
        for res in (r["Value"].get("FutureResolution", {}), r["Value"].get("PastResolution", {})):
            one = res.get("date") or res.get("dateTime", "")
            if one:
                wanted.add((one[:10], one[:10]))
            first = (res.get("startDate") or res.get("startDateTime", ""))[:10]
            last = (res.get("endDate") or res.get("endDateTime", ""))[:10]
            if first or last:
                wanted.add((first or "..", last or ".."))
        ok = False
        if hits:
            days = {(hits[0]["earliest"], hits[-1]["latest"])} | {(t["earliest"], t["latest"]) for t in hits}
            ok = any(t["rule"].startswith("rel.") and any(a == b and t["earliest"] <= a <= t["latest"] for a, b in wanted) for t in hits)
            ok = ok or any(timex.endswith("," + t["value"] + ")") for t in hits)
            ok = ok or timex in {t["value"] for t in hits} or bool(days & wanted)
            ok = ok or any((a, next_day(b)) in wanted for a, b in days)
            ok = ok or any(r["Type"] == "duration" and seconds(t["value"]) == seconds(timex) is not None for t in hits)
            open_from = {(a, "..") for a, b in days} & wanted
            ok = ok or (bool(open_from) and any(t["relation"] in ("since", "after") for t in hits))
            ok = ok or any((("..", a) in wanted or ("..", b) in wanted) and any(t["relation"] in ("until", "before") for t in hits) for a, b in days)
        right += ok
        if VERBOSE == "recognizers" and not ok:
            print(f"{name} {doc[0]} {case['Input']!r} {r['Text']!r} {timex} {sorted(wanted)} got {[(t['text'], t['value'], t['edtf']) for t in got]}")
    return right / max(len(cases), 1)


def next_day(day):
    import datetime
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(1)).isoformat()
    except ValueError:
        return day


def seconds(value):
    m = re.fullmatch(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?", value)
    if not m or value in ("P", "PT"):
        return None
    size = (360 * 86400, 30 * 86400, 7 * 86400, 86400, 3600, 60, 1)
    return sum(float(n) * s for n, s in zip(m.groups(), size) if n)


def edtf_cases():
    """From the unit test, which reads the shared cases."""
    out = subprocess.run([os.path.join(ROOT, "build", "tests", "unit_tests"), "--gtest_filter=Edtf.AgreesWithTheSharedCases"],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return 1.0 if out.returncode == 0 and b"[  PASSED  ] 1 test" in out.stdout else 0.0


def speed():
    import lzma
    lines = []
    with lzma.open(os.path.join(SHARED, "corpora", "raw", "voa-sentences.txt.xz"), "rt", encoding="utf8") as f:
        for i, line in enumerate(f):
            lines.append(line.strip())
            if i >= 8000:
                break
    docs = ["2008-06-15\t" + "\\n".join(lines[i:i + 20]) + "\n" for i in range(0, len(lines), 20)]
    out = subprocess.run([TOOL, "--speed"], input="".join(docs).encode(), stdout=subprocess.PIPE, check=True).stdout
    return int(out)


def main():
    if VERBOSE:
        for name, make in (("tbaq", tbaq), ("meantime", meantime)):
            if VERBOSE == name:
                print(score(name, make()))
        if VERBOSE == "recognizers":
            print(recognizers())
        return
    relaxed, strict, accuracy, value = score("tbaq", tbaq())
    print(f"tbaq.relaxed_f1\t{relaxed:.4f}\ntbaq.strict_f1\t{strict:.4f}")
    print(f"tbaq.value_accuracy\t{accuracy:.4f}\ntbaq.value_f1\t{value:.4f}")
    print(f"meantime.value_f1\t{score('meantime', meantime())[3]:.4f}")
    print(f"recognizers.right\t{recognizers():.4f}")
    print(f"edtf.cases\t{edtf_cases():.4f}")
    print(f"words_per_second\t{speed()}")


main()
