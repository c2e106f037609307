import { winbackArm } from '@/domain/agents/cart-winback/winback-arm';
import { decide } from '@/domain/decisions/decide';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { Customer } from '../../generated/prisma/client';
import { activePolicy } from '../policies';
import { loadSnapshots, loadWorkspaceFacts, type SnapshotRequest } from '../snapshots';

/** A decision that was made for nobody's sake: nothing of it is stored. */
export type NowProposal = { decided: Decided; snapshot: Snapshot };

/**
 * What would be decided for one customer now, and why: about their open cart where there is one, else about winning
 * them back. Stores nothing. Throws not_found for a customer of another workspace.
 */
export async function proposeNow(ctx: ServiceContext, input: { customerId: string }): Promise<NowProposal> {
  authorise(ctx, 'decisions.run');
  const { workspaceId } = ctx;
  const customer = await ctx.db.customer.findFirst({ where: { workspaceId, id: input.customerId } });
  if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
  const { document } = await activePolicy(ctx);
  const shared = await loadWorkspaceFacts(ctx.db, ctx, document, { lockBudgets: false });
  const request = await requestFor(ctx, customer, shared.workspace.holdoutSalt);
  const [loaded] = await loadSnapshots(ctx.db, ctx, document, shared, [request]);
  if (!loaded) throw new ServiceError('not_found', 'There is no such customer.');
  const { snapshot } = loaded;
  return { snapshot, decided: decide({ snapshot, policy: document, models: ORDER_PRIORS, now: ctx.now }) };
}

async function requestFor(ctx: ServiceContext, customer: Customer, salt: string): Promise<SnapshotRequest> {
  const cart = await ctx.db.cart.findFirst({
    where: { workspaceId: ctx.workspaceId, customerId: customer.id, status: 'open' },
    orderBy: { lastChangedAt: 'desc' },
  });
  const base = { customerId: customer.id, decisionId: null };
  if (cart) return { ...base, trigger: { kind: 'cart_idle', cartId: cart.id }, cartId: cart.id, winback: null };
  const dormantFrom = (customer.lastEngagedAt ?? customer.firstSeenAt).toISOString();
  const winback = {
    spellId: customer.id,
    dormantFrom,
    startedAt: ctx.now.toISOString(),
    arm: winbackArm(salt, customer.id),
    wave: 1,
  };
  return { ...base, trigger: { kind: 'dormant', spellId: customer.id }, cartId: null, winback };
}
