"""What tests of the whole program need: the rawi binary, a real Kafka, sites on loopback, and a consumer that is not ours.

Every process started here is stopped when its `with` block ends, however it ends.
"""
import collections
import contextlib
import http.server
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time
from urllib.parse import unquote

ROOT = pathlib.Path(__file__).resolve().parents[3]
KAFKA = ROOT / "tests/support/kafka/kafka.sh"
SCHEMAS = ROOT / "config/schema"


def wait_until(what, condition, seconds=60.0):
    """Waits for a state, not for a time; says which state never came."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)  # between two looks at the state
    raise AssertionError(f"never came within {seconds} s: {what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Broker:
    """One Kafka of the test's own: to be stopped, killed and started again on the same ports and data."""

    def __init__(self, folder):
        self.folder = folder
        self.env = dict(os.environ, RAWI_KAFKA_OWNER=str(os.getpid()))

    def _run(self, *words):
        subprocess.run([KAFKA, *words[:1], str(self.folder), *words[1:]], env=self.env, check=True, stdout=subprocess.DEVNULL)

    def start(self):
        self._run("start")
        for line in (self.folder / "env").read_text().splitlines():
            name, _, value = line.partition("=")
            if name == "KAFKA_BOOTSTRAP":
                self.bootstrap = value.strip("'\"")

    def kill(self):
        os.kill(int((self.folder / "pid").read_text()), signal.SIGKILL)
        self._run("stop", "-9")

    def stop(self):
        self._run("stop")

    def consume(self, topic):
        """Every committed record of a topic, by kcat, as a consumer other than ours reads it."""
        run = subprocess.run(
            ["kcat", "-C", "-q", "-e", "-o", "beginning", "-b", self.bootstrap, "-t", topic, "-J",
             "-X", "isolation.level=read_committed", "-X", "topic.metadata.refresh.interval.ms=500"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        if run.returncode != 0:
            raise AssertionError(f"kcat {topic}: {run.stderr.decode()[-400:]}")
        return [json.loads(line) for line in run.stdout.splitlines()]

    def values(self, topic):
        return [json.loads(record["payload"]) for record in self.consume(topic) if record.get("payload")]


@contextlib.contextmanager
def broker(folder):
    one = Broker(folder)
    one.start()
    try:
        yield one
    finally:
        one._run("clean")


class SiteServer(http.server.ThreadingHTTPServer):
    """The sites of tests/sites as manifest.json says, with a log of requests and pages that can be changed."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SiteHandler)
        folder = ROOT / "tests/sites"
        self.routes = {}
        for route in json.loads((folder / "manifest.json").read_text("utf-8"))["routes"]:
            body = (folder / route["file"]).read_bytes() if route.get("file") else b""
            self.routes[route["host"] + unquote(route["path"])] = [route["status"], dict(route["headers"]), body]
        self.log = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def connect_to(self):
        return f"::127.0.0.1:{self.server_address[1]}"

    def change(self, url, old, new):
        """Edits a page as an editor would: other text, another ETag."""
        host, _, path = url.removeprefix("http://").partition("/")
        route = self.routes[host + "/" + unquote(path)]
        assert old.encode() in route[2], f"{old} does not stand in {url}"
        route[2] = route[2].replace(old.encode(), new.encode())
        route[1]["ETag"] = '"changed"'
        route[1].pop("Last-Modified", None)

    def remove(self, url):
        host, _, path = url.removeprefix("http://").partition("/")
        self.routes[host + "/" + unquote(path)] = [410, {"Content-Type": "text/html"}, b"gone"]

    def handle_error(self, request, client_address):
        """A client that was killed is what these tests are about."""

    def statuses(self):
        return collections.Counter(status for _, status in self.log)


class SiteHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        host = self.headers.get("Host", "").split(":")[0]
        key = host + unquote(self.path)
        status, headers, body = self.server.routes.get(key) or self.server.routes.get(host + "*") or [404, {}, b"no such site"]
        if status == 200 and headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.server.log.append((key, status))
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Rawi:
    """The program under test, with a configuration of its own in a temporary folder."""

    def __init__(self, binary, folder, bootstrap, connect_to, outlets=ROOT / "tests/sites/outlets", **more):
        self.binary, self.folder = str(binary), folder
        self.config = folder / "rawi.yaml"
        settings = {
            "state_dir": str(folder / "state"),
            "outlets_dir": str(outlets),
            "instance_id": more.pop("instance_id", "rawi"),
            "kafka": {"bootstrap_servers": bootstrap},
            "fetch": {"delay_ms": 0, "connect_to": [connect_to], "allow_private_addresses": True},
            "admin": {"listen": ""},
            "log": {"format": "json", "level": "debug"},
        }
        for section, keys in more.items():
            settings.setdefault(section, {}).update(keys)
        self.config.write_text(json.dumps(settings, ensure_ascii=False), "utf-8")

    def command(self, *words):
        return [self.binary, *words, "--config", str(self.config)]

    def run(self, *words, env=None, timeout=180):
        run = subprocess.run(self.command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                             env=dict(os.environ, **(env or {})))
        return run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8", "replace")

    def start(self, *words, env=None):
        with open(self.folder / "daemon.log", "ab") as log:
            return subprocess.Popen(self.command(*words), stdout=subprocess.DEVNULL, stderr=log, env=dict(os.environ, **(env or {})))

    def log(self):
        path = self.folder / "daemon.log"
        return events_of(path.read_text("utf-8", "replace")) if path.exists() else []


def events_of(stderr):
    """The JSON log lines of a run; anything else is passed over."""
    out = []
    for line in stderr.splitlines():
        with contextlib.suppress(ValueError):
            out.append(json.loads(line))
    return [event for event in out if isinstance(event, dict)]


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix="rawi-test-") as path:
        yield pathlib.Path(path)


def validate(records, schema_file):
    """Every record against the schema that consumers are given."""
    import jsonschema
    schema = json.loads((SCHEMAS / schema_file).read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for record in records:
        error = next(validator.iter_errors(record), None)
        assert error is None, f"{schema_file}: {error.message[:300]} in {json.dumps(record, ensure_ascii=False)[:300]}"
