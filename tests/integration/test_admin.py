#!/usr/bin/env python3
"""A running daemon as an operator handles it: watched, reloaded, paused, over HTTP and the command line. test_admin.py RAWI [unittest's words]"""
import contextlib
import json
import os
import pathlib
import pty
import shutil
import signal
import socket
import subprocess
import sys
import unittest
import urllib.error
import urllib.request
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import harness  # noqa: E402

RAWI = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
SITES = harness.ROOT / "tests/sites"
EXPECTED = json.loads((SITES / "expected.json").read_text("utf-8"))
TOKEN = "open-sesame-4711"


def setUpModule():
    global KAFKA
    folder = unittest.enterModuleContext(harness.folder())
    KAFKA = unittest.enterModuleContext(harness.broker(folder / "kafka"))


def articles_of(host):
    return {a["url"] for a in EXPECTED["articles"] if a["url"].startswith(f"http://{host}.example/")}


class RunningDaemon(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(harness.folder())
        self.site = harness.SiteServer()
        self.addCleanup(self.site.server_close)
        self.addCleanup(self.site.shutdown)
        self.prefix = "t" + uuid.uuid4().hex[:8]
        self.port = harness.free_port()
        self.outlets = self.folder / "outlets"
        self.outlets.mkdir()
        self.add_outlet("waha")
        names = {name: f"{self.prefix}.{name}" for name in ("articles", "duplicates", "rejected", "checkpoint")}
        self.rawi = harness.Rawi(
            RAWI, self.folder, KAFKA.bootstrap, self.site.connect_to, outlets=self.outlets, instance_id=self.prefix,
            kafka={"topics": names, "partitions": 2}, admin={"listen": f"127.0.0.1:{self.port}", "token": TOKEN},
            schedule={"min_interval_ms": 300, "max_interval_ms": 600})

    def start(self):
        self.process = self.rawi.start("run")
        self.addCleanup(self.stop)
        harness.wait_until("a daemon that is ready", lambda: self.ask("/readyz")[0] == 200)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def add_outlet(self, name):
        text = (SITES / f"outlets/{name}.yaml").read_text("utf-8")
        (self.outlets / f"{name}.yaml").write_text(text.split("samples:")[0], "utf-8")

    def ask(self, path, method="GET", token=TOKEN, headers=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method, headers=dict(headers or {}))
        if method == "POST" and token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=70) as answer:
                return answer.status, answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8")
        except OSError:
            return 0, ""

    def json(self, path, method="GET"):
        status, body = self.ask(path, method)
        self.assertGreater(status, 0, f"{path}: no answer")
        return json.loads(body)

    def outlet(self, name):
        return next((o for o in self.json("/api/outlets") if o["id"] == name), None)

    def told(self, topic=None):
        """What a consumer reads, duplicates too; a topic nobody has written to yet is empty."""
        urls = set()
        for name in (topic or f"{self.prefix}.articles", f"{self.prefix}.duplicates"):
            try:
                urls |= {a["url"] for a in KAFKA.values(name)}
            except AssertionError:
                pass
        return urls

    def edit(self, change):
        settings = json.loads(self.rawi.config.read_text("utf-8"))
        change(settings)
        self.rawi.config.write_text(json.dumps(settings), "utf-8")

    def reads_of(self, host):
        return len([key for key, _ in list(self.site.log) if key.startswith(f"{host}.example/")])


