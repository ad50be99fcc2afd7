// The flow as a picture: one stream through the six stages. It is as wide at a stage as work waits there (logarithm of the depth),
// the darker water within is what is in hand, dots drift where something moves, and a gate stands where the flow is held back.
import { byId, h, keyed, s, setText } from './dom.js';
import { milliseconds, number, t } from './speech.js';

export const STAGES = ['discover', 'fetch', 'read', 'judge', 'record', 'publish'];
const LEAVES = { fetch: ['retry', 'gone'], read: ['rejected'], judge: ['unchanged'] }; // which outcomes leave the stream where
const NARROW = 3; // half width in px where nothing waits
const WORD = { rejected: 'rejected_one' };

const half = (count, room) => NARROW + Math.min(1, Math.log10(1 + Math.max(0, count)) / 3.5) * (room - NARROW);
const lastWhole = (list) => (list && list.length > 1 ? Math.max(list[list.length - 2], list[list.length - 1]) : 0);

// A smooth outline around points {at, wide} on a straight middle line; `put(along, across)` turns it upright on a phone.
function outline(points, put) {
  const side = (list, sign) => list.map((point, i) => {
    if (i === 0) return put(point.at, sign * point.wide);
    const from = list[i - 1];
    const middle = (from.at + point.at) / 2;
    return `C${put(middle, sign * from.wide)} ${put(middle, sign * point.wide)} ${put(point.at, sign * point.wide)}`;
  });
  const there = side(points, -1);
  const back = side([...points].reverse(), 1);
  return `M${there.join(' ')} L${back.join(' ')} Z`;
}

// The middles of the stages along the stream, and swellings between them at channel width.
function swellings(middles, counts, length, room) {
  const points = [{ at: 0, wide: NARROW }];
  middles.forEach((at, i) => {
    if (i > 0) points.push({ at: (middles[i - 1] + at) / 2, wide: NARROW });
    points.push({ at, wide: half(counts[i], room) });
  });
  points.push({ at: length, wide: NARROW });
  return points;
}

function geometry() {
  const frame = byId('flow').getBoundingClientRect();
  const slots = [...byId('stages').children].map((stage) => stage.querySelector('.slot').getBoundingClientRect());
  const upright = slots.length > 1 && Math.abs(slots[1].top - slots[0].top) > 4;
  const flipped = document.documentElement.dir === 'rtl';
  const across = upright ? slots[0].left + slots[0].width / 2 - frame.left : slots[0].top + slots[0].height / 2 - frame.top;
  const length = upright ? frame.height : frame.width;
  const middles = slots.map((slot) => (upright ? slot.top + slot.height / 2 - frame.top : flipped ? frame.right - (slot.left + slot.width / 2) : slot.left + slot.width / 2 - frame.left));
  const put = (along, aside) => {
    const x = upright ? across + aside : flipped ? frame.width - along : along;
    const y = upright ? along : across + aside;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  return { frame, middles, length, put, room: (upright ? slots[0].width : slots[0].height) / 2 };
}

function gateAt(stages, status) {
  const kafkaDown = status.kafka && ['away', 'stalled', 'fenced', 'failed'].includes(status.kafka.state);
  const gates = [];
  if (status.held_back) gates.push(0.5); // between discovery and fetching
  if (kafkaDown) gates.push(4.5); // before publishing
  return gates;
}

export function drawRiver(status) {
  const svg = byId('river');
  const stages = STAGES.map((name) => (status.stages || []).find((stage) => stage.name === name) || { name });
  const { frame, middles, length, put, room } = geometry();
  if (frame.width === 0) return;
  svg.setAttribute('viewBox', `0 0 ${frame.width.toFixed(0)} ${frame.height.toFixed(0)}`);
  const waits = stages.map((stage) => (stage.waiting || 0) + (stage.in_progress || 0));
  const busy = stages.map((stage) => stage.in_progress || 0);
  const moving = stages.some((stage) => stage.in_progress > 0 || lastWhole(stage.per_minute) > 0);
  const middleLine = `M${put(0, 0)} L${put(length, 0)}`;
  const gates = gateAt(stages, status).map((place) => {
    const at = (middles[Math.floor(place)] + middles[Math.ceil(place)]) / 2;
    const reach = Math.min(room, 22);
    return s('path', { class: 'gate', d: `M${put(at, -reach)} L${put(at, reach)}` });
  });
  const pearls = stages.map((stage, i) => {
    const [x, y] = put(middles[i], 0).split(',');
    return s('circle', { class: 'pearl', cx: x, cy: y, r: 3 });
  });
  const existing = svg.querySelector('.drift');
  const drift = existing || s('path', { class: 'drift' });
  drift.setAttribute('d', middleLine);
  drift.setAttribute('class', moving ? 'drift moving' : 'drift');
  svg.replaceChildren(
    s('path', { class: 'water', d: outline(swellings(middles, waits, length, room), put) }),
    s('path', { class: 'depth', d: outline(swellings(middles, busy, length, room), put) }),
    drift, ...pearls, ...gates);
  svg.dataset.moving = String(moving);
}

function makeStage(stage) {
  const part = (name) => h('span', { class: name });
  return h('li', { class: 'stage', 'data-stage': stage.name },
    h('h3', {}), h('div', { class: 'slot', 'aria-hidden': 'true' }),
    h('p', { class: 'depth-figure' }, part('figure'), part('unit')), h('p', { class: 'pace quiet' }, part('rate'), part('busy')),
    h('p', { class: 'speed quiet' }), h('p', { class: 'leaves' }));
}

function updateStage(element, stage, totals) {
  const set = (selector, text) => setText(element.querySelector(selector), text);
  set('h3', t(stage.name));
  set('.figure', number(stage.waiting ?? 0));
  set('.unit', t('stage_waiting'));
  set('.rate', t('stage_rate', { n: number(lastWhole(stage.per_minute)) }));
  set('.busy', stage.in_progress > 0 ? t('stage_busy', { n: number(stage.in_progress) }) : '');
  set('.speed', typeof stage.p50_ms === 'number' ? t('stage_time', { p50: milliseconds(stage.p50_ms), p99: milliseconds(stage.p99_ms) }) : '');
  const leaves = (LEAVES[stage.name] || []).filter((outcome) => totals[outcome] > 0);
  set('.leaves', leaves.map((outcome) => `${t(WORD[outcome] || outcome)} ${number(totals[outcome])}`).join(' · '));
  element.dataset.busy = String((stage.waiting || 0) + (stage.in_progress || 0) > 0);
}

export function showFlow(status) {
  const stages = STAGES.map((name) => (status.stages || []).find((stage) => stage.name === name) || { name });
  keyed(byId('stages'), stages, (stage) => stage.name, makeStage, (element, stage) => updateStage(element, stage, status.totals || {}));
  drawRiver(status);
}
