import { describe, expect, it } from 'vitest';
import { DAY } from '../shared/time';
import { addEngagement, ENGAGEMENT_POINTS, type Engagement, engagementScore } from './engagement';

const START = new Date('2026-01-01T00:00:00Z');
const NONE: Engagement = { points: 0, at: null };

describe('engagement', () => {
  it('halves every 30 days', () => {
    const ordered = addEngagement(NONE, ENGAGEMENT_POINTS.ordered, START);
    expect(engagementScore(ordered, START)).toBeCloseTo(1 - Math.exp(-1), 10);
    expect(engagementScore(ordered, new Date(START.getTime() + 30 * DAY))).toBeCloseTo(1 - Math.exp(-0.5), 10);
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
    const annoyed = addEngagement(addEngagement(NONE, 0.3, START), ENGAGEMENT_POINTS.complaint, START);
    expect(engagementScore(annoyed, START)).toBe(0);
  });
});
