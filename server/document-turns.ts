import { ServiceError } from './errors';

/**
 * Drawing a PDF holds the thread that answers everybody for a tenth of a second to a second: one is drawn at a time, so
 * that what else is asked gets its turn between two pieces of one, and few may wait for theirs.
 */
export const MOST_WAITING = 8;
/** The longest queue is done in about this time. */
const RETRY_AFTER_SECONDS = 5;

type Turns = { last: Promise<unknown>; count: number };

// Next bundles route handlers apart; all of them draw on the same thread.
const shared = globalThis as typeof globalThis & { touchstoneDocumentTurns?: Turns };
shared.touchstoneDocumentTurns ??= { last: Promise.resolve(), count: 0 };
const turns = shared.touchstoneDocumentTurns;

/** Draws a document when those before it are done. Throws unavailable, with when to come back, where too many wait. */
export async function inDocumentTurn<Document>(draw: () => Promise<Document>): Promise<Document> {
  if (turns.count > MOST_WAITING) {
    throw new ServiceError('unavailable', 'Many documents are being made just now. Try again in a few seconds.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  turns.count += 1;
  const drawn = turns.last.then(draw).finally(() => {
    turns.count -= 1;
  });
  // What fails is its asker's to hear of; the next in the queue goes on.
  turns.last = drawn.catch(() => {});
  return drawn;
}
