import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import { mayApprove } from './discount-authority';
import { judge, ReviewVerdict, slaDueAt } from './review-item';

const NOW = new Date('2026-11-21T11:00:00Z');
const item = { outcome: 'in_review' as const, version: 3, reviewBy: new Date('2026-11-22T11:00:00Z'), percentOff: 20 };
const by = { role: 'approver' as const, seenVersion: 3, now: NOW };

describe('judge', () => {
  it('approves and rejects what waits', () => {
    expect(judge(item, { verdict: 'approve' }, by, DEFAULT_POLICY)).toEqual({
      ok: true,
      outcome: 'approved',
      version: 4,
    });
    expect(judge(item, { verdict: 'reject', reason: 'not_true' }, by, DEFAULT_POLICY)).toEqual({
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
  ])('refuses: %s', (refusal, state, who) => {
    expect(judge(state, { verdict: 'approve' }, who, DEFAULT_POLICY)).toMatchObject({ ok: false, refusal });
  });

  it('lets an approver reject what only an administrator may approve', () => {
    const large = { ...item, percentOff: 40 };
    expect(judge(large, { verdict: 'reject', reason: 'wrong_offer' }, by, DEFAULT_POLICY).ok).toBe(true);
    expect(judge(large, { verdict: 'approve' }, { ...by, role: 'admin' }, DEFAULT_POLICY).ok).toBe(true);
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
