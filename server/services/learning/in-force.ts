import { ORDER_MODEL } from '@/domain/models/order-priors';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { LearntChange } from '../../generated/prisma/client';

/** Where the model stands; `seq` 0 where nothing was ever in force. */
export type Standing = {
  seq: number;
  version: number | null;
  /** A person chose what is in force over a newer version: nothing takes its place by itself. */
  isChosen: boolean;
};

/** What is in force now, by the last change. */
export async function standingOf(tx: Db, ctx: ServiceContext): Promise<Standing> {
  const last = await tx.learntChange.findFirst({
    where: { workspaceId: ctx.workspaceId, modelId: ORDER_MODEL },
    orderBy: { seq: 'desc' },
  });
  return { seq: last?.seq ?? 0, version: last?.version ?? null, isChosen: last?.cause === 'chosen' };
}

/** Nobody else changes what is in force until the transaction ends. */
export async function lockLearning(tx: Db, { workspaceId }: ServiceContext): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`learning:${workspaceId}`}, 0))`;
}

type Change = Pick<LearntChange, 'version' | 'cause' | 'reason'>;

/** Writes a change of what is in force after the one that stands. */
export async function writeChange(tx: Db, ctx: ServiceContext, before: Standing, change: Change): Promise<void> {
  await tx.learntChange.create({
    data: {
      workspaceId: ctx.workspaceId,
      modelId: ORDER_MODEL,
      seq: before.seq + 1,
      ...change,
      changedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      changedAt: ctx.now,
    },
  });
}
