export { type IngestResult, ingest, keepUnreadable, type RejectedEvent } from './ingest';
export { type ProcessResult, processPending } from './process-pending';
