import { after, SECOND } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { lockCustomers } from '../snapshots';
import { decideBatch } from './decide-batch';
import { askedRequest } from './on-demand';
import { announce } from './sweep';

/** Of two questions closer than this the second is the same one, pressed twice. */
const REPEATED_WITHIN_MS = 10 * SECOND;

/**
 * The same question as `proposeNow`, and the answer counts: the decision is stored and takes the road of any other, so
 * that it may wait for a person or leave by itself; where deciding broke, as one that failed. Asked again at once it answers the decision there is. Answers its id.
 * Throws forbidden and not_found.
 */
export async function decideNow(
  ctx: ServiceContext,
  input: { customerId: string; agentId: string },
): Promise<{ decisionId: string }> {
  authorise(ctx, 'decisions.run');
  const { decisionId, made } = await inTransaction(ctx, async (tx) => {
    const policy = await activePolicy(ctx, tx);
    const request = await askedRequest(tx, ctx, policy.document, input);
    await lockCustomers(tx, ctx, [input.customerId]);
    const justMade = await findJustMade(tx, ctx, input);
    if (justMade) return { decisionId: justMade, made: [] };
    let broken: string | undefined;
    const made = await decideBatch(tx, ctx, policy, [request], {
      conclude: async (_made, [failed]) => {
        broken = failed?.id;
        return [];
      },
    });
    return { decisionId: made[0]?.id ?? broken, made };
  });
  if (!decisionId) throw new ServiceError('conflict', 'Somebody asked the same at the same moment.');
  await announce(ctx, made);
  return { decisionId };
}

/** The decision somebody was given who pressed the same button a moment ago; the customer must be locked. */
async function findJustMade(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  { customerId, agentId }: { customerId: string; agentId: string },
): Promise<string | null> {
  const found = await tx.decision.findFirst({
    where: {
      workspaceId,
      customerId,
      agentId,
      trigger: 'on_demand',
      decidedAt: { gte: after(now, -REPEATED_WITHIN_MS), lte: after(now, REPEATED_WITHIN_MS) },
    },
    orderBy: { decidedAt: 'desc' },
    select: { id: true },
  });
  return found?.id ?? null;
}
