import { expect, it } from 'vitest';
import { CURRENCIES, likelyCurrency } from './currencies';
import { formatMoney } from './format-money';

it('names each currency once, and each can be shown', () => {
  expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
  const known = new Set(Intl.supportedValuesOf('currency'));
  expect(CURRENCIES.filter((code) => !known.has(code))).toEqual([]);
  for (const code of CURRENCIES) expect(formatMoney(123_456, code)).toMatch(/\d/);
});

it.each([
  ['en-GB', 'GBP'],
  ['de', 'EUR'],
  ['de-CH', 'CHF'],
  ['ja', 'JPY'],
  ['en', 'USD'],
  ['en-AQ', null],
  ['', null],
  ['not a language', null],
])('a reader of %j likely pays in %s', (language, currency) => {
  expect(likelyCurrency(language)).toBe(currency);
});
