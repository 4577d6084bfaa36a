# SPDX-License-Identifier: GPL-3.0-or-later
"""The real `lamplighter` on a Desktop, read and steered as a screen reader does it: by roles, names and actions."""

import fnmatch
import json
import os
import subprocess

import gi

gi.require_version("Atspi", "2.0")
import pyatspi  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

from desktop import wait_until  # noqa: E402


def program(name):
    return os.path.join(os.environ["LAMPLIGHTER_BIN"], name)


def children(node):
    found = []
    try:
        node.clear_cache()
        for i in range(node.childCount):
            found.append(node.getChildAtIndex(i))
    except GLib.Error:
        pass  # it went while we looked
    return [child for child in found if child]


def name_of(node):
    try:
        return node.name or ""
    except GLib.Error:
        return ""


def role_of(node):
    try:
        return node.getRoleName()
    except GLib.Error:
        return ""


def has(node, *states):
    try:
        node.clear_cache()
        held = node.getState()
        return all(held.contains(state) for state in states)
    except GLib.Error:
        return False


def interactive(node):
    """What one can come to with Tab."""
    return has(node, pyatspi.STATE_FOCUSABLE, pyatspi.STATE_SHOWING)


def visible(node):
    return has(node, pyatspi.STATE_SHOWING)


def walk(node):
    """Everything that shows below `node`, itself first. A table's cells are not walked."""
    yield node
    if role_of(node) in ("table", "tree table"):
        return
    for child in children(node):
        if visible(child):
            yield from walk(child)


