#!/usr/bin/env python3
"""What a person types, and what the record answers: names, dates, choices, slips, terminals.

Each case is a question and what must, or must not, stand in the answer.

usage: questions_test.py PROGRAM
"""
import csv
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
ARTICLES = [
    ("2023-08-01", "The Herald", "Russian President Vladimir Putin will visit Turkey on 20 August. Turkish President Recep Tayyip "
                                 "Erdogan will meet French President Emmanuel Macron in Paris on 25 August."),
    ("2023-08-10", "The Post", "Russian President Vladimir Putin postponed his visit to Turkey. Recep Tayyip Erdogan cancelled a "
                               "meeting with Emmanuel Macron."),
    ("2023-08-02", "The Herald", "Chinese President Xi Jinping will visit Egypt on 12 August."),
    ("2023-08-14", "The Post", "Xi Jinping visited Egypt on Saturday."),
    ("2022-05-04", "The Herald", "Recep Tayyip Erdogan met Emmanuel Macron in Istanbul on Monday."),
    ("2024-06-12", "The Post", "Narendra Modi met Ursula von der Leyen in Moscow on Tuesday. Russian police arrested 20 people in "
                               "Kazan on Monday."),
    ("2025-09-01", "The Post", "Friedrich Merz urged Giorgia Meloni to support the budget."),
    ("2024-03-05", "The Herald", "A bombing killed 12 people in Kyiv on Monday."),
    ("2024-03-05", "The Post", "A bombing killed 14 people in Kyiv on Monday."),
]
failures, passed = [], []


def check(what, condition, seen=""):
    print(("ok    " if condition else "WRONG ") + what + ("" if condition else ":\n" + str(seen)[-1500:]))
    (passed if condition else failures).append(what)


def ask(question, columns=100):
    return subprocess.run([PROGRAM, *shlex.split(question)], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "COLUMNS": str(columns), "DRAGOMAN_RECORD": RECORD})


def answers(question, *there, absent=(), columns=100, code=0):
    """What stands in the answer or in what is said to standard error; of no use: a question that cannot be asked."""
    done = ask(question, columns)
    seen = done.stdout + done.stderr
    check(question, done.returncode == code and all(t in seen for t in there) and not any(a in seen for a in absent),
          f"code {done.returncode}\n{seen}")


def rows(question):
    return [json.loads(line) for line in ask(question + " --format jsonl").stdout.splitlines()]


def check_plans():
    """A plan that was settled says so wherever it is shown."""
    answers("timeline Putin", "↷ postponed", "postponed by event", absent=["○"])
    answers("meetings Macron Erdogan --since 2023", "⊘ cancelled", "cancelled by event")
    answers("trips Xi --brief", "✓ fulfilled", "●")
    answers("timeline --status cancelled --brief", "⊘ cancelled", absent=["Putin", "Xi"])
    answers("plans --state cancelled --brief", "cancelled", absent=["postponed", "fulfilled"])
    answers("plans --state Postponed,fulfilled --brief", "postponed", "fulfilled", absent=["cancelled"])
    answers("plans --state held", "open, due, overdue, fulfilled", code=2)
    answers("plans Putin --kind visit", "Turkey", absent=["Egypt"])
    answers("plans --undated", "no plan in this record answers that", "in any state, dated or not: 3")
    plans = {r["outcome"]: r for r in rows("timeline --status planned")}
    check("jsonl: the status stays planned, with the outcome and the event beside it",
          set(plans) == {"fulfilled", "postponed", "cancelled"}
          and all(r["status"] == "planned" and isinstance(r["settled_by"], int) for r in plans.values()), plans)
    check("jsonl: days, day of publication and paper", all(r["earliest"] and r["latest"] and r["published"] and r["outlet"] == "The Herald"
          for r in list(plans.values()) + rows("plans")), plans)
    table = list(csv.DictReader(io.StringIO(ask("timeline --format csv").stdout)))
    check("csv: the same two columns", {r["outcome"] for r in table} == {"", "fulfilled", "postponed", "cancelled"}
          and all(bool(r["outcome"]) == r["settled_by"].isdigit() for r in table), table)


def check_typing():
    """As people type: no option for the name, capitals, years, several words."""
    answers("timeline erdogan", "Istanbul", "cancel-meeting", absent=["Putin"])
    answers("meetings Macron", "Paris", "Istanbul")
    answers("timeline --since 2024 --brief", "bomb", absent=["visit"])
    answers("timeline --until 2022-05 --brief", "Istanbul", absent=["Paris"])
    answers("timeline --before 2023 --brief", "Istanbul", absent=["Paris", "Egypt"])
    answers("timeline --since 2023-13", "YYYY-MM", code=2)
    answers("timeline --since yesterday", "not a day, month or year", code=2)
    answers("timeline --type consult --status OCCURRED --brief", "meet")
    answers("timeline --place Kiev --brief", "'Kiev' is taken for Kyiv", "bomb")
    answers("timeline --place istanbul --brief", "meet")
    answers("timeline --place Moscow --brief", "Moscow", absent=["Kazan"])
    answers("timeline --place Russia --brief", "Moscow", "Kazan")
    answers("search macron meeting", "[Macron]")
    answers("search macron --since 2023 --brief", "2023", absent=["2022"])
    answers("search macron --until 2022-05 --brief", "4 May 2022", absent=["2023"])
    answers("search '\"met Emmanuel Macron\"' --since 2023", "no text holds")
    answers("claims --words will visit", "no claim")
    answers("claims --by Merz", "urge")
    answers("claims --about Merz", "no claim")
    answers("claims --about Meloni", "urge")
    answers("actors --type Person --brief", "Xi Jinping", absent=["Turkey"])
    answers("actors --type persons", "did you mean person?", code=2)


