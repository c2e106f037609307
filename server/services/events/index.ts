export { isDataError, sqlState } from './database-errors';
export { exportDeadLetters } from './export-dead-letters';
export { type IngestResult, ingest, keepUnreadable, type RejectedEvent } from './ingest';
export {
  type DeadLetterGroup,
  type DeadLetterItem,
  DeadLetterListInput,
  deadLetterGroups,
  listDeadLetters,
} from './list-dead-letters';
export {
  type Candidate,
  countMergeSuggestions,
  DismissMergeInput,
  dismissMerge,
  listMergeSuggestions,
  type MergeSuggestion,
  MergeSuggestionsInput,
} from './merging/judge-suggestions';
export { type CustomerMergeItem, ListMergesInput, listMerges } from './merging/list-merges';
export { MergeInput, mergeCustomers } from './merging/merge-customers';
export { UnmergeInput, unmergeCustomers } from './merging/unmerge-customers';
export { oldestPendingSeconds } from './oldest-pending';
export { type ProcessResult, processPending } from './process-pending';
export { processWorkspace, workspacesWithPending } from './process-workspace';
export {
  type DatedMention,
  lockProducts,
  mergeMentions,
  type ProductChange,
  saveProducts,
} from './processing/products';
export { countQuality } from './quality/count-quality';
export { readQuality, type SourceQuality } from './quality/read-quality';
export { sweepQuality } from './quality/sweep-quality';
export {
  type Intake,
  type IntakeMinute,
  intake,
  type RecentEvent,
  RecentEventsInput,
  recentEvents,
} from './recent-events';
export {
  checkMended,
  DiscardInput,
  discardDeadLetters,
  ReplayInput,
  ReplayManyInput,
  replayDeadLetter,
  replayDeadLetters,
  type Turn,
} from './resolve-letters';
export { type EventToTakeBack, isNamedIn, KEEPING, takeEventsBack } from './take-events-back';
