import type { CampaignDocument, CampaignTrigger } from '@/domain/campaigns/campaign';
import { occurrenceOf, seasonStart } from '@/domain/campaigns/season';
import { LifecycleStage } from '@/domain/customers/stage';
import type { Snapshot } from '@/domain/decisions/snapshot';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { pauseAtCents } from '@/domain/policies/message-costs';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { type Campaign, Prisma } from '../../generated/prisma/client';
import { decideBatch, type StoredDecision } from '../decisions';
import { stepResults, sumOf } from '../enrolments';
import { agentsToAsk } from '../kill-switch';
import { activePolicy } from '../policies';
import type { SnapshotRequest } from '../snapshots';
import { askedAgainAt } from './asked-again';
import { audienceCondition } from './audience-sql';
import { documentOf } from './claim-campaign';
import { moveWithin } from './move-campaign';
import type { Part } from './sweep-campaigns';

const NOBODY: Part = { looked: 0, made: [] };

/** Who begins now, and what woke the agent for them. */
type Beginner = { id: string; fromStage: string | null; changedAt: Date | null };
/** How a trigger is asked of `customer c`. */
type Begins = { join: Prisma.Sql; from: Prisma.Sql; changedAt: Prisma.Sql; where: Prisma.Sql };

/**
 * Lets the next customers begin a campaign and decides its first message. Whoever else is at this campaign has it to
 * themselves: then nobody is looked at. A campaign whose budget is as good as spent is paused instead.
 */
export async function beginSome(tx: Db, ctx: ServiceContext, campaignId: string, size: number): Promise<Part> {
  const row = await lockRunning(tx, ctx, campaignId);
  if (!row) return NOBODY;
  const policy = await activePolicy(ctx, tx);
  const document = documentOf(row);
  if (await isSpent(tx, ctx, policy, row, document)) {
    await moveWithin(tx, ctx, row, 'pause', 'The budget is as good as spent.');
    return NOBODY;
  }
  const span = spanOf(ctx, row, document.trigger, policy.document.campaign.startWithinDays);
  if (!span) return NOBODY;
  const occurrence = occurrenceOf(document.trigger, ctx.workspace.timezone, ctx.now);
  const beginners = await findBeginners(tx, ctx, { row, document, policy, span, occurrence, size });
  const asks = await agentsToAsk(tx, ctx);
  const requests = beginners.map((beginner) => ({
    ...requestOf(row.id, document.trigger, beginner, occurrence),
    asks,
  }));
  const made = await decideBatch(tx, ctx, policy, requests, {
    conclude: async (decided) => {
      await waitToBegin(tx, ctx, { campaignId: row.id, occurrence }, beginners, decided);
      await passOver(tx, ctx, row.id, occurrence, beginners);
      if (span.sweep) await keepPlace(tx, ctx, row.id, span.sweep, beginners, size);
      return [];
    },
  });
  return { looked: beginners.length, made };
}

