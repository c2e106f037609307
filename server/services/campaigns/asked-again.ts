import { after, DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { StoredDecision } from '../decisions';
import type { SnapshotRequest } from '../snapshots';

/**
 * When a campaign that gave way to a waiting decision is asked again: once that has left, and a day later at the
 * earliest, since a person may look at it for long. Decisions that gave way to nothing, or were another agent's, are
 * missing from the answer.
 */
export async function askedAgainAt(
  tx: Db,
  ctx: ServiceContext,
  decided: readonly StoredDecision[],
): Promise<Map<SnapshotRequest, Date>> {
  const yielded = decided.flatMap(({ decided: { agentId, yieldsTo }, request }) =>
    agentId === 'campaign' && yieldsTo ? [{ request, to: yieldsTo }] : [],
  );
  if (yielded.length === 0) return new Map();
  const winners = await tx.decision.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: yielded.map(({ to }) => to) } },
    select: { id: true, sendAt: true },
  });
  const leaves = new Map(winners.map(({ id, sendAt }) => [id, sendAt]));
  const tomorrow = after(ctx.now, DAY);
  return new Map(
    yielded.map(({ request, to }) => {
      const gone = after(leaves.get(to) ?? ctx.now, HOUR);
      return [request, gone > tomorrow ? gone : tomorrow];
    }),
  );
}
