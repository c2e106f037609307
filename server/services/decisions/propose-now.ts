import { decide } from '@/domain/decisions/decide';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { offerInWords } from '@/domain/offers/offer-of-decision';
import type { FlipInWords } from '@/domain/policies/flip-words';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { type Preview, renderPreview } from '../delivery';
import { modelsInForce } from '../learning';
import { activePolicy } from '../policies';
import { loadSnapshots, loadWorkspaceFacts } from '../snapshots';
import { flipsOf } from './flips';
import { askedRequest } from './on-demand';

/**
 * A decision that was made for nobody's sake: nothing of it is stored. `message` is what it would say, null where it
 * says nothing and for roles that may not read messages; `flips` are the thresholds of policy `policyVersion` that would
 * change a guardrail's answer.
 */
export type NowProposal = {
  decided: Decided;
  snapshot: Snapshot;
  message: Preview | null;
  flips: FlipInWords[];
  policyVersion: number;
};

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
  const { document, version } = await activePolicy(ctx);
  const request = await askedRequest(ctx.db, ctx, document, input);
  const shared = await loadWorkspaceFacts(ctx.db, ctx, document, { lockBudgets: false, isGivingOut: false });
  const [loaded] = await loadSnapshots(ctx.db, ctx, document, shared, [request]);
  if (!loaded) throw new ServiceError('not_found', 'There is no such customer.');
  const { snapshot } = loaded;
  const decided = decide({ snapshot, policy: document, models: await modelsInForce(ctx.db, ctx), now: ctx.now });
  return {
    snapshot,
    decided,
    message: await messageOf(ctx, decided, snapshot),
    flips: flipsOf(ctx, decided.verdicts),
    policyVersion: version,
  };
}

async function messageOf(ctx: ServiceContext, { chosen }: Decided, snapshot: Snapshot): Promise<Preview | null> {
  if (!chosen || !actorMay(ctx, 'messages.read')) return null;
  const offer = offerInWords(chosen, null, snapshot);
  return renderPreview(ctx, { candidate: chosen, offer, customerId: snapshot.customer.id, lookedAt: snapshot });
}
