import { createHmac, randomBytes } from 'node:crypto';
import type { ChannelId } from '@/domain/channels/channel';
import { normaliseEmail, normalisePhone } from '@/domain/customers/address';
import type { SuppressionReason } from '@/domain/suppressions/suppression';
import { actorRef, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { systemDb } from '../../system-db';

const PURPOSE = 'address-hash';
let secret: Promise<string> | undefined;

/** The installation's key of address hashes, made on first use: without it, hashes cannot be matched to addresses. */
async function hashSecret(): Promise<string> {
  const candidate = { purpose: PURPOSE, value: randomBytes(32).toString('base64url') };
  await systemDb().installationSecret.createMany({ data: [candidate], skipDuplicates: true });
  const stored = await systemDb().installationSecret.findUniqueOrThrow({ where: { purpose: PURPOSE } });
  return stored.value;
}

/**
 * Keyed hash (HMAC-SHA256, hex) under which an address is known to the suppression list: it survives erasure of the
 * person and cannot be guessed back from a list of addresses. Spelling variants of one address hash alike.
 */
export async function addressHash(workspaceId: string, channel: ChannelId, address: string): Promise<string> {
  const normal = (channel === 'email' ? normaliseEmail(address) : normalisePhone(address)) ?? address.trim();
  return keyedHash(workspaceId, channel, normal);
}

/** Keyed hash (HMAC-SHA256, hex) of a value in one workspace and for one use: it can be compared, not guessed back. */
export async function keyedHash(workspaceId: string, use: string, value: string): Promise<string> {
  secret ??= hashSecret().catch((cause) => {
    secret = undefined;
    throw cause;
  });
  return createHmac('sha256', await secret)
    .update(JSON.stringify([workspaceId, use, value]))
    .digest('hex');
}

export type SuppressInput = {
  channel: ChannelId;
  address: string;
  reason: SuppressionReason;
  messageId: string | null;
  /** Why, in a colleague's words, where one does it by hand. */
  note?: string;
};

/**
 * Puts an address on the suppression list, in the caller's transaction; the first reason stays. Answers whether it was
 * new there.
 */
export async function suppress(
  tx: Db,
  ctx: ServiceContext,
  { channel, address, reason, messageId, note }: SuppressInput,
): Promise<boolean> {
  const hash = await addressHash(ctx.workspaceId, channel, address);
  const entry = { workspaceId: ctx.workspaceId, channel, addressHash: hash, reason, messageId, note: note ?? null };
  const { count } = await tx.suppression.createMany({
    data: [{ ...entry, actor: actorRef(ctx.actor), createdAt: ctx.now }],
    skipDuplicates: true,
  });
  return count > 0;
}
