export { type IngestResult, ingest, keepUnreadable, type RejectedEvent } from './ingest';
export {
  type DeadLetterItem,
  DeadLetterListInput,
  listDeadLetters,
  ReplayInput,
  replayDeadLetter,
} from './list-dead-letters';
export { oldestPendingSeconds } from './oldest-pending';
export { type ProcessResult, processPending } from './process-pending';
export { processWorkspace, workspacesWithPending } from './process-workspace';
export {
  type Intake,
  type IntakeMinute,
  intake,
  type RecentEvent,
  RecentEventsInput,
  recentEvents,
} from './recent-events';
