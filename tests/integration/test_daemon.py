#!/usr/bin/env python3
"""The whole program over three small sites of ours and a real Apache Kafka: test_daemon.py RAWI [unittest's words]"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import harness  # noqa: E402

RAWI = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
EXPECTED = json.loads((harness.ROOT / "tests/sites/expected.json").read_text("utf-8"))
TOPICS = ("rawi.articles", "rawi.duplicates", "rawi.rejected")


def setUpModule():
    global KAFKA
    folder = unittest.enterModuleContext(harness.folder())
    KAFKA = unittest.enterModuleContext(harness.broker(folder / "kafka"))


def kafka_settings(prefix, **more):
    """Topics of the test's own, so that tests do not read each other's records."""
    names = {name: f"{prefix}.{name}" for name in ("articles", "duplicates", "rejected", "checkpoint")}
    return {"topics": names, "partitions": 2, **more}


class WholeProgram(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(harness.folder())
        self.site = harness.SiteServer()
        self.addCleanup(self.site.server_close)
        self.addCleanup(self.site.shutdown)
        self.prefix = "t" + uuid.uuid4().hex[:8]
        self.rawi = harness.Rawi(RAWI, self.folder, KAFKA.bootstrap, self.site.connect_to, instance_id=self.prefix,
                                 kafka=kafka_settings(self.prefix))

    def values(self, topic):
        return KAFKA.values(f"{self.prefix}.{topic}")

    def once(self, expect=0):
        code, out, err = self.rawi.run("run", "--once")
        self.assertEqual(code, expect, err[-2000:])
        return harness.events_of(err)

    def told(self):
        return {a["url"] for a in self.values("articles") + self.values("duplicates")}

    def assert_all_told_once(self):
        articles, duplicates = self.values("articles"), self.values("duplicates")
        self.assertEqual(len(articles) + len(duplicates), EXPECTED["totals"]["articles"])
        self.assertEqual(self.told(), {a["url"] for a in EXPECTED["articles"]})


class Once(WholeProgram):
    def test_publishes_every_expected_article_and_nothing_else(self):
        self.once()
        self.assert_all_told_once()
        articles = self.values("articles")
        for article in articles:
            want = next(a for a in EXPECTED["articles"] if a["url"] == article["url"])
            self.assertEqual(article["title"], want["title"])
            self.assertEqual(article["id"], str(uuid.uuid5(uuid.NAMESPACE_URL, article["url"])))
            self.assertEqual(article["revision"], 1)
        rejected = {(r["url"], r["reason"]) for r in self.values("rejected")}
        self.assertEqual(rejected, {(r["url"], r["reason"]) for r in EXPECTED["rejected"]})
        harness.validate(articles, "article.v1.schema.json")
        harness.validate(self.values("duplicates"), "duplicate.v1.schema.json")
        harness.validate(self.values("rejected"), "rejected.v1.schema.json")

    def test_two_articles_of_one_report_are_one_story(self):
        self.once()
        stories = {a["url"]: a["story"]["id"] for a in self.values("articles") + self.values("duplicates")}
        for first, second in EXPECTED["same_story"]:
            self.assertEqual(stories[first], stories[second])
        self.assertEqual(len(set(stories.values())), EXPECTED["totals"]["stories"])

    def test_records_carry_cloud_events_headers_and_the_article_id_as_key(self):
        self.once()
        for record in KAFKA.consume(f"{self.prefix}.articles"):
            headers = dict(zip(record["headers"][::2], record["headers"][1::2]))
            value = json.loads(record["payload"])
            self.assertEqual(record["key"], value["id"])
            self.assertEqual(headers["ce_id"], f"{value['id']}:1")
            self.assertEqual(headers["ce_type"], "rawi.article.published")
            self.assertEqual(headers["content-type"], "application/json")

    def test_a_second_run_publishes_nothing_and_asks_conditionally(self):
        self.once()
        before = {topic: len(self.values(topic)) for topic in ("articles", "duplicates", "rejected")}
        self.site.log.clear()
        self.once()
        self.assertEqual(before, {topic: len(self.values(topic)) for topic in before})
        self.assertGreaterEqual(self.site.statuses()[304], EXPECTED["totals"]["articles"])

    def test_changed_text_is_revision_two_and_a_spelling_change_is_none(self):
        self.once()
        self.site.change("http://waha.example/2024/05/12/%D9%87%D8%AC%D8%B1%D8%A9-%D8%A7%D9%84%D8%B3%D9%84%D8%A7%D8%AD%D9%81-%D8%A7%D9%84%D8%AE%D8%B6%D8%B1%D8%A7%D8%A1/",
                         "14 سلحفاة", "17 سلحفاة")
        self.site.change("http://waha.example/2024/05/10/%D9%82%D8%B4%D9%88%D8%B1-%D8%A7%D9%84%D8%A8%D9%86-%D9%85%D8%B5%D8%A7%D8%A8%D9%8A%D8%AD/",
                         "طورت مصممة", "طوّرت مصمّمة")
        self.once()
        revised = [a for a in self.values("articles") if a["revision"] > 1]
        self.assertEqual([a["revision"] for a in revised], [2])
        self.assertIn("17 سلحفاة", revised[0]["body"])
        self.assertEqual(revised[0]["changes"], [{"kind": "paragraph_changed", "paragraph": 0}])
        harness.validate(revised, "article.v1.schema.json")

    def test_a_page_that_is_gone_takes_its_article_back(self):
        self.once()
        self.site.remove("http://sahil.example/news/5490")
        self.once()
        records = KAFKA.consume(f"{self.prefix}.articles")
        types = [dict(zip(r["headers"][::2], r["headers"][1::2]))["ce_type"] for r in records]
        self.assertEqual(types.count("rawi.article.retracted"), 1)
        self.once()
        self.assertEqual(len(KAFKA.consume(f"{self.prefix}.articles")), len(records))

    def test_links_started_is_the_sum_of_outcomes(self):
        events = self.once()
        finished = [e for e in events if e["event"] == "link_finished"]
        code, out, err = self.rawi.run("ledger", "totals")
        self.assertEqual(code, 0, err)
        totals = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(sum(t["started"] for t in totals), len(finished))
        for outlet in totals:
            self.assertEqual(outlet["started"], sum(outlet["ended"].values()) + outlet["in_flight"])
            self.assertEqual(outlet["in_flight"], 0)


class Trouble(WholeProgram):
    def test_a_dead_broker_loses_nothing_and_is_named(self):
        dead = harness.Rawi(RAWI, self.folder, "127.0.0.1:1", self.site.connect_to, instance_id=self.prefix,
                            kafka=kafka_settings(self.prefix), shutdown={"once_timeout_ms": 1500})
        code, _, err = dead.run("run", "--once")
        self.assertEqual(code, 1)
        said = [e for e in harness.events_of(err) if e["event"] == "unpublished"]
        self.assertEqual(len(said), 1, err[-1500:])
        self.assertIn("published at the next start", said[0]["safe"])
        alive = harness.Rawi(RAWI, self.folder, KAFKA.bootstrap, self.site.connect_to, instance_id=self.prefix,
                             kafka=kafka_settings(self.prefix))
        self.assertEqual(alive.run("run", "--once")[0], 0)
        self.assert_all_told_once()

    def test_no_secret_is_ever_said_whatever_goes_wrong(self):
        secrets = {"sasl": "open-sesame-4711", "token": "tell-nobody-0815", "page": "who-knows-1234"}
        for name, secret in secrets.items():
            (self.folder / name).write_text(secret + "\n")
        outlets = self.folder / "outlets"
        outlets.mkdir()
        (outlets / "private.yaml").write_text(
            "id: private\nname: خاص\n"
            f"home: http://reader:{secrets['page']}@private.example/\n"
            f"sources: [{{feed: 'http://reader:{secrets['page']}@private.example/feed'}}]\n", "utf-8")
        # A broker that knows no SASL, a librdkafka that tells everything, a shutdown that gives up.
        rawi = harness.Rawi(RAWI, self.folder, KAFKA.bootstrap, self.site.connect_to, outlets=outlets, instance_id=self.prefix,
                            kafka=kafka_settings(self.prefix, librdkafka={
                                "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN", "sasl.username": "rawi",
                                "sasl.password": f"${{file:{self.folder / 'sasl'}}}", "debug": "all"}),
                            admin={"token": f"${{file:{self.folder / 'token'}}}"}, log={"level": "trace"},
                            shutdown={"once_timeout_ms": 2000})
        said = ""
        for words in (["run", "--once"], ["check"], ["extract", "--url", "http://a.example/", "/dev/null"], ["ledger", "check"]):
            _, out, err = rawi.run(*words)
            said += out + err
        self.assertIn("sasl", said.lower())
        self.assertIn("private.example", said)
        for name, secret in secrets.items():
            self.assertNotIn(secret, said, name)

    def test_a_full_outbox_stops_fetching_and_resumes_by_itself(self):
        small = harness.Rawi(RAWI, self.folder, KAFKA.bootstrap, self.site.connect_to, instance_id=self.prefix,
                             kafka=kafka_settings(self.prefix), outbox={"max_rows": 1})
        self.assertEqual(small.run("run", "--once")[0], 0)
        self.assert_all_told_once()

    def test_sigterm_drains_and_a_later_run_completes_the_rest(self):
        process = self.rawi.start("run", env={})
        harness.wait_until("a first article", lambda: [e for e in self.rawi.log() if e["event"] == "link_finished"], 90)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(60), 0)
        self.once()
        self.assert_all_told_once()

    def test_killed_at_any_moment_nothing_is_lost_or_doubled(self):
        for kill_after in (1, 3, 6, 9):
            process = self.rawi.start("run", "--once")
            seen = len(self.rawi.log())
            harness.wait_until("some work", lambda: len(self.rawi.log()) >= seen + kill_after or process.poll() is not None)
            process.kill()
            process.wait()
        self.once()
        self.assert_all_told_once()

    def test_a_damaged_ledger_is_set_aside_and_kafka_tells_what_was_told(self):
        self.once()
        ledger = self.folder / "state/ledger.db"
        damaged = bytearray(ledger.read_bytes())
        for at in range(4096, len(damaged) - 200, 3000):
            damaged[at:at + 200] = b"\xff" * 200
        ledger.write_bytes(damaged)
        for suffix in ("-wal", "-shm"):
            pathlib.Path(f"{ledger}{suffix}").unlink(missing_ok=True)
        events = self.once()
        self.assertTrue([e for e in events if e["event"] == "ledger_rebuilt"], "nothing was rebuilt")
        self.assertTrue(list(ledger.parent.glob("ledger.db.corrupt-*")))
        self.assert_all_told_once()

    def test_an_unwritable_state_directory_is_named(self):
        blocked = harness.Rawi(RAWI, self.folder, KAFKA.bootstrap, self.site.connect_to)
        settings = json.loads(blocked.config.read_text())
        settings["state_dir"] = "/proc/rawi"
        blocked.config.write_text(json.dumps(settings))
        code, _, err = blocked.run("run", "--once")
        self.assertEqual(code, 1)
        self.assertIn("state_dir /proc/rawi", err)

    def test_a_second_daemon_on_the_same_ledger_is_refused(self):
        process = self.rawi.start("run")
        harness.wait_until("the first daemon", lambda: [e for e in self.rawi.log() if e["event"] == "started"])
        code, _, err = self.rawi.run("run", "--once")
        process.terminate()
        process.wait(60)
        self.assertEqual(code, 1)
        self.assertIn(str(process.pid), err)


class CommandLine(WholeProgram):
    def test_every_mistake_in_the_configuration_is_named_with_its_place_and_cure(self):
        (self.folder / "outlets").mkdir()
        (self.folder / "outlets/a.yaml").write_text("id: a\nhome: http://a.example/\nzone: Asia/Damascsu\nrules: {body: 'div['}\n")
        (self.folder / "bad.yaml").write_text("outlets_dir: outlets\nfetch:\n  dealy_ms: 5\nkafka: {partitions: 0}\nlog: {level: loud}\n")
        run = subprocess.run([RAWI, "check", "--config", str(self.folder / "bad.yaml")], capture_output=True, text=True)
        self.assertEqual(run.returncode, 1)
        lines = run.stderr.splitlines()
        for place in ("bad.yaml:3:3: fetch.dealy_ms", "bad.yaml:4:21: kafka.partitions", "bad.yaml:5:14: log.level",
                      "a.yaml:3:7: zone", "a.yaml:4:15: rules.body"):
            self.assertEqual(len([line for line in lines if place in line]), 1, f"{place} in {run.stderr}")
        self.assertIn("delay_ms", run.stderr)
        self.assertEqual(len(json.loads(run.stdout)["problems"]), len(lines))

    def test_check_runs_the_samples_of_the_outlets_that_ship(self):
        run = subprocess.run([RAWI, "check", "--config", str(harness.ROOT / "config/rawi.yaml")], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertGreaterEqual(json.loads(run.stdout)["samples"], 5)

    def test_tail_prints_what_a_consumer_reads(self):
        self.once()
        code, out, _ = self.rawi.run("tail", "--until-end", "--json")
        self.assertEqual(code, 0)
        self.assertEqual({json.loads(line)["url"] for line in out.splitlines()}, {a["url"] for a in self.values("articles")})

    def test_wrong_usage_is_status_two_and_a_refused_page_three(self):
        self.assertEqual(subprocess.run([RAWI, "nosuchverb"], capture_output=True).returncode, 2)
        self.assertEqual(subprocess.run([RAWI, "run", "--nosuch"], capture_output=True).returncode, 2)
        page = harness.ROOT / "tests/sites/jabal/english.html"
        run = subprocess.run([RAWI, "extract", "--outlet", "none", "--url", "http://jabal.example/x", str(page)],
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 3)
        self.assertEqual(json.loads(run.stdout)["rejected"]["reason"], "not_arabic")

    def test_the_demo_reads_back_what_it_published(self):
        run = subprocess.run([RAWI, "demo"], capture_output=True, text=True, timeout=120)
        self.assertEqual(run.returncode, 0, run.stderr[-1000:])
        self.assertIn("أجهزة تتبع صغيرة", run.stdout)


if __name__ == "__main__":
    os.chdir(harness.ROOT)
    unittest.main(verbosity=2)
