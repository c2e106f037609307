import { z } from 'zod';
import { actionName, agentName } from '@/domain/agents/agent-cards';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { RejectReason } from '@/domain/review/review-item';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { type CustomerLabel, surroundings } from '../decisions';
import { activePolicy } from '../policies';
import { HANDLED_MS, VERDICTS, VerdictFilters, verdictsWhere, waitedMs, withinTarget } from './verdict-filters';

export const ListVerdictsInput = VerdictFilters.extend({
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});

/** One verdict as the history tells it. Times in milliseconds; handling is null where it was never opened. */
export type PastVerdict = {
  id: string;
  decisionId: string;
  customer: CustomerLabel;
  agentName: string;
  actionName: string | null;
  verdict: 'approve' | 'edit' | 'reject';
  outcome: string;
  /** In words; null where none was asked for. */
  reason: string | null;
  note: string | null;
  /** Who gave it; null where a job did. */
  by: string | null;
  isSimulated: boolean;
  givenAt: Date;
  waitedMs: number;
  handledMs: number | null;
  takenBackAt: Date | null;
};

type Row = Omit<PastVerdict, 'customer' | 'agentName' | 'actionName' | 'reason'> & {
  customerId: string;
  agentId: string;
  action: string | null;
  reason: string | null;
};

