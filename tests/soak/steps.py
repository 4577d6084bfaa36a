# SPDX-License-Identifier: GPL-3.0-or-later
"""What a soak does to an engine, one thing at a time. Mixed into the soak, which knows the engine, the units and what is
engaged."""

import os
import signal
import socket
import threading
import time

import engine as engines


class Steps:
    def step(self):
        self.resume_keepers()
        weights = {
            self.crash_unit: 20,
            self.end_a_tree: 5,
            self.kill_engine: 2,
            self.end_engine: 1,
            self.kill_in_flight: 1,
            self.kill_keeper: 4,
            self.stop_keeper: 3,
            self.engage: 6,
            self.rearm: 14 if self.latches.engaged else 0,
            self.edit_file: 4,
            self.break_file: 3,
            self.remove_or_return: 5,
            self.operate: 8,
            self.talk_garbage: 5,
            self.send_nonsense: 4,
            self.come_and_go: 4,
            self.drop_reader: 3,
        }
        step = self.random.choices(list(weights), list(weights.values()))[0]
        self.counts[step.__name__] += 1
        step()

    # ---- processes

    def kill_process(self, pid, number):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass

    def alive(self):
        return [process for process in self.machine.scan() if process.state not in "ZX"]

    def crash_unit(self):
        victims = self.alive()
        if victims:
            victim = self.random.choice(victims)
            number = self.random.choice([signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM, signal.SIGABRT])
            self.note(f"signal {number} to {victim.pid} of {victim.unit}, run {victim.run}")
            self.kill_process(victim.pid, number)

    def end_a_tree(self):
        victims = self.alive()
        if victims:
            unit = self.random.choice(victims).unit
            self.note(f"SIGKILL to every process of {unit}")
            for victim in victims:
                if victim.unit == unit:
                    self.kill_process(victim.pid, signal.SIGKILL)

    def kill_keeper(self):
        keepers = self.machine.keepers()
        if keepers:
            unit = self.random.choice(sorted(keepers))
            self.note(f"SIGKILL to the keeper of {unit}, {keepers[unit]}")
            self.killed_keepers.add(unit)
            self.stopped_keepers.pop(keepers[unit], None)
            self.kill_process(keepers[unit], signal.SIGKILL)

    def stop_keeper(self):
        keepers = self.machine.keepers()
        if keepers:
            unit = self.random.choice(sorted(keepers))
            seconds = self.random.choice([0.2, 1, 4])
            self.note(f"SIGSTOP to the keeper of {unit}, {keepers[unit]}, for {seconds} s")
            self.killed_keepers.add(unit)  # an engine may give it up and kill it
            self.stopped_keepers[keepers[unit]] = time.monotonic() + seconds
            self.kill_process(keepers[unit], signal.SIGSTOP)

    def resume_keepers(self, everyone=False):
        for pid, until in list(self.stopped_keepers.items()):
            if everyone or time.monotonic() >= until:
                self.kill_process(pid, signal.SIGCONT)
                del self.stopped_keepers[pid]

    # ---- the engine

    def restart_engine(self):
        time.sleep(self.random.choice([0, 0, 0.1, 0.5, 2]))
        if not self.engine.start():
            self.fail(f"the engine does not start again (exit {self.engine.process.poll()})")
        for patience in (self.dark, self.lit, self.ghosts):
            patience.forgive()

    def kill_engine(self):
        self.note("SIGKILL to the engine")
        self.engine.kill()
        self.restart_engine()

    def end_engine(self):
        self.note("SIGTERM to the engine")
        code = self.engine.end()
        if code != 0:
            self.fail(f"the engine ended with {code}")
        self.restart_engine()

    def kill_in_flight(self):
        """An engagement whose answer nobody hears: it holds or it does not, but the engine knows which."""
        scope, target = self.some_scope()
        if (scope, target) in self.latches.engaged:
            return
        reason = f"in flight {self.counts['kill_in_flight']}"
        self.note(f"engage {scope} {target}, and SIGKILL to the engine meanwhile")
        self.uncertain.add(reason)

        def ask():
            try:
                self.engine.call("POST", "/api/v1/kill-switch/engage", self.latch_body(scope, target, reason))
            except (engines.Away, ValueError):
                pass

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(self.random.uniform(0, 0.02))
        self.engine.kill()
        asking.join()
        self.restart_engine()
        engaged = self.engine.call("GET", "/api/v1/kill-switch")[1]["latches"]
        if any(latch["scope"] == scope and latch.get("target", "") == target for latch in engaged):
            self.latches.engage(scope, target)
        self.compare_latches(engaged)

    def compare_latches(self, engaged):
        there = {(latch["scope"], latch.get("target", "")) for latch in engaged}
        if there != self.latches.engaged:
            self.fail(f"engaged are {sorted(there)}, should be {sorted(self.latches.engaged)}")

    # ---- the kill switch

    def some_scope(self):
        unit = self.random.choice(list(self.fleet.units.values()))
        return self.random.choice([("all", ""), ("group", unit.group), ("unit", unit.name), ("unit", unit.name)])

    def latch_body(self, scope, target, reason, **more):
        body = {"scope": scope, "reason": reason, **more}
        if target:
            body["target"] = target
        return body

    def latch(self, verb, scope, target, reason, **more):
        self.note(f"{verb} {scope} {target} {more or ''}")
        body = self.latch_body(scope, target, reason, **more)
        status, answer = self.engine.call("POST", f"/api/v1/kill-switch/{verb}", body)
        if status != 200:
            self.fail(f"{verb} {scope} {target}: {status} {answer}")
        (self.latches.engage if verb == "engage" else self.latches.rearm)(scope, target)
        self.compare_latches(answer["latches"])

    def engage(self):
        scope, target = self.some_scope()
        unit_is_there = scope != "unit" or self.fleet.units[target].present
        if (scope, target) not in self.latches.engaged and unit_is_there:
            self.latch("engage", scope, target, "a step of the soak", graceful=self.random.random() < 0.3)

    def rearm(self):
        scope, target = self.random.choice(sorted(self.latches.engaged))
        again = self.random.random() < 0.5
        self.latch("rearm", scope, target, "a step of the soak", start_again=again)
        self.start_what_is_wanted()

    def start_what_is_wanted(self):
        """Re-armed is not started: an operator does that, and so do we."""
        for unit in self.fleet.units.values():
            if unit.present and unit.wanted and not self.latches.holding(unit.name, unit.group):
                self.act(unit, "start")

    def act(self, unit, verb):
        status, answer = self.engine.call("POST", f"/api/v1/units/{unit.name}/{verb}", {})
        if status not in (200, 202, 409, 423):
            self.fail(f"{verb} {unit.name}: {status} {answer}")
        return status

    def operate(self):
        unit = self.random.choice([unit for unit in self.fleet.units.values() if unit.present])
        verb = self.random.choice(["start", "start", "stop", "restart", "reset"])
        self.note(f"{verb} {unit.name}")
        status = self.act(unit, verb)
        held = bool(self.latches.holding(unit.name, unit.group))
        if verb in ("start", "restart") and held and status != 423:
            self.fail(f"{verb} {unit.name} is held and was answered with {status}")
        if verb == "stop" and status < 300:
            unit.wanted = False
        elif verb in ("start", "restart") and status < 300:
            unit.wanted = True

    # ---- unit files

    def reload(self, expected=200):
        status, answer = self.engine.call("POST", "/api/v1/units/reload", {})
        if status != expected:
            self.fail(f"reloading the unit files: {status} {answer}")

    def edit_file(self):
        unit = self.random.choice([unit for unit in self.fleet.units.values() if unit.present])
        self.note(f"edit {unit.name}")
        unit.edits += 1
        self.fleet.write(unit.group)
        self.reload()

    def break_file(self):
        group = self.random.choice(sorted(set(self.fleet.groups().values())))
        self.note(f"break the file of {group}")
        self.fleet.write_text(group, self.random.choice(["[unit.", "", "[unit.x]\n", "[unit.x]\ncommand = 5\n", "\x00\xff"]))
        broken = os.path.getsize(self.fleet.path(group)) > 0
        if broken:
            self.reload(expected=400)
            if self.random.random() < 0.2:
                self.note("SIGKILL to the engine, whose file is broken")
                self.engine.kill()
                self.restart_engine()
        self.fleet.write(group)
        self.reload()

    def remove_or_return(self):
        gone = [unit for unit in self.fleet.units.values() if not unit.present]
        if gone and self.random.random() < 0.6:
            unit = self.random.choice(gone)
            self.note(f"return {unit.name}")
            unit.present = unit.wanted = True
        else:
            there = [u for u in self.fleet.units.values() if u.present and not self.fleet.needed_by(u.name)]
            if len(there) < 2:
                return
            unit = self.random.choice(there)
            self.note(f"remove {unit.name}")
            unit.present = False
        self.fleet.write(unit.group)
        self.reload()

    # ---- callers

    def talk_garbage(self):
        count = self.random.choice([1, 30, 3000])
        self.note(f"{count} bytes of garbage to the API")
        try:
            with socket.create_connection(("127.0.0.1", self.engine.port()), timeout=2) as caller:
                start = self.random.choice([b"", b"GET / HTTP/1.1\r\n", b"POST /api/v1/units HTTP/1.1\r\nHost: localhost\r\n"])
                caller.sendall(start + self.random.randbytes(count))
                if self.random.random() < 0.5:
                    caller.shutdown(socket.SHUT_WR)
                    caller.recv(1000)
        except OSError:
            pass

    def send_nonsense(self):
        path = self.random.choice(["/units", "/units/check", "/kill-switch/engage", "/units/nobody/start", "/nothing"])
        body = self.random.choice([{}, {"scope": 5}, {"name": "../x", "spec": {}}, {"a": [[]] * 50}, {"name": "x" * 300}])
        self.note(f"nonsense to {path}")
        status, answer = self.engine.call("POST", f"/api/v1{path}", body)
        if not (400 <= status < 500 or (path == "/units/check" and status == 200)):
            self.fail(f"nonsense to {path} was answered with {status} {answer}")

    def come_and_go(self):
        """A reader that asks for the whole journal and goes in the middle of it."""
        self.note("a reader comes and goes")
        request = (
            f"GET /api/v1/events/stream?after=0&units=true HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {self.engine.token()}\r\n\r\n"
        )
        try:
            with socket.create_connection(("127.0.0.1", self.engine.port()), timeout=2) as reader:
                reader.sendall(request.encode())
                reader.recv(self.random.choice([1, 1000, 100000]))
        except OSError:
            pass

    def drop_reader(self):
        self.note("the reader of the journal loses its connection")
        self.reader.drop()

    # ---- the end

    def settle(self):
        """Everything there, everything wanted, nothing held."""
        for latch in sorted(self.latches.engaged):
            self.latch("rearm", *latch, "the end", start_again=True)
        for unit in self.fleet.units.values():
            unit.present = unit.wanted = True
        self.fleet.write_all()
        self.reload()
        self.start_what_is_wanted()
