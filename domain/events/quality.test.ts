import { describe, expect, it } from 'vitest';
import { driftOf, type PropertySeen, qualityOf, type SourceFacts } from './quality';

const GOOD: SourceFacts = {
  isEnded: false,
  hoursSinceLast: 1,
  activeDays: 7,
  lastDay: 100,
  sameWeekdays: [90, 110, 100],
  events: 700,
  late: 0,
  duplicates: 0,
  rejected: 0,
  unusable: 0,
  values: 1_000,
  nulls: 0,
  compared: 10,
  drifts: [],
};
const drift = { name: 'Order Completed', property: 'total', kind: 'missing' as const, before: '100%', now: '0%' };
const partOf = (facts: Partial<SourceFacts>, id: string) =>
  qualityOf({ ...GOOD, ...facts }).parts.find((part) => part.id === id)?.value;

describe('quality of a source', () => {
  it('is whole where nothing is wrong, and the mean of its parts', () => {
    expect(qualityOf(GOOD).score).toBe(1);
    expect(qualityOf({ ...GOOD, late: 350 }).score).toBeCloseTo((6 + 0.5) / 7);
  });

  it.each<[string, Partial<SourceFacts>, string, number | null]>([
    ['two days of silence', { hoursSinceLast: 48 }, 'freshness', 0.5],
    ['silence of a source that is seldom heard', { hoursSinceLast: 48, activeDays: 2 }, 'freshness', null],
    ['silence of a key that was revoked', { hoursSinceLast: 48, isEnded: true }, 'freshness', null],
    ['half the usual day', { lastDay: 50 }, 'volume', 1],
    ['a quarter of the usual day', { lastDay: 25 }, 'volume', 0.5],
    ['four times the usual day', { lastDay: 400 }, 'volume', 0.5],
    ['nothing', { lastDay: 0 }, 'volume', 0],
    ['a first week', { sameWeekdays: [100] }, 'volume', null],
    ['every tenth event refused', { events: 90, rejected: 10 }, 'validity', 0.9],
    ['of no use', { events: 100, unusable: 25 }, 'validity', 0.75],
    ['each event twice', { events: 100, duplicates: 100 }, 'uniqueness', 0.5],
    ['nulls', { nulls: 100 }, 'completeness', 0.9],
    ['a property gone', { drifts: [drift] }, 'schema', 0.9],
    ['nothing to compare', { compared: 0 }, 'schema', null],
  ])('%s', (_what, facts, id, value) => {
    expect(partOf(facts, id)).toBe(value);
  });

  it('is unknown of a source nothing has come from', () => {
    const nothing = { events: 0, values: 0, compared: 0, hoursSinceLast: null, sameWeekdays: [] };
    expect(qualityOf({ ...GOOD, ...nothing }).score).toBeNull();
  });
});

const seen = (
  present: number,
  types: Partial<PropertySeen['types']> = { string: present },
  events = 100,
): PropertySeen => ({
  events,
  present,
  types: { string: 0, number: 0, boolean: 0, object: 0, ...types },
});

describe('a property', () => {
  it.each([
    ['that went away', seen(100), seen(10), { kind: 'missing', before: '100%', now: '10%' }],
    ['that came', seen(0), seen(60), { kind: 'new', before: '0%', now: '60%' }],
    ['of another type', seen(100), seen(100, { number: 100 }), { kind: 'type', before: 'string', now: 'number' }],
    ['that is as it was', seen(95), seen(80), null],
    ['that was always mixed', seen(100, { string: 50, number: 50 }), seen(100), null],
    ['of an event seldom seen', seen(10, { string: 10 }, 10), seen(0, {}, 10), null],
  ])('%s', (_what, before, now, expected) => {
    expect(driftOf(before, now)).toEqual(expected);
  });
});
