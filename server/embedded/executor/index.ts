export { executorPool } from './database';
export { UnsupportedFeature } from './definitions';
export { runningExecutor, startExecutor, stopExecutor } from './running';
export { embeddedClientOptions, embeddedFetch } from './transport';
export { oldestWaitingSeconds } from './waiting';
export type { Executor, ExecutorState } from './worker';
