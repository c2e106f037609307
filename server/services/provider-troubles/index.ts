export { watchTroubles } from './watch-troubles';
