import { z } from 'zod';
import { customerName } from '@/domain/customers/customer-name';
import { LifecycleStage } from '@/domain/customers/stage';
import { ruleInWords } from '@/domain/segments/rule-words';
import { csvLine } from '@/domain/shared/csv-cell';
import { decimalFromCents } from '@/domain/shared/money';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { findSegment, ruleOf } from './claim-segment';
import { wordsFacts } from './read-segments';

export const ListMembersInput = z.object({
  segmentId: z.uuid(),
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});

export type SegmentMemberItem = {
  id: string;
  name: string;
  externalId: string | null;
  email: string | null;
  country: string | null;
  stage: LifecycleStage;
  orderCount: number;
  lifetimeValueCents: number;
  enteredAt: Date;
};

const PAGE = 200;
const HEADINGS = [
  'customer_id',
  'external_id',
  'email',
  'name',
  'country',
  'stage',
  'orders',
  'lifetime_value',
  'entered_at',
] as const;

/** Who is in a segment, the last to enter first, a page at a time. Throws forbidden, and not_found. */
export async function listMembers(
  ctx: ServiceContext,
  input: z.input<typeof ListMembersInput>,
): Promise<Page<SegmentMemberItem>> {
  authorise(ctx, 'segments.read');
  authorise(ctx, 'customers.read');
  const { segmentId, cursor, limit } = ListMembersInput.parse(input);
  await findSegment(ctx.db, ctx, segmentId);
  const from = cursor ? readCursor(MomentKey, cursor) : null;
  const rows = await ctx.db.segmentMember.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      segmentId,
      ...(from && {
        OR: [{ enteredAt: { lt: from.at } }, { enteredAt: from.at, customerId: { gt: from.id } }],
      }),
    },
    include: { customer: true },
    orderBy: [{ enteredAt: 'desc' }, { customerId: 'asc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.enteredAt.toISOString(), id: row.customerId }));
  return {
    ...page,
    items: page.items.map(({ customer, enteredAt }) => ({
      id: customer.id,
      name: customerName(customer),
      externalId: customer.externalId,
      email: customer.email,
      country: customer.country,
      stage: LifecycleStage.parse(customer.stage),
      orderCount: customer.orderCount,
      lifetimeValueCents: customer.lifetimeValueCents,
      enteredAt,
    })),
  };
}

/**
 * All members as CSV, a piece at a time, the last to enter first. Lines on top say the segment, its rule and the moment.
 * That personal data left is written into the audit log. Throws forbidden and not_found before the first piece.
 */
export async function exportMembers(
  ctx: ServiceContext,
  input: { segmentId: string },
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'segments.read');
  authorise(ctx, 'customers.read');
  const row = await findSegment(ctx.db, ctx, input.segmentId);
  const words = ruleInWords(ruleOf(row), await wordsFacts(ctx));
  await inTransaction(ctx, (tx) =>
    appendAudit(tx, ctx, {
      action: 'segment.exported',
      subject: `segment:${row.id}`,
      payload: { name: row.name, members: row.memberCount },
    }),
  );
  const { name, currency, timezone } = ctx.workspace;
  const heading = [
    csvLine([`# Members of “${row.name}” of ${name}, as of ${ctx.now.toISOString()}`]),
    csvLine([`# Rule: ${words}`]),
    csvLine([`# Times are UTC, the workspace is in ${timezone}. Money is in ${currency}.`]),
    csvLine(HEADINGS),
  ].join('');
  const pageFrom = (cursor: string | null) => listMembers(ctx, { segmentId: row.id, cursor, limit: PAGE });
  return csvPages(heading, pageFrom, (row) => line(row, currency));
}

function line(row: SegmentMemberItem, currency: string): string {
  return csvLine([
    row.id,
    row.externalId,
    row.email,
    row.name,
    row.country,
    row.stage,
    row.orderCount,
    decimalFromCents(row.lifetimeValueCents, currency),
    row.enteredAt.toISOString(),
  ]);
}
