import { targetOf } from '@/domain/agents/creative-testing/targets';
import type { CopyStyle } from '@/domain/copy/styles';
import { authorise, type ServiceContext } from '../../context';
import { activePolicy } from '../policies';
import { verdictOf } from './list-tests';
import { countResults, type VariantCounts } from './results';
import type { TestResult } from './types';

/**
 * Every test that ran at some time within a half-open span, however long ago, the latest first, with its results since it
 * began. Messages have one test at a time, so there are never many. Throws forbidden.
 */
export async function testsWithin(ctx: ServiceContext, { from, to }: { from: Date; to: Date }): Promise<TestResult[]> {
  authorise(ctx, 'creative.read');
  const { workspaceId, now } = ctx;
  const tests = await ctx.db.experiment.findMany({
    where: { workspaceId, startedAt: { lt: to }, OR: [{ endedAt: null }, { endedAt: { gte: from } }] },
    include: { variants: { orderBy: { position: 'asc' } }, allocations: true },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
  });
  if (tests.length === 0) return [];
  const ids = tests.map(({ id }) => id);
  const [counts, policy] = await Promise.all([countResults(ctx.db, ctx, ids), activePolicy(ctx)]);
  return tests.map((test) => ({
    id: test.id,
    name: targetOf(test.templateId)?.name ?? test.templateId,
    endedAt: test.endedAt,
    verdict: verdictOf(test, { counts, policy, now }),
    arms: test.variants.map(({ id, style }) => ({ style: style as CopyStyle, ...totalOf(counts, id) })),
  }));
}

/** What came of a variant over all shares it had. */
function totalOf(
  counts: readonly VariantCounts[],
  id: string,
): Pick<VariantCounts, 'delivered' | 'clicked' | 'ordered'> {
  const own = counts.filter(({ variantId }) => variantId === id);
  const total = (of: 'delivered' | 'clicked' | 'ordered') => own.reduce((sum, row) => sum + row[of], 0);
  return { delivered: total('delivered'), clicked: total('clicked'), ordered: total('ordered') };
}
