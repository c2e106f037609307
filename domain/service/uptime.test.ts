import { describe, expect, it } from 'vitest';
import { MINUTE } from '../shared/time';
import { type UptimeSpan, uptimeWithin } from './uptime';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * MINUTE);
const span = (from: number, to: number, isPlanned = false): UptimeSpan => ({
  startedAt: at(from),
  lastBeatAt: at(to),
  stoppedAt: isPlanned ? at(to) : null,
});
const of = (spans: UptimeSpan[], { from = 0, to = 120, now = 120, since = 0 as number | null } = {}) => {
  const range = { from: at(from), to: at(to), now: at(now), since: since === null ? null : at(since) };
  const { upMs, measuredMs, gaps } = uptimeWithin(spans, range);
  const said = gaps.map((gap) => [
    (gap.from.getTime() - at(0).getTime()) / MINUTE,
    (gap.to.getTime() - at(0).getTime()) / MINUTE,
    gap.isPlanned,
  ]);
  return [upMs / MINUTE, measuredMs / MINUTE, ...said];
};

describe('uptime', () => {
  it('is not known before the first beat there ever was', () => {
    expect(of([], { since: null })).toEqual([0, 0]);
    expect(of([span(60, 120)], { since: 60 })).toEqual([60, 60]);
  });

  it('counts gaps as downtime, planned or not, and says which', () => {
    expect(of([span(0, 40, true), span(45, 80), span(90, 120)])).toEqual([105, 120, [40, 45, true], [80, 90, false]]);
  });

  it('goes on while another process answers', () => {
    expect(of([span(0, 70, true), span(60, 120)])).toEqual([120, 120]);
    expect(of([span(0, 120), span(10, 20, true)])).toEqual([120, 120]);
  });

  it('waits for the beat of this minute, and no longer than that', () => {
    expect(of([span(0, 119)])).toEqual([119, 119]);
    expect(of([span(0, 100)])).toEqual([100, 120, [100, 120, false]]);
  });

  it('cuts at the borders of what is asked, and knows of a gap that began before', () => {
    expect(of([span(-60, 30), span(50, 300)], { now: 300 })).toEqual([100, 120, [30, 50, false]]);
    expect(of([span(-60, -20, true), span(30, 120)], { since: -60 })).toEqual([90, 120, [0, 30, true]]);
    expect(of([span(0, 60)], { from: 200, to: 300, now: 120 })).toEqual([0, 0]);
  });
});
