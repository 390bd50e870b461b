#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks in tools/ against small trees with a seeded violation each: a check that cannot fail is a defect."""
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import check_layers  # noqa: E402


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


if __name__ == "__main__":
    unittest.main()
