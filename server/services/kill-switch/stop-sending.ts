import { z } from 'zod';
import { AGENT_CARDS } from '@/domain/agents/agent-cards';
import { CHANNELS } from '@/domain/channels/channel';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { pullStop } from './pull-stop';

export const StopInput = z.object({
  scope: z.enum(['workspace', 'agent', 'channel', 'campaign']),
  /** Agent, channel or campaign id; left out for the workspace. */
  target: z.string().max(64).optional(),
  reason: z.string().trim().max(500).default(''),
});
export type StopInput = z.input<typeof StopInput>;

/**
 * Stops everything of the workspace, an agent, a channel or a campaign that no provider has yet, from the moment this commits,
 * until somebody resumes. Stopping what is stopped answers the stop there is. A stop needs no reason: seconds count.
 */
export async function stopSending(ctx: ServiceContext, input: StopInput): Promise<{ id: string }> {
  authorise(ctx, 'killSwitch.stop');
  const { scope, reason } = StopInput.parse(input);
  const target = scope === 'campaign' ? await campaignTarget(ctx, input) : targetOf(input);
  return inTransaction(ctx, async (tx) => {
    const { id, record } = await pullStop(tx, ctx, { scope, target, reason, cause: 'person' });
    await appendAudit(tx, ctx, record ?? []);
    return { id };
  });
}

async function campaignTarget(ctx: ServiceContext, { target }: StopInput): Promise<string> {
  const id = z.uuid().safeParse(target);
  const found = id.success && (await ctx.db.campaign.count({ where: { workspaceId: ctx.workspaceId, id: id.data } }));
  if (id.success && found) return id.data;
  throw new ServiceError('not_found', 'There is no such campaign.', { field: 'target' });
}

function targetOf({ scope, target }: StopInput): string {
  if (scope === 'workspace') return '*';
  const known: readonly string[] = scope === 'agent' ? AGENT_CARDS.map(({ id }) => id) : CHANNELS;
  if (target && known.includes(target)) return target;
  throw new ServiceError('invalid', `Say which ${scope}: ${known.join(', ')}.`, { field: 'target' });
}
