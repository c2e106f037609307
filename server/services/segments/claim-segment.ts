import { z } from 'zod';
import type { RuleGroup } from '@/domain/segments/rule';
import { SegmentRule } from '@/domain/segments/rule-schema';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Segment } from '../../generated/prisma/client';

/** A segment of the workspace. Throws not_found. */
export async function findSegment(tx: Db, ctx: ServiceContext, id: string): Promise<Segment> {
  const isId = z.uuid().safeParse(id).success;
  const row =
    isId && (await tx.segment.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } }));
  if (!row) throw new ServiceError('not_found', 'There is no such segment.');
  return row;
}

/** The same, locked until commit, as it was on screen. Throws not_found, and conflict when it was changed since. */
export async function claimSegment(
  tx: Db,
  ctx: ServiceContext,
  { segmentId, revision }: { segmentId: string; revision: number },
): Promise<Segment> {
  await lockSegments(tx, ctx, [segmentId]);
  const row = await findSegment(tx, ctx, segmentId);
  if (row.revision !== revision) {
    throw new ServiceError('conflict', 'Somebody changed this segment while you were looking at it.');
  }
  return row;
}

/** Locks segments until commit, in one order for everybody; all that are not archived unless some are named. */
export async function lockSegments(tx: Db, ctx: ServiceContext, ids?: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM segment WHERE workspace_id = ${ctx.workspaceId}::uuid
      AND (${ids ? [...ids] : null}::uuid[] IS NULL AND NOT is_archived OR id = ANY(${ids ? [...ids] : null}::uuid[]))
    ORDER BY id FOR UPDATE`;
}

/** The rule of a row. */
export function ruleOf({ rule }: Pick<Segment, 'rule'>): RuleGroup {
  return SegmentRule.parse(rule);
}
