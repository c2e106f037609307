import type { ServiceContext } from '../../context';
import { liveClaims } from './claim-review';
import type { Desk } from './types';

/** A decision around which nobody has arranged anything. */
export const EMPTY_DESK: Desk = { claim: null, assignee: null, snoozedUntil: null, changes: null };

/** What people have arranged around decisions, by decision; those around which there is nothing are left out. */
export async function desksOf(ctx: ServiceContext, decisionIds: readonly string[]): Promise<ReadonlyMap<string, Desk>> {
  const rows = await ctx.db.reviewDesk.findMany({
    where: { workspaceId: ctx.workspaceId, decisionId: { in: [...decisionIds] } },
  });
  if (rows.length === 0) return new Map();
  const claims = await liveClaims(
    ctx.db,
    ctx,
    rows.map((row) => row.decisionId),
  );
  const people = rows.flatMap((row) => [row.assigneeId, row.changesById]).filter((id) => id !== null);
  const users = await ctx.db.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } });
  const names = new Map(users.map((user) => [user.id, user.name]));
  return new Map(
    rows.map((row) => [
      row.decisionId,
      {
        claim: claims.get(row.decisionId) ?? null,
        assignee: row.assigneeId ? { id: row.assigneeId, name: names.get(row.assigneeId) ?? 'Somebody' } : null,
        snoozedUntil: row.snoozedUntil && row.snoozedUntil > ctx.now ? row.snoozedUntil : null,
        changes: row.changesNote
          ? { note: row.changesNote, by: (row.changesById && names.get(row.changesById)) || 'Somebody' }
          : null,
      },
    ]),
  );
}
