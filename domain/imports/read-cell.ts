import { normaliseEmail, normalisePhone } from '../customers/address';
import { countryCode } from '../customers/country';
import { MAX_CENTS } from '../events/commerce';
import type { JsonObject } from '../events/event';
import { parseInstant } from '../events/timestamp';
import { problemInside } from '../events/validate-event';
import { fractionDigits } from '../shared/money';
import { instantInZone, isZone } from '../shared/zone';
import type { REASONS_BY_HAND } from '../suppressions/suppression';
import type { ImportField } from './kinds';

/** What reading depends on beside the text: the workspace's currency, and the zone of times that name none. */
export type CellSetting = { currency: string; timezone: string };

/** Money is in minor units of the workspace's currency. */
export type CellValue = string | number | Date | JsonObject;

/** `problem` says why a cell cannot be read; `note` what is odd about one that can. An empty cell is the value null. */
export type CellReading = { value: CellValue | null; problem: string | null; note: string | null };

const EMPTY: CellReading = { value: null, problem: null, note: null };
/** What exports write where there is nothing. */
const NOTHING = new Set(['null', 'n/a', '#n/a', 'nan', '-']);
const MAX_TEXT = 2_000;
const MAX_ID = 255;
const POINT = /^[+-]?(?:\d{1,3}(?:[, '’\u00a0\u202f]\d{3})+|\d+)?(?:\.\d+)?$/;
const COMMA = /^[+-]?(?:\d{1,3}(?:[. '’\u00a0\u202f]\d{3})+|\d+)?(?:,\d+)?$/;
const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})(?:,?[ T]+(.+))?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?(am|pm))?(?: uhr)?$/i;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(.+))?$/;

/** What a cell says when its column is used for `field` and written in `format`. */
export function readCell(
  raw: string,
  { field, format }: { field: ImportField; format: string | null },
  setting: CellSetting,
): CellReading {
  const text = raw.trim();
  if (text === '' || NOTHING.has(text.toLowerCase())) return EMPTY;
  if (field.isMany) return readKept(text, format);
  switch (field.type) {
    case 'id':
      return text.length > MAX_ID ? bad(`It is longer than ${MAX_ID} characters.`) : good(text);
    case 'text':
      return text.length > MAX_TEXT ? bad(`It is longer than ${MAX_TEXT} characters.`) : good(text);
    case 'email':
      return normaliseEmail(text) ? good(text) : odd(text, 'It is no e-mail address.');
    case 'phone':
      return normalisePhone(text)
        ? good(text)
        : odd(text, 'It is no number with its country, such as +44 20 7946 0000.');
    case 'country':
      return countryCode(text)
        ? good(text)
        : odd(text, 'The country is not known by this name: write its code, such as DE.');
    case 'zone':
      return isZone(text) ? good(text) : odd(text, 'It is no time zone such as Europe/Berlin.');
    case 'date':
      return readDate(text, format, setting);
    case 'money':
      return readMoney(text, format, setting);
    case 'number':
      return readNumber(text, format);
    case 'currency':
      return readCurrency(text, setting);
    case 'channel':
      return oneOf(text, CHANNEL_WORDS, 'It is none of email, sms, whatsapp, push and web.');
    case 'consent':
      return oneOf(text, CONSENT_WORDS, 'It does not say granted or withdrawn.');
    case 'reason':
      return oneOf(text, REASON_WORDS, REASON_PROBLEM);
    case 'json':
      return readJson(text);
  }
}

/** Whether times in this format name their zone or stand for an instant by themselves. */
export function isInstant(text: string, format: string | null): boolean {
  return format === 'unix' || format === 'unix_ms' || /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.trim().slice(10));
}

function readKept(text: string, format: string | null): CellReading {
  if (format === 'number_point') return readNumber(text, 'point');
  if (format === 'number_comma') return readNumber(text, 'comma');
  return text.length > MAX_TEXT ? bad(`It is longer than ${MAX_TEXT} characters.`) : good(text);
}

function readDate(text: string, format: string | null, { timezone }: CellSetting): CellReading {
  if (format === 'unix' || format === 'unix_ms') {
    const number = /^\d{1,13}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    const at = new Date(format === 'unix' ? number * 1_000 : number);
    return Number.isNaN(at.getTime()) ? bad('It is no count of seconds or milliseconds.') : good(at);
  }
  const at = format === 'dmy' || format === 'mdy' ? dayFirst(text, format, timezone) : yearFirst(text, timezone);
  return at ? good(at) : bad(DATE_PROBLEMS[format ?? 'iso'] ?? 'It is no date.');
}

const DATE_PROBLEMS: Record<string, string> = {
  iso: 'It is no date with the year first, such as 2026-03-31 14:05.',
  dmy: 'It is no date with the day first, such as 31.03.2026 14:05.',
  mdy: 'It is no date with the month first, such as 03/31/2026 2:05 PM.',
};

function yearFirst(text: string, timezone: string): Date | null {
  // Shop systems leave a blank before the zone, or name UTC in letters.
  const joined = text.replace(/ (?=[+-]\d{2}:?\d{2}$)/, '').replace(/ ?(?:UTC|GMT)$/i, 'Z');
  if (isInstant(joined, 'iso')) return parseInstant(joined);
  const [, year, month, day, clock] = YEAR_FIRST.exec(joined) ?? [];
  return year ? onDay(Number(year), Number(month), Number(day), clock, timezone) : null;
}

function dayFirst(text: string, format: 'dmy' | 'mdy', timezone: string): Date | null {
  const [, one, other, year = '', clock] = DAY_FIRST.exec(text) ?? [];
  if (!one) return null;
  const [day, month] = format === 'dmy' ? [one, other] : [other, one];
  const full = year.length === 2 ? 2_000 + Number(year) : Number(year);
  return onDay(full, Number(month), Number(day), clock, timezone);
}

function onDay(year: number, month: number, day: number, clock: string | undefined, timezone: string): Date | null {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay) return null;
  const [, hours = '0', minutes = '0', seconds = '0', half] = CLOCK.exec(clock ?? '0:00') ?? [];
  if (clock !== undefined && !CLOCK.test(clock)) return null;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || (half && Number(hours) > 12)) return null;
  return instantInZone({ year, month, day, hour, minute: Number(minutes), second: Number(seconds) }, timezone);
}

