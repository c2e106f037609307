import { describe, expect, it } from 'vitest';
import { seededRng } from '../shared/random';
import { handlingMs, onDutyFrom, planVerdict } from './approver';
import { TWIN } from './parameters';

const { approver } = TWIN;
const MANY = 5_000;

function verdictsOn(percentOff: number | null) {
  return Array.from({ length: MANY }, (_, index) => planVerdict(seededRng(`v:${index}`), { percentOff }, approver));
}

function rejectedShare(percentOff: number | null): number {
  return verdictsOn(percentOff).filter(({ verdict }) => verdict === 'reject').length / MANY;
}

describe('planVerdict', () => {
  it('rejects at the documented rates, dear discounts more often', () => {
    expect(Math.abs(rejectedShare(10) - approver.reject)).toBeLessThan(0.012);
    expect(Math.abs(rejectedShare(approver.dearFromPercent) - approver.rejectDear)).toBeLessThan(0.018);
  });

  it('gives the same verdict to the same decision', () => {
    expect(verdictsOn(20)).toEqual(verdictsOn(20));
  });

  it('finds nothing wrong with an offer where there is none', () => {
    const reasons = (percentOff: number | null) =>
      new Set(verdictsOn(percentOff).flatMap((plan) => (plan.verdict === 'reject' ? plan.reason : [])));
    expect(reasons(20)).toContain('wrong_offer');
    expect(reasons(null)).not.toContain('wrong_offer');
  });
});

describe('onDutyFrom', () => {
  const from = (at: string, zone = 'Europe/London', shifts = approver.shifts) =>
    onDutyFrom(new Date(at), zone, { ...approver, shifts }).toISOString();

  it('works at once within a shift, else when the next one begins', () => {
    expect(from('2011-09-01T10:20:00Z')).toBe('2011-09-01T10:20:00.000Z');
    expect(from('2011-09-01T03:00:00Z')).toBe('2011-09-01T06:00:00.000Z');
    expect(from('2011-09-01T22:00:00Z')).toBe('2011-09-02T06:00:00.000Z');
  });

  it('keeps weekend hours and days off, on the clock of the workspace', () => {
    expect(from('2011-09-03T06:00:00Z')).toBe('2011-09-03T09:00:00.000Z');
    expect(from('2011-09-03T02:30:00Z', 'America/New_York')).toBe('2011-09-03T14:00:00.000Z');
    const weekdays = approver.shifts.map((shift, day) => (day === 0 || day === 6 ? null : shift));
    expect(from('2011-09-02T21:30:00Z', 'Europe/London', weekdays)).toBe('2011-09-05T06:00:00.000Z');
  });
});

describe('handlingMs', () => {
  it('takes about the median, always some time', () => {
    const times = Array.from({ length: MANY }, (_, index) => handlingMs(seededRng(`h:${index}`), approver));
    const sorted = times.toSorted((a, b) => a - b);
    expect(sorted[0]).toBeGreaterThan(0);
    expect((sorted[MANY / 2] ?? 0) / 60_000).toBeCloseTo(approver.handlingMinutes.median, 0);
  });
});
