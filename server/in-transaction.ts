import type { ServiceContext } from './context';
import type { Db } from './db';

/** Times a transaction is tried that lost against another one. */
const ATTEMPTS = 4;

/** Thrown by work that finds, before it could do harm, that another transaction was quicker: it is begun anew. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

const triedAgain = new WeakSet<Db>();

/** Whether the work of this transaction has lost a race before: then it should lock what it reads. */
export function isTriedAgain(tx: Db): boolean {
  return triedAgain.has(tx);
}

/**
 * Runs work in a transaction of its own; begins anew when the database gave it up as the loser of a deadlock, and when
 * the work says that it lost.
 */
export async function inTransaction<Result>(
  ctx: ServiceContext,
  work: (tx: Db) => Promise<Result>,
  attempt = 1,
): Promise<Result> {
  try {
    return await ctx.db.$transaction(
      (tx) => {
        if (attempt > 1) triedAgain.add(tx);
        return work(tx);
      },
      { timeout: 60_000, maxWait: 30_000 },
    );
  } catch (problem) {
    if (attempt >= ATTEMPTS || !isLostRace(problem)) throw problem;
    return inTransaction(ctx, work, attempt + 1);
  }
}

function isLostRace(problem: unknown): boolean {
  if (problem instanceof LostRace) return true;
  const text = problem instanceof Error ? `${problem.message} ${'code' in problem ? String(problem.code) : ''}` : '';
  return /P2034|40P01|40001|deadlock detected/.test(text);
}
