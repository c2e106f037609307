import { chance, integer, logNormal, pickWeighted, poisson, type Rng, seededRng, uniform } from '../shared/random';
import { after, DAY, HOUR, MINUTE } from '../shared/time';
import { type Basket, type BasketLine, basketFor, productFor } from './basket';
import type { CatalogueProduct } from './catalogue';
import { canOrder } from './fault';
import { type DayNumber, dayNumber, hourIn, instantOf, weekdayOf } from './local-time';
import { newcomersOn, type Person, type World } from './people';

type Occurrence = {
  /** Same world, same happening, same id: what makes telling it twice harmless. */
  id: string;
  at: Date;
  person: Person;
};

/** Something a shopper does. */
export type Happening = Occurrence &
  (
    | { kind: 'signed_up' }
    | { kind: 'product_viewed'; product: CatalogueProduct }
    | { kind: 'product_added'; cartKey: string; line: BasketLine }
    | { kind: 'checkout_started'; cartKey: string; basket: Basket }
    /** `ifStillOpen`: the person comes back for a cart by themselves, unless a message was quicker. */
    | { kind: 'order_completed'; orderKey: string; cartKey: string; basket: Basket; ifStillOpen: boolean }
  );

/** A return later than this is a new visit, not the same cart. */
const LONGEST_RETURN = 7 * DAY;

/**
 * What shoppers do by themselves, day by day. `between` lists what happens after `from` and up to `to`, in order of
 * time. Asking again, in other steps, or for the same stretch, gives the same happenings.
 */
export type Chronicle = { between: (from: Date, to: Date) => Happening[] };

/** The chronicle of a world and the people in it (see `population`); newcomers join as their days come. */
export function createChronicle(world: World, people: readonly Person[]): Chronicle {
  const days = new Map<DayNumber, Happening[]>();
  const newcomers = new Map<DayNumber, Person[]>();
  const firstDay = dayNumber(world.startsAt);

  const newcomersOf = (day: DayNumber): Person[] => {
    const known = newcomers.get(day);
    if (known) return known;
    const arrived = newcomersOn(world, day);
    newcomers.set(day, arrived);
    return arrived;
  };
  const shoppersOn = function* (day: DayNumber): Iterable<Person> {
    yield* people;
    for (let earlier = firstDay; earlier <= day; earlier++) yield* newcomersOf(earlier);
  };
  const dayOf = (day: DayNumber): Happening[] => {
    const known = days.get(day);
    if (known) return known;
    const happenings: Happening[] = newcomersOf(day).map((person) => signUp(person));
    for (const person of shoppersOn(day)) happenings.push(...personDay(world, person, day));
    days.set(day, happenings);
    return happenings;
  };

  return {
    between(from, to) {
      const firstToLookAt = Math.max(firstDay, dayNumber(after(from, -LONGEST_RETURN)) - 1);
      const lastToLookAt = dayNumber(to) + 1;
      for (const day of days.keys()) if (day < firstToLookAt) days.delete(day);
      const found: Happening[] = [];
      for (let day = firstToLookAt; day <= lastToLookAt; day++) {
        for (const happening of dayOf(day)) {
          const isPossible = happening.kind !== 'order_completed' || canOrder(world.fault ?? null, happening.at);
          if (isPossible && happening.at > from && happening.at <= to) found.push(happening);
        }
      }
      return found.sort(byTime);
    },
  };
}

/** Orders happenings by time, and by id where two fall together. */
export function byTime(left: Happening, right: Happening): number {
  return left.at.getTime() - right.at.getTime() || (left.id < right.id ? -1 : 1);
}

/** Hours of the day in which people leave the carts that are fresh when the demo is opened. */
const DAYTIME = { from: 9, to: 19 };
/** Where it is night nearly everywhere, at least as many carts as this. */
const LEAST_FRESH = 4;

/** Old friends among them, whose yes no longer counts: what they are decided to get is stopped, at whatever hour. */
const OLD_FRIENDS = 6;
/** A yes older than 36 months has to be asked for again. */
const STALE_YES = 1_100 * DAY;

/**
 * Carts left behind between two and six hours before `until` by people who may be written to and for whom it is day
 * then, the most valuable customers among them: so that whoever opens the demo finds the review inbox at work, and what
 * they approve leaves at once. Some more are of people whose yes is too old, so that there is something to see stopped.
 */
export function freshlyAbandoned(world: World, people: readonly Person[], until: Date, count: number): Happening[] {
  const rng = seededRng(`${world.seed}:fresh-carts`);
  const comers = people.filter((person) => person.kind !== 'dormant' && acceptsEmail(person));
  const isStale = ({ signedUpAt }: Person) => signedUpAt < after(until, -STALE_YES);
  const reachable = comers.filter((person) => !isStale(person));
  const isDay = ({ timezone }: Person) => {
    const hour = hourIn(timezone, until);
    return hour >= DAYTIME.from && hour < DAYTIME.to;
  };
  const awake = freshShoppers(reachable.filter(isDay), count);
  const asleep = freshShoppers(
    reachable.filter((person) => !isDay(person)),
    Math.max(0, LEAST_FRESH - awake.length),
  );
  const oldFriends = comers.filter(isStale).slice(0, OLD_FRIENDS);
  return [...awake, ...asleep, ...oldFriends].flatMap((person) => {
    const id = `${person.id}-fresh-${Math.floor(until.getTime() / MINUTE)}`;
    const basket = basketFor(rng, { ...person, basketScale: Math.max(1.2, person.basketScale) });
    return fillCart(rng, person, id, basket, after(until, -uniform(rng, 2.2, 5.8) * HOUR));
  });
}

