export { type EventsDoor, postEvents } from './post-events';
export { shopWriteKey } from './shop-key';
