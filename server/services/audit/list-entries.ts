import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';
import type { Page } from '../../keyset';
import { namesOf } from './actor-names';
import { EntryFilters, whereOf } from './entry-filters';

export const ListEntriesInput = EntryFilters.extend({
  /** Entries older than this one. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullish(),
  limit: z.number().int().min(1).max(500).default(50),
});

export type AuditEntryView = {
  seq: string;
  at: Date;
  /** "user:<id>", "operator:<name>", "job:<name>", "key:<id>", "webhook:<provider>" or "customer". */
  actor: string;
  /** The person's name, where a person of this installation acted. */
  actorName: string | null;
  action: string;
  subject: string;
  /** Canonical JSON. */
  payload: string;
  format: number;
  prevHash: string;
  hash: string;
};

/** What was done in the workspace, the latest first, a page at a time. Throws forbidden. */
export async function listEntries(
  ctx: ServiceContext,
  input: z.input<typeof ListEntriesInput>,
): Promise<Page<AuditEntryView>> {
  authorise(ctx, 'audit.read');
  const { cursor, limit, ...filters } = ListEntriesInput.parse(input);
  const rows = await ctx.db.auditEntry.findMany({
    where: { ...whereOf(ctx, filters), ...(cursor && { seq: { lt: BigInt(cursor) } }) },
    orderBy: { seq: 'desc' },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const names = await namesOf(
    ctx,
    page.map((row) => row.actor),
  );
  const items = page.map(({ workspaceId: _workspace, seq, ...row }) => ({
    ...row,
    seq: seq.toString(),
    actorName: names.get(row.actor) ?? null,
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
}
