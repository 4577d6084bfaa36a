# SPDX-License-Identifier: GPL-3.0-or-later
"""The units of a soak, their files, and what is expected of each."""

import os

# An agent that was built with a sanitizer dies of a signal as others do, without a word in its log.
PLAIN_CRASHES = ", ".join(f'{name} = "handle_segv=0:handle_abort=0"' for name in ("ASAN_OPTIONS", "TSAN_OPTIONS"))


class Unit:
    def __init__(self, name, group, arguments, extra="", needs=()):
        self.name = name
        self.group = group
        self.arguments = arguments
        self.extra = extra  # more lines of its file
        self.needs = tuple(needs)
        self.edits = 0
        self.present = True  # in its file
        self.wanted = True  # nobody stopped it

    def text(self, agent, mark):
        words = ", ".join(f'"{word}"' for word in [agent, *self.arguments])
        needs = ", ".join(f'"{name}"' for name in self.needs)
        return (
            f"[unit.{self.name}]\ncommand = [{words}]\ngroup = \"{self.group}\"\ndepends_on = [{needs}]\n"
            f'environment = {{ LAMPLIGHTER_SOAK = "{mark}", EDIT = "{self.edits}", {PLAIN_CRASHES} }}\n'
            'stop_timeout = "1s"\nmin_uptime = "500ms"\nmax_consecutive_failures = 1000\n'
            'restart_limit = { count = 1000000, window = "1h" }\n'
            'backoff = { initial = "100ms", factor = 1.5, maximum = "1s", jitter = 0.1 }\n' + self.extra + "\n"
        )


def make_units(random, count, groups=4):
    units = []
    for index in range(count):
        name = f"lamp{index:02d}"
        group = f"street{index % groups}"
        arguments, extra, needs = ["--lines-per-second", "5"], "", ()
        kind = index % 6
        if kind == 1:
            arguments += ["--fork", "2"]
        elif kind == 2:
            arguments += ["--ignore-term"]
        elif kind == 3:
            how = random.choice(["exit=1", "exit=3", "signal=11", "signal=6"])
            arguments += ["--crash-after", f"{random.randint(2, 15)}s,{how}"]
        elif kind == 4:
            extra = 'ready = { notify = true }\nwatchdog = "5s"'
        elif kind == 5 and index % 12 == 5:
            needs = (f"lamp{index - 1:02d}",)
        units.append(Unit(name, group, arguments, extra, needs))
    return units


class Fleet:
    """Units by file: one file for each group."""

    def __init__(self, units, folder, agent, mark):
        self.units = {unit.name: unit for unit in units}
        self.folder = folder
        self.agent = agent
        self.mark = mark

    def groups(self):
        return {unit.name: unit.group for unit in self.units.values()}

    def path(self, group):
        return f"{self.folder}/{group}.toml"

    def write_text(self, group, text):
        """As an editor does: a new file in place of the old one."""
        with open(self.path(group) + ".new", "w") as file:
            file.write(text)
        os.replace(self.path(group) + ".new", self.path(group))

    def write(self, group):
        present = [unit for unit in self.units.values() if unit.group == group and unit.present]
        self.write_text(group, "# written by the soak\n" + "\n".join(u.text(self.agent, self.mark) for u in present))

    def write_all(self):
        for group in sorted(set(self.groups().values())):
            self.write(group)

    def needed_by(self, name):
        return [unit.name for unit in self.units.values() if name in unit.needs and unit.present]

    def expected(self, latches):
        """Names of the units that should run: there, wanted, not held, and what they need too."""
        free = {
            unit.name
            for unit in self.units.values()
            if unit.present and unit.wanted and not latches.holding(unit.name, unit.group)
        }
        return {name for name in free if all(need in free for need in self.units[name].needs)}
