#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`lamplighter --demo`: thirteen units in an engine of their own, and nothing of them stays: neither after a polite end,
nor after kill -9 and another start. The operator's own engine is not touched by it."""

import glob
import hashlib
import os
import signal
import sys

from desktop import Desktop, is_alive, own_session, processes_naming, stays, wait_until

own_session()
from console import Console, program  # noqa: E402

UNITS = 13
OWN = """
[unit.own]
command = ["{agent}"]
ready = {{ notify = true }}
"""


def step(words):
    print("-- " + words, flush=True)


class Demo:
    def __init__(self, desktop):
        self.desktop = desktop
        self.data = os.path.join(desktop.base, "data")
        self.units = os.path.join(desktop.base, "units.toml")
        with open(self.units, "w", encoding="utf-8") as file:
            file.write(OWN.format(agent=program("lamplighter-demo-agent")))

    def start(self, *more):
        return Console(self.desktop, self.data, "--units", self.units, "--theme", "light", *more)

    def folders(self):
        return glob.glob(os.path.join(self.desktop.temporary, "lamplighter-demo-*"))

    def note_folder(self):
        """Where the sockets of a folder with a long name lie: see DataDirectory::shortDirectory."""
        name = hashlib.sha256(os.fsencode(self.folders()[0])).hexdigest()[:12]
        self.desktop.also.append(f"/tmp/lamplighter-{os.getuid()}-{name}")

    def processes(self, own):
        """Agents and keepers of the fleet: what is ours and not of the operator's own unit."""
        found = {}
        for path in (self.desktop.base, *self.desktop.also):
            found.update(processes_naming(path))
        return {pid: words for pid, words in found.items()
                if ("demo-agent" in words or "keeper" in words) and pid not in own}

    def left(self, own):
        return list(self.processes(own).values()) + [f for f in self.folders() + self.desktop.also if os.path.exists(f)]


def own_processes(demo):
    """The operator's unit and its keeper, which must go on whatever happens to the fleet."""
    found = processes_naming(demo.desktop.base)
    agents = [pid for pid, words in found.items() if "demo-agent" in words]
    keepers = [pid for pid, words in found.items() if "keeper" in words]
    if len(agents) != 1 or len(keepers) != 1:
        raise AssertionError(f"not one agent and one keeper: {found}")
    return set(agents + keepers)


def fleet_is_there(demo, console, own):
    def shown():
        return any("demo fleet" in text and f"{UNITS} units" in text for text in console.texts())
    wait_until(shown, 20, lambda: "no demo fleet")
    wait_until(lambda: len(demo.folders()) == 1, 5, lambda: f"not one folder: {demo.folders()}")
    demo.note_folder()
    lamps = [f"lamp-{number}" for number in range(1, 10)]
    console.press("Processes", "radio button")
    wait_until(lambda: all(console.cell(lamp, "State") == "Running" for lamp in lamps), 20,
               lambda: f"not every lamp is lit: {[(lamp, console.cell(lamp, 'State')) for lamp in lamps]}")
    keepers = [words for words in demo.processes(own).values() if "keeper" in words]
    if len(keepers) < 11:
        raise AssertionError(f"not a keeper for each of those that run: {keepers}")


def nothing_is_left(demo, own):
    wait_until(lambda: not demo.left(own), 20, lambda: f"left over: {demo.left(own)}")


def own_is_untouched(console, pid):
    unit = console.wait_for("own", "running")
    if unit["pid"] != pid or not is_alive(pid) or unit["restarts"] != 0:
        raise AssertionError(f"the operator's own unit was touched: {unit}")
    if [unit["name"] for unit in console.lampctl("status")["units"]] != ["own"]:
        raise AssertionError("the fleet is in the operator's own engine")


def main():
    with Desktop() as desktop:
        demo = Demo(desktop)
        step("an operator's own unit runs, before there is a fleet")
        console = demo.start()
        pid = console.wait_for("own", "running")["pid"]
        own = own_processes(demo)
        if console.end(signal.SIGTERM) != 0:
            raise AssertionError(console.said())

        step("--demo: thirteen units beside it")
        console = demo.start("--demo")
        fleet_is_there(demo, console, own)
        own_is_untouched(console, pid)
        desktop.picture("demo-1-processes")
        console.press("Overview", "radio button")
        desktop.picture("demo-2-overview")

        step("SIGTERM: the fleet is gone with the window, the own unit goes on")
        if (code := console.end(signal.SIGTERM, 40)) != 0:
            raise AssertionError(f"ended with {code}: {console.said()}")
        if left := demo.left(own):
            raise AssertionError(f"left over: {left}")
        if not is_alive(pid):
            raise AssertionError("the own unit ended with the fleet")

        step("kill -9: the fleet is left behind, and the next start removes it")
        console = demo.start("--demo")
        fleet_is_there(demo, console, own)
        console.end(signal.SIGKILL)
        if not demo.folders() or not demo.processes(own):
            raise AssertionError("nothing was left behind: this shows nothing")
        console = demo.start()
        nothing_is_left(demo, own)
        own_is_untouched(console, pid)
        if not stays(lambda: not demo.processes(own), 1):
            raise AssertionError(f"it came back: {demo.processes(own)}")

        step("Remove it: the same, while the window stays")
        console.end(signal.SIGTERM)
        console = demo.start("--demo")
        fleet_is_there(demo, console, own)
        console.press("Remove it")
        nothing_is_left(demo, own)
        own_is_untouched(console, pid)
        console.end(signal.SIGTERM)
    print("passed")


if __name__ == "__main__":
    sys.exit(main())
