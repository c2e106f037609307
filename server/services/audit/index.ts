export { type AuditEntryView, ListEntriesInput, listEntries } from './list-entries';
export { type LogReport, verifyLog } from './verify-log';
