export { type CancelInput, cancelQueued } from './cancel-queued';
export { dispatchDue } from './dispatch-due';
export { workspacesWithDueMessages } from './due-workspaces';
export { type Bounced, noteBounce } from './note-bounce';
export { oldestOverdueSeconds } from './oldest-overdue';
export { queueMessage } from './queue-message';
export { renderPreview } from './render-message';
export { trackedLinks } from './tracked-links';
export type { DispatchResult, OfferFacts, Preview, PreviewInput, QueueInput, Recipient } from './types';
