export { type ProcessResult, processPending } from './process-pending';
