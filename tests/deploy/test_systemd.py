#!/usr/bin/env python3
"""The installed package under a real systemd: test_systemd.py BUILD_DIR. Started, reloaded, killed, frozen, stopped, removed; what
systemctl and the journal say about each."""
import json
import os
import pathlib
import shutil
import signal
import socket
import sys
import unittest

import roots
import booted
from booted import harness

BUILD = pathlib.Path(sys.argv.pop(1))
WHY_NOT = roots.why_not("systemd-nspawn", "nsenter")


def package():
    return max(BUILD.glob("rawi_*.deb"), key=os.path.getmtime)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Service(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        kept = roots.Roots(BUILD / "deploy-roots")
        copy = kept.copy(kept.ready(package()))
        cls.root = copy.__enter__()
        cls.addClassCleanup(copy.__exit__, None, None, None)
        cls.site = harness.SiteServer()
        system = booted.booted(cls.root)
        cls.system = system.__enter__()
        cls.addClassCleanup(system.__exit__, None, None, None)
        shutil.copy(package(), cls.root / "opt/rawi.deb")
        cls.system.run("apt-get", "install", "-y", "-q", "/opt/rawi.deb")
        cls.admin = f"127.0.0.1:{free_port()}"

    def configure(self, **more):
        settings = {
            "state_dir": "/var/lib/rawi", "outlets_dir": "outlets",
            "kafka": {"bootstrap_servers": "embedded"},
            "fetch": {"delay_ms": 0, "connect_to": [self.site.connect_to], "allow_private_addresses": True},
            "schedule": {"min_interval_ms": 500, "max_interval_ms": 1000},
            "admin": {"listen": self.admin},
            **more,
        }
        (self.root / "etc/rawi/rawi.yaml").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")

    def outlets(self, *names):
        folder = self.root / "etc/rawi/outlets"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in names:
            shutil.copy(harness.ROOT / f"tests/sites/outlets/{name}.yaml", folder)

    def drop_in(self, text):
        folder = self.root / "etc/systemd/system/rawi.service.d"
        shutil.rmtree(folder, ignore_errors=True)
        if text:
            folder.mkdir(parents=True)
            (folder / "test.conf").write_text(text)
        self.system.systemctl("daemon-reload")

    def setUp(self):
        self.system.systemctl("stop", "rawi", check=False)
        self.system.systemctl("reset-failed", "rawi", check=False)
        shutil.rmtree(self.root / "var/lib/rawi", ignore_errors=True)
        self.system.forget_journal()
        self.drop_in("")
        self.configure()
        self.outlets("waha", "sahil")

    def start(self):
        self.system.systemctl("start", "rawi")
        return self.main_pid()

    def main_pid(self):
        return int(self.system.show("rawi", "MainPID"))

    def works(self):
        """Something was read and is in Kafka."""
        return self.system.events("rawi", "committed")

    def signal_daemon(self, number):
        self.system.systemctl("kill", "--kill-whom=main", f"--signal={number.name}", "rawi")

    def ended_in_order(self):
        """What systemd took the end for. Its properties are forgotten with a unit that nothing needs, the journal is not."""
        return any("Deactivated successfully" in message for _, message in self.system.journal("rawi"))

    def active_again(self, old):
        return self.system.show("rawi", "ActiveState") == "active" and self.main_pid() not in (0, old)

    def test_started_it_is_ready_runs_as_its_own_user_and_works_behind_its_walls(self):
        pid = self.start()
        self.assertEqual(self.system.show("rawi", "ActiveState"), "active")
        self.assertEqual(self.system.run("stat", "-c", "%U", f"/proc/{pid}").stdout.strip(), "rawi")
        self.system.wait_for("articles in Kafka", self.works)
        ledger = os.stat(self.root / "var/lib/rawi/ledger.db")
        self.assertEqual(ledger.st_mode & 0o777, 0o600)
        self.assertNotEqual(ledger.st_uid, 0)
        problems = [message for priority, message in self.system.journal("rawi") if priority <= 3]
        self.assertEqual(problems, [])

    def test_exposure_is_as_low_as_an_operator_may_ask_for(self):
        report = self.system.run("systemd-analyze", "security", "--no-pager", "rawi.service").stdout
        figure = float(report.rsplit("rawi.service:", 1)[1].split()[0])
        self.assertLessEqual(figure, 1.5)
        verified = self.system.run("systemd-analyze", "verify", "--man=no", "rawi.service", check=False)
        self.assertEqual((verified.returncode, verified.stdout), (0, ""))

    def test_a_reload_takes_a_new_outlet_up_and_a_bad_file_changes_nothing(self):
        pid = self.start()
        self.system.wait_for("articles in Kafka", self.works)
        (self.root / "etc/rawi/outlets/bad.yaml").write_text("home: http://bad.example/\nzone: Asia/Nowhere\n")
        self.system.systemctl("reload", "rawi")
        said = self.system.wait_for("why the bad file was refused", lambda: [message for priority, message in self.system.journal("rawi")
                                                                              if priority <= 4 and "bad.yaml:2:" in message])
        self.assertIn("Asia/Nowhere", said[0])
        (self.root / "etc/rawi/outlets/bad.yaml").unlink()
        shutil.copy(harness.ROOT / "tests/sites/outlets/jabal.yaml", self.root / "etc/rawi/outlets")
        self.system.systemctl("reload", "rawi")
        self.system.wait_for("the new outlet is read", lambda: any(host.startswith("jabal") for host, _ in self.site.log))
        self.assertEqual((self.system.show("rawi", "ActiveState"), self.main_pid()), ("active", pid))

    def test_killed_it_is_started_again(self):
        pid = self.start()
        self.system.wait_for("articles in Kafka", self.works)
        self.signal_daemon(signal.SIGKILL)
        self.system.wait_for("another process", lambda: self.active_again(pid))
        self.assertEqual(self.system.show("rawi", "NRestarts"), "1")

    def test_frozen_it_is_ended_by_the_watchdog_and_started_again(self):
        self.drop_in("[Service]\nWatchdogSec=3\nTimeoutAbortSec=1\n")
        pid = self.start()
        self.system.wait_for("articles in Kafka", self.works)
        self.signal_daemon(signal.SIGSTOP)
        self.system.wait_for("another process", lambda: self.active_again(pid), 30)
        self.assertTrue([message for _, message in self.system.journal("rawi") if "Watchdog timeout" in message])
        # And fed, it lives: twice the watchdog's time without a further restart.
        restarts = self.system.show("rawi", "NRestarts")
        begin = int(self.system.show("rawi", "WatchdogTimestampMonotonic"))
        self.system.wait_for("the watchdog is fed", lambda: int(self.system.show("rawi", "WatchdogTimestampMonotonic")) > begin + 6_000_000)
        self.assertEqual(self.system.show("rawi", "NRestarts"), restarts)

    def test_stopped_it_drains_and_ends_in_order(self):
        self.start()
        self.system.wait_for("articles in Kafka", self.works)
        self.system.systemctl("stop", "rawi")
        self.assertTrue(self.ended_in_order())
        self.assertEqual(len(self.system.events("rawi", "stopped")), 1)

    def test_kafka_away_it_is_ready_all_the_same_and_a_stop_is_no_failure(self):
        self.configure(kafka={"bootstrap_servers": "127.0.0.1:1"}, shutdown={"drain_timeout_ms": 500})
        self.start()
        self.system.wait_for("a link read", lambda: self.system.events("rawi", "link_finished"))
        self.system.systemctl("stop", "rawi")
        self.assertTrue(self.ended_in_order())
        self.assertNotEqual(self.system.events("rawi", "stopped")[0]["unpublished"], "0")

    def test_a_secret_given_as_a_credential_is_read_and_never_shown(self):
        (self.root / "etc/rawi/credentials").mkdir(exist_ok=True)
        (self.root / "etc/rawi/credentials/kafka").write_text("not-to-be-seen-7261\n")
        self.drop_in((harness.ROOT / "deploy/examples/kafka-password.conf").read_text())
        self.configure(admin={"listen": self.admin, "token": "${file:/run/credentials/rawi.service/kafka}"})
        self.start()
        self.system.wait_for("articles in Kafka", self.works)
        self.assertNotIn("not-to-be-seen", "\n".join(message for _, message in self.system.journal("rawi")))

    def test_a_bad_configuration_is_named_in_the_journal_and_restarts_end(self):
        self.drop_in("[Service]\nRestartSec=100ms\n")
        (self.root / "etc/rawi/rawi.yaml").write_text("state_dir: /var/lib/rawi\nfetch: {dealy_ms: 3}\n")
        self.system.systemctl("start", "rawi", check=False)
        self.system.wait_for("systemd gives up", lambda: self.system.show("rawi", "ActiveState") == "failed")
        self.assertTrue([message for _, message in self.system.journal("rawi") if "fetch.dealy_ms" in message])

    def test_removed_while_it_runs_it_is_stopped_first(self):
        self.start()
        self.system.systemctl("enable", "rawi")
        self.system.run("dpkg", "--remove", "rawi")
        self.addCleanup(lambda: self.system.run("dpkg", "-i", "/opt/rawi.deb"))
        self.assertEqual(self.main_pid(), 0)
        self.assertFalse((self.root / "etc/systemd/system/multi-user.target.wants/rawi.service").is_symlink())
        self.assertEqual(len(self.system.events("rawi", "stopped")), 1)


if __name__ == "__main__":
    if WHY_NOT:
        roots.skip(WHY_NOT)
    unittest.main(verbosity=2)
