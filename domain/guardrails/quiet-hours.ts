import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { DAY, MINUTE } from '../shared/time';
import { isZone, wallClock } from '../shared/zone';
import { regionCode } from './jurisdiction';

/**
 * Zones a person in a country may live in: the easternmost, the westernmost and enough between, so that an hour that
 * suits all of them suits everybody there.
 */
const ZONES_OF: Readonly<Record<string, readonly string[]>> = {
  US: [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Los_Angeles',
    'America/Anchorage',
    'Pacific/Honolulu',
  ],
  CA: [
    'America/St_Johns',
    'America/Halifax',
    'America/Toronto',
    'America/Winnipeg',
    'America/Edmonton',
    'America/Vancouver',
  ],
  AU: ['Australia/Sydney', 'Australia/Adelaide', 'Australia/Darwin', 'Australia/Perth'],
  BR: ['America/Noronha', 'America/Sao_Paulo', 'America/Manaus', 'America/Rio_Branco'],
  MX: ['America/Mexico_City', 'America/Cancun', 'America/Hermosillo', 'America/Tijuana'],
  GB: ['Europe/London'],
  IE: ['Europe/Dublin'],
  DE: ['Europe/Berlin'],
  FR: ['Europe/Paris'],
  NL: ['Europe/Amsterdam'],
  BE: ['Europe/Brussels'],
  AT: ['Europe/Vienna'],
  CH: ['Europe/Zurich'],
  IT: ['Europe/Rome'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  SE: ['Europe/Stockholm'],
  DK: ['Europe/Copenhagen'],
  NO: ['Europe/Oslo'],
  FI: ['Europe/Helsinki'],
  PL: ['Europe/Warsaw'],
  CZ: ['Europe/Prague'],
  GR: ['Europe/Athens'],
  JP: ['Asia/Tokyo'],
  SG: ['Asia/Singapore'],
  IN: ['Asia/Kolkata'],
  NZ: ['Pacific/Auckland'],
  ZA: ['Africa/Johannesburg'],
  BG: ['Europe/Sofia'],
  HR: ['Europe/Zagreb'],
  CY: ['Asia/Nicosia'],
  EE: ['Europe/Tallinn'],
  HU: ['Europe/Budapest'],
  LV: ['Europe/Riga'],
  LT: ['Europe/Vilnius'],
  LU: ['Europe/Luxembourg'],
  MT: ['Europe/Malta'],
  RO: ['Europe/Bucharest'],
  SK: ['Europe/Bratislava'],
  SI: ['Europe/Ljubljana'],
  IS: ['Atlantic/Reykjavik'],
  LI: ['Europe/Vaduz'],
  GI: ['Europe/Gibraltar'],
  JE: ['Europe/Jersey'],
  GG: ['Europe/Guernsey'],
  IM: ['Europe/Isle_of_Man'],
  KR: ['Asia/Seoul'],
  IL: ['Asia/Jerusalem'],
  AR: ['America/Argentina/Buenos_Aires'],
  CL: ['America/Punta_Arenas', 'America/Santiago', 'Pacific/Easter'],
  CO: ['America/Bogota'],
  TR: ['Europe/Istanbul'],
  TH: ['Asia/Bangkok'],
  MY: ['Asia/Kuala_Lumpur'],
  AE: ['Asia/Dubai'],
  SA: ['Asia/Riyadh'],
  HK: ['Asia/Hong_Kong'],
  TW: ['Asia/Taipei'],
};

/** The whole earth in steps: nobody's hour is certain, so no hour suits everybody. */
const ANYWHERE = [
  'Pacific/Auckland',
  'Asia/Tokyo',
  'Asia/Dubai',
  'Europe/London',
  'America/New_York',
  'Pacific/Honolulu',
];

/** The customer's zone, or all it may be. */
export function possibleZones(customer: Pick<Snapshot['customer'], 'timezone' | 'country'>): readonly string[] {
  if (customer.timezone && isZone(customer.timezone)) return [customer.timezone];
  return ZONES_OF[customer.country?.toUpperCase() ?? ''] ?? ANYWHERE;
}

type Hours = Policy['quietHours'];
type Window = { readonly from: number; readonly to: number };

/** Whether a message that rings may arrive at an instant: within the window in every zone the customer may be in. */
export function isWithinHours(at: Date, customer: Snapshot['customer'], hours: Hours): boolean {
  return longestWait(at, possibleZones(customer), lawsFor(customer, hours), hours) === 0;
}

/** Days after which no hour is looked for any more. */
const FORESIGHT = 3 * DAY;
const QUARTER = 15 * MINUTE;
/** What a change of the clocks can take from a wait. */
const CLOCK_CHANGE = 60;

/**
 * The first instant at or after `from`, on a quarter of an hour unless it is `from` itself, at which a message that rings
 * may arrive; null where no hour is sure to be inside. Hours that are closed in some zone are leapt over.
 */
export function nextAllowedInstant(from: Date, customer: Snapshot['customer'], hours: Hours): Date | null {
  const zones = possibleZones(customer);
  const laws = lawsFor(customer, hours);
  let at = from.getTime();
  while (at <= from.getTime() + FORESIGHT) {
    const wait = longestWait(new Date(at), zones, laws, hours);
    if (wait === 0) return new Date(at);
    const leap = Math.max(0, wait - CLOCK_CHANGE) * MINUTE;
    const landing = Math.floor((at + leap) / QUARTER) * QUARTER;
    at = landing > at ? landing : Math.floor(at / QUARTER) * QUARTER + QUARTER;
  }
  return null;
}

/** Minutes on the wall until the window opens, or the day ends, in the zone where that takes longest; 0 when open in all. */
function longestWait(at: Date, zones: readonly string[], laws: readonly Law[], hours: Hours): number {
  let longest = 0;
  for (const zone of zones) {
    const { minutes, isSunday } = wallClock(at, zone);
    const { from, to } = windowOf(laws, hours, isSunday);
    if (minutes < from * 60) longest = Math.max(longest, from * 60 - minutes);
    else if (minutes >= to * 60) longest = Math.max(longest, 24 * 60 - minutes);
  }
  return longest;
}

function windowOf(laws: readonly Law[], hours: Hours, isSunday: boolean): Window {
  let { from, to } = hours;
  for (const law of laws) {
    from = Math.max(from, isSunday ? law.sundayFrom : law.from);
    to = Math.min(to, law.to);
  }
  return { from, to };
}

type Law = Hours['stricterRegions'][string];

/** The regional laws that hold, or may hold where the region is not known: unknown counts as the strictest. */
function lawsFor(customer: Snapshot['customer'], hours: Hours): Law[] {
  const code = regionCode(customer.country, customer.region);
  if (code) {
    const law = hours.stricterRegions[code];
    return law ? [law] : [];
  }
  return Object.entries(hours.stricterRegions)
    .filter(([region]) => mayLiveIn(region.slice(0, 2), customer))
    .map(([, law]) => law);
}

function mayLiveIn(country: string, customer: Snapshot['customer']): boolean {
  if (customer.country) return customer.country.toUpperCase() === country;
  return possibleZones(customer).some((zone) => ZONES_OF[country]?.includes(zone) ?? false);
}
