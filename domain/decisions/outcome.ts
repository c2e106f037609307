import { z } from 'zod';
import { OUTCOMES } from './outcomes';

export const Outcome = z.enum(OUTCOMES);
/**
 * Where a decision stands. `scheduled`: allowed, message waiting to leave. `approved`/`edited`: allowed by a person,
 * message waiting to leave. `executed`: handed to the provider. `held_out`, `blocked`, `skipped`, `rejected`,
 * `expired`, `cancelled`, `failed` never send.
 */
export type Outcome = z.infer<typeof Outcome>;

const NEXT: Record<Outcome, readonly Outcome[]> = {
  in_review: ['approved', 'edited', 'rejected', 'expired', 'cancelled', 'blocked'],
  scheduled: ['executed', 'cancelled', 'blocked', 'failed'],
  approved: ['executed', 'cancelled', 'blocked', 'failed', 'in_review'],
  edited: ['executed', 'cancelled', 'blocked', 'failed', 'in_review'],
  executed: [],
  rejected: [],
  blocked: [],
  held_out: [],
  skipped: [],
  expired: ['in_review'],
  cancelled: [],
  failed: ['in_review'],
};

/** Whether a decision may go from one outcome to another. */
export function mayBecome(from: Outcome, to: Outcome): boolean {
  return NEXT[from].includes(to);
}

/** Outcomes that permit a message to exist; the database enforces the same list. */
export const ALLOWED_TO_SEND: readonly Outcome[] = ['scheduled', 'approved', 'edited', 'executed'];
