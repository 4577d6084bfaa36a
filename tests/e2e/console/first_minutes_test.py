#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first five minutes with the console, by keys and by what it says: the first-run page, a redis-server is added, it
is killed and comes back, it is stopped and stays so, and closing the window asks whether units stay."""

import os
import re
import signal
import socket
import subprocess
import sys
from datetime import datetime

from desktop import Desktop, is_alive, own_session, stays, wait_until

own_session(["redis-server", "redis-cli"])
from console import Console, has, pyatspi  # noqa: E402

UNIT = "redis-server"


def step(words):
    print("-- " + words, flush=True)


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def first_run_page(console):
    step("nothing is supervised yet: the first-run page says so and shows the ways to begin")
    console.find("label", "Nothing is supervised on *")
    for button in ("Add process…", "Choose a file…", "Start the demo fleet", "Connect…"):
        console.find("push button", button)
    if console.unnamed():
        raise AssertionError("without a name:\n  " + "\n  ".join(console.unnamed()))
    console.desktop.picture("first-1-page")


def add_redis(console, port):
    step("Ctrl+N, a command, Ctrl+Enter: it runs and answers")
    desktop = console.desktop
    desktop.key("ctrl+n")
    dialog = console.find("dialog", "Add a process")
    desktop.type(f"redis-server --port {port} --save ''")
    name = console.find("text", "Name")
    wait_until(lambda: name.queryText().getText(0, -1) == UNIT, 10,
               lambda: f"the name suggested is '{name.queryText().getText(0, -1)}'")
    save = console.find("push button", "Add process", start=dialog)
    wait_until(lambda: has(save, pyatspi.STATE_SENSITIVE), 10,
               lambda: "it cannot be added")
    desktop.picture("first-2-add")
    desktop.key("ctrl+Return")
    console.gone("dialog", "Add a process")
    unit = console.wait_for(UNIT, "running")
    wait_until(lambda: answers(port), 10, "redis does not answer")
    console.row_of("Name: " + UNIT)
    return unit["pid"]


def moment(text):
    """As the engine writes it, with or without parts of a second."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def answers(port):
    return subprocess.run(["redis-cli", "-p", str(port), "ping"], capture_output=True, text=True,
                          check=False).stdout.strip() == "PONG"


def log_is_there(console):
    step("its log is there")
    wait_until(lambda: any("Ready to accept connections" in text for text in console.log_lines()), 10,
               lambda: f"the log shows {console.log_lines()}")
    console.desktop.picture("first-3-log")


def killed(console, pid, port):
    step("kill -9: it runs again within two seconds, and one line says what happened")
    os.kill(pid, signal.SIGKILL)

    def back():
        unit = console.unit(UNIT)
        return unit if unit["state"].lower() == "running" and unit["pid"] not in (0, pid) else None
    unit = wait_until(back, 10, "it is not back")
    took = (moment(unit["since"]) - moment(unit["last_exit"]["at"])).total_seconds()
    print(f"   back after {took:.2f} s", flush=True)
    if took > 2:
        raise AssertionError(f"back after {took:.2f} s")
    wait_until(lambda: answers(port), 10, "redis does not answer again")
    console.press("Overview", "radio button")

    def settled():
        lines = console.attention()
        return lines if lines and re.search(r"signal 9", lines[0]) and re.search(r"runs again", lines[0]) else None
    lines = wait_until(settled, 10, lambda: f"the queue does not say what happened: {console.attention()}")
    console.desktop.picture("first-4-attention")
    print("   " + lines[0], flush=True)
    if len(lines) != 1 or UNIT not in lines[0]:
        raise AssertionError(f"not one line about it: {lines}")
    return unit["pid"]


def stopped(console, pid):
    step("stopped, it stays stopped")
    console.press("Processes", "radio button")
    console.click_row("Name: " + UNIT)
    console.desktop.key("x")
    console.find("dialog", f"Stop {UNIT} on *")
    console.desktop.picture("first-5-stop")
    console.desktop.key("Return")
    console.wait_for(UNIT, "stopped")
    wait_until(lambda: not is_alive(pid), 5, "the process lives on")
    if not stays(lambda: console.unit(UNIT)["state"].lower() == "stopped", 4):
        raise AssertionError("it did not stay stopped")
    console.desktop.picture("first-6-stopped")


def killed_console(console, start):
    step("also when the console is killed and opened again")
    if console.end(signal.SIGKILL) != -signal.SIGKILL:
        raise AssertionError("the console ended by itself")
    console = start()
    console.wait_for(UNIT, "stopped")
    if not stays(lambda: console.unit(UNIT)["state"].lower() == "stopped", 4):
        raise AssertionError("it did not stay stopped")
    return console


def close_question(console):
    console.desktop.key("alt+F4")
    dialog = console.find("dialog", "Keep * running?")
    words = " ".join(console.texts(dialog))
    if not re.search(r"go on without it", words):
        raise AssertionError(f"the question does not say what happens: {words}")
    return dialog


def keep_and_quit(console):
    step("closing the window asks; kept units go on without it")
    console.press("Processes", "radio button")
    console.click_row("Name: " + UNIT)
    console.desktop.key("s")
    pid = console.wait_for(UNIT, "running")["pid"]
    console.row_of("State: Running")
    close_question(console)
    console.desktop.picture("first-7-close")
    console.desktop.key("Escape")
    console.gone("dialog", "Keep * running?")
    if console.process.poll() is not None:
        raise AssertionError("Escape closed the window")
    close_question(console)
    console.press("Keep running and quit")
    if (code := console.process.wait(20)) != 0:
        raise AssertionError(f"ended with {code}: {console.said()}")
    if not stays(lambda: is_alive(pid), 1):
        raise AssertionError("the process did not live on")
    return pid


def stop_and_quit(console, pid):
    step("a new console finds the same process; Stop units and quit ends it")
    if (found := console.wait_for(UNIT, "running")["pid"]) != pid:
        raise AssertionError(f"{found} instead of {pid}")
    console.desktop.picture("first-8-again")
    close_question(console)
    console.press("Stop units and quit")
    if (code := console.process.wait(30)) != 0:
        raise AssertionError(f"ended with {code}: {console.said()}")
    if is_alive(pid):
        raise AssertionError("the process lives on")


def main():
    with Desktop() as desktop:
        data = os.path.join(desktop.base, "data")
        port = free_port()

        def start():
            return Console(desktop, data, "--theme", "light")
        console = start()
        first_run_page(console)
        pid = add_redis(console, port)
        log_is_there(console)
        pid = killed(console, pid, port)
        stopped(console, pid)
        console = killed_console(console, start)
        pid = keep_and_quit(console)
        stop_and_quit(start(), pid)
    print("passed")


if __name__ == "__main__":
    sys.exit(main())
