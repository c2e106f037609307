import { isObject, textOf } from '../events/commerce';
import { isEngaging } from '../events/engaging';
import type { JsonObject, JsonValue, StoredEvent } from '../events/event';
import { parseInstant } from '../events/timestamp';
import { normaliseEmail, normalisePhone } from './address';
import { countryCode } from './country';

/** Traits that have a column of their own. */
export const PROFILE_COLUMNS = [
  'email',
  'phone',
  'firstName',
  'lastName',
  'country',
  'region',
  'timezone',
  'locale',
] as const;
export type ProfileColumn = (typeof PROFILE_COLUMNS)[number];

/** What events say about a person: a join of all of them, the same in whatever order they come and however often. */
export type Profile = Record<ProfileColumn, string | null> & {
  traits: JsonObject;
  /** Event time (ISO) of the last write per column and trait. */
  traitTimes: Record<string, string>;
  firstSeenAt: Date;
  lastSeenAt: Date;
  signedUpAt: Date | null;
  lastEngagedAt: Date | null;
  /** True while nothing but simulated events is known. */
  isSimulated: boolean;
};

type Write = { key: string; value: JsonValue };

/** How shops spell the traits that have a column. */
const SPELLINGS: Record<string, ProfileColumn> = {
  email: 'email',
  phone: 'phone',
  firstName: 'firstName',
  first_name: 'firstName',
  firstname: 'firstName',
  lastName: 'lastName',
  last_name: 'lastName',
  lastname: 'lastName',
  country: 'country',
  region: 'region',
  state: 'region',
  timezone: 'timezone',
  locale: 'locale',
  language: 'locale',
};
/** Read in other ways. */
const NOT_TRAITS = new Set(['address', 'consents', 'createdAt', 'created_at', 'name']);
/** Where the groupId of group calls is kept. */
const GROUP_TRAIT = 'group_id';
const MAX_TEXT = 255;

/** A person of whom nothing is known but that this event is theirs. */
export function emptyProfile(event: Pick<StoredEvent, 'occurredAt'>): Profile {
  return {
    email: null,
    phone: null,
    firstName: null,
    lastName: null,
    country: null,
    region: null,
    timezone: null,
    locale: null,
    traits: {},
    traitTimes: {},
    firstSeenAt: event.occurredAt,
    lastSeenAt: event.occurredAt,
    signedUpAt: null,
    lastEngagedAt: null,
    isSimulated: true,
  };
}

/** The profile with an event taken in. The last write by event time wins for each trait; null clears it. */
export function foldProfile(profile: Profile, event: StoredEvent): Profile {
  const at = event.occurredAt;
  const seen = {
    ...profile,
    firstSeenAt: earlier(profile.firstSeenAt, at),
    lastSeenAt: later(profile.lastSeenAt, at),
    lastEngagedAt: isEngaging(event) ? later(profile.lastEngagedAt, at) : profile.lastEngagedAt,
    signedUpAt: earliest(profile.signedUpAt, signUpOf(event)),
    isSimulated: profile.isSimulated && event.isSimulated,
  };
  return writeTraits(seen, writesOf(event), at.toISOString());
}

/** Two profiles that turn out to be one person's. */
export function mergeProfiles(one: Profile, other: Profile): Profile {
  let merged: Profile = {
    ...one,
    firstSeenAt: earlier(one.firstSeenAt, other.firstSeenAt),
    lastSeenAt: later(one.lastSeenAt, other.lastSeenAt),
    signedUpAt: earliest(one.signedUpAt, other.signedUpAt),
    lastEngagedAt: latest(one.lastEngagedAt, other.lastEngagedAt),
    isSimulated: one.isSimulated && other.isSimulated,
  };
  for (const [key, time] of Object.entries(other.traitTimes)) {
    merged = writeTraits(merged, [{ key, value: valueIn(other, key) }], time);
  }
  return merged;
}

