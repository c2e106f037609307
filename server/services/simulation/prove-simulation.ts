import type { Lift } from '@/domain/autonomy/evidence';
import { isHeldOut } from '@/domain/decisions/holdout';
import { type Incremental, isSplitAsDrawn } from '@/domain/measurement/incremental';
import { after, DAY, daysBetween } from '@/domain/shared/time';
import { type AnswerCheck, checkAnswers } from '@/domain/simulation/check-answers';
import type { World } from '@/domain/simulation/people';
import { type Coverage, coverageOfDraws, covers, disturbed, trueLift, withOtherLife } from '@/domain/simulation/proof';
import { untouchedOrders } from '@/domain/simulation/untouched';
import { authorise } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { kpis, loadCompared, measureLift } from '../measurement';
import { activePolicy } from '../policies';
import { factsOf } from './answer-messages';
import { type BrokenCap, brokenCaps } from './broken-caps';
import { ANSWERED_WITHIN, deliveredMessages } from './delivered-messages';
import { type MadeAgain, makeAgain } from './made-again';
import type { Simulated } from './simulate';
import { type WatchedSeason, watchedSeason } from './watched-season';

/** One kind of action, as the holdout measures it and as it was; cents per customer. */
export type TreatmentProof = {
  agentId: string;
  action: string;
  customers: { treated: number; heldOut: number };
  measured: Lift;
  trueLiftCents: number | null;
  /** Whether as many are left alone as were drawn: where not, earlier messages decided who is compared. */
  isSplitAsDrawn: boolean | null;
  /** Whether the interval contains the truth; null where there is not enough data for one. */
  covers: boolean | null;
};

/** What was measured in a simulation, held against what is known to be true. Money in minor units. */
export type SimulationProof = {
  slug: string;
  currency: string;
  customers: number;
  days: number;
  lived: { events: number; decisions: number; messages: number; orders: number };
  /** As the scorecard shows it: credited by evidence, and caused by the holdout, for each touch. */
  attributedPerTouch: number | null;
  incremental: Incremental;
  touches: number;
  /** What the touches really caused: in all, and for each touch. */
  causedCents: number;
  causedPerTouch: number | null;
  covers: boolean | null;
  /** Whether as many are left alone as were drawn. */
  isSplitAsDrawn: boolean | null;
  /** Customers left alone whose revenue is not to the cent that of their other life: none, or the comparison is spoilt. */
  disturbed: number;
  treatments: TreatmentProof[];
  /** How often the interval contains the truth when the holdout is drawn again among those who could be written to. */
  coverage: Coverage;
  /** What people answered beside the law they answer by. */
  answers: AnswerCheck[];
  /** Limits that no message may break, and how many do. */
  caps: BrokenCap[];
  /** Whether what was planted was told, and what was told besides. */
  watched: WatchedSeason;
  /** Every decision of the season made again. */
  madeAgain: MadeAgain;
};

/** Other draws of the holdout that are tried. */
const DRAWS = 200;

/** Holds what the product measured in a lived simulation against the truth it was made of. Rights: measurement.read, and those of a replay. */
export async function proveSimulation({ ctx, world }: Simulated): Promise<SimulationProof> {
  authorise(ctx, 'measurement.read');
  const { kpis: figures, incremental } = await kpis(ctx, calendarOf(world));
  const touches = figures.find(({ id }) => id === 'touches')?.value ?? 0;
  const otherLives = untouchedOrders(world);
  const compared = await comparedIn({ ctx, world }, otherLives);
  const lift = trueLift(compared) ?? 0;
  const causedCents = Math.round(lift * incremental.treated.customers);
  const causedPerTouch = touches > 0 ? causedCents / touches : null;
  const { document: policy } = await activePolicy(ctx);
  const left = compared.filter(({ heldOut }) => heldOut).length;
  return {
    slug: ctx.workspace.slug,
    currency: ctx.workspace.currency,
    customers: world.size,
    days: Math.round(daysBetween(world.startsAt, world.endsAt)),
    lived: await livedCounts({ ctx, world }),
    attributedPerTouch: figures.find(({ id }) => id === 'rpmt')?.value ?? null,
    incremental,
    touches,
    causedCents,
    causedPerTouch,
    covers:
      incremental.perTouch === null || causedPerTouch === null
        ? null
        : incremental.perTouch.low <= causedPerTouch && causedPerTouch <= incremental.perTouch.high,
    isSplitAsDrawn: isSplitAsDrawn(compared.length - left, left, policy.holdout.share),
    disturbed: disturbed(compared).length,
    treatments: await treatmentsOf({ ctx, world }, otherLives, policy.holdout.share),
    coverage: coverageOfDraws(compared, DRAWS, {
      share: policy.holdout.share,
      isHeldOut: (draw, { customerId, since }) => isHeldOut(`${world.seed}:${draw}`, customerId, since, policy),
    }),
    answers: await answersOf({ ctx, world }),
    caps: await brokenCaps(ctx),
    watched: await watchedSeason(ctx, world),
    madeAgain: await makeAgain(ctx),
  };
}

