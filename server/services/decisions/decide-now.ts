import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { decideBatch } from './decide-batch';
import { askedRequest } from './on-demand';
import { announce } from './sweep';

/**
 * The same question as `proposeNow`, and the answer counts: the decision is stored and takes the road of any other, so
 * that it may wait for a person or leave by itself. Answers its id. Throws forbidden and not_found.
 */
export async function decideNow(
  ctx: ServiceContext,
  input: { customerId: string; agentId: string },
): Promise<{ decisionId: string }> {
  authorise(ctx, 'decisions.run');
  const made = await inTransaction(ctx, async (tx) => {
    const request = await askedRequest(tx, ctx, input);
    return decideBatch(tx, ctx, await activePolicy(ctx, tx), [request]);
  });
  const [decision] = made;
  if (!decision) throw new ServiceError('conflict', 'Somebody asked the same at the same moment.');
  await announce(ctx, made);
  return { decisionId: decision.id };
}
