#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks in tools/ against small trees with a seeded violation each: a check that cannot fail is a defect."""
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import check_docs  # noqa: E402
import check_layers  # noqa: E402
import check_size  # noqa: E402
import check_words  # noqa: E402


class Tree(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class Layers(Tree):
    def faults(self):
        return "\n".join(check_layers.check(self.root)[1])

    def test_allowed(self):
        self.write("src/base/span.h", "#include <vector>\n")
        self.write("src/events/a.h", '#include "base/span.h"\n')
        self.write("src/events/a.cc", '#include "events/a.h"\n')
        self.assertEqual(self.faults(), "")

    def test_a_stage_includes_a_stage(self):
        self.write("src/times/times.h", "")
        self.write("src/events/a.cc", '\n#include "times/times.h"\n')
        self.assertEqual(self.faults(), "src/events/a.cc:2: events may not include times (times/times.h)")

    def test_a_stage_reaches_another_by_a_relative_path(self):
        self.write("src/times/times.h", "")
        self.write("src/events/a.cc", '#include "../times/times.h"\n')
        self.assertIn("events may not include times", self.faults())

    def test_angle_brackets_hide_nothing(self):
        self.write("src/times/times.h", "")
        self.write("src/events/a.cc", "#include <times/times.h>\n#include <vector>\n")
        self.assertIn("events may not include times", self.faults())

    def test_an_app_includes_a_stage(self):
        self.write("src/times/times.h", "")
        self.write("apps/cli/main.cc", '#include "times/times.h"\n')
        self.assertIn("apps may not include times", self.faults())

    def test_cycle_of_headers(self):
        self.write("src/model/a.h", '#include "model/b.h"\n')
        self.write("src/model/b.h", '#include "model/a.h"\n')
        self.assertIn("cycle: src/model/a.h -> src/model/b.h -> src/model/a.h", self.faults())

    def test_cycle_of_folders(self):
        self.write("src/base/a.h", '#include "model/m.h"\n')
        self.write("src/base/b.h", "")
        self.write("src/model/m.h", '#include "base/b.h"\n')
        self.assertIn("cycle: base -> model -> base", self.faults())

    def test_unknown_folder_and_file(self):
        self.write("src/misc/a.h", "")
        self.write("src/base/a.h", '#include "nowhere.h"\n')
        self.assertIn("the folder 'misc' has no line", self.faults())
        self.assertIn('"nowhere.h" is no file of ours', self.faults())


class Words(Tree):
    def faults(self, text):
        self.write("src/events/a.cc", text)
        return "\n".join(check_words.check(self.root)[1])

    def test_a_list_of_verbs(self):
        text = 'const char* v[] = {"say", "tell",\n "announce"};\n'
        self.assertEqual(self.faults(text), "src/events/a.cc:1: words belong in data/: say, tell, announce")

    def test_comparisons_in_a_row(self):
        text = 'if (l == "say" ||\n    l == "tell" ||\n    l == "prime minister") return;\n'
        self.assertIn("say, tell, prime minister", self.faults(text))

    def test_tags_columns_comments_and_messages(self):
        self.write("data/en/cues.tsv", "lemma:text!\tkind:enum(direct,indirect)\n")
        self.write("src/model/names.cc", 'a = {"nsubj", "obj", "root"};\n')
        text = ('f("lemma", "kind", "direct", "indirect");\ng("nsubj", "obj", "root");\n'
                '// "say", "tell", "announce"\nh("no row of this table has a head");\n')
        self.assertEqual(self.faults(text), "")

    def test_names_of_an_enum(self):
        self.assertEqual(self.faults('constexpr auto kKindNames[] = {"full",\n "short", "alias"};\n'), "")


class Size(Tree):
    def test_a_long_file(self):
        self.write("src/a.cc", "\n" * 801)
        self.assertEqual(check_size.check(self.root, ["src/a.cc"])[0], ["src/a.cc: 801 lines, more than 800"])

    def test_a_long_function(self):
        self.write("src/a.cc", "namespace d {\nint F() {\n" + "  x();\n" * 60 + "}\n}\n")
        self.assertEqual(check_size.check(self.root, ["src/a.cc"]), ([], ["src/a.cc:2: a function of 62 lines"]))


class Docs(Tree):
    def faults(self, text, update=False):
        self.write("README.md", text)
        docs = check_docs.Docs(self.root)
        docs.check_file(self.root / "README.md", update)
        return "\n".join(docs.faults)

    def test_paths(self):
        self.write("src/base/span.h", "")
        self.assertEqual(self.faults("See `src/base/span.h`, `base/span.h`, `data/**/*.tsv`, `tests/golden/STAGE`."), "")
        self.assertEqual(self.faults("\n`src/base/spam.h`\n"), "README.md:2: there is no src/base/spam.h")
        self.assertEqual(self.faults("[x](docs/gone.md)"), "README.md:1: there is no docs/gone.md")

    def test_make_targets(self):
        self.write("Makefile", "run:\n\ttrue\n")
        self.assertEqual(self.faults("`make run`"), "")
        self.assertEqual(self.faults("```sh\nmake fun\n```\n"), "README.md:2: the Makefile has no target 'fun'")

    def test_outputs(self):
        right = "<!-- output of: echo one; echo two -->\n```\none\ntwo\n```\n"
        wrong = right.replace("\ntwo\n", "\nthree\n")
        self.assertEqual(self.faults(right), "")
        self.assertIn("from line 2:\n  - three\n  + two", self.faults(wrong))
        self.assertEqual(self.faults(wrong, update=True), "")
        self.assertEqual((self.root / "README.md").read_text(), right)


if __name__ == "__main__":
    unittest.main()
