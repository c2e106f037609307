export type { CohortRow, ImpactFacts } from './impact-facts';
export { mailReports } from './mail-reports';
export { mailScorecard } from './mail-scorecard';
export { openShared, type SharedReport } from './open-shared';
export {
  endSharesOf,
  listShares,
  RevokeShareInput,
  revokeShare,
  SHARE_DAYS,
  type Share,
  ShareInput,
  shareScorecard,
} from './shares';
export { PeriodReportInput, type ReportPeriods, reportPeriods, takePeriodReport } from './take-period-report';
export { ScorecardInput, takeScorecard } from './take-scorecard';
export type { Latest, WeeklyFacts } from './weekly-facts';
