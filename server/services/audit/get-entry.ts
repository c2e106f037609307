import { z } from 'zod';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { type AuditEntryView, listEntries } from './list-entries';

export const GetEntryInput = z.object({ seq: z.string().regex(/^[1-9]\d{0,17}$/) });

/** An entry, and which customer its pseudonym stands for: null when erased, unknown, or not for this person's eyes. */
export type AuditEntryDetail = AuditEntryView & { customerId: string | null };

/** One entry of the workspace's log. Throws forbidden, not_found. */
export async function getEntry(ctx: ServiceContext, input: z.input<typeof GetEntryInput>): Promise<AuditEntryDetail> {
  authorise(ctx, 'audit.read');
  const seq = BigInt(GetEntryInput.parse(input).seq);
  const { items } = await listEntries(ctx, { cursor: (seq + 1n).toString(), limit: 1 });
  const [entry] = items;
  if (entry?.seq !== seq.toString()) throw new ServiceError('not_found', `The log has no entry ${seq}.`);
  return { ...entry, customerId: await customerBehind(ctx, entry.subject) };
}

async function customerBehind(ctx: ServiceContext, subject: string): Promise<string | null> {
  if (!subject.startsWith('customer:') || !actorMay(ctx, 'customers.read')) return null;
  const customer = await ctx.db.customer.findFirst({
    where: { workspaceId: ctx.workspaceId, subjectRef: subject.slice('customer:'.length) },
    select: { id: true },
  });
  return customer?.id ?? null;
}
