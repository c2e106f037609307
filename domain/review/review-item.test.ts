import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, Policy } from '../policies/policy';
import { mayApprove } from './discount-authority';
import { judge, ReviewVerdict, slaDueAt, undoUntil } from './review-item';

const NOW = new Date('2026-11-21T11:00:00Z');
const item = {
  outcome: 'in_review' as const,
  version: 3,
  reviewBy: new Date('2026-11-22T11:00:00Z'),
  percentOff: 20,
  authorId: null,
  writerId: null,
  askedById: null,
};
const by = { role: 'approver' as const, userId: 'dana', seenVersion: 3, now: NOW };

describe('judge', () => {
  it('approves and rejects what waits', () => {
    expect(judge(item, 'approve', by, DEFAULT_POLICY)).toEqual({
      ok: true,
      outcome: 'approved',
      version: 4,
    });
    expect(judge(item, 'reject', by, DEFAULT_POLICY)).toEqual({
      ok: true,
      outcome: 'rejected',
      version: 4,
    });
  });

  it.each([
    ['decided', { ...item, outcome: 'approved' as const }, by],
    ['stale', item, { ...by, seenVersion: 2 }],
    ['late', item, { ...by, now: new Date('2026-11-22T11:00:01Z') }],
    ['role', { ...item, percentOff: 26 }, by],
    ['author', { ...item, authorId: 'dana' }, by],
    ['author', { ...item, writerId: 'dana' }, by],
    ['author', { ...item, askedById: 'dana' }, by],
    ['author', { ...item, authorId: 'ada' }, { ...by, role: 'admin' as const, userId: 'ada' }],
  ])('refuses: %s', (refusal, state, who) => {
    expect(judge(state, 'approve', who, DEFAULT_POLICY)).toMatchObject({ ok: false, refusal });
  });

  it('lets an approver reject what only an administrator may approve', () => {
    const large = { ...item, percentOff: 40 };
    expect(judge(large, 'reject', by, DEFAULT_POLICY).ok).toBe(true);
    expect(judge(large, 'approve', { ...by, role: 'admin' }, DEFAULT_POLICY).ok).toBe(true);
  });

  it('lets authors reject their own work, and others approve it', () => {
    expect(judge({ ...item, authorId: 'dana' }, 'reject', by, DEFAULT_POLICY).ok).toBe(true);
    expect(judge({ ...item, askedById: 'dana' }, 'reject', by, DEFAULT_POLICY).ok).toBe(true);
    expect(judge({ ...item, authorId: 'ada' }, 'edit', by, DEFAULT_POLICY)).toMatchObject({ outcome: 'edited' });
  });

  it('can be taken back for as long as the policy says', () => {
    expect(undoUntil(NOW, DEFAULT_POLICY)?.toISOString()).toBe('2026-11-21T11:00:10.000Z');
    expect(undoUntil(NOW, Policy.parse({ review: { undoSeconds: 0 } }))).toBeNull();
  });

  it('knows who may approve what', () => {
    expect(mayApprove('approver', 25, DEFAULT_POLICY)).toBe(true);
    expect(mayApprove('approver', 26, DEFAULT_POLICY)).toBe(false);
    expect(mayApprove('marketer', null, DEFAULT_POLICY)).toBe(false);
  });

  it('asks for words where the reason is “something else”', () => {
    expect(ReviewVerdict.safeParse({ verdict: 'reject', reason: 'other' }).success).toBe(false);
    expect(ReviewVerdict.safeParse({ verdict: 'reject', reason: 'other', note: 'odd' }).success).toBe(true);
    expect(ReviewVerdict.safeParse({ verdict: 'reject' }).success).toBe(false);
  });

  it('has a target of five minutes', () => {
    expect(slaDueAt(NOW, DEFAULT_POLICY).toISOString()).toBe('2026-11-21T11:05:00.000Z');
  });
});
