export { executorPool } from './database';
export { UnsupportedFeature } from './definitions';
export { runningExecutor, startExecutor, stopExecutor } from './running';
export { embeddedClientOptions, embeddedFetch } from './transport';
export type { Executor, ExecutorState } from './worker';
