/** Shown for what is not known: never a zero, never NaN. */
export const MISSING = '—';
const LOCALE = 'en-US';

const MINUS = '−';

/** No quantity of ours comes near: beyond it something was divided by nothing. */
const LARGEST = 1e15;

/** Whether a value can be written at all. */
export function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) < LARGEST;
}

/** Intl's output with a real minus sign, and without a minus before zero. */
function typeset(text: string): string {
  const isZero = !/[1-9]/.test(text);
  return isZero ? text.replace(/^[-−+]/, '') : text.replace('-', MINUS);
}

function intl(value: number, options: Intl.NumberFormatOptions): string {
  return typeset(new Intl.NumberFormat(LOCALE, options).format(value));
}

/** 12,431. With `compact`, 12.4k from ten thousand on; with `decimals`, averages too: 2.1. */
export function formatCount(value: number | null | undefined, { compact = false, decimals = 0 } = {}): string {
  if (!isKnown(value)) return MISSING;
  if (compact && Math.abs(value) >= 10_000) return formatCompact(value, {});
  return intl(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function formatCompact(value: number, options: Intl.NumberFormatOptions): string {
  return intl(value, { ...options, notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }).replace(
    'K',
    'k',
  );
}

export type MoneyFormat = {
  currency: string;
  /** Decimals; those of the currency unless told (two for dollars, none for yen). */
  decimals?: number;
  /** $12.4k from ten thousand on; show the exact amount on hover or focus. */
  compact?: boolean;
  /** A plus before gains. */
  signed?: boolean;
};

/** Decimals of a currency by ISO 4217. */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat(LOCALE, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units as money: 5230 is $52.30. Fractions of a cent show where `decimals` is above two. */
export function formatMoney(cents: number | null | undefined, format: MoneyFormat): string {
  if (!isKnown(cents)) return MISSING;
  const { currency, compact = false, signed = false } = format;
  const digits = digitsOf(currency);
  const decimals = format.decimals ?? digits;
  const amount = cents / 10 ** digits;
  const base: Intl.NumberFormatOptions = {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    signDisplay: signed ? 'exceptZero' : 'auto',
  };
  if (compact && Math.abs(amount) >= 10_000) return formatCompact(amount, base);
  return intl(amount, { ...base, minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A share 0..1 as a percentage: 0.0432 is 4.32%. */
export function formatRate(share: number | null | undefined, decimals = 2): string {
  if (!isKnown(share)) return MISSING;
  return `${intl(share * 100, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })}%`;
}

/** A difference of shares in percentage points: 0.004 is +0.4 pp. */
export function formatPoints(difference: number | null | undefined, decimals = 1): string {
  if (!isKnown(difference)) return MISSING;
  const points = intl(difference * 100, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'exceptZero',
  });
  return `${points} pp`;
}

/** A change against what was before: 0.133 is +13.3%. */
export function formatChange(ratio: number | null | undefined, decimals = 1): string {
  if (!isKnown(ratio)) return MISSING;
  return `${intl(ratio * 100, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'exceptZero',
  })}%`;
}
