import { plural } from '@/domain/shared/plural';
import { ALLOWANCE_SECONDS, EVENTS_ALLOWED, spendAllowance, type WriteKeyAccess } from '../services/write-keys';
import { Refusal } from './refusal';

/** Counts events against the key's allowance. Throws a Refusal (429) that says when to come back. */
export async function spend(access: Pick<WriteKeyAccess, 'keyId' | 'kind'>, events: number): Promise<void> {
  const seconds = await spendAllowance(access, events);
  if (seconds === 0) return;
  const allowed = plural(EVENTS_ALLOWED[access.kind], 'event');
  const message = `This write key has sent all it may, ${allowed} in ${plural(ALLOWANCE_SECONDS, 'second')}: wait ${plural(seconds, 'second')}.`;
  throw new Refusal(429, { code: 'rate_limited', field: 'Authorization', message }, { 'Retry-After': `${seconds}` });
}
