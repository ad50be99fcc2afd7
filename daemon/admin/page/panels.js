// The sentence at the top, and the panels of Kafka, outbox and ledger.
import { byId, facts, h, keyed, plain, setText } from './dom.js';
import { ago, bytes, clock, counted, known, milliseconds, moment, number, percent, seconds, since, t } from './speech.js';

const KAFKA_MOOD = { ready: 'well', connecting: 'idle', stopped: 'idle' };
const TOTALS = ['published', 'revised', 'duplicate', 'unchanged', 'rejected', 'gone', 'retry'];
const sum = (list) => (list || []).reduce((total, n) => total + n, 0);

function badge(element, mood, text) {
  element.dataset.mood = mood;
  setText(element, text);
}

const stopped = (status) => (status.reasons || []).filter((reason) => reason.code !== 'held_back' || !status.held_back);

function headline(status, outlets, looks) {
  if ((status.reasons || []).some((reason) => reason.code === 'starting')) return ['idle', t('headline_starting')];
  if (!status.ready && stopped(status).length) return ['bad', t('headline_trouble')];
  if (status.held_back) return ['warn', t('headline_held')];
  if (!status.ready) return ['bad', t('headline_trouble')];
  if (outlets && !outlets.length) return ['idle', t('headline_none')];
  if (looks > 0) return ['look', t('headline_drift', { outlets: counted('outlet_in', looks) })];
  return ['well', t('headline_well')];
}

export function showSummary(status, outlets, looks, lastArticleSeconds) {
  const [mood, text] = headline(status, outlets, looks);
  const title = byId('headline');
  setText(title, text);
  title.dataset.mood = mood;
  document.title = mood === 'bad' || mood === 'warn' ? `⚠ ${t('page_title')}: ${text}` : t('page_title'); // seen on the tab
  const hour = sum(status.stages?.find((stage) => stage.name === 'publish')?.per_minute);
  const parts = [t('running', { time: seconds(status.uptime_seconds) }), outlets ? counted('outlet', outlets.length) : '', t('sub_hour', { articles: counted('record', hour) })];
  if (lastArticleSeconds !== null) parts.push(t('sub_fresh', { time: ago(lastArticleSeconds) }));
  setText(byId('subline'), parts.filter(Boolean).join(' · '));
  const alarms = stopped(status).map((reason) => ({ code: reason.code, detail: reason.detail }));
  if (status.held_back) alarms.push({ code: 'held_back', detail: status.held_back });
  keyed(byId('alarms'), alarms, (alarm) => `${alarm.code} ${document.documentElement.lang}`, () => h('li', {}, h('strong'), h('bdi', { dir: 'auto' })), (item, alarm) => {
    setText(item.firstChild, known(`code_${alarm.code}`) ? t(`code_${alarm.code}`) : plain(alarm.code, 60));
    setText(item.lastChild, plain(alarm.detail, 300));
  });
  setText(byId('instance'), plain(status.instance, 60));
  setText(byId('version'), `Rawi ${plain(status.version, 40)}`);
}

export function showTotals(totals) {
  const pairs = TOTALS.map((name) => [t(name === 'rejected' ? 'rejected_one' : name), number(totals[name] ?? 0)]);
  facts(byId('totals'), pairs);
}

export function showKafka(kafka, now) {
  const word = `kafka_${kafka.state}`;
  badge(byId('kafka-state'), KAFKA_MOOD[kafka.state] || 'bad', known(word) ? t(word) : plain(kafka.state, 40));
  facts(byId('kafka-facts'), [
    kafka.reason ? [t('reason'), h('bdi', { dir: 'auto' }, plain(kafka.reason, 300)), 'warn'] : null,
    [t('brokers'), h('bdi', { dir: 'ltr' }, plain(kafka.bootstrap_servers, 200) || '—')],
    [t('since'), h('time', { datetime: kafka.since, title: moment(kafka.since) }, ago(since(kafka.since, now)))],
    [t('last_commit'), kafka.last_commit_at ? `${ago(since(kafka.last_commit_at, now))} · ${milliseconds(kafka.last_commit_ms)}` : t('never')],
    [t('records'), `${number(kafka.records)} · ${bytes(kafka.bytes)}`],
    [t('commits'), number(kafka.commits)],
    kafka.aborted > 0 ? [t('aborted'), number(kafka.aborted)] : null,
    kafka.reconnects > 0 ? [t('reconnects'), number(kafka.reconnects)] : null,
    kafka.diverted > 0 ? [t('diverted'), number(kafka.diverted), 'warn'] : null]);
}

export function showOutbox(outbox, heldBack) {
  const share = Math.max((outbox.records || 0) / (outbox.limit_records || Infinity), (outbox.bytes || 0) / (outbox.limit_bytes || Infinity));
  const mood = share >= 1 || heldBack ? 'bad' : share >= 0.5 ? 'warn' : 'well';
  badge(byId('outbox-state'), mood, t(share >= 1 ? 'outbox_full' : share >= 0.5 ? 'outbox_filling' : outbox.records ? 'outbox_ok' : 'outbox_idle'));
  const tank = byId('outbox-tank');
  if (!tank.firstChild) tank.append(h('div', { class: 'level' }));
  tank.dataset.mood = mood;
  tank.setAttribute('role', 'img');
  tank.setAttribute('aria-label', t('of_limit', { n: percent(Math.min(1, share)), limit: t('limit') }));
  tank.firstChild.style.inlineSize = `${Math.min(100, share * 100).toFixed(2)}%`;
  facts(byId('outbox-facts'), [
    [t('records'), t('of_limit', { n: number(outbox.records), limit: number(outbox.limit_records) })],
    [t('size'), t('of_limit', { n: bytes(outbox.bytes), limit: bytes(outbox.limit_bytes) })],
    [t('oldest'), outbox.records ? seconds(outbox.oldest_seconds) : '—', outbox.oldest_seconds > 60 ? 'warn' : ''],
    [t('dead'), number(outbox.dead), outbox.dead > 0 ? 'warn' : '']]);
}

export function showLedger(ledger) {
  badge(byId('ledger-state'), ledger.trouble ? 'bad' : 'well', t(ledger.trouble ? 'trouble' : 'ok'));
  facts(byId('ledger-facts'), [
    ledger.trouble ? [t('reason'), h('bdi', { dir: 'auto' }, plain(ledger.trouble, 300)), 'warn'] : null,
    [t('file'), h('bdi', { dir: 'ltr' }, plain(ledger.path, 200) || '—')],
    [t('size'), bytes(ledger.bytes)],
    [t('write_ahead'), bytes(ledger.wal_bytes)],
    [t('commits'), number(ledger.commits)],
    [t('last_commit'), typeof ledger.last_commit_ms === 'number' ? `${milliseconds(ledger.last_commit_ms)} · ${t('slowest')} ${milliseconds(ledger.max_commit_ms)}` : t('never')]]);
}

export function showConnection(state, heardAt) {
  byId('link-state').dataset.state = state;
  setText(byId('link-text'), t(state) + (state === 'lost' && heardAt ? ` · ${t('as_of', { time: clock(heardAt) })}` : ''));
}

export function showSilence() {
  setText(byId('headline'), t('headline_dead'));
  byId('headline').dataset.mood = 'bad';
  document.title = `⚠ ${t('page_title')}: ${t('headline_dead')}`;
  setText(byId('subline'), t('headline_dead_hint'));
}
