# SPDX-License-Identifier: GPL-3.0-or-later
"""A panel of X with the console's lamp in it, its windows as xdotool finds them, and the lamp's menu."""

import subprocess

from console import GLib, children, name_of, pyatspi, role_of
from desktop import wait_until

FOCUSED = []  # what got the focus, the newest last


def pump():
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


def watch_focus():
    """Once, before a menu is opened."""
    pyatspi.Registry.registerEventListener(lambda event: FOCUSED.append(event.source), "object:state-changed:focused")


def search(*words):
    """Windows that xdotool finds, as numbers."""
    found = subprocess.run(["xdotool", "search", *words], capture_output=True, text=True, check=False).stdout
    return [int(line) for line in found.split()]


def area(window):
    words = subprocess.run(["xdotool", "getwindowgeometry", "--shell", str(window)], capture_output=True, text=True,
                           check=False).stdout
    return {key: int(value) for key, value in (line.split("=") for line in words.split()) if value.lstrip("-").isdigit()}


class Panel:
    """trayer, which is there with a height as soon as an icon is in it."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.process = desktop.start(["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request",
                                      "--height", "32", "--SetDockType", "true", "--SetPartialStrut", "true"])

    def lamp(self):
        """The middle of the only icon in it."""
        def seen():
            for window in search("--onlyvisible", "--class", "trayer"):
                spot = area(window)
                if spot.get("WIDTH", 0) >= 16:
                    return spot["X"] + spot["WIDTH"] // 2, spot["Y"] + spot["HEIGHT"] // 2
            return None
        return wait_until(seen, 15, "no icon in the tray")

    def click(self, button=1):
        self.desktop.click(*self.lamp(), button)


def windows(console, title):
    """Its windows that show, of this title."""
    def says(what, window):
        return subprocess.run(["xdotool", what, str(window)], capture_output=True, text=True, check=False).stdout.strip()
    return [window for window in search("--onlyvisible", ".") if says("getwindowname", window) == title and
            says("getwindowpid", window) == str(console.process.pid)]


def window_shown(console):
    return bool(windows(console, "Lamplighter"))


class Menu:
    """The menu of the lamp, opened by a right click. It hangs below no window, so a screen reader comes to it by what
    has the focus in it."""

    def __init__(self, console, panel):
        self.console = console
        panel.click(3)
        wait_until(self.popups, 10, "no menu")
        self.shown = self._focused_menu()

    def popups(self):
        return [window for window in windows(self.console, "lamplighter") if area(window).get("HEIGHT", 0) > 60]

    def _focused_menu(self, outside=()):
        FOCUSED.clear()
        self.console.desktop.key("Down")
        def seen():
            pump()
            return next((node for node in FOCUSED if role_of(node) == "menu item" and name_of(node) not in outside),
                        None)
        return wait_until(seen, 10, "nothing in the menu has the focus").parent

    def entries(self):
        return [name_of(node) for node in children(self.shown)]

    def choose(self, start):
        """With the mouse. If that opens another menu, it is the one shown then."""
        node = next((node for node in children(self.shown) if name_of(node).startswith(start)), None)
        if not node:
            raise AssertionError(f"no entry '{start}' in {self.entries()}")
        spot = node.queryComponent().getExtents(0)
        before = len(self.popups())
        self.console.desktop.click(spot.x + 30, spot.y + spot.height // 2)
        wait_until(lambda: len(self.popups()) != before, 5, f"'{start}' does nothing")
        if len(self.popups()) > before:
            self.shown = self._focused_menu(self.entries())

    def close(self):
        def gone():
            if self.popups():
                self.console.desktop.key("Escape")
            return not self.popups()
        wait_until(gone, 5, "the menu stays open")
