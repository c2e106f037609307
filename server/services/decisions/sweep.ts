import type { ServiceContext } from '../../context';
import type { StoredDecision } from './decide-batch';

/** Triggers decided in one transaction. */
export const BATCH = 200;

/** Takes batch after batch into `made`, until `limit` or until a batch comes back empty. */
export async function inBatches(
  limit: number,
  made: StoredDecision[],
  decideSome: (size: number) => Promise<StoredDecision[]>,
): Promise<void> {
  let left = limit;
  while (left > 0) {
    const some = await decideSome(Math.min(left, BATCH));
    if (some.length === 0) return;
    made.push(...some);
    left -= some.length;
  }
}

/** After commit: tells whoever listens that messages are waiting. */
export async function announce(ctx: ServiceContext, made: readonly StoredDecision[]): Promise<void> {
  if (made.some(({ decided }) => decided.outcome === 'scheduled')) {
    await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
  }
}
