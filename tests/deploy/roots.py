"""Debian root folders to install into: made once by debootstrap, kept beside the build, copied for every test.

Needs root, debootstrap, and the machine's own apt sources; what is missing is said by `why_not()`.
"""
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77  # ctest's SKIP_RETURN_CODE of these tests
SUITE = "bookworm"


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(SKIPPED)


def why_not(*tools):
    """Why no root can be made here; empty: it can."""
    if os.geteuid() != 0:
        return "needs root"
    missing = [tool for tool in ("debootstrap", "unshare", *tools) if not shutil.which(tool)]
    if missing:
        return f"not installed: {' '.join(missing)}"
    return "" if debian_sources() else f"no Debian source with suite {SUITE} among this machine's apt sources"


def debian_sources():
    """This machine's Debian sources as (uri, suite, components), the release itself first."""
    found = []
    for path in sorted(pathlib.Path("/etc/apt/sources.list.d").glob("*.sources")):
        for stanza in path.read_text().split("\n\n"):
            field = dict(re.findall(r"^(\w[\w-]*):\s*(.*)$", stanza, re.M))
            for uri in field.get("URIs", "").split():
                found += [(uri, suite, field.get("Components", "")) for suite in field.get("Suites", "").split()]
    for path in (pathlib.Path("/etc/apt/sources.list"), *pathlib.Path("/etc/apt/sources.list.d").glob("*.list")):
        if path.exists():
            found += re.findall(r"^deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$", path.read_text(), re.M)
    debian = [(uri, suite, components) for uri, suite, components in found
              if suite in (SUITE, f"{SUITE}-updates", f"{SUITE}-security") and "main" in components.split()]
    return sorted(set(debian), key=lambda source: len(source[1])) if any(s[1] == SUITE for s in debian) else []


def run(*command, check=True, timeout=400, **more):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout,
                          errors="replace", stdin=subprocess.DEVNULL, **more)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout[-3000:]}")
    return done


class Root:
    """One root folder; commands in it see it as /, with a /proc of their own."""

    def __init__(self, path):
        self.path = pathlib.Path(path)

    def __truediv__(self, inside):
        return self.path / str(inside).lstrip("/")

    def run(self, *command, **more):
        env = dict(PATH="/usr/sbin:/usr/bin:/sbin:/bin", DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8", HOME="/root")
        env.update((name, value) for name, value in os.environ.items() if name.lower().endswith("_proxy"))
        return run("unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.path}/proc", "chroot", self.path, *command, env=env,
                   **more)

    def install(self, *packages):
        """apt-get install; packages come from the kept archive where they are there."""
        words = ("apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "APT::Keep-Downloaded-Packages=true", *packages)
        if self.run(*words, check=False).returncode != 0:  # an old list names versions that are gone
            self.run("apt-get", "update", "-q")
            self.run(*words)


class Roots:
    """The kept roots in one folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def _kept(self, name, make):
        path = self.folder / name
        if not path.exists():
            part = pathlib.Path(tempfile.mkdtemp(prefix=f"{name}.part.", dir=self.folder))
            part.chmod(0o755)
            try:
                make(Root(part))
                part.rename(path)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
        return Root(path)

    def base(self):
        """Debian's minbase, the package lists read."""
        def make(root):
            sources = debian_sources()
            run("debootstrap", "--variant=minbase", SUITE, root.path, sources[0][0])
            (root / "etc/apt/sources.list").write_text("".join(f"deb {uri} {suite} {parts}\n" for uri, suite, parts in sources))
            (root / "etc/apt/apt.conf.d/90test").write_text('APT::Keep-Downloaded-Packages "true";\nDPkg::Use-Pty "false";\n')
            root.run("apt-get", "update", "-q")
        return self._kept("base", make)

    def ready(self, package):
        """The base with the package's dependencies and systemd as init, without the package itself."""
        def make(root):
            root.path.rmdir()
            run("cp", "-a", self.base().path, root.path)
            shutil.copy(package, root / "rawi.deb")
            root.install("systemd-sysv", "/rawi.deb")
            root.run("dpkg", "--purge", "rawi")
            (root / "rawi.deb").unlink()
        return self._kept("ready", make)

    @contextlib.contextmanager
    def copy(self, kept):
        """A root to break; gone at the end."""
        path = pathlib.Path(tempfile.mkdtemp(prefix="copy.", dir=self.folder))
        path.rmdir()
        try:
            run("cp", "-a", kept.path, path)
            yield Root(path)
        finally:
            run("rm", "-rf", "--one-file-system", path, check=False)
