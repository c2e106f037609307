import type { TargetFacts } from '@/domain/agents/creative-testing/eligibility';
import { type PlateauFacts, plateauSpans } from '@/domain/agents/creative-testing/plateau';
import type { CreativeTarget } from '@/domain/agents/creative-testing/targets';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import type { Traffic } from './types';

/** What the agent looks at before it proposes a test of a message. */
export async function loadTargetFacts(
  tx: Db,
  ctx: ServiceContext,
  target: CreativeTarget,
  policy: Policy,
): Promise<TargetFacts> {
  const { workspaceId } = ctx;
  const from = after(ctx.now, -policy.creative.longestDays * DAY);
  const [sent] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${messagesOf(ctx, target)} AND m.delivered_at > ${from} AND m.delivered_at <= ${ctx.now}`;
  const tests = await tx.experiment.findMany({
    where: { workspaceId, templateId: target.templateId },
    select: { status: true, endedAt: true },
  });
  const ended = tests.flatMap(({ status, endedAt }) => (status === 'concluded' && endedAt ? [endedAt.getTime()] : []));
  return {
    recentVolume: sent?.count ?? 0,
    plannedVolume: 0,
    isTesting: tests.some(({ status }) => status === 'proposed' || status === 'planned' || status === 'running'),
    lastTestEndedAt: ended.length > 0 ? new Date(Math.max(...ended)) : null,
  };
}

/** What the message did in the days before now: customers it was delivered to, and how many of them clicked and ordered. */
export async function loadTraffic(tx: Db, ctx: ServiceContext, target: CreativeTarget, days: number): Promise<Traffic> {
  const from = after(ctx.now, -days * DAY);
  const [row] = await tx.$queryRaw<Omit<Traffic, 'days'>[]>`
    SELECT count(DISTINCT m.customer_id)::int AS customers,
      count(DISTINCT m.customer_id) FILTER (WHERE m.clicked_at IS NOT NULL)::int AS clicks,
      count(DISTINCT m.customer_id) FILTER (WHERE EXISTS (
        SELECT 1 FROM attribution a WHERE a.workspace_id = m.workspace_id AND a.decision_id = m.decision_id))::int AS orders
    FROM ${messagesOf(ctx, target)} AND m.delivered_at > ${from} AND m.delivered_at <= ${ctx.now}`;
  return { days, customers: row?.customers ?? 0, clicks: row?.clicks ?? 0, orders: row?.orders ?? 0 };
}

/** The deliveries by which a plateau is told: of the message in both spans, with the clicks of people that came in time. */
export async function loadPlateauFacts(
  tx: Db,
  ctx: ServiceContext,
  target: CreativeTarget,
  policy: Policy,
): Promise<PlateauFacts> {
  const { from, middle, to } = plateauSpans(policy, ctx.now);
  const spans = await tx.$queryRaw<{ isRecent: boolean; trials: number; successes: number }[]>`
    SELECT m.delivered_at > ${middle} AS "isRecent", count(*)::int AS trials,
      count(*) FILTER (WHERE m.clicked_at <= m.delivered_at + ${policy.creative.clickDays} * interval '1 day')::int AS successes
    FROM ${messagesOf(ctx, target)} AND m.delivered_at > ${from} AND m.delivered_at <= ${to} GROUP BY 1`;
  const span = (isRecent: boolean) => spans.find((row) => row.isRecent === isRecent) ?? { trials: 0, successes: 0 };
  const last = await tx.experiment.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      templateId: target.templateId,
      endedAt: { not: null },
      startedAt: { not: null },
    },
    orderBy: { endedAt: 'desc' },
    select: { endedAt: true },
  });
  return { recent: span(true), before: span(false), lastTestEndedAt: last?.endedAt ?? null };
}

/** Messages `m` of one kind: of a campaign only those of the action, one with a discount says other things. */
export function messagesOf({ workspaceId }: ServiceContext, target: CreativeTarget): Prisma.Sql {
  return Prisma.sql`message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
      AND d.action = ${target.action}
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.agent_id = ${target.agentId} AND m.channel = ${target.channel}
      AND m.template LIKE ${`${target.templateId}@%`}`;
}
