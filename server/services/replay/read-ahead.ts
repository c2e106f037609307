import type { ServiceContext } from '../../context';
import type { Period } from './period';
import { type Counted, type RecordedDecision, readDecisions } from './recorded-decisions';

type Read = { after: Counted | null; rows: Promise<RecordedDecision[]> };

/** Reads a period batch by batch; while one is worked on, the database gets the next one ready. */
export class ReadAhead {
  readonly #ctx: ServiceContext;
  readonly #take: number;
  #next: Read | null = null;

  constructor(ctx: ServiceContext, take: number) {
    this.#ctx = ctx;
    this.#take = take;
  }

  /** The decisions of the period that come after the last one counted, and begins to read those behind them. */
  async read(period: Period, counted: Counted | null): Promise<RecordedDecision[]> {
    const ready = this.#next && isSame(this.#next.after, counted) ? this.#next : null;
    const { rows: reading } = ready ?? this.#begin(period, counted);
    const rows = await reading;
    const last = rows.at(-1);
    this.#next = last && rows.length === this.#take ? this.#begin(period, { at: last.decidedAt, id: last.id }) : null;
    return rows;
  }

  /** Waits for what is still being read, and forgets it. */
  async end(): Promise<void> {
    await this.#next?.rows.catch(() => {});
    this.#next = null;
  }

  #begin(period: Period, after: Counted | null): Read {
    const rows = readDecisions(this.#ctx, period, after, this.#take);
    // Whoever asks for these rows is told; nobody may ever ask.
    rows.catch(() => {});
    return { after, rows };
  }
}

function isSame(one: Counted | null, other: Counted | null): boolean {
  return one?.id === other?.id && one?.at.getTime() === other?.at.getTime();
}
