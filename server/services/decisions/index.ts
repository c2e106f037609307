export { decideDormant } from './decide-dormant';
export { decideDueWaves } from './decide-due-waves';
export { decideIdleCarts } from './decide-idle-carts';
export type * from './types';
