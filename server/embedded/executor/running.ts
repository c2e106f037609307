import { Executor, type ExecutorOptions } from './worker';

// Next bundles route handlers and instrumentation apart; both must see the same executor.
const shared = globalThis as typeof globalThis & { touchstoneExecutor?: Executor };

/** The executor of this process, when it has one. */
export function runningExecutor(): Executor | undefined {
  return shared.touchstoneExecutor;
}

/** Starts the executor of this process. Throws, naming function and feature, when a function cannot be executed. */
export async function startExecutor(options: ExecutorOptions): Promise<Executor> {
  const executor = await Executor.start(options);
  shared.touchstoneExecutor = executor;
  return executor;
}

export async function stopExecutor(): Promise<void> {
  await shared.touchstoneExecutor?.stop();
  shared.touchstoneExecutor = undefined;
}
