import type { Agent } from '@/domain/agents/agent';
import { AGENTS } from '@/domain/agents/registry';
import { after, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { agentsAtWork, isAgentStopped } from '../kill-switch';
import { activePolicy } from '../policies';
import type { SnapshotRequest } from '../snapshots';
import { decideBatch, type StoredDecision } from './decide-batch';
import { onePerCustomer } from './one-per-customer';
import { announce, BATCH, inBatches } from './sweep';

/** `consideredBy`: agents that have looked at this idle episode already. */
type IdleCart = { id: string; customerId: string; consideredBy: string[] };
type UnreadEmail = { cartId: string; customerId: string; deliveredAt: Date };

/** `agents`: all registered ones unless told otherwise. */
type Sweeping = { limit: number; agents?: readonly Agent[] };

/**
 * Decides for up to `limit` carts left idle, then for carts whose e-mail was not opened. Each agent that wakes on it looks
 * at an idle episode once: those that are stopped find it when they are resumed. Two sweeps at once take different carts.
 * Answers how many decisions were stored.
 */
export async function decideIdleCarts(
  ctx: ServiceContext,
  { limit, agents = AGENTS }: Sweeping,
): Promise<{ decided: number }> {
  const waking = agents.filter(({ wakesOn }) => wakesOn.includes('cart_idle')).map(({ id }) => id);
  const atWork = await agentsAtWork(ctx, waking);
  const made: StoredDecision[] = [];
  if (atWork.length > 0) {
    await inBatches(limit, made, (size) => decideSomeCarts(ctx, size, { agents, waking, atWork }));
  }
  // A reminder follows this agent's own e-mail.
  if (made.length < limit && !(await isAgentStopped(ctx, 'cart_winback'))) {
    await inBatches(limit - made.length, made, (size) => decideSomeReminders(ctx, size));
  }
  await announce(ctx, made);
  return { decided: made.length };
}

/** Ids of the agents that an idle cart wakes, and of those among them that are not stopped. */
type Awake = { agents: readonly Agent[]; waking: readonly string[]; atWork: readonly string[] };

function decideSomeCarts(
  ctx: ServiceContext,
  size: number,
  { agents, waking, atWork }: Awake,
): Promise<StoredDecision[]> {
  return inTransaction(ctx, async (tx) => {
    const policy = await activePolicy(ctx, tx);
    const carts = onePerCustomer(await claimIdleCarts(tx, ctx, policy.document.cart, { size, atWork }));
    if (carts.length === 0) return [];
    const ids = carts.map((cart) => cart.id);
    await tx.$executeRaw`
      UPDATE cart SET considered_for = last_changed_at, considered_by = CASE
        WHEN considered_for = last_changed_at THEN considered_by || ${[...atWork]}::text[] ELSE ${[...atWork]}::text[] END
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${ids}::uuid[])`;
    const requests = carts.map(
      (cart): SnapshotRequest => ({
        customerId: cart.customerId,
        trigger: { kind: 'cart_idle', cartId: cart.id },
        asks: asksOf(cart, waking, atWork),
        cartId: cart.id,
        winback: null,
        decisionId: null,
      }),
    );
    return decideBatch(tx, ctx, policy, requests, { agents });
  });
}

/** Who looks at it now; nothing where that is everybody whom it wakes. */
function asksOf({ consideredBy }: IdleCart, waking: readonly string[], atWork: readonly string[]) {
  const asked = atWork.filter((id) => !consideredBy.includes(id));
  return asked.length === waking.length ? undefined : asked;
}

function claimIdleCarts(
  tx: Db,
  ctx: ServiceContext,
  rules: { idleHours: number; tooLateHours: number },
  { size, atWork }: { size: number; atWork: readonly string[] },
): Promise<IdleCart[]> {
  const idleSince = after(ctx.now, -rules.idleHours * HOUR);
  const tooOld = after(ctx.now, -rules.tooLateHours * HOUR);
  return tx.$queryRaw<IdleCart[]>`
    SELECT id, customer_id AS "customerId",
      CASE WHEN considered_for = last_changed_at THEN considered_by ELSE '{}' END AS "consideredBy" FROM cart
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND status = 'open' AND last_changed_at <= ${idleSince}
      AND last_changed_at > ${tooOld}
      AND (considered_for IS DISTINCT FROM last_changed_at OR NOT considered_by @> ${[...atWork]}::text[])
    ORDER BY last_changed_at, id LIMIT ${Math.min(size, BATCH)}
    FOR UPDATE SKIP LOCKED`;
}

function decideSomeReminders(ctx: ServiceContext, size: number): Promise<StoredDecision[]> {
  return inTransaction(ctx, async (tx) => {
    const policy = await activePolicy(ctx, tx);
    const { reminderHours, codeHours } = policy.document.cart;
    const unread = await tx.$queryRaw<UnreadEmail[]>`
      SELECT c.id AS "cartId", c.customer_id AS "customerId", m.delivered_at AS "deliveredAt"
      FROM message m
      JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id AND d.trigger = 'cart_idle'
      CROSS JOIN LATERAL (SELECT (d.snapshot #>> '{trigger,cartId}')::uuid AS cart_id OFFSET 0) looked_at
      JOIN cart c ON c.workspace_id = m.workspace_id AND c.id = looked_at.cart_id
      JOIN customer p ON p.workspace_id = m.workspace_id AND p.id = c.customer_id
      WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.channel = 'email' AND m.agent_id = 'cart_winback'
        AND m.delivered_at <= ${after(ctx.now, -reminderHours * HOUR)}
        AND m.delivered_at > ${after(ctx.now, -codeHours * HOUR)}
        AND m.opened_at IS NULL AND m.clicked_at IS NULL AND m.unsubscribed_at IS NULL
        AND c.status = 'open' AND c.last_changed_at <= d.decided_at AND p.phone IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM decision r WHERE r.workspace_id = m.workspace_id AND r.customer_id = c.customer_id
                        AND r.trigger = 'cart_reminder' AND r.decided_at >= m.delivered_at)
      ORDER BY m.delivered_at, m.id LIMIT ${Math.min(size, BATCH)}
      FOR UPDATE OF m SKIP LOCKED`;
    const requests = onePerCustomer(unread).map(
      (row): SnapshotRequest => ({
        customerId: row.customerId,
        trigger: { kind: 'cart_reminder', cartId: row.cartId, emailedAt: row.deliveredAt.toISOString() },
        cartId: row.cartId,
        winback: null,
        decisionId: null,
      }),
    );
    return decideBatch(tx, ctx, policy, requests);
  });
}
