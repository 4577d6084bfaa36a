"""packaging/bootstrap, with apt and its kin replaced: installs only what is missing, and says what it cannot do."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["LAMPLIGHTER_SOURCE"])
LIST = """
[build]
cmake   # newer
qt6-base-dev
charts-new | charts-old

[test]
python3
"""


class Bootstrap(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "packaging").mkdir()
        shutil.copy(SOURCE / "packaging/bootstrap", self.folder / "packaging/bootstrap")
        (self.folder / "packaging/debian-packages.txt").write_text(LIST)
        self.tools = self.folder / "bin"
        self.tools.mkdir()
        self.log = self.folder / "log"
        self.log.write_text("")
        (self.folder / "installed").write_text("")
        (self.folder / "known").write_text("cmake qt6-base-dev charts-old python3")
        for name in ("bash", "env", "awk", "grep", "tr", "paste", "dirname", "cat", "nproc"):
            (self.tools / name).symlink_to(shutil.which(name))
        self.tool("id", "echo 0")
        self.tool("dpkg-query", f'for n; do :; done; grep -qw -- "$n" {self.folder}/installed && printf installed')
        self.tool("apt-cache", f'grep -qw -- "$2" {self.folder}/known && echo "  Candidate: 1.0" || echo "  Candidate: (none)"')
        self.tool("apt-get", f'echo "apt-get $*" >>{self.log}; [ ! -e {self.folder}/broken ]')

    def tool(self, name, body):
        path = self.tools / name
        path.write_text(f"#!/usr/bin/env bash\n{body}\n")
        path.chmod(0o755)

    def run_it(self, *arguments, **environment):
        return subprocess.run(
            [str(self.folder / "packaging/bootstrap"), *arguments], capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, env={"PATH": str(self.tools), "HOME": str(self.folder), **environment})

    def calls(self):
        return self.log.read_text().splitlines()

    def test_installs_only_what_is_missing(self):
        (self.folder / "installed").write_text("cmake\n")
        done = self.run_it("install-deps")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.calls()), 1, self.calls())
        words = self.calls()[0].split()
        self.assertIn("--no-install-recommends", words)
        self.assertEqual(words[-3:], ["qt6-base-dev", "charts-old", "python3"])

    def test_does_nothing_when_all_is_there(self):
        (self.folder / "installed").write_text("cmake\nqt6-base-dev\ncharts-new\npython3\n")
        done = self.run_it("install-deps")
        self.assertEqual((done.returncode, self.calls()), (0, []), done.stderr)

    def test_groups(self):
        self.run_it("install-deps", "build")
        self.assertNotIn("python3", self.calls()[0])
        self.assertEqual(self.run_it("install-deps", "nonsense").returncode, 2)

    def test_reads_lists_only_when_they_are_missing(self):
        (self.folder / "known").write_text("")
        done = self.run_it("install-deps", "build")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(" update", self.calls()[0])
        self.assertIn(" install ", self.calls()[1])

    def test_says_what_failed(self):
        (self.folder / "broken").write_text("")
        done = self.run_it("install-deps", "build")
        self.assertEqual(done.returncode, 3)
        self.assertIn("bootstrap:", done.stderr)

    def test_needs_root(self):
        self.tool("id", "echo 1000")
        done = self.run_it("install-deps", "build")
        self.assertEqual(done.returncode, 3)
        self.assertIn("as root run: env DEBIAN_FRONTEND=noninteractive apt-get", done.stderr)
        self.assertEqual(self.calls(), [])
        self.tool("sudo", 'echo "sudo" >>' + str(self.log) + '; exec "$@"')
        done = self.run_it("install-deps", "build")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.calls()[0], "sudo")

    def test_elsewhere_it_says_what_is_needed(self):
        (self.tools / "apt-get").unlink()
        done = self.run_it("install-deps")
        self.assertEqual(done.returncode, 0)
        self.assertIn("cmake qt6-base-dev charts-new | charts-old", done.stdout)
        # and goes on: here there is no compiler, which it names
        done = self.run_it("build")
        self.assertEqual(done.returncode, 3)
        self.assertIn("not found: cmake ninja c++", done.stderr)

    def test_no_apt_when_told_so(self):
        self.assertEqual(self.run_it("install-deps", LAMPLIGHTER_NO_APT="1").returncode, 0)
        self.assertEqual(self.calls(), [])

    def test_usage(self):
        self.assertIn("usage:", self.run_it("--help").stdout)
        self.assertEqual(self.run_it("--help").returncode, 0)
        for wrong in ([], ["nonsense"], ["build", "more"], ["run", "--data-dir"]):
            self.assertEqual(self.run_it(*wrong).returncode, 2, wrong)

    def fake_build(self, *programs):
        """cmake that makes the programs instead of building them."""
        (self.folder / "installed").write_text("cmake\nqt6-base-dev\ncharts-new\npython3\n")
        binaries = self.folder / "build/release/bin"
        made = "".join(
            f'printf "#!/usr/bin/env bash\\necho {name} \\"\\$@\\"\\n" >{binaries}/{name}; chmod +x {binaries}/{name};'
            for name in programs)
        self.tool("cmake", f'echo "cmake $*" >>{self.log}; mkdir -p {binaries}; {made}')
        self.tool("ninja", "")
        self.tool("c++", "")
        for name in ("mkdir", "chmod"):
            (self.tools / name).symlink_to(shutil.which(name))

    def test_run_without_a_display_is_headless_and_says_how_to_reach_it(self):
        self.fake_build("lamplighter", "lamplighterd")
        done = self.run_it("run", "--data-dir", str(self.folder / "data"), "--listen", "127.0.0.1:0")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.splitlines()[-1], f"lamplighterd --data-dir {self.folder}/data --foreground --listen 127.0.0.1:0")
        self.assertIn(f"lampctl --data-dir {self.folder}/data status", done.stdout)
        self.assertIn(f"{self.folder}/data/token", done.stdout)

    def test_run_with_a_display_opens_the_console(self):
        self.fake_build("lamplighter", "lamplighterd")
        done = self.run_it("run", DISPLAY=":9")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.splitlines()[-1], f"lamplighter --data-dir {self.folder}/.local/share/lamplighter")

    def test_failures_have_their_codes(self):
        self.fake_build()
        self.tool("cmake", '[ "$1" != --preset ]')
        self.assertEqual(self.run_it("build").returncode, 4)
        self.tool("cmake", '[ "$1" != --build ]')
        self.assertEqual(self.run_it("build").returncode, 5)
        self.tool("cmake", "")
        self.tool("ctest", "exit 8")
        self.assertEqual(self.run_it("test").returncode, 6)
        self.tool("ctest", f'echo "ctest $*" >>{self.log}')
        self.assertEqual(self.run_it("test", "-R", "units").returncode, 0)
        self.assertTrue(self.calls()[-1].endswith("-j 2 -R units"), self.calls())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
