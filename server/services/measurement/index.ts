export { exportKpiDecisions } from './export-kpi-decisions';
export { BREAKDOWNS, type KpiBreakdown, kpiBreakdown } from './kpi-breakdown';
export {
  type KpiDecision,
  type KpiDecisions,
  type KpiDecisionsInput,
  kpiDecisions,
} from './kpi-decisions';
export { type DayState, type KpiSeries, type KpiTrends, kpiSeries, kpiTrends, type SeriesPoint } from './kpi-series';
export { type Kpis, type KpiValue, kpis, type Period } from './kpis';
export { type AgentLedger, ledgersByAction } from './ledgers-by-action';
export { measureLift } from './measure-lift';
export { DayInput, RangeInput, resolveRange, type Span, spanOf } from './range';
