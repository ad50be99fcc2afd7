#!/usr/bin/env python3
"""The status page in a real Chromium, against a server that tells it what a test wants told: test_page.py PICTURES [unittest's words]"""
import contextlib
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import browser as ui  # noqa: E402
import fixture  # noqa: E402

PICTURES = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
DESKTOP, PHONE = (1440, 1000), (360, 780)
SHOWN = "return document.querySelectorAll('.stage').length === 6 && document.querySelectorAll('.outlets tbody').length === arguments[0]"
# Everything that reaches over the edge of the screen, by name.
OVER_THE_EDGE = """
const edge = document.documentElement.clientWidth;
return [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && !e.closest('.unseen, thead, .skip')).filter((e) => {
  const box = e.getBoundingClientRect();
  return box.width > 0 && (box.right > edge + 1 || box.left < -1);
}).map((e) => e.tagName + '.' + e.className).slice(0, 5)"""
# Contrast of an element's text with what it stands on (WCAG 2.2, relative luminance); colours are asked of the browser as sRGB.
CONTRAST = """
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const rgb = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255]; };
return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility() && e.innerText.trim()).map((e) => {
  const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
  return [(a + 0.05) / (b + 0.05), e.className + ' ' + e.innerText.slice(0, 20)];
}).sort((x, y) => x[0] - y[0])[0]"""


def setUpModule():
    global DRIVER
    DRIVER = ui.start_or_skip()


def tearDownModule():
    DRIVER.stop()


class PageTest(unittest.TestCase):
    """Every test ends with a look at the console: no error, no warning, no breach of the content security policy."""

    def serve(self, world):
        server = fixture.Server(world)
        self.addCleanup(lambda: server.stop())
        return server

    def look(self, server, size=DESKTOP, language="en", expect_complaints=False, **more):
        window = ui.Browser(DRIVER, *size, phone=size == PHONE, language=language, **more)
        self.addCleanup(window.__exit__)
        if not expect_complaints:
            self.addCleanup(lambda: self.assertEqual(window.complaints(), []))
        window.open(server.url)
        window.wait("the page is drawn", SHOWN, len(server.world.outlets))
        return window

    def picture(self, window, name, whole_page=True):
        if PICTURES:
            window.picture(PICTURES / f"{name}.png", whole_page)


class Looks(PageTest):
    def test_every_language_colour_and_width_is_drawn_without_complaint_or_sideways_scroll(self):
        for language in ("ar", "en"):
            with ui.Browser(DRIVER, *DESKTOP, language=language, reduced_motion=True) as window:
                for state in fixture.WORLDS:
                    server = self.serve(fixture.WORLDS[state]())
                    for scheme in ("light", "dark"):
                        for device, size in (("desktop", DESKTOP), ("phone", PHONE)):
                            with self.subTest(state=state, language=language, scheme=scheme, device=device):
                                window.size(*size, phone=size == PHONE)
                                window.media(scheme, reduced_motion=True)
                                self.inspect(window, server, language, size, f"{state}-{language}-{scheme}-{device}")

    def inspect(self, window, server, language, size, name):
        window.open(server.url)
        window.wait("the page is drawn", SHOWN, len(server.world.outlets))
        self.picture(window, name)
        self.assertEqual(window.script("return [document.documentElement.scrollWidth, innerWidth]"), [size[0], size[0]])
        self.assertEqual(window.script(OVER_THE_EDGE), [])
        self.assertEqual(window.script("return [document.documentElement.lang, document.documentElement.dir]"), [language, "rtl" if language == "ar" else "ltr"])
        worst, where = window.script(CONTRAST, "h1, h2, h3, p, td, th, dt, dd, button, .badge, .word, .detail, a, time")
        self.assertGreaterEqual(worst, 4.5, where)
        self.assertEqual(window.complaints(), [])

    def test_nothing_moves_for_who_asks_for_reduced_motion(self):
        window = self.look(self.serve(fixture.busy()), reduced_motion=True)
        self.assertEqual(window.script("return document.getAnimations().filter((a) => a.playState === 'running').length"), 0)

    def test_at_every_width_between_phone_and_screen_nothing_is_pushed_out(self):
        window = self.look(self.serve(fixture.busy()))
        for width in (320, 480, 640, 760, 900, 1024, 1280, 1920):
            with self.subTest(width=width):
                window.size(width, 900)
                window.wait("the river follows the width", "return document.getElementById('river').viewBox.baseVal.width <= innerWidth")
                self.assertLessEqual(window.script("return document.documentElement.scrollWidth - innerWidth"), 0)

    def test_the_river_is_widest_where_most_work_waits_and_turns_with_the_language(self):
        window = self.look(self.serve(fixture.trouble()), language="ar")
        reach = """
          const path = document.querySelector('.water'), width = document.getElementById('river').viewBox.baseVal.width, wide = {};
          for (let i = 0; i < path.getTotalLength(); i += 2) { const p = path.getPointAtLength(i), n = Math.floor(6 * p.x / width); wide[n] = Math.max(wide[n] || 0, p.y); }
          return [0, 1, 2, 3, 4, 5].map((n) => wide[n]).indexOf(Math.max(...[0, 1, 2, 3, 4, 5].map((n) => wide[n])))"""
        self.assertEqual(window.script(reach), 0)  # publish, the last stage, stands leftmost in Arabic
        self.assertEqual(window.count(".gate"), 2)
        window.click("#language")
        self.assertEqual(window.script(reach), 5)


