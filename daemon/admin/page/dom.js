// The only place where elements are made. Data goes in as text and nowhere else: nothing here parses markup.
const SVG = 'http://www.w3.org/2000/svg';
const LONGEST = 400; // characters of one text; what is longer is cut with an ellipsis
// Control characters, and the marks that turn text around (UAX 9): what they hide is made visible instead.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

// A text from outside, fit to be shown.
export function plain(text, longest = LONGEST) {
  const whole = String(text ?? '');
  const cut = whole.length > longest ? whole.slice(0, longest).replace(/[\ud800-\udbff]$/, '') + '…' : whole;
  return cut.replace(UNSEEN, '\ufffd');
}

// An address as a person reads it: Arabic letters instead of their percent codes.
export function readable(url, longest) {
  try {
    return plain(decodeURI(String(url ?? '')), longest);
  } catch {
    return plain(url, longest); // not percent-encoded UTF-8
  }
}

// h('p', {class: 'x'}, 'text', child): attributes with null or false are left out; on… are listeners.
export function h(name, attributes = {}, ...children) {
  return grow(document.createElement(name), attributes, children);
}

export function s(name, attributes = {}, ...children) {
  return grow(document.createElementNS(SVG, name), attributes, children);
}

function grow(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// A name or title from outside: set apart from the direction of what is around it.
export const bdi = (text, attributes = {}) => h('bdi', { dir: 'auto', ...attributes }, plain(text));

// A link only where it is one of the web; anything else ("javascript:", "data:") is shown as text.
export function outside(url, label, attributes = {}) {
  let address = null;
  try {
    address = new URL(String(url));
  } catch {
    address = null;
  }
  if (!address || !/^https?:$/.test(address.protocol)) return h('span', attributes, label);
  return h('a', { href: address.href, target: '_blank', rel: 'noopener noreferrer nofollow', ...attributes }, label);
}

// Makes the children of `parent` those of `items`, in order: what is there already is changed in place and keeps focus.
// Returns the elements that are new.
export function keyed(parent, items, keyOf, make, update) {
  const there = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const fresh = [];
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let element = there.get(key);
    if (!element) {
      element = make(item);
      element.dataset.key = key;
      fresh.push(element);
    }
    there.delete(key);
    if (update) update(element, item);
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const element of there.values()) element.remove();
  return fresh;
}

// <dl> content: pairs of term and value (text or element).
export function facts(list, pairs) {
  keyed(list, pairs.filter(Boolean), (pair) => pair[0], () => h('div', {}, h('dt'), h('dd')), (row, [term, value, mood]) => {
    setText(row.firstChild, term);
    if (value instanceof Node) row.lastChild.replaceChildren(value);
    else setText(row.lastChild, String(value));
    row.dataset.mood = mood || '';
  });
}

export const empty = (title, hint) => h('div', { class: 'empty' }, h('p', {}, title), hint ? h('p', { class: 'quiet' }, hint) : null);