function writeTraits(profile: Profile, writes: readonly Write[], time: string): Profile {
  if (writes.length === 0) return profile;
  const next = { ...profile, traits: { ...profile.traits }, traitTimes: { ...profile.traitTimes } };
  for (const { key, value } of writes) {
    const known = next.traitTimes[key];
    if (known !== undefined && (known > time || (known === time && !outranks(value, valueIn(next, key))))) continue;
    next.traitTimes[key] = time;
    if (isColumn(key)) next[key] = typeof value === 'string' ? value : null;
    else if (value === null) delete next.traits[key];
    else next.traits[key] = value;
  }
  return next;
}

/** Two words of the same instant: any rule will do, as long as it does not ask which came first. */
function outranks(value: JsonValue, known: JsonValue): boolean {
  return JSON.stringify(value) > JSON.stringify(known);
}

function valueIn(profile: Profile, key: string): JsonValue {
  return isColumn(key) ? profile[key] : (profile.traits[key] ?? null);
}

function isColumn(key: string): key is ProfileColumn {
  return (PROFILE_COLUMNS as readonly string[]).includes(key);
}

function writesOf(event: StoredEvent): Write[] {
  if (event.type === 'identify') return traitsOf(event);
  // The account a person belongs to, the last one by event time; what the shop says of it stays with the event.
  return event.type === 'group' ? [{ key: GROUP_TRAIT, value: event.properties.groupId ?? null }] : [];
}

function traitsOf(event: StoredEvent): Write[] {
  const traits = event.properties;
  const writes = new Map<string, JsonValue>(implied(event).map(({ key, value }) => [key, value]));
  for (const [key, value] of Object.entries(traits)) {
    const column = SPELLINGS[key];
    if (!column) {
      if (!NOT_TRAITS.has(key)) writes.set(key, value);
      continue;
    }
    const usable = value === null ? null : columnValue(column, value);
    if (usable !== null || value === null) writes.set(column, usable);
    else writes.set(`unusable_${column}`, value);
  }
  return [...writes].map(([key, value]) => ({ key, value }));
}

/** What an identify says by the way: a full name, an address, the device's zone and language. */
function implied(event: StoredEvent): Write[] {
  const { properties: traits, context } = event;
  const address = isObject(traits.address) ? traits.address : {};
  const [firstName, ...rest] = textOf(traits.name, MAX_TEXT)?.split(/\s+/) ?? [];
  const said: [ProfileColumn, JsonValue | undefined][] = [
    ['firstName', firstName],
    ['lastName', rest.join(' ') || undefined],
    ['country', address.country],
    ['region', address.state ?? address.region],
    ['timezone', context.timezone],
    ['locale', context.locale],
  ];
  return said.flatMap(([key, value]) => {
    const usable = value === undefined || value === null ? null : columnValue(key, value);
    return usable === null ? [] : [{ key, value: usable }];
  });
}

function columnValue(column: ProfileColumn, value: JsonValue): string | null {
  const text = textOf(value, MAX_TEXT);
  if (!text) return null;
  switch (column) {
    case 'email':
      return normaliseEmail(text);
    case 'phone':
      return normalisePhone(text);
    case 'country':
      return countryCode(text);
    case 'timezone':
      return isTimeZone(text) ? text : null;
    default:
      return text;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function signUpOf(event: StoredEvent): Date | null {
  if (event.type === 'track') return event.name?.toLowerCase() === 'signed up' ? event.occurredAt : null;
  if (event.type !== 'identify') return null;
  return parseInstant(event.properties.createdAt ?? event.properties.created_at);
}

function earlier(one: Date, other: Date): Date {
  return one <= other ? one : other;
}

function later(one: Date | null, other: Date): Date {
  return one && one >= other ? one : other;
}

function earliest(one: Date | null, other: Date | null): Date | null {
  return one && other ? earlier(one, other) : (one ?? other);
}

function latest(one: Date | null, other: Date | null): Date | null {
  return one && other ? later(one, other) : (one ?? other);
}
