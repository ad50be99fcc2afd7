// What changes something: pause, resume, reload. The token is asked for once and lives in this module's memory only.
import { ask } from './daemon.js';
import { byId, plain, setText } from './dom.js';
import { t } from './speech.js';

const TOAST_MS = 9000;
let token = '';
let toastTimer = 0;
let changeable = true;

export function say(text, mood = '') {
  const toast = byId('toast');
  toast.dataset.mood = mood;
  toast.hidden = false;
  setText(toast, '');
  window.requestAnimationFrame(() => setText(toast, text)); // a screen reader tells a change of what is there, not what appears with it
  window.clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => {
    toast.hidden = true;
  }, TOAST_MS);
}

// Resolves with the token that was typed, or null where the dialog was left.
function askToken(error) {
  const dialog = byId('token-dialog');
  const field = byId('token');
  setText(byId('token-error'), error);
  field.value = '';
  field.setAttribute('aria-invalid', String(Boolean(error)));
  dialog.returnValue = '';
  dialog.showModal();
  field.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const typed = dialog.returnValue === 'go' ? field.value.trim() : '';
      field.value = '';
      resolve(typed || null);
    }, { once: true });
  });
}

async function post(path) {
  let error = '';
  for (;;) {
    if (!token) token = (await askToken(error)) || '';
    if (!token) return null;
    // A header cannot carry anything but visible ASCII; such a token is wrong without asking.
    const answer = /^[\x21-\x7e]+$/.test(token) ? await ask(path, { method: 'POST', headers: { Authorization: `Bearer ${token}` } }) : { ok: false, status: 401 };
    if (answer.status !== 401) return answer;
    token = '';
    error = t('token_wrong');
  }
}

const whyNot = (answer) => t('failed', { why: plain(answer.why, 300) || t('unreachable') });

function reloadResult(answer) {
  const told = answer.body;
  if (answer.status === 422 && told) return say(t('reload_refused', { why: (told.problems || []).map((one) => plain(one, 300)).join(' · ') }), 'warn');
  if (!answer.ok) return say(whyNot(answer), 'warn');
  const outlets = told.outlets || {};
  const list = (sign, names) => (names || []).map((name) => `${sign}${plain(name, 60)}`);
  const what = [...(told.changed || []).map((key) => plain(key, 80)), ...list('+', outlets.added), ...list('~', outlets.changed), ...list('−', outlets.removed)];
  if (told.restart_needed?.length) what.push(t('reload_restart', { keys: told.restart_needed.map((key) => plain(key, 80)).join(', ') }));
  return say(t('done_reload', { what: what.join(', ') || t('reload_same') }), told.restart_needed?.length ? 'warn' : 'well');
}

export function setChangeable(can) {
  changeable = can;
  byId('reload').title = can ? '' : t('no_token');
  byId('reload').setAttribute('aria-disabled', String(!can));
}

export async function pauseOrResume(outlet, changed) {
  const verb = outlet.paused ? 'resume' : 'pause';
  const answer = await post(`/api/outlets/${encodeURIComponent(outlet.id)}/${verb}`);
  if (!answer) return;
  if (answer.ok) {
    outlet.paused = !outlet.paused;
    say(t(`done_${verb}`, { name: plain(outlet.name || outlet.id, 80) }), 'well');
    changed();
  } else {
    say(whyNot(answer), 'warn');
  }
}

export function onActions(changed) {
  const dialog = byId('token-dialog');
  byId('token-form').addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close('go');
  });
  byId('token-cancel').addEventListener('click', () => dialog.close(''));
  byId('reload').addEventListener('click', async () => {
    if (!changeable) return say(t('no_token'), 'warn');
    const answer = await post('/api/reload');
    if (!answer) return undefined;
    reloadResult(answer);
    return changed();
  });
}
