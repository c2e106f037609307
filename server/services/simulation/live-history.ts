import { after, DAY, daysBetween, HOUR } from '@/domain/shared/time';
import { DEMO_SCALES, type DemoScale } from '@/domain/simulation/demo-world';
import { type Person, population, type World } from '@/domain/simulation/people';
import { happeningEvents, pastEvents, type ShopPlace } from '@/domain/simulation/segment-event';
import { byTime, type Chronicle, createChronicle, freshlyAbandoned, type Happening } from '@/domain/simulation/shopper';
import { createContext, type ServiceContext } from '../../context';
import { setAutonomyLevel } from '../autonomy';
import { advanceClock } from '../clock';
import { answerMessages } from './answer-messages';
import { judgeReviews } from './judge-reviews';
import { withoutClosedCarts } from './open-carts';
import { type EventsDoor, postEvents } from './post-events';
import { stockShop } from './stock-shop';

export type Progress = { phase: 'people' | 'history'; done: number; total: number };

export type History = {
  world: World;
  scale: DemoScale;
  place: ShopPlace;
  door: EventsDoor;
  approverId: string;
  /** Where the history ends: now, on the system clock. */
  until: Date;
  onProgress: (progress: Progress) => void;
};

/** The last days are lived by the hour, those long past in longer strides. */
const RECENT = 7 * DAY;
const RECENT_STRIDE = HOUR;
const LONG_STRIDE = 3 * HOUR;
/** A verdict whose step was cut short is given by the next. */
const RETOLD = 2 * LONG_STRIDE;
/** Decisions younger than this at the end are left for people to judge. */
const LEFT_TO_PEOPLE = 8 * HOUR;

/**
 * Lives the demo's history from where its clock stands up to `until`: people shop through the public events API, the
 * clock goes on, agents decide, the simulated approver judges, messages are sent to the sandbox and answered. Told in
 * the order in which it happens; killed on the way, it goes on from the last step, and what was told twice counts once.
 */
export async function liveHistory(ctx: ServiceContext, history: History): Promise<void> {
  const { world, until, onProgress } = history;
  const people = population(world);
  const chronicle = createChronicle(world, people);
  const fresh = freshlyAbandoned(world, people, until, DEMO_SCALES[history.scale].freshCarts);
  const days = Math.round(daysBetween(world.startsAt, until));
  let at = await clockOf(ctx);
  if (at <= world.startsAt) {
    await stockShop(ctx, history.place, world);
    await tellPast(ctx, history, people);
  }
  while (at < until) {
    const to = nextStep(chronicle, fresh, at, until);
    const happenings = [...chronicle.between(at, to), ...within(fresh, at, to)].sort(byTime);
    await liveStep(ctx, history, { from: at, to, happenings });
    if (Math.floor(to.getTime() / DAY) !== Math.floor(at.getTime() / DAY) || to >= until) {
      onProgress({ phase: 'history', done: Math.min(days, Math.floor(daysBetween(world.startsAt, to))), total: days });
    }
    at = to;
  }
}

/** The next whole stride by which somebody does something; at most a long one away. */
function nextStep(chronicle: Chronicle, fresh: readonly Happening[], from: Date, until: Date): Date {
  const latest = Math.min(from.getTime() + LONG_STRIDE, until.getTime());
  const [first] = [...chronicle.between(from, new Date(latest)), ...within(fresh, from, new Date(latest))].sort(byTime);
  const stride = strideAt(from, until);
  const stop = first ? Math.ceil(first.at.getTime() / stride) * stride : latest;
  return new Date(Math.min(stop, latest));
}

function strideAt(at: Date, until: Date): number {
  return at < after(until, -RECENT) ? LONG_STRIDE : RECENT_STRIDE;
}

function within(happenings: readonly Happening[], from: Date, to: Date): Happening[] {
  return happenings.filter((happening) => happening.at > from && happening.at <= to);
}

type Step = { from: Date; to: Date; happenings: readonly Happening[] };

async function liveStep(ctx: ServiceContext, history: History, { from, to, happenings }: Step): Promise<void> {
  const { world, door, place, approverId, until } = history;
  const leaveFrom = after(until, -LEFT_TO_PEOPLE);
  await answerMessages(ctx, { world, door, place }, to);
  await judgeReviews(ctx, world, approverId, { since: after(from, -RETOLD), until: to, leaveFrom });
  if (from < leaveFrom && to >= leaveFrom) await reviewEverything({ ...ctx, now: to });
  const told = await withoutClosedCarts(ctx, happenings);
  await postEvents(
    door,
    told.flatMap((happening) => happeningEvents(happening, place)),
  );
  await advanceClock(ctx, to, { strideMs: strideAt(from, until) });
}

/** Whatever autonomy was earned, the decisions left to people wait for them: trying the inbox is what a demo is for. */
async function reviewEverything(ctx: ServiceContext): Promise<void> {
  for (const action of ['cart_recovery', 'winback_offer']) {
    const reason = 'The demo leaves its latest decisions to whoever opens the inbox.';
    await setAutonomyLevel(ctx, { agentId: 'cart_winback', action, level: 1, reason });
  }
}

/** Everybody's sign-up and orders from before the history, told in order of time. */
async function tellPast(ctx: ServiceContext, history: History, people: readonly Person[]): Promise<void> {
  const { place, door, world, onProgress } = history;
  const chunk = 40;
  for (let from = 0; from < people.length; from += chunk) {
    await postEvents(
      door,
      people.slice(from, from + chunk).flatMap((person) => pastEvents(person, place)),
    );
    onProgress({ phase: 'people', done: Math.min(people.length, from + chunk), total: people.length });
  }
  await advanceClock(ctx, world.startsAt);
}

async function clockOf(ctx: ServiceContext): Promise<Date> {
  return (await createContext(ctx.workspaceId, ctx.actor)).now;
}
