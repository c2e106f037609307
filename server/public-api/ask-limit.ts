import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { plural } from '@/domain/shared/plural';
import { Refusal } from './refusal';

const SECONDS = 10;

/** Asks of pages that one key may make in ten seconds, and one visitor's address with it, to each server process. */
export const ASKS_ALLOWED = 5_000;
export const ASKS_OF_ONE_ADDRESS = 600;

const keyAsks = new RateLimiterMemory({ points: ASKS_ALLOWED, duration: SECONDS });
const addressAsks = new RateLimiterMemory({ points: ASKS_OF_ONE_ADDRESS, duration: SECONDS });

/** Counts one ask of a page. Throws a Refusal (429) that says when to come back. */
export async function spendAsk(keyId: string, address: string): Promise<void> {
  try {
    await addressAsks.consume(`${keyId} ${address}`);
    await keyAsks.consume(keyId);
  } catch (error) {
    const seconds = Math.max(1, Math.ceil((error as RateLimiterRes).msBeforeNext / 1000));
    const message = `Too many decisions were asked for: wait ${plural(seconds, 'second')}.`;
    throw new Refusal(429, { code: 'rate_limited', field: 'Authorization', message }, { 'Retry-After': `${seconds}` });
  }
}
