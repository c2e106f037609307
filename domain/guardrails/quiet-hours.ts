import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { firstQuarterHour, isZone, wallClock } from '../shared/zone';
import { regionCode } from './jurisdiction';

/** Zones a person in a country may live in, where there are several; `*` is anywhere. */
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

/** Whether an SMS may arrive at an instant: within the window in every zone the customer may be in. */
export function isWithinHours(at: Date, customer: Snapshot['customer'], hours: Policy['quietHours']): boolean {
  const regional = hours.stricterRegions[regionCode(customer.country, customer.region) ?? ''];
  return possibleZones(customer).every((zone) => {
    const { minutes, isSunday } = wallClock(at, zone);
    const from = Math.max(hours.from, regional ? (isSunday ? regional.sundayFrom : regional.from) : 0);
    const to = Math.min(hours.to, regional?.to ?? 24);
    return minutes >= from * 60 && minutes < to * 60;
  });
}

/** The first instant at or after `from` at which an SMS may arrive; null where no hour is sure to be inside. */
export function nextAllowedInstant(
  from: Date,
  customer: Snapshot['customer'],
  hours: Policy['quietHours'],
): Date | null {
  return firstQuarterHour(from, 3, (at) => isWithinHours(at, customer, hours));
}
