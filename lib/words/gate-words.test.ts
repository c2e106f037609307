import { describe, expect, it } from 'vitest';
import type { JudgedCriterion } from '@/domain/rollout/gate';
import type { JudgedGate } from '@/server/services/rollout';
import {
  boundText,
  caseText,
  criterionName,
  gateTable,
  gateTitle,
  limitText,
  statusWords,
  stepText,
} from './gate-words';

const delivery: JudgedCriterion = {
  id: 'sms_delivery',
  kpi: 'delivery_rate',
  name: 'Delivery rate',
  unit: 'rate',
  direction: 'up',
  channel: 'sms',
  sign: 'above',
  limit: 0.98,
  value: 0.99,
  bounds: { low: 0.97, high: 0.996 },
  bound: 0.97,
  n: 400,
  needed: 900,
  cases: 'messages',
  status: 'not_enough',
  isMeasurable: true,
  missing: 'Too few messages to tell.',
};
const gate: JudgedGate = {
  purpose: 'phase',
  to: 70,
  watchDays: 56,
  criteria: [delivery],
  recommendation: 'no_go',
  why: '',
  range: { from: '2026-03-01', to: '2026-03-20' },
};

describe('a criterion in words', () => {
  it('says what is asked, what is sure, and how many cases are missing', () => {
    expect(criterionName(delivery)).toBe('Delivery rate, SMS');
    expect(limitText(delivery, 'USD')).toBe('above 98.00%');
    expect(boundText(delivery, 'USD')).toBe('not below 97.00%');
    expect(caseText(delivery)).toBe('400 of about 900 messages');
    expect(boundText({ ...delivery, sign: 'at_most', bound: 0.996 }, 'USD')).toBe('not above 99.60%');
    expect(caseText({ ...delivery, n: 0, needed: null, isMeasurable: false })).toBe('—');
  });

  it('never calls met what is not, and tells waiting from what is not measured', () => {
    expect(statusWords(delivery).word).toBe('Not enough data');
    expect(statusWords({ ...delivery, isMeasurable: false }).word).toBe('Not measured here');
    expect(statusWords({ ...delivery, status: 'met' })).toEqual({ word: 'Met', tone: 'good' });
  });

  it('has no bound where nothing was measured', () => {
    const nothing = { ...delivery, value: null, bounds: null, bound: null, limit: null };
    expect([boundText(nothing, 'USD'), limitText(nothing, 'EUR')]).toEqual(['—', '—']);
  });
});

it('names where a gate leads', () => {
  expect(gateTitle(gate)).toBe('To phase 3: Optimise, 70% of customers');
  expect(gateTitle({ purpose: 'widen', to: 40 })).toBe('To 40% of customers');
  expect(gateTitle({ purpose: 'done', to: null })).toBe('To the end of the rollout');
  expect([stepText(40), stepText(null)]).toEqual(['Phase 2, 40% of customers', 'Everybody']);
});

it('writes the same as a table', () => {
  const { header, rows } = gateTable([gate], 'USD');
  expect(rows[0]).toHaveLength(header.length);
  expect(rows[0]?.slice(1, 4)).toEqual(['Delivery rate, SMS', 'above 98.00%', '99.0000%']);
});
