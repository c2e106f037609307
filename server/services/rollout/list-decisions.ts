import { z } from 'zod';
import type { RolloutVerdict } from '@/domain/rollout/course';
import type { JudgedCriterion, Recommendation } from '@/domain/rollout/gate';
import type { Cohort } from '@/domain/rollout/plan';
import { authorise, type ServiceContext } from '../../context';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { stepOf } from './course';

export const ListRolloutDecisionsInput = z.object({
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ListRolloutDecisionsInput = z.input<typeof ListRolloutDecisionsInput>;

/** One decision at a gate, as it was recorded. `by` is null where no person did. */
export type RolloutDecisionItem = {
  seq: number;
  verdict: RolloutVerdict;
  from: Cohort | null;
  to: Cohort | null;
  reason: string;
  conditions: string | null;
  reviewOn: string | null;
  recommendation: Recommendation | null;
  criteria: JudgedCriterion[];
  by: string | null;
  at: Date;
};

const Key = z.object({ seq: z.number().int() });

/** What was decided at the gates, the latest first, a page at a time. Throws forbidden. */
export async function listRolloutDecisions(
  ctx: ServiceContext,
  input: ListRolloutDecisionsInput,
): Promise<Page<RolloutDecisionItem>> {
  authorise(ctx, 'rollout.read');
  const { cursor, limit } = ListRolloutDecisionsInput.parse(input);
  const place = cursor ? readCursor(Key, cursor) : null;
  const rows = await ctx.db.rolloutDecision.findMany({
    where: { workspaceId: ctx.workspaceId, ...(place && { seq: { lt: place.seq } }) },
    orderBy: { seq: 'desc' },
    take: limit + 1,
  });
  const page = pageOf(rows, limit, ({ seq }) => writeCursor({ seq }));
  const people = await ctx.db.user.findMany({
    where: { id: { in: page.items.flatMap(({ decidedById }) => decidedById ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    ...page,
    items: page.items.map((row) => ({
      seq: row.seq,
      verdict: row.verdict as RolloutVerdict,
      from: stepOf(row.fromCohort),
      to: stepOf(row.toCohort),
      reason: row.reason,
      conditions: row.conditions,
      reviewOn: row.reviewOn?.toISOString().slice(0, 10) ?? null,
      recommendation: row.recommendation as Recommendation | null,
      criteria: row.gate as JudgedCriterion[],
      by: row.decidedById ? (names.get(row.decidedById) ?? null) : null,
      at: row.decidedAt,
    })),
  };
}
