#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The console as a screen reader has it: what can be reached has a name, a unit is stopped and started, and the kill
switch is engaged by typing. Only names, roles and actions are used, no picture and no position."""

import os
import signal
import sys

from desktop import Desktop, own_session, stays, wait_until

own_session()
from console import Console, name_of, program, pyatspi, role_of, walk  # noqa: E402

REASON = "a drill with the screen reader"
UNITS = """
[unit.lamp]
command = ["{agent}"]
group = "street"
ready = {{ notify = true }}

[unit.lantern]
command = ["{agent}"]
ready = {{ notify = true }}
"""


def step(words):
    print("-- " + words, flush=True)


def all_named(console, where):
    unnamed = console.unnamed()
    if unnamed:
        raise AssertionError(f"without a name, {where}:\n  " + "\n  ".join(unnamed))


def pages_have_names(console):
    step("everything that can be reached has a name, on every page")
    wait_until(lambda: console.look("push button", "Add process"), 15, "the Overview is not there")
    for page, proof in (("Overview", "Overview"), ("Connections", "Connections"), ("Processes", "Processes")):
        console.press(page, "radio button")
        console.find("label", proof)
        all_named(console, f"on the page {page}")


def dialogs_have_names(console):
    step("also in the dialogs: add a process, settings, commands")
    console.press("Add process")
    console.find("dialog", "Add a process")
    all_named(console, "in the dialog that adds a process")
    console.desktop.key("Escape")
    console.gone("dialog", "Add a process")
    console.press("Settings*")
    console.find("dialog", "Settings")
    all_named(console, "in the settings")
    console.desktop.key("Escape")
    console.gone("dialog", "Settings")
    console.press("Search, or run a command")
    wait_until(lambda: len(console.windows()) > 1 or console.look("dialog"), 10, "no palette")
    all_named(console, "in the command palette")
    console.desktop.key("Escape")


def stop_and_start(console):
    step("the unit's row is found by its text and selected; Stop asks first")
    console.select_row("Name: lamp")
    pid = console.wait_for("lamp", "running")["pid"]
    console.press("Stop")
    console.find("dialog", "Stop lamp on *")
    all_named(console, "in the question whether to stop")
    console.desktop.picture("accessible-1-stop")
    console.press("Stop lamp")
    console.wait_for("lamp", "stopped")
    console.row_of("State: Stopped")
    step("Start now: it runs again, as another process")
    console.press("Start now")
    if console.wait_for("lamp", "running")["pid"] == pid:
        raise AssertionError("the same process after a stop")
    console.row_of("Name: lamp")


def kill_switch(console):
    step("the kill switch: a scope, a reason, and typing instead of holding")
    console.press("Kill switch")
    dialog = console.find("dialog", "Engage the kill switch")
    all_named(console, "in the kill switch dialog")
    if console.look("push button", "Hold for*", dialog):
        raise AssertionError("a screen reader is asked to hold a button")
    group = next((node for node in walk(dialog) if role_of(node) == "radio button" and "street" in name_of(node)), None)
    if not group:
        raise AssertionError("no scope for the group")
    actions = group.queryAction()
    actions.doAction(0)
    wait_until(lambda: group.getState().contains(pyatspi.STATE_CHECKED), 5, "the scope is not chosen")
    fields = [node for node in walk(dialog) if role_of(node) == "text"]
    asked = next(node for node in fields if name_of(node).startswith("Type "))
    reason = next(node for node in fields if name_of(node) == "Reason")
    word = name_of(asked).removeprefix("Type ").removesuffix(", then press Ctrl+Enter")
    if word != "street":
        raise AssertionError(f"the group street is chosen, but '{word}' is to be typed")
    engage = console.find("push button", "Stop and hold", start=dialog)
    console.write(reason, REASON)
    console.write(asked, "lantern")
    if not stays(lambda: not engage.getState().contains(pyatspi.STATE_SENSITIVE), 0.5):
        raise AssertionError("a wrong word is taken")
    console.write(asked, word)
    wait_until(lambda: engage.getState().contains(pyatspi.STATE_SENSITIVE), 5, "the right word is not taken")
    console.desktop.picture("accessible-2-kill-switch")
    asked.queryComponent().grabFocus()
    console.desktop.key("ctrl+Return")
    console.gone("dialog", "Engage the kill switch")

    step("the unit is held, the other runs, and the banner says so")
    console.wait_for("lamp", "killed")
    console.wait_for("lantern", "running")
    latches = console.lampctl("kill-switch", "status")["latches"]
    if [latch["reason"] for latch in latches] != [REASON]:
        raise AssertionError(f"not the reason that was typed: {latches}")
    banner = wait_until(lambda: next((node for node in console.everything()
                                      if role_of(node) in ("alert", "notification") and "street" in name_of(node)),
                                     None), 10, lambda: "no banner")
    if REASON not in banner.description + " ".join(console.texts(banner)):
        raise AssertionError(f"the banner keeps the reason to itself: {banner.description}")
    console.find("push button", "Kill switch engaged")
    all_named(console, "with the banner")
    console.desktop.picture("accessible-3-held")


def main():
    with Desktop() as desktop:
        units = os.path.join(desktop.base, "units.toml")
        with open(units, "w", encoding="utf-8") as file:
            file.write(UNITS.format(agent=program("lamplighter-demo-agent")))
        console = Console(desktop, os.path.join(desktop.base, "data"), "--units", units, "--theme", "light")
        console.wait_for("lamp", "running")
        pages_have_names(console)
        dialogs_have_names(console)
        stop_and_start(console)
        kill_switch(console)
        step("ends politely")
        if (code := console.end(signal.SIGTERM)) != 0:
            raise AssertionError(f"ended with {code}: {console.said()}")
    print("passed")


if __name__ == "__main__":
    sys.exit(main())
