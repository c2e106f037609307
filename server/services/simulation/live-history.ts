import { after, DAY, daysBetween, HOUR } from '@/domain/shared/time';
import { DEMO_SCALES, type DemoScale } from '@/domain/simulation/demo-world';
import { type Person, population, type World } from '@/domain/simulation/people';
import { happeningEvents, pastEvents, type ShopPlace } from '@/domain/simulation/segment-event';
import { type Chronicle, createChronicle, freshlyAbandoned, type Happening } from '@/domain/simulation/shopper';
import { createContext, type ServiceContext } from '../../context';
import { setAutonomyLevel } from '../autonomy';
import { advanceClock } from '../clock';
import { answerMessages } from './answer-messages';
import { ensureDemoCampaigns } from './demo-campaigns';
import { ensureDemoSegments } from './demo-segments';
import { judgeReviews, type SimulatedApprover } from './judge-reviews';
import { judgeVariants } from './judge-variants';
import { withoutClosedCarts } from './open-carts';
import { type EventsDoor, postEvents } from './post-events';
import { stockShop } from './stock-shop';

export type Progress = { phase: 'people' | 'history'; done: number; total: number };

export type History = {
  world: World;
  place: ShopPlace;
  door: EventsDoor;
  approver: SimulatedApprover;
  onProgress: (progress: Progress) => void;
};

export type DemoHistory = History & {
  scale: DemoScale;
  /** The system clock: the history ends where it stands when it has been lived. */
  readTime: () => Date;
};

/** Days long past are lived in longer strides than the last one. */
const LONG_STRIDE = 8 * HOUR;
const RECENT = DAY;
const RECENT_STRIDE = HOUR;

/**
 * Lives the demo's history from where its clock stands up to the present: people shop through the public events API,
 * the clock goes on, agents decide, the simulated approver judges, messages are sent to the sandbox and answered. At
 * its end the desk is clear but for a handful of decisions made in that moment, for whoever opens the inbox. Told in
 * the order in which it happens; killed on the way, it goes on from the last step, and what was told twice counts once.
 */
export async function liveHistory(ctx: ServiceContext, history: DemoHistory): Promise<void> {
  const { world, readTime } = history;
  const people = population(world);
  const chronicle = createChronicle(world, people);
  if ((await clockOf(ctx)) <= world.startsAt) {
    await openShop(ctx, history, people);
    await ensureDemoSegments(ctx);
    await ensureDemoCampaigns(ctx, world, history.approver);
  }
  await liveUpTo(ctx, history, chronicle, readTime());
  const now = readTime();
  await liveUpTo(ctx, history, chronicle, now);
  await judgeReviews(ctx, history.approver, { until: now, staysLate: true });
  await leaveWork(ctx, history, people, now);
}

/**
 * Lives a world from where the workspace's clock stands to the world's end, in the same steps, as a shop's people: no
 * campaigns, nothing left for anybody. Killed on the way, it goes on from the last step.
 */
export async function liveWorld(ctx: ServiceContext, history: History): Promise<void> {
  const { world } = history;
  const people = population(world);
  if ((await clockOf(ctx)) <= world.startsAt) await openShop(ctx, history, people);
  await liveUpTo(ctx, history, createChronicle(world, people), world.endsAt);
}

/** Puts the products on the shelf, and tells what was before the history. */
async function openShop(ctx: ServiceContext, history: History, people: readonly Person[]): Promise<void> {
  await stockShop(ctx, history.place, history.world);
  await tellPast(ctx, history, people);
}

async function liveUpTo(ctx: ServiceContext, history: History, chronicle: Chronicle, until: Date): Promise<void> {
  const { world, onProgress } = history;
  const days = Math.round(daysBetween(world.startsAt, until));
  let at = await clockOf(ctx);
  while (at < until) {
    const to = nextStep(chronicle, at, until);
    await liveStep(ctx, history, { to, happenings: chronicle.between(at, to), strideMs: strideAt(at, until) });
    if (Math.floor(to.getTime() / DAY) !== Math.floor(at.getTime() / DAY) || to >= until) {
      onProgress({ phase: 'history', done: Math.min(days, Math.floor(daysBetween(world.startsAt, to))), total: days });
    }
    at = to;
  }
}

/** The next whole stride by which somebody does something; at most a long one away. */
function nextStep(chronicle: Chronicle, from: Date, until: Date): Date {
  const latest = Math.min(from.getTime() + LONG_STRIDE, until.getTime());
  const [first] = chronicle.between(from, new Date(latest));
  const stride = strideAt(from, until);
  const stop = first ? Math.ceil(first.at.getTime() / stride) * stride : latest;
  return new Date(Math.min(stop, latest));
}

function strideAt(at: Date, until: Date): number {
  return at < after(until, -RECENT) ? LONG_STRIDE : RECENT_STRIDE;
}

type Step = { to: Date; happenings: readonly Happening[]; strideMs: number };

async function liveStep(ctx: ServiceContext, history: History, { to, happenings, strideMs }: Step): Promise<void> {
  const { world, door, place, approver } = history;
  await answerMessages(ctx, { world, door, place }, to);
  await judgeReviews(ctx, approver, { until: to });
  await judgeVariants(ctx, approver);
  await tell(ctx, history, happenings);
  await advanceClock(ctx, to, { strideMs });
}

async function tell(ctx: ServiceContext, { door, place }: History, happenings: readonly Happening[]): Promise<void> {
  const told = await withoutClosedCarts(ctx, happenings);
  await postEvents(
    door,
    told.flatMap((happening) => happeningEvents(happening, place)),
  );
}

/**
 * The last sweep of the history: carts just left behind, decided now, so that the clock of their review starts with the
 * present. Whatever autonomy was earned, people judge them: trying the inbox is what a demo is for.
 */
async function leaveWork(
  ctx: ServiceContext,
  history: DemoHistory,
  people: readonly Person[],
  now: Date,
): Promise<void> {
  for (const action of ['cart_recovery', 'winback_offer']) {
    const reason = 'The demo leaves its latest decisions to whoever opens the inbox.';
    await setAutonomyLevel({ ...ctx, now }, { agentId: 'cart_winback', action, level: 1, reason });
  }
  await tell(ctx, history, freshlyAbandoned(history.world, people, now, DEMO_SCALES[history.scale].freshCarts));
  await advanceClock(ctx, now);
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
