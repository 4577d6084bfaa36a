# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold of an engine under a soak, as functions of what was seen: no process, no file, no clock. Each gives back
words for what does not hold."""


class Sequence:
    """The journal's numbers as one reader hears them, over all its connections."""

    def __init__(self, last=0):
        self.last = last

    def feed(self, seq):
        fault = None
        if seq <= self.last:
            fault = f"event {seq} came again after {self.last}"
        elif seq != self.last + 1:
            fault = f"event {seq} follows {self.last}: a hole"
        self.last = max(self.last, seq)
        return fault


class Latches:
    """Which latches are engaged; what holds a unit."""

    def __init__(self):
        self.engaged = set()  # (scope, target)

    def engage(self, scope, target=""):
        self.engaged.add((scope, target))

    def rearm(self, scope, target=""):
        self.engaged.discard((scope, target))

    def holding(self, unit, group):
        return [latch for latch in (("all", ""), ("group", group), ("unit", unit)) if latch in self.engaged]


def held_starts(events, groups, uncertain=()):
    """Starts that the journal has of a unit while a latch held it. `uncertain`: reasons of engagements that were never
    answered, since the engine was killed on the way: they may hold or not."""
    latches, faults = Latches(), []
    for event in events:
        kind, payload = event["kind"], event.get("payload", {})
        if kind == "kill_switch.engaged" and payload["reason"] not in uncertain:
            latches.engage(payload["scope"], payload["target"])
        elif kind == "kill_switch.rearmed":
            latches.rearm(payload["scope"], payload["target"])
        elif kind == "unit.starting":
            unit = event["subject"]
            holding = latches.holding(unit, groups.get(unit, ""))
            if holding:
                faults.append(f"event {event['seq']}: {unit} is started while {holding[0]} holds it")
    return faults


def repeated_runs(events):
    """Runs of a unit that the journal starts twice, or out of order."""
    newest, faults = {}, []
    for event in events:
        unit = event["subject"]
        if event["kind"] in ("unit.added", "unit.removed"):
            newest.pop(unit, None)
        elif event["kind"] == "unit.started":
            run = event["payload"]["run"]
            if run <= newest.get(unit, 0):
                faults.append(f"event {event['seq']}: run {run} of {unit} follows run {newest[unit]}")
            newest[unit] = max(run, newest.get(unit, 0))
    return faults


def log_faults(lines, torn=False):
    """Numbered lines of a demo agent: "line 000001" begins a run, each next one follows. `torn`: a keeper was killed, so
    the last line of a run may have been cut."""
    faults, last = [], 0
    for line in lines:
        words = line.split()
        if len(words) == 2 and words[0] == "line" and words[1].isdigit() and len(words[1]) == 6:
            number = int(words[1])
            if number not in (1, last + 1):
                faults.append(f"line {number} follows line {last}")
            last = number
        elif line.startswith("crashing after line "):
            if line.split()[-1].isdigit() and int(line.split()[-1]) != last:
                faults.append(f"'{line}', and the log has {last}")
        elif not torn:
            faults.append(f"a strange line: '{line}'")
    return faults


def copies(processes):
    """Units of which processes of two runs live: {unit: [run, …]}. `processes`: (unit, run) of each."""
    runs = {}
    for unit, run in processes:
        runs.setdefault(unit, set()).add(run)
    return {unit: sorted(found) for unit, found in runs.items() if len(found) > 1}


class Patience:
    """Since when something has been as it should not be, without a break."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.since = {}

    def overdue(self, now, wrong):
        """Those of `wrong` that have been so for longer than allowed."""
        self.since = {key: self.since.get(key, now) for key in wrong}
        return sorted(key for key, since in self.since.items() if now - since > self.seconds)

    def forgive(self):
        self.since = {}


def growth(samples):
    """Of numbers over a time: (first, last, most), where first and last are medians of a tenth."""
    if not samples:
        return 0, 0, 0
    tenth = max(1, len(samples) // 10)
    return sorted(samples[:tenth])[tenth // 2], sorted(samples[-tenth:])[tenth // 2], max(samples)
