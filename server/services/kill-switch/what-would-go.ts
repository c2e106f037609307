import type { ChannelId } from '@/domain/channels/channel';
import { authorise, type ServiceContext } from '../../context';

/** Messages that wait, by channel and agent: due now, and later. */
export type Waiting = {
  total: number;
  dueNow: number;
  groups: { channel: ChannelId; agentId: string; dueNow: number; later: number; oldest: Date }[];
};

/** What would leave if every stop ended now; each is still checked again by all guardrails. */
export async function whatWouldGo(ctx: ServiceContext): Promise<Waiting> {
  authorise(ctx, 'workspace.read');
  const groups = await ctx.db.$queryRaw<Waiting['groups']>`
    SELECT channel, agent_id AS "agentId", count(*) FILTER (WHERE send_at <= ${ctx.now})::int AS "dueNow",
           count(*) FILTER (WHERE send_at > ${ctx.now})::int AS later, min(send_at) AS oldest
    FROM message WHERE workspace_id = ${ctx.workspaceId}::uuid AND status = 'queued'
    GROUP BY channel, agent_id ORDER BY channel, agent_id`;
  const dueNow = groups.reduce((sum, group) => sum + group.dueNow, 0);
  return { total: groups.reduce((sum, group) => sum + group.dueNow + group.later, 0), dueNow, groups };
}
