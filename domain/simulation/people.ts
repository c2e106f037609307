import { CHANNELS, type ChannelId } from '../channels/channel';
import { chance, integer, pick, pickWeighted, poisson, type Rng, seededRng, uniform } from '../shared/random';
import { after, DAY } from '../shared/time';
import { type Basket, basketFor } from './basket';
import { CATEGORIES, type Category } from './catalogue';
import type { PlantedFault } from './fault';
import { type DayNumber, dayNumber, instantOf } from './local-time';
import { NAMES, nameOf } from './names';
import { PERSON_KINDS, type PersonKindId, type TwinParameters } from './parameters';
import { PLACES, type Place } from './places';

/** A consent as the person gave or took it back, with what proves it. */
export type PersonConsent = {
  channel: ChannelId;
  status: 'granted' | 'withdrawn';
  at: Date;
  source: string;
  /** Version of the words that were agreed to. */
  textVersion: string;
};

export type PastOrder = { at: Date; basket: Basket };

/** A generated shopper. Nobody real: names are combined at random, addresses and numbers are reserved for fiction. */
export type Person = {
  /** The shop's own id for them. */
  id: string;
  anonymousId: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  country: string;
  region: string | null;
  timezone: string;
  locale: string;
  kind: PersonKindId | 'newcomer';
  signedUpAt: Date;
  /** From here on they no longer visit by themselves; null while they keep coming. */
  quietFrom: Date | null;
  visitsPerWeek: number;
  basketScale: number;
  favourites: readonly Category[];
  consents: readonly PersonConsent[];
  /** Orders from before the history begins, oldest first. */
  pastOrders: readonly PastOrder[];
};

/** What a demo world follows from: same world, same people, same behaviour. */
export type World = {
  seed: string;
  /** When the lived history begins, and the instant it was made to lead up to. */
  startsAt: Date;
  endsAt: Date;
  /** People known before the history begins. */
  size: number;
  parameters: TwinParameters;
  /** What is made to break; nothing unless told. */
  fault?: PlantedFault | undefined;
};

/** Weeks of the world's history lived by `at`; stands still where the history ends. */
export function weeksIn({ startsAt, endsAt }: World, at: Date): number {
  const until = Math.min(at.getTime(), endsAt.getTime());
  return Math.max(0, until - startsAt.getTime()) / (7 * DAY);
}

/** Days after the last engagement from which a customer counts as dormant (product.md). */
const DORMANT_AFTER = 90 * DAY;
const FIRST_SERIAL = 1001;
/** The shop's first customers became its best ones, however small the world: their decisions are of high risk. */
const BEST_CUSTOMERS = 4;
/** Those after them come ever since: their yes is so old that it no longer counts, and decisions about them are stopped. */
const OLD_FRIENDS = 6;
/** Share of the occasional who signed up in the days before the history and have only looked so far. */
const NEW_HERE = 0.2;
/** Numbers kept for the newcomers of one day: more than come on nearly all days. */
const NEWCOMERS_A_DAY = 6;
const TEXT_VERSIONS = ['signup-2024-03', 'signup-2025-09', 'signup-2026-05'] as const;

/** Everybody the shop knew before the history began. */
export function population(world: World): Person[] {
  return Array.from({ length: world.size }, (_, index) => acquaintance(world, index));
}

/** A person of the world by their id in the shop; null for anybody else. */
export function findPerson(world: World, id: string): Person | null {
  const serial = /^HP-(\d+)$/.exec(id)?.[1];
  if (serial) {
    const index = Number(serial) - FIRST_SERIAL;
    return index >= 0 && index < world.size ? acquaintance(world, index) : null;
  }
  const arrived = /^HP-N(\d+)-(\d+)$/.exec(id);
  return arrived ? (newcomersOn(world, Number(arrived[1]))[Number(arrived[2]) - 1] ?? null) : null;
}

/** People who sign up on a day. */
export function newcomersOn(world: World, day: DayNumber): Person[] {
  const { newcomersPerDayPerHundred, newcomer } = world.parameters.shopper;
  const count = poisson(seededRng(`${world.seed}:newcomers:${day}`), (newcomersPerDayPerHundred * world.size) / 100);
  return Array.from({ length: count }, (_, index) => {
    const rng = seededRng(`${world.seed}:newcomer:${day}:${index}`);
    const place = placeOf(rng);
    const signedUpAt = instantOf(day, integer(rng, 8 * 60, 21 * 60), place.timezone);
    return {
      ...identity(rng, place, { serial: `N${day}-${index + 1}`, number: newcomerNumber(world, day, index) }),
      kind: 'newcomer',
      signedUpAt,
      quietFrom: null,
      visitsPerWeek: newcomer.visitsPerWeek,
      basketScale: newcomer.basketScale,
      consents: consentsOf(rng, world, place, { signedUpAt, until: signedUpAt }),
      pastOrders: [],
    };
  });
}

/** Goes on where the people known before end, so that a name is given once. */
function newcomerNumber(world: World, day: DayNumber, index: number): number {
  return world.size + (day - dayNumber(world.startsAt)) * NEWCOMERS_A_DAY + index;
}

