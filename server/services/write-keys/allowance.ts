import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import type { WriteKeyKind } from '@/domain/workspaces/write-key-kinds';
import { systemPool } from '../../system-db';

/** Events a write key may send within ten seconds, all processes together. Meant to stop a runaway client, not a busy shop. */
export const EVENTS_ALLOWED: Record<WriteKeyKind, number> = { server: 100_000, browser: 20_000 };
export const ALLOWANCE_SECONDS = 10;
/**
 * Events a process takes from the allowance at once, and then counts by itself: the database is asked once for so many.
 * A key is therefore refused when less than this is left, and nobody is ever let through above the allowance.
 */
export const LEASE = 1_000;

type Key = { keyId: string; kind: WriteKeyKind };
type Lease = { left: number; until: number };
/** What a renewal found: 0, or the milliseconds until the next window. */
type Renewal = Promise<number>;

const MAX_LEASES = 10_000;
const leases = new Map<string, Lease>();
const renewals = new Map<string, Renewal>();
let limiters: Record<WriteKeyKind, RateLimiterPostgres> | undefined;

/**
 * Counts events against the key's allowance. Answers the seconds to wait, 0 when they may come in. Throws when the
 * database is away and nothing is left of what this process took.
 */
export async function spendAllowance(key: Key, events: number): Promise<number> {
  while (!takeFromLease(key.keyId, events)) {
    const waitMs = await (renewals.get(key.keyId) ?? renew(key, events));
    if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / 1_000));
  }
  return 0;
}

function takeFromLease(keyId: string, events: number): boolean {
  const lease = leases.get(keyId);
  if (!lease || lease.until <= Date.now() || lease.left < events) return false;
  lease.left -= events;
  return true;
}

/** Requests of one key that find nothing left wait for one renewal together. */
function renew({ keyId, kind }: Key, events: number): Renewal {
  const renewal = lease(keyId, kind, Math.max(LEASE, events)).finally(() => renewals.delete(keyId));
  renewals.set(keyId, renewal);
  return renewal;
}

async function lease(keyId: string, kind: WriteKeyKind, events: number): Promise<number> {
  try {
    const { msBeforeNext } = await limiterOf(kind).consume(keyId, events);
    const known = leases.get(keyId);
    const left = known && known.until > Date.now() ? known.left : 0;
    if (leases.size >= MAX_LEASES) leases.clear();
    leases.set(keyId, { left: left + events, until: Date.now() + msBeforeNext });
    return 0;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return Math.max(1, (refusal as RateLimiterRes).msBeforeNext);
  }
}

// Made on first use: a build has no database.
function limiterOf(kind: WriteKeyKind): RateLimiterPostgres {
  limiters ??= { server: limiter('server'), browser: limiter('browser') };
  return limiters[kind];
}

function limiter(kind: WriteKeyKind): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: systemPool(),
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: 'events',
    points: EVENTS_ALLOWED[kind],
    duration: ALLOWANCE_SECONDS,
  });
}
