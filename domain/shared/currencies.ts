import { type Cents, centsFromDecimal } from './money';

/** Currencies in use (ISO 4217), by their code. */
export const CURRENCIES: readonly string[] = [
  ...['AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BHD', 'BIF', 'BMD', 'BND'],
  ...['BOB', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNY', 'COP', 'CRC', 'CUP', 'CVE'],
  ...['CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD'],
  ...['GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY'],
  ...['KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD'],
  ...['MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO'],
  ...['NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF'],
  ...['SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB'],
  ...['TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD', 'UYU', 'UZS', 'VES', 'VND', 'VUV'],
  ...['WST', 'XAF', 'XCD', 'XCG', 'XOF', 'XPF', 'YER', 'ZAR', 'ZMW', 'ZWG'],
];

/**
 * What a dollar is about, in round units of currencies where that is not about one: 1, 3, 10, 30 and so on, whichever is
 * nearest to the rates of 2025. Nobody's money is counted with it; it makes a first guess readable in yen.
 */
const ABOUT_A_DOLLAR: readonly (readonly [number, string])[] = [
  [0.3, 'BHD KWD OMR'],
  [3, 'AED AWG BBD BRL BYN BZD FJD GEL ILS LYD MYR PEN PGK PLN QAR RON SAR TMT TND TOP WST XCD XCG'],
  [10, 'BOB BWP CNY DKK ERN GHS GTQ HKD MAD MDL MOP MVR NOK SBD SCR SEK SVC TJS TTD'],
  [30, 'CUP CZK EGP HNL LSL MKD MUR MXN NAD NIO SLE SRD STN SZL THB TRY TWD UAH UYU ZAR ZMW ZWG'],
  [100, 'AFN ALL BDT CVE DOP DZD ETB GMD HTG INR ISK JMD JPY KES KGS MZN NPR PHP RSD RUB VUV XPF'],
  [300, 'AMD CRC DJF GYD HUF KMF KZT LKR LRD PKR VES YER'],
  [1_000, 'AOA ARS CLP IQD KPW KRW MWK NGN RWF SDG SOS XAF XOF'],
  [3_000, 'BIF CDF COP KHR MGA MMK MNT SSP TZS UGX'],
  [10_000, 'GNF IDR PYG SYP UZS'],
  [30_000, 'IRR LAK VND'],
  [100_000, 'LBP'],
];
const DOLLARS = new Map(
  ABOUT_A_DOLLAR.flatMap(([units, codes]) => codes.split(' ').map((code) => [code, units] as const)),
);

/**
 * An amount in US cents as a first guess in a currency, in its minor units: 2,000 ($20) is 2,000 in EUR, also in JPY (¥2,000),
 * 6,000 in KWD (6 dinars). For amounts that people look through and change, never for anybody's money.
 */
export function likeUsCents(usCents: number, currency: string): Cents {
  return centsFromDecimal((usCents / 100) * (DOLLARS.get(currency) ?? 1), currency);
}

const EURO = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK';
const OF_REGION: Readonly<Record<string, string>> = {
  ...Object.fromEntries(EURO.split(' ').map((region) => [region, 'EUR'])),
  ...{ AE: 'AED', AR: 'ARS', AU: 'AUD', BR: 'BRL', CA: 'CAD', CH: 'CHF', CL: 'CLP', CN: 'CNY', CO: 'COP', CZ: 'CZK' },
  ...{ DK: 'DKK', EG: 'EGP', GB: 'GBP', HK: 'HKD', HU: 'HUF', ID: 'IDR', IL: 'ILS', IN: 'INR', IS: 'ISK', JP: 'JPY' },
  ...{ KE: 'KES', KR: 'KRW', LI: 'CHF', MA: 'MAD', MX: 'MXN', MY: 'MYR', NG: 'NGN', NO: 'NOK', NZ: 'NZD', PE: 'PEN' },
  ...{ PH: 'PHP', PK: 'PKR', PL: 'PLN', RO: 'RON', RS: 'RSD', SA: 'SAR', SE: 'SEK', SG: 'SGD', TH: 'THB', TR: 'TRY' },
  ...{ TW: 'TWD', UA: 'UAH', US: 'USD', VN: 'VND', ZA: 'ZAR' },
};

/** The currency that a reader of this language (BCP 47) most likely pays in, for a first guess; null where none is known. */
export function likelyCurrency(language: string): string | null {
  try {
    return OF_REGION[new Intl.Locale(language).maximize().region ?? ''] ?? null;
  } catch {
    return null;
  }
}
