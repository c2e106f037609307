/** Integer minor units of the workspace's currency (cents, pence). May be negative for refunds. */
export type Cents = number;

/** Share of an amount, rounded half away from zero to a whole cent. `percent` is 0..100. */
export function percentOf(amount: Cents, percent: number): Cents {
  const exact = (amount * percent) / 100;
  return Math.sign(exact) * Math.round(Math.abs(exact));
}

/** Minor units from a decimal amount such as 2.55, rounded to the nearest cent. Throws RangeError unless finite and safe. */
export function centsFromDecimal(amount: number): Cents {
  const cents = Math.round(amount * 100 + Math.sign(amount) * 1e-7);
  if (!Number.isSafeInteger(cents)) throw new RangeError(`Not an amount of money: ${amount}`);
  return cents;
}
