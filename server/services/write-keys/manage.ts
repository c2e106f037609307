import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { forgetAccess, hashWriteKey } from './access';

export type WriteKeySummary = {
  id: string;
  name: string;
  /** First characters, to tell keys apart. */
  prefix: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

const Name = z.string().trim().min(1, 'Give the key a name.').max(80, 'A name may be 80 characters long at most.');
const PREFIX_LENGTH = 8;

/** Makes a write key. The key itself is in this answer and nowhere else: only its hash is kept. */
export async function createWriteKey(
  ctx: ServiceContext,
  input: { name: string },
): Promise<WriteKeySummary & { key: string }> {
  authorise(ctx, 'settings.manage');
  const name = Name.safeParse(input.name);
  if (!name.success) throw new ServiceError('invalid', name.error.issues[0]?.message ?? '', { field: 'name' });
  const key = `wk_${randomBytes(24).toString('base64url')}`;
  const row = { id: v7(), name: name.data, prefix: key.slice(0, PREFIX_LENGTH), hash: hashWriteKey(key) };
  const created = await ctx.db.$transaction(async (tx) => {
    const made = await tx.writeKey.create({ data: { ...row, workspaceId: ctx.workspaceId } });
    await appendAudit(tx, ctx, {
      action: 'write_key.created',
      subject: `write_key:${row.id}`,
      payload: { name: row.name, prefix: row.prefix },
    });
    return made;
  });
  return { ...summary(created), key };
}

/** Ends a key for good; clients that use it get 401 within two seconds. Ending it twice changes nothing. */
export async function revokeWriteKey(ctx: ServiceContext, input: { id: string }): Promise<WriteKeySummary> {
  authorise(ctx, 'settings.manage');
  const { revoked, hash } = await ctx.db.$transaction(async (tx) => {
    const where = { workspaceId: ctx.workspaceId, id: input.id };
    // Of several at once one ends it: the others wait for its row, and find it ended.
    const { count } = await tx.writeKey.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    const found = await tx.writeKey.findFirst({ where });
    if (!found) throw new ServiceError('not_found', 'There is no such write key.');
    if (count === 0) return { revoked: found, hash: found.hash };
    await appendAudit(tx, ctx, {
      action: 'write_key.revoked',
      subject: `write_key:${found.id}`,
      payload: { name: found.name, prefix: found.prefix },
    });
    return { revoked: found, hash: found.hash };
  });
  forgetAccess(hash);
  return summary(revoked);
}

/** The workspace's write keys, newest first, revoked ones included. */
export async function listWriteKeys(ctx: ServiceContext): Promise<WriteKeySummary[]> {
  authorise(ctx, 'settings.manage');
  const keys = await ctx.db.writeKey.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
  return keys.map(summary);
}

function summary(key: WriteKeySummary): WriteKeySummary {
  const { id, name, prefix, createdAt, lastUsedAt, revokedAt } = key;
  return { id, name, prefix, createdAt, lastUsedAt, revokedAt };
}
