import { mayComeAgain } from '../come-again';
import { answerWithin, RETRY_AFTER_SECONDS } from '../database-away';

/** Longest wait for an answer that needs a few rows. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * What the door answers; while the database is away, or does not answer, what `away` says, with Retry-After. Every
 * public door stands behind this: a database that restarts is no fault of the request.
 */
export async function unlessAway(
  work: () => Promise<Response>,
  away: () => Response,
  withinMs = ANSWER_WITHIN_MS,
): Promise<Response> {
  try {
    return await answerWithin(withinMs, work);
  } catch (error) {
    if (!mayComeAgain(error)) throw error;
    const response = away();
    response.headers.set('Retry-After', `${RETRY_AFTER_SECONDS}`);
    return response;
  }
}
