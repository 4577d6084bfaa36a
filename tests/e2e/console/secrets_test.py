#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection to a second engine by address and token. Without a Secret Service the page says that the token lives until
the window is closed, and the next console needs it again; with one, the next console is connected without asking. The
token is in no file of ours either way."""

import os
import signal
import subprocess
import sys

from desktop import Desktop, on_the_bus, own_session, wait_until

own_session(["gnome-keyring-daemon"])
from console import Console, program  # noqa: E402

SERVICE = "org.freedesktop.secrets"


def step(words):
    print("-- " + words, flush=True)


class Remote:
    """A second engine, reached by address and token only."""

    def __init__(self, desktop):
        self.data = os.path.join(desktop.base, "remote")
        port = os.path.join(desktop.base, "port")
        desktop.start([program("lamplighterd"), "--data-dir", self.data, "--listen", "127.0.0.1:0", "--port-file", port,
                       "--foreground"])
        wait_until(lambda: os.path.exists(port) and os.path.exists(os.path.join(self.data, "token")), 15,
                   "the second engine is not there")
        with open(port, encoding="ascii") as file:
            self.address = "http://127.0.0.1:" + file.read().strip()
        with open(os.path.join(self.data, "token"), encoding="ascii") as file:
            self.token = file.read().strip()


def connect(console, remote):
    console.press("Connections", "radio button")
    console.press("Connect…")
    dialog = console.find("dialog", "Connect *")
    console.write(console.find("text", "Address", start=dialog), remote.address)
    console.write(console.find("password text", "Token", start=dialog), remote.token)
    console.write(console.find("text", "Name", start=dialog), "second")
    if console.unnamed():
        raise AssertionError("without a name:\n  " + "\n  ".join(console.unnamed()))
    console.press("Connect", start=dialog)
    console.gone("dialog", "Connect *")


def standing(console):
    return console.cell("second", "State", "Connections")


def token_words(console):
    console.press("Connections", "radio button")
    console.select_row("Name: second", "Connections")
    return console.find("label", "Token: *").name.removeprefix("Token: ")


def is_live(console):
    console.press("Connections", "radio button")
    wait_until(lambda: standing(console) == "Live", 15, lambda: f"the second engine is {standing(console)}")


def in_no_file(desktop, remote):
    """Of the console: its settings and its data."""
    for folder in (os.environ["XDG_CONFIG_HOME"], os.path.join(desktop.base, "data")):
        found = subprocess.run(["grep", "-rlF", "--", remote.token, folder], capture_output=True, text=True,
                               check=False).stdout
        if found:
            raise AssertionError(f"the token lies in {found}")


def without_service(desktop, remote, start):
    step("no Secret Service: connected, and the page says that the token lives until the window is closed")
    if on_the_bus(SERVICE):
        raise AssertionError("there is a Secret Service already")
    console = start()
    connect(console, remote)
    is_live(console)
    words = token_words(console)
    print("   " + words, flush=True)
    if not words.startswith("until this window is closed"):
        raise AssertionError(f"the page says: {words}")
    desktop.picture("secrets-1-without")
    in_no_file(desktop, remote)
    console.end(signal.SIGTERM)

    step("the next console knows the engine, but not its token, and says so")
    console = start()
    console.press("Connections", "radio button")
    wait_until(lambda: standing(console) == "Needs a token", 15, lambda: f"the second engine is {standing(console)}")
    print("   " + token_words(console), flush=True)
    desktop.picture("secrets-2-needs-a-token")
    console.press("Forget…")
    console.press("Forget second")
    wait_until(lambda: standing(console) is None, 10, "it is not forgotten")
    console.end(signal.SIGTERM)


def with_service(desktop, remote, start):
    step("with a Secret Service: the token is in it")
    keyring = desktop.start(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                            stdin=subprocess.PIPE)
    keyring.stdin.write(b"a password of this test\n")
    keyring.stdin.close()
    wait_until(lambda: on_the_bus(SERVICE), 15, "the Secret Service is not there")
    console = start()
    connect(console, remote)
    is_live(console)
    wait_until(lambda: token_words(console) == "in the system's keychain", 10, lambda: token_words(console))
    in_no_file(desktop, remote)
    console.end(signal.SIGTERM)

    step("the next console is connected without asking")
    console = start()
    is_live(console)
    words = token_words(console)
    if words != "in the system's keychain":
        raise AssertionError(f"the page says: {words}")
    desktop.picture("secrets-3-connected-again")
    console.press("Forget…")
    console.press("Forget second")
    wait_until(lambda: standing(console) is None, 10, "it is not forgotten")
    console.end(signal.SIGTERM)


def main():
    with Desktop() as desktop:
        remote = Remote(desktop)

        def start():
            return Console(desktop, os.path.join(desktop.base, "data"), "--theme", "light")
        without_service(desktop, remote, start)
        with_service(desktop, remote, start)
    print("passed")


if __name__ == "__main__":
    sys.exit(main())
