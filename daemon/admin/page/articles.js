// The latest articles, newest first, as Kafka commits them.
import { bdi, byId, empty, h, keyed, outside, plain, setText } from './dom.js';
import { clock, counted, known, moment, t } from './speech.js';

const KEPT = 50;
const NEWS_EVERY_MS = 4000; // a screen reader is told no more often than this
const MARKS = { revised: 'revised_now', duplicate: 'told_before' };

let articles = [];
let held = null; // what is shown while the list is held still
let untold = [];
let lastTold = 0;
let tellLater = 0;

const keyOf = (article) => `${article.id} ${article.committed_at}`;
const when = (article) => String(article.committed_at || article.recorded_at || '');

// Takes what came; returns how many of them are new here.
export function takeArticles(list) {
  const seen = new Set(articles.map(keyOf));
  const fresh = list.filter((article) => article?.id && !seen.has(keyOf(article)) && seen.add(keyOf(article)));
  if (fresh.length) articles = [...fresh, ...articles].sort((a, b) => when(b).localeCompare(when(a))).slice(0, KEPT);
  return fresh;
}

export const newestCommit = () => (articles.length ? when(articles[0]) : null);

function makeItem(article) {
  const title = plain(article.title, 300) || t('untitled');
  const mark = MARKS[article.outcome];
  const how = known(`extractor_${article.extractor}`) ? t(`extractor_${article.extractor}`) : plain(article.extractor, 30);
  return h('li', { class: 'article', 'data-outcome': article.outcome },
    h('time', { datetime: article.committed_at, title: moment(article.committed_at) }, clock(article.committed_at)),
    h('div', {},
      h('p', { class: 'title', dir: 'auto' }, outside(article.url, title, { class: 'title-link' })),
      h('p', { class: 'quiet by' }, bdi(article.outlet_name || article.outlet), mark ? h('span', { class: 'badge' }, t(mark)) : null, how ? h('span', { class: 'how' }, how) : null)));
}

export function showArticles() {
  const place = byId('latest-body');
  const shown = held || articles;
  const button = byId('hold');
  button.hidden = articles.length === 0;
  button.setAttribute('aria-pressed', String(held !== null));
  const missed = held ? articles.filter((article) => !held.includes(article)).length : 0;
  setText(button, held ? t('unhold', { n: missed }) : t('hold'));
  if (!shown.length) {
    if (place.dataset.shown !== document.documentElement.lang) place.replaceChildren(empty(t('no_articles'), t('no_articles_hint')));
    place.dataset.shown = document.documentElement.lang;
    return;
  }
  let list = place.querySelector('ol');
  const language = document.documentElement.lang;
  if (!list || list.lang !== language) {
    list = h('ol', { class: 'articles', lang: language, 'aria-labelledby': 'latest-title' });
    place.replaceChildren(list);
    delete place.dataset.shown;
  }
  const wasEmpty = list.childElementCount === 0;
  const fresh = keyed(list, shown, keyOf, makeItem);
  if (!wasEmpty) fresh.forEach((item) => item.classList.add('new'));
}

// Says politely what is new; several within a few seconds are told as a number.
export function tellNews(fresh) {
  if (held) return;
  untold.push(...fresh);
  const wait = lastTold + NEWS_EVERY_MS - Date.now();
  if (tellLater || !untold.length) return;
  tellLater = window.setTimeout(() => {
    const [only] = untold;
    const text = untold.length === 1 ? t('news_one', { outlet: plain(only.outlet_name || only.outlet, 80), title: plain(only.title, 160) || t('untitled') }) : counted('fresh_article', untold.length);
    setText(byId('news'), text);
    untold = [];
    lastTold = Date.now();
    tellLater = 0;
  }, Math.max(0, wait));
}

export function onHold() {
  byId('hold').addEventListener('click', () => {
    held = held ? null : articles;
    showArticles();
  });
}
