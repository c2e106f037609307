import { z } from 'zod';
import type { ScorecardReport } from '@/domain/reports/scorecard-report';
import { scorecardReport } from '@/lib/words/scorecard-report';
import type { ServiceContext } from '../../context';
import { kpis, kpiTrends, RangeInput } from '../measurement';
import { getRollout } from '../rollout';

/** Which days, and which to compare them with: as many just before, where left out. */
export const ScorecardInput = z.object({ range: RangeInput, compare: RangeInput.optional() });
export type ScorecardInput = z.infer<typeof ScorecardInput>;

/** The scorecard of a range of days as it stands now. Rights: measurement.read, rollout.read. Throws forbidden, invalid. */
export async function takeScorecard(ctx: ServiceContext, { range, compare }: ScorecardInput): Promise<ScorecardReport> {
  const [figures, trends, rollout] = await Promise.all([
    kpis(ctx, range, compare),
    kpiTrends(ctx, range),
    getRollout(ctx),
  ]);
  const { name: company, isVirtual } = ctx.workspace;
  return scorecardReport({ company, isVirtual, figures, trends, rollout });
}