def check_offices():
    answers("offices Erdogan --brief", "President of Turkey", "on 1 Aug 2023", "the knowledge base")
    answers("offices president of turkey --on 2010-01-01", "no office of this record", "1 Jan 2010", absent=["Erdoğan  "])
    answers("offices prime minister of turkey --on 2010-01-01", "Recep Tayyip", absent=["Aug 2023"])
    answers("offices president --format csv", "who,office,when", "President of France")
    answers("offices nonsense", "no office of this record is called 'nonsense'")


def check_decisions():
    """What a person decides is said back."""
    meet, bomb = (r["event"] for r in rows("timeline --kind meet --place Istanbul") + rows("timeline --kind bomb"))
    answers(f"merge {meet} {bomb}", "3 reports")
    herald = next(r["report"] for r in rows(f"show {meet}") if "Istanbul" in r["words"])
    answers(f"split {herald}", "event ")


def check_slips():
    """An error says what to do next."""
    answers("timeline Erdogn", "did you mean", "Recep Tayyip Erdoğan", code=2)
    answers("actors Erdogn", "nearly so", "Recep Tayyip Erdoğan")
    answers("timeline --place Istambul", "did you mean Istanbul?", code=2)
    answers("timeline --kind visits", "did you mean visit?", code=2)
    answers("timeline --type assualt", "did you mean ASSAULT?", code=2)
    answers("timeline --status done", "it has occurred, ongoing", code=2)
    answers("timeline Macron --since 2030", "no event in this record answers that", "at any time: ")
    answers("timeline --most 0", "not a number from 1 on", code=2)
    answers("timeline --most -1", "not a number from 1 on", code=2)
    answers(f"timeline --record {RECORD}.not", "no such file", "dragoman add --record", code=3)
    answers(f"add --record {RECORD}.new nothing.txt", "no such file", code=1)
    answers(f"timeline --record {RECORD}.new", "holds no article yet", "dragoman add")
    answers("search ''", "no words to search for", code=2)


def check_evidence():
    """Every answer shows the words it rests on; machines get the same."""
    answers("conflicts", "killed", "12 people", "14 people", "The Post", "“A bombing killed 14 people in Kyiv on Monday.”")
    answers("conflicts --about killed --place Kyiv", "12 people")
    answers("conflicts Putin", "do not contradict each other")
    sides = rows("conflicts")
    check("conflicts: both sides name event, kind, report and words", len(sides) == 2 and len({s["report"] for s in sides}) == 2
          and all(s["what"] == "bomb" and s["about"] == "killed" and s["update"] is None and s["words"] for s in sides), sides)
    bomb = sides[0]["event"]
    answers(f"show {bomb}", "[bombing]", "the reports differ on killed")
    reports = rows(f"show {bomb}")
    check("show: a row a report", sorted(r["outlet"] for r in reports) == ["The Herald", "The Post"]
          and all(r["words"] and r["rule"] and r["when"] == "2024-03-04" for r in reports), reports)
    answers("show 999", "not in this record", "timeline", code=2)


def check_terminals():
    """No line is wider than the terminal, no word and no date is broken; hard blanks stay inside."""
    for columns in (40, 60, 80, 100, 160):
        for question in ("timeline", "meetings Macron", "plans", "claims", "conflicts", "actors", "stats"):
            done = ask(question, columns)
            wide = [line for line in done.stdout.splitlines() if len(line) > columns]
            whole = all(w in done.stdout for w in ("cancel-", "10 Aug 2023", "✓ fulfilled", "Macron")) or question != "timeline"
            check(f"{question}, {columns} columns", done.returncode == 0 and not wide and whole and "\u00a0" not in done.stdout, wide or done.stdout)
    answers("timeline Putin", "status", "↷ postponed", "\nwhom ", columns=50)
    answers("timeline --kind bomb", "killed 12 people", "; also 14 people", absent=["before"])


def main():
    global RECORD
    folder = tempfile.mkdtemp(prefix="questions_")
    RECORD = os.path.join(folder, "record.db")
    try:
        articles = os.path.join(folder, "articles.jsonl")
        with open(articles, "w", encoding="utf8") as f:
            for n, (day, outlet, text) in enumerate(ARTICLES):
                f.write(json.dumps({"id": str(n), "published": day, "outlet": outlet, "text": text}) + "\n")
        added = ask("add " + articles)
        check("add", added.returncode == 0, added.stderr)
        check_plans()
        check_typing()
        check_slips()
        check_evidence()
        check_terminals()
        check_offices()
        check_decisions()
    finally:
        shutil.rmtree(folder)
    print(f"{len(passed)} passed, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
