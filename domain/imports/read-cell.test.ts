import { describe, expect, it } from 'vitest';
import type { FieldType, ImportField } from './kinds';
import { readCell } from './read-cell';

const field = (type: FieldType): ImportField => ({ id: 'x', label: 'X', type, names: [] });
const read = (type: FieldType, text: string, format: string | null = null, currency = 'EUR') =>
  readCell(text, { field: field(type), format }, { currency, timezone: 'Europe/Berlin' });

describe('money', () => {
  it.each([
    ['EUR', 'point', '1,234.50', 123_450],
    ['EUR', 'point', '€ 12.5', 1_250],
    ['EUR', 'comma', '1.234,50 €', 123_450],
    ['EUR', 'comma', '-3,99', -399],
    ['EUR', 'minor', '1234', 1_234],
    ['CHF', 'point', "1'234.50", 123_450],
    ['JPY', 'point', '1,250', 1_250],
    ['JPY', 'minor', '1250', 1_250],
    ['KWD', 'point', '1.250', 1_250],
    ['KWD', 'comma', '1,25', 1_250],
  ])('of %s with a %s: %s', (currency, format, text, cents) => {
    expect(read('money', text, format, currency)).toEqual({ value: cents, problem: null, note: null });
  });

  it.each([
    ['EUR', 'point', '12,50'],
    ['EUR', 'comma', '12.50'],
    ['EUR', 'point', 'free'],
    ['EUR', 'minor', '12.5'],
    ['EUR', 'point', 'USD 12'],
    ['GBP', 'point', '€12'],
    ['EUR', 'point', '99999999999'],
  ])('of %s with a %s is not %s', (currency, format, text) => {
    expect(read('money', text, format, currency)).toMatchObject({ value: null, problem: expect.any(String) });
  });

  it('says where it is rounded', () => {
    expect(read('money', '12.50', 'point', 'JPY')).toMatchObject({ value: 13, note: expect.stringContaining('JPY') });
    expect(read('money', '12.00', 'point', 'JPY')).toMatchObject({ value: 12, note: null });
  });
});

describe('dates', () => {
  it.each([
    ['iso', '2026-03-31T14:05:00Z', '2026-03-31T14:05:00.000Z'],
    ['iso', '2026-03-31 14:05:00 +0200', '2026-03-31T12:05:00.000Z'],
    ['iso', '2026-03-31 14:05:00 UTC', '2026-03-31T14:05:00.000Z'],
    ['iso', '2026-03-31 14:05', '2026-03-31T12:05:00.000Z'],
    ['iso', '2026-01-31', '2026-01-30T23:00:00.000Z'],
    ['dmy', '31.03.2026', '2026-03-30T22:00:00.000Z'],
    ['dmy', '1.2.26 9:05 Uhr', '2026-02-01T08:05:00.000Z'],
    ['mdy', '03/31/2026 2:05 PM', '2026-03-31T12:05:00.000Z'],
    ['mdy', '3/31/2026, 12:05 am', '2026-03-30T22:05:00.000Z'],
    ['unix', '1774965900', '2026-03-31T14:05:00.000Z'],
    ['unix_ms', '1774965900000', '2026-03-31T14:05:00.000Z'],
  ])('%s: %s', (format, text, iso) => {
    expect(read('date', text, format).value).toEqual(new Date(iso));
  });

  it.each([
    ['dmy', '03/31/2026'],
    ['mdy', '31.03.2026'],
    ['iso', '31.03.2026'],
    ['dmy', '30.02.2026'],
    ['dmy', '31.03.2026 25:00'],
    ['unix', 'yesterday'],
    ['iso', '2026-02-30'],
  ])('%s is not %s', (format, text) => {
    expect(read('date', text, format).problem).toEqual(expect.any(String));
  });

  it('takes an hour that is skipped in spring as the next, one that comes twice as the first', () => {
    expect(read('date', '29.03.2026 02:30', 'dmy').value).toEqual(new Date('2026-03-29T01:30:00Z'));
    expect(read('date', '25.10.2026 02:30', 'dmy').value).toEqual(new Date('2026-10-25T00:30:00Z'));
  });
});

it.each(['', '  ', 'NULL', '-', 'N/A'])('reads %j as nothing', (text) => {
  expect(read('email', text)).toEqual({ value: null, problem: null, note: null });
});

it('keeps what it does not know, and says so', () => {
  expect(read('phone', '0171 2345678')).toMatchObject({ value: '0171 2345678', note: expect.any(String) });
  expect(read('country', 'Atlantis')).toMatchObject({ value: 'Atlantis', note: expect.any(String) });
});

it.each([
  ['ja', 'granted'],
  ['Abgemeldet', 'withdrawn'],
  ['1', 'granted'],
])('reads %s as %s', (text, status) => expect(read('consent', text).value).toBe(status));

it('refuses what is no word for consent, whatever objects are born with', () => {
  expect(read('consent', 'constructor').problem).toEqual(expect.any(String));
});

it('takes JSON objects alone, and none that would be more than data', () => {
  expect(read('json', '{"a":1}').value).toEqual({ a: 1 });
  expect(read('json', '[1]').problem).toEqual(expect.any(String));
  expect(read('json', '{"__proto__":{"a":1}}').problem).toEqual(expect.any(String));
});
