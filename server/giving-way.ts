import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How many answers are being waited for, who rests until there are none, and whether the work at hand is for one of them. */
type Waiting = { answers: number; resting: Set<() => void>; isAnswer: AsyncLocalStorage<true> };

// Next bundles route handlers and instrumentation apart; what one answers the other must know.
const shared = globalThis as typeof globalThis & { touchstoneWaiting?: Waiting };
shared.touchstoneWaiting ??= { answers: 0, resting: new Set(), isAnswer: new AsyncLocalStorage() };
const waiting = shared.touchstoneWaiting;

/** While somebody always waits, background work still gets one part of this many and one. */
const PARTS = 4;
/** It may hold locks that an answer needs: no rest is longer. */
const MOST_MS = 20;

/** Does what somebody waits for (a page of a shop): work in the background gives way to it. */
export async function answering<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  waiting.answers++;
  try {
    return await waiting.isAnswer.run(true, work);
  } finally {
    waiting.answers--;
    if (waiting.answers === 0) for (const goOn of [...waiting.resting]) goOn();
  }
}

/** How long to rest after so much work. */
type Rest = (workedMs: number) => number;
const restOf: Rest = (workedMs) => Math.min(PARTS * workedMs, MOST_MS);

/**
 * For long work in the background, to be called between its pieces. Sockets and others get their turn; where somebody
 * waits for an answer, the work rests until they have it, though not much longer than its last piece took: whoever asks
 * without end makes it slower and does not stop it. Work for an answer gives way to nobody: it would wait for itself.
 */
export function givingWay(rest: Rest = restOf): () => Promise<void> {
  let since = performance.now();
  return async () => {
    await nextTurn();
    if (waiting.answers > 0 && !waiting.isAnswer.getStore()) await untilAnswered(rest(performance.now() - since));
    since = performance.now();
  };
}

function untilAnswered(mostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      waiting.resting.delete(goOn);
      resolve();
    };
    const timer = setTimeout(goOn, mostMs);
    waiting.resting.add(goOn);
  });
}
