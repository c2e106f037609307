import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';

export type ConsentEntry = {
  id: string;
  channel: string;
  purpose: string;
  status: string;
  lawfulBasis: string | null;
  source: string;
  textVersion: string | null;
  actor: string;
  occurredAt: Date;
  recordedAt: Date;
  evidence: string | null;
};

/** A customer's consent ledger, the latest first. Throws not_found for a customer of another workspace. */
export async function listConsents(ctx: ServiceContext, input: { customerId: string }): Promise<ConsentEntry[]> {
  authorise(ctx, 'customers.read');
  const where = { workspaceId: ctx.workspaceId, id: input.customerId };
  if (!(await ctx.db.customer.findFirst({ where, select: { id: true } }))) {
    throw new ServiceError('not_found', 'There is no such customer.');
  }
  const entries = await ctx.db.consentEvent.findMany({
    where: { workspaceId: ctx.workspaceId, customerId: input.customerId },
    orderBy: [{ occurredAt: 'desc' }, { recordedAt: 'desc' }],
    take: 500,
  });
  return entries.map(({ workspaceId: _, customerId: __, ...entry }) => entry);
}
