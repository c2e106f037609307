import { z } from 'zod';
import type { ChannelId } from '@/domain/channels/channel';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { activePolicy } from '../policies';
import { COVERS } from './covers';

export const WhatWouldGoInput = z.object({
  /** The stop that would end while all others stay; everything that waits where left out. */
  stopId: z.uuid().optional(),
});

/**
 * Messages that wait, by channel and agent: due now, later, and past their moment, which will not go. `total` are those
 * that would go; `oldest` is when the first of a group was to leave. `stillHeld` are those that another stop holds as
 * well, so that ending this one lets none of them go.
 */
export type Waiting = {
  total: number;
  dueNow: number;
  tooLate: number;
  stillHeld: number;
  groups: { channel: ChannelId; agentId: string; dueNow: number; later: number; tooLate: number; oldest: Date }[];
};

type Counted = Waiting['groups'][number] & { stillHeld: number };

/**
 * What would leave if one stop ended now and the others stayed: what this one holds and no other does. Without a stop,
 * all that waits. Each message is still checked again by all guardrails. Throws not_found for a stop that does not stand.
 */
export async function whatWouldGo(ctx: ServiceContext, input: z.input<typeof WhatWouldGoInput> = {}): Promise<Waiting> {
  authorise(ctx, 'workspace.read');
  const { stopId } = WhatWouldGoInput.parse(input);
  if (stopId) await mustStand(ctx, stopId);
  const { cart, winback } = (await activePolicy(ctx)).document;
  // The moments of domain/decisions/timing.ts (usefulUntil), counted in the database: a blast may be of any size.
  const counted = await ctx.db.$queryRaw<Counted[]>`
    WITH waiting AS (
      SELECT m.channel, m.agent_id, m.send_at, ${heldByOthers(stopId)} AS still_held,
        (d.chosen ->> 'sendAt')::timestamptz + CASE
          WHEN d.chosen -> 'lasts' ->> 'usefulHours' IS NOT NULL
            THEN (d.chosen -> 'lasts' ->> 'usefulHours')::float8 * interval '1 hour'
          WHEN starts_with(d.action, 'cart_') THEN ${cart.usefulHours}::float8 * interval '1 hour'
          ELSE ${winback.usefulDays}::float8 * interval '1 day' END < ${ctx.now} AS late
      FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
      WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.status = 'queued' AND ${heldBy(stopId)})
    SELECT channel, agent_id AS "agentId",
      count(*) FILTER (WHERE NOT still_held AND NOT late AND send_at <= ${ctx.now})::int AS "dueNow",
      count(*) FILTER (WHERE NOT still_held AND NOT late AND send_at > ${ctx.now})::int AS later,
      count(*) FILTER (WHERE NOT still_held AND late)::int AS "tooLate",
      count(*) FILTER (WHERE still_held)::int AS "stillHeld",
      min(send_at) FILTER (WHERE NOT still_held) AS oldest
    FROM waiting GROUP BY channel, agent_id ORDER BY channel, agent_id`;
  const sum = (count: (group: Counted) => number) => counted.reduce((total, group) => total + count(group), 0);
  return {
    total: sum(({ dueNow, later }) => dueNow + later),
    dueNow: sum(({ dueNow }) => dueNow),
    tooLate: sum(({ tooLate }) => tooLate),
    stillHeld: sum(({ stillHeld }) => stillHeld),
    groups: counted.flatMap(({ stillHeld: _, ...group }) =>
      group.dueNow + group.later + group.tooLate > 0 ? [group] : [],
    ),
  };
}

async function mustStand({ db, workspaceId }: ServiceContext, id: string): Promise<void> {
  const count = await db.killSwitch.count({ where: { workspaceId, id, resumedAt: null } });
  if (count === 0) throw new ServiceError('not_found', 'There is no such stop.');
}

function heldBy(stopId: string | undefined): Prisma.Sql {
  if (!stopId) return Prisma.sql`true`;
  return Prisma.sql`EXISTS (SELECT 1 FROM kill_switch k WHERE k.workspace_id = m.workspace_id
    AND k.id = ${stopId}::uuid AND ${COVERS})`;
}

function heldByOthers(stopId: string | undefined): Prisma.Sql {
  if (!stopId) return Prisma.sql`false`;
  return Prisma.sql`EXISTS (SELECT 1 FROM kill_switch k WHERE k.workspace_id = m.workspace_id
    AND k.resumed_at IS NULL AND k.id <> ${stopId}::uuid AND ${COVERS})`;
}
