import { decide } from '@/domain/decisions/decide';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { activePolicy } from '../policies';
import { loadSnapshots, loadWorkspaceFacts } from '../snapshots';
import { askedRequest } from './on-demand';

/** A decision that was made for nobody's sake: nothing of it is stored. */
export type NowProposal = { decided: Decided; snapshot: Snapshot };

/**
 * What one agent would decide for one customer now, and why: the whole decision, with arbitration against what waits,
 * holdout, guardrails and autonomy. Stores nothing. Throws forbidden, and not_found for a customer of another workspace
 * or an agent there is not.
 */
export async function proposeNow(
  ctx: ServiceContext,
  input: { customerId: string; agentId: string },
): Promise<NowProposal> {
  authorise(ctx, 'decisions.run');
  const request = await askedRequest(ctx.db, ctx, input);
  const { document } = await activePolicy(ctx);
  const shared = await loadWorkspaceFacts(ctx.db, ctx, document, { lockBudgets: false });
  const [loaded] = await loadSnapshots(ctx.db, ctx, document, shared, [request]);
  if (!loaded) throw new ServiceError('not_found', 'There is no such customer.');
  const { snapshot } = loaded;
  return { snapshot, decided: decide({ snapshot, policy: document, models: ORDER_PRIORS, now: ctx.now }) };
}
