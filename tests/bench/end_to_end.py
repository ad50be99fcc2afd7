#!/usr/bin/env python3
"""From made-up sites to a real Kafka, measured from outside: end_to_end.py RAWI SITE_GENERATOR [--articles N] [--hosts N]

Two runs over the same kind of sites, each measured on the whole process, so that any other program that reads the sites and
writes to Kafka can be measured beside it:
  all at once  `rawi run --once` over N articles that are all there: articles/s, CPU and bytes written per article, peak memory
  over time    the daemon while articles appear: from the moment a feed shows an article to the moment a consumer reads it
"""
import argparse
import json
import pathlib
import resource
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import harness  # noqa: E402


def generator(plan, folder, articles, over_ms):
    words = [plan.site_generator, "--dir", folder, "--hosts", plan.hosts, "--articles", articles, "--over-ms", over_ms,
             "--feed-entries", 0, "--seed", plan.seed, "--until-stdin-closes"]
    process = subprocess.Popen(list(map(str, words)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return process, json.loads(process.stdout.readline())


def rawi_for(plan, folder, kafka, connect_to, prefix):
    topics = {name: f"{prefix}.{name}" for name in ("articles", "duplicates", "rejected", "checkpoint")}
    return harness.Rawi(plan.rawi, folder, kafka.bootstrap, connect_to, outlets=folder / "sites/outlets", instance_id=prefix,
                        kafka={"topics": topics}, schedule={"min_interval_ms": 500, "max_interval_ms": 2000},
                        log={"format": "json", "level": "warn"})


def bytes_written(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/io").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))


def all_at_once(plan, kafka, folder):
    sites, facts = generator(plan, folder / "sites", plan.articles, 0)
    rawi = rawi_for(plan, folder, kafka, facts["connect_to"], "once")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    process = rawi.start("run", "--once")
    written = 0
    while process.poll() is None:
        written = max(written, bytes_written(process.pid))
        time.sleep(0.05)  # between two looks at /proc
    seconds = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    sites.stdin.close()
    sites.wait()
    told = len(kafka.consume("once.articles")) + len(kafka.consume("once.duplicates"))
    print(f"all at once: {told} of {plan.articles} articles in {seconds:.1f} s: {told / seconds:.0f} articles/s, "
          f"{1000 * cpu / told:.2f} ms CPU and {written / told / 1024:.1f} KiB written per article, "
          f"peak memory {after.ru_maxrss / 1024:.0f} MiB, exit {process.returncode}")


def over_time(plan, kafka, folder):
    count = min(plan.articles, 600)
    sites, facts = generator(plan, folder / "sites", count, 60_000)
    rawi = rawi_for(plan, folder, kafka, facts["connect_to"], "live")
    appeared = {}
    for line in (folder / "sites/manifest.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        appeared[article["url"]] = facts["started_ms"] / 1000 + article["appears_ms"] / 1000
    process = rawi.start("run")
    harness.wait_until("the topic", lambda: subprocess.run(["kcat", "-L", "-b", kafka.bootstrap, "-t", "live.articles"],
                                                           stdout=subprocess.PIPE).stdout.count(b"partition 0") > 0)
    reader = subprocess.Popen(["kcat", "-C", "-q", "-u", "-b", kafka.bootstrap, "-t", "live.articles", "-o", "beginning", "-J",
                               "-X", "isolation.level=read_committed"], stdout=subprocess.PIPE)
    read_at = {}

    def read():
        for line in reader.stdout:
            read_at.setdefault(json.loads(json.loads(line)["payload"])["url"], time.time())

    threading.Thread(target=read, daemon=True).start()
    begin = time.time()
    harness.wait_until("all articles", lambda: len(read_at) >= 0.97 * count, 120)
    process.terminate()
    process.wait(60)
    reader.kill()
    sites.stdin.close()
    sites.wait()
    # What was there before the daemon started says nothing about its speed.
    delays = sorted(read_at[url] - appeared[url] for url in read_at if appeared[url] > begin)
    print(f"over time: {len(delays)} articles, from the feed's change to a consumer's read: "
          f"p50 {delays[len(delays) // 2]:.2f} s, p99 {delays[int(len(delays) * 0.99)]:.2f} s")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("rawi", type=pathlib.Path)
    ap.add_argument("site_generator", type=pathlib.Path)
    ap.add_argument("--articles", type=int, default=2000)
    ap.add_argument("--hosts", type=int, default=50)
    ap.add_argument("--seed", type=int, default=1)
    plan = ap.parse_args()
    with harness.folder() as folder, harness.broker(folder / "kafka") as kafka:
        (folder / "once").mkdir()
        all_at_once(plan, kafka, folder / "once")
        (folder / "live").mkdir()
        over_time(plan, kafka, folder / "live")


if __name__ == "__main__":
    main()
