import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';

/**
 * Keeps segments from being archived until commit, for whoever is about to name them. Throws invalid where one of them is
 * archived or not there.
 */
export async function nameSegments(tx: Db, ctx: ServiceContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM segment WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${[...ids]}::uuid[])
      AND NOT is_archived ORDER BY id FOR SHARE`;
  if (held.length === new Set(ids).size) return;
  throw new ServiceError('invalid', 'A segment it names is archived or not there. Choose another.', {
    field: 'segments',
  });
}

/** The segments each of these customers is in, as of their last evaluation. */
export async function membershipsOf(
  tx: Db,
  ctx: ServiceContext,
  customerIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.segmentMember.findMany({
    where: { workspaceId: ctx.workspaceId, customerId: { in: [...customerIds] }, segment: { isArchived: false } },
    select: { customerId: true, segmentId: true },
    orderBy: { segmentId: 'asc' },
  });
  const of = new Map<string, string[]>();
  for (const { customerId, segmentId } of rows) of.set(customerId, [...(of.get(customerId) ?? []), segmentId]);
  return of;
}
