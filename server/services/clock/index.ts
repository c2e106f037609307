export { advanceClock } from './advance-clock';
export type { ClockReport } from './clock-report';