/** Some of the best customers first, then those who come regularly. */
function freshShoppers(people: readonly Person[], count: number): Person[] {
  const ofKind = (kind: Person['kind']) => people.filter((person) => person.kind === kind);
  const valuable = [...ofKind('top').slice(0, 3), ...ofKind('vip').slice(0, 2)];
  const others = [...ofKind('regular').slice(-count), ...ofKind('occasional')];
  return [...valuable, ...others].slice(0, count);
}

/** Whether the person's last word on e-mail was yes. */
export function acceptsEmail(person: Person): boolean {
  return person.consents.filter((consent) => consent.channel === 'email').at(-1)?.status === 'granted';
}

function signUp(person: Person): Happening {
  return { kind: 'signed_up', id: `${person.id}-signup`, at: person.signedUpAt, person };
}

/** Everything that follows from one person's own visits of one calendar day, returns on later days included. */
function personDay(world: World, person: Person, day: DayNumber): Happening[] {
  const { shopper } = world.parameters;
  const rng = seededRng(`${world.seed}:${person.id}:${day}`);
  const perWeek = visitsPerWeekOn(world, person, day);
  const visits = poisson(rng, (perWeek / 7) * (shopper.weekdayWeights[weekdayOf(day)] ?? 1));
  const happenings: Happening[] = [];
  for (let visit = 0; visit < visits; visit++) {
    const at = visitInstant(rng, world, person, day);
    if (at > person.signedUpAt) happenings.push(...visitOf(rng, world, person, `${person.id}-${day}-${visit}`, at));
  }
  return happenings;
}

function visitsPerWeekOn(world: World, person: Person, day: DayNumber): number {
  const isQuiet = person.quietFrom !== null && day * DAY >= person.quietFrom.getTime();
  if (!isQuiet) return person.visitsPerWeek;
  return person.kind === 'dormant' ? world.parameters.shopper.dormantReturnPerWeek : 0;
}

function visitInstant(rng: Rng, world: World, person: Person, day: DayNumber): Date {
  const hours = world.parameters.shopper.hourWeights.map((weight, hour) => [hour, weight] as const);
  return after(instantOf(day, pickWeighted(rng, hours) * 60, person.timezone), Math.floor(rng() * HOUR));
}

function visitOf(rng: Rng, world: World, person: Person, id: string, at: Date): Happening[] {
  const { shopper } = world.parameters;
  const happenings: Happening[] = [];
  let moment = at;
  const views = integer(rng, ...shopper.viewsPerVisit);
  for (let view = 0; view < views; view++) {
    const product = productFor(rng, person.favourites);
    happenings.push({ kind: 'product_viewed', id: `${id}-view-${view}`, at: moment, person, product });
    moment = after(moment, uniform(rng, 20, 120) * 1000);
  }
  if (!chance(rng, shopper.addToCartProbability)) return happenings;
  const basket = basketFor(rng, person);
  const filling = fillCart(rng, person, id, basket, moment);
  happenings.push(...filling);
  const leftAt = filling.at(-1)?.at ?? moment;
  const order = {
    kind: 'order_completed',
    id: `${id}-order`,
    person,
    orderKey: `O-${id}`,
    cartKey: `C-${id}`,
    basket,
  } as const;
  if (!chance(rng, shopper.abandonmentProbability)) {
    const checkoutAt = after(leftAt, uniform(rng, 20, 90) * 1000);
    happenings.push({
      kind: 'checkout_started',
      id: `${id}-checkout`,
      at: checkoutAt,
      person,
      cartKey: `C-${id}`,
      basket,
    });
    happenings.push({ ...order, at: after(checkoutAt, uniform(rng, 1, 6) * MINUTE), ifStillOpen: false });
  } else if (chance(rng, shopper.spontaneousReturnProbability)) {
    const { median, sigma } = shopper.spontaneousReturnHours;
    const delay = Math.min(logNormal(rng, median, sigma) * HOUR, LONGEST_RETURN);
    happenings.push({ ...order, at: after(leftAt, delay), ifStillOpen: true });
  }
  return happenings;
}

function fillCart(rng: Rng, person: Person, id: string, basket: Basket, from: Date): Happening[] {
  let at = from;
  return basket.map((line, index) => {
    if (index > 0) at = after(at, uniform(rng, 15, 100) * 1000);
    return { kind: 'product_added', id: `${id}-add-${index}`, at, person, cartKey: `C-${id}`, line };
  });
}