function acquaintance(world: World, index: number): Person {
  const rng = seededRng(`${world.seed}:person:${index}`);
  const kinds = PERSON_KINDS.map((id) => [id, world.parameters.shopper.kinds[id].share] as const);
  const drawn = pickWeighted(rng, kinds);
  const isFirstFriend = index >= BEST_CUSTOMERS && index < BEST_CUSTOMERS + OLD_FRIENDS;
  const kind = index < BEST_CUSTOMERS ? 'top' : isFirstFriend ? 'regular' : drawn;
  const habits = world.parameters.shopper.kinds[kind];
  const place = placeOf(rng);
  const quietFrom = quietSince(rng, world, kind);
  const knownUntil =
    quietFrom && quietFrom < world.startsAt ? quietFrom : after(world.startsAt, -uniform(rng, 0.2, 24) * DAY);
  const isNewHere = kind === 'occasional' && chance(rng, NEW_HERE);
  const isOldFriend = chance(rng, 0.05) || isFirstFriend;
  const signedUpAt = isNewHere
    ? after(world.startsAt, -uniform(rng, 1, 13) * DAY)
    : after(knownUntil, -(isOldFriend ? uniform(rng, 1150, 1350) : uniform(rng, 40, 720)) * DAY);
  const depth = kind === 'dormant' ? dormantDepth(rng) : { orders: habits.pastOrders, basketScale: habits.basketScale };
  const orders = isNewHere ? 0 : integer(rng, ...depth.orders);
  const shopper = {
    ...identity(rng, place, { serial: String(FIRST_SERIAL + index), number: index }),
    kind,
    signedUpAt,
    quietFrom,
    visitsPerWeek: habits.visitsPerWeek,
    basketScale: depth.basketScale,
    consents: consentsOf(rng, world, place, { signedUpAt, until: world.startsAt }),
  };
  return { ...shopper, pastOrders: pastOrders(rng, shopper, orders, knownUntil) };
}

/** Dormant people are of every value class, so that each win-back path is walked. */
function dormantDepth(rng: Rng): { orders: readonly [number, number]; basketScale: number } {
  return pickWeighted(rng, [
    [{ orders: [1, 3], basketScale: 0.7 }, 0.54],
    [{ orders: [12, 18], basketScale: 0.9 }, 0.34],
    [{ orders: [34, 42], basketScale: 1 }, 0.12],
  ]);
}

function quietSince(rng: Rng, world: World, kind: PersonKindId): Date | null {
  const span = world.endsAt.getTime() - world.startsAt.getTime();
  if (kind === 'drifting') return after(world.endsAt, -uniform(rng, 31, 84) * DAY);
  if (kind !== 'dormant') return null;
  // Most pass the ninetieth day while the history is lived; some just now, some in the days to come.
  const passedAgo = pickWeighted(rng, [
    [uniform(rng, 0, span), 0.76],
    [uniform(rng, 0, 1.2 * DAY), 0.12],
    [-uniform(rng, 0, 10 * DAY), 0.12],
  ]);
  return after(world.endsAt, -DORMANT_AFTER - passedAgo);
}

function placeOf(rng: Rng): Place {
  return pickWeighted(
    rng,
    PLACES.map((place) => [place, place.weight] as const),
  );
}

function identity(rng: Rng, place: Place, { serial, number }: { serial: string; number: number }) {
  const { firstName, lastName } = nameOf(NAMES[place.names], number);
  const mailbox = `${firstName}.${lastName}.${serial}`
    .normalize('NFD')
    .replace(/[^\w.-]/g, '')
    .toLowerCase();
  const favourites = [pick(rng, CATEGORIES), pick(rng, CATEGORIES)];
  return {
    id: `HP-${serial}`,
    anonymousId: `anon-HP-${serial}`,
    firstName,
    lastName,
    email: `${mailbox}@${pick(rng, ['example.com', 'example.org', 'example.net'])}`,
    phone: place.phone && chance(rng, 0.55) ? place.phone(integer(rng, 0, 9_999)) : null,
    country: place.country,
    region: place.region,
    timezone: place.timezone,
    locale: place.locale,
    favourites,
  };
}

function consentsOf(
  rng: Rng,
  { parameters }: World,
  place: Place,
  { signedUpAt, until }: { signedUpAt: Date; until: Date },
): PersonConsent[] {
  const { consents: share } = parameters.shopper;
  const year = signedUpAt.getUTCFullYear();
  const textVersion = TEXT_VERSIONS[year < 2025 ? 0 : year < 2026 ? 1 : 2];
  const asked = CHANNELS.filter((channel) => place.phone || (channel !== 'sms' && channel !== 'whatsapp'));
  const given = asked.filter((channel) => chance(rng, share[channel]));
  const proof = { source: 'signup form', textVersion };
  const consents = given.map((channel): PersonConsent => ({ channel, status: 'granted', at: signedUpAt, ...proof }));
  for (const channel of given) {
    if (signedUpAt >= until || !chance(rng, share.takenBack)) continue;
    const at = new Date(uniform(rng, signedUpAt.getTime(), until.getTime()));
    consents.push({ channel, status: 'withdrawn', at, source: 'preference page', textVersion });
  }
  return consents;
}

type Buyer = Pick<Person, 'favourites' | 'basketScale' | 'signedUpAt'>;

/** Orders spread over the time since signing up; the last one is the last sign of life. */
function pastOrders(rng: Rng, buyer: Buyer, count: number, lastAt: Date): PastOrder[] {
  const instants = Array.from({ length: Math.max(0, count - 1) }, () =>
    uniform(rng, buyer.signedUpAt.getTime(), lastAt.getTime()),
  ).sort((a, b) => a - b);
  if (count > 0) instants.push(lastAt.getTime());
  return instants.map((at) => ({ at: new Date(at), basket: basketFor(rng, buyer) }));
}
