import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { systemPool } from '../../system-db';

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** Tries of one account from one address. */
const PAIR = { points: 8, duration: 15 * MINUTE_SECONDS };
/** Failed tries of all accounts from one address it is not known to: enough for an office, too few for a list of accounts. */
const ADDRESS = { points: 100, duration: 15 * MINUTE_SECONDS };
/** Failed tries of one account from all addresses it has never been signed in from. */
const ACCOUNT = { points: 60, duration: 60 * MINUTE_SECONDS };
/** How long an address stays known after a sign-in. */
const KNOWN_ADDRESS = { points: 1, duration: 90 * DAY_SECONDS };

function limiter(keyPrefix: string, limits: { points: number; duration: number }): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: systemPool(),
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix,
    ...limits,
  });
}

type Limiters = Record<'pair' | 'origin' | 'account' | 'known', RateLimiterPostgres>;
let limiters: Limiters | undefined;

// Made on first use: a build has no database. Counters live in PostgreSQL, so that all processes count together.
function current(): Limiters {
  limiters ??= {
    pair: limiter('signin-pair', PAIR),
    origin: limiter('signin-address', ADDRESS),
    account: limiter('signin-account', ACCOUNT),
    known: limiter('signin-known', KNOWN_ADDRESS),
  };
  return limiters;
}

// E-mail and network addresses are personal data: only their hash is kept.
function keyOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}

async function consume(limit: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limit.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw refusal;
  }
}

/**
 * Counts one try, before the password is looked at. Returns the seconds to wait, 0 when the try may go on. One address
 * that guesses, at one account or at many, shuts out itself alone; many addresses together shut out unknown addresses,
 * while those the account has been signed in from before stay open to its owner.
 */
export async function countTry(email: string, address: string): Promise<number> {
  const { pair, origin, account, known } = current();
  const wait = await consume(pair, keyOf(email, address));
  if (wait > 0) return wait;
  if (await known.get(keyOf(email, address))) return 0;
  const waitOfAddress = await consume(origin, keyOf(address));
  return waitOfAddress > 0 ? waitOfAddress : consume(account, keyOf(email));
}

/** A sign-in that succeeded: its tries no longer count, and its address is known from now on. */
export async function forgetTries(email: string, address: string): Promise<void> {
  const { pair, origin, account, known } = current();
  await Promise.all([
    pair.delete(keyOf(email, address)),
    origin.reward(keyOf(address)),
    account.reward(keyOf(email)),
    known.set(keyOf(email, address), 1, KNOWN_ADDRESS.duration),
  ]);
}
