/**
 * What a refusal is a reason to do. `retry`: not now, this message alone. `retry_twice`: the same, twice at most.
 * `backoff`: the provider asks everybody to slow down. `trouble`: the provider is broken. `fault`: our account or
 * settings are wrong, so that nothing will pass until somebody mends them. `suppress_*`: this address is not written to
 * again, and why. `forget_device`: the app was removed from that device. `fail`: this message is over. `pause`: this
 * message is over, and its channel stops until a person has looked. `unknown`: it may have been taken all the same.
 */
export const TREATMENTS = [
  'retry',
  'retry_twice',
  'backoff',
  'trouble',
  'fault',
  'suppress_invalid',
  'suppress_unsubscribed',
  'suppress_complaint',
  'forget_device',
  'fail',
  'pause',
  'unknown',
] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** Treatments somebody has to be told of: waiting mends nothing. */
export function needsSomebody(treatment: Treatment): boolean {
  return treatment === 'fault' || treatment === 'pause';
}