class Reload(RunningDaemon):
    def test_an_added_outlet_is_read_and_a_removed_one_no_longer(self):
        self.start()
        harness.wait_until("waha's articles", lambda: self.told() >= articles_of("waha"))
        self.add_outlet("sahil")
        report = self.json("/api/reload", "POST")
        self.assertTrue(report["ok"], report)
        self.assertEqual(report["outlets"], {"added": ["sahil"], "changed": [], "removed": []})
        harness.wait_until("sahil's articles", lambda: self.told() >= articles_of("sahil") | articles_of("waha"))
        (self.outlets / "waha.yaml").unlink()
        self.assertEqual(self.json("/api/reload", "POST")["outlets"]["removed"], ["waha"])
        harness.wait_until("one outlet", lambda: [o["id"] for o in self.json("/api/outlets")] == ["sahil"])
        self.assertNotIn('rawi_outlet_last_article_timestamp_seconds{outlet="waha"}', self.ask("/metrics")[1])
        before, others = self.reads_of("waha"), self.reads_of("sahil")
        harness.wait_until("sahil to be read on", lambda: self.reads_of("sahil") > others + 3)
        self.assertLessEqual(self.reads_of("waha"), before + 1, "one request may have been under way")
        self.assertEqual(len(KAFKA.values(f"{self.prefix}.articles")) + len(KAFKA.values(f"{self.prefix}.duplicates")),
                         len(articles_of("waha") | articles_of("sahil")), "told once each")

    def test_a_bad_file_changes_nothing_and_says_file_line_and_key(self):
        self.start()
        good = self.rawi.config.read_text("utf-8")
        (self.outlets / "jabal.yaml").write_text("id: jabal\nhome: http://jabal.example/\nzone: Asia/Beiruth\n")
        self.edit(lambda s: s["kafka"].update(batch_rowz=5))
        status, body = self.ask("/api/reload", "POST")
        self.assertEqual(status, 422)
        report = json.loads(body)
        problems = "\n".join(report["problems"])
        self.assertFalse(report["ok"])
        self.assertRegex(problems, r"rawi\.yaml:\d+:\d+: kafka\.batch_rowz")
        self.assertRegex(problems, r"jabal\.yaml:3:\d+: zone")
        self.process.send_signal(signal.SIGHUP)
        refused = lambda: [e for e in self.rawi.log() if e["event"] == "config_reloaded" and e["result"] == "refused"]
        harness.wait_until("the second refusal in the log", lambda: len(refused()) == 2)
        self.assertIn("batch_rowz", refused()[-1]["detail"])
        self.assertEqual([o["id"] for o in self.json("/api/outlets")], ["waha"])
        self.rawi.config.write_text(good, "utf-8")
        (self.outlets / "jabal.yaml").unlink()
        self.assertTrue(self.json("/api/reload", "POST")["ok"])
        harness.wait_until("waha's articles all the same", lambda: self.told() >= articles_of("waha"))

    def test_sighup_reloads_and_what_needs_a_restart_is_named(self):
        self.start()
        self.add_outlet("jabal")
        self.edit(lambda s: (s["fetch"].update(delay_ms=1), s.update(state_dir="/nowhere"), s["log"].update(level="info")))
        self.process.send_signal(signal.SIGHUP)
        done = lambda: [e for e in self.rawi.log() if e["event"] == "config_reloaded"]
        harness.wait_until("the reload", done)
        detail = done()[0]["detail"]
        self.assertEqual(done()[0]["result"], "ok")
        for words in ("needs a restart: state_dir, fetch.delay_ms", "changed: log.level", "outlets added: jabal"):
            self.assertIn(words, detail)
        harness.wait_until("jabal's articles", lambda: self.told() >= articles_of("jabal"))

    def test_changed_kafka_settings_drain_and_reopen_without_loss_or_doubling(self):
        self.start()
        harness.wait_until("waha's articles", lambda: self.told() >= articles_of("waha"))
        other = f"{self.prefix}.other"
        self.add_outlet("sahil")
        self.edit(lambda s: (s["kafka"].update(batch_rows=3), s["kafka"]["topics"].update(articles=other)))
        report = self.json("/api/reload", "POST")
        self.assertEqual(set(report["changed"]), {"kafka.batch_rows", "kafka.topics.articles"})
        harness.wait_until("sahil's articles in the other topic", lambda: self.told(other) >= articles_of("sahil"))
        first, second = KAFKA.values(f"{self.prefix}.articles"), KAFKA.values(other)
        self.assertEqual({a["outlet"]["id"] for a in first}, {"waha"})
        self.assertEqual({a["outlet"]["id"] for a in second}, {"sahil"})
        harness.wait_until("ready again", lambda: self.ask("/readyz")[0] == 200)
        self.assertGreaterEqual(self.json("/api/status")["kafka"]["records"], len(first) + len(second))

    def test_a_kafka_property_that_librdkafka_refuses_changes_nothing(self):
        self.start()
        self.edit(lambda s: (s["kafka"].update(librdkafka={"no.such.property": "1"}), s["log"].update(level="warn")))
        status, body = self.ask("/api/reload", "POST")
        self.assertEqual(status, 422)
        self.assertIn("no.such.property", body)
        harness.wait_until("waha's articles", lambda: self.told() >= articles_of("waha"))


