import { expect, it } from 'vitest';
import { formatMoney } from './format-money';

it.each([
  [1250, 'GBP', 'en-GB', '£12.50'],
  [1250, 'JPY', 'en', '¥1,250'],
  [-99, 'USD', 'en-US', '-$0.99'],
  // A shop has one currency: which dollar it is needs no saying, and the words above the rows do not say it either.
  [3800, 'USD', 'en-GB', '$38.00'],
  [1250, 'EUR', 'not a locale', '€12.50'],
])('formats %d %s for %s', (amount, currency, locale, expected) => {
  expect(formatMoney(amount, currency, locale)).toBe(expected);
});
