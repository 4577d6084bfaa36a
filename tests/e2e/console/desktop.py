# SPDX-License-Identifier: GPL-3.0-or-later
"""A display, a window manager, a session bus and an accessibility bus of one test's own. Touches no other display or
bus, and ends by process id whatever was started for it."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIPPED = 77  # what CTest is told to take for "skipped"
_INSIDE = "LAMPLIGHTER_TEST_SESSION"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
# Starts no service of the machine by itself, neither settings nor a keyring: what a test needs, it starts.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def wait_until(seen, limit=15.0, what="it"):
    """What `seen` answers once that is true; fails with `what` after `limit` seconds."""
    end = time.monotonic() + limit
    while True:
        found = seen()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"after {limit:g} s: {what() if callable(what) else what}")
        time.sleep(0.05)


def stays(seen, seconds):
    """True if `seen` is true for as long as that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not seen():
            return False
        time.sleep(0.1)
    return True


def own_session(programs=()):
    """Called first by every test: goes on under a session bus of its own, or ends as skipped if a package is missing."""
    missing = [name for name in ("Xvfb", "openbox", "xdotool", "dbus-run-session", *programs) if not shutil.which(name)]
    if not _launcher():
        missing.append("at-spi-bus-launcher (at-spi2-core)")
    if not importlib.util.find_spec("pyatspi"):  # only looked for: an import would ask a bus that is not ours
        missing.append("pyatspi (python3-pyatspi)")
    if missing:
        print("SKIPPED: not installed: " + ", ".join(missing))
        print("packaging/bootstrap install-deps test installs what the tests need")
        sys.exit(SKIPPED)
    if _INSIDE in os.environ:
        _start_accessibility()
        return
    base = tempfile.mkdtemp(prefix="ll", dir="/tmp")  # short: sockets lie in it
    environment = {key: value for key, value in os.environ.items()
                   if not key.startswith(("DBUS_", "XDG_", "AT_SPI", "QT_", "DISPLAY", "WAYLAND"))}
    for key, folder in {"HOME": "home", "XDG_CONFIG_HOME": "home/.config", "XDG_DATA_HOME": "home/.local/share",
                        "XDG_CACHE_HOME": "home/.cache", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp"}.items():
        os.makedirs(os.path.join(base, folder), mode=0o700)
        environment[key] = os.path.join(base, folder)
    environment[_INSIDE] = base
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    bus = os.path.join(base, "bus.conf")
    with open(bus, "w", encoding="utf-8") as file:
        file.write(_BUS.format(folder=environment["XDG_RUNTIME_DIR"]))
    session = subprocess.Popen(["dbus-run-session", "--config-file", bus, "--", sys.executable, *sys.argv],
                               env=environment)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: session.terminate())
    code = session.wait()
    _end_all(base)
    shutil.rmtree(base, ignore_errors=True)
    sys.exit(code if code >= 0 else 1)


def _launcher():
    return next((path for path in _LAUNCHERS if os.access(path, os.X_OK)), None)


def on_the_bus(name):
    """True if a program of this session owns the name."""
    from gi.repository import Gio, GLib
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                         GLib.Variant("(s)", (name,)), None, 0, -1, None).unpack()[0]


def _start_accessibility():
    """Before pyatspi is imported, which asks for it; ends with the session."""
    with open(os.path.join(os.environ[_INSIDE], "accessibility.log"), "wb") as log:
        subprocess.Popen([_launcher(), "--launch-immediately"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    wait_until(lambda: on_the_bus("org.a11y.Bus"), 15, "no accessibility bus")


def _read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def is_alive(pid):
    state = _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()
    return bool(state) and state[0] not in (b"Z", b"X")


def processes_naming(path):
    """{pid: words} of what lives and names `path`: in its command, its environment, or as the folder it is in."""
    found = {}
    needle = os.fsencode(path)
    for entry in os.listdir("/proc"):
        if not entry.isdigit() or int(entry) == os.getpid() or not is_alive(entry):
            continue
        command = _read(f"/proc/{entry}/cmdline")
        try:
            folder = os.fsencode(os.readlink(f"/proc/{entry}/cwd"))
        except OSError:
            folder = b""
        if needle in command or needle in _read(f"/proc/{entry}/environ") or folder.startswith(needle):
            found[int(entry)] = os.fsdecode(command.replace(b"\0", b" ")).strip()
    return found


def _end_all(path):
    """Only what names the folder that this test made."""
    end = time.monotonic() + 5
    while (left := processes_naming(path)) and time.monotonic() < end:
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        time.sleep(0.05)


class Desktop:
    """An X server with a window manager."""

    def __init__(self, width=1440, height=900):
        self.base = os.environ[_INSIDE]
        self.temporary = os.environ["TMPDIR"]
        self._started = []
        self.console = None  # the one opened last
        self.also = []  # paths elsewhere that belong to what runs here
        self.log = open(os.path.join(self.base, "desktop.log"), "ab")
        # Servers that start at the same moment may pick the same number; the one that lost is not there then.
        if not any(self._open_display(width, height) for _ in range(5)):
            raise AssertionError("no X server: " + _read(self.log.name)[-500:].decode(errors="replace"))
        self.start(["openbox", "--sm-disable"])
        # A window that is there before its manager is never made the active one.
        wait_until(lambda: not subprocess.run(["xdotool", "get_num_desktops"], capture_output=True,
                                              check=False).returncode, 15, "no window manager")

    def _open_display(self, width, height):
        reading, writing = os.pipe()
        server = self.start(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
                             "-nolisten", "tcp", "-noreset"], pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as numbers:
            self.display = ":" + numbers.readline().strip()
        os.environ["DISPLAY"] = self.display
        seen = self.display != ":" and subprocess.run(["xdotool", "getdisplaygeometry"], capture_output=True,
                                                      text=True, check=False).stdout.split()
        if seen == [str(width), str(height)]:
            return True
        server.kill()
        server.wait()
        return False

    def start(self, words, environment=None, **more):
        process = subprocess.Popen(words, stdin=more.pop("stdin", subprocess.DEVNULL), stdout=more.pop("stdout", self.log),
                                   stderr=more.pop("stderr", self.log), env={**os.environ, **(environment or {})},
                                   **more)
        self._started.append(process)
        return process

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def click(self, x, y, button=1):
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", str(button)], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)

    def picture(self, name):
        """Only where someone wants to look: LAMPLIGHTER_PICTURES names the folder."""
        folder = os.environ.get("LAMPLIGHTER_PICTURES")
        if folder and shutil.which("import"):
            os.makedirs(folder, exist_ok=True)
            time.sleep(0.4)  # for what fades in
            subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")], check=False)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind and self.console:
            print("what was to be seen:\n" + self.console.picture_in_words(), flush=True)
            self.picture("failed-" + os.path.basename(sys.argv[0]).removesuffix(".py"))
        self._close()

    def _close(self):
        for process in reversed(self._started):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        for path in self.also:
            _end_all(path)
            shutil.rmtree(path, ignore_errors=True)
        self.log.close()
