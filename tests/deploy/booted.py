"""A Debian root booted with its own systemd, by systemd-nspawn; the network is this machine's."""
import contextlib
import json
import pathlib
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import harness  # noqa: E402
import roots  # noqa: E402


class Booted:
    def __init__(self, root, process, log):
        self.root, self.process, self.log = root, process, log
        self.since = []
        self.init = harness.wait_until("the container's init", self._init, 30)

    def _init(self):
        if self.process.poll() is not None:
            raise AssertionError(f"systemd-nspawn ended: {self.log.read_text(errors='replace')[-2000:]}")
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        comm = [pathlib.Path(f"/proc/{pid}/comm").read_text().strip() for pid in children]
        return next((pid for pid, name in zip(children, comm) if name == "systemd"), None)

    def run(self, *command, check=True, timeout=120):
        return roots.run("nsenter", "-t", self.init, "-a", "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
                         "DEBIAN_FRONTEND=noninteractive", "SYSTEMD_PAGER=cat", *command, check=check, timeout=timeout)

    def systemctl(self, *words, check=True):
        return self.run("systemctl", *words, check=check).stdout.strip()

    def show(self, unit, name):
        return self.systemctl("show", "-P", name, unit)

    def forget_journal(self):
        """What was said until now is of no interest to what follows."""
        cursor = self.run("journalctl", "-n0", "--show-cursor").stdout.rsplit("-- cursor: ", 1)[1].strip()
        self.since = [f"--after-cursor={cursor}"]

    def journal(self, unit):
        """(priority, message) of what the unit and systemd about it said, oldest first."""
        lines = self.run("journalctl", "-q", "-o", "json", "-u", unit, *self.since).stdout.splitlines()
        entries = [json.loads(line) for line in lines if line.startswith("{")]
        return [(int(entry.get("PRIORITY", 6)), str(entry.get("MESSAGE", ""))) for entry in entries]

    def events(self, unit, name):
        """The daemon's own events of one kind."""
        return [event for event in harness.events_of("\n".join(message for _, message in self.journal(unit)))
                if event.get("event") == name]

    def wait_for(self, what, condition, seconds=60):
        """Like harness.wait_until; a look costs a process here, so there are fewer of them, and the journal says why."""
        try:
            return harness.wait_until(what, condition, seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}\n" + "\n".join(message for _, message in self.journal("rawi")[-25:])) from None


@contextlib.contextmanager
def booted(root):
    log = root.path.with_suffix(".console")
    with open(log, "wb") as console:
        # Registered nowhere, so that it runs where no systemd and no D-Bus does.
        process = subprocess.Popen(["systemd-nspawn", "--register=no", "--keep-unit", "--quiet", "--boot", "-D", str(root.path),
                                    "--console=pipe"], stdin=subprocess.DEVNULL, stdout=console, stderr=console)
    try:
        system = Booted(root, process, log)
        harness.wait_until("systemd has started", lambda: system.systemctl("is-system-running", check=False) in ("running", "degraded"), 60)
        yield system
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.unlink(missing_ok=True)
