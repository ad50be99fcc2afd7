"""A server that speaks the admin API as the page knows it and tells what a test wants told: states that a healthy daemon does not show.

fixture.py PORT [busy|empty|trouble] serves such a world for a person to look at.
"""
import datetime
import http.server
import json
import pathlib
import queue
import socket
import sys
import threading

PAGE = pathlib.Path(__file__).resolve().parents[2] / "daemon/admin/page"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}
STAGES = ("discover", "fetch", "read", "judge", "record", "publish")
TOKEN = "a-token-of-the-test"


def at(seconds_ago=0.0):
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds_ago)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def stage(name, waiting=0, in_progress=0, done=0, rate=0):
    return {"name": name, "in_progress": in_progress, "waiting": waiting, "done": done, "per_minute": [rate] * 60, "p50_ms": 2.1 if done else None, "p99_ms": 9.0 if done else None}


def status(**changes):
    return {
        "version": "1.0.0", "instance": "rawi", "started_at": "2026-01-01T00:00:00.000Z", "now": at(), "uptime_seconds": 0, "ready": True, "reasons": [], "held_back": None, "can_change": True,
        "stages": [stage(name) for name in STAGES],
        "outbox": {"records": 0, "bytes": 0, "oldest_seconds": 0.0, "limit_records": 50000, "limit_bytes": 536870912, "dead": 0},
        "kafka": {"state": "ready", "reason": "", "bootstrap_servers": "localhost:9092", "transactional_id": "rawi", "since": at(3600), "last_commit_at": None, "last_commit_ms": None,
                  "commits": 0, "aborted": 0, "records": 0, "bytes": 0, "reconnects": 0, "diverted": 0, "buried": 0},
        "ledger": {"path": "/var/lib/rawi/ledger.db", "bytes": 1048576, "wal_bytes": 65536, "commits": 0, "last_commit_ms": None, "max_commit_ms": None, "trouble": None},
        "outlets": {"declared": 0, "paused": 0, "drifting": 0},
        "totals": dict.fromkeys(("published", "revised", "duplicate", "unchanged", "rejected", "gone", "retry"), 0), **changes}


def outlet(name, number=0, **changes):
    counts = {"published": 120 + number, "revised": 4, "duplicate": 11, "unchanged": 260, "rejected": 9, "gone": 1, "retry": 2}
    home = f"http://outlet{number}.example/"
    return {"id": f"outlet{number}", "name": name, "home": home, "paused": False, "last_article_at": at(127 + 600 * number), "freshness_seconds": 127,
            "per_hour": [(hour * (number + 3)) % 11 for hour in range(24)], "outcomes": counts, "in_flight": 1, "waiting": 4, "drift": [], "fallback_ratio": 0.04,
            "sources": [{"url": home + "rss", "kind": "feed", "found": False, "last_read_at": at(60), "next_read_at": at(-240), "result": "ok", "error": None, "links": 20, "fresh": 1}], **changes}


def article(number, title, **changes):
    return {"id": f"00000000-0000-5000-8000-{number:012d}", "url": f"http://outlet0.example/{number}", "title": title, "outlet": "outlet0", "outlet_name": "صحيفة المثال", "outcome": "published",
            "relation": "original", "story": "s", "extractor": "rules", "published_at": "2026-01-01T08:00:00+03:00", "recorded_at": at(number * 40), "committed_at": at(number * 40), **changes}


def rejected(number, title, reason="too_little_text", **changes):
    return {"id": str(number), "url": f"http://outlet0.example/page/{number}", "title": title, "outlet": "outlet0", "outlet_name": "صحيفة المثال", "reason": reason,
            "detail": "31 words of text besides the headline", "at": at(number * 90), "has_page": True, **changes}


def seen(page, **changes):
    return {**{key: page[key] for key in ("id", "url", "outlet", "outlet_name", "reason", "detail", "at", "title")}, "fetched_url": page["url"], "status": 200,
            "content_type": "text/html; charset=utf-8", "charset": "windows-1256", "bytes": 51234, "page_cut": False,
            "fields": [{"name": "title", "value": page["title"], "from": "og:title"}, {"name": "published_at", "value": "2026-01-01", "from": "json-ld"}],
            "blocks": [{"kind": "heading", "text": page["title"], "chosen": True, "reason": ""}, {"kind": "text", "text": "معرض صور من المهرجان السنوي للكتاب.", "chosen": True, "reason": ""},
                       {"kind": "text", "text": "الرئيسية أخبار ثقافة رياضة اتصل بنا", "chosen": False, "reason": "links"}],
            "blocks_cut": False, "text": "الرئيسية أخبار ثقافة رياضة\nمعرض صور من المهرجان السنوي للكتاب.", "text_cut": False, **changes}


