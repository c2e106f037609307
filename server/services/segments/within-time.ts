import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** Memory for adding up in one query; what does not fit is written to disk and read back. */
const MEMORY = '64MB';

/** Runs reads in a transaction in which no statement may take longer. Compiling each query would cost more than it saves. */
export function withinTime<Result>(
  ctx: ServiceContext,
  patienceMs: number,
  work: (tx: Db) => Promise<Result>,
): Promise<Result> {
  return ctx.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`
        SELECT set_config('statement_timeout', ${String(patienceMs)}, true), set_config('jit', 'off', true),
          set_config('work_mem', ${MEMORY}, true)`;
      return work(tx);
    },
    { timeout: patienceMs * 3, maxWait: 10_000 },
  );
}

/** Whether the database gave a statement up because its time was over. */
export function isOutOfTime(problem: unknown): boolean {
  if (!(problem instanceof Error)) return false;
  return /57014|statement timeout/.test(`${problem.message} ${JSON.stringify(problem)}`);
}
