#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""eval/run: a fall is noticed, a missing figure too, a fall within the allowed passes."""
import contextlib
import importlib.machinery
import importlib.util
import io
import unittest
from pathlib import Path

RUN = Path(__file__).resolve().parent.parent.parent / "eval" / "run"
loader = importlib.machinery.SourceFileLoader("eval_run", str(RUN))
run = importlib.util.module_from_spec(importlib.util.spec_from_loader("eval_run", loader))
loader.exec_module(run)


class Compare(unittest.TestCase):
    def faults(self, figures, baseline, targets=None):
        with contextlib.redirect_stdout(io.StringIO()) as self.printed:
            return run.compare("t", figures, baseline, targets or {})

    def test_a_fall(self):
        self.assertEqual(self.faults({"f1": 0.80}, {"f1": ["0.82", "0.01"]}), ["t f1: FELL by 0.02, may by 0.01"])

    def test_a_small_fall_and_a_rise(self):
        self.assertEqual(self.faults({"f1": 0.81, "p": 1.0}, {"f1": ["0.82", "0.01"], "p": ["0.5", "0"]}), [])

    def test_a_missing_figure(self):
        self.assertEqual(self.faults({}, {"f1": ["0.82", "0.01"]}), ["t f1: MISSING"])

    def test_speed_is_not_compared(self):
        self.assertEqual(self.faults({"words_per_second": 10.0}, {"words_per_second": ["1000000", "1"]}), [])

    def test_floor_and_aim_are_shown(self):
        self.assertEqual(self.faults({"f1": 0.5, "p": 0.9}, {}, {("t", "f1"): ("0.6", "0.8"), ("t", "p"): ("0.6", "0.8")}), [])
        self.assertIn("below floor", self.printed.getvalue())
        self.assertIn("aim reached", self.printed.getvalue())


if __name__ == "__main__":
    unittest.main()
