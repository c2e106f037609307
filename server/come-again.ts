import { isDatabaseAway, strainOf } from './database-away';

const SAY_EVERY_MS = 60_000;

// Next bundles route handlers and instrumentation apart; one line for all of them.
const shared = globalThis as typeof globalThis & { touchstoneStrainSaidAt?: number };

/**
 * Whether whoever asked is told to come again in a moment. That the database is away its own watch says; what one that
 * is there refuses goes to the log.
 */
export function mayComeAgain(error: unknown): boolean {
  noteStrain(error);
  return isDatabaseAway(error);
}

/** Tells the log, at most once a minute, what a database that is there refused: a full disk, a lock held for long. */
export function noteStrain(error: unknown): void {
  const strain = strainOf(error);
  if (strain === null) return;
  if (performance.now() - (shared.touchstoneStrainSaidAt ?? Number.NEGATIVE_INFINITY) < SAY_EVERY_MS) return;
  shared.touchstoneStrainSaidAt = performance.now();
  process.stderr.write(`The database cannot do what it is asked, and is asked again: ${strain}\n`);
}
