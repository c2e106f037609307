import { z } from 'zod';
import { bulkPlan } from '@/domain/review/bulk';
import { RejectReason } from '@/domain/review/review-item';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { decideReview } from './decide-review';
import { listItemsOf } from './list-reviews';
import { undoReview } from './undo-review';
import type { ReviewResult } from './verdict-log';

/** More than this is not looked at by anybody. */
const MOST = 50;

export const DecideManyInput = z.object({
  items: z
    .array(z.object({ decisionId: z.uuid(), version: z.number().int().positive(), key: z.uuid() }))
    .min(1)
    .max(MOST),
  verdict: z.enum(['approve', 'reject']),
  reason: RejectReason.optional(),
  note: z.string().trim().max(2_000).optional(),
  /** How many the person confirmed: must be how many there are. */
  confirmedCount: z.number().int(),
});
export const UndoManyInput = z.object({ decisionIds: z.array(z.uuid()).min(1).max(MOST) });

/** What came of each, in the order given. */
export type BulkResult = { decisionId: string; result: ReviewResult | null; refusal: string | null };

/**
 * One verdict on several decisions that look alike and are of low risk, each in a transaction of its own: what cannot be
 * judged is named and hinders nothing else. Throws forbidden, invalid where the selection does not qualify as a whole or
 * the confirmed count is another.
 */
export async function decideMany(ctx: ServiceContext, input: z.input<typeof DecideManyInput>): Promise<BulkResult[]> {
  authorise(ctx, 'review.decide');
  const { items, confirmedCount, ...answer } = DecideManyInput.parse(input);
  if (new Set(items.map(({ decisionId }) => decisionId)).size < items.length) {
    throw new ServiceError('invalid', 'One of these was chosen twice: each decision gets one verdict.', {
      field: 'items',
    });
  }
  if (items.length !== confirmedCount) {
    throw new ServiceError('invalid', `You confirmed ${confirmedCount}, and ${items.length} were sent.`, {
      field: 'count',
    });
  }
  const rows = await listItemsOf(
    ctx,
    items.map(({ decisionId }) => decisionId),
  );
  if (rows.length < items.length) throw new ServiceError('not_found', 'There is no such decision.');
  // Those that changed meanwhile get their own refusal below; what still waits has to look alike.
  const { excluded } = bulkPlan(
    rows
      .filter(({ outcome }) => outcome === 'in_review')
      .map(({ desk, ...row }) => ({ ...row, claimedBy: desk.claim && !desk.claim.isMine ? desk.claim.name : null })),
  );
  const [first] = excluded;
  if (first) throw new ServiceError('invalid', `These cannot be judged together. ${first.why}`, { field: 'items' });
  return each(items, (item) => decideReview(ctx, { ...item, ...answer }));
}

/** Takes several of one's own verdicts back, the last first; each says for itself whether it was in time. */
export async function undoMany(ctx: ServiceContext, input: z.input<typeof UndoManyInput>): Promise<BulkResult[]> {
  authorise(ctx, 'review.decide');
  const { decisionIds } = UndoManyInput.parse(input);
  const ids = [...new Set(decisionIds)];
  const known = await ctx.db.decision.count({ where: { workspaceId: ctx.workspaceId, id: { in: ids } } });
  if (known < ids.length) throw new ServiceError('not_found', 'There is no such decision.');
  return each(
    ids.toReversed().map((decisionId) => ({ decisionId })),
    async ({ decisionId }) => {
      await undoReview(ctx, { decisionId });
      return null;
    },
  );
}

async function each<Item extends { decisionId: string }>(
  items: readonly Item[],
  work: (item: Item) => Promise<ReviewResult | null>,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (const item of items) {
    try {
      results.push({ decisionId: item.decisionId, result: await work(item), refusal: null });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      results.push({ decisionId: item.decisionId, result: null, refusal: error.message });
    }
  }
  return results;
}
