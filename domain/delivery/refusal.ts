import type { SendResult, SuppressedBecause } from '../channels/port';
import type { Treatment } from './treatment';

/** What a provider said when it did not take a message. */
export type Refused = { code: string; reason: string; retryAfterMs?: number };

/** Attempts a message is given whose telephone cannot be reached: the first and two more. */
export const ATTEMPTS_OF_RETRY_TWICE = 3;

const BECAUSE = {
  suppress_invalid: 'hard_bounce',
  suppress_unsubscribed: 'unsubscribed',
  suppress_complaint: 'complaint',
} as const satisfies Partial<Record<Treatment, SuppressedBecause>>;

/** How a hand-over ended that was refused, from what the refusal is a reason to do. */
export function refusal(treatment: Treatment, { code, reason, retryAfterMs }: Refused): SendResult {
  const told = { code, reason };
  const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
  switch (treatment) {
    case 'retry':
      return { kind: 'retry', ...told, ...asked, ofProvider: false };
    case 'retry_twice':
      return { kind: 'retry', ...told, ...asked, ofProvider: false, mostAttempts: ATTEMPTS_OF_RETRY_TWICE };
    case 'backoff':
    case 'trouble':
      return { kind: 'retry', ...told, ...asked, ofProvider: true };
    case 'fault':
      return { kind: 'retry', ...told, ...asked, ofProvider: true, isFault: true };
    case 'suppress_invalid':
    case 'suppress_unsubscribed':
    case 'suppress_complaint':
      return { kind: 'suppress', ...told, because: BECAUSE[treatment] };
    case 'forget_device':
    case 'fail':
      return { kind: 'fail', ...told };
    case 'pause':
      return { kind: 'fail', ...told, pausesChannel: true };
    case 'unknown':
      return { kind: 'unknown', ...told };
  }
}
