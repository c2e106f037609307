export { namesOf } from './actor-names';
export { EntryFilters } from './entry-filters';
export { exportEntries } from './export-entries';
export { exportLog, type LogSpan } from './export-log';
export { type AuditEntryDetail, GetEntryInput, getEntry } from './get-entry';
export { listActors } from './list-actors';
export { type AuditEntryView, ListEntriesInput, listEntries } from './list-entries';
export { type ProvenEntries, proveDecisionEntries } from './prove-decision-entries';
export { installationSigner } from './signing-key';
export {
  type LogProblem,
  type LogReport,
  type VerifiedPart,
  VerifyPartInput,
  verifyLog,
  verifyPart,
} from './verify-log';
export { type CheckpointResult, logsToCheckpoint, writeCheckpoint } from './write-checkpoint';
