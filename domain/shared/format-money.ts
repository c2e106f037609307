import type { Cents } from './money';

/**
 * An amount in words of a locale, for example "£12.50". Minor units are those of the currency (ISO 4217): 1250 is
 * 12.50 in EUR and 1,250 in JPY. An unknown locale falls back to English, an unknown currency to its code.
 */
export function formatMoney(amount: Cents, currency: string, locale = 'en'): string {
  const format = moneyFormat(currency, locale);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

const formats = new Map<string, Intl.NumberFormat>();

function moneyFormat(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale}/${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(usableLocale(locale), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  formats.set(key, format);
  return format;
}

/** `locale` as BCP 47 where the runtime knows it ("en_GB" is read as "en-GB"), else English. */
export function usableLocale(locale: string | null): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf((locale ?? 'en').replace('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
