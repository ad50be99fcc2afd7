"""A real `rawi run` over the sites of tests/sites, Kafka in its own process, the admin server on a free port of loopback."""
import contextlib
import json
import pathlib
import signal
import sys
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import browser  # noqa: E402
import harness  # noqa: E402

TOKEN = "token-of-the-test"
EXPECTED = json.loads((harness.ROOT / "tests/sites/expected.json").read_text("utf-8"))


class Daemon:
    def __init__(self, binary, prepare=None, **more):
        self.binary, self.prepare, self.more = binary, prepare, more  # `prepare` is given the sites before anything is read
        self.stack = contextlib.ExitStack()
        self.process = None

    def __enter__(self):
        self.folder = self.stack.enter_context(harness.folder())
        self.site = harness.SiteServer()
        self.stack.callback(self.site.server_close)
        self.stack.callback(self.site.shutdown)
        if self.prepare:
            self.prepare(self.site)
        self.port = harness.free_port()
        settings = {"admin": {"listen": f"127.0.0.1:{self.port}", "token": TOKEN}, "schedule": {"min_interval_ms": 1000, "max_interval_ms": 2000}, **self.more}
        self.rawi = harness.Rawi(self.binary, self.folder, "embedded", self.site.connect_to, **settings)
        self.stack.callback(self.stop)
        try:
            self.start()
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(self, *_):
        self.stack.close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/"

    def start(self):
        self.process = self.rawi.start("run")
        browser.wait_until("the admin server answers", self.answers, 60)

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"rawi ended with {self.process.returncode}: {(self.folder / 'daemon.log').read_text('utf-8', 'replace')[-2000:]}")
        with contextlib.suppress(OSError):
            return self.get("/api/status")
        return None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read()

    def json(self, path):
        return json.loads(self.get(path))

    def wait_for_articles(self, seconds=60):
        """Until every article of the sites is in Kafka, and every outlet's sources were read."""
        wanted = EXPECTED["totals"]["articles"]

        def there():
            totals = self.json("/api/status")["totals"]
            return totals["published"] + totals["duplicate"] >= wanted and len(self.json("/api/latest")["articles"]) >= wanted
        browser.wait_until(f"{wanted} articles are committed", there, seconds)