async function lockRunning(tx: Db, ctx: ServiceContext, id: string): Promise<Campaign | null> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM campaign WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${id}::uuid AND status = 'running'
    FOR UPDATE SKIP LOCKED`;
  if (locked.length === 0) return null;
  return tx.campaign.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
}

async function isSpent(
  tx: Db,
  ctx: ServiceContext,
  { document: policy }: PolicyInForce,
  row: Campaign,
  { budgetCents }: CampaignDocument,
): Promise<boolean> {
  if (budgetCents === null) return false;
  const { spentCents } = sumOf(await stepResults(tx, ctx, policy, [row.id]), 0);
  return spentCents >= pauseAtCents(budgetCents, policy);
}

/** Moments that count; `sweep` names the one occurrence of a dated campaign, which goes through its audience once. */
type Span = { since: Date; until: Date; sweep: string | null };

/** Null where nobody can begin: its day has not come, is long past, or its audience has been gone through. */
function spanOf(ctx: ServiceContext, row: Campaign, trigger: CampaignTrigger, withinDays: number): Span | null {
  const { now } = ctx;
  const oldest = after(now, -withinDays * DAY);
  if (trigger.kind !== 'scheduled' && trigger.kind !== 'season') {
    const launched = row.launchedAt ?? now;
    return { since: launched > oldest ? launched : oldest, until: now, sweep: null };
  }
  const at = trigger.kind === 'season' ? seasonStart(trigger, ctx.workspace.timezone, now) : new Date(trigger.at);
  const sweep = at.toISOString();
  return at > now || at <= oldest || row.sweptOccurrence === sweep ? null : { since: at, until: now, sweep };
}

type Search = {
  row: Campaign;
  document: CampaignDocument;
  policy: PolicyInForce;
  span: Span;
  occurrence: string;
  size: number;
};

function findBeginners(tx: Db, ctx: ServiceContext, search: Search): Promise<Beginner[]> {
  const { row, document, policy, span, occurrence, size } = search;
  const cursor = span.sweep && row.sweepOccurrence === span.sweep ? row.sweepCursor : null;
  const { join, from, changedAt, where } = begins(document.trigger, span);
  return tx.$queryRaw<Beginner[]>`
    SELECT c.id, ${from} AS "fromStage", ${changedAt} AS "changedAt"
    FROM customer c ${join}
    WHERE ${audienceCondition(ctx, document.audience, policy.document)} AND ${where}
      AND (${cursor}::uuid IS NULL OR c.id > ${cursor}::uuid)
      AND NOT EXISTS (SELECT 1 FROM campaign_enrolment e WHERE e.workspace_id = c.workspace_id
        AND e.campaign_id = ${row.id}::uuid AND e.customer_id = c.id AND e.occurrence = ${occurrence})
    ORDER BY c.id LIMIT ${size}`;
}

const BY_ITSELF = {
  join: Prisma.empty,
  from: Prisma.sql`NULL::text`,
  changedAt: Prisma.sql`NULL::timestamptz`,
};

/** The trigger as a condition on `customer c`. */
function begins(trigger: CampaignTrigger, { since, until }: Span): Begins {
  const within = (moment: Prisma.Sql) =>
    Prisma.sql`${moment} > ${since}::timestamptz AND ${moment} <= ${until}::timestamptz`;
  switch (trigger.kind) {
    case 'scheduled':
    case 'season':
      return { ...BY_ITSELF, where: Prisma.sql`true` };
    case 'signup':
      return { ...BY_ITSELF, where: within(Prisma.sql`c.signed_up_at`) };
    case 'days_since_signup':
      return { ...BY_ITSELF, where: within(Prisma.sql`c.signed_up_at + ${trigger.days}::int * interval '1 day'`) };
    case 'nth_purchase':
      return {
        ...BY_ITSELF,
        where: Prisma.sql`c.order_count >= ${trigger.count} AND c.last_order_at > ${since}::timestamptz AND ${within(Prisma.sql`(
          SELECT o.ordered_at FROM shop_order o WHERE o.workspace_id = c.workspace_id AND o.customer_id = c.id
          ORDER BY o.ordered_at, o.id OFFSET ${trigger.count - 1} LIMIT 1)`)}`,
      };
    case 'stage_changed':
      return {
        join: Prisma.sql`JOIN LATERAL (
          SELECT h."from", h.changed_at FROM stage_change h
          WHERE h.workspace_id = c.workspace_id AND h.customer_id = c.id AND h."to" = ${trigger.to}
            AND ${within(Prisma.sql`h.changed_at`)}
          ORDER BY h.changed_at DESC LIMIT 1) AS s ON true`,
        from: Prisma.sql`s."from"`,
        changedAt: Prisma.sql`s.changed_at`,
        where: Prisma.sql`c.stage = ${trigger.to}`,
      };
    case 'segment_changed':
      // Who came or went because a rule was changed did nothing, and begins nothing.
      return {
        ...BY_ITSELF,
        join: Prisma.sql`JOIN LATERAL (
          SELECT h.changed_at FROM segment_change h
          WHERE h.workspace_id = c.workspace_id AND h.customer_id = c.id AND h.segment_id = ${trigger.segmentId}::uuid
            AND h.kind = ${trigger.change} AND h.cause = 'customer' AND ${within(Prisma.sql`h.changed_at`)}
          ORDER BY h.changed_at DESC LIMIT 1) AS s ON true`,
        changedAt: Prisma.sql`s.changed_at`,
        where: Prisma.sql`EXISTS (SELECT 1 FROM segment_member m WHERE m.workspace_id = c.workspace_id
          AND m.segment_id = ${trigger.segmentId}::uuid AND m.customer_id = c.id) = ${trigger.change === 'entered'}`,
      };
  }
}

function requestOf(
  campaignId: string,
  trigger: CampaignTrigger,
  beginner: Beginner,
  occurrence: string,
): SnapshotRequest {
  return {
    customerId: beginner.id,
    trigger: wakes(campaignId, trigger, beginner, occurrence),
    cartId: null,
    winback: null,
    decisionId: null,
  };
}

/** A customer's own moment wakes the agent for every campaign that answers it; a date wakes it for its one campaign. */
function wakes(
  campaignId: string,
  trigger: CampaignTrigger,
  { fromStage, changedAt }: Beginner,
  occurrence: string,
): Snapshot['trigger'] {
  switch (trigger.kind) {
    case 'signup':
      return { kind: 'milestone', milestone: 'signup', count: 1 };
    case 'nth_purchase':
      return { kind: 'milestone', milestone: 'nth_purchase', count: trigger.count };
    case 'days_since_signup':
      return { kind: 'milestone', milestone: 'days_since_signup', count: trigger.days };
    case 'stage_changed': {
      const from = LifecycleStage.nullable().parse(fromStage);
      return { kind: 'stage_changed', from, to: trigger.to, changedAt: (changedAt ?? new Date(0)).toISOString() };
    }
    case 'segment_changed': {
      const { segmentId, change } = trigger;
      return { kind: 'segment_changed', segmentId, change, changedAt: (changedAt ?? new Date(0)).toISOString() };
    }
    default:
      return {
        kind: 'campaign_due',
        campaignId,
        step: 1,
        ...(occurrence !== 'once' && { occurrence }),
      };
  }
}

/**
 * For whom something that waits goes first, the campaign is asked again when that is gone. Where the moment was asked about
 * for another campaign, which gave way, this one waits with it.
 */
async function waitToBegin(
  tx: Db,
  ctx: ServiceContext,
  { campaignId, occurrence }: { campaignId: string; occurrence: string },
  beginners: readonly Beginner[],
  decided: readonly StoredDecision[],
): Promise<void> {
  const { workspaceId } = ctx;
  const yielded = await askedAgainAt(tx, ctx, decided);
  const asked = new Set(decided.map(({ request }) => request.customerId));
  const unasked = beginners.filter(({ id }) => !asked.has(id)).map(({ id }) => id);
  const others = await tx.campaignEnrolment.findMany({
    where: { workspaceId, customerId: { in: unasked }, nextStep: 1, endedAs: null },
    select: { customerId: true, nextStepAt: true },
  });
  const waiting = [
    ...[...yielded].map(([request, at]) => ({ customerId: request.customerId, nextStepAt: at })),
    ...others,
  ];
  await tx.campaignEnrolment.createMany({
    data: waiting.map((each) => ({ workspaceId, campaignId, occurrence, startedAt: ctx.now, ...each })),
    skipDuplicates: true,
  });
}

/** For whom this campaign was not chosen, it has passed by; the others have a way already. */
async function passOver(
  tx: Db,
  ctx: ServiceContext,
  campaignId: string,
  occurrence: string,
  beginners: readonly Beginner[],
): Promise<void> {
  await tx.campaignEnrolment.createMany({
    data: beginners.map(({ id }) => ({
      workspaceId: ctx.workspaceId,
      campaignId,
      customerId: id,
      occurrence,
      startedAt: ctx.now,
      endedAs: 'passed_over',
      endedAt: ctx.now,
    })),
    skipDuplicates: true,
  });
}

async function keepPlace(
  tx: Db,
  ctx: ServiceContext,
  id: string,
  sweep: string,
  beginners: readonly Beginner[],
  size: number,
): Promise<void> {
  const last = beginners.at(-1);
  await tx.campaign.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    data: {
      sweepOccurrence: sweep,
      ...(last && { sweepCursor: last.id }),
      ...(beginners.length < size && { sweptOccurrence: sweep }),
    },
  });
}
