import { describe, expect, it } from 'vitest';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import { ALL_GUARDRAILS } from '@/domain/guardrails/registry';
import type { Verdict } from '@/domain/guardrails/verdict';
import { consequencesOf } from './consequences';
import { measuredWords, verdictSummary } from './finding-words';
import { withLocalTimes } from './local-times';
import { proposalOf, proposalParts } from './proposal-line';

const verdict = (severity: Verdict['verdict']): Verdict => ({
  guardrail: 'spam',
  verdict: severity,
  findings: [{ rule: 'spam.x', verdict: severity, reason: 'x', measured: null, limit: null, evidence: [] }],
});

describe('guardrail words', () => {
  it('exist for each guardrail there is', () => {
    expect(Object.keys(GUARDRAIL_NAMES)).toEqual(ALL_GUARDRAILS.map(({ id }) => id));
  });
  it('sum up all seven in a line', () => {
    expect(verdictSummary([verdict('pass'), verdict('pass')])).toBe('2 passed');
    expect(verdictSummary([verdict('block'), verdict('review'), verdict('pass')])).toBe(
      '1 blocked, 1 for review, 1 passed',
    );
  });
  it.each([
    ['financial.vip', 114_000, 100_000, '$1,140.00', '$1,000.00'],
    ['financial.discount', 20, 15, '20%', '15%'],
    ['spam.bounce_rate', 0.0412, 0.05, '4.12%', '5.00%'],
    ['spam.frequency', 2, 3, '2', '3'],
    ['consent.opt_in', 'withdrawn', 'granted', 'withdrawn', 'granted'],
    ['compliance.consent', '2023-06-19T08:45:00.000Z', '36 months', 'since 2023-06-19T08:45:00.000Z', '36 months'],
    ['compliance.quiet_hours', '2026-06-19T23:45:00.000Z', '21:00', '2026-06-19T23:45:00.000Z', '21:00'],
    ['audit.ready', true, null, 'yes', null],
  ])('write what %s measured in its own unit', (rule, measured, limit, text, bound) => {
    expect(measuredWords({ rule, verdict: 'pass', measured, limit }, 'USD')).toEqual({ measured: text, limit: bound });
  });
  it('say of a limit that is reached that less is wanted', () => {
    const finding = { rule: 'financial.discount', verdict: 'review', measured: 15, limit: 15 } as const;
    expect(measuredWords(finding, 'USD')).toEqual({ measured: '15%', limit: 'below 15%' });
    expect(measuredWords({ ...finding, verdict: 'pass', measured: 20, limit: 20 }, 'USD')?.limit).toBe('20%');
  });
  it('say nothing where nothing was measured', () => {
    expect(measuredWords({ rule: 'spam.x', verdict: 'block', measured: null, limit: 3 }, 'USD')).toBeNull();
  });
});

describe('a proposal', () => {
  it('is the beginning of the summary, cut where the name belongs', () => {
    const proposal = proposalOf('Send an e-mail about a cart of $120.00. Waits for a person: 20% is much.');
    expect(proposal).toBe('Send an e-mail about a cart of $120.00.');
    expect(proposalParts(proposal)).toEqual({ verb: 'Send', rest: 'an e-mail about a cart of $120.00.' });
  });
  it('is the whole summary where that says nothing of its state', () => {
    expect(proposalOf('Nothing to do.')).toBe('Nothing to do.');
  });
});

describe('instants in stored sentences', () => {
  it('are written in the reader’s zone', () => {
    expect(withLocalTimes('Waits until 2026-11-12T08:00:00.000Z: quiet hours.', 'Europe/Berlin')).toBe(
      'Waits until 12 Nov 2026, 09:00: quiet hours.',
    );
  });
});

describe('consequences', () => {
  const now = new Date('2026-03-01T10:00:00Z');
  const when = (at: Date) => at.toISOString().slice(11, 16);
  it('tell what follows from saying nothing', () => {
    const later = new Date('2026-03-01T12:00:00Z');
    expect(
      consequencesOf(
        { maxCostCents: 500, sendAt: null, reviewBy: later, undoSeconds: 10, isStopped: false },
        now,
        when,
      ),
    ).toMatchObject({
      costCents: 500,
      ifNobodyActs: 'It waits until 12:00, then it is held: nothing is sent, and that counts as no verdict.',
    });
    expect(
      consequencesOf({ maxCostCents: null, sendAt: null, reviewBy: now, undoSeconds: 10, isStopped: false }, now, when)
        .ifNobodyActs,
    ).toContain('moment has passed');
  });
  it('tell until when it can be stopped', () => {
    const later = new Date('2026-03-01T14:00:00Z');
    expect(
      consequencesOf(
        { maxCostCents: null, sendAt: later, reviewBy: null, undoSeconds: 10, isStopped: false },
        now,
        when,
      ).reversible,
    ).toMatch(/^Until 14:00, when it leaves: undo works for 10 seconds,/);
    const atOnce = { maxCostCents: null, sendAt: now, reviewBy: null, isStopped: false };
    expect(consequencesOf({ ...atOnce, undoSeconds: 10 }, now, when).reversible).toMatch(/^For 10 seconds, by undo/);
    expect(consequencesOf({ ...atOnce, undoSeconds: 0 }, now, when).reversible).toMatch(/^It leaves within moments/);
    const held = { ...atOnce, sendAt: later, undoSeconds: 10, isStopped: true };
    expect(consequencesOf(held, now, when).reversible).toMatch(/^Until sending is resumed: undo works for 10 seconds,/);
  });
});
