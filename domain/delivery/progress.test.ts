import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progress, type Standing } from './progress';
import type { Report } from './report';
import type { Treatment } from './treatment';

const told = { key: 'k', messageId: null, providerMessageId: 'SM1', at: null };
const failure = (treatment: Treatment): Report => ({ kind: 'failed', ...told, treatment, code: '1', reason: 'No' });
const plain = (kind: 'accepted' | 'delivered' | 'complained' | 'unsubscribed'): Report => ({ kind, ...told });

const sent: Standing = {
  id: 'm',
  status: 'accepted',
  attempts: 1,
  acceptedAt: new Date(0),
  providerMessageId: 'SM1',
};
const at = (status: string, changes: Partial<Standing> = {}): Standing => ({ ...sent, status, ...changes });

function afterAllOf(standing: Standing, reports: readonly Report[]): Standing {
  return reports.reduce((state, report) => {
    const next = progress(state, report);
    if (!next) return state;
    if (next.kind === 'requeue') return { ...state, status: 'queued' };
    return { ...state, status: next.status, acceptedAt: state.acceptedAt ?? new Date(0) };
  }, standing);
}

describe('what a report makes of a message', () => {
  it('ends alike in whatever order and however often things are told', () => {
    const all = [plain('accepted'), plain('delivered'), failure('fail'), failure('suppress_invalid')];
    fc.assert(
      fc.property(
        fc.constantFrom('attempting', 'unknown', 'accepted'),
        fc.subarray(all, { minLength: 1 }).chain((told) =>
          fc.tuple(
            fc.constant(told),
            fc
              .array(fc.constantFrom(...told), { maxLength: 40 })
              .chain((more) => fc.shuffledSubarray([...told, ...more], { minLength: told.length + more.length })),
          ),
        ),
        (status, [once, shuffled]) => {
          const start = at(status, status === 'accepted' ? {} : { acceptedAt: null, providerMessageId: null });
          expect(afterAllOf(start, shuffled).status).toBe(afterAllOf(start, once).status);
        },
      ),
    );
  });

  it('settles what was unknown', () => {
    expect(progress(at('unknown', { acceptedAt: null }), plain('delivered'))).toEqual({
      kind: 'status',
      status: 'delivered',
    });
  });

  it('disproves our own failure to hand over, and no failure that was reported', () => {
    const delivered = { kind: 'status', status: 'delivered' };
    expect(progress(at('failed', { acceptedAt: null }), plain('delivered'))).toEqual(delivered);
    expect(progress(at('failed'), plain('delivered'))).toBeNull();
  });

  it('takes a message out of the queue that arrived although the provider had said no', () => {
    expect(progress(at('queued', { acceptedAt: null, providerMessageId: null }), plain('delivered'))).toEqual({
      kind: 'status',
      status: 'delivered',
    });
  });

  it.each<[Treatment, number, 'requeue' | 'failed' | 'bounced']>([
    ['retry_twice', 1, 'requeue'],
    ['retry_twice', 2, 'requeue'],
    ['retry_twice', 3, 'failed'],
    ['backoff', 3, 'requeue'],
    ['trouble', 6, 'requeue'],
    ['trouble', 7, 'failed'],
    ['fail', 1, 'failed'],
    ['pause', 1, 'failed'],
    ['unknown', 1, 'failed'],
    ['suppress_invalid', 1, 'bounced'],
  ])('%s after %i attempts: %s', (treatment, attempts, becomes) => {
    const next = progress(at('accepted', { attempts }), failure(treatment));
    expect(next?.kind === 'status' ? next.status : next?.kind).toBe(becomes);
  });

  it('never sends again what was delivered, nor what waits already', () => {
    expect(progress(at('delivered'), failure('retry'))).toEqual({ kind: 'status', status: 'failed' });
    expect(progress(at('queued'), failure('retry'))).toBeNull();
  });

  it('hears nothing of an attempt that failed already', () => {
    expect(progress(at('queued'), plain('accepted'))).toBeNull();
  });

  it('knows that only who has a message can complain of it', () => {
    expect(progress(at('unknown'), plain('complained'))).toEqual({ kind: 'status', status: 'delivered' });
    expect(progress(at('delivered'), plain('unsubscribed'))).toBeNull();
  });
});
