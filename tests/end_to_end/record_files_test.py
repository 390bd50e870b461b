#!/usr/bin/env python3
"""Records that cannot be used as they are: old, newer, read-only, damaged, on a full disk.

Each must give a clear error, and the file's bytes must be what they were; an old one opens.
usage: record_files_test.py PROGRAM SOURCE_DIR
"""
import gzip
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = os.path.abspath(sys.argv[1]), sys.argv[2]
NOBODY = 65534
failures, passed = [], []


def check(what, condition, seen=""):
    print(("ok    " if condition else "WRONG ") + what + ("" if condition else ": " + str(seen)[-600:]))
    (passed if condition else failures).append(what)


def run(*args, program=PROGRAM, **kw):
    return subprocess.run([program, *args], capture_output=True, text=True, timeout=300, **kw)


def bytes_of(path):
    with open(path, "rb") as f:
        return f.read()


def refused(what, path, says, *args, code=3, before=None, **kw):
    """The command fails with this code, its error holds these words, and the file is as it was."""
    before = before or bytes_of(path)
    done = run(*args, **kw)
    check(what + ": said", done.returncode == code and says in done.stderr, (done.returncode, done.stderr))
    check(what + ": the file is untouched", bytes_of(path) == before)


def write(path, text):
    with open(path, "w", encoding="utf8") as f:
        f.write(text)


def make_record(folder, name="record.db"):
    db = os.path.join(folder, name)
    for article in sorted(os.listdir(os.path.join(SOURCE, "examples"))):
        if article.endswith(".txt"):
            done = run("add", "--record", db, "--published", article[:10], os.path.join(SOURCE, "examples", article))
            assert done.returncode == 0, done.stderr
    checkpoint(db)
    return db


def checkpoint(db):
    con = sqlite3.connect(db)
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()


def schema_of(db):
    con = sqlite3.connect(db)
    rows = con.execute("SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2").fetchall()
    columns = {t: [c[1:4] for c in con.execute(f"PRAGMA table_info({t})")] for k, t, _ in rows if k == "table"}
    version = con.execute("PRAGMA user_version").fetchone()[0]
    con.close()
    return version, rows, columns


def old_records(folder, db, article):
    """Every committed record of an older schema opens, answers, and takes articles."""
    newest = schema_of(db)[0]
    names = sorted(os.listdir(os.path.join(SOURCE, "tests", "records")))
    check("an old record is committed for every older schema",
          [f"schema{v}.db.gz" for v in range(1, newest)] == [n for n in names if n.endswith(".gz")], names)
    for name in names:
        old = os.path.join(folder, name[:-3])
        with open(old, "wb") as f:
            f.write(gzip.decompress(bytes_of(os.path.join(SOURCE, "tests", "records", name))))
        version = schema_of(old)[0]
        check(f"{name} is of that schema", name == f"schema{version}.db.gz", version)
        refused(f"{name}: a question", old, "older record", "timeline", "--record", old)
        counts = lambda: sqlite3.connect(old).execute(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM report), (SELECT count(*) FROM event)").fetchone()
        before = counts()
        same = run("merge", "--record", old, "1", "1")  # opens for writing, then refuses
        check(f"{name}: opened for writing, nothing lost", counts() == before and "two different" in same.stderr, same.stderr)
        check(f"{name}: now has the newest schema", schema_of(old) == schema_of(db),
              (schema_of(old), schema_of(db)))
        asked = run("timeline", "--record", old)
        check(f"{name}: answers", asked.returncode == 0 and "visit" in asked.stdout, asked.stderr)
        again = run("add", "--record", old, "--published", "2023-06-28", article)
        check(f"{name}: takes an article", again.returncode == 0 and counts()[0] == before[0] + 1, again.stderr)
        told = [os.path.join(SOURCE, "examples", n) for n in sorted(os.listdir(os.path.join(SOURCE, "examples"))) if n.endswith(".txt")]
        known = run("add", "--record", old, *told)
        check(f"{name}: knows its articles again", known.returncode == 0 and f"{before[0]} there already" in known.stderr,
              known.stderr)
        read_by = lambda: {r for r, in sqlite3.connect(old).execute("SELECT read_by FROM article")}
        check(f"{name}: says what read each article", len(read_by()) == 2 and all(r.startswith("dragoman ") for r in read_by()))
        # A report that the program of then did not find.
        with sqlite3.connect(old) as con:
            gone = con.execute("SELECT id FROM report WHERE article=1 AND id NOT IN (SELECT best_report FROM event WHERE reports>1) "
                               "ORDER BY id LIMIT 1").fetchone()[0]
            con.execute("UPDATE report SET kind='applaud' WHERE id=?", (gone,))
        recoded = run("recode", "--record", old)
        check(f"{name}: reading again shows what changed", "article 1: " in recoded.stdout and "  - applaud " in recoded.stdout
              and "\n  + " in recoded.stdout, recoded.stdout)
        check(f"{name}: and is done once", len(read_by()) == 1 and "0 articles read again" in run("recode", "--record", old).stderr)
        check(f"{name}: is read again", recoded.returncode == 0 and f"{before[0]} articles" in recoded.stderr, recoded.stderr)


