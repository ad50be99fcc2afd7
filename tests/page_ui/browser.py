"""Headless Chromium by the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/), as far as these tests need it."""
import atexit
import base64
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
import harness  # noqa: E402

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"tab": "\ue004", "enter": "\ue007", "escape": "\ue00c", "shift": "\ue008", "space": "\ue00d"}
SKIPPED = 77  # ctest's SKIP_RETURN_CODE
PATIENCE_S = 240  # a browser on a machine that is busy with other tests
STARTS = 3


class Trouble(Exception):
    """What the driver says went wrong."""


class NoBrowser(Exception):
    """There is no Chromium here, or it does not start at all."""


def wait_until(what, condition, seconds=90.0):
    return harness.wait_until(what, condition, seconds)


class Driver:
    """One chromedriver process; it lives as long as the test program."""

    def __init__(self):
        program = shutil.which("chromedriver")
        if not program or not (shutil.which("chromium") or shutil.which("chromium-browser")):
            raise NoBrowser("chromium or chromedriver is not installed (Debian: chromium, chromium-driver)")
        self.port = harness.free_port()
        # A group of its own: Chromium's many processes end with it, however the test ends.
        self.process = subprocess.Popen([program, f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        atexit.register(self.stop)
        wait_until("chromedriver answers", self._ready, PATIENCE_S)

    def _ready(self):
        with contextlib.suppress(OSError):
            return self.call("GET", "/status")["ready"]
        return False

    def call(self, method, path, body=None):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Trouble(json.load(error)["value"]["message"].splitlines()[0]) from error

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


class Browser:
    """One window with a profile of its own."""

    def __init__(self, driver, width=1440, height=1000, phone=False, language="en", scheme="light", reduced_motion=False):
        self.driver = driver
        self.profile = tempfile.TemporaryDirectory(prefix="rawi-ui-", ignore_cleanup_errors=True)
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server", "--hide-scrollbars", "--disable-background-networking",
                            "--disable-component-update", "--no-first-run", f"--user-data-dir={self.profile.name}", f"--lang={language}", f"--window-size={width},{height}"],
                   "prefs": {"intl.accept_languages": language}}
        wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}, "timeouts": {"script": 60000, "pageLoad": 120000}}}}
        self.path = f"/session/{driver.call('POST', '/session', wanted)['sessionId']}"
        self.size(width, height, phone)
        self.media(scheme, reduced_motion)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(Trouble, OSError):
            self.driver.call("DELETE", self.path)
        self.profile.cleanup()

    def call(self, method, path, body=None):
        return self.driver.call(method, self.path + path, body)

    def devtools(self, command, **params):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def size(self, width, height, phone=False):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2 if phone else 1, mobile=phone)
        if phone:
            self.devtools("Emulation.setTouchEmulationEnabled", enabled=True)

    def media(self, scheme, reduced_motion=False):
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme},
                                                               {"name": "prefers-reduced-motion", "value": "reduce" if reduced_motion else "no-preference"}])

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    def script(self, text, *arguments):
        """A function body, run in the page; `arguments` holds what is passed."""
        return self.call("POST", "/execute/sync", {"script": text, "args": list(arguments)})

    def texts(self, selector):
        return self.script("return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).map((e) => e.innerText)", selector)

    def text(self, selector):
        return "\n".join(self.texts(selector))

    def count(self, selector):
        return self.script("return document.querySelectorAll(arguments[0]).length", selector)

    def element(self, selector):
        return self.call("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        self.call("POST", f"/element/{self.element(selector)}/click")

    def type(self, selector, text):
        self.call("POST", f"/element/{self.element(selector)}/value", {"text": text})

    def press(self, *keys):
        """Keys by name or as they are, pressed one after another: press('shift+tab')."""
        for combined in keys:
            *held, last = [KEYS.get(key, key) for key in combined.split("+")]
            actions = [*({"type": "keyDown", "value": key} for key in held), {"type": "keyDown", "value": last}, {"type": "keyUp", "value": last},
                       *({"type": "keyUp", "value": key} for key in reversed(held))]
            self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def complaints(self):
        """What the browser's console said since the last time, of its own accord or by CSP: warnings and errors."""
        return [f"{entry['level']}: {entry['message']}" for entry in self.call("POST", "/se/log", {"type": "browser"}) if entry["level"] in ("SEVERE", "WARNING")]

    def wait(self, what, script, *arguments, seconds=90.0):
        return wait_until(what, lambda: self.script(script, *arguments), seconds)

    def wait_text(self, selector, wanted, seconds=90.0):
        def there():
            return wanted in self.text(selector)
        try:
            wait_until(f"{wanted!r} in {selector}", there, seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; there is: {self.text(selector)[:400]!r}") from None

    def picture(self, file, whole_page=True):
        """A PNG of the page as it is; `whole_page`: down to its foot."""
        shot = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=whole_page,
                             **({"clip": dict(x=0, y=0, scale=1, **self.script("return {width: innerWidth, height: document.documentElement.scrollHeight}"))} if whole_page else {}))
        pathlib.Path(file).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(file).write_bytes(base64.b64decode(shot["data"]))


def start_or_skip():
    """A driver whose Chromium has shown that it starts. Where there is none, or none can be started, the test says so and is skipped, plainly;
    a Chromium that starts and then does not do its work is a failure."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # a test that is stopped stops its browsers too
    try:
        driver = Driver()
        for attempt in range(STARTS):
            try:
                with Browser(driver) as browser:
                    browser.open("about:blank")
                return driver
            except Trouble as trouble:
                if attempt + 1 < STARTS:
                    continue
                if "session not created" in str(trouble):
                    raise NoBrowser(str(trouble)) from trouble
                raise
    except NoBrowser as none:
        print(f"SKIPPED: no Chromium to be had here: {none}", file=sys.stderr)
        sys.exit(SKIPPED)
