import { ATTEMPTS_OF_RETRY_TWICE } from './refusal';
import type { Report } from './report';
import { retryAfter } from './retry';
import type { Treatment } from './treatment';

/** What of a message says how far it came. */
export type Standing = {
  id: string;
  status: string;
  attempts: number;
  acceptedAt: Date | null;
  providerMessageId: string | null;
};

/** What a report makes of a message: its new status, or back into the queue after a while. */
export type Progress =
  | { kind: 'status'; status: 'accepted' | 'delivered' | 'failed' | 'bounced' }
  | { kind: 'requeue'; afterMs: number };

/** Further is higher. What was told later never takes back what is known, whatever order it comes in. */
const ON_ITS_WAY = 1;
const ACCEPTED = 2;
const DELIVERED = 3;
const FAILED = 4;
const BOUNCED = 5;

/** Our own failure to hand over is disproved by whoever has it; a failure that was reported is not. */
function rankOf({ status, acceptedAt }: Standing): number {
  if (status === 'bounced') return BOUNCED;
  if (status === 'failed') return acceptedAt ? FAILED : ON_ITS_WAY;
  if (status === 'delivered') return DELIVERED;
  if (status === 'accepted') return ACCEPTED;
  return ON_ITS_WAY;
}

/**
 * What a report changes; null when it says nothing new. Any order and number of the same reports ends alike, but for one
 * case: a message that certainly did not arrive and is worth another attempt goes back to the queue.
 */
export function progress(standing: Standing, report: Report): Progress | null {
  const rank = rankOf(standing);
  switch (report.kind) {
    case 'accepted':
      // Of an attempt that has already failed it says nothing any more.
      if (isOfEarlierAttempt(standing, report)) return null;
      return rank < ACCEPTED ? { kind: 'status', status: 'accepted' } : null;
    case 'delivered':
      return rank < DELIVERED ? { kind: 'status', status: 'delivered' } : null;
    case 'failed':
      return failed(standing, report.treatment, rank);
    // Only who has a message can complain of it, or leave through it.
    case 'complained':
    case 'unsubscribed':
      return rank < DELIVERED ? { kind: 'status', status: 'delivered' } : null;
    case 'inbound':
    case 'template':
      return null;
  }
}

function isOfEarlierAttempt(standing: Standing, { providerMessageId }: Report): boolean {
  return standing.status === 'queued' && providerMessageId === standing.providerMessageId;
}

function failed(standing: Standing, treatment: Treatment, rank: number): Progress | null {
  if (treatment === 'suppress_invalid') return rank < BOUNCED ? { kind: 'status', status: 'bounced' } : null;
  if (rank < DELIVERED && standing.status !== 'queued') {
    const afterMs = waitBeforeAnother(standing, treatment);
    if (afterMs !== null) return { kind: 'requeue', afterMs };
  }
  return rank < FAILED && standing.status !== 'queued' ? { kind: 'status', status: 'failed' } : null;
}

const WORTH_ANOTHER: readonly Treatment[] = ['retry', 'retry_twice', 'backoff', 'trouble', 'fault'];

function waitBeforeAnother({ id, attempts }: Standing, treatment: Treatment): number | null {
  if (!WORTH_ANOTHER.includes(treatment)) return null;
  if (treatment === 'retry_twice' && attempts >= ATTEMPTS_OF_RETRY_TWICE) return null;
  return retryAfter(attempts, id);
}