class Console:
    def __init__(self, desktop, data, *arguments, hidden=False):
        """`hidden`: no window is to be waited for."""
        self.desktop = desktop
        desktop.console = self
        self.data = data
        self.output = os.path.join(desktop.base, "console.log")
        with open(self.output, "ab") as log:
            self.process = desktop.start(
                [program("lamplighter"), "--data-dir", data, *arguments], stdout=log, stderr=log,
                environment={"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8",
                             # The tests in one process look for our leaks; here are those of X and D-Bus as well. And
                             # Qt copies properties of X, which end without a zero, by strndup within their length.
                             "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") +
                             ":detect_leaks=0:strict_string_checks=0"})
        self.application = self.window = None
        self.application = wait_until(self._find_application, 20, self._not_there)
        if not hidden:
            self.wait_for_window()

    def wait_for_window(self):
        self.window = wait_until(lambda: next((w for w in children(self.application) if visible(w)), None), 15,
                                 "no window")
        # Keys go to the window that the window manager has made the active one.
        wait_until(lambda: has(self.window, pyatspi.STATE_ACTIVE), 15, "the window is not the active one")

    def _find_application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the console ended with {self.process.returncode}: {self.said()}")
        desktop = pyatspi.Registry.getDesktop(0)
        for child in children(desktop):
            try:
                if child.get_process_id() == self.process.pid:
                    return child
            except GLib.Error:
                pass
        return None

    def _not_there(self):
        return "the console is not on the accessibility bus: " + self.said()

    def said(self):
        with open(self.output, encoding="utf-8", errors="replace") as log:
            return log.read()[-2000:]

    def windows(self):
        return [window for window in children(self.application) if visible(window)] if self.application else []

    def everything(self):
        for window in self.windows():
            yield from walk(window)

    def look(self, role=None, name=None, start=None):
        """The first that shows with this role and name; * in a name stands for anything."""
        for node in walk(start) if start else self.everything():
            if role is not None and role_of(node) != role:
                continue
            if name is None:
                return node
            if fnmatch.fnmatchcase(name_of(node), name):
                return node
        return None

    def find(self, role, name, limit=15, start=None):
        return wait_until(lambda: self.look(role, name, start), limit,
                          lambda: f"no {role or 'object'} '{name}'")

    def gone(self, role, name, limit=10):
        wait_until(lambda: not self.look(role, name), limit, f"{role or 'object'} '{name}' is still there")

    def press(self, name, role="push button", limit=15, start=None):
        """Through the action interface, once it can be pressed."""
        node = self.find(role, name, limit, start)
        wait_until(lambda: has(node, pyatspi.STATE_SENSITIVE), limit, lambda: f"'{name}' stays off: {node.description}")
        actions = node.queryAction()
        names = [actions.getName(i) for i in range(actions.nActions)]
        for wanted in ("Press", "Toggle", "ShowMenu"):
            if wanted in names:
                actions.doAction(names.index(wanted))
                return node
        raise AssertionError(f"'{name}' has no action to press it: {names}")

    def write(self, node, text):
        node.queryEditableText().setTextContents(text)

    def texts(self, start=None):
        return [name_of(node) for node in (walk(start) if start else self.everything()) if name_of(node)]

    def picture_in_words(self):
        if self.process.poll() is not None:
            return f"nothing: the console ended with {self.process.returncode}: {self.said()}"
        return "\n".join(f"  {role_of(node)}: {name_of(node)}{' (focus)' if has(node, pyatspi.STATE_FOCUSED) else ''}"
                         for node in self.everything())[:6000]

    def row_of(self, text, table="Processes", limit=15):
        """(table, row) of the first row that has a cell whose accessible text begins with `text`."""
        def seen():
            node = self.look("table", table)
            if not node:
                return None
            grid = node.queryTable()
            for row in range(grid.nRows):
                for column in range(grid.nColumns):
                    cell = grid.getAccessibleAt(row, column)
                    if cell and name_of(cell).startswith(text):
                        return grid, row
            return None
        return wait_until(seen, limit, lambda: f"no row '{text}'")

    def cell(self, unit, heading, table="Processes"):
        """What the table says about the unit under this heading, or None."""
        node = self.look("table", table)
        grid = node and node.queryTable()
        for row in range(grid.nRows if grid else 0):
            said = dict(name_of(grid.getAccessibleAt(row, column)).partition(": ")[::2]
                        for column in range(grid.nColumns))
            if said.get("Name") == unit:
                return said.get(heading)
        return None

    def lampctl(self, *words):
        done = subprocess.run([program("lampctl"), "--data-dir", self.data, "--json", *words], capture_output=True,
                              text=True, timeout=30, check=False)
        if done.returncode == 3 and words == ("status",):
            return {"units": []}  # no engine yet, or not any more
        if done.returncode:
            raise AssertionError(f"lampctl {' '.join(words)}: {done.returncode} {done.stderr}")
        return json.loads(done.stdout)

    def unit(self, name):
        """None while there is none of this name."""
        units = self.lampctl("status")
        return next((unit for unit in units["units"] if unit["name"] == name), None)

    def wait_for(self, name, state, limit=15):
        """The unit, once the engine says that it is in this state."""
        def seen():
            unit = self.unit(name)
            return unit if unit and unit["state"].lower() == state else None
        return wait_until(seen, limit, lambda: f"{name} is not {state}: {self.unit(name)}")

    def unnamed(self):
        """What a screen reader would come to and have nothing to say about, as paths of roles."""
        def below(node, path):
            path = path + [f"{role_of(node)} '{name_of(node)}'"]
            if interactive(node) and not name_of(node).strip():
                yield " > ".join(path[-4:])
            if role_of(node) not in ("table", "tree table"):
                for child in children(node):
                    if visible(child):
                        yield from below(child, path)
        return [path for window in self.windows() for path in below(window, [])]

    def attention(self):
        """What the queue says, a line for each item."""
        queue = self.look("list", "What needs attention*")
        return [f"{name_of(item)}. {item.description}" for item in children(queue)] if queue else []

    def log_lines(self):
        log = self.look("text", "Log")
        return log.queryText().getText(0, -1).splitlines() if log else []

    def click_row(self, text, table="Processes"):
        """With the mouse: the row is selected, and keys are the table's."""
        def clicked():
            grid, row = self.row_of(text, table)
            area = grid.getAccessibleAt(row, 1).queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
            self.desktop.click(area.x + area.width // 2, area.y + area.height // 2)
            return grid.isRowSelected(row) and not any(
                has(node, pyatspi.STATE_FOCUSED) for node in self.everything()
                if role_of(node) in ("push button", "radio button", "text", "check box"))
        wait_until(clicked, 10, "the focus is elsewhere")

    def select_row(self, text, table="Processes"):
        grid, row = self.row_of(text, table)
        if not grid.addRowSelection(row):
            raise AssertionError(f"the row '{text}' cannot be selected")
        wait_until(lambda: grid.isRowSelected(row), 5, f"the row '{text}' is not selected")

    def end(self, number, limit=20):
        self.process.send_signal(number)
        return self.process.wait(limit)
