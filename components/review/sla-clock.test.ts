import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '@/domain/shared/time';
import { minutesAndSeconds, readSla, roundDuration } from './sla-clock';

const decidedAt = new Date('2026-03-01T10:00:00Z');
const dueAt = new Date('2026-03-01T10:05:00Z');
const left = (ms: number) => readSla(dueAt, decidedAt, new Date(dueAt.getTime() - ms));

describe('readSla', () => {
  it('is on time above two and a half minutes, with the ring as full as the time that is left', () => {
    expect(left(4 * MINUTE)).toEqual({
      phase: 'ok',
      word: 'On time',
      text: '4:00 min left',
      clock: '4:00 min',
      share: 0.8,
    });
  });
  it.each([
    [2.5 * MINUTE + 1, 'ok'],
    [2.5 * MINUTE, 'soon'],
    [MINUTE + 1, 'soon'],
    [MINUTE, 'urgent'],
    [1, 'urgent'],
    [0, 'late'],
    [-1, 'late'],
  ])('with %d ms left is %s', (ms, phase) => {
    expect(left(ms).phase).toBe(phase);
  });
  it('is calm when late: round figures, no clock', () => {
    expect(left(-2 * 60 * MINUTE - 14 * MINUTE)).toMatchObject({ text: 'late by 2 h', clock: null, share: 0 });
  });
  it('never fills more than the ring, also when the workspace clock is behind', () => {
    expect(left(20 * MINUTE).share).toBe(1);
  });
  it('bears a due time that equals the decision time', () => {
    expect(readSla(dueAt, dueAt, decidedAt).share).toBe(1);
  });
});

describe('minutesAndSeconds', () => {
  it.each([
    [0, '0:00 min'],
    [1, '0:01 min'],
    [59 * SECOND, '0:59 min'],
    [102 * SECOND, '1:42 min'],
    [64 * MINUTE + 12 * SECOND, '1:04:12 h'],
    [-5, '0:00 min'],
  ])('%d ms is %s', (ms, text) => {
    expect(minutesAndSeconds(ms)).toBe(text);
  });
});

describe('roundDuration', () => {
  it.each([
    [0, '1 s'],
    [40 * SECOND, '40 s'],
    [12.9 * MINUTE, '12 min'],
    [119 * MINUTE, '1 h'],
    [47 * 60 * MINUTE, '47 h'],
    [49 * 60 * MINUTE, '2 days'],
  ])('%d ms is %s', (ms, text) => {
    expect(roundDuration(ms)).toBe(text);
  });
});
