import { setTimeout as pause } from 'node:timers/promises';
import { isClosing } from '../../closing';
import { mayComeAgain } from '../../come-again';

const PAUSE_MS = 250;

/**
 * Does the work again, for `forMs` at most, while the database is away or cannot take it. For what is known nowhere else,
 * and may be written twice: how a provider answered. A process that is asked to end has no time for it.
 */
export async function insist<Result>(forMs: number, work: () => Promise<Result>): Promise<Result> {
  for (const deadline = performance.now() + forMs; ; ) {
    try {
      return await work();
    } catch (error) {
      if (!mayComeAgain(error) || isClosing() || performance.now() + PAUSE_MS > deadline) throw error;
      await pause(PAUSE_MS);
    }
  }
}