def newer_record(folder, db, article):
    newer = os.path.join(folder, "newer.db")
    shutil.copy(db, newer)
    con = sqlite3.connect(newer)
    con.execute("PRAGMA journal_mode=DELETE")
    con.execute("PRAGMA user_version=999")
    con.commit()
    con.close()
    refused("a newer record: a question", newer, "newer dragoman", "timeline", "--record", newer)
    refused("a newer record: add", newer, "newer dragoman", "add", "--record", newer, article)
    refused("a newer record: recode", newer, "newer dragoman", "recode", "--record", newer)


def foreign_files(folder, article):
    other = os.path.join(folder, "other.db")
    con = sqlite3.connect(other)
    con.execute("CREATE TABLE t(x)")
    con.commit()
    con.close()
    refused("somebody else's SQLite file: add", other, "not a dragoman record", "add", "--record", other, article)
    refused("somebody else's SQLite file: a question", other, "not a dragoman record", "plans", "--record", other)
    refused("a text as a record", article, "not a record", "add", "--record", article, article)


def read_only(folder, db, article):
    """As a user who may read and not write: the tests may run as root, who may do anything."""
    place = os.path.join(folder, "read_only")
    os.mkdir(place)
    mine = os.path.join(place, "record.db")
    shutil.copy(db, mine)
    os.chmod(folder, 0o755)
    os.chmod(mine, 0o444)
    os.chmod(place, 0o555)
    who, program = {}, PROGRAM
    if os.geteuid() == 0:
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        program = os.path.join(folder, "dragoman")
        shutil.copy(PROGRAM, program)
        os.chmod(program, 0o755)
    before = bytes_of(mine)
    asked = run("timeline", "--record", mine, program=program, **who)
    check("a read-only folder: questions are answered", asked.returncode == 0 and asked.stdout, asked.stderr)
    check("a read-only folder: and nothing is left there", os.listdir(place) == ["record.db"], os.listdir(place))
    refused("a read-only file in a read-only folder: add", mine, "read-only", "add", "--record", mine, article, before=before,
            program=program, **who)
    fresh = os.path.join(place, "fresh.db")
    done = run("add", "--record", fresh, article, program=program, **who)
    check("a new record in a read-only folder: said", done.returncode == 3 and "cannot be opened" in done.stderr, done.stderr)
    os.chmod(place, 0o755)


def damaged(folder, db, article):
    """Each page in turn overwritten: an answer or an error, never a crash, and never a changed byte."""
    whole, told, wrong = bytearray(bytes_of(db)), 0, []
    path = os.path.join(folder, "damaged.db")
    pages = range(1, len(whole) // 4096)
    for page in pages:
        for command in (["export", "--as", "jsonl"], ["add", article]) if page % 6 == 1 else (["export", "--as", "jsonl"],):
            hurt = bytes(whole[:page * 4096]) + bytes([0xa5]) * 4096 + bytes(whole[(page + 1) * 4096:])
            with open(path, "wb") as f:
                f.write(hurt)
            done = run(command[0], "--record", path, *command[1:])
            told += done.returncode == 3 and "damaged" in done.stderr
            if done.returncode not in (0, 3) or (done.returncode == 3 and "damaged" not in done.stderr):
                wrong.append((page, command, done.returncode, done.stderr))
            elif bytes_of(path) != hurt and (command[0] == "export" or done.returncode == 3):
                wrong.append((page, command, "the file has changed"))
            for rest in ("-wal", "-shm"):
                if os.path.exists(path + rest):
                    os.remove(path + rest)
    check(f"each of {len(pages)} pages damaged: an answer or a clear error, no byte changed", not wrong, wrong)
    check("and the damage is noticed", told >= 5, told)


def limited():
    """A disk that ends soon: no file may grow past this."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))


def full_disk(folder, db, article):
    mine = os.path.join(folder, "full.db")
    shutil.copy(db, mine)
    before = bytes_of(mine)
    done = run("add", "--record", mine, article, preexec_fn=limited)
    check("a file that may not grow: said", done.returncode == 3 and "not kept" in done.stderr,
          (done.returncode, done.stderr))
    asked = run("stats", "--record", mine)
    check("a file that may not grow: the record opens", asked.returncode == 0, asked.stderr)
    check("a file that may not grow: the file is untouched", bytes_of(mine) == before)
    disk = os.path.join(folder, "disk")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True).returncode != 0:
        print("a full disk: skipped, may not mount one")
        return
    try:
        mine = os.path.join(disk, "record.db")
        shutil.copy(db, mine)
        with open(os.path.join(disk, "rest"), "wb", buffering=0) as f:
            try:
                while True:
                    f.write(b"0" * 4096)
            except OSError:
                pass
        refused("a full disk: add", mine, "disk", "add", "--record", mine, article)
        os.remove(os.path.join(disk, "rest"))
        done = run("add", "--record", mine, article)
        check("a full disk: with space again it goes on", done.returncode == 0 and "1 added" in done.stderr, done.stderr)
    finally:
        subprocess.run(["umount", disk], check=True)


def main():
    folder = tempfile.mkdtemp(prefix="record_files_")
    try:
        db = make_record(folder)
        article = os.path.join(folder, "article.txt")
        write(article, "Russian President Vladimir Putin visited Turkey on Monday. He met Recep Tayyip Erdogan in Ankara.\n")
        old_records(folder, db, article)
        newer_record(folder, db, article)
        foreign_files(folder, article)
        read_only(folder, db, article)
        damaged(folder, db, article)
        full_disk(folder, db, article)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(passed)} passed, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
