import { Inngest, type InngestFunction } from 'inngest';
import { vi } from 'vitest';
import { embeddedClientOptions, executorPool, startExecutor, stopExecutor } from '..';

const silent = { info() {}, warn() {}, error() {}, debug() {} };

/** A client of its own, so that test functions never meet the product's. */
export function testClient(): Inngest {
  return new Inngest({ id: 'test', ...embeddedClientOptions(), logger: silent, internalLogger: silent });
}

type Options = { backoffMs?: number; maxInFlight?: number };

/** Starts the executor on an empty executor schema; resolves when it takes work. */
export async function execute(
  client: Inngest,
  functions: InngestFunction.Any[],
  { backoffMs = 50, maxInFlight }: Options = {},
) {
  const executor = await startExecutor({
    client,
    functions,
    pool: executorPool(),
    backoff: () => backoffMs,
    ...(maxInFlight ? { maxInFlight } : {}),
  });
  await vi.waitFor(() => {
    if (executor.state.status !== 'running') throw new Error(executor.state.status);
  }, 10_000);
  return executor;
}

export async function stopAndClear(): Promise<void> {
  await stopExecutor();
  await executorPool().query(
    'TRUNCATE executor.run, executor.event, executor.batch, executor.batch_event, executor.cron CASCADE',
  );
}

export type RunRow = {
  functionId: string;
  status: string;
  output: unknown;
  error: { name: string; message: string } | null;
};

export async function runs(functionId: string): Promise<RunRow[]> {
  const { rows } = await executorPool().query<RunRow & { output: string | null; error: string | null }>(
    `SELECT function_id AS "functionId", status, output, error FROM executor.run WHERE function_id = $1 ORDER BY id`,
    [`test-${functionId}`],
  );
  return rows.map((row) => ({
    ...row,
    output: row.output && JSON.parse(row.output),
    error: row.error && JSON.parse(row.error),
  }));
}

/** Waits until that many runs of the function have ended, and returns them. */
export function ended(functionId: string, count = 1, timeout = 15_000): Promise<RunRow[]> {
  return vi.waitFor(
    async () => {
      const found = (await runs(functionId)).filter(({ status }) => status !== 'running');
      if (found.length < count) throw new Error(`${found.length} of ${count} runs of ${functionId} have ended`);
      return found;
    },
    { timeout, interval: 50 },
  );
}
