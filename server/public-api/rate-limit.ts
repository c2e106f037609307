import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { plural } from '@/domain/shared/plural';
import { Refusal } from './refusal';

/** Events one write key may send, to each server process. Meant to stop a runaway client, not a busy shop. */
export const EVENTS_ALLOWED = 100_000;
const SECONDS = 10;

const limiter = new RateLimiterMemory({ points: EVENTS_ALLOWED, duration: SECONDS });

/** Counts events against the key's allowance. Throws a Refusal (429) that says when to come back. */
export async function spend(keyId: string, events: number): Promise<void> {
  try {
    await limiter.consume(keyId, events);
  } catch (error) {
    const seconds = Math.max(1, Math.ceil((error as RateLimiterRes).msBeforeNext / 1000));
    const message = `This write key has sent more than ${plural(EVENTS_ALLOWED, 'event')} in ${plural(SECONDS, 'second')}: wait ${plural(seconds, 'second')}.`;
    throw new Refusal(429, { code: 'rate_limited', field: 'Authorization', message }, { 'Retry-After': `${seconds}` });
  }
}
