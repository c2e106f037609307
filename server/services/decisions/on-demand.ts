import { winbackArm } from '@/domain/agents/cart-winback/winback-arm';
import { AGENTS } from '@/domain/agents/registry';
import type { Policy } from '@/domain/policies/policy';
import { after, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { SnapshotRequest } from '../snapshots';

/**
 * What to look at when a person asks an agent about a customer; for the cart and win-back agent their open cart as
 * long as it is not too late for it, else their absence as if its series began today. Throws not_found for a customer of another workspace and for an agent there is not.
 */
export async function askedRequest(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  asked: { customerId: string; agentId: string },
): Promise<SnapshotRequest> {
  const { workspaceId } = ctx;
  const { customerId, agentId } = asked;
  if (!AGENTS.some((agent) => agent.id === agentId)) throw new ServiceError('not_found', 'There is no such agent.');
  const customer = await tx.customer.findFirst({ where: { workspaceId, id: customerId } });
  if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
  const { holdoutSalt } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const trigger = { kind: 'on_demand' as const, agentId };
  if (agentId !== 'cart_winback') return { customerId, trigger, cartId: null, winback: null, decisionId: null };
  const cart = await tx.cart.findFirst({
    where: {
      workspaceId,
      customerId,
      status: 'open',
      lastChangedAt: { gt: after(ctx.now, -policy.cart.tooLateHours * HOUR) },
    },
    orderBy: { lastChangedAt: 'desc' },
  });
  const winback = {
    spellId: customerId,
    dormantFrom: (customer.lastEngagedAt ?? customer.signedUpAt ?? customer.firstSeenAt).toISOString(),
    startedAt: ctx.now.toISOString(),
    arm: winbackArm(holdoutSalt, customerId),
    wave: 1,
  };
  return {
    customerId,
    trigger,
    cartId: cart?.id ?? null,
    winback: cart ? null : winback,
    decisionId: null,
  };
}
