#!/usr/bin/env python3
"""The Debian package as an operator meets it: test_package.py BUILD_DIR. What is in it, and what installing, upgrading, removing
and purging it does to a Debian root that has seen nothing else."""
import json
import os
import pathlib
import re
import shutil
import stat
import sys
import unittest

import roots

BUILD = pathlib.Path(sys.argv.pop(1))
SOURCE = pathlib.Path(__file__).resolve().parents[2]
NOT_COMPARED = re.compile(r"^(proc|run|tmp|var/cache|var/log|var/lib/(dpkg|apt|systemd)|etc/(passwd|group|shadow|gshadow|subuid|subgid)-?$|etc/\.pwd\.lock)")


def package():
    return max(BUILD.glob("rawi_*.deb"), key=os.path.getmtime)


def files_in(root):
    """Every path below a root, but what any package's coming and going changes."""
    found = set()
    for folder, folders, files in os.walk(root.path):
        inside = pathlib.Path(folder).relative_to(root.path)
        folders[:] = [f for f in folders if not NOT_COMPARED.match(str(inside / f))]
        found.update(str(inside / name) for name in (*folders, *files) if not NOT_COMPARED.match(str(inside / name)))
    return found


class Contents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        listing = roots.run("dpkg-deb", "-c", package()).stdout
        cls.files = {line.split(None, 5)[5].removeprefix("."): line.split()[:2] for line in listing.splitlines()}

    def test_everything_an_operator_looks_for_is_in_its_place(self):
        wanted = {"/usr/bin/rawi", "/etc/rawi/rawi.yaml", "/usr/lib/systemd/system/rawi.service",
                  "/usr/lib/sysusers.d/rawi.conf", "/usr/lib/tmpfiles.d/rawi.conf", "/usr/share/man/man1/rawi.1.gz",
                  "/usr/share/man/man5/rawi.yaml.5.gz", "/usr/share/bash-completion/completions/rawi",
                  "/usr/share/doc/rawi/copyright", "/usr/share/doc/rawi/changelog.gz", "/usr/share/doc/rawi/RUNBOOK.md", "/usr/share/doc/rawi/outlets.md"}
        wanted |= {f"/usr/share/rawi/schema/{schema.name}" for schema in (SOURCE / "config/schema").glob("*.json")}
        wanted |= {f"/etc/rawi/outlets/{outlet.name}" for outlet in (SOURCE / "config/outlets").glob("*.yaml")}
        self.assertEqual(wanted - self.files.keys(), set())

    def test_all_belongs_to_root_and_nothing_is_writable_by_others(self):
        for path, (mode, owner) in self.files.items():
            self.assertEqual(owner, "root/root", path)
            self.assertFalse(mode[5] == "w" or (mode[8] == "w" and mode[0] != "l"), f"{path} {mode}")

    def test_every_file_below_etc_is_the_operators(self):
        conffiles = roots.run("dpkg-deb", "-I", package(), "conffiles").stdout.split()
        self.assertEqual(sorted(conffiles), sorted(path for path in self.files if path.startswith("/etc/") and not path.endswith("/")))

    def test_the_version_is_the_programs_own(self):
        version = roots.run("dpkg-deb", "-f", package(), "Version").stdout.strip()
        self.assertIn(version, roots.run(BUILD / "rawi", "--version").stdout)

    def test_the_libraries_it_is_linked_with_are_dependencies(self):
        depends = roots.run("dpkg-deb", "-f", package(), "Depends").stdout
        for library in ("librdkafka1", "libcurl4", "libicu72", "libgumbo1", "libsqlite3-0", "libc6"):
            self.assertIn(library, depends)

    def test_lintian_has_nothing_to_say(self):
        if not shutil.which("lintian"):
            self.skipTest("lintian is not installed")
        said = roots.run("lintian", "--allow-root", "--fail-on", "error,warning", package(), check=False)
        self.assertEqual((said.returncode, said.stdout), (0, ""))


@unittest.skipIf(roots.why_not(), roots.why_not())
class Installed(unittest.TestCase):
    """One root for all: the steps are one package's life, in order."""

    @classmethod
    def setUpClass(cls):
        cls.kept = roots.Roots(BUILD / "deploy-roots")
        cls.enter = cls.kept.copy(cls.kept.ready(package()))
        cls.root = cls.enter.__enter__()
        cls.addClassCleanup(cls.enter.__exit__, None, None, None)
        shutil.copy(package(), cls.root / "tmp/rawi.deb")

    def setUp(self):
        self.before = files_in(self.root)
        self.root.install("/tmp/rawi.deb")

    def tearDown(self):
        self.root.run("dpkg", "--purge", "rawi")

    def test_the_program_runs_and_finds_its_configuration_in_order(self):
        self.assertIn("1.", self.root.run("rawi", "--version").stdout)
        check = json.loads(self.root.run("rawi", "check").stdout.splitlines()[-1])
        self.assertTrue(check["ok"], check)
        self.assertGreaterEqual(check["outlets"], 1)
        self.assertGreaterEqual(check["samples"], 1)

    def test_the_daemon_has_a_user_of_its_own_and_a_state_folder_for_it_alone(self):
        user = self.root.run("getent", "passwd", "rawi").stdout.strip().split(":")
        self.assertEqual(user[6], "/usr/sbin/nologin")
        state = os.stat(self.root / "var/lib/rawi")
        self.assertEqual((state.st_uid, stat.S_IMODE(state.st_mode)), (int(user[2]), 0o700))
        secrets = os.stat(self.root / "etc/rawi/credentials")
        self.assertEqual((secrets.st_uid, stat.S_IMODE(secrets.st_mode)), (0, 0o700))

    def test_installing_enables_and_starts_nothing(self):
        self.assertEqual(self.root.run("systemctl", "is-enabled", "rawi", check=False).stdout.strip(), "disabled")

    def test_maintainer_scripts_may_run_again(self):
        for _ in range(2):
            self.root.run("/var/lib/dpkg/info/rawi.postinst", "configure", "0.9")
        self.root.run("/var/lib/dpkg/info/rawi.prerm", "upgrade", "1.1")

    def test_an_upgrade_keeps_what_the_operator_changed_and_what_he_took_away(self):
        (self.root / "etc/rawi/rawi.yaml").write_text("state_dir: /var/lib/rawi\noutlets_dir: outlets\n")
        outlet = sorted((self.root / "etc/rawi/outlets").glob("*.yaml"))[0]
        outlet.unlink()
        self.root.run("dpkg", "-i", "/tmp/rawi.deb")
        self.assertNotIn("kafka", (self.root / "etc/rawi/rawi.yaml").read_text())
        self.assertFalse(outlet.exists())

    def test_removal_leaves_configuration_and_state_and_a_purge_leaves_nothing(self):
        (self.root / "var/lib/rawi/ledger.db").write_text("what was seen")
        (self.root / "etc/rawi/outlets/mine.yaml").write_text("home: https://www.example.org/\n")
        self.root.run("systemctl", "enable", "rawi")
        self.root.run("dpkg", "--remove", "rawi")
        left = {path for path in files_in(self.root) - self.before if not path.startswith("etc/rawi")}
        self.assertEqual(left, {"var/lib/rawi", "var/lib/rawi/ledger.db"})
        self.assertTrue((self.root / "etc/rawi/rawi.yaml").exists())
        self.root.run("dpkg", "--purge", "rawi")
        self.assertEqual(files_in(self.root) - self.before, set())


if __name__ == "__main__":
    unittest.main(verbosity=2)
