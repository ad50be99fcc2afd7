#!/usr/bin/env python3
"""Kills the daemon, its broker and its disk again and again, then counts: crash.py RAWI SITE_GENERATOR [--kills N] …

The daemon reads made-up sites whose articles appear and change while it is being killed. At the end every article must be in
Kafka for a read-committed consumer exactly once a revision, with the right text, and links started must be the sum of outcomes.
The seed is printed first; the same seed plans the same kills. Exit 0: nothing lost, nothing doubled.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import harness  # noqa: E402

FAILPOINTS = ("before_ledger_commit", "after_ledger_commit", "between_kafka_sends", "before_kafka_commit", "after_kafka_commit",
              "after_outbox_confirm")


def arguments():
    ap = argparse.ArgumentParser()
    ap.add_argument("rawi", type=pathlib.Path)
    ap.add_argument("site_generator", type=pathlib.Path)
    ap.add_argument("--kills", type=int, default=40)
    ap.add_argument("--broker-restarts", type=int, default=2)
    ap.add_argument("--hosts", type=int, default=8)
    ap.add_argument("--articles", type=int, default=240)
    ap.add_argument("--seed", type=int, default=int(time.time()) % 1_000_000)
    ap.add_argument("--failpoints", action="store_true", help="the binary has them compiled in")
    ap.add_argument("--disk-full", action="store_true", help="the ledger on a small tmpfs that is filled (root only)")
    ap.add_argument("--cuts", type=int, default=0, help="times the network goes away under a running daemon (root only)")
    return ap.parse_args()


class Network:
    """The whole test in a network namespace of its own, where the loopback device can be taken down."""

    @staticmethod
    def enter():
        if os.environ.get("RAWI_CRASH_NETNS"):
            return
        os.environ["RAWI_CRASH_NETNS"] = "1"
        os.execvp("unshare", ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", sys.executable, *sys.argv])

    @staticmethod
    def cut(seconds):
        subprocess.run(["ip", "link", "set", "lo", "down"], check=True)
        time.sleep(seconds)  # how long the cut lasts
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


class Sites:
    """The made-up sites, as a process of their own; articles appear and change over `over_ms`."""

    def __init__(self, binary, folder, plan, over_ms):
        self.folder = folder
        words = [str(binary), "--dir", str(folder), "--hosts", str(plan.hosts), "--articles", str(plan.articles), "--seed",
                 str(plan.seed), "--over-ms", str(over_ms), "--revised", "0.2", "--revise-after-ms", "2000", "--copies", "0.1",
                 "--feed-entries", "0", "--until-stdin-closes"]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.facts = json.loads(self.process.stdout.readline())
        self.manifest = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


class SmallDisk:
    """A tmpfs for the ledger that a test can fill and empty again."""

    def __init__(self, folder, megabytes=24):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)

    def fill(self):
        with open(self.folder / "filler", "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 65536)
            except OSError:
                pass

    def empty(self):
        (self.folder / "filler").unlink(missing_ok=True)

    def close(self):
        subprocess.run(["umount", "-l", str(self.folder)], check=False)


def one_life(plan, dice, rawi, cut):
    """Starts the daemon and ends it: at a moment, or at a named failpoint."""
    env = {}
    if plan.failpoints and dice.random() < 0.5:
        env["RAWI_FAILPOINT"] = f"{dice.choice(FAILPOINTS)}:{dice.randint(1, 6)}"
    process = rawi.start("run", env=env)
    if cut:
        time.sleep(1.0)  # into the middle of its work
        Network.cut(dice.uniform(0.5, 6))
    try:
        process.wait(dice.uniform(0.05, 2.5))
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    return env.get("RAWI_FAILPOINT", "at a moment")


def told(kafka, prefix):
    """Every committed record: (id, revision) -> its values, and the texts of the newest revision by URL."""
    counts, newest = collections.Counter(), {}
    for topic in ("articles", "duplicates"):
        for record in kafka.consume(f"{prefix}.{topic}"):
            headers = dict(zip(record["headers"][::2], record["headers"][1::2]))
            if headers["ce_type"] == "rawi.story.merged":
                continue
            value = json.loads(record["payload"])
            counts[headers["ce_id"]] += 1
            if topic == "duplicates":
                newest.setdefault(value["url"], (0, None))
                continue
            if value["revision"] >= newest.get(value["url"], (0, None))[0]:
                newest[value["url"]] = (value["revision"], [p["text"] for p in value["paragraphs"]])
    return counts, newest


def complete(sites, newest):
    """Which articles are missing or stand in an old text."""
    missing = []
    for article in sites.manifest:
        revision, paragraphs = newest.get(article["url"], (None, None))
        wanted = article["revised_paragraphs"] or article["paragraphs"]
        if revision is None or (paragraphs is not None and paragraphs != wanted):
            missing.append(article["url"])
    return missing


def settle(kafka, prefix, sites, rawi, seconds=180):
    """A last life that nobody ends until everything is told."""
    process = rawi.start("run")
    try:
        harness.wait_until("every article in its last text", lambda: not complete(sites, told(kafka, prefix)[1]), seconds)
    except AssertionError:
        print("missing or stale:", complete(sites, told(kafka, prefix)[1])[:10], file=sys.stderr)
        raise
    finally:
        process.terminate()
        process.wait(60)


def check(plan, kafka, prefix, sites, rawi):
    counts, newest = told(kafka, prefix)
    doubled = [key for key, count in counts.items() if count > 1]
    expected = {article["url"] for article in sites.manifest}
    strangers = set(newest) - expected
    code, out, err = rawi.run("ledger", "totals")
    assert code == 0, err
    for totals in map(json.loads, out.splitlines()):
        assert totals["started"] == sum(totals["ended"].values()) + totals["in_flight"], totals
    harness.validate(kafka.values(f"{prefix}.articles"), "article.v1.schema.json")
    print(f"{len(expected)} articles, {len(counts)} records, lost {len(complete(sites, newest))}, doubled {len(doubled)}, "
          f"unexpected {len(strangers)}")
    assert not doubled, doubled[:10]
    assert not strangers, sorted(strangers)[:10]
    assert not complete(sites, newest)


def main():
    plan = arguments()
    if plan.cuts:
        Network.enter()
    dice = random.Random(plan.seed)
    print(f"seed {plan.seed}: {plan.kills} kills, {plan.broker_restarts} broker restarts, {plan.articles} articles", flush=True)
    restarts = set(dice.sample(range(plan.kills), min(plan.broker_restarts, plan.kills)))
    fills = set(dice.sample(range(plan.kills), max(1, plan.kills // 10))) if plan.disk_full else set()
    cuts = set(dice.sample(range(plan.kills), min(plan.cuts, plan.kills)))
    prefix = f"crash{plan.seed}"
    with harness.folder() as folder, harness.broker(folder / "kafka") as kafka:
        sites = Sites(plan.site_generator, folder / "sites", plan, plan.kills * 1000)
        disk = SmallDisk(folder / "state") if plan.disk_full else None
        rawi = harness.Rawi(plan.rawi, folder, kafka.bootstrap, sites.facts["connect_to"], outlets=folder / "sites/outlets",
                            instance_id=prefix, schedule={"min_interval_ms": 200, "max_interval_ms": 1000},
                            revisit={"first_ms": 1000}, log={"format": "json", "level": "info"},
                            kafka={"topics": {name: f"{prefix}.{name}" for name in ("articles", "duplicates", "rejected", "checkpoint")},
                                   "partitions": 2})
        try:
            how = collections.Counter()
            for kill in range(plan.kills):
                if kill in fills:
                    disk.fill()
                if kill in restarts:
                    kafka.kill()
                how[one_life(plan, dice, rawi, kill in cuts).split(":")[0]] += 1
                if kill in restarts:
                    kafka.start()
                if kill in fills:
                    disk.empty()
            print("ended:", dict(how), flush=True)
            settle(kafka, prefix, sites, rawi)
            check(plan, kafka, prefix, sites, rawi)
        finally:
            sites.close()
            if disk:
                disk.close()


if __name__ == "__main__":
    os.chdir(harness.ROOT)
    main()
