import { z } from 'zod';
import { agentName } from '@/domain/agents/agent-cards';
import { CHANGE_CAUSES, type ChangeCause } from '@/domain/autonomy/autonomy';
import { authorise, type ServiceContext } from '../../context';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { pairName } from './levels';

const Cause = z.enum(CHANGE_CAUSES);

export const LevelChangesInput = z.object({
  agentId: z.string().max(32).optional(),
  action: z.string().max(48).optional(),
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(200).default(20),
});
export type LevelChangesInput = z.input<typeof LevelChangesInput>;

/** One change of a level, with what was counted and measured for it. */
export type LevelChangeItem = {
  id: string;
  agentId: string;
  agentName: string;
  action: string;
  actionName: string;
  from: number;
  to: number;
  cause: ChangeCause;
  reason: string;
  evidence: unknown;
  /** Who set it by hand or gave the verdict; null where the product did it by itself. */
  by: string | null;
  at: Date;
};

/** How levels came to be what they are, the latest change first, a page at a time. */
export async function listLevelChanges(ctx: ServiceContext, input: LevelChangesInput): Promise<Page<LevelChangeItem>> {
  authorise(ctx, 'decisions.read');
  const { cursor, limit, agentId, action } = LevelChangesInput.parse(input);
  const place = cursor ? readCursor(MomentKey, cursor) : null;
  const changedAt = place && new Date(place.at);
  const rows = await ctx.db.autonomyLevelChange.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      agentId,
      action,
      ...(place && changedAt && { OR: [{ changedAt: { lt: changedAt } }, { changedAt, id: { lt: place.id } }] }),
    },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.changedAt.toISOString(), id: row.id }));
  const names = await namesOf(
    ctx,
    page.items.flatMap(({ changedById }) => changedById ?? []),
  );
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      agentId: row.agentId,
      agentName: agentName(row.agentId),
      action: row.action,
      actionName: pairName(row),
      from: row.fromLevel,
      to: row.toLevel,
      cause: Cause.parse(row.cause),
      reason: row.reason,
      evidence: row.evidence,
      by: row.changedById ? (names.get(row.changedById) ?? null) : null,
      at: row.changedAt,
    })),
  };
}

async function namesOf(ctx: ServiceContext, ids: string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
