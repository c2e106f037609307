export { type BreachItem, ListBreachesInput, listBreaches } from './list-breaches';
export { type BreachReported, ReportBreachInput, reportBreach } from './report-breach';