class Operate(RunningDaemon):
    def test_a_paused_outlet_is_left_alone_until_resumed(self):
        self.add_outlet("sahil")
        self.start()
        harness.wait_until("all articles", lambda: self.told() >= articles_of("waha") | articles_of("sahil"))
        self.assertEqual(self.json("/api/outlets/sahil/pause", "POST"), {"ok": True, "id": "sahil", "paused": True})
        harness.wait_until("sahil at rest", lambda: self.outlet("sahil")["paused"] and self.outlet("sahil")["in_flight"] == 0)
        at_rest, others = self.reads_of("sahil"), self.reads_of("waha")
        harness.wait_until("waha to be read on", lambda: self.reads_of("waha") > others + 4)
        self.assertLessEqual(self.reads_of("sahil"), at_rest + 1, "one request may have been under way")
        self.assertEqual(self.json("/api/reload", "POST")["ok"], True)
        harness.wait_until("the pause to outlast a reload", lambda: self.outlet("sahil")["paused"])
        before = self.reads_of("sahil")
        self.assertEqual(self.rawi.run("resume", "sahil")[0], 0)
        harness.wait_until("sahil to be read again", lambda: self.reads_of("sahil") > before)

    def test_kafka_gone_is_told_and_healed(self):
        self.start()
        harness.wait_until("waha's articles", lambda: self.told() >= articles_of("waha"))
        KAFKA.kill()
        try:
            self.site.change("http://waha.example/2024/05/12/%D9%87%D8%AC%D8%B1%D8%A9-%D8%A7%D9%84%D8%B3%D9%84%D8%A7%D8%AD%D9%81-%D8%A7%D9%84%D8%AE%D8%B6%D8%B1%D8%A7%D8%A1/",
                             "14 سلحفاة", "17 سلحفاة")
            self.add_outlet("sahil")  # something to tell
            self.json("/api/reload", "POST")
            harness.wait_until("readyz to say so", lambda: self.ask("/readyz")[0] == 503, 120)
            self.assertIn("kafka_", self.ask("/readyz")[1])
            self.assertEqual(self.ask("/healthz")[0], 200, "alive all the same")
            self.assertIn("\nrawi_kafka_up 0\n", self.ask("/metrics")[1])
            self.assertIn("NOT READY: kafka_", self.rawi.run("status")[1])
        finally:
            KAFKA.start()
        harness.wait_until("ready again", lambda: self.ask("/readyz")[0] == 200, 120)
        harness.wait_until("sahil's articles", lambda: self.told() >= articles_of("sahil"), 120)

    def test_only_who_may_can_change_anything(self):
        self.start()
        self.assertEqual(self.ask("/api/reload", "POST", token="")[0], 401)
        self.assertEqual(self.ask("/api/reload", "POST", token="guess")[0], 401)
        self.assertEqual(self.ask("/api/reload", "POST", headers={"Origin": "https://evil.example"})[0], 403)
        self.assertEqual(self.ask("/api/status", headers={"Host": "evil.example"})[0], 403)
        self.assertFalse([e for e in self.rawi.log() if e["event"] == "config_reloaded"])
        with socket.socket() as s:
            s.settimeout(2)
            self.assertNotEqual(s.connect_ex(("127.0.0.2", self.port)), 0, "listens on its own address alone")
        self.stop()
        self.assertNotIn(TOKEN, (self.folder / "daemon.log").read_text("utf-8"))

    def test_the_latest_articles_and_rejected_pages_are_shown(self):
        self.add_outlet("jabal")
        self.start()
        want = articles_of("waha") | articles_of("jabal")
        harness.wait_until("all articles", lambda: {a["url"] for a in self.json("/api/latest")["articles"]} >= want)
        self.assertTrue(self.told() >= want, "what is shown as committed is there for a consumer")
        rejected = next(r for r in self.json("/api/latest")["rejected"] if r["has_page"])
        seen = self.json(f"/api/rejected/{rejected['id']}")
        self.assertEqual(seen["reason"], rejected["reason"])
        self.assertTrue(seen["text"])
        self.assertEqual(self.json("/api/status")["outlets"]["declared"], 2)

    @unittest.skipUnless(shutil.which("promtool"), "promtool is not installed: the metrics' form is not checked")
    def test_promtool_finds_nothing_wrong_with_the_metrics(self):
        self.start()
        harness.wait_until("waha's articles", lambda: self.told() >= articles_of("waha"))
        check = subprocess.run(["promtool", "check", "metrics"], input=self.ask("/metrics")[1], capture_output=True, text=True)
        self.assertEqual((check.returncode, check.stdout + check.stderr), (0, ""))

    def test_status_top_and_health_speak_with_the_daemon(self):
        self.start()
        code, out, err = self.rawi.run("status")
        self.assertEqual(code, 0, err)
        for words in ("discover", "publish", "outbox", "waha"):
            self.assertIn(words, out)
        code, out, _ = self.rawi.run("status", "--json")
        self.assertEqual((code, json.loads(out)["instance"]), (0, self.prefix))
        self.assertEqual(self.rawi.run("health")[0], 0)
        top = subprocess.Popen(self.rawi.command("top", "--every", "100"), stdout=subprocess.PIPE, text=True)
        pictures = 0
        for line in top.stdout:
            pictures += line.startswith("rawi ")
            self.assertNotIn("\x1b", line, "no escapes where nobody draws")
            if pictures == 3:
                break
        top.terminate()
        top.stdout.close()
        self.assertEqual(top.wait(10), 0)
        self.stop()
        code, _, err = self.rawi.run("health")
        self.assertEqual(code, 1)
        self.assertIn("is the daemon running", err)

    def test_top_redraws_in_place_on_a_terminal_and_q_ends_it(self):
        self.start()
        master, slave = pty.openpty()
        top = subprocess.Popen(self.rawi.command("top", "--every", "100"), stdin=slave, stdout=slave,
                               env=dict(os.environ, TERM="xterm"))
        os.close(slave)
        said = b""
        while said.count(b"\x1b[H") < 3:
            said += os.read(master, 65536)
        self.assertIn(b"\x1b[?25l", said, "the cursor is hidden")
        os.write(master, b"q")
        with contextlib.suppress(OSError):
            while chunk := os.read(master, 65536):
                said += chunk
        self.assertEqual(top.wait(10), 0)
        os.close(master)
        self.assertIn(b"\x1b[?25h", said, "and shown again")

    def test_a_taken_address_is_named(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", self.port))
            taken.listen()
            process = self.rawi.start("run")
            self.assertEqual(process.wait(60), 1)
        said = [e for e in self.rawi.log() if e["event"] == "cannot_start"]
        self.assertIn("admin.listen", said[0]["detail"])


if __name__ == "__main__":
    os.chdir(harness.ROOT)
    unittest.main(verbosity=2)
