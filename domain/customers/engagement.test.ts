import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import { DAY } from '../shared/time';
import { addEngagement as addBy, type Engagement, pointsOf, engagementScore as scoreBy } from './engagement';

const START = new Date('2026-01-01T00:00:00Z');
const RULES = DEFAULT_POLICY.engagement;
const addEngagement = (sum: Engagement, points: number, at: Date) => addBy(sum, points, at, RULES);
const engagementScore = (sum: Engagement, now: Date) => scoreBy(sum, now, RULES);
const NONE: Engagement = { points: 0, at: null };

describe('engagement', () => {
  it('halves every 30 days', () => {
    const ordered = addEngagement(NONE, pointsOf('ordered', RULES), START);
    expect(engagementScore(ordered, START)).toBeCloseTo(1 - Math.exp(-1), 10);
    expect(engagementScore(ordered, new Date(START.getTime() + 30 * DAY))).toBeCloseTo(1 - Math.exp(-0.5), 10);
  });

  it('fades as fast as the policy says', () => {
    const rules = { ...RULES, halfLifeDays: 10 };
    const later = new Date(START.getTime() + 10 * DAY);
    expect(scoreBy({ points: 1, at: START }, later, rules)).toBeCloseTo(1 - Math.exp(-0.5), 10);
    expect(addBy({ points: 1, at: START }, 0.25, later, rules)).toEqual({ points: 0.75, at: later });
  });

  it('adds up to the same, whatever came first', () => {
    const late = new Date(START.getTime() + 12 * DAY);
    const one = addEngagement(addEngagement(NONE, 1, START), 0.3, late);
    const other = addEngagement(addEngagement(NONE, 0.3, late), 1, START);
    expect(one.at).toEqual(other.at);
    expect(one.points).toBeCloseTo(other.points, 12);
  });

  it('is 0 for somebody unknown, and where complaints outweigh the rest', () => {
    expect(engagementScore(NONE, START)).toBe(0);
    const annoyed = addEngagement(addEngagement(NONE, 0.3, START), pointsOf('complaint', RULES), START);
    expect(engagementScore(annoyed, START)).toBe(0);
  });
});
