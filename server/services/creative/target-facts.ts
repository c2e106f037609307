import type { TargetFacts } from '@/domain/agents/creative-testing/eligibility';
import type { CreativeTarget } from '@/domain/agents/creative-testing/targets';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

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
    SELECT count(*)::int AS count FROM message
    WHERE workspace_id = ${workspaceId}::uuid AND agent_id = ${target.agentId} AND channel = ${target.channel}
      AND template LIKE ${`${target.templateId}@%`} AND delivered_at > ${from} AND delivered_at <= ${ctx.now}`;
  const tests = await tx.experiment.findMany({
    where: { workspaceId, templateId: target.templateId },
    select: { status: true, endedAt: true },
  });
  const ended = tests.flatMap(({ status, endedAt }) => (status === 'concluded' && endedAt ? [endedAt.getTime()] : []));
  return {
    recentVolume: sent?.count ?? 0,
    isTesting: tests.some(({ status }) => status === 'proposed' || status === 'running'),
    lastTestEndedAt: ended.length > 0 ? new Date(Math.max(...ended)) : null,
  };
}
