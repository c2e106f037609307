/** Integer minor units of the workspace's currency (cents, pence). May be negative for refunds. */
export type Cents = number;

/** Share of an amount, rounded half away from zero to a whole cent. `percent` is 0..100. */
export function percentOf(amount: Cents, percent: number): Cents {
  const exact = (amount * percent) / 100;
  return Math.sign(exact) * Math.round(Math.abs(exact));
}

const digits = new Map<string, number>();

/** Digits behind the point in amounts of a currency (ISO 4217): 2 in EUR, 0 in JPY, 3 in KWD. Throws RangeError for what is no currency code. */
export function fractionDigits(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const found = maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}

/** The decimal amount of minor units: 255 is 2.55 in EUR, 255 in JPY, 0.255 in KWD. Throws RangeError for what is no currency code. */
export function decimalFromCents(cents: Cents, currency: string): number {
  return cents / 10 ** fractionDigits(currency);
}

/**
 * Minor units from a decimal amount of a currency: 2.55 is 255 in EUR, 2,550 in KWD, 3 in JPY. Rounded to the nearest
 * unit. Throws RangeError unless finite and safe.
 */
export function centsFromDecimal(amount: number, currency: string): Cents {
  const cents = Math.round(amount * 10 ** fractionDigits(currency) + Math.sign(amount) * 1e-7);
  if (!Number.isSafeInteger(cents)) throw new RangeError(`Not an amount of money: ${amount}`);
  return cents;
}
