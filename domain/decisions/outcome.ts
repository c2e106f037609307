import { z } from 'zod';
import { OUTCOMES } from './outcomes';

export const Outcome = z.enum(OUTCOMES);
/**
 * Where a decision stands. `scheduled`: allowed, message waiting to leave. `approved`/`edited`: allowed by a person,
 * message waiting to leave. `executed`: handed to the provider. `held_out`, `blocked`, `skipped`, `rejected`,
 * `expired`, `cancelled`, `failed` never send.
 */
export type Outcome = z.infer<typeof Outcome>;

/** Allowed, with a message that has yet to leave: only these can still become executed, blocked, cancelled or failed. */
export const WAITING_TO_LEAVE = ['scheduled', 'approved', 'edited'] as const satisfies readonly Outcome[];

/** Ended with nothing sent, though a code may have been given: what it held of a budget is given back. */
export const CAME_TO_NOTHING = [
  'blocked',
  'cancelled',
  'failed',
  'rejected',
  'expired',
] as const satisfies readonly Outcome[];

/** Outcomes that permit a message to exist; the database enforces the same list. */
export const ALLOWED_TO_SEND: readonly Outcome[] = [...WAITING_TO_LEAVE, 'executed'];
