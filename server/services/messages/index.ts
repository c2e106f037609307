export { getMessage, type MessageDetail } from './get-message';
export { ListMessagesInput, listMessages, MESSAGE_STATES, type MessageListItem } from './list-messages';
export { findDelivered, SimulateInput, simulateEvent } from './simulate-event';
