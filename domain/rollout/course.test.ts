import { describe, expect, it } from 'vitest';
import { courseOf, stepsFor } from './course';
import type { Cohort } from './plan';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const led = (...steps: (Cohort | null)[]) => courseOf(steps.map((to, index) => ({ to, decidedAt: day(index + 1) })));

describe('courseOf', () => {
  it('is none before somebody begins, and over after the last step', () => {
    expect(led()).toEqual({ kind: 'none' });
    expect(led(100, null)).toEqual({ kind: 'over', since: day(2) });
  });

  it('tells since when the step lasts, and since when its phase', () => {
    expect(led(5, 20, 40)).toEqual({ kind: 'running', cohort: 40, cohortSince: day(3), phaseSince: day(2) });
  });

  it('begins no step anew by staying in it, but by coming back to it', () => {
    expect(led(20, 20)).toMatchObject({ cohortSince: day(1), phaseSince: day(1) });
    expect(led(20, 40, 20)).toMatchObject({ cohortSince: day(3), phaseSince: day(1) });
    expect(led(20, 5, 20)).toMatchObject({ cohortSince: day(3), phaseSince: day(3) });
  });
});

describe('stepsFor', () => {
  it('lets nobody skip a step forwards', () => {
    expect(stepsFor('go', 20)).toEqual([40]);
    expect(stepsFor('conditional', 50)).toEqual([70]);
    expect(stepsFor('go', 100)).toEqual([null]);
  });

  it('stays or goes back on a no-go', () => {
    expect(stepsFor('no_go', 40)).toEqual([40, 20, 5]);
    expect(stepsFor('no_go', 5)).toEqual([5]);
  });

  it('begins where nothing has begun, and only there', () => {
    expect(stepsFor('begin', null)).toContain(5);
    expect([stepsFor('begin', 20), stepsFor('go', null), stepsFor('no_go', null)]).toEqual([[], [], []]);
  });
});