class States(PageTest):
    def test_a_fresh_daemon_has_words_for_every_empty_place(self):
        window = self.look(self.serve(fixture.World()))
        window.wait("empty places", "return document.querySelectorAll('.empty').length === 3")
        for words in ("No outlets are declared", "Nothing published yet", "No page was rejected"):
            self.assertIn(words, window.text(".empty"))

    def test_kafka_away_and_held_back_fetching_are_said_at_the_top_with_their_reasons(self):
        window = self.look(self.serve(fixture.trouble()))
        self.assertEqual(window.text("h1"), "Rawi is not ready")
        self.assertEqual(window.script("return document.title"), "⚠ Rawi: Rawi is not ready")
        alarms = window.text("#alarms")
        for words in ("Kafka is away", "localhost:9092: Connection refused", "the outbox holds 50000 records"):
            self.assertIn(words, alarms)
        self.assertEqual(alarms.count("Fetching waits"), 1)
        self.assertEqual(window.text("#outbox-state"), "full")

    def test_trouble_that_passes_leaves_the_page(self):
        server = self.serve(fixture.trouble())
        window = self.look(server)
        server.world.status.update(ready=True, held_back=None, reasons=[], kafka={**server.world.status["kafka"], "state": "ready", "reason": ""})
        window.wait_text("h1", "Working; 2 outlets deserve a look")
        self.assertEqual(window.count("#alarms li"), 0)
        self.assertEqual(window.count(".gate"), 0)

    def test_words_of_the_daemon_that_the_page_does_not_know_are_shown_as_they_are(self):
        world = fixture.busy()
        world.status.update(ready=False, reasons=[{"code": "quite_new", "detail": "a thing of tomorrow"}], kafka={**world.status["kafka"], "state": "dreaming"})
        world.rejected.insert(0, fixture.rejected(9, "عنوان", "brand_new_reason"))
        window = self.look(self.serve(world))
        window.wait_text("#alarms", "quite_new")
        window.wait_text("#kafka-state", "dreaming")
        window.wait_text(".rejected", "brand new reason")

    def test_three_hundred_outlets_are_shown_and_any_other_is_found_by_name(self):
        world = fixture.World(outlets=[fixture.outlet(f"موقع رقم {i}", i) for i in range(400)])
        server = self.serve(world)
        window = ui.Browser(DRIVER, *DESKTOP, language="en")
        self.addCleanup(window.__exit__)
        window.open(server.url)
        window.wait("rows", SHOWN, 300)
        window.type("#outlets-filter", "رقم 399")
        window.wait("one row", SHOWN, 1)
        self.assertIn("outlet399", window.text(".outlets tbody"))
        self.assertEqual(window.texts("#outlets-only"), [])  # nothing is wrong with any of them
        window.type("#outlets-filter", "zzz")
        window.wait_text(".outlets .empty", "No outlet of that name")
        self.assertEqual(window.complaints(), [])

    def test_of_many_outlets_those_that_deserve_a_look_are_shown_alone(self):
        world = fixture.World(outlets=[fixture.outlet(f"موقع رقم {i}", i) for i in range(40)])
        world.outlets[37].update(drift=[{"kind": "silent", "detail": "nothing new for 30 h", "since": fixture.at()}])
        window = self.look(self.serve(world))
        window.wait_text("#outlets-only", "deserve a look (1)")
        window.click("#outlets-only")
        window.wait("one row", SHOWN, 1)
        self.assertIn("outlet37", window.text(".outlets tbody"))
        world.outlets[37]["drift"] = []
        window.wait_text(".outlets .empty", "No outlet deserves a look")
        window.click("#outlets-only")
        window.wait("all rows", SHOWN, 40)


