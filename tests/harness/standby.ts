import { type ChildProcess, spawn } from 'node:child_process';

/** A process that has read all it needs and waits for the word. */
export type Standby = { process: ChildProcess; begin: () => Promise<void> };

/**
 * Starts a script of tests/harness that calls `waitForWord`, beside whatever goes on: tests that kill one process after
 * the other have the next at hand, and need not wait for each to read the product.
 */
export function standBy(script: string, args: readonly string[]): Standby {
  const child = spawn(process.execPath, ['--import', 'tsx', `tests/harness/${script}`, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: process.env,
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was told to begin.`)));
  });
  // Whoever never begins it does not hear of its end.
  ready.catch(() => {});
  return {
    process: child,
    begin: async () => {
      await ready;
      child.send('begin');
    },
  };
}

/** In the script: says that it is ready, and waits until it is told to begin. */
export async function waitForWord(): Promise<void> {
  process.send?.('ready');
  await new Promise((resolve) => process.once('message', resolve));
}
