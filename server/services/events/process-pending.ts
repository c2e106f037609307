import type { ServiceContext } from '../../context';

/** `busy`: somebody else is at work on this workspace; `remaining`: there may be more than `limit`. */
export type ProcessResult = { processed: number; busy: boolean; remaining: boolean };

/**
 * Folds up to `limit` received events of the workspace into customers, carts, orders and the like. One processor at a
 * time works on a workspace; another returns at once with `busy`.
 */
export async function processPending(_ctx: ServiceContext, _options: { limit: number }): Promise<ProcessResult> {
  return { processed: 0, busy: false, remaining: false };
}
