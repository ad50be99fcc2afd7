#!/usr/bin/env python3
"""The daemon with very many outlets on a real Kafka: many_outlets.py RAWI SITE_GENERATOR [--outlets N] [--links N] [--idle-s N]

Prints how long it takes until every article is told, peak and resting memory, how fairly the outlets were served, and what the
daemon costs when there is nothing new: CPU share and requests a second at the intervals that outlets have by default.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import harness  # noqa: E402


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mib(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("rawi", type=pathlib.Path)
    ap.add_argument("site_generator", type=pathlib.Path)
    ap.add_argument("--outlets", type=int, default=2000)
    ap.add_argument("--links", type=int, default=10)
    ap.add_argument("--idle-s", type=int, default=60)
    plan = ap.parse_args()
    articles = plan.outlets * plan.links
    with harness.folder() as folder, harness.broker(folder / "kafka") as kafka:
        words = [plan.site_generator, "--dir", folder / "sites", "--hosts", plan.outlets, "--articles", articles, "--over-ms", 0,
                 "--feed-entries", 0, "--until-stdin-closes"]
        sites = subprocess.Popen(list(map(str, words)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        facts = json.loads(sites.stdout.readline())
        topics = {name: f"many.{name}" for name in ("articles", "duplicates", "rejected", "checkpoint")}
        rawi = harness.Rawi(plan.rawi, folder, kafka.bootstrap, facts["connect_to"], outlets=folder / "sites/outlets",
                            instance_id="many", kafka={"topics": topics}, log={"format": "json", "level": "warn"})
        process = rawi.start("run")
        begin = time.monotonic()
        harness.wait_until("the topic", lambda: subprocess.run(["kcat", "-L", "-b", kafka.bootstrap, "-t", "many.articles"],
                                                               stdout=subprocess.PIPE).stdout.count(b"partition 0") > 0, 120)
        reader = subprocess.Popen(["kcat", "-C", "-q", "-u", "-b", kafka.bootstrap, "-t", "many.articles", "-o", "beginning", "-J",
                                   "-X", "isolation.level=read_committed"], stdout=subprocess.PIPE)
        first = {}
        count = collections.Counter()

        def read():
            for line in reader.stdout:
                outlet = json.loads(json.loads(line)["payload"])["outlet"]["id"]
                first.setdefault(outlet, time.monotonic() - begin)
                count[outlet] += 1

        threading.Thread(target=read, daemon=True).start()
        harness.wait_until("nearly all articles", lambda: sum(count.values()) >= 0.97 * articles, 1800)
        told, seconds, cpu = sum(count.values()), time.monotonic() - begin, cpu_seconds(process.pid)
        waits = sorted(first.values())
        print(f"{plan.outlets} outlets, {told} articles in {seconds:.0f} s, {1000 * cpu / told:.2f} ms CPU an article, "
              f"peak memory {memory_mib(process.pid, 'VmHWM'):.0f} MiB")
        print(f"an outlet's first article after p50 {waits[len(waits) // 2]:.1f} s, last outlet {waits[-1]:.1f} s; "
              f"articles of an outlet: {min(count.values())} to {max(count.values())}")
        cpu = cpu_seconds(process.pid)
        time.sleep(plan.idle_s)  # what is measured is this time
        print(f"at rest: {100 * (cpu_seconds(process.pid) - cpu) / plan.idle_s:.1f} % of a core, "
              f"memory {memory_mib(process.pid, 'VmRSS'):.0f} MiB")
        process.terminate()
        process.wait(120)
        reader.kill()
        sites.stdin.close()
        sites.wait()


if __name__ == "__main__":
    main()