function readMoney(raw: string, format: string | null, { currency }: CellSetting): CellReading {
  const other = otherCurrency(raw, currency);
  if (other) return bad(`It is in ${other}; this workspace counts in ${currency}.`);
  const text = raw.replace(/[\p{L}\p{Sc}]+/gu, '').trim();
  const decimal = format === 'comma' ? 'comma' : 'point';
  const amount = numberOf(text, decimal);
  if (amount === null) {
    const example = decimal === 'comma' ? '1.234,50' : '1,234.50';
    return bad(format === 'minor' ? 'It is no whole number of smallest units.' : `It is no amount such as ${example}.`);
  }
  const digits = fractionDigits(currency);
  const fraction = decimalsOf(text, decimal);
  if (format === 'minor' && fraction > 0) return bad('It has a fraction: smallest units are whole numbers.');
  const cents = format === 'minor' ? amount : Math.round(amount * 10 ** digits + Math.sign(amount) * 1e-7);
  if (Math.abs(cents) > MAX_CENTS) return bad('The amount is too large.');
  if (format !== 'minor' && fraction > digits && Math.abs(cents / 10 ** digits - amount) > 1e-9) {
    return odd(cents, `${currency} has ${digits === 0 ? 'no' : digits} decimals: it is rounded.`);
  }
  return good(cents);
}

/** The currency a text names beside its amount, where it is not the workspace's. */
function otherCurrency(text: string, currency: string): string | null {
  const [code] = /\b[A-Za-z]{3}\b/.exec(text) ?? [];
  if (code && code.toUpperCase() !== currency) return code.toUpperCase();
  if (text.includes('€') && currency !== 'EUR') return 'EUR';
  return text.includes('£') && currency !== 'GBP' ? 'GBP' : null;
}

