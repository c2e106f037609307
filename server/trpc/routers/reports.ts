import {
  listShares,
  PeriodReportInput,
  RevokeShareInput,
  reportPeriods,
  revokeShare,
  ScorecardInput,
  ShareInput,
  shareScorecard,
  takePeriodReport,
  takeScorecard,
} from '@/server/services/reports';
import { router, workspaceProcedure } from '../init';

const sharing = workspaceProcedure('scorecard.share');

export const reportsRouter = router({
  scorecard: workspaceProcedure('measurement.read')
    .input(ScorecardInput)
    .query(({ ctx, input: { range, compare } }) => takeScorecard(ctx.service, { range, compare })),
  periods: workspaceProcedure('measurement.read').query(({ ctx }) => reportPeriods(ctx.service)),
  period: workspaceProcedure('measurement.read')
    .input(PeriodReportInput)
    .query(({ ctx, input: { kind, day } }) => takePeriodReport(ctx.service, { kind, day })),
  shares: sharing.query(({ ctx }) => listShares(ctx.service)),
  share: sharing
    .input(ShareInput)
    .mutation(({ ctx, input: { range, compare, days } }) => shareScorecard(ctx.service, { range, compare, days })),
  revokeShare: sharing.input(RevokeShareInput).mutation(({ ctx, input: { id } }) => revokeShare(ctx.service, { id })),
});