class Live(PageTest):
    def test_a_committed_article_appears_without_a_reload_and_is_told_to_a_screen_reader(self):
        server = self.serve(fixture.busy())
        window = self.look(server)
        window.wait("the stream is live", "return document.getElementById('link-state').dataset.state === 'live'")
        window.script("window.kept = true")
        server.tell_article(fixture.article(77, "خبر وصل الآن", committed_at=fixture.at()))
        window.wait_text(".article:first-child", "خبر وصل الآن")
        window.wait("told politely", "return document.getElementById('news').textContent.includes('خبر وصل الآن')")
        self.assertTrue(window.script("return window.kept"))
        server.tell_rejected(fixture.rejected(78, "صفحة وصلت الآن", at=fixture.at()))
        window.wait_text(".rejected tbody tr:first-child", "صفحة وصلت الآن")

    def test_the_same_article_told_twice_stands_once_and_no_more_than_fifty_are_kept(self):
        server = self.serve(fixture.busy())
        window = self.look(server)
        window.wait("the stream is live", "return document.getElementById('link-state').dataset.state === 'live'")
        for number in range(1000, 1080):
            server.tell_article(one := fixture.article(number, f"خبر {number}", committed_at=fixture.at()))
            server.tell("article", one)
        window.wait_text(".articles", "خبر 1079")
        self.assertEqual(window.count(".article"), 50)
        titles = window.script("return [...document.querySelectorAll('.article .title')].map((e) => e.textContent)")
        self.assertEqual(len(set(titles)), 50)

    def test_held_still_nothing_moves_until_the_reader_goes_on(self):
        server = self.serve(fixture.busy())
        window = self.look(server)
        window.wait("the stream is live", "return document.getElementById('link-state').dataset.state === 'live'")
        window.click("#hold")
        server.tell_article(fixture.article(77, "خبر ينتظر", committed_at=fixture.at()))
        window.wait_text("#hold", "Go on (1)")
        self.assertNotIn("خبر ينتظر", window.text(".articles"))
        window.click("#hold")
        window.wait_text(".article:first-child", "خبر ينتظر")

    def test_a_daemon_that_dies_and_comes_back_is_told_and_joined_again(self):
        server = self.serve(fixture.busy())
        port = server.server_address[1]
        window = self.look(server, expect_complaints=True)  # a refused connection is an error in the console, rightly
        window.wait("live", "return document.getElementById('link-state').dataset.state === 'live'")
        server.stop()
        window.wait_text("#link-text", "Connection lost")
        window.wait_text("#link-text", "What is shown is from")
        world = fixture.busy()
        world.status["started_at"] = fixture.at()
        world.rejected = [fixture.rejected(1, "رفض بعد العودة", at=fixture.at())]
        world.articles.insert(0, fixture.article(90, "خبر بعد العودة", committed_at=fixture.at()))
        again = fixture.Server(world, port)
        self.addCleanup(again.stop)
        window.wait_text("#link-text", "Live")
        window.wait_text(".article:first-child", "خبر بعد العودة")
        window.wait_text(".rejected tbody tr:first-child", "رفض بعد العودة")

    def test_without_a_free_stream_the_page_asks_every_few_seconds_and_says_so(self):
        world = fixture.busy()
        world.streams_allowed = False
        server = self.serve(world)
        window = self.look(server, expect_complaints=True)  # 503 stands in the console
        window.wait_text("#link-text", "Updating every 5 s")
        world.articles.insert(0, fixture.article(91, "خبر بلا مجرى", committed_at=fixture.at()))
        window.wait_text(".article:first-child", "خبر بلا مجرى")
        world.streams_allowed = True
        window.wait_text("#link-text", "Live")

    def test_an_unanswered_first_look_says_what_to_do(self):
        server = self.serve(fixture.busy())
        with contextlib.ExitStack() as stack:
            window = stack.enter_context(ui.Browser(DRIVER, *DESKTOP, language="en"))
            world, server.world = server.world, None  # every question breaks off, the page itself is served
            window.open(server.url)
            window.wait_text("h1", "Rawi does not answer")
            server.world = world
            window.wait_text("h1", "Working")


