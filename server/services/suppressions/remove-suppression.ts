import type { z } from 'zod';
import { isProtected } from '@/domain/suppressions/suppression';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { RemoveSuppressionInput } from './types';

/**
 * Takes an address off the list on one channel. Grants no consent and lifts no erasure: it only no longer stands in the
 * way. What stood there is kept in the audit log. Throws forbidden for a complaint, a legal reason or an erasure without
 * the right to override, not_found where the address is not on the list.
 */
export async function removeSuppression(
  ctx: ServiceContext,
  input: z.input<typeof RemoveSuppressionInput>,
): Promise<void> {
  authorise(ctx, 'suppressions.edit');
  const { channel, addressHashes, note } = RemoveSuppressionInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    // As it was when deleted, so that a complaint that came in between is judged, not slipped past.
    const removed = await tx.$queryRaw<Removed[]>`
      DELETE FROM suppression WHERE workspace_id = ${ctx.workspaceId}::uuid AND channel = ${channel}
        AND address_hash = ANY(${addressHashes}::text[])
      RETURNING address_hash AS "addressHash", reason, actor, note, created_at AS "createdAt"`;
    if (removed.length === 0) throw new ServiceError('not_found', 'This address is not on the list any more.');
    if (removed.some(({ reason }) => isProtected(reason))) authorise(ctx, 'suppressions.override');
    await appendAudit(tx, ctx, {
      action: 'suppression.removed',
      subject: `suppression:${addressHashes[0]?.slice(0, 16) ?? ''}`,
      payload: {
        channel,
        note,
        removed: removed.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })),
      },
    });
  });
}

type Removed = { addressHash: string; reason: string; actor: string | null; note: string | null; createdAt: Date };
