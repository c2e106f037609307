import { z } from 'zod';
import { isCalibrated } from '@/domain/models/learnt/judge-version';
import { OrderEvidence } from '@/domain/models/learnt/order-evidence';
import { ORDER_MODEL } from '@/domain/models/order-priors';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { lockLearning, standingOf, writeChange } from './in-force';

export const ChooseVersionInput = z.object({
  /** Null: do without what was learnt, by the assumptions of the policy. */
  version: z.number().int().min(1).max(2_147_483_647).nullable(),
  reason: z.string().trim().max(500),
  /** What the person saw in force. */
  inForce: z.number().int().nullable(),
});
export type ChooseVersionInput = z.input<typeof ChooseVersionInput>;

/**
 * Puts a version in force that a person chose, with a reason, audited. An earlier one stays until somebody chooses again;
 * the newest one lets later ones take its place again. Throws forbidden; invalid without a reason, and for a version whose
 * probabilities never came true; not_found for one there is not; conflict when another came into force since the person looked.
 */
export async function chooseVersion(ctx: ServiceContext, input: ChooseVersionInput): Promise<void> {
  authorise(ctx, 'autonomy.override');
  const { version, reason, inForce } = ChooseVersionInput.parse(input);
  if (!reason) throw new ServiceError('invalid', 'Say why.', { field: 'reason' });
  const { workspaceId } = ctx;
  await inTransaction(ctx, async (tx) => {
    await lockLearning(tx, ctx);
    const before = await standingOf(tx, ctx);
    if (before.version !== inForce) {
      throw new ServiceError('conflict', 'Another version came into force since you looked. See which it is now.');
    }
    const where = { workspaceId, modelId: ORDER_MODEL };
    const newest = await tx.learntVersion.findFirst({ where, orderBy: { version: 'desc' }, select: { version: true } });
    if (!newest) throw new ServiceError('not_found', 'There is no such version.');
    if (version !== null) await mustBeCalibrated(tx, ctx, version);
    const cause = version === newest.version ? 'resumed' : 'chosen';
    await writeChange(tx, ctx, before, { version, cause, reason });
    await appendAudit(tx, ctx, {
      action: 'learning.chosen',
      subject: `model:${ORDER_MODEL}`,
      payload: { version, before: before.version, cause, reason },
    });
  });
}

async function mustBeCalibrated(tx: Db, { workspaceId }: ServiceContext, version: number): Promise<void> {
  const row = await tx.learntVersion.findUnique({
    where: { workspaceId_modelId_version: { workspaceId, modelId: ORDER_MODEL, version } },
  });
  if (!row) throw new ServiceError('not_found', 'There is no such version.');
  if (isCalibrated(OrderEvidence.parse(row.document))) return;
  throw new ServiceError('invalid', 'Its probabilities were never proven: decisions cannot go by it.', {
    field: 'version',
  });
}
