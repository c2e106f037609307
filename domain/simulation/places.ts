import type { NAMES } from './names';

/** Where generated people live: country, region where it matters, zone, names that are common there. */
export type Place = {
  country: string;
  region: string | null;
  timezone: string;
  locale: string;
  /** Share of the population, relative to the others. */
  weight: number;
  names: keyof typeof NAMES;
  /** Makes a number out of ranges that regulators keep for fiction; null where there is no such range. */
  phone: ((serial: number) => string) | null;
};

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
const northAmerica = (area: number) => (serial: number) => `+1${area}55501${pad(serial % 100, 2)}`;

/** Share of each place is a weight, not a percentage. */
export const PLACES: readonly Place[] = [
  us('CA', 'America/Los_Angeles', 12, 213),
  us('NY', 'America/New_York', 10, 212),
  us('TX', 'America/Chicago', 9, 512),
  us('IL', 'America/Chicago', 4, 312),
  us('CO', 'America/Denver', 4, 303),
  us('AZ', 'America/Phoenix', 3, 602),
  us('FL', 'America/New_York', 6, 305),
  us('WA', 'America/Los_Angeles', 4, 206),
  { ...english('CA', 'ON', 'America/Toronto', 'en-CA', 5), phone: northAmerica(416) },
  { ...english('CA', 'BC', 'America/Vancouver', 'en-CA', 3), phone: northAmerica(604) },
  { ...english('GB', null, 'Europe/London', 'en-GB', 15), phone: (serial) => `+447700900${pad(serial % 1000, 3)}` },
  { ...english('IE', null, 'Europe/Dublin', 'en-IE', 3), phone: null },
  { ...english('AU', 'NSW', 'Australia/Sydney', 'en-AU', 9), phone: (serial) => `+61491570${pad(serial % 160, 3)}` },
  elsewhere('DE', 'Europe/Berlin', 'de-DE', 10, 'german', (serial) => `+4917604069${pad(serial % 100, 2)}`),
  elsewhere('FR', 'Europe/Paris', 'fr-FR', 7, 'french', (serial) => `+3363998${pad(serial % 10_000, 4)}`),
  elsewhere('NL', 'Europe/Amsterdam', 'nl-NL', 4, 'dutch', null),
  elsewhere('SE', 'Europe/Stockholm', 'sv-SE', 4, 'swedish', (serial) => `+46701740${pad(605 + (serial % 95), 3)}`),
  elsewhere('IT', 'Europe/Rome', 'it-IT', 3, 'italian', null),
];

function english(country: string, region: string | null, timezone: string, locale: string, weight: number) {
  return { country, region, timezone, locale, weight, names: 'english' as const };
}

function us(region: string, timezone: string, weight: number, area: number): Place {
  return { ...english('US', region, timezone, 'en-US', weight), phone: northAmerica(area) };
}

function elsewhere(
  country: string,
  timezone: string,
  locale: string,
  weight: number,
  names: keyof typeof NAMES,
  phone: Place['phone'],
): Place {
  return { country, region: null, timezone, locale, weight, names, phone };
}
