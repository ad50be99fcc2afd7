// The table of outlets: freshness, the last day as bars, drift, and the button that pauses or resumes.
import { bdi, byId, empty, h, keyed, outside, plain, readable, s, setText } from './dom.js';
import { ago, known, number, percent, reasonWord, since, t } from './speech.js';

const FEW = 8; // fewer outlets than this are seen at a glance: nothing to search
const MOST_ROWS = 300; // more are found by the search field
const DAY_HOURS = 24;
const ROOM = { wide: 4, gap: 1, high: 22 };

const open = new Set(); // outlets whose sources are unfolded
let sought = '';
let onlyLooks = false;

const sum = (list) => (list || []).reduce((total, n) => total + n, 0);
const hasTrouble = (source) => Boolean(source.error);
const matches = (outlet) => (!onlyLooks || needsLook(outlet)) && (!sought || `${outlet.id} ${outlet.name} ${outlet.home}`.toLocaleLowerCase().includes(sought));
const condition = (outlet) => {
  if (outlet.paused) return [{ mood: 'paused', word: t('paused'), detail: '' }];
  const drift = (outlet.drift || []).map((one) => ({ mood: 'warn', word: known(one.kind) ? t(one.kind) : plain(one.kind, 40), detail: one.detail }));
  const failing = (outlet.sources || []).filter(hasTrouble);
  if (failing.length && !drift.length) drift.push({ mood: 'warn', word: t('source_trouble'), detail: failing[0].error });
  if (drift.length) return drift;
  const read = (outlet.sources || []).some((source) => source.last_read_at);
  return read || outlet.last_article_at ? [{ mood: 'well', word: t('well'), detail: '' }] : [{ mood: 'idle', word: t('not_read_yet'), detail: '' }];
};

export const needsLook = (outlet) => !outlet.paused && condition(outlet).some((one) => one.mood === 'warn');

// A bar for each hour; the running hour is the last and stands at the reading direction's end.
function spark(counts) {
  const hours = (counts || []).slice(-DAY_HOURS);
  const most = Math.max(1, ...hours);
  const width = DAY_HOURS * (ROOM.wide + ROOM.gap);
  const bars = hours.map((n, i) => {
    const high = n > 0 ? Math.max(2, (n / most) * ROOM.high) : 1;
    return s('rect', { x: i * (ROOM.wide + ROOM.gap), y: ROOM.high - high, width: ROOM.wide, height: high, rx: 0.5, class: n === 0 ? 'none' : i === hours.length - 1 ? 'now' : 'bar' });
  });
  const label = t('spark', { sum: number(sum(hours)), max: number(Math.max(0, ...hours)) });
  return s('svg', { class: 'spark', viewBox: `0 0 ${width} ${ROOM.high}`, role: 'img', 'aria-label': label }, ...bars);
}

function sourceLine(source, now) {
  const kind = known(`source_${source.kind}`) ? t(`source_${source.kind}`) : plain(source.kind, 20);
  const result = source.error ? plain(source.error, 200) : source.result ? (known(source.result) ? t(source.result) : reasonWord(plain(source.result, 40))) : t('not_read_yet');
  const facts = [source.found ? t('source_found') : '', source.last_read_at ? t('source_read', { time: ago(since(source.last_read_at, now)) }) : '',
    source.last_read_at ? t('source_links', { fresh: number(source.fresh), links: number(source.links) }) : '',
    source.next_read_at ? t('source_next', { time: ago(since(source.next_read_at, now)) }) : ''].filter(Boolean);
  return h('li', { 'data-mood': source.error ? 'warn' : '' }, h('span', { class: 'badge' }, kind), h('bdi', { dir: 'ltr', class: 'address' }, outside(source.url, readable(source.url, 160))),
    h('span', { class: 'result' }, result), h('span', { class: 'quiet' }, facts.join(' · ')));
}

function makeRow(outlet, act) {
  const unfold = h('button', { type: 'button', class: 'unfold', 'aria-expanded': 'false', onclick: () => {
    if (!open.delete(outlet.id)) open.add(outlet.id);
    update(body, body.outlet, body.now);
  } }, h('span', { class: 'turn', 'aria-hidden': 'true' }));
  const cell = (name, label) => h('td', { class: name, 'data-label': label });
  const body = h('tbody', {},
    h('tr', {},
      h('th', { scope: 'row', class: 'name' }, h('div', { class: 'named' }, unfold, h('div', { class: 'names' }))),
      cell('fresh'), cell('day'), cell('n queue'), cell('n articles'), cell('n refused'), cell('n rules'), cell('condition'),
      h('td', { class: 'act' }, h('button', { type: 'button', class: 'plain', onclick: () => act(body.outlet) }))),
    h('tr', { class: 'unfolded', hidden: true }, h('td', { colspan: '9' }, h('ul', { class: 'sources' }))));
  body.querySelector('.names').append(h('strong', {}, bdi(outlet.name || outlet.id)), h('span', { class: 'quiet', dir: 'ltr' }, outside(outlet.home, plain(outlet.id, 60))));
  return body;
}

