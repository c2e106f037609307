import {
  listShares,
  RevokeShareInput,
  revokeShare,
  ScorecardInput,
  ShareInput,
  shareScorecard,
  takeScorecard,
} from '@/server/services/reports';
import { router, workspaceProcedure } from '../init';

const sharing = workspaceProcedure('scorecard.share');

export const reportsRouter = router({
  scorecard: workspaceProcedure('measurement.read')
    .input(ScorecardInput)
    .query(({ ctx, input: { range, compare } }) => takeScorecard(ctx.service, { range, compare })),
  shares: sharing.query(({ ctx }) => listShares(ctx.service)),
  share: sharing
    .input(ShareInput)
    .mutation(({ ctx, input: { range, compare, days } }) => shareScorecard(ctx.service, { range, compare, days })),
  revokeShare: sharing.input(RevokeShareInput).mutation(({ ctx, input: { id } }) => revokeShare(ctx.service, { id })),
});
