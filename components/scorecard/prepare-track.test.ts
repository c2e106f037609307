import { describe, expect, it } from 'vitest';
import { labelSides, prepareTrack } from './prepare-track';

describe('prepareTrack', () => {
  it('runs from baseline to target', () => {
    const track = prepareTrack({ baseline: 45, target: 61, value: 53 });
    expect(track.baseline).toBeCloseTo(6.9, 1);
    expect(track.value).toBeCloseTo(50, 1);
    expect(track.target).toBeCloseTo(93.1, 1);
    expect(track.interval).toBeNull();
  });

  it('runs to the right also where lower is better', () => {
    const track = prepareTrack({ baseline: 0.03, target: 0.01, value: 0.02 });
    expect(track.baseline).toBeLessThan(track.value ?? 0);
    expect(track.value).toBeLessThan(track.target);
  });

  it('has room for a value beyond either end, and cuts an interval', () => {
    const worse = prepareTrack({ baseline: 45, target: 61, value: 20, interval: { low: -90, high: 50 } });
    expect(worse.value).toBeLessThan(worse.baseline);
    expect(worse.interval?.from).toBe(0);
    const better = prepareTrack({ baseline: 45, target: 61, value: 110, interval: { low: 100, high: 300 } });
    expect(better.value).toBeGreaterThan(better.target);
    expect(better.interval?.to).toBe(100);
  });

  it('draws no value that is not there', () => {
    expect(prepareTrack({ baseline: 45, target: 61, value: null }).value).toBeNull();
    expect(prepareTrack({ baseline: 0, target: 0, value: 0 }).target).toBeGreaterThan(0);
  });
});

describe('labelSides', () => {
  it('keeps labels on the line, and gives up two where they would cover each other', () => {
    expect(labelSides({ baseline: 7, target: 93 })).toEqual(['right', 'left']);
    expect(labelSides({ baseline: 30, target: 60 })).toEqual(['middle', 'middle']);
    expect(labelSides({ baseline: 7, target: 9 })).toBeNull();
  });
});
