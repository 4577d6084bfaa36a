"""The rules of layers.py hold in this tree, and each of them can be broken and is then noticed."""

import os
import subprocess
import sys
import unittest

import layers

ROOT, QT_HEADERS = os.environ["LAMPLIGHTER_SOURCE"], os.environ["LAMPLIGHTER_QT_HEADERS"]


class Tree(unittest.TestCase):
    def test_includes_point_one_way(self):
        files = list(layers.source_files(ROOT))
        self.assertGreater(len(files), 50, "the sources were not found")
        self.assertEqual(layers.layer_findings(ROOT, QT_HEADERS), [])

    def test_tracked_files_name_no_machine(self):
        listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True, check=False)
        if listed.returncode != 0:  # an unpacked release: every source file instead
            names = [path for path, _ in layers.source_files(ROOT)]
        else:
            names = [name for name in listed.stdout.split("\0") if name]
        self.assertGreater(len(names), 50)
        self.assertEqual(layers.path_findings(ROOT, names), [])


class Rules(unittest.TestCase):
    def setUp(self):
        self.checker = layers.Checker(QT_HEADERS)

    def findings(self, path, *includes):
        return list(self.checker.findings(path, "".join(f"#include {header}\n" for header in includes)))

    def test_left_and_own_folders_are_fine(self):
        self.assertEqual(self.findings("core/journal/a.cpp", '"core/journal/a.h"', '"core/store/b.h"', '"core/base/c.h"'), [])
        self.assertEqual(self.findings("core/api/a.cpp", '"core/client/shapes.h"', '"core/watchdog/x.h"', "<QTcpSocket>"), [])
        self.assertEqual(self.findings("ui/pages/a.cpp", '"ui/models/m.h"', '"core/client/engine.h"', "<QWidget>"), [])
        self.assertEqual(self.findings("app/keeper/a.cpp", '"core/process/keeper_protocol.h"', "<sys/prctl.h>"), [])

    def test_right_of_it_is_not(self):
        for path, header in [
            ("core/base/a.h", "core/process/keepers.h"),
            ("core/client/a.cpp", "core/store/database.h"),
            ("core/process/a.cpp", "core/journal/journal.h"),
            ("core/process/a.cpp", "core/store/database.h"),
            ("core/alerts/a.cpp", "core/watchdog/watchdog.h"),
            ("core/watchdog/a.cpp", "core/api/router.h"),
            ("core/engine/a.cpp", "ui/models/units.h"),
            ("ui/pages/a.cpp", "core/engine/engine_host.h"),
            ("ui/models/a.cpp", "ui/widgets/badge.h"),
            ("app/ctl/a.cpp", "core/engine/engine_host.h"),
            ("app/keeper/a.cpp", "core/base/result.h"),
        ]:
            self.assertEqual(len(self.findings(path, f'"{header}"')), 1, (path, header))

    def test_no_display_without_a_console(self):
        for header in ("<QColor>", "<QtGui/QImage>", "<QWidget>", "<QtWidgets/QLabel>"):
            self.assertEqual(len(self.findings("core/api/a.cpp", header)), 1, header)
            self.assertEqual(len(self.findings("app/daemon/a.cpp", header)), 1, header)
        self.assertEqual(len(self.findings("ui/models/a.cpp", "<QLabel>")), 1)
        self.assertEqual(self.findings("ui/models/a.cpp", "<QColor>"), [])

    def test_keeper_has_no_qt(self):
        self.assertEqual(len(self.findings("app/keeper/a.cpp", "<QString>")), 1)
        self.assertEqual(len(self.findings("core/process/keeper_protocol.h", "<QtCore/QString>")), 1)

    def test_system_headers_have_their_place(self):
        self.assertEqual(len(self.findings("core/watchdog/a.cpp", "<unistd.h>")), 1)
        self.assertEqual(len(self.findings("ui/tray/a.cpp", "<windows.h>")), 1)
        self.assertEqual(self.findings("core/process/posix/a.cpp", "<unistd.h>", "<sys/wait.h>"), [])

    def test_a_new_folder_has_to_be_placed(self):
        self.assertEqual(len(self.findings("core/unheard/a.cpp", "<QString>")), 1)

    def test_paths_of_a_machine(self):
        for text, expected in [("see /ro" "ot/x", 1), ("'/wo" "rk/a'", 1), ("$top/wo" "rk/a", 0), ("a/wo" "rk/b", 0), ("https://x/ro" "ot/", 0)]:
            self.assertEqual(1 if layers.MACHINE_PATH.search(text) else 0, expected, text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
