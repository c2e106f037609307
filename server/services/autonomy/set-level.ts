import { z } from 'zod';
import { LEVEL_NAMES } from '@/domain/autonomy/autonomy';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { lockLevel, saveStep } from './change-level';
import { isKnownPair } from './pair';

export const SetLevelInput = z.object({
  agentId: z.string().max(32),
  action: z.string().max(48),
  level: z.number().int(),
  reason: z.string().max(500),
});
export type SetLevelInput = z.infer<typeof SetLevelInput>;

/**
 * Sets a level by hand, over what was earned: up or down, counting anew. Administrators may, with a reason; it is in the
 * history and the audit log. Throws forbidden, and invalid for what there is not or a missing reason.
 */
export async function setAutonomyLevel(ctx: ServiceContext, input: SetLevelInput): Promise<void> {
  await inTransaction(ctx, (tx) => setAutonomyLevelWithin(tx, ctx, input));
}

/** The same inside the caller's transaction. */
export async function setAutonomyLevelWithin(tx: Db, ctx: ServiceContext, input: SetLevelInput): Promise<void> {
  authorise(ctx, 'autonomy.override');
  const { agentId, action, level } = input;
  const reason = input.reason.trim();
  if (!isKnownPair(input)) {
    throw new ServiceError('invalid', 'There is no such agent or action.', { field: 'action' });
  }
  if (!LEVEL_NAMES[level]) throw new ServiceError('invalid', 'A level is 0, 1, 2 or 3.', { field: 'level' });
  if (!reason) throw new ServiceError('invalid', 'Say why the level is changed.', { field: 'reason' });
  const { document } = await activePolicy(ctx, tx);
  const key = { agentId, action };
  const before = await lockLevel(tx, ctx, document, key);
  const { approvedStreak, rejectedStreak } = before;
  if (before.level === level && approvedStreak === 0 && rejectedStreak === 0) return;
  const evidence = { approvedStreak, rejectedStreak };
  const change = { from: before.level, to: level, cause: 'override', reason, evidence } as const;
  const state = { level, approvedStreak: 0, rejectedStreak: 0 };
  await appendAudit(tx, ctx, await saveStep(tx, ctx, key, { state, change }));
}
