import type { ServiceContext } from '../../context';
import { type RecordedDecision, readDecisions } from './recorded-decisions';

/** Reads decisions so many at a time; while some are worked on, the database gets the next ones ready. */
export async function* readAhead(
  ctx: ServiceContext,
  ids: readonly string[],
  atOnce: number,
): AsyncGenerator<RecordedDecision[]> {
  const begin = (from: number) => {
    const rows = readDecisions(ctx, ids.slice(from, from + atOnce));
    // Whoever asks for these rows is told; nobody may ever ask.
    rows.catch(() => {});
    return rows;
  };
  let next = ids.length > 0 ? begin(0) : null;
  for (let from = atOnce; next; from += atOnce) {
    const rows = await next;
    next = from < ids.length ? begin(from) : null;
    yield rows;
  }
}
