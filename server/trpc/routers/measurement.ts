import { z } from 'zod';
import {
  annotations,
  BREAKDOWNS,
  DayInput,
  kpiBreakdown,
  kpiCases,
  kpiDecisions,
  kpiSeries,
  kpis,
  kpiTrends,
  RangeInput,
  roiFacts,
} from '@/server/services/measurement';
import { router, workspaceProcedure } from '../init';

const KpiInput = z.object({ range: RangeInput, kpi: z.string().max(64) });
const Part = z.object({ by: z.enum(BREAKDOWNS), key: z.string().max(120) });
const DecisionsInput = KpiInput.extend({ day: DayInput.optional(), part: Part.optional() });
const Page = z.object({ cursor: z.string().max(400).optional(), limit: z.number().int().min(1).max(200).default(50) });

const measured = workspaceProcedure('measurement.read');

export const measurementRouter = router({
  kpis: measured
    .input(z.object({ range: RangeInput, compare: RangeInput.optional() }))
    .query(({ ctx, input }) => kpis(ctx.service, input.range, input.compare)),
  annotations: measured
    .input(z.object({ range: RangeInput }))
    .query(({ ctx, input }) => annotations(ctx.service, input.range)),
  roi: measured.input(z.object({ range: RangeInput })).query(({ ctx, input }) => roiFacts(ctx.service, input.range)),
  trends: measured
    .input(z.object({ range: RangeInput }))
    .query(({ ctx, input }) => kpiTrends(ctx.service, input.range)),
  breakdown: measured
    .input(KpiInput.extend({ by: z.enum(BREAKDOWNS), compare: RangeInput.optional() }))
    .query(({ ctx, input: { range, ...rest } }) => kpiBreakdown(ctx.service, { ...range, ...rest })),
  series: measured
    .input(KpiInput)
    .query(({ ctx, input }) => kpiSeries(ctx.service, { ...input.range, kpi: input.kpi })),
  decisions: measured
    .input(DecisionsInput.extend(Page.shape))
    .query(({ ctx, input: { range, ...rest } }) => kpiDecisions(ctx.service, { ...range, ...rest })),
  cases: measured
    .input(DecisionsInput.extend(Page.shape))
    .query(({ ctx, input: { range, ...rest } }) => kpiCases(ctx.service, { ...range, ...rest })),
});
