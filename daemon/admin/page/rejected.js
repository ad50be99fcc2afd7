// Pages that were fetched and not published, why, and what the extractor saw of them.
import { ask } from './daemon.js';
import { bdi, byId, empty, facts, h, keyed, outside, plain, readable } from './dom.js';
import { bytes, clock, moment, number, reasonWord, t } from './speech.js';

const KEPT = 50;
let rejected = [];

// A number alone says little: a daemon that starts again counts anew.
const keyOf = (page) => `${page.id} ${page.at}`;

export function takeRejected(list) {
  const seen = new Set(rejected.map(keyOf));
  const fresh = list.filter((page) => page?.id && !seen.has(keyOf(page)) && seen.add(keyOf(page)));
  if (fresh.length) rejected = [...fresh, ...rejected].sort((a, b) => String(b.at).localeCompare(String(a.at))).slice(0, KEPT);
}

// After a restart the daemon counts anew: what it does not know any more is forgotten here too.
export function replaceRejected(list) {
  rejected = [];
  takeRejected(list);
}

function makeRow(page) {
  const title = plain(page.title, 200);
  const cell = (name, label, ...children) => h('td', { class: name, 'data-label': label }, ...children);
  const address = readable(page.url, 300);
  return h('tr', {},
    cell('when', t('when'), h('time', { datetime: page.at, title: moment(page.at) }, clock(page.at))),
    cell('outlet', t('outlet'), bdi(page.outlet_name || page.outlet)),
    cell('reason', t('reason'), h('span', { class: 'word' }, plain(reasonWord(page.reason), 60)), page.detail ? h('bdi', { dir: 'auto', class: 'detail quiet' }, plain(page.detail, 200)) : null),
    h('th', { scope: 'row', class: 'page', 'data-label': t('page') }, title ? h('p', {}, bdi(title)) : null, h('p', { class: 'quiet' }, h('bdi', { dir: 'ltr', class: 'address' }, outside(page.url, address)))),
    cell('act', t('see'), page.has_page
      ? h('a', { href: `/api/rejected/${encodeURIComponent(page.id)}`, 'aria-label': t('see_of', { title: title || address }), onclick: (event) => {
        event.preventDefault();
        showSeen(page);
      } }, t('see'))
      : h('span', { class: 'quiet' }, t('not_kept'))));
}

export function showRejected() {
  const place = byId('rejected-body');
  const language = document.documentElement.lang;
  if (!rejected.length) {
    if (place.dataset.shown !== language) place.replaceChildren(empty(t('no_rejected'), t('no_rejected_hint')));
    place.dataset.shown = language;
    return;
  }
  let table = place.querySelector('table');
  if (!table || table.lang !== language) {
    const column = (key) => h('th', { scope: 'col' }, t(key));
    table = h('table', { lang: language, 'aria-labelledby': 'rejected-title' }, h('thead', {}, h('tr', {}, column('when'), column('outlet'), column('reason'), column('page'), column('see'))), h('tbody', {}));
    place.replaceChildren(h('div', { class: 'scroll' }, table));
    delete place.dataset.shown;
  }
  keyed(table.tBodies[0], rejected, keyOf, makeRow);
}

function blocksOf(seen) {
  if (!seen.blocks?.length) return null;
  const block = (one) => h('li', { 'data-chosen': String(Boolean(one.chosen)), 'data-kind': one.kind },
    h('div', {}, h('span', { class: 'badge' }, t(one.chosen ? 'seen_chosen' : 'seen_left')), one.reason ? h('span', { class: 'quiet' }, plain(reasonWord(one.reason), 60)) : null), h('p', { dir: 'auto' }, plain(one.text, 2000)));
  return h('section', {}, h('h3', {}, `${t('seen_blocks')} (${number(seen.blocks.length)})`), h('ol', { class: 'blocks' }, ...seen.blocks.map(block)), seen.blocks_cut ? h('p', { class: 'quiet' }, t('seen_cut')) : null);
}

function fieldsOf(seen) {
  const row = (field) => h('tr', {}, h('th', { scope: 'row', dir: 'ltr' }, plain(field.name, 60)), h('td', {}, h('bdi', { dir: 'auto' }, plain(field.value, 600))), h('td', { class: 'quiet', dir: 'ltr' }, plain(field.from, 80)));
  return h('section', {}, h('h3', {}, t('seen_fields')), seen.fields?.length ? h('table', { class: 'fields' }, h('tbody', {}, ...seen.fields.map(row))) : h('p', { class: 'quiet' }, t('no_fields')));
}

function textOf(seen) {
  return h('details', {}, h('summary', {}, t('seen_text')), h('pre', { dir: 'auto' }, plain(seen.text, 70000) || '—'), seen.text_cut ? h('p', { class: 'quiet' }, t('seen_cut')) : null);
}

function seenParts(seen) {
  const list = h('dl', { class: 'facts' });
  const address = (url) => h('bdi', { dir: 'ltr', class: 'address' }, outside(url, readable(url, 300)));
  facts(list, [[t('reason'), `${reasonWord(plain(seen.reason, 60))}${seen.detail ? ` · ${plain(seen.detail, 300)}` : ''}`, 'warn'], [t('outlet'), bdi(seen.outlet_name || seen.outlet)],
    [t('seen_page'), address(seen.url)], seen.fetched_url && seen.fetched_url !== seen.url ? [t('seen_fetched'), address(seen.fetched_url)] : null,
    [t('seen_http'), h('bdi', { dir: 'ltr' }, `${plain(seen.status, 8)} · ${plain(seen.content_type, 80) || '—'}`)],
    [t('seen_charset'), h('bdi', { dir: 'ltr' }, plain(seen.charset, 40) || '—')], [t('size'), bytes(seen.bytes)]]);
  return [seen.title ? h('p', { class: 'seen-headline', dir: 'auto' }, plain(seen.title)) : null, list, fieldsOf(seen), blocksOf(seen), textOf(seen)].filter(Boolean);
}

async function showSeen(page) {
  const body = byId('seen-body');
  body.replaceChildren(h('p', { class: 'quiet' }, t('seen_wait')));
  byId('seen-dialog').showModal();
  const answer = await ask(`/api/rejected/${encodeURIComponent(page.id)}`);
  if (answer.ok) body.replaceChildren(...seenParts(answer.body));
  else body.replaceChildren(h('p', { class: 'error' }, answer.status === 404 ? t('seen_none') : t('failed', { why: plain(answer.why) || t('unreachable') })));
  body.scrollTop = 0;
}

export function onSeen() {
  byId('seen-close').addEventListener('click', () => byId('seen-dialog').close());
}
