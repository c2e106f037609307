import { z } from 'zod';
import { KnownInstant } from '@/domain/shared/known-instant';
import { isProtected, readAddress, type SuppressedChannel } from '@/domain/suppressions/suppression';
import { authorise, type ServiceContext } from '../../context';
import type { Suppression } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { namesOf } from '../audit';
import { hashesOf } from './hashes-of';
import { FindAddressInput, ListSuppressionsInput, type SuppressionItem } from './types';

const Cursor = z.object({ at: KnownInstant, hash: z.string(), channel: z.string() });

/** The suppression list, the last entry first. Addresses are kept as keyed hashes: none can be read from it. */
export async function listSuppressions(
  ctx: ServiceContext,
  input: z.input<typeof ListSuppressionsInput>,
): Promise<Page<SuppressionItem>> {
  authorise(ctx, 'suppressions.read');
  const { reason, channel, limit, cursor } = ListSuppressionsInput.parse(input);
  const from = cursor ? readCursor(Cursor, cursor) : null;
  const rows = await ctx.db.suppression.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(reason && { reason }),
      ...(channel && { channel }),
      ...(from && {
        OR: [
          { createdAt: { lt: from.at } },
          { createdAt: from.at, addressHash: { lt: from.hash } },
          { createdAt: from.at, addressHash: from.hash, channel: { lt: from.channel } },
        ],
      }),
    },
    orderBy: [{ createdAt: 'desc' }, { addressHash: 'desc' }, { channel: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) =>
    writeCursor({ at: row.createdAt.toISOString(), hash: row.addressHash, channel: row.channel }),
  );
  return { ...page, items: await itemsOf(ctx, page.items) };
}

/**
 * Where one address stands on the list: an entry a channel, whatever spelling it is kept under. Null for what is neither
 * a whole e-mail address nor a whole telephone number.
 */
export async function findAddress(
  ctx: ServiceContext,
  input: z.input<typeof FindAddressInput>,
): Promise<SuppressionItem[] | null> {
  authorise(ctx, 'suppressions.read');
  const address = readAddress(FindAddressInput.parse(input).address);
  if (!address) return null;
  const rows = await ctx.db.suppression.findMany({
    where: { workspaceId: ctx.workspaceId, OR: await hashesOf(ctx, address) },
    orderBy: [{ createdAt: 'asc' }, { addressHash: 'asc' }],
  });
  const items = await itemsOf(ctx, rows);
  return address.channels.flatMap((channel) => onePerChannel(items.filter((item) => item.channel === channel)));
}

/** Spellings of one number as the one entry they stand for: what weighs most, of those the first. */
function onePerChannel(items: readonly SuppressionItem[]): SuppressionItem[] {
  const shown = items.find((item) => item.isProtected) ?? items[0];
  return shown ? [{ ...shown, addressHashes: items.flatMap(({ addressHashes }) => addressHashes) }] : [];
}

async function itemsOf(ctx: ServiceContext, rows: readonly Suppression[]): Promise<SuppressionItem[]> {
  const names = await namesOf(
    ctx,
    rows.flatMap(({ actor }) => actor ?? []),
  );
  return rows.map(({ channel, addressHash, reason, note, actor, messageId, createdAt }) => ({
    ...{ reason, note, actor, messageId, createdAt },
    channel: channel as SuppressedChannel,
    addressHashes: [addressHash],
    actorName: (actor && names.get(actor)) ?? null,
    isProtected: isProtected(reason),
  }));
}
