import type { ServiceContext } from './context';
import type { Db } from './db';

/** Times a transaction is tried that lost against another one. */
const ATTEMPTS = 4;

/** Runs work in a transaction of its own; begins anew when the database gave it up as the loser of a deadlock. */
export async function inTransaction<Result>(
  ctx: ServiceContext,
  work: (tx: Db) => Promise<Result>,
  attempt = 1,
): Promise<Result> {
  try {
    return await ctx.db.$transaction(work, { timeout: 60_000, maxWait: 30_000 });
  } catch (problem) {
    if (attempt >= ATTEMPTS || !isLostRace(problem)) throw problem;
    return inTransaction(ctx, work, attempt + 1);
  }
}

function isLostRace(problem: unknown): boolean {
  const text = problem instanceof Error ? `${problem.message} ${'code' in problem ? String(problem.code) : ''}` : '';
  return /P2034|40P01|40001|deadlock detected/.test(text);
}