// What is heavy to draw is drawn again only where it changed.
function remake(element, value, make) {
  const mark = JSON.stringify([value, document.documentElement.lang]);
  if (element.dataset.mark === mark) return;
  element.dataset.mark = mark;
  element.replaceChildren(...make());
}

function update(body, outlet, now, canChange = body.canChange) {
  Object.assign(body, { outlet, now, canChange });
  const at = (selector) => body.querySelector(selector);
  const name = plain(outlet.name || outlet.id, 120);
  const counts = outlet.outcomes || {};
  const states = condition(outlet);
  const label = (cell, text, key) => {
    setText(cell, text);
    cell.dataset.label = t(key);
  };
  label(at('.fresh'), outlet.last_article_at ? ago(since(outlet.last_article_at, now)) : t('never'), 'freshness');
  label(at('.queue'), number((outlet.waiting || 0) + (outlet.in_flight || 0)), 'waiting');
  label(at('.articles'), number((counts.published || 0) + (counts.revised || 0) + (counts.duplicate || 0)), 'accepted');
  label(at('.refused'), number(counts.rejected || 0), 'refused');
  label(at('.rules'), typeof outlet.fallback_ratio === 'number' ? percent(1 - outlet.fallback_ratio) : '—', 'by_rules');
  at('.day').dataset.label = t('last_day');
  remake(at('.day'), outlet.per_hour, () => [spark(outlet.per_hour), h('span', { class: 'sum' }, number(sum(outlet.per_hour)))]);
  at('td.condition').dataset.label = t('condition');
  remake(at('td.condition'), states, () => states.map((one) => h('span', { class: 'state', 'data-mood': one.mood }, h('span', { class: 'word' }, one.word), one.detail ? h('bdi', { class: 'detail', dir: 'auto' }, plain(one.detail, 160)) : null)));
  const button = at('.act button');
  setText(button, t(outlet.paused ? 'resume' : 'pause'));
  button.setAttribute('aria-label', t(outlet.paused ? 'resume_of' : 'pause_of', { name }));
  button.disabled = !canChange;
  const unfolded = open.has(outlet.id);
  at('.unfold').setAttribute('aria-expanded', String(unfolded));
  at('.unfold').setAttribute('aria-label', t('sources_of', { name }));
  at('.unfolded').hidden = !unfolded;
  if (unfolded) remake(at('.sources'), [outlet.sources, Math.floor(now / 5000)], () => (outlet.sources || []).map((source) => sourceLine(source, now)));
  body.dataset.mood = states[0].mood;
}

function heading() {
  const column = (key, name = '') => h('th', { scope: 'col', class: name }, t(key));
  return h('thead', {}, h('tr', {}, column('outlet'), column('freshness'), column('last_day'), column('waiting', 'n'), column('accepted', 'n'), column('refused', 'n'),
    column('by_rules', 'n'), column('condition'), h('th', { scope: 'col', class: 'act' }, h('span', { class: 'unseen' }, t('action')))));
}

export function showOutlets(outlets, now, canChange, act) {
  const place = byId('outlets-body');
  const filter = byId('outlets-filter');
  filter.hidden = outlets.length < FEW;
  const looks = outlets.filter(needsLook).length;
  const only = byId('outlets-only');
  only.hidden = outlets.length < FEW || (looks === 0 && !onlyLooks);
  only.setAttribute('aria-pressed', String(onlyLooks));
  setText(only, t('only_looks', { n: number(looks) }));
  filter.placeholder = t('outlets_filter');
  filter.setAttribute('aria-label', t('outlets_filter'));
  const shown = outlets.filter(matches);
  setText(byId('outlets-count'), outlets.length ? number(outlets.length) : '');
  if (!shown.length) {
    place.replaceChildren(outlets.length ? empty(t(onlyLooks && !sought ? 'no_looks' : 'no_match')) : empty(t('no_outlets'), t('no_outlets_hint')));
    return;
  }
  let table = place.querySelector('table');
  if (!table || table.lang !== document.documentElement.lang) {
    table = h('table', { lang: document.documentElement.lang, 'aria-labelledby': 'outlets-title' }, heading());
    place.replaceChildren(h('div', { class: 'scroll' }, table), h('p', { class: 'quiet more' }));
  }
  const head = table.tHead;
  head.remove(); // its place among the keyed bodies is not theirs to manage
  keyed(table, shown.slice(0, MOST_ROWS), (outlet) => outlet.id, (outlet) => makeRow(outlet, act), (body, outlet) => update(body, outlet, now, canChange));
  table.prepend(head);
  setText(place.querySelector('.more'), shown.length > MOST_ROWS ? t('more_outlets', { n: number(MOST_ROWS) }) : '');
}

export function onFilter(changed) {
  byId('outlets-filter').addEventListener('input', (event) => {
    sought = event.target.value.trim().toLocaleLowerCase();
    changed();
  });
  byId('outlets-only').addEventListener('click', () => {
    onlyLooks = !onlyLooks;
    changed();
  });
}
