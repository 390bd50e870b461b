#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad input, from outside: never a crash, a hang or a silent drop; the exit code says what happened.

usage: bad_input_test.py DRAGOMAN SOURCE_DIR [SHARED_DIR]
"""
import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from datetime import date, timedelta

PROGRAM = sys.argv[1]
GOOD = "The envoys of two states met in Oslo on Monday. A spokesman said that they would meet again."
SECONDS = 120  # for any one run; the machine may be busy, a hang is a hang


def read(*args, stdin=b"", **kwargs):
    return subprocess.run([PROGRAM, "read", "--format", "jsonl", *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=SECONDS, **kwargs)


def peak_kib(*args, stdin_file=None):
    """(exit code, peak resident KiB) of one run whose output is thrown away."""
    child = subprocess.Popen([PROGRAM, "read", *args], stdin=stdin_file, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_maxrss


class BadInput(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, name, content):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode("utf8"))
        return path

    def readings(self, run):
        return [json.loads(line) for line in run.stdout.decode("utf8").splitlines()]

    def rejected(self, path, reason):
        """The file is rejected for that reason; a good one beside it is read."""
        good = self.file("good.txt", GOOD)
        rejects = os.path.join(self.folder.name, "rejects.tsv")
        run = read("--rejects", rejects, path, good)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertEqual([r["document"]["text"] for r in self.readings(run)], [GOOD])
        with open(rejects, encoding="utf8") as f:
            lines = f.read().splitlines()
        self.assertEqual(len(lines), 1, lines)
        self.assertEqual(lines[0].split("\t")[:2], [path, "0"])
        self.assertIn(reason, lines[0])
        self.assertIn(reason, run.stderr.decode())

    def accepted(self, content, note=None, name="article.txt"):
        run = read(self.file(name, content))
        self.assertEqual(run.returncode, 0, run.stderr)
        reading, = self.readings(run)
        if note:
            self.assertTrue(any(note in n for n in reading["notes"]), reading["notes"])
        return reading

    def test_empty_file(self):
        self.rejected(self.file("empty.txt", b""), "no text")
        self.rejected(self.file("blank.txt", b" \n\t\n"), "no text")

    def test_binary(self):
        self.rejected(self.file("program.txt", bytes(range(256)) * 50), "not text")
        self.rejected("/bin/true", "not text")

    def test_missing_file(self):
        self.rejected(os.path.join(self.folder.name, "missing.txt"), "no such file")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable_file(self):
        path = self.file("secret.txt", GOOD)
        os.chmod(path, 0)
        self.rejected(path, "permission denied")

    def test_a_line_of_100_megabytes(self):
        self.rejected(self.file("line.txt", b"word " * (20 << 20)), "too large")

    def test_a_device_that_does_not_end(self):
        self.rejected("/dev/zero", "too large")

    def test_broken_compression(self):
        packed = gzip.compress(GOOD.encode() * 1000)
        self.rejected(self.file("cut.txt.gz", packed[:len(packed) // 2]), "gzip data ends")
        self.rejected(self.file("broken.txt.gz", packed[:40] + b"\0" * 40 + packed[80:]), "gzip")
        self.assertEqual(self.accepted(gzip.compress(GOOD.encode()), name="whole.txt.gz")["document"]["text"], GOOD)

    def test_invalid_utf8(self):
        reading = self.accepted(GOOD.encode() + b" The C\xf4te d'Ivoire agreed.", "Windows-1252")
        self.assertIn("Côte", reading["document"]["text"])
        reading = self.accepted(GOOD.encode() + "Côte ".encode() + b"\xf4 agreed.", "U+FFFD")

    def test_nul_bytes(self):
        self.assertNotIn("\0", self.accepted(GOOD.encode() + b"\0 " + GOOD.encode(), "control")["document"]["text"])
        self.accepted(json.dumps({"text": GOOD + "\0" + GOOD}), "control", name="nul.json")

    def test_utf16(self):
        self.assertEqual(self.accepted(GOOD.encode("utf-16"), "UTF-16")["document"]["text"], GOOD)
        self.assertEqual(self.accepted(b"\xfe\xff" + GOOD.encode("utf-16-be"), "UTF-16")["document"]["text"], GOOD)

    def test_a_sentence_of_50000_words(self):
        self.accepted("The minister " + "and the envoy of the other state " * 7200 + "met.")

    def test_10000_nested_brackets_and_quotes(self):
        for pair in ("()", "[]", "\u201c\u201d", "\"\"", "''"):
            self.accepted("The minister said " + pair[0] * 10000 + "yes" + pair[1] * 10000 + " to the envoy.")

    def test_lines_without_end(self):
        self.accepted("\n" * 100000 + GOOD + "\n" * 100000)
        self.accepted("a\n" * 50000)

    def test_odd_characters(self):
        self.accepted("\u202eThe minister\u200b met\u0301\u0301\u0301 \U0001F468\u200D\U0001F469\u200D\U0001F467 \ufdfa \U0010FFFF " * 50)
        self.accepted("e\u0301" * 20000)

    def test_broken_lines_cost_only_themselves(self):
        lines = ['{"text": "%s"}' % GOOD, '{"text": "broken', "", "[]", '{"title": "no text"}', '{"text": "\\ud800"}',
                 '{"text": "x", "authors": 3}', '{"text": "' + "y" * (17 << 20) + '"}', '{"text": "%s", "id": "last"}' % GOOD]
        path = self.file("articles.jsonl", "\n".join(lines))
        rejects = os.path.join(self.folder.name, "rejects.tsv")
        run = read("--rejects", rejects, path)
        self.assertEqual(run.returncode, 1)
        self.assertEqual([r["document"]["id"] for r in self.readings(run)][1:], ["last"])
        with open(rejects, encoding="utf8") as f:
            self.assertEqual([line.split("\t")[1] for line in f], ["2", "4", "5", "6", "7", "8"])

    def test_directory(self):
        os.makedirs(os.path.join(self.folder.name, "b", "inner"))
        for name in ("c.txt", "a.txt", "b/inner/x.txt", "b/y.jsonl", ".hidden.txt", "picture.png"):
            text = json.dumps({"text": name}) if name.endswith("jsonl") else name
            self.file(name, text)
        os.symlink(self.folder.name, os.path.join(self.folder.name, "b", "loop"))
        run = read(self.folder.name)
        self.assertEqual([r["document"]["text"] for r in self.readings(run)], ["a.txt", "b/inner/x.txt", "b/y.jsonl", "c.txt"])
        self.assertIn(b"skipped 1 file", run.stderr)

    def test_wrong_usage(self):
        path = self.file("good.txt", GOOD)
        for args in (["--published", "2023-02-31", path], ["--published", "June", path], ["--format", "xml", path], ["--until", "tea", path],
                     ["--until", "parse", path], ["--threads", "many", path], []):
            run = read(*args)
            self.assertEqual((run.returncode, run.stdout), (2, b""), args)
            self.assertTrue(run.stderr, args)

    def test_a_future_date_is_taken_and_warned_of(self):
        future = (date.today() + timedelta(days=400)).isoformat()
        run = read("--published", future, self.file("good.txt", GOOD))
        self.assertEqual(run.returncode, 0)
        self.assertIn(b"future", run.stderr)
        self.assertEqual(self.readings(run)[0]["document"]["published"], future)

    def test_data_that_is_not_there(self):
        run = read("--data", "/nowhere", self.file("good.txt", GOOD))
        self.assertEqual((run.returncode, run.stdout), (3, b""))
        self.assertIn(b"/nowhere", run.stderr)

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            run = subprocess.run([PROGRAM, "read", self.file("good.txt", GOOD)], stdout=full, stderr=subprocess.PIPE, timeout=SECONDS)
        self.assertEqual(run.returncode, 3)
        self.assertIn(b"No space left", run.stderr)

    def test_a_reader_that_goes_away(self):
        path = self.file("many.jsonl", (json.dumps({"text": GOOD}) + "\n") * 3000)
        child = subprocess.Popen([PROGRAM, "read", "--format", "jsonl", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.readline()
        child.stdout.close()
        self.assertEqual(child.wait(SECONDS), -signal.SIGPIPE)
        self.assertEqual(child.stderr.read(), b"")
        child.stderr.close()

    def test_the_same_bytes_for_any_number_of_threads(self):
        lines = [json.dumps({"text": f"{GOOD} They were {i} people. " + "Police arrested two men in Ankara. " * (i % 9)}) for i in range(120)]
        lines[60] = "{"
        path = self.file("many.jsonl", "\n".join(lines))
        for form in ("jsonl", "table"):
            one, eight = (subprocess.run([PROGRAM, "read", "--format", form, "--threads", n, path], stdout=subprocess.PIPE,
                                         stderr=subprocess.PIPE, timeout=SECONDS) for n in ("1", "8"))
            self.assertTrue(one.stdout)
            self.assertEqual((one.stdout, one.stderr, one.returncode), (eight.stdout, eight.stderr, eight.returncode))

    def test_memory_does_not_grow_with_the_number_of_articles(self):
        line = json.dumps({"text": (GOOD + " ") * 40}) + "\n"
        few, many = self.file("few.jsonl", line * 400), self.file("many.jsonl", line * 40000)  # 150 MB
        (code_few, kib_few), (code_many, kib_many) = (peak_kib("--until", "ingest", "--dump", "--threads", "2", p) for p in (few, many))
        self.assertEqual((code_few, code_many), (0, 0))
        self.assertLess(kib_many, kib_few + 16 * 1024, f"{kib_few} KiB for 400 articles, {kib_many} KiB for 40,000")


if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    unittest.main()
