import { describe, expect, it } from 'vitest';
import { HOUR } from '@/domain/shared/time';
import { dueKinds, type FirstDue, nextStop } from './due';

const nothing: FirstDue = {
  events: null,
  messages: null,
  waves: null,
  carts: null,
  reminders: null,
  reviews: null,
  offers: null,
  campaigns: null,
};
const at = (time: string) => new Date(`2026-05-04T${time}:00Z`);
const from = at('10:20');
const nextWeek = new Date('2026-05-11T00:00:00Z');

describe('nextStop', () => {
  it('goes straight to the end of a quiet stretch, but for midnight', () => {
    expect(nextStop(nothing, from, at('18:00'), HOUR)).toEqual(at('18:00'));
    expect(nextStop(nothing, from, nextWeek, HOUR)).toEqual(new Date('2026-05-05T00:00:00Z'));
    expect(nextStop(nothing, new Date('2026-05-05T00:00:00Z'), nextWeek, HOUR)).toEqual(
      new Date('2026-05-06T00:00:00Z'),
    );
  });

  it('stops at the whole hour after the first thing to come, never past the end', () => {
    const first = { ...nothing, messages: at('13:05'), carts: at('12:30') };
    expect(nextStop(first, from, nextWeek, HOUR)).toEqual(at('13:00'));
    expect(nextStop(first, from, at('12:40'), HOUR)).toEqual(at('12:40'));
  });

  it('keeps to the stride it is given', () => {
    const first = { ...nothing, carts: at('12:30') };
    expect(nextStop(first, from, nextWeek, 3 * HOUR)).toEqual(at('15:00'));
  });

  it('always goes forward, also when something is overdue', () => {
    const first = { ...nothing, reviews: at('08:00') };
    expect(nextStop(first, from, nextWeek, HOUR)).toEqual(at('11:00'));
    expect(nextStop(first, at('11:00'), nextWeek, HOUR)).toEqual(at('12:00'));
  });
});

describe('dueKinds', () => {
  it('names what has come due', () => {
    const first = { ...nothing, messages: at('10:20'), carts: at('10:21'), offers: at('09:00') };
    expect([...dueKinds(first, from)]).toEqual(['messages', 'offers']);
  });
});
