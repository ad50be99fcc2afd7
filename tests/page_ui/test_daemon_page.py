#!/usr/bin/env python3
"""The status page of the real program in a real Chromium: test_daemon_page.py RAWI PICTURES [unittest's words]"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import browser as ui  # noqa: E402
import daemon as running  # noqa: E402

RAWI, PICTURES = (pathlib.Path(sys.argv.pop(1)).resolve() for _ in range(2))
LIVE = "return document.getElementById('link-state').dataset.state === 'live'"
# A headline as somebody would write it who is after the reader of the status page; in the page itself it is well-escaped text.
HOSTILE = " <script>window.harmed=1</script> <img src=x onerror=window.harmed=1> \u202eمقلوب"


def setUpModule():
    global DRIVER
    DRIVER = ui.start_or_skip()


def tearDownModule():
    DRIVER.stop()


class RealDaemon(unittest.TestCase):
    def make_hostile(self, site):
        """The headline of one article, wherever it stands in its page."""
        self.victim = running.EXPECTED["articles"][0]
        escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
        site.change(self.victim["url"], self.victim["title"], self.victim["title"] + escaped)

    def setUp(self):
        self.daemon = running.Daemon(RAWI, self.make_hostile)
        self.daemon.__enter__()
        self.addCleanup(self.daemon.__exit__)

    def look(self, language="en", quiet=True):
        window = ui.Browser(DRIVER, 1440, 1000, language=language)
        self.addCleanup(window.__exit__)
        if quiet:
            self.addCleanup(lambda: self.assertEqual(window.complaints(), []))
        window.open(self.daemon.url)
        window.wait("live", LIVE)
        return window

    def test_articles_appear_on_an_open_page_as_they_are_committed(self):
        window = self.look("ar")
        wanted = {a["title"] for a in running.EXPECTED["articles"]} - {self.victim["title"]}
        window.wait("every article is there without a reload", "return document.querySelectorAll('.article').length >= arguments[0]", len(running.EXPECTED["articles"]))
        self.assertEqual(wanted - set(window.texts(".article .title")), set())
        hostile = next(title for title in window.texts(".article .title") if title.startswith(self.victim["title"]))
        self.assertIn("<script>window.harmed=1</script>", hostile)
        self.assertIsNone(window.script("return window.harmed ?? null"))
        self.assertEqual(window.script("return document.querySelectorAll('main script, main img').length"), 0)
        outlets = sorted({a["outlet"] for a in running.EXPECTED["articles"]})
        window.wait("outlets", "return document.querySelectorAll('.outlets tbody').length === arguments[0]", len(outlets))
        self.assertEqual(window.script("return document.querySelectorAll('.stage').length"), 6)
        totals = self.daemon.json("/api/status")["totals"]
        window.wait_text("#totals", str(totals["published"]))
        window.picture(PICTURES / "daemon-ar.png")

    def test_rejected_pages_are_listed_and_show_what_the_extractor_saw(self):
        window = self.look()
        window.wait("rejected pages", "return document.querySelectorAll('.rejected tbody tr').length >= arguments[0]", len(running.EXPECTED["rejected"]))
        window.script("document.querySelector('.rejected a[href^=\"/api/rejected/\"]').click()")
        window.wait("fields and blocks are shown", "return document.querySelector('#seen-body h3') !== null")
        window.picture(PICTURES / "daemon-seen.png", whole_page=False)
        self.assertRegex(window.text("#seen-body"), r"200|404|410")

    def is_paused(self, outlet):
        return next(o for o in self.daemon.json("/api/outlets") if o["id"] == outlet)["paused"]

    def test_pause_and_resume_with_the_token_reach_the_daemon(self):
        window = self.look()
        window.wait("outlets", "return document.querySelectorAll('.outlets tbody').length > 0")
        first = self.daemon.json("/api/outlets")[0]["id"]
        window.click(".outlets tbody .act button")
        window.type("#token", running.TOKEN)
        window.press("enter")
        window.wait_text("#toast", "is paused")
        ui.wait_until("the daemon says so", lambda: self.is_paused(first))
        window.click(".outlets tbody .act button")
        window.wait_text("#toast", "goes on")
        ui.wait_until("the daemon says so", lambda: not self.is_paused(first))

    def test_reloading_the_configuration_says_that_nothing_changed_or_what_is_wrong(self):
        window = self.look(quiet=False)  # a refused reload stands in the console as 422
        window.click("#reload")
        window.type("#token", running.TOKEN)
        window.press("enter")
        window.wait_text("#toast", "nothing changed")
        config = self.daemon.rawi.config
        config.write_text(config.read_text("utf-8").replace('"delay_ms"', '"delay_msx"'), "utf-8")
        window.click("#reload")
        window.wait_text("#toast", "delay_msx")

    def test_a_daemon_that_was_killed_and_started_again_is_joined_again(self):
        window = self.look(quiet=False)  # a refused connection is an error in the console, rightly
        window.wait("articles", "return document.querySelectorAll('.article').length > 0")
        self.daemon.kill()
        window.wait_text("#link-text", "Connection lost")
        self.daemon.start()
        window.wait_text("#link-text", "Live")
        window.wait_text("#subline", "Running for")

    def test_the_headers_allow_nothing_from_elsewhere(self):
        import urllib.request
        with urllib.request.urlopen(self.daemon.url, timeout=10) as answer:
            policy = answer.headers["Content-Security-Policy"]
        directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        self.assertEqual({name: directives.get(name) for name in ("default-src", "script-src", "style-src", "connect-src", "base-uri", "form-action", "frame-ancestors")},
                         {"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'"})


if __name__ == "__main__":
    unittest.main(verbosity=2)
