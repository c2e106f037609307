import { dayNumber } from '@/domain/simulation/local-time';
import type { ServiceContext } from '../../context';
import { watchLevels } from '../autonomy';
import { decideCampaigns, proposeTestsOfLaunched } from '../campaigns';
import { creativeSweep } from '../creative';
import { decideDormant, decideDueWaves, decideIdleCarts } from '../decisions';
import { dispatchDue } from '../delivery';
import { processPending } from '../events';
import { learnFromOutcomes } from '../learning';
import { sweepCustomers } from '../lifecycle';
import { rollUp } from '../measurement';
import { expireOffers } from '../offers';
import { expireReviews, withdrawReviews } from '../review';
import { evaluateTouched, sweepSegments } from '../segments';
import { watchFigures } from '../watching';
import type { StepReport } from './clock-report';
import { type DueKind, dueKinds, firstDue } from './due';

/** Rows a sweep takes at a time. */
const BATCH = 500;
const BUSY_WAIT_MS = 20;

/**
 * Everything that is due at `ctx.now`, done as the scheduled functions would do it: events folded first, so that
 * decisions know of them; codes and reviews that ran out before anything is sent. `since` is where the clock stood
 * before: with a new day come lifecycle stages, the daily sweep, a look at levels of autonomy and what outcomes teach.
 */
export async function runDueWork(ctx: ServiceContext, since: Date): Promise<StepReport> {
  const processed = await processAll(ctx);
  if (processed > 0) await withdrawReviews(ctx);
  const due = dueKinds(await firstDue(ctx, ctx.now), ctx.now);
  const offersExpired = due.has('offers') ? (await expireOffers(ctx)).expired : 0;
  const reviewsExpired = due.has('reviews') ? (await expireReviews(ctx)).expired : 0;
  const isNewDay = dayNumber(since) !== dayNumber(ctx.now);
  // Sums of hours that wait are counted anew by every decision that asks what was sent lately.
  if (isNewDay) await rollUp(ctx);
  // In a history that is lived through a day stands for an hour, here too.
  if (isNewDay) await watchFigures(ctx);
  if (isNewDay) await watchLevels(ctx);
  if (isNewDay) await learnFromOutcomes(ctx);
  // In a history that is lived through a day stands for an hour: segments are looked at each morning.
  if (isNewDay) await moveSegments(ctx);
  const decided = await decide(ctx, due, isNewDay);
  const sent = decided > 0 || due.has('messages') ? await sendAll(ctx) : 0;
  return { processed, decided, sent, reviewsExpired, offersExpired };
}

async function decide(ctx: ServiceContext, due: ReadonlySet<DueKind>, isNewDay: boolean): Promise<number> {
  let decided = 0;
  if (due.has('waves')) decided += await untilDone((limit) => decideDueWaves(ctx, { limit }));
  if (isNewDay) decided += await untilDone((limit) => decideDormant(ctx, { limit }));
  if (due.has('carts') || due.has('reminders')) decided += await untilDone((limit) => decideIdleCarts(ctx, { limit }));
  if (isNewDay || due.has('campaigns')) decided += await untilDone((limit) => decideCampaigns(ctx, { limit }));
  if (isNewDay) {
    await proposeTestsOfLaunched(ctx);
    await creativeSweep(ctx);
  }
  if (isNewDay) decided += (await sweepCustomers(ctx, { limit: Number.POSITIVE_INFINITY })).decided;
  return decided;
}

async function moveSegments(ctx: ServiceContext): Promise<void> {
  await evaluateTouched(ctx);
  await sweepSegments(ctx);
}

async function processAll(ctx: ServiceContext): Promise<number> {
  if (!(await hasPending(ctx))) return 0;
  let total = 0;
  for (;;) {
    const { processed, remaining, busy } = await processPending(ctx, { limit: BATCH });
    total += processed;
    if (busy) await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS));
    else if (!remaining) return total;
  }
}

async function hasPending(ctx: ServiceContext): Promise<boolean> {
  return (await ctx.db.eventPending.findFirst({ where: { workspaceId: ctx.workspaceId } })) !== null;
}

async function untilDone(decideSome: (limit: number) => Promise<{ decided: number }>): Promise<number> {
  let total = 0;
  for (;;) {
    const { decided } = await decideSome(BATCH);
    total += decided;
    if (decided < BATCH) return total;
  }
}

async function sendAll(ctx: ServiceContext): Promise<number> {
  let total = 0;
  for (;;) {
    const { sent, remaining } = await dispatchDue(ctx, { limit: BATCH });
    total += sent;
    if (!remaining) return total;
  }
}