HOSTILE = (
    "<script>window.harmed = 'script'</script>", "<img src=x onerror=\"window.harmed = 'img'\">", "<svg/onload=window.harmed='svg'>", "\"><b onmouseover=alert(1)>عنوان</b>",
    "\u202eمقلوب gpj.exe\u202c نهاية", "\u2067\u2067\u2067 بلا إغلاق", "{{constructor.constructor('window.harmed=1')()}}", "\u0000\u0007\u001b[31mأحمر", "كلمة" * 2500, "W" * 10000, "\ud83d" + "x", "",
)
ADDRESSES = ("javascript:window.harmed='url'", "JaVaScRiPt:window.harmed=1", "data:text/html,<script>1</script>", "vbscript:x", "//outlet0.example/x", "http://[::1", "\u202ehttp://a.example/", "file:///etc/passwd")


class Hostile(PageTest):
    def hostile_world(self):
        world = fixture.busy()
        world.articles = [fixture.article(i, title, url=ADDRESSES[i % len(ADDRESSES)], outlet_name=title[:60], extractor=title[:20]) for i, title in enumerate(HOSTILE)]
        world.rejected = [fixture.rejected(i, title, title[:80] or "x", url=ADDRESSES[i % len(ADDRESSES)], detail=title) for i, title in enumerate(HOSTILE)]
        world.seen = {page["id"]: fixture.seen(page, content_type=page["title"][:90], charset=page["title"][:30], text=page["title"] * 6,
                                               blocks=[{"kind": page["title"][:20], "text": page["title"], "chosen": True, "reason": page["title"]}] * 40) for page in world.rejected}
        world.outlets[0].update(name=HOSTILE[0], home=ADDRESSES[0], drift=[{"kind": HOSTILE[1], "detail": HOSTILE[1], "since": "x"}],
                                sources=[{**world.outlets[0]["sources"][0], "url": ADDRESSES[0], "kind": HOSTILE[1], "error": HOSTILE[2]}])
        world.outlets[1].update(name=HOSTILE[9], id="../../x?y#z", home=ADDRESSES[2])
        return world

    def harmless(self, window):
        self.assertIsNone(window.script("return window.harmed ?? null"))
        self.assertEqual(window.script("return [...document.querySelectorAll('main, dialog')].flatMap((e) => [...e.querySelectorAll('script, img, iframe, object, embed, style, link, b, form[action]')]).length"), 0)
        links = window.script("return [...document.querySelectorAll('a[href]')].map((a) => [a.protocol, a.rel, a.target, a.hostname])")
        for protocol, rel, target, host in links:
            self.assertIn(protocol, ("http:", "https:"))
            if host != "127.0.0.1":
                self.assertEqual((rel, target), ("noopener noreferrer nofollow", "_blank"))
        self.assertEqual(window.script("return [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).length"), 0)
        # Marks that turn text around never reach the screen.
        self.assertEqual(window.script(r"return (document.body.textContent.match(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/g) || []).length"), 0)

    def test_titles_names_addresses_and_details_from_outside_are_text_and_nothing_else(self):
        for size in (DESKTOP, PHONE):
            with self.subTest(size=size):
                window = self.look(self.serve(self.hostile_world()), size, expect_complaints=True)
                window.wait("hostile rows", "return document.querySelectorAll('.article').length === arguments[0]", len(HOSTILE))
                self.harmless(window)
                self.assertIn("<script>window.harmed", window.text(".articles"))
                self.assertLess(window.script("return Math.max(...[...document.querySelectorAll('.article')].map((e) => e.offsetHeight))"), 260)
                self.assertLess(window.script("return Math.max(...[...document.querySelectorAll('.outlets tbody > tr:first-child, .rejected tbody tr')].map((e) => e.offsetHeight))"), 320)
                self.assertEqual(window.script(OVER_THE_EDGE), [])
                self.assertEqual(window.script("return [document.documentElement.scrollWidth, innerWidth]"), [size[0], size[0]])
                self.picture(window, f"hostile-{size[0]}")
                self.assertEqual(window.complaints(), [])

    def test_what_the_extractor_saw_of_a_hostile_page_is_harmless_too(self):
        window = self.look(self.serve(self.hostile_world()))
        for number in (0, 1, 4, 8):
            window.script("document.querySelector(`.rejected tr[data-key^='${arguments[0]} '] a[href^='/api/']`).click()", number)
            window.wait("shown", "return document.querySelectorAll('#seen-body .blocks li').length === 40")
            self.harmless(window)
            window.click("#seen-body summary")
            self.assertLessEqual(window.script("const b = document.getElementById('seen-body'); return b.scrollWidth - b.clientWidth"), 0)
            self.picture(window, f"seen-hostile-{number}", whole_page=False)
            window.press("escape")

    def test_an_answer_that_is_no_json_or_has_nothing_in_it_breaks_nothing(self):
        server = self.serve(fixture.busy())
        window = self.look(server)
        window.wait("the stream is live", "return document.getElementById('link-state').dataset.state === 'live'")
        for value in (None, [], "text", 7, {}, {"stages": None}, {"id": 7, "at": 8, "title": 9, "committed_at": 10},
                      {"stages": [], "totals": None, "kafka": None, "outbox": None, "ledger": None, "reasons": None, "outlets": None}):
            for kind in ("status", "article", "rejected"):
                server.tell(kind, value)
        server.tell_article(fixture.article(99, "ما زالت تعمل", committed_at=fixture.at()))
        window.wait_text(".articles", "ما زالت تعمل")
        window.wait_text("h1", "Working")


