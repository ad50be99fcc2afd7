// Talking with the daemon: single questions, and the stream of events with its reconnecting.
const PATIENCE_MS = 8000;       // a question unanswered for so long has failed
const SILENCE_MS = 6000;        // the stream says something every second; silent for so long it is dead
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10000;
const POLL_MS = 5000;           // where no stream is to be had

// {ok, status, body, why}; never throws. `why` is the daemon's own message where it gave one.
export async function ask(path, options = {}) {
  try {
    const answer = await fetch(path, { cache: 'no-store', credentials: 'omit', redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS), ...options });
    const body = await answer.json().catch(() => null);
    return { ok: answer.ok && body !== null, status: answer.status, body, why: body?.message || (answer.ok ? '' : `HTTP ${answer.status}`) };
  } catch {
    return { ok: false, status: 0, body: null, why: '' };
  }
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

// Keeps one stream open for as long as the page lives. `listen` = {state(name), opened(), status(o), article(o), rejected(o)}.
// States: connecting, live, polling (the daemon has no stream left for us), lost.
export class Stream {
  #listen;
  #source = null;
  #retryMs = FIRST_RETRY_MS;
  #timer = 0;
  #heard = 0;

  constructor(listen) {
    this.#listen = listen;
    window.setInterval(() => this.#watch(), 1000);
    window.addEventListener('online', () => this.#again(0));
    this.#open();
  }

  #open() {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#source?.close();
    const source = new EventSource('/api/events');
    this.#source = source;
    this.#heard = Date.now();
    source.onopen = () => {
      this.#heard = Date.now();
      this.#retryMs = FIRST_RETRY_MS;
      this.#listen.state('live');
      this.#listen.opened();
    };
    for (const kind of ['status', 'article', 'rejected']) {
      source.addEventListener(kind, (event) => {
        this.#heard = Date.now();
        const value = parsed(event.data);
        if (value !== null && typeof value === 'object') this.#listen[kind](value);
      });
    }
    source.onerror = () => this.#broken();
  }

  // Always our own retry, never the browser's: it gives up for good on an answer such as 503.
  async #broken() {
    this.#source?.close();
    this.#source = null;
    const answer = await ask('/api/status');
    if (this.#source) return;
    if (answer.ok) {
      this.#listen.state('polling');
      this.#listen.status(answer.body);
      this.#listen.opened();
      this.#again(POLL_MS);
    } else {
      this.#listen.state('lost');
      this.#again(this.#retryMs * (0.75 + Math.random() / 2));
      this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 1.7);
    }
  }

  #again(afterMs) {
    if (this.#source && this.#source.readyState === EventSource.OPEN) return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#open(), afterMs);
  }

  #watch() {
    if (this.#source && Date.now() - this.#heard > SILENCE_MS) this.#broken();
  }
}
