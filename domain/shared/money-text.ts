import type { Cents } from './money';

/** How a currency is written, and how many of its minor units make one. */
type Writing = { format: Intl.NumberFormat; units: number };

const writings = new Map<string, Writing>();

// Asking a format for its options costs several times what formatting does: asked once.
function writingOf(currency: string): Writing {
  const known = writings.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const made = { format, units: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) };
  writings.set(currency, made);
  return made;
}

/** An amount in words of its currency: 12345, "USD" -> "$123.45". Throws RangeError for what is no currency code. */
export function moneyText(amount: Cents, currency: string): string {
  const { format, units } = writingOf(currency);
  return format.format(amount / units);
}
