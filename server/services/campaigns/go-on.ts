import { ON_PAGE } from '@/domain/channels/on-page';
import { triggerKeyOf } from '@/domain/decisions/trigger-key';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { decideBatch, type StoredDecision } from '../decisions';
import { nextOf } from '../enrolments';
import { activePolicy } from '../policies';
import type { SnapshotRequest } from '../snapshots';
import { askedAgainAt } from './asked-again';
import { documentOf } from './claim-campaign';
import type { Part } from './sweep-campaigns';

type Way = {
  campaignId: string;
  customerId: string;
  occurrence: string;
  startedAt: Date;
  nextStep: number;
  nextStepAt: Date;
  /** Before, the next message would follow the last one sooner than its day says; null where none has left. */
  notBefore: Date | null;
};

/**
 * Ends the ways of customers who have ordered since they began, and of those to whose last message a person said no, or
 * nobody said anything in time.
 */
export async function endWays(ctx: ServiceContext): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE campaign_enrolment e SET ended_as = 'converted', ended_at = ${ctx.now}, next_step_at = NULL
    FROM customer c
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.ended_at IS NULL AND e.next_step > 1
      AND c.workspace_id = e.workspace_id AND c.id = e.customer_id AND c.last_order_at > e.started_at`;
  await ctx.db.$executeRaw`
    UPDATE campaign_enrolment e SET ended_as = 'stopped', ended_at = ${ctx.now}, next_step_at = NULL
    FROM campaign_touch t JOIN decision d ON d.workspace_id = t.workspace_id AND d.id = t.decision_id
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.ended_at IS NULL AND t.workspace_id = e.workspace_id
      AND t.campaign_id = e.campaign_id AND t.customer_id = e.customer_id AND t.occurrence = e.occurrence
      AND t.step = e.next_step - 1 AND d.outcome IN ('rejected', 'expired')`;
}

/**
 * Decides the next message of customers whose day has come. A way waits while a person looks at its last message, and as
 * many days after it left as lie between the two: approved late, or moved by a guardrail, it moves those behind it. Half a
 * day counts as none, so that the hour at which one is best read moves nothing.
 */
export async function goOnSome(tx: Db, ctx: ServiceContext, running: readonly string[], size: number): Promise<Part> {
  const ways = await tx.$queryRaw<Way[]>`
    SELECT e.campaign_id AS "campaignId", e.customer_id AS "customerId", e.occurrence, e.started_at AS "startedAt",
      e.next_step AS "nextStep", e.next_step_at AS "nextStepAt", gap.over - interval '12 hours' AS "notBefore"
    FROM campaign_enrolment e
    -- Records that were merged into others are nobody's here, so that a way of theirs waits.
    JOIN customer c ON c.workspace_id = e.workspace_id AND c.id = e.customer_id
    JOIN campaign g ON g.workspace_id = e.workspace_id AND g.id = e.campaign_id
    LEFT JOIN LATERAL (
      SELECT max(
        -- What waits to leave leaves now at the earliest; what waits for a page is there to be seen.
        CASE WHEN m.status = 'queued' AND m.provider <> ${ON_PAGE} THEN greatest(m.send_at, ${ctx.now}::timestamptz)
          ELSE coalesce(m.delivered_at, m.send_at) END
        + interval '24 hours' * ((g.document->'steps'->(e.next_step - 1)->>'day')::int
          - (g.document->'steps'->(t.step - 1)->>'day')::int)) AS over
      FROM campaign_touch t JOIN message m ON m.workspace_id = t.workspace_id AND m.decision_id = t.decision_id
      WHERE t.workspace_id = e.workspace_id AND t.campaign_id = e.campaign_id AND t.customer_id = e.customer_id
        AND t.occurrence = e.occurrence AND m.status NOT IN ('cancelled', 'failed')
    ) AS gap ON true
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.ended_at IS NULL AND e.next_step_at <= ${ctx.now}
      AND e.campaign_id = ANY(${[...running]}::uuid[])
      AND NOT EXISTS (
        SELECT 1 FROM campaign_touch t JOIN decision d ON d.workspace_id = t.workspace_id AND d.id = t.decision_id
        WHERE t.workspace_id = e.workspace_id AND t.campaign_id = e.campaign_id AND t.customer_id = e.customer_id
          AND t.occurrence = e.occurrence AND d.outcome = 'in_review')
    ORDER BY e.next_step_at, e.campaign_id, e.customer_id LIMIT ${size}
    FOR UPDATE OF e SKIP LOCKED`;
  if (ways.length === 0) return { looked: 0, made: [] };
  const isEarly = ({ notBefore }: Way) => notBefore !== null && notBefore > ctx.now;
  await putOff(
    tx,
    ctx,
    ways.flatMap((way) => (way.notBefore && isEarly(way) ? [{ way, until: way.notBefore }] : [])),
  );
  const due = ways.filter((way) => !isEarly(way));
  if (due.length === 0) return { looked: ways.length, made: [] };
  const policy = await activePolicy(ctx, tx);
  const requests = await requestsOf(tx, ctx, due);
  const made = await decideBatch(tx, ctx, policy, requests, {
    conclude: async (decided) => {
      await moveOn(tx, ctx, policy, due, decided);
      return [];
    },
  });
  return { looked: ways.length, made };
}

type PutOff = { way: Way; until: Date };

async function putOff(tx: Db, { workspaceId }: ServiceContext, ways: readonly PutOff[]): Promise<void> {
  if (ways.length === 0) return;
  const rows = ways.map(({ way: { campaignId, customerId, occurrence }, until }) => ({
    campaign_id: campaignId,
    customer_id: customerId,
    occurrence,
    at: until,
  }));
  await tx.$executeRaw`
    UPDATE campaign_enrolment e SET next_step_at = later.at
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS later(campaign_id uuid, customer_id uuid, occurrence text, at timestamptz)
    WHERE e.workspace_id = ${workspaceId}::uuid AND e.campaign_id = later.campaign_id
      AND e.customer_id = later.customer_id AND e.occurrence = later.occurrence`;
}

/** What is asked for each: again, and so under a key of its own, where something else went first when it was asked before. */
async function requestsOf(tx: Db, { workspaceId }: ServiceContext, ways: readonly Way[]): Promise<SnapshotRequest[]> {
  const requests = ways.map((way) => ({ way, request: requestOf(way) }));
  const keys = requests.map(({ request }) => keyOf(request));
  const answered = await tx.decision.findMany({
    where: { workspaceId, agentId: 'campaign', triggerKey: { in: keys } },
    select: { triggerKey: true },
  });
  const before = new Set(answered.map(({ triggerKey }) => triggerKey));
  return requests.map(({ way, request }) =>
    way.nextStep === 1 || before.has(keyOf(request))
      ? { ...request, trigger: { ...request.trigger, again: way.nextStepAt.toISOString() } }
      : request,
  );
}

type DueRequest = SnapshotRequest & { trigger: Extract<SnapshotRequest['trigger'], { kind: 'campaign_due' }> };

function requestOf({ campaignId, customerId, occurrence, nextStep }: Way): DueRequest {
  const year = occurrence === 'once' ? {} : { occurrence };
  return {
    customerId,
    trigger: { kind: 'campaign_due', campaignId, step: nextStep, ...year },
    cartId: null,
    winback: null,
    decisionId: null,
  };
}

/**
 * Those for whom nothing was chosen (out of reach, over the budget) go on to the next step; for whom another decision goes
 * first, it is asked again while the step may still begin. Whoever has not begun by then has been passed over.
 */
async function moveOn(
  tx: Db,
  ctx: ServiceContext,
  { document: policy }: PolicyInForce,
  ways: readonly Way[],
  made: readonly StoredDecision[],
): Promise<void> {
  const spoken = new Set(made.filter(({ decided }) => decided.chosen).map(({ request }) => wayOf(request)));
  const silent = ways.filter((way) => !spoken.has(wayOf(requestOf(way))));
  if (silent.length === 0) return;
  const campaigns = await tx.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: silent.map(({ campaignId }) => campaignId) } },
  });
  const stepsOf = new Map(campaigns.map((row) => [row.id, documentOf(row).steps]));
  const again = new Map([...(await askedAgainAt(tx, ctx, made))].map(([request, at]) => [wayOf(request), at]));
  const waits = silent.flatMap((way): PutOff[] => {
    const until = again.get(wayOf(requestOf(way)));
    const day = stepsOf.get(way.campaignId)?.[way.nextStep - 1]?.day ?? 1;
    const last = after(way.startedAt, (day - 1 + policy.campaign.startWithinDays) * DAY);
    return until && until < last ? [{ way, until }] : [];
  });
  await putOff(tx, ctx, waits);
  const waiting = new Set(waits.map(({ way }) => way));
  const moves = silent
    .filter((way) => !waiting.has(way))
    .map((way) => ({
      campaign_id: way.campaignId,
      customer_id: way.customerId,
      occurrence: way.occurrence,
      ...(way.nextStep === 1
        ? { next_step: 1, next_step_at: null, ended_as: 'passed_over' }
        : nextOf(stepsOf.get(way.campaignId) ?? [], way.nextStep, way.startedAt, ctx.now)),
    }));
  await tx.$executeRaw`
    UPDATE campaign_enrolment e SET next_step = m.next_step, next_step_at = m.next_step_at, ended_as = m.ended_as,
      ended_at = CASE WHEN m.ended_as IS NULL THEN NULL ELSE ${ctx.now}::timestamptz END
    FROM json_to_recordset(${JSON.stringify(moves)}::json) AS m(campaign_id uuid, customer_id uuid, occurrence text,
      next_step int, next_step_at timestamptz, ended_as text)
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.campaign_id = m.campaign_id
      AND e.customer_id = m.customer_id AND e.occurrence = m.occurrence`;
}

/** Names the way that was asked for, however often. */
function wayOf({ customerId, trigger }: SnapshotRequest): string {
  return `${customerId}:${trigger.kind === 'campaign_due' ? `${trigger.campaignId}:${trigger.occurrence}` : ''}`;
}

function keyOf({ customerId, trigger }: DueRequest): string {
  return triggerKeyOf({ trigger, takenAt: '', customer: { id: customerId }, cart: null });
}