class Hands(PageTest):
    def focused(self, window):
        return window.script("const e = document.activeElement; return e.id || e.className || e.textContent.trim() || e.tagName")

    def test_the_keyboard_goes_through_the_page_in_reading_order_and_is_seen(self):
        window = self.look(self.serve(fixture.busy()))
        order = []
        for _ in range(12):
            window.press("tab")
            order.append(self.focused(window))
            outline = window.script("const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]")
            self.assertEqual((outline[0] != "none", outline[1] >= 2), (True, True), order[-1])
        self.assertEqual(order[:5], ["skip", "language", "theme", "reload", "unfold"])
        positions = window.script("return [...document.querySelectorAll('a[href], button, input, [tabindex=\"0\"]')].filter((e) => e.checkVisibility() && e.tabIndex >= 0).map((e) => e.tabIndex)")
        self.assertEqual(set(positions), {0})

    def test_the_skip_link_leads_to_the_content(self):
        window = self.look(self.serve(fixture.busy()))
        window.press("tab", "enter")
        self.assertEqual(self.focused(window), "main")

    def test_focus_stays_where_it_is_while_figures_change(self):
        server = self.serve(fixture.busy())
        window = self.look(server)
        window.script("document.querySelectorAll('.outlets .act button')[3].focus(); window.focused = document.activeElement")
        server.world.outlets[3]["paused"] = False
        server.world.status["stages"][1]["waiting"] = 999
        window.wait_text("[data-stage=fetch] .figure", "999")
        window.wait("the outlet goes on", "return window.focused.textContent === 'Pause'")
        self.assertTrue(window.script("return document.activeElement === window.focused"))

    def test_every_control_has_a_name_and_every_table_its_headers(self):
        for language in ("ar", "en"):
            window = self.look(self.serve(fixture.busy()), language=language)
            nameless = window.script("return [...document.querySelectorAll('button, a, input')].filter((e) => e.checkVisibility() && !(e.innerText || e.ariaLabel || e.labels?.length)).map((e) => e.outerHTML)")
            self.assertEqual(nameless, [])
            self.assertEqual(window.script("return [...document.querySelectorAll('main table')].filter((t) => !t.querySelector('th[scope=col]') || !t.querySelector('th[scope=row]')).length"), 0)
            self.assertEqual(window.script("return [...document.querySelectorAll('main section')].filter((s) => !document.getElementById(s.getAttribute('aria-labelledby'))?.textContent.trim()).length"), 0)
            headings = window.script("return [...document.querySelectorAll('h1, h2, h3')].filter((e) => e.checkVisibility()).map((e) => Number(e.tagName[1]))")
            self.assertEqual(headings[0], 1)
            self.assertTrue(all(after - before <= 1 for before, after in zip(headings, headings[1:])))

    def test_language_and_colours_are_remembered(self):
        server = self.serve(fixture.busy())
        window = self.look(server)
        window.click("#language")
        self.assertEqual(window.script("return document.documentElement.dir"), "rtl")
        window.wait_text("h2", "المواقع")
        self.assertNotIn("Outlets", window.text("main"))
        window.click("#theme")
        window.click("#theme")
        self.assertEqual(window.script("return getComputedStyle(document.documentElement).colorScheme"), "dark")
        window.open(server.url)
        window.wait("drawn again", SHOWN, 5)
        self.assertEqual(window.script("return [document.documentElement.dir, document.documentElement.dataset.theme]"), ["rtl", "dark"])

    def test_arabic_headlines_begin_at_the_right_in_both_languages_and_latin_ones_at_the_left(self):
        world = fixture.busy()
        world.articles.insert(0, fixture.article(50, "A headline in Latin letters", committed_at=fixture.at()))
        server = self.serve(world)
        for language in ("ar", "en"):
            window = self.look(server, language=language)
            window.wait("articles", "return document.querySelectorAll('.article').length > 2")
            sides = window.script("return [...document.querySelectorAll('.title')].slice(0, 2).map((e) => getComputedStyle(e).direction)")
            self.assertEqual(sides, ["ltr", "rtl"])

    def test_figures_are_the_same_digits_in_both_languages(self):
        window = self.look(self.serve(fixture.busy()), language="ar")
        self.assertNotRegex(window.text("body"), "[٠-٩]")
        self.assertIn("4,102", window.text("#totals"))

    def test_sources_of_an_outlet_unfold_by_keyboard(self):
        window = self.look(self.serve(fixture.busy()))
        window.script("document.querySelector('.unfold').focus()")
        window.press("enter")
        window.wait_text(".sources", "http://outlet0.example/rss")
        self.assertEqual(window.script("return document.querySelector('.unfold').ariaExpanded"), "true")

    def test_what_the_extractor_saw_opens_by_keyboard_closes_by_escape_and_gives_focus_back(self):
        window = self.look(self.serve(fixture.busy()))
        window.wait("rows", "return document.querySelectorAll('.rejected tbody tr').length === 4")
        window.script("document.querySelector('.rejected td.act a').focus()")
        window.press("enter")
        window.wait_text("#seen-body", "windows-1256")
        self.assertIn("ألبوم صور: مهرجان الكتاب", window.text("#seen-body"))
        self.picture(window, "seen", whole_page=False)
        window.press("escape")
        self.assertEqual(window.text("#seen-dialog"), "")
        self.assertIn("What the extractor saw", window.script("return document.activeElement.ariaLabel"))

    def test_pausing_asks_for_the_token_once_and_keeps_it_out_of_storage(self):
        server = self.serve(fixture.busy())
        window = self.look(server, expect_complaints=True)  # 401 stands in the console
        window.click(".outlets tbody:nth-of-type(1) .act button")
        window.type("#token", "wrong")
        window.press("enter")
        window.wait_text("#token-error", "not right")
        self.picture(window, "token", whole_page=False)
        window.type("#token", fixture.TOKEN)
        window.press("enter")
        window.wait_text("#toast", "is paused")
        window.wait_text(".outlets tbody:nth-of-type(1) .act", "Resume")
        window.click(".outlets tbody:nth-of-type(1) .act button")
        window.wait_text(".outlets tbody:nth-of-type(1) .act", "Pause")
        self.assertEqual(server.world.posts, [("/api/outlets/outlet0/pause", "wrong"), ("/api/outlets/outlet0/pause", fixture.TOKEN), ("/api/outlets/outlet0/resume", fixture.TOKEN)])
        kept = window.script("return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, document.documentElement.outerHTML, location.href])")
        self.assertNotIn(fixture.TOKEN, kept)
        self.assertEqual(window.script("return document.getElementById('token').value"), "")

    def test_a_pause_that_the_next_picture_does_not_show_yet_does_not_flicker(self):
        server = self.serve(fixture.busy())
        server.world.lag = 2
        window = self.look(server)
        window.script("window.said = []; new MutationObserver(() => window.said.push(document.querySelector('.outlets .act button').textContent))"
                      ".observe(document.querySelector('.outlets td.act'), {subtree: true, childList: true, characterData: true})")
        window.click(".outlets .act button")
        window.type("#token", fixture.TOKEN)
        window.press("enter")
        window.wait_text("#toast", "is paused")
        asked = server.world.pictures
        ui.wait_until("the outlets were asked for again, and once more", lambda: server.world.pictures >= asked + 2)
        self.assertEqual(window.script("return window.said"), ["Resume"])

    def test_a_token_dialog_that_is_left_changes_nothing(self):
        server = self.serve(fixture.busy())
        window = self.look(server)
        window.click("#reload")
        window.wait("open", "return document.getElementById('token-dialog').open")
        window.press("escape")
        window.wait("closed", "return !document.getElementById('token-dialog').open")
        self.assertEqual(server.world.posts, [])

    def test_reloading_says_what_changed_or_why_nothing_did(self):
        server = self.serve(fixture.busy())
        window = self.look(server, expect_complaints=True)  # 422 stands in the console
        window.click("#reload")
        window.type("#token", fixture.TOKEN)
        window.press("enter")
        window.wait_text("#toast", "fetch.delay_ms, +new")
        server.world.refuse_reload = ["rawi.yaml:3:5: kafka.batch_rowz: unknown key"]
        window.click("#reload")
        window.wait_text("#toast", "rawi.yaml:3:5: kafka.batch_rowz: unknown key")

    def test_without_a_configured_token_nothing_can_be_changed_and_it_says_why(self):
        world = fixture.busy()
        world.status["can_change"] = False
        window = self.look(self.serve(world))
        self.assertTrue(window.script("return [...document.querySelectorAll('.outlets .act button')].every((b) => b.disabled)"))
        window.click("#reload")
        window.wait_text("#toast", "No admin.token is configured")


if __name__ == "__main__":
    unittest.main(verbosity=2)