/** The days of the workspace's calendar that were lived. */
function calendarOf({ startsAt, endsAt }: World): { from: string; to: string } {
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return { from: day(startsAt), to: day(after(endsAt, -DAY)) };
}

type OtherLives = ReturnType<typeof untouchedOrders>;

async function comparedIn({ ctx, world }: Simulated, otherLives: OtherLives, only?: Prisma.Sql) {
  const { startsAt: from, endsAt: to } = world;
  const rows = await loadCompared(ctx, { from, to }, only);
  const known = rows.map((row) => ({ ...row, externalId: row.externalId ?? '' }));
  return withOtherLife(known, otherLives, world.endsAt);
}

async function treatmentsOf(
  simulated: Simulated,
  otherLives: OtherLives,
  holdoutShare: number,
): Promise<TreatmentProof[]> {
  const { ctx, world } = simulated;
  const actions = await ctx.db.decision.groupBy({
    by: ['agentId', 'action'],
    where: { workspaceId: ctx.workspaceId, action: { not: null } },
    orderBy: [{ agentId: 'asc' }, { action: 'asc' }],
  });
  const days = daysBetween(world.startsAt, ctx.now);
  const proofs: TreatmentProof[] = [];
  for (const { agentId, action } of actions) {
    if (action === null) continue;
    const only = Prisma.sql`d.agent_id = ${agentId} AND d.action = ${action}`;
    const compared = await comparedIn(simulated, otherLives, only);
    const measured = await measureLift(ctx.db, ctx, only, days);
    const trueLiftCents = trueLift(compared);
    const heldOut = compared.filter((customer) => customer.heldOut).length;
    proofs.push({
      agentId,
      action,
      customers: { treated: compared.length - heldOut, heldOut },
      measured,
      trueLiftCents,
      isSplitAsDrawn: isSplitAsDrawn(compared.length - heldOut, heldOut, holdoutShare),
      covers: trueLiftCents === null ? null : covers(measured, trueLiftCents),
    });
  }
  return proofs;
}

/** Messages whose answers have all come by the end, against the probabilities that were drawn from. */
async function answersOf({ ctx, world }: Simulated): Promise<AnswerCheck[]> {
  const messages = await deliveredMessages(ctx, world.endsAt, world.startsAt);
  const answered = after(world.endsAt, -ANSWERED_WITHIN);
  const given = messages
    .filter(({ deliveredAt }) => deliveredAt <= answered)
    .map((message) => ({ facts: factsOf(world, message), kinds: message.toldKinds }));
  return checkAnswers(given, world.parameters.response);
}

async function livedCounts({ ctx, world }: Simulated): Promise<SimulationProof['lived']> {
  const { workspaceId } = ctx;
  const lived = { gte: world.startsAt };
  const [events, decisions, messages, orders] = await Promise.all([
    ctx.db.event.count({ where: { workspaceId, occurredAt: lived } }),
    ctx.db.decision.count({ where: { workspaceId } }),
    ctx.db.message.count({ where: { workspaceId, deliveredAt: { not: null } } }),
    ctx.db.order.count({ where: { workspaceId, orderedAt: lived } }),
  ]);
  return { events, decisions, messages, orders };
}
