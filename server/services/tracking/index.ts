export { findMessage } from './find-message';
export { type Noted, noteClick, noteOpen } from './note-event';
export { recordClick, recordOpen, type Visitor } from './record-visit';
export {
  findSubscription,
  noteUnsubscribe,
  recordUnsubscribe,
  type Subscription,
  type UnsubscribedMessage,
  type UnsubscribeVia,
  undoUnsubscribe,
} from './unsubscribe';
