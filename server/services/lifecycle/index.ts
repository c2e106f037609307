export { type LifecycleDayReport, listLifecycleDays } from './list-days';
export { type SweepReport, sweepCustomers } from './sweep-customers';