class World:
    """What the daemon would say; tests change it while the page looks on."""

    def __init__(self, **changes):
        self.status, self.outlets, self.articles, self.rejected, self.seen = status(), [], [], [], {}
        self.streams_allowed = True
        self.posts = []      # (path, token that was shown)
        self.pictures = 0    # how often the outlets were asked for
        self.late = None     # (picture, outlet, paused)
        self.lag = 0         # pictures of the outlets that a change is late by
        self.refuse_reload = []  # problems of a reload
        self.__dict__.update(changes)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, world, port=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.world, self.streams, self.connections = world, [], set()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def tell(self, kind, value):
        for stream in list(self.streams):
            stream.put((kind, value))

    def tell_article(self, one):
        self.world.articles.insert(0, one)
        self.tell("article", one)

    def tell_rejected(self, one):
        self.world.rejected.insert(0, one)
        self.tell("rejected", one)

    def handle_error(self, request, client_address):
        """A browser that goes away is what happens here."""

    def get_request(self):
        connection, address = super().get_request()
        self.connections.add(connection)
        return connection, address

    def stop(self):
        """As a daemon that is killed: every connection breaks."""
        self.shutdown()
        self.server_close()
        for stream in list(self.streams):
            stream.put(None)
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, code, content_type, body, **headers):
        self.send_response_only(code)
        for name, value in {**HEADERS, "Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def json(self, value, code=200):
        self.answer(code, "application/json", json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), **{"Cache-Control": "no-store"})

    def do_GET(self):
        world, path = self.server.world, self.path.partition("?")[0]
        if path == "/api/status":
            return self.json({**world.status, "now": at()})
        if path == "/api/outlets":
            world.pictures += 1
            if world.late and world.late[0] <= world.pictures:
                world.late[1]["paused"] = world.late[2]
            return self.json(world.outlets)
        if path == "/api/latest":
            return self.json({"articles": world.articles[:50], "rejected": world.rejected[:50]})
        if path.startswith("/api/rejected/"):
            page = world.seen.get(path.rpartition("/")[2])
            return self.json(page) if page else self.json({"error": "not_found", "message": "no such page"}, 404)
        if path == "/api/events":
            return self.events() if world.streams_allowed else self.json({"error": "too_many_streams", "message": "eight streams are open"}, 503)
        file = PAGE / (path.lstrip("/") or "index.html")
        if file.parent == PAGE and file.is_file():
            return self.answer(200, TYPES[file.suffix], file.read_bytes(), **{"Cache-Control": "no-cache"})
        return self.json({"error": "not_found", "message": path}, 404)

    def do_POST(self):
        world = self.server.world
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        world.posts.append((self.path, token))
        if token != TOKEN:
            return self.json({"error": "bad_token", "message": "the token is not right"}, 401)
        if self.path == "/api/reload":
            outlets = {"added": ["new"], "changed": [], "removed": []}
            if world.refuse_reload:
                return self.json({"ok": False, "changed": [], "restart_needed": [], "outlets": {}, "problems": world.refuse_reload}, 422)
            return self.json({"ok": True, "changed": ["fetch.delay_ms"], "restart_needed": [], "outlets": outlets, "problems": []})
        _, _, _, name, verb = self.path.split("/")
        one = next(o for o in world.outlets if o["id"] == name)
        if world.lag:
            world.late = (world.pictures + world.lag, one, verb == "pause")
        else:
            one["paused"] = verb == "pause"
        return self.json({"ok": True, "id": name, "paused": verb == "pause"})

    def events(self):
        self.send_response_only(200)
        for name, value in {**HEADERS, "Content-Type": "text/event-stream", "Cache-Control": "no-store", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        told = queue.Queue()
        self.server.streams.append(told)
        try:
            while True:
                self.send("status", {**self.server.world.status, "now": at()})
                try:
                    while (item := told.get(timeout=0.5)) is not None:
                        self.send(*item)
                    return
                except queue.Empty:
                    pass
        except OSError:
            pass
        finally:
            self.close_connection = True
            self.server.streams.remove(told)

    def send(self, kind, value):
        self.wfile.write(f"event: {kind}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n".encode("utf-8", "surrogatepass"))
        self.wfile.flush()


TITLES = ("افتتاح مكتبة عامة جديدة في المدينة القديمة بعد ترميم استمر ثلاث سنوات", "مزارعو الساحل يبدؤون موسم قطاف الزيتون مبكرا هذا العام",
          "جامعة تطلق منحة لدراسة المخطوطات العربية", "منتخب الشباب يتأهل إلى الدور الثاني", "الأرصاد: أمطار متفرقة على المرتفعات حتى نهاية الأسبوع",
          "معرض للخط العربي يجمع أربعين فنانا من سبع دول", "قطار الضواحي يعود إلى العمل بعد صيانة السكة", "طلاب يبتكرون جهازا زهيد الكلفة لتحلية المياه")
NAMES = ("صحيفة المثال", "واحة الأخبار", "الساحل اليوم", "جريدة الجبل", "منبر المدينة")


def busy():
    stages = [stage("discover", 3, 1, 1204, 2), stage("fetch", 184, 6, 5210, 31), stage("read", 4, 2, 5102, 30), stage("judge", 0, 0, 4380, 26), stage("record", 0, 1, 5210, 31),
              stage("publish", 12, 0, 4391, 27)]
    kafka = {**status()["kafka"], "last_commit_at": at(2), "last_commit_ms": 14.2, "commits": 812, "records": 4391, "bytes": 18432100}
    outlets = [outlet(name, i) for i, name in enumerate(NAMES)]
    outlets[2].update(drift=[{"kind": "silent", "detail": "nothing new for 30 h; usual gap 2 h", "since": at(9000)}], last_article_at=at(108000), per_hour=[0] * 24)
    outlets[3].update(paused=True)
    outlets[4].update(drift=[{"kind": "rules_fail", "detail": "9 of the last 10 read by layout; usually 0 of 10", "since": at(900)}], fallback_ratio=0.9)
    articles = [article(i, title, outlet_name=NAMES[i % 5], outcome=("published", "published", "revised", "duplicate")[i % 4], extractor=("rules", "structured", "density")[i % 3])
                for i, title in enumerate(TITLES)]
    pages = [rejected(1, "ألبوم صور: مهرجان الكتاب"), rejected(2, "", "not_arabic", detail="82% of the letters are Latin"), rejected(3, "وسم: اقتصاد", "not_article", detail="the page declares itself a list"),
             rejected(4, "اشترك لتقرأ", "paywall", detail="the page asks to subscribe where the text should go on", has_page=False)]
    return World(status=status(uptime_seconds=273900, stages=stages, kafka=kafka, outbox={**status()["outbox"], "records": 12, "bytes": 50123, "oldest_seconds": 0.8},
                               ledger={**status()["ledger"], "bytes": 73400320, "commits": 9321, "last_commit_ms": 2.5, "max_commit_ms": 31.0},
                               totals={"published": 4102, "revised": 121, "duplicate": 157, "unchanged": 530, "rejected": 288, "gone": 9, "retry": 12}),
                 outlets=outlets, articles=articles, rejected=pages, seen={page["id"]: seen(page) for page in pages[:3]})


def trouble():
    world = busy()
    world.status.update(ready=False, held_back="the outbox holds 50000 records, as many as it may",
                        reasons=[{"code": "kafka_away", "detail": "localhost:9092: Connection refused"}, {"code": "held_back", "detail": "the outbox is full"}],
                        kafka={**world.status["kafka"], "state": "away", "reason": "localhost:9092: Connection refused", "since": at(5400)},
                        outbox={**world.status["outbox"], "records": 50000, "bytes": 310123456, "oldest_seconds": 5300.0, "dead": 2})
    world.status["stages"][5] = stage("publish", 50000, 0, 4391, 0)
    world.status["stages"][1] = stage("fetch", 912, 0, 5210, 0)
    return world


WORLDS = {"busy": busy, "empty": World, "trouble": trouble}

if __name__ == "__main__":
    served = Server(WORLDS[sys.argv[2] if len(sys.argv) > 2 else "busy"](), int(sys.argv[1]))
    print(served.url)
    threading.Event().wait()
