# SPDX-License-Identifier: GPL-3.0-or-later
"""A real engine in a folder of its own: started, killed, asked over HTTP; and what /proc says of its keepers and units."""

import ctypes
import http.client
import json
import os
import signal
import subprocess
import threading
import time
from collections import namedtuple

import checks

Process = namedtuple("Process", "pid start parent state unit run")


class Away(Exception):
    """The engine did not answer."""


def become_subreaper():
    """What a killed engine leaves becomes ours, so that a zombie among it is seen, and collected by nobody else."""
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def stat_of(pid):
    """(state, parent, start) or None. The name in parentheses may hold anything."""
    text = read(f"/proc/{pid}/stat")
    fields = text[text.rfind(b")") + 2 :].split()
    return (chr(fields[0][0]), int(fields[1]), int(fields[19])) if len(fields) > 19 else None


class Machine:
    """The processes whose environment names this soak's folder, and the keepers of its run directory."""

    def __init__(self, folder):
        self.mark = b"LAMPLIGHTER_SOAK=" + folder.encode()
        self.folder = folder.encode()
        self.known = {}  # (pid, start): (unit, run), or None for a stranger

    def identify(self, pid):
        environment = read(f"/proc/{pid}/environ").split(b"\0")
        if self.mark not in environment:
            return None
        for entry in environment:
            if entry.startswith(b"LAMPLIGHTER_RUN_ID="):
                _, unit, run = entry.decode().split("/")
                return unit, int(run)
        return None

    def scan(self):
        """Processes of units; an ended one that nobody collected is among them with state Z."""
        found, known = [], {}
        for name in os.listdir("/proc"):
            stat = stat_of(name) if name.isdigit() else None
            if stat is None:
                continue
            state, parent, start = stat
            key = (int(name), start)
            identity = self.known.get(key) or self.identify(name)
            # A program that was not executed yet still has its keeper's environment: looked at again the next time.
            known[key] = identity
            if identity:
                found.append(Process(int(name), start, parent, state, *identity))
        self.known = known
        return found

    def keepers(self):
        """{unit: pid} of keepers that live."""
        found = {}
        for name in os.listdir("/proc"):
            words = read(f"/proc/{name}/cmdline").split(b"\0") if name.isdigit() else []
            if len(words) > 2 and words[0].endswith(b"lamplighter-keeper") and words[1].startswith(self.folder):
                found[words[2].decode()] = int(name)
        return found

    def zombies(self):
        """Ended children of ours, the engine's and the keepers' that wait to be collected: {pid: parent}."""
        parents = {os.getpid(), *self.keepers().values()}
        out = {}
        for name in os.listdir("/proc"):
            stat = stat_of(name) if name.isdigit() else None
            if stat and stat[0] == "Z" and stat[1] in parents:
                out[int(name)] = stat[1]
        return out


def is_alive(process):
    stat = stat_of(process.pid)
    return stat is not None and stat[2] == process.start and stat[0] not in "ZX"


def reap():
    """Collects what became ours. The engine is collected by its own handle, so only others are waited for."""
    for name in os.listdir("/proc"):
        stat = stat_of(name) if name.isdigit() else None
        if stat and stat[0] == "Z" and stat[1] == os.getpid():
            if b"lamplighterd" not in read(f"/proc/{name}/comm"):
                try:
                    os.waitpid(int(name), os.WNOHANG)
                except ChildProcessError:
                    pass


class Engine:
    def __init__(self, programs, folder):
        self.programs = programs
        self.folder = folder
        self.data = f"{folder}/data"
        self.units = f"{folder}/units"
        self.process = None
        self.up_since = None
        self.starts = 0
        os.makedirs(self.data, exist_ok=True)
        os.makedirs(self.units, exist_ok=True)

    def start(self, patience=20):
        port_file = f"{self.folder}/port"
        if os.path.exists(port_file):
            os.remove(port_file)
        command = [f"{self.programs}/lamplighterd", "--data-dir", self.data, "--units", self.units]
        command += ["--listen", "127.0.0.1:0", "--port-file", port_file, "--foreground"]
        environment = {**os.environ, "XDG_RUNTIME_DIR": f"{self.folder}/run"}
        os.makedirs(environment["XDG_RUNTIME_DIR"], mode=0o700, exist_ok=True)
        with open(f"{self.folder}/engine.log", "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)
        self.starts += 1
        end = time.monotonic() + patience
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.call("GET", "/readyz")[0] == 200:
                    self.up_since = time.monotonic()
                    return True
            except (Away, ValueError):
                pass
            time.sleep(0.02)
        return False

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.up_since = None

    def end(self, patience=20):
        self.process.send_signal(signal.SIGTERM)
        self.up_since = None
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            return None

    def port(self):
        return int(read(f"{self.folder}/port") or b"0")

    def token(self):
        return read(f"{self.data}/token").decode().strip()

    def call(self, method, path, body=None, patience=15):
        """(status, the JSON of the answer)"""
        headers = {"Authorization": f"Bearer {self.token()}"}
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body), "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.port(), timeout=patience)
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException) as failure:
            raise Away(f"{method} {path}: {failure!r}") from failure
        finally:
            connection.close()

    def usage(self):
        """(resident bytes, open descriptors)"""
        pid = self.process.pid
        resident = [line for line in read(f"/proc/{pid}/status").split(b"\n") if line.startswith(b"VmRSS")]
        try:
            descriptors = len(os.listdir(f"/proc/{pid}/fd"))
        except OSError:
            descriptors = 0
        return (int(resident[0].split()[1]) * 1024 if resident else 0), descriptors

    def log_lines(self, unit):
        """Every line of the unit's rotated logs without its time, oldest first."""
        base, lines, number = f"{self.data}/logs/{unit}.log", [], 1
        files = [base]
        while os.path.exists(f"{base}.{number}"):
            files.insert(0, f"{base}.{number}")
            number += 1
        for path in files:
            for line in read(path).decode(errors="replace").split("\n")[:-1]:
                time_mark, _, text = line.partition(" ")
                lines.append(text if time_mark.endswith("Z") else line)
        return lines


class Reader(threading.Thread):
    """Reads the journal's stream from its first event, over as many connections as it takes."""

    def __init__(self, engine):
        super().__init__(daemon=True)
        self.engine = engine
        self.sequence = checks.Sequence()
        self.events = []
        self.faults = []
        self.connections = 0
        self.ending = False
        self.answer = None

    def run(self):
        while not self.ending:
            try:
                self.read_once()
            except (OSError, ValueError, http.client.HTTPException, AttributeError):
                pass  # the engine went, or we were told to drop the connection
            time.sleep(0.05)

    def read_once(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.engine.port(), timeout=10)
        headers = {"Authorization": f"Bearer {self.engine.token()}", "Last-Event-ID": str(self.sequence.last)}
        try:
            connection.request("GET", "/api/v1/events/stream", headers=headers)
            self.answer = connection.getresponse()
            if self.answer.status != 200:
                return
            self.connections += 1
            name = ""
            for raw in self.answer:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: ") and name == "event":
                    self.take(json.loads(line[6:]))
        finally:
            self.answer = None
            connection.close()

    def take(self, event):
        fault = self.sequence.feed(event["seq"])
        if fault:
            self.faults.append(fault)
        self.events.append(event)

    def drop(self):
        """Ends the connection in the middle of whatever it is."""
        answer = self.answer
        if answer is not None and answer.fp is not None:
            try:
                answer.fp.raw._sock.shutdown(2)  # noqa: SLF001
            except (OSError, AttributeError):
                pass
