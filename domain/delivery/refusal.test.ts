import { expect, it } from 'vitest';
import { refusal } from './refusal';
import { TREATMENTS, type Treatment } from './treatment';

const told = { code: '1', reason: 'No' };

it.each<[Treatment, object]>([
  ['retry', { kind: 'retry', ofProvider: false }],
  ['retry_twice', { kind: 'retry', ofProvider: false, mostAttempts: 3 }],
  ['backoff', { kind: 'retry', ofProvider: true }],
  ['trouble', { kind: 'retry', ofProvider: true }],
  ['fault', { kind: 'retry', ofProvider: true, isFault: true }],
  ['suppress_invalid', { kind: 'suppress', because: 'hard_bounce' }],
  ['suppress_unsubscribed', { kind: 'suppress', because: 'unsubscribed' }],
  ['suppress_complaint', { kind: 'suppress', because: 'complaint' }],
  ['forget_device', { kind: 'fail' }],
  ['fail', { kind: 'fail' }],
  ['pause', { kind: 'fail', pausesChannel: true }],
  ['unknown', { kind: 'unknown' }],
])('%s', (treatment, result) => {
  expect(refusal(treatment, told)).toEqual({ ...told, ...result });
});

it('passes on how long the provider asks to wait, where it is tried again', () => {
  const waiting = TREATMENTS.filter((each) => 'retryAfterMs' in refusal(each, { ...told, retryAfterMs: 7_000 }));
  expect(waiting).toEqual(['retry', 'retry_twice', 'backoff', 'trouble', 'fault']);
});
