export { activePolicy } from './active-policy';
export { ensurePolicy } from './ensure-policy';
