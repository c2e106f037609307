export { mailScorecard } from './mail-scorecard';
export { openShared, type SharedReport } from './open-shared';
export {
  listShares,
  RevokeShareInput,
  revokeShare,
  SHARE_DAYS,
  type Share,
  ShareInput,
  shareScorecard,
} from './shares';
export { ScorecardInput, takeScorecard } from './take-scorecard';
