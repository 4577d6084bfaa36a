#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The soak's checks see what they are there for, and nothing else."""

import unittest

import checks


def event(seq, kind, subject="", **payload):
    return {"seq": seq, "kind": kind, "subject": subject, "payload": payload}


def engaged(seq, scope, target="", reason="test"):
    return event(seq, "kill_switch.engaged", target, scope=scope, target=target, reason=reason)


class Checks(unittest.TestCase):
    def test_sequence(self):
        seen = checks.Sequence()
        self.assertEqual([seen.feed(number) for number in (1, 2, 3)], [None, None, None])
        self.assertIn("again", seen.feed(3))
        self.assertIn("hole", seen.feed(5))
        self.assertIsNone(seen.feed(6))

    def test_held_starts(self):
        groups = {"a": "street", "b": "other"}
        start = [event(9, "unit.starting", "a", run=2)]
        for latch in (("all", ""), ("group", "street"), ("unit", "a")):
            self.assertEqual(len(checks.held_starts([engaged(1, *latch)] + start, groups)), 1, latch)
            free = event(2, "kill_switch.rearmed", latch[1], scope=latch[0], target=latch[1])
            self.assertEqual(checks.held_starts([engaged(1, *latch), free] + start, groups), [], latch)
        for latch in (("group", "other"), ("unit", "b")):
            self.assertEqual(checks.held_starts([engaged(1, *latch)] + start, groups), [], latch)
        both = [engaged(1, "all"), engaged(2, "unit", "a"), event(3, "kill_switch.rearmed", scope="all", target="")]
        self.assertEqual(len(checks.held_starts(both + start, groups)), 1)
        self.assertEqual(checks.held_starts([engaged(1, "all", reason="lost")] + start, groups, {"lost"}), [])

    def test_repeated_runs(self):
        first, second = event(1, "unit.started", "a", run=1), event(2, "unit.started", "a", run=2)
        other = event(3, "unit.started", "b", run=1)
        self.assertEqual(checks.repeated_runs([first, second, other]), [])
        self.assertEqual(len(checks.repeated_runs([second, first])), 1)
        self.assertEqual(len(checks.repeated_runs([first, first])), 1)
        self.assertEqual(checks.repeated_runs([second, event(4, "unit.removed", "a"), first]), [])

    def test_log_faults(self):
        good = ["line 000001", "line 000002", "crashing after line 000002", "line 000001"]
        self.assertEqual(checks.log_faults(good), [])
        self.assertEqual(len(checks.log_faults(["line 000001", "line 000003"])), 1)
        self.assertEqual(len(checks.log_faults(["line 000001", "line 000001", "line 000003"])), 1)
        self.assertEqual(len(checks.log_faults(["line 000001", "crashing after line 000002"])), 1)
        cut = ["line 000001", "line 0000", "line 000001"]
        self.assertEqual(len(checks.log_faults(cut)), 1)
        self.assertEqual(checks.log_faults(cut, torn=True), [])
        self.assertEqual(len(checks.log_faults(["line 000001", "line 000004"], torn=True)), 1)

    def test_copies(self):
        self.assertEqual(checks.copies([("a", 1), ("a", 1), ("b", 2)]), {})
        self.assertEqual(checks.copies([("a", 1), ("b", 2), ("a", 2)]), {"a": [1, 2]})

    def test_patience(self):
        patience = checks.Patience(5)
        self.assertEqual(patience.overdue(0, ["a"]), [])
        self.assertEqual(patience.overdue(4, ["a", "b"]), [])
        self.assertEqual(patience.overdue(6, ["a", "b"]), ["a"])
        self.assertEqual(patience.overdue(7, ["b"]), [])
        self.assertEqual(patience.overdue(8, ["a", "b"]), [])  # a was well for a moment
        patience.forgive()
        self.assertEqual(patience.overdue(20, ["a", "b"]), [])

    def test_growth(self):
        self.assertEqual(checks.growth([]), (0, 0, 0))
        self.assertEqual(checks.growth([5]), (5, 5, 5))
        self.assertEqual(checks.growth(list(range(100))), (5, 95, 99))


if __name__ == "__main__":
    unittest.main()
