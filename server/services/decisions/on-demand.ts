import { winbackArm } from '@/domain/agents/cart-winback/winback-arm';
import { AGENTS } from '@/domain/agents/registry';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { SnapshotRequest } from '../snapshots';

/**
 * What to look at when a person asks an agent about a customer: their open cart where there is one, and their absence as
 * if it were counted from today. Throws not_found for a customer of another workspace and for an agent there is not.
 */
export async function askedRequest(
  tx: Db,
  ctx: ServiceContext,
  asked: { customerId: string; agentId: string },
): Promise<SnapshotRequest> {
  const { workspaceId } = ctx;
  const { customerId, agentId } = asked;
  if (!AGENTS.some((agent) => agent.id === agentId)) throw new ServiceError('not_found', 'There is no such agent.');
  const customer = await tx.customer.findFirst({ where: { workspaceId, id: customerId } });
  if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
  const { holdoutSalt } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const cart = await tx.cart.findFirst({
    where: { workspaceId, customerId, status: 'open' },
    orderBy: { lastChangedAt: 'desc' },
  });
  const winback = {
    spellId: customerId,
    dormantFrom: (customer.lastEngagedAt ?? customer.firstSeenAt).toISOString(),
    startedAt: ctx.now.toISOString(),
    arm: winbackArm(holdoutSalt, customerId),
    wave: 1,
  };
  return {
    customerId,
    trigger: { kind: 'on_demand', agentId },
    cartId: cart?.id ?? null,
    winback: agentId === 'cart_winback' && !cart ? winback : null,
    decisionId: null,
  };
}