/** The verdicts of people, the latest first, a page at a time; those taken back among them. Throws forbidden. */
export async function listVerdicts(
  ctx: ServiceContext,
  input: z.input<typeof ListVerdictsInput>,
): Promise<Page<PastVerdict>> {
  authorise(ctx, 'review.read');
  const { cursor, limit, ...filters } = ListVerdictsInput.parse(input);
  const place = cursor ? readCursor(MomentKey, cursor) : null;
  const behind = place ? Prisma.sql`AND (v.given_at, v.id) < (${new Date(place.at)}, ${place.id}::uuid)` : Prisma.empty;
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT v.id, v.decision_id AS "decisionId", d.customer_id AS "customerId", d.agent_id AS "agentId", d.action,
      v.verdict, v.outcome, v.reason, v.note, u.name AS "by", v.is_simulated AS "isSimulated",
      v.given_at AS "givenAt", ${waitedMs(ctx)} AS "waitedMs",
      CASE WHEN v.opened_at IS NOT NULL THEN ${HANDLED_MS} END AS "handledMs", v.undone_at AS "takenBackAt"
    FROM ${VERDICTS} LEFT JOIN app_user u ON u.id = v.given_by_id
    WHERE ${verdictsWhere(ctx, filters)} ${behind}
    ORDER BY v.given_at DESC, v.id DESC LIMIT ${limit + 1}`;
  const page = pageOf(rows, limit, ({ givenAt, id }) => writeCursor({ at: givenAt.toISOString(), id }));
  const { document } = await activePolicy(ctx);
  const decisions = page.items.map(({ decisionId: id, customerId }) => ({ id, customerId }));
  const { names } = await surroundings(ctx, document, decisions);
  return { ...page, items: page.items.map((row) => told(row, names.get(row.customerId) ?? null)) };
}

function told({ customerId, agentId, action, reason, ...row }: Row, name: string | null): PastVerdict {
  const reasons: Readonly<Record<string, string>> = REJECT_REASONS;
  return {
    ...row,
    customer: { id: customerId, name },
    agentName: agentName(agentId),
    actionName: action === null ? null : actionName(agentId, action),
    reason: reason === null ? null : (reasons[reason] ?? reason),
  };
}

/**
 * How people judged: verdicts that stand, given by real people. Times in milliseconds, null where there is none;
 * `inTime` within the policy's target; `overridden` are edits and rejections; of decisions made in the same days
 * `actionable` were to send something, and `sentToReview` of them waited for a person.
 */
export type VerdictSummary = {
  given: number;
  approved: number;
  edited: number;
  rejected: number;
  inTime: number;
  slaMinutes: number;
  waited: { medianMs: number | null; p90Ms: number | null; slowestMs: number | null };
  handled: { count: number; medianMs: number | null; p90Ms: number | null; slowestMs: number | null };
  actionable: number;
  sentToReview: number;
  /** Listed, and not counted here. */
  simulated: number;
};

type Counted = Pick<VerdictSummary, 'given' | 'approved' | 'edited' | 'rejected' | 'inTime' | 'simulated'> & {
  waitedMedian: number | null;
  waitedP90: number | null;
  waitedSlowest: number | null;
  handledCount: number;
  handledMedian: number | null;
  handledP90: number | null;
  handledSlowest: number | null;
};

/** Whether a verdict counts among those of people. */
const COUNTED = Prisma.sql`(NOT v.is_simulated AND v.undone_at IS NULL)`;

/** The figures of the verdicts that filters leave. Throws forbidden. */
export async function summariseVerdicts(
  ctx: ServiceContext,
  input: z.input<typeof VerdictFilters>,
): Promise<VerdictSummary> {
  authorise(ctx, 'review.read');
  const filters = VerdictFilters.parse(input);
  const { document } = await activePolicy(ctx);
  const { slaMinutes } = document.review;
  const counts = Prisma.sql`is_counted`;
  const [[counted], [decided]] = await Promise.all([
    ctx.db.$queryRaw<Counted[]>`
      WITH judged AS (
        SELECT v.verdict, v.is_simulated, ${COUNTED} AS is_counted, ${waitedMs(ctx)} AS waited,
          CASE WHEN v.opened_at IS NOT NULL THEN ${HANDLED_MS} END AS handled
        FROM ${VERDICTS} WHERE ${verdictsWhere(ctx, filters)})
      SELECT count(*) FILTER (WHERE ${counts})::int AS given,
        count(*) FILTER (WHERE ${counts} AND verdict = 'approve')::int AS approved,
        count(*) FILTER (WHERE ${counts} AND verdict = 'edit')::int AS edited,
        count(*) FILTER (WHERE ${counts} AND verdict = 'reject')::int AS rejected,
        count(*) FILTER (WHERE ${counts} AND ${withinTarget(Prisma.sql`waited`, slaMinutes)})::int AS "inTime",
        count(*) FILTER (WHERE is_simulated)::int AS simulated,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) FILTER (WHERE ${counts}) AS "waitedMedian",
        percentile_cont(0.9) WITHIN GROUP (ORDER BY waited) FILTER (WHERE ${counts}) AS "waitedP90",
        max(waited) FILTER (WHERE ${counts}) AS "waitedSlowest",
        count(handled) FILTER (WHERE ${counts})::int AS "handledCount",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY handled) FILTER (WHERE ${counts}) AS "handledMedian",
        percentile_cont(0.9) WITHIN GROUP (ORDER BY handled) FILTER (WHERE ${counts}) AS "handledP90",
        max(handled) FILTER (WHERE ${counts}) AS "handledSlowest"
      FROM judged`,
    ctx.db.$queryRaw<Pick<VerdictSummary, 'actionable' | 'sentToReview'>[]>`
      SELECT count(*)::int AS actionable, count(d.review_by)::int AS "sentToReview" FROM decision d
      WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND ${decidedWhere(ctx, filters)}
        AND (d.send_at IS NOT NULL OR d.review_by IS NOT NULL OR d.outcome = 'cancelled')`,
  ]);
  const { waitedMedian = null, waitedP90 = null, waitedSlowest = null } = counted ?? {};
  const { handledMedian = null, handledP90 = null, handledSlowest = null } = counted ?? {};
  const { given = 0, approved = 0, edited = 0, rejected = 0, inTime = 0, simulated = 0 } = counted ?? {};
  return {
    ...{ given, approved, edited, rejected, inTime, simulated, slaMinutes },
    waited: { medianMs: waitedMedian, p90Ms: waitedP90, slowestMs: waitedSlowest },
    handled: {
      count: counted?.handledCount ?? 0,
      medianMs: handledMedian,
      p90Ms: handledP90,
      slowestMs: handledSlowest,
    },
    actionable: decided?.actionable ?? 0,
    sentToReview: decided?.sentToReview ?? 0,
  };
}

/** Why people said no: the rejections of `summariseVerdicts` by reason, the most frequent first. Throws forbidden. */
export async function countRejections(
  ctx: ServiceContext,
  input: z.input<typeof VerdictFilters>,
): Promise<{ reason: RejectReason; count: number }[]> {
  authorise(ctx, 'review.read');
  const rows = await ctx.db.$queryRaw<{ reason: string | null; count: number }[]>`
    SELECT v.reason, count(*)::int AS count FROM ${VERDICTS}
    WHERE ${verdictsWhere(ctx, VerdictFilters.parse(input))} AND ${COUNTED} AND v.verdict = 'reject'
    GROUP BY v.reason ORDER BY 2 DESC, 1`;
  return rows.flatMap(({ reason, count }) => {
    const known = RejectReason.safeParse(reason);
    return known.success ? [{ reason: known.data, count }] : [];
  });
}

/** Decisions of the same agent and days, whoever judged them. */
function decidedWhere(ctx: ServiceContext, { agentId, from, to }: VerdictFilters): Prisma.Sql {
  const parts = [
    Prisma.sql`d.decided_at <= ${ctx.now}`,
    ...(agentId ? [Prisma.sql`d.agent_id = ${agentId}`] : []),
    ...(from ? [Prisma.sql`d.decided_at >= ${from}`] : []),
    ...(to ? [Prisma.sql`d.decided_at < ${to}`] : []),
  ];
  return Prisma.join(parts, ' AND ');
}
