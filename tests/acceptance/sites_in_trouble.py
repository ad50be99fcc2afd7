#!/usr/bin/env python3
"""The daemon over the copies of the five outlets, served over HTTPS by a slow server that fails now and then, into a real Kafka.

    sites_in_trouble.py RAWI SOURCE_DIR

What is held against expectations: every article told once, every refusal with its reason, nothing asked that robots.txt forbids,
Crawl-delay and the outlets' own delays kept, copies that did not change answered with 304, and one revision where one page changed.
The copies stand in ../shared/sites beside the clone. Exit status 77: they are not there.
"""
import collections
import datetime
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

RAWI, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
SITES = SOURCE.parent / "shared" / "sites"
if not SITES.is_dir():
    print(f"skipped: {SITES} is not there")
    sys.exit(77)
sys.path.insert(0, str(SOURCE / "tests/support/harness"))
import harness  # noqa: E402

CRAWL_DELAY = {"alhurra.com": 2.0}
EXPECTED = {a["url"]: a for path in SITES.glob("expected/*/*.json") if path.parent.name != "revision2"
            for a in [json.loads(path.read_text("utf-8"))]}
REJECTS = json.loads((SITES / "expected/rejects.json").read_text("utf-8"))["cases"]


def plain(url):
    return urllib.parse.unquote(url)


def certificate(folder):
    hosts = ",".join(f"DNS:{host}" for host in ("aitnews.com", "thenewkhalij.news", "alhurra.com", "syria.tv", "asharq.com"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=sites", "-addext", f"subjectAltName={hosts}", "-keyout", folder / "key.pem", "-out",
                    folder / "cert.pem"], check=True, stderr=subprocess.DEVNULL)
    return folder / "cert.pem", folder / "key.pem"


class Sites:
    def __init__(self, folder, pair, port, *words):
        self.log = folder / "requests.jsonl"
        command = [sys.executable, SITES / "serve.py", "--single-port", port, "--tls", *pair, "--log", self.log, *words]
        self.process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port = int(re.findall(rb"\d+", self.process.stdout.readline())[-1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def requests(self):
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


def keyed(kafka, topic):
    return {plain(value["url"]): value for value in kafka.values(topic)}


def refused_as_expected(kafka):
    rejected = keyed(kafka, "rawi.rejected")
    return all(rejected.get(plain(c["url"]), {}).get("reason") == c["reason"] for c in REJECTS if c["expected"] == "reject")


def check_polite(requests, problems):
    by_host = collections.defaultdict(list)
    for request in requests:
        # The log's time is the answer's; what counts is from one answer to the next question.
        end = datetime.datetime.fromisoformat(request["time"]).timestamp()
        by_host[request["host"]].append((end - request["ms"] / 1000, end, request))
        address = plain(f"https://{request['host']}{request['target']}")
        if any(c["expected"] == "do_not_fetch" and plain(c["url"]) == address for c in REJECTS):
            problems.append(f"asked for what robots.txt forbids: {address}")
    for host, delay in CRAWL_DELAY.items():
        asked = sorted(by_host[host], key=lambda one: one[0])
        # robots.txt itself is asked before anybody can know the delay.
        pages = [one for one in asked if one[2]["target"] != "/robots.txt"]
        for before, after in zip(pages, pages[1:]):
            if after[0] - before[1] < delay - 0.05:
                problems.append(f"{host}: {after[2]['target']} asked {after[0] - before[1]:.2f} s after the last answer "
                                f"({before[2]['status']}, {before[2]['injected']}), Crawl-delay is {delay}")


def check_told(kafka, problems):
    topics = [kafka.values("rawi.articles"), kafka.values("rawi.duplicates")]
    told = collections.Counter(plain(value["url"]) for values in topics for value in values)
    for url in EXPECTED:
        if told[plain(url)] != 1:
            problems.append(f"told {told[plain(url)]} times: {url}")
    problems += [f"told, not expected: {url}" for url in told if url not in set(map(plain, EXPECTED))]
    rejected = keyed(kafka, "rawi.rejected")
    for case in REJECTS:
        if case["expected"] != "reject":
            continue
        record = rejected.get(plain(case["url"]))
        if record is None or record["reason"] != case["reason"]:
            problems.append(f"{case['id']}: {record and record['reason']}, expected {case['reason']}")


def main():
    problems = []
    rejects = sum(c["expected"] == "reject" for c in REJECTS)
    with harness.folder() as folder, harness.broker(folder / "kafka") as kafka:
        pair = certificate(folder)

        def rawi(port):
            return harness.Rawi(RAWI, folder, kafka.bootstrap, f"::127.0.0.1:{port}", outlets=SOURCE / "config/outlets",
                                fetch={"delay_ms": 200, "ca_file": str(pair[0])}, retry={"first_ms": 2000, "longest_ms": 10_000},
                                schedule={"min_interval_ms": 4000, "max_interval_ms": 8000}, pipeline={"link_tries": 20})

        with Sites(folder, pair, 0, "--latency-ms", 40, "--fail-rate", 0.15, "--fail-seed", 7) as sites:
            port = sites.port
            process = rawi(port).start("run")
            try:
                harness.wait_until("the topics", lambda: b"rawi.rejected" in subprocess.run(
                    ["kcat", "-L", "-b", kafka.bootstrap], stdout=subprocess.PIPE).stdout)
                harness.wait_until("every article and refusal", lambda: len(keyed(kafka, "rawi.articles")) + len(
                    keyed(kafka, "rawi.duplicates")) >= len(EXPECTED) and refused_as_expected(kafka), 400)
            except AssertionError as late:
                problems.append(str(late))
            process.terminate()
            process.wait(60)
            injected = sum(bool(r["injected"]) for r in sites.requests())
            check_polite(sites.requests(), problems)
        check_told(kafka, problems)
        before = len(kafka.values("rawi.articles"))

        # The same again without trouble: conditional questions, nothing new; then one page that changed.
        (folder / "requests.jsonl").unlink()
        with Sites(folder, pair, port) as sites:
            if rawi(port).run("run", "--once")[0] != 0:
                problems.append("--once did not end with 0")
            statuses = collections.Counter(r["status"] for r in sites.requests())
            if statuses[304] < len(EXPECTED):
                problems.append(f"304 answered {statuses[304]} times only: {dict(statuses)}")
        if len(kafka.values("rawi.articles")) != before:
            problems.append("the second reading told something")
        with Sites(folder, pair, port, "--revision2"):
            rawi(port).run("run", "--once")
        revised = [value for value in kafka.values("rawi.articles")[before:]]
        if len(kafka.values("rawi.articles")) - before != 1 or sum(v["revision"] == 2 for v in kafka.values("rawi.articles")) != 1:
            problems.append(f"revision2 told {len(revised)} records")
    for problem in problems:
        print(problem)
    print(f"{len(EXPECTED)} articles, {rejects} refusals, {injected} answers failed on purpose, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
