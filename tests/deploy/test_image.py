#!/usr/bin/env python3
"""The image, built for real from deploy/Containerfile and its program run: test_image.py BUILD_DIR.

No container engine runs where this does: buildah builds by chroot on the vfs driver, and the base image is a debootstrap root
tagged as Debian's slim image. What a daemon-run container would add (its health check's schedule, its network) is not tried."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import roots

BUILD = pathlib.Path(sys.argv.pop(1))
SOURCE = pathlib.Path(__file__).resolve().parents[2]
WHY_NOT = roots.why_not("buildah")
BASE = "docker.io/library/debian:bookworm-slim"


class Image(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="image.", dir=roots.Roots(BUILD / "deploy-roots").folder))
        cls.addClassCleanup(roots.run, "rm", "-rf", "--one-file-system", cls.folder, check=False)
        (cls.folder / "registries.conf").write_text('unqualified-search-registries = ["docker.io"]\n')
        # /run may be no tmpfs here, and another user of buildah on this machine is not to be met.
        cls.options = ["--storage-driver", "vfs", "--root", cls.folder / "root", "--runroot", cls.folder / "runroot",
                       "--registries-conf", cls.folder / "registries.conf"]
        cls.environment = dict(os.environ, BUILDAH_ISOLATION="chroot", TMPDIR=str(cls.folder))
        base = roots.Roots(BUILD / "deploy-roots").base()
        container = cls.buildah("from", "--pull-never", "scratch").stdout.split()[-1]
        cls.buildah("add", "-q", container, base.path, "/")
        cls.buildah("commit", "-q", container, BASE)
        cls.buildah("rm", container)
        context = cls.folder / "context"
        (context / "deploy").mkdir(parents=True)
        shutil.copytree(SOURCE / "deploy/container", context / "deploy/container")
        shutil.copy(max(BUILD.glob("rawi_*.deb"), key=os.path.getmtime), context / "rawi.deb")
        cls.buildah("bud", "--pull-never", "--format", "docker", "-q", "-f", SOURCE / "deploy/Containerfile", "-t", "rawi",
                    "--build-arg", "MADE=package", "--build-arg", "PACKAGE=rawi.deb", context)
        cls.facts = json.loads(cls.buildah("inspect", "--type", "image", "rawi").stdout)["Docker"]["config"]
        cls.container = cls.buildah("from", "--pull-never", "rawi").stdout.split()[-1]

    @classmethod
    def buildah(cls, *words, check=True):
        verb, *rest = words
        return roots.run("buildah", *cls.options, verb, *rest, check=check, env=cls.environment)

    def inside(self, *words, check=True):
        """As the image's own user, without a shell."""
        for _ in range(5):
            done = self.buildah("run", self.container, "--", *words, check=check)
            # On a busy machine chroot isolation now and then ends before it has passed a short command's words on.
            if done.stdout:
                break
        return done

    def test_it_says_who_runs_what_and_how_its_health_is_asked(self):
        self.assertEqual(self.facts["User"], "10001:10001")
        self.assertEqual((self.facts["Entrypoint"], self.facts["Cmd"]), (["/usr/bin/rawi"], ["run"]))
        self.assertEqual(self.facts["Healthcheck"]["Test"], ["CMD", "/usr/bin/rawi", "health"])
        self.assertIn("/var/lib/rawi", self.facts["Volumes"])

    def test_its_program_runs_as_the_fixed_user_and_finds_its_configuration_in_order(self):
        self.assertIn("1.", self.inside("/usr/bin/rawi", "--version").stdout)
        check = json.loads(self.inside("/usr/bin/rawi", "check").stdout.splitlines()[-1])
        self.assertTrue(check["ok"], check)
        self.assertEqual(self.inside("/usr/bin/id", "-u").stdout.strip(), "10001")
        self.assertEqual(self.inside("/usr/bin/stat", "-c", "%u %a", "/var/lib/rawi").stdout.strip(), "10001 700")

    def test_the_whole_way_works_in_it(self):
        self.assertIn("أجهزة تتبع صغيرة", self.inside("/usr/bin/rawi", "demo").stdout)

    def test_nothing_but_state_and_tmp_can_be_written(self):
        """What a read-only root needs: the demo's daemon as the image's user, its root mounted read-only, no shell."""
        mount = self.buildah("mount", self.container).stdout.strip()
        self.addCleanup(self.buildah, "umount", self.container)
        script = (f"mount --bind {mount} {mount} && mount -o remount,ro,bind {mount} && mount -t tmpfs none {mount}/tmp && "
                  f"mount -t tmpfs -o uid=10001,gid=10001 none {mount}/var/lib/rawi && mount -t proc none {mount}/proc && "
                  f"exec chroot {mount} /usr/bin/setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs "
                  f"/usr/bin/rawi demo --work-dir /var/lib/rawi/demo")
        run = subprocess.run(["unshare", "--mount", "--pid", "--fork", "sh", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, timeout=120)
        self.assertEqual(run.returncode, 0, run.stdout[-2000:])
        self.assertIn("أجهزة تتبع صغيرة", run.stdout)

    def test_it_is_small(self):
        mount = self.buildah("mount", self.container).stdout.strip()
        self.addCleanup(self.buildah, "umount", self.container)
        whole = int(roots.run("du", "-sxm", mount).stdout.split()[0])
        base = int(roots.run("du", "-sxm", roots.Roots(BUILD / "deploy-roots").base().path).stdout.split()[0])
        print(f"image {whole} MiB; the debootstrap base under it {base} MiB, package lists and archives included")
        self.assertFalse(pathlib.Path(mount, "usr/lib/systemd/systemd").exists(), "systemd itself is in it")


if __name__ == "__main__":
    if WHY_NOT:
        roots.skip(WHY_NOT)
    unittest.main(verbosity=2)
