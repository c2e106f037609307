import { Policy } from '@/domain/policies/policy';
import type { Role } from '@/domain/workspaces/permissions';
import type { ServiceContext } from '@/server/context';
import type { Decision, Prisma } from '@/server/generated/prisma/client';
import { decideIdleCarts } from '@/server/services/decisions';
import { activePolicy } from '@/server/services/policies';
import { systemDb } from '@/server/system-db';
import { freshWorkspace, personIn } from './fresh-workspace';
import { rewritePolicy } from './rewrite-policy';
import { idleCart, product, shopper } from './shopper';
import { UNDRAWN_POLICY } from './undrawn-policy';
import { wholeDecisions } from './whole-decisions';

/** A workspace in which nobody is drawn for anything, with one product. */
export async function reviewWorkspace(policy: object = {}): Promise<ServiceContext> {
  const fresh = await freshWorkspace();
  await activePolicy(fresh.ctx);
  await rewritePolicy(fresh.ctx, Policy.parse({ ...UNDRAWN_POLICY, ...policy }));
  await product(fresh.ctx, { sku: 'KETTLE' });
  return fresh.ctx;
}

/** A member of the workspace whose name is on record. */
export async function memberIn(ctx: ServiceContext, role: Role, name: string): Promise<ServiceContext> {
  const person = await personIn(ctx.workspaceId, role);
  const actor = { ...person.actor, name } as Extract<ServiceContext['actor'], { kind: 'user' }>;
  await systemDb().user.create({
    data: { id: actor.userId, email: `${actor.userId}@people.example`, name, passwordHash: '-' },
  });
  await ctx.db.membership.create({ data: { workspaceId: ctx.workspaceId, userId: actor.userId, role } });
  return { ...person, now: ctx.now, actor };
}

export type WaitingReview = {
  customerId: string;
  cartId: string;
  decision: Decision;
  decisionId: string;
  version: number;
};

/** A decision about a cart that waits for a verdict. */
export async function waitingReview(
  ctx: ServiceContext,
  cart: Partial<Prisma.CartUncheckedCreateInput> = {},
): Promise<WaitingReview> {
  const customer = await shopper(ctx);
  const cartId = await idleCart(ctx, customer.id, cart);
  await decideIdleCarts(ctx, { limit: 10 });
  const [decision] = await wholeDecisions(ctx, { customerId: customer.id });
  if (!decision) throw new Error('Nothing was decided about the cart.');
  return { customerId: customer.id, cartId, decision, version: decision.version, decisionId: decision.id };
}
