import { z } from 'zod';
import { customerName } from '@/domain/customers/customer-name';
import { LEDGER_KINDS } from '@/domain/offers/discount-ledger';
import { actorMay, authorise, type ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';

/** Which rows: of one budget, of one kind. */
export const LedgerFilters = z.object({
  offerPolicyId: z.uuid().optional(),
  kind: z.enum(LEDGER_KINDS).optional(),
});
export type LedgerFilters = z.infer<typeof LedgerFilters>;

export const ListLedgerInput = LedgerFilters.extend({
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListLedgerInput = z.input<typeof ListLedgerInput>;

/** One movement of the discount ledger, in minor units; totals are the budget's after it, null where none pays. */
export type LedgerItem = {
  seq: string;
  at: Date;
  kind: (typeof LEDGER_KINDS)[number];
  offerPolicyId: string | null;
  offerPolicyName: string | null;
  decisionId: string | null;
  /** Whose code it is: null for movements of no decision; its name is null for roles that may not see customers. */
  customer: { id: string; name: string | null } | null;
  reservedDeltaCents: number;
  settledDeltaCents: number;
  overrunCents: number;
  reservedCents: number | null;
  settledCents: number | null;
  leftCents: number | null;
};

const Kind = z.enum(LEDGER_KINDS);
const Key = z.object({ seq: z.string().regex(/^\d{1,18}$/) });

/** The discount ledger, the latest movement first, a page at a time. Throws forbidden. */
export async function listLedger(ctx: ServiceContext, input: ListLedgerInput): Promise<Page<LedgerItem>> {
  authorise(ctx, 'offers.read');
  const { cursor, limit, ...filters } = ListLedgerInput.parse(input);
  const where: Prisma.DiscountLedgerEntryWhereInput = {
    workspaceId: ctx.workspaceId,
    ...filters,
    ...(cursor && { seq: { lt: BigInt(readCursor(Key, cursor).seq) } }),
  };
  const rows = await ctx.db.discountLedgerEntry.findMany({ where, orderBy: { seq: 'desc' }, take: limit + 1 });
  const page = pageOf(rows, limit, ({ seq }) => writeCursor({ seq: String(seq) }));
  const [policies, customers] = await Promise.all([
    ctx.db.offerPolicy.findMany({
      where: {
        workspaceId: ctx.workspaceId,
        id: { in: page.items.flatMap(({ offerPolicyId }) => offerPolicyId ?? []) },
      },
      select: { id: true, name: true },
    }),
    customersOf(
      ctx,
      page.items.flatMap(({ decisionId }) => decisionId ?? []),
    ),
  ]);
  const names = new Map(policies.map(({ id, name }) => [id, name]));
  return {
    ...page,
    items: page.items.map(({ seq, kind, workspaceId: _, offerId: __, budgetCents, ...row }) => ({
      ...row,
      seq: String(seq),
      kind: Kind.parse(kind),
      customer: (row.decisionId && customers.get(row.decisionId)) || null,
      offerPolicyName: row.offerPolicyId ? (names.get(row.offerPolicyId) ?? null) : null,
      leftCents: budgetCents === null ? null : budgetCents - (row.reservedCents ?? 0) - (row.settledCents ?? 0),
    })),
  };
}

/** Whom decisions are about, by decision; a person who was erased has no name left. */
async function customersOf(
  ctx: ServiceContext,
  decisionIds: string[],
): Promise<ReadonlyMap<string, NonNullable<LedgerItem['customer']>>> {
  const { workspaceId } = ctx;
  const decisions = await ctx.db.decision.findMany({
    where: { workspaceId, id: { in: decisionIds } },
    select: { id: true, customerId: true },
  });
  const rows = actorMay(ctx, 'customers.read')
    ? await ctx.db.customer.findMany({
        where: { workspaceId, id: { in: decisions.map(({ customerId }) => customerId) } },
        select: { id: true, firstName: true, lastName: true, externalId: true, email: true },
      })
    : [];
  const names = new Map(rows.map((row) => [row.id, customerName(row)]));
  return new Map(decisions.map(({ id, customerId }) => [id, { id: customerId, name: names.get(customerId) ?? null }]));
}
