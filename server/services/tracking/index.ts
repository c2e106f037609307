export { findMessage, spokenFrom, type TrackedMessage } from './find-message';
export { masked } from './masked';
export { type Noted, noteClick, noteOpen } from './note-event';
export { recordClick, recordOpen, type Visitor } from './record-visit';
export {
  findSubscription,
  lockMessage,
  markUnsubscribed,
  noteUnsubscribe,
  recordUnsubscribe,
  type Subscription,
  type UnsubscribedMessage,
  type UnsubscribeVia,
  undoUnsubscribe,
} from './unsubscribe';
