"""Which folder may include what: the rules of the architecture, as data, and the check.

usage: layers.py ROOT QT_HEADERS    prints one line for each include that breaks a rule, and exits with 1 if there is any
"""

import os
import re
import sys

# A file may include its own folder and these.
CORE_LAYERS = [["base"], ["client"], ["process", "store"], ["journal"], ["watchdog", "alerts"], ["updates"], ["api"], ["engine"]]
ALLOWED_IN_UI = ["core/base", "core/client", "ui", "resources"]
ALLOWED_IN_APP = {
    "keeper": ["core/process/keeper_protocol.h"],
    "demo-agent": [],
    # `lampctl add` reads a unit file as the engine would, before it sends what is in it.
    "ctl": ["core/base", "core/client", "core/watchdog/unit_file.h", "core/watchdog/unit_spec.h"],
    "daemon": ["core"],
    "console": ["core", "ui", "resources"],
}
# These link no Qt at all.
WITHOUT_QT = ["app/keeper", "app/demo-agent", "core/process/windows", "core/process/keeper_protocol.h"]
SYSTEM_HEADERS = re.compile(
    r"^(unistd\.h|sys/.*|windows\.h|signal\.h|spawn\.h|fcntl\.h|poll\.h|pwd\.h|grp\.h|netinet/.*|arpa/.*|linux/.*"
    r"|winsock2\.h|ws2tcpip\.h|sddl\.h|realtimeapiset\.h|dirent\.h|termios\.h|sched\.h|pthread\.h|dlfcn\.h|netdb\.h)$")
MAY_SEE_THE_SYSTEM = ["core/process", "core/base", "app/keeper", "app/demo-agent"]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
# A slash, a folder that only some machine has, a slash: in two parts, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.$}/])/(?:ro" + r"ot|wo" + r"rk|fa" + r"rm)/")
PATHS_ALLOWED_IN = ["tests/packaging/layers_test.py"]


def below(path, folders):
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def allowed_in_core(path):
    """The folders that a file of core may include besides the headers of the C++ library and Qt."""
    domain = path.split("/")[1]
    allowed = ["core/" + domain]
    for layer in CORE_LAYERS:
        if domain in layer:
            return allowed
        allowed += ["core/" + name for name in layer]
    return None


def allowed_folders(path):
    parts = path.split("/")
    if parts[0] == "core":
        return allowed_in_core(path)
    if parts[0] == "ui":
        # Models are of Core and Gui: they know no page and no widget.
        return ["core/base", "core/client", "ui/models"] if parts[1] == "models" else ALLOWED_IN_UI
    if parts[0] == "app" and len(parts) > 2:
        own = ALLOWED_IN_APP.get(parts[1])
        return None if own is None else own + ["/".join(parts[:2])]
    return None


def header_names(qt_headers, module):
    folder = os.path.join(qt_headers, module)
    return set(os.listdir(folder)) if os.path.isdir(folder) else set()


class Checker:
    def __init__(self, qt_headers):
        lower = set()
        for module in ("QtCore", "QtNetwork", "QtSql", "QtTest"):
            lower |= header_names(qt_headers, module)
        self.gui = header_names(qt_headers, "QtGui") - lower
        self.widgets = (header_names(qt_headers, "QtWidgets") | header_names(qt_headers, "QtCharts")) - lower
        if not self.gui or not self.widgets:
            raise ValueError(f"no headers of QtGui and QtWidgets below {qt_headers}")

    def is_gui(self, header):
        return header.startswith("QtGui/") or header in self.gui

    def is_widgets(self, header):
        return header.startswith(("QtWidgets/", "QtCharts/")) or header in self.widgets

    def is_qt(self, header):
        return re.match(r"^(Q[A-Z]\w+|Qt\w+/.*|q[a-z]+\.h)$", header) is not None

    def findings(self, path, text):
        """What is wrong with one file, `path` relative to the root."""
        allowed = allowed_folders(path)
        if allowed is None:
            yield f"{path}: belongs to no layer that tests/packaging/layers.py knows"
            return
        for quote, header in INCLUDE.findall(text):
            if quote == '"' or header.split("/")[0] in ("core", "ui", "app"):
                ours = header.startswith(("core/", "ui/", "app/"))
                if ours and not below(header, allowed):
                    yield f"{path}: includes {header}, which stands right of it"
                continue
            if below(path, ["core", "app/daemon", "app/ctl"]) and (self.is_gui(header) or self.is_widgets(header)):
                yield f"{path}: includes {header}, but runs without a display"
            if below(path, ["ui/models"]) and self.is_widgets(header):
                yield f"{path}: includes {header}, but models know no widgets"
            if below(path, WITHOUT_QT) and self.is_qt(header):
                yield f"{path}: includes {header}, but links no Qt"
            if SYSTEM_HEADERS.match(header) and not below(path, MAY_SEE_THE_SYSTEM):
                yield f"{path}: includes {header}; the operating system is behind core/process and core/base"


def source_files(root):
    for top in ("app", "core", "ui"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in sorted(names):
                if name.endswith((".cpp", ".h")):
                    full = os.path.join(folder, name)
                    yield os.path.relpath(full, root).replace(os.sep, "/"), full


def layer_findings(root, qt_headers):
    checker = Checker(qt_headers)
    found = []
    for path, full in source_files(root):
        with open(full, encoding="utf-8") as file:
            found += checker.findings(path, file.read())
    return found


def path_findings(root, names):
    """Tracked text files that name a path of the machine they were written on."""
    found = []
    for name in names:
        if name in PATHS_ALLOWED_IN:
            continue
        try:
            with open(os.path.join(root, name), encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    if MACHINE_PATH.search(line):
                        found.append(f"{name}:{number}: names a path of one machine")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return found


if __name__ == "__main__":
    problems = layer_findings(sys.argv[1], sys.argv[2])
    print("\n".join(problems))
    sys.exit(1 if problems else 0)
