#!/usr/bin/env python3
"""The record under faults: killed programs and two writers. Files that cannot be used: record_files_test.py.

usage: [RECORD_KILLS=200] record_faults_test.py PROGRAM
"""
import os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time, json

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(os.environ.get("RECORD_KILLS", "20"))  # 200 on demand: minutes
PEOPLE = ["Vladimir Putin", "Xi Jinping", "Emmanuel Macron", "Recep Tayyip Erdogan", "Narendra Modi"]
CITIES = ["Beijing", "Paris", "Ankara", "Delhi", "Geneva"]
failures, passed = [], []


def check(what, condition, seen=""):
    print(("ok    " if condition else "WRONG ") + what + ("" if condition else ": " + str(seen)[-400:]))
    (passed if condition else failures).append(what)


def run(*args, **kw):
    return subprocess.run([PROGRAM, *args], capture_output=True, text=True, timeout=300, **kw)


def write_articles(path, count):
    with open(path, "w", encoding="utf8") as f:
        for i in range(count):
            a, b = PEOPLE[i % 5], PEOPLE[(i // 5 + i % 5 + 1) % 5]
            day = f"2023-{i % 12 + 1:02}-{i % 28 + 1:02}"
            text = (f"Article {i}. {a} met {b} in {CITIES[i % 5]} on Monday. {a} will visit {b} next month, "
                    f"a spokesman said. {b} praised the talks number {i}.")
            f.write(json.dumps({"id": f"n{i}", "text": text, "published": day, "outlet": f"Paper {i % 7}"}) + "\n")


def whole(db):
    """'' if every article is there with all its reports, else what is wrong"""
    con = sqlite3.connect(db)
    try:
        if con.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return "integrity"
        if con.execute("PRAGMA foreign_key_check").fetchone():
            return "foreign keys"
        if con.execute("SELECT count(*) FROM article WHERE copy_of=0").fetchone()[0]:
            return "half an article"
        if con.execute("SELECT count(*) FROM event WHERE reports<>(SELECT count(*) FROM report WHERE event=event.id)").fetchone()[0]:
            return "an event counts wrongly"
        if con.execute("SELECT count(*) FROM report WHERE event NOT IN (SELECT id FROM event)").fetchone()[0]:
            return "a report of no event"
        if con.execute("SELECT count(*) FROM article a WHERE coalesce(last_report-first_report+1, 0) <> "
                       "(SELECT count(*) FROM report WHERE article=a.id)").fetchone()[0]:
            return "an article without all of its reports"
    finally:
        con.close()
    return ""


def counts(db):
    con = sqlite3.connect(db)
    out = [con.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("article", "report", "event", "evidence")]
    con.close()
    return out


def killed(folder, command, prepare):
    rng = random.Random(7)
    db = os.path.join(folder, "killed.db")
    prepare(db)
    start = time.time()
    run(*command(db + ".timing")) if command is add_command else None
    whole_run = max(0.3, time.time() - start)
    wrong = ""
    for _ in range(KILLS):
        process = subprocess.Popen([PROGRAM, *command(db)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.random() * min(whole_run, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if os.path.exists(db) and os.path.getsize(db) > 0:
            try:
                wrong = wrong or whole(db)
            except sqlite3.OperationalError as e:
                wrong = wrong or ("" if "no such table" in str(e) else str(e))
    return db, wrong


def add_command(db):
    return ["add", "--record", db, ARTICLES]


def main():
    global ARTICLES
    folder = tempfile.mkdtemp(prefix="record_faults_")
    ARTICLES = os.path.join(folder, "articles.jsonl")
    write_articles(ARTICLES, 300)
    try:
        clean = os.path.join(folder, "clean.db")
        done = run(*add_command(clean))
        check("add succeeds", done.returncode == 0, done.stderr)
        check("the articles report events", counts(clean)[1] > 300, counts(clean))
        again = run(*add_command(clean))
        check("adding again changes nothing", "300 there already" in again.stderr, again.stderr)

        db, wrong = killed(folder, add_command, lambda db: None)
        check(f"killed {KILLS} times during add: whole articles only", wrong == "", wrong)
        run(*add_command(db))
        check("a re-run completes it", counts(db)[:2] == counts(clean)[:2], (counts(db), counts(clean)))

        def old(db):
            shutil.copy(clean, db)
            con = sqlite3.connect(db)
            con.execute("UPDATE article SET read_by='older'")
            con.commit()
            con.close()
        os.remove(db)
        db, wrong = killed(folder, lambda db: ["recode", "--record", db], old)
        check(f"killed {KILLS} times during recode: whole articles only", wrong == "", wrong)
        recode = run("recode", "--record", db)
        check("recode completes", recode.returncode == 0 and counts(db)[:2] == counts(clean)[:2], recode.stderr)

        # Two writers: the second waits.
        con = sqlite3.connect(clean, isolation_level=None)
        con.execute("BEGIN IMMEDIATE")
        waiting = subprocess.Popen([PROGRAM, *add_command(clean)], stderr=subprocess.PIPE, text=True)
        time.sleep(1)
        check("the second writer waits", waiting.poll() is None)
        readers = run("stats", "--record", clean)
        check("a reader is not blocked", readers.returncode == 0, readers.stderr)
        con.execute("ROLLBACK")
        _, err = waiting.communicate(timeout=60)
        check("and goes on", waiting.returncode == 0, err)
        con.execute("BEGIN IMMEDIATE")
        r = run(*add_command(clean))
        check("but not for ever, and says so", r.returncode == 3 and "another program is writing" in r.stderr, r.stderr)
        con.execute("ROLLBACK")
        con.close()

        r = run("timeline", "--record", os.path.join(folder, "nowhere.db"))
        check("no file: said", r.returncode == 3 and "no such file" in r.stderr, r.stderr)
        check("and none is made by asking", not os.path.exists(os.path.join(folder, "nowhere.db")))
    finally:
        shutil.rmtree(folder)
    print(f"{len(passed)} passed, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
