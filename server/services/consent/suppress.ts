import { createHmac, randomBytes } from 'node:crypto';
import type { ChannelId } from '@/domain/channels/channel';
import { normaliseEmail, telephone } from '@/domain/customers/address';
import { SUPPRESSION_REASONS, type SuppressionReason, weightOf } from '@/domain/suppressions/suppression';
import { actorRef, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
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
  const normal = (channel === 'email' ? normaliseEmail(address) : telephone(address)) ?? address.trim();
  return keyedHash(workspaceId, channel, normal);
}

/**
 * Every hash an address may stand under on the suppression list: the one it is kept under now, first, and for a telephone
 * the one of entries that were made from a number told without its plus, before all were spelled alike.
 */
export async function addressHashes(workspaceId: string, channel: ChannelId, address: string): Promise<string[]> {
  const hash = await addressHash(workspaceId, channel, address);
  const phone = channel === 'email' ? null : telephone(address);
  return phone ? [hash, await keyedHash(workspaceId, channel, phone.slice(1))] : [hash];
}

/** Addresses by which somebody is written to, and those of them that are on the suppression list, with why and since when. */
export async function closedAmong<Asked extends { channel: ChannelId; address: string }>(
  tx: Db,
  { workspaceId }: { workspaceId: string },
  addresses: readonly Asked[],
): Promise<Map<Asked, Closed>> {
  if (addresses.length === 0) return new Map();
  const keysOf = new Map<Asked, string[]>();
  for (const asked of addresses) {
    const hashes = await addressHashes(workspaceId, asked.channel, asked.address);
    keysOf.set(
      asked,
      hashes.map((hash) => `${asked.channel} ${hash}`),
    );
  }
  const rows = await tx.suppression.findMany({
    where: { workspaceId, addressHash: { in: [...new Set([...keysOf.values()].flat())].map(hashIn) } },
    select: { channel: true, addressHash: true, reason: true, createdAt: true },
  });
  const byKey = new Map(rows.map(({ channel, addressHash: hash, ...row }) => [`${channel} ${hash}`, row]));
  return new Map(
    [...keysOf].flatMap(([asked, keys]) => {
      const found = keys.flatMap((key) => byKey.get(key) ?? []);
      const gravest = found.toSorted((one, other) => weight(other) - weight(one))[0];
      return gravest ? [[asked, gravest] as const] : [];
    }),
  );
}

/** Why an address is not written to, and since when. */
export type Closed = { reason: string; createdAt: Date };

const hashIn = (key: string) => key.slice(key.indexOf(' ') + 1);

/** A reason nobody knows weighs the most. */
function weight({ reason }: Closed): number {
  const known = SUPPRESSION_REASONS.find((each) => each === reason);
  return known ? weightOf(known) : Number.POSITIVE_INFINITY;
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
 * Puts an address on the suppression list, in the caller's transaction; of two reasons the weightier stays, of two alike
 * the first. Answers whether anything changed.
 */
export async function suppress(
  tx: Db,
  ctx: ServiceContext,
  { channel, address, reason, messageId, note }: SuppressInput,
): Promise<boolean> {
  const hash = await addressHash(ctx.workspaceId, channel, address);
  const entry = { workspaceId: ctx.workspaceId, channel, addressHash: hash, reason, messageId, note: note ?? null };
  const said = { actor: actorRef(ctx.actor), createdAt: ctx.now };
  const { count } = await tx.suppression.createMany({ data: [{ ...entry, ...said }], skipDuplicates: true });
  const lesser = SUPPRESSION_REASONS.filter((each) => weightOf(each) < weightOf(reason));
  if (lesser.length === 0) return count > 0;
  // Under another spelling too, lest a wish takes off what an erasure put on.
  const raised = await tx.suppression.updateMany({
    where: {
      ...{ workspaceId: ctx.workspaceId, channel, reason: { in: lesser } },
      addressHash: { in: await addressHashes(ctx.workspaceId, channel, address) },
    },
    data: { ...said, reason, messageId, note: note ?? null },
  });
  return count + raised.count > 0;
}

/** An address that is closed together with many others. */
export type SuppressedEntry = {
  channel: ChannelId;
  address: string;
  reason: SuppressionReason;
  note: string | null;
  actor: string;
  since: Date;
};

/** What a reason weighs, for the database. */
const weightIn = (column: string) =>
  Prisma.raw(
    `CASE ${SUPPRESSION_REASONS.map((reason) => `WHEN ${column} = '${reason}' THEN ${weightOf(reason)}`).join(' ')} ELSE 9 END`,
  );

/**
 * Puts many addresses on the suppression list, in the caller's transaction and one statement; as `suppress` does, of two
 * reasons for one address the weightier stays. Answers how many entries are new or weigh more than before.
 */
export async function suppressMany(
  tx: Db,
  { workspaceId }: ServiceContext,
  entries: readonly SuppressedEntry[],
): Promise<number> {
  const byKey = new Map<string, SuppressedEntry & { hash: string }>();
  for (const entry of entries) {
    const hash = await addressHash(workspaceId, entry.channel, entry.address);
    const key = `${entry.channel} ${hash}`;
    const known = byKey.get(key);
    if (!known || weightOf(entry.reason) > weightOf(known.reason)) byKey.set(key, { ...entry, hash });
  }
  const rows = [...byKey.values()].toSorted((one, other) => one.hash.localeCompare(other.hash));
  if (rows.length === 0) return 0;
  return tx.$executeRaw`
    INSERT INTO suppression AS known (workspace_id, channel, address_hash, reason, note, actor, created_at)
    SELECT ${workspaceId}::uuid, * FROM unnest(${rows.map(({ channel }) => channel)}::text[],
      ${rows.map(({ hash }) => hash)}::text[], ${rows.map(({ reason }) => reason)}::text[],
      ${rows.map(({ note }) => note)}::text[], ${rows.map(({ actor }) => actor)}::text[],
      ${rows.map(({ since }) => since.toISOString())}::timestamptz[])
    ON CONFLICT (workspace_id, channel, address_hash) DO UPDATE
      SET reason = excluded.reason, note = excluded.note, actor = excluded.actor, created_at = excluded.created_at
      WHERE ${weightIn('excluded.reason')} > ${weightIn('known.reason')}`;
}
