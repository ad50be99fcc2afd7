// How words, numbers, durations and times are said in the language of the page. Figures are Western digits in Arabic too.
import { COUNTED, REASONS, WORDS } from './words.js';

const LOCALES = { ar: 'ar-u-nu-latn', en: 'en-GB' };
const BYTES = { ar: ['بايت', 'كيلوبايت', 'ميغابايت', 'غيغابايت', 'تيرابايت'], en: ['B', 'KiB', 'MiB', 'GiB', 'TiB'] };
const NONE = '—';

let language = document.documentElement.lang === 'ar' ? 'ar' : 'en';
let tools = toolsOf(language);

function toolsOf(name) {
  const locale = LOCALES[name];
  return {
    whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    fine: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }),
    time: Object.fromEntries(['millisecond', 'second', 'minute', 'hour', 'day'].map((unit) => [unit, new Intl.NumberFormat(locale,
      { style: 'unit', unit, unitDisplay: name === 'ar' && unit !== 'millisecond' ? 'long' : 'short', maximumFractionDigits: 1 })])),
    plural: new Intl.PluralRules(locale),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: name === 'ar' ? 'long' : 'short' }),
    clock: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    moment: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }),
  };
}

const column = () => (language === 'ar' ? 0 : 1);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

export const currentLanguage = () => language;

export function setLanguage(next) {
  language = next;
  document.documentElement.lang = next;
  document.documentElement.dir = next === 'ar' ? 'rtl' : 'ltr';
  tools = toolsOf(next);
}

export const known = (key) => Object.hasOwn(WORDS, key);
export const t = (key, values = {}) => (known(key) ? fill(WORDS[key][column()], values) : String(key));

// A word of the daemon's in the language of the page; one that the page does not know is shown as it is.
export const reasonWord = (reason) => (Object.hasOwn(REASONS, reason) ? REASONS[reason][column()] : String(reason || NONE).replace(/^http_/, 'HTTP ').replaceAll('_', ' '));

// "3 articles": Arabic has six forms (CLDR plural categories), and says none, one and two without a figure.
export function counted(key, n) {
  const forms = COUNTED[key][column()];
  const form = n === 0 && forms.zero ? 'zero' : tools.plural.select(n);
  return fill(forms[form] || forms.other, { n: number(n) });
}

export const number = (value) => (isNumber(value) ? tools.whole.format(value) : NONE);
export const percent = (value) => (isNumber(value) ? tools.percent.format(value) : NONE);

export function bytes(value) {
  if (!isNumber(value)) return NONE;
  let step = 0;
  for (; value >= 1024 && step < 4; ++step) value /= 1024;
  return `${(step === 0 || value >= 100 ? tools.whole : tools.fine).format(value)} ${BYTES[language][step]}`;
}

export function milliseconds(value) {
  if (!isNumber(value)) return NONE;
  return value >= 1000 ? seconds(value / 1000) : tools.time.millisecond.format(value < 10 ? value : Math.round(value));
}

// "45 sec", "12 min", "3 hr 20 min", "4 days 2 hr"
export function seconds(value) {
  if (!isNumber(value)) return NONE;
  const said = (unit, n) => tools.time[unit].format(n);
  if (value < 90) return said('second', value < 10 ? value : Math.round(value));
  const minutes = Math.floor(value / 60);
  if (minutes < 90) return said('minute', minutes);
  const hours = Math.floor(minutes / 60);
  const [big, small] = hours < 48 ? [['hour', hours], ['minute', minutes % 60]] : [['day', Math.floor(hours / 24)], ['hour', hours % 24]];
  return small[1] ? `${said(...big)} ${said(...small)}` : said(...big);
}

export function ago(secondsPast) {
  if (!isNumber(secondsPast)) return t('never');
  const past = Math.abs(secondsPast) >= 5400 ? (Math.abs(secondsPast) >= 172800 ? [86400, 'day'] : [3600, 'hour']) : Math.abs(secondsPast) >= 60 ? [60, 'minute'] : [1, 'second'];
  return tools.relative.format(-Math.round(secondsPast / past[0]), past[1]);
}

const date = (text) => {
  const at = text ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
};
export const clock = (text) => (date(text) ? tools.clock.format(date(text)) : NONE);
export const moment = (text) => (date(text) ? tools.moment.format(date(text)) : NONE);
export const since = (text, now) => (date(text) ? (now - date(text).getTime()) / 1000 : null);