function readNumber(text: string, format: string | null): CellReading {
  const number = numberOf(text, format === 'comma' ? 'comma' : 'point');
  return number === null ? bad('It is no number in this format.') : good(number);
}

function numberOf(text: string, decimal: 'point' | 'comma'): number | null {
  if (!/\d/.test(text) || !(decimal === 'comma' ? COMMA : POINT).test(text)) return null;
  const plain =
    decimal === 'comma'
      ? text.replace(/[. '’\u00a0\u202f]/g, '').replace(',', '.')
      : text.replace(/[, '’\u00a0\u202f]/g, '');
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

function decimalsOf(text: string, decimal: 'point' | 'comma'): number {
  return text.split(decimal === 'comma' ? ',' : '.')[1]?.length ?? 0;
}

function readCurrency(text: string, { currency }: CellSetting): CellReading {
  const code = text.toUpperCase();
  if (code === currency) return good(code);
  return bad(`The row is in ${code.slice(0, 8)}; this workspace counts in ${currency}.`);
}

const CHANNEL_WORDS: Record<string, string> = {
  email: 'email',
  'e-mail': 'email',
  mail: 'email',
  newsletter: 'email',
  sms: 'sms',
  text: 'sms',
  whatsapp: 'whatsapp',
  push: 'push',
  web: 'web',
};

const CONSENT_WORDS: Record<string, string> = Object.fromEntries([
  ...['granted', 'yes', 'true', '1', 'y', 'subscribed', 'opted in', 'opt-in', 'optin', 'active', 'ja', 'erteilt'].map(
    (word) => [word, 'granted'],
  ),
  ...['withdrawn', 'no', 'false', '0', 'n', 'unsubscribed', 'opted out', 'opt-out', 'optout', 'revoked', 'nein'].map(
    (word) => [word, 'withdrawn'],
  ),
  ...['wahr', 'angemeldet', 'aktiv'].map((word) => [word, 'granted']),
  ...['falsch', 'abgemeldet', 'widerrufen', 'inaktiv'].map((word) => [word, 'withdrawn']),
]);

const REASONS: Record<(typeof REASONS_BY_HAND)[number], readonly string[]> = {
  manual: ['manual', 'manually', 'other', 'manuell'],
  unsubscribed: [
    ...[
      'unsubscribed',
      'unsubscribe',
      'opted out',
      'opt-out',
      'optout',
      'opted_out',
      'stop',
      'abgemeldet',
      'abmeldung',
    ],
  ],
  hard_bounce: [
    ...['hard_bounce', 'hard bounce', 'hardbounce', 'bounced', 'bounce', 'invalid', 'cleaned', 'unzustellbar', 'hard'],
  ],
  complaint: ['complaint', 'complained', 'spam', 'spam report', 'spamreport', 'spam_report', 'abuse', 'beschwerde'],
  legal: ['legal', 'law', 'court order', 'recht', 'rechtlich'],
};
const REASON_WORDS: Record<string, string> = Object.fromEntries(
  Object.entries(REASONS).flatMap(([reason, spelled]) => spelled.map((word) => [word, reason])),
);
const REASON_PROBLEM = 'It is none of unsubscribed, hard bounce, complaint, legal and manual.';

function oneOf(text: string, words: Record<string, string>, problem: string): CellReading {
  const key = text.toLowerCase();
  const value = Object.hasOwn(words, key) ? words[key] : undefined;
  return value === undefined ? bad(problem) : good(value);
}

function readJson(text: string): CellReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad('It is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('It is no JSON object.');
  const problem = problemInside(value, 'properties');
  return problem ? bad(problem.message) : good(value as JsonObject);
}

const good = (value: CellValue): CellReading => ({ value, problem: null, note: null });
const odd = (value: CellValue, note: string): CellReading => ({ value, problem: null, note });
const bad = (problem: string): CellReading => ({ value: null, problem, note: null });
