// The status page: what the daemon says goes into `world`, and every part shows it. Start reading here.
import { onActions, pauseOrResume, setChangeable } from './actions.js';
import { newestCommit, onHold, showArticles, takeArticles, tellNews } from './articles.js';
import { ask, Stream } from './daemon.js';
import { byId, setText } from './dom.js';
import { needsLook, onFilter, showOutlets } from './outlets.js';
import { showConnection, showKafka, showLedger, showOutbox, showSilence, showSummary, showTotals } from './panels.js';
import { onSeen, replaceRejected, showRejected, takeRejected } from './rejected.js';
import { drawRiver, showFlow } from './river.js';
import { currentLanguage, setLanguage, since, t } from './speech.js';

const OUTLETS_EVERY_MS = 5000; // with many outlets less often: a fifth of the time at most goes into asking
const AGREED_MS = 8000;
const THEMES = ['auto', 'light', 'dark'];

const world = { status: null, outlets: null, latest: false, connection: 'connecting', heardAt: null, clockGap: 0, startedAt: null, outletsTimer: 0, agreed: new Map() };

// The daemon's clock, so that "2 minutes ago" is right on a machine whose clock is not.
const now = () => Date.now() + world.clockGap;

function remember(key, value) {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}

function showWords() {
  for (const element of document.querySelectorAll('[data-t]')) setText(element, t(element.dataset.t));
  setText(byId('language'), t('to_other_language'));
  byId('language').lang = currentLanguage() === 'ar' ? 'en' : 'ar';
  const theme = document.documentElement.dataset.theme || 'auto';
  byId('theme').setAttribute('aria-label', t(`theme_${theme}`));
  byId('theme').title = t(`theme_${theme}`);
}

// The daemon has agreed to a change before its next picture of the outlets shows it: until then the page believes the answer.
const act = (outlet) => pauseOrResume(outlet, () => {
  world.agreed.set(outlet.id, { paused: outlet.paused, until: Date.now() + AGREED_MS });
  show();
});

function asAgreed(outlet) {
  const agreed = world.agreed.get(outlet.id);
  if (agreed && agreed.until > Date.now()) outlet.paused = agreed.paused;
  else world.agreed.delete(outlet.id);
  return outlet;
}

function show() {
  showConnection(world.connection, world.heardAt);
  document.body.dataset.connection = world.connection;
  if (!world.status) {
    if (world.connection === 'lost') showSilence();
    return;
  }
  const { status, outlets } = world;
  const last = (outlets || []).map((outlet) => outlet.last_article_at).filter(Boolean).sort().pop() || newestCommit();
  showSummary(status, outlets, (outlets || []).filter(needsLook).length, last ? since(last, now()) : null);
  showFlow(status);
  showTotals(status.totals ?? {});
  showKafka(status.kafka ?? {}, now());
  showOutbox(status.outbox ?? {}, status.held_back);
  showLedger(status.ledger ?? {});
  setChangeable(Boolean(status.can_change));
  if (outlets) showOutlets(outlets, now(), Boolean(status.can_change), act);
  if (world.latest) {
    showArticles();
    showRejected();
  }
}

function takeStatus(status) {
  if (!Array.isArray(status.stages)) return; // not a status of this daemon's
  world.status = status;
  world.heardAt = new Date().toISOString();
  world.clockGap = Date.parse(status.now) - Date.now() || 0;
  if (world.startedAt && status.started_at !== world.startedAt) refreshLatest(true);
  world.startedAt = status.started_at;
  show();
}

async function refreshOutlets() {
  const began = Date.now();
  window.clearTimeout(world.outletsTimer);
  const answer = await ask('/api/outlets');
  window.clearTimeout(world.outletsTimer);
  world.outletsTimer = window.setTimeout(refreshOutlets, Math.max(OUTLETS_EVERY_MS, 4 * (Date.now() - began)));
  if (answer.ok && Array.isArray(answer.body)) {
    world.outlets = answer.body.map(asAgreed);
    show();
  }
}

async function refreshLatest(anew = false) {
  const answer = await ask('/api/latest');
  if (!answer.ok) return;
  const fresh = takeArticles(answer.body.articles || []);
  if (world.latest) tellNews(fresh);
  (anew ? replaceRejected : takeRejected)(answer.body.rejected || []);
  world.latest = true;
  show();
}

function switches() {
  byId('language').addEventListener('click', () => {
    setLanguage(currentLanguage() === 'ar' ? 'en' : 'ar');
    remember('rawi.language', currentLanguage());
    showWords();
    show();
  });
  byId('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const next = THEMES[(THEMES.indexOf(root.dataset.theme || 'auto') + 1) % THEMES.length];
    if (next === 'auto') delete root.dataset.theme;
    else root.dataset.theme = next;
    remember('rawi.theme', next);
    showWords();
  });
  new ResizeObserver(() => {
    if (world.status) drawRiver(world.status);
  }).observe(byId('flow'));
}

showWords();
show();
switches();
onActions(refreshOutlets);
onHold();
onSeen();
onFilter(show);
refreshOutlets();
new Stream({
  state(name) {
    world.connection = name;
    show();
  },
  opened() {
    refreshLatest();
    refreshOutlets();
  },
  status: takeStatus,
  article(article) {
    tellNews(takeArticles([article]));
    world.latest = true;
    showArticles();
  },
  rejected(page) {
    takeRejected([page]);
    showRejected();
  },
});
