import type { ChannelId } from '@/domain/channels/channel';
import { authorise, type ServiceContext } from '../../context';
import { activePolicy } from '../policies';

/**
 * Messages that wait, by channel and agent: due now, later, and past their moment, which will not go. `total` are those
 * that would go; `oldest` is when the first of a group was to leave.
 */
export type Waiting = {
  total: number;
  dueNow: number;
  tooLate: number;
  groups: { channel: ChannelId; agentId: string; dueNow: number; later: number; tooLate: number; oldest: Date }[];
};

/** What would leave if every stop ended now; each is still checked again by all guardrails. */
export async function whatWouldGo(ctx: ServiceContext): Promise<Waiting> {
  authorise(ctx, 'workspace.read');
  const { cart, winback } = (await activePolicy(ctx)).document;
  // The moments of domain/decisions/timing.ts (usefulUntil), counted in the database: a blast may be of any size.
  const groups = await ctx.db.$queryRaw<Waiting['groups']>`
    WITH waiting AS (
      SELECT m.channel, m.agent_id, m.send_at,
        (d.chosen ->> 'sendAt')::timestamptz + CASE
          WHEN d.chosen -> 'lasts' ->> 'usefulHours' IS NOT NULL
            THEN (d.chosen -> 'lasts' ->> 'usefulHours')::float8 * interval '1 hour'
          WHEN starts_with(d.action, 'cart_') THEN ${cart.usefulHours}::float8 * interval '1 hour'
          ELSE ${winback.usefulDays}::float8 * interval '1 day' END < ${ctx.now} AS late
      FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
      WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.status = 'queued')
    SELECT channel, agent_id AS "agentId", count(*) FILTER (WHERE NOT late AND send_at <= ${ctx.now})::int AS "dueNow",
      count(*) FILTER (WHERE NOT late AND send_at > ${ctx.now})::int AS later,
      count(*) FILTER (WHERE late)::int AS "tooLate", min(send_at) AS oldest
    FROM waiting GROUP BY channel, agent_id ORDER BY channel, agent_id`;
  const sum = (count: (group: Waiting['groups'][number]) => number) =>
    groups.reduce((total, group) => total + count(group), 0);
  return {
    total: sum(({ dueNow, later }) => dueNow + later),
    dueNow: sum(({ dueNow }) => dueNow),
    tooLate: sum(({ tooLate }) => tooLate),
    groups,
  };
}
