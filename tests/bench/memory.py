#!/usr/bin/env python3
"""The daemon's memory over time: memory.py RAWI SITE_GENERATOR [--minutes N] [--articles N] [--hosts N] [--quiet-minutes N]

A day's articles in minutes: made-up sites show them one after another, the daemon reads their feeds every second, looks at every page
again, and publishes to a real Kafka. Then nothing new comes for a while. Printed: memory, threads and open files as time goes, and how
memory rose over the second half of each part. Nothing is judged."""
import argparse
import json
import pathlib
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import harness  # noqa: E402


def figures(pid):
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return {"rss": int(status["VmRSS"].split()[0]) / 1024, "anonymous": int(status["RssAnon"].split()[0]) / 1024,
            "threads": int(status["Threads"]), "files": len(list(pathlib.Path(f"/proc/{pid}/fd").iterdir()))}


def committed(address):
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
        for line in answer.read().decode().splitlines():
            if line.startswith("rawi_records_committed_total"):
                return int(float(line.split()[-1]))
    return 0


def slope(samples):
    """MiB an hour by least squares over (seconds, MiB)."""
    n = len(samples)
    if n < 2:
        return 0.0
    mean_x, mean_y = sum(x for x, _ in samples) / n, sum(y for _, y in samples) / n
    spread = sum((x - mean_x) ** 2 for x, _ in samples)
    return 3600 * sum((x - mean_x) * (y - mean_y) for x, y in samples) / spread


def watch(pid, address, begin, seconds, every):
    samples = []
    shown = 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        now = figures(pid)
        at = time.monotonic() - begin
        samples.append((at, now["anonymous"]))
        if at >= shown:
            shown = at + every
            print(f"{at / 60:6.1f} min   {now['rss']:7.1f} MiB resident, {now['anonymous']:7.1f} MiB of it its own   {now['threads']:3} threads"
                  f"  {now['files']:4} files   {committed(address):7} records", flush=True)
        time.sleep(1)  # between two looks at /proc
    return samples


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("rawi", type=pathlib.Path)
    ap.add_argument("site_generator", type=pathlib.Path)
    ap.add_argument("--minutes", type=float, default=10)
    ap.add_argument("--quiet-minutes", type=float, default=2)
    ap.add_argument("--articles", type=int, default=12_000)
    ap.add_argument("--hosts", type=int, default=50)
    ap.add_argument("--port", type=int, default=19480)
    plan = ap.parse_args()
    address = f"127.0.0.1:{plan.port}"
    with harness.folder() as folder, harness.broker(folder / "kafka") as kafka:
        words = [plan.site_generator, "--dir", folder / "sites", "--hosts", plan.hosts, "--articles", plan.articles, "--over-ms",
                 int(plan.minutes * 60_000), "--feed-entries", 60, "--revised", "0.05", "--revise-after-ms", "20000", "--copies", "0.2",
                 "--until-stdin-closes"]
        sites = subprocess.Popen(list(map(str, words)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        facts = json.loads(sites.stdout.readline())
        rawi = harness.Rawi(plan.rawi, folder, kafka.bootstrap, facts["connect_to"], outlets=folder / "sites/outlets",
                            schedule={"min_interval_ms": 1000, "max_interval_ms": 5000}, revisit={"first_ms": 30_000},
                            admin={"listen": address}, log={"format": "json", "level": "warn"})
        daemon = rawi.start("run")

        def answers():
            try:
                return committed(address) >= 0
            except OSError:
                return False

        harness.wait_until("the admin server", answers)
        begin = time.monotonic()
        busy = watch(daemon.pid, address, begin, plan.minutes * 60, 30)
        quiet = watch(daemon.pid, address, begin, plan.quiet_minutes * 60, 30)
        told = committed(address)
        daemon.terminate()
        status = daemon.wait(90)
        sites.stdin.close()
        sites.wait()
    for name, samples in (("articles coming", busy), ("quiet", quiet)):
        half = samples[len(samples) // 2:]
        if half:
            print(f"{name}: {half[0][1]:.1f} to {half[-1][1]:.1f} MiB over the second half, {slope(half):+.1f} MiB an hour")
    grown = busy[-1][1] - busy[len(busy) // 2][1]
    print(f"{told} records; {1024 * grown / max(told / 2, 1):.2f} KiB a record over the second half (what duplicates are told by is kept"
          f" for dedup.window_days); exit {status}")


if __name__ == "__main__":
    main()
