export { type Annotation, annotations } from './annotations';
export { exportKpiDecisions } from './export-kpi-decisions';
export { type ComparedCustomer, loadCompared } from './facts';
export { firstWholeHour, hourlySums, type WindowPart, windowParts } from './hourly-sums';
export { BREAKDOWNS, type Breakdown, type KpiBreakdown, type KpiPart, kpiBreakdown } from './kpi-breakdown';
export { type KpiCase, type KpiCases, kpiCases } from './kpi-cases';
export {
  type KpiDecision,
  type KpiDecisions,
  type KpiDecisionsInput,
  kpiDecisions,
  type Totals,
} from './kpi-decisions';
export { type DayState, type KpiSeries, type KpiTrends, kpiSeries, kpiTrends, type SeriesPoint } from './kpi-series';
export { type Kpis, type KpiValue, kpis, type Period, periodOf } from './kpis';
export { type AgentLedger, ledgersByAction } from './ledgers-by-action';
export { type FigureAsked, type Measured, measureFigures, measureSums } from './measure-figures';
export { measureLift } from './measure-lift';
export { DayInput, dayCuts, LONGEST_DAYS, RangeInput, resolveRange, type Span, spanOf } from './range';
export { type RoiMeasured, roiFacts } from './roi-facts';
export { checkRollups, type RollupCheck, type RollupDifference, rebuildRollups, rollUp } from './roll-up';
export { staleWorkspaces } from './stale-workspaces';
