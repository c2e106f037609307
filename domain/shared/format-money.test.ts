import { expect, it } from 'vitest';
import { formatMoney } from './format-money';

it.each([
  [1250, 'GBP', 'en-GB', '£12.50'],
  [1250, 'JPY', 'en', '¥1,250'],
  [-99, 'USD', 'en-US', '-$0.99'],
  [1250, 'EUR', 'not a locale', '€12.50'],
])('formats %d %s for %s', (amount, currency, locale, expected) => {
  expect(formatMoney(amount, currency, locale)).toBe(expected);
});
