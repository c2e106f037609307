import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { namesOf } from '../audit';

export const ConsentHistoryInput = z.object({
  customerId: z.uuid(),
  limit: z.number().int().min(1).max(200).default(30),
  cursor: z.string().max(500).nullish(),
});

/** One word of the ledger with its proof: who said it, when, how, and to which words. */
export type ConsentEntry = {
  id: string;
  channel: string;
  purpose: string;
  status: string;
  lawfulBasis: string | null;
  source: string;
  textVersion: string | null;
  actor: string;
  actorName: string | null;
  occurredAt: Date;
  recordedAt: Date;
  evidence: string | null;
  /** Why a colleague put it down. */
  note: string | null;
  /** Keyed hashes of where it was said from are kept. */
  hasOrigin: boolean;
};

/** Everything that was said of consent to a customer, the last word first. Throws not_found for another workspace's. */
export async function consentHistory(
  ctx: ServiceContext,
  input: z.input<typeof ConsentHistoryInput>,
): Promise<Page<ConsentEntry>> {
  authorise(ctx, 'customers.read');
  const { customerId, limit, cursor } = ConsentHistoryInput.parse(input);
  const { workspaceId } = ctx;
  const known = await ctx.db.customer.count({ where: { workspaceId, id: customerId } });
  if (known === 0) throw new ServiceError('not_found', 'There is no such customer.');
  const from = cursor ? readCursor(MomentKey, cursor) : null;
  const rows = await ctx.db.consentEvent.findMany({
    where: {
      workspaceId,
      customerId,
      ...(from && { OR: [{ occurredAt: { lt: from.at } }, { occurredAt: from.at, id: { lt: from.id } }] }),
    },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.occurredAt.toISOString(), id: row.id }));
  const names = await namesOf(
    ctx,
    page.items.map(({ actor }) => actor),
  );
  const items = page.items.map(({ workspaceId: _w, customerId: _c, ipHash, agentHash, ...entry }) => ({
    ...entry,
    actorName: names.get(entry.actor) ?? null,
    hasOrigin: ipHash !== null || agentHash !== null,
  }));
  return { ...page, items };
}
