import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { announce, type StoredDecision } from '../decisions';
import { isAgentStopped } from '../kill-switch';
import { beginSome } from './begin-ways';
import { endWays, goOnSome } from './go-on';

/** Customers looked at in one transaction. */
const PART = 50;

/**
 * Decides what running campaigns say next: first to customers on their way whose day has come, then to those who begin,
 * up to `limit` customers in all. Part by part, each in a transaction of its own, so that no audience stands in memory and a
 * killed sweep goes on behind its last part. Two sweeps at once decide nothing twice: they take different customers of
 * those on their way, and take turns at each campaign. Answers how many decisions were stored.
 */
export async function decideCampaigns(ctx: ServiceContext, { limit }: { limit: number }): Promise<{ decided: number }> {
  const running = await runningCampaigns(ctx);
  if (running.length === 0 || (await isAgentStopped(ctx, 'campaign'))) return { decided: 0 };
  await endWays(ctx);
  const made: StoredDecision[] = [];
  let left = limit;
  left -= await inParts(ctx, left, made, (tx, size) => goOnSome(tx, ctx, running, size));
  for (const campaignId of running) {
    left -= await inParts(ctx, left, made, (tx, size) => beginSome(tx, ctx, campaignId, size));
  }
  await announce(ctx, made);
  return { decided: made.length };
}

/** Running campaigns that no kill switch holds. */
async function runningCampaigns(ctx: ServiceContext): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM campaign c WHERE c.workspace_id = ${ctx.workspaceId}::uuid AND c.status = 'running'
      AND NOT EXISTS (SELECT 1 FROM kill_switch k WHERE k.workspace_id = c.workspace_id AND k.resumed_at IS NULL
        AND k.scope = 'campaign' AND k.target = c.id::text)
    ORDER BY c.launched_at, c.id`;
  return rows.map(({ id }) => id);
}

/** What one part looked at and decided. */
export type Part = { looked: number; made: StoredDecision[] };
type TakePart = (tx: Parameters<Parameters<typeof inTransaction>[1]>[0], size: number) => Promise<Part>;

async function inParts(ctx: ServiceContext, limit: number, made: StoredDecision[], take: TakePart): Promise<number> {
  let looked = 0;
  while (looked < limit) {
    const part = await inTransaction(ctx, (tx) => take(tx, Math.min(PART, limit - looked)));
    if (part.looked === 0) break;
    looked += part.looked;
    made.push(...part.made);
  }
  return looked;
}
