import { expect, it } from 'vitest';
import { answeredWords, deadlineWords } from './deadline-words';

const NOW = new Date('2026-11-22T10:00:00.000Z');
const at = (text: string) => new Date(text);

it.each([
  ['2026-12-22T10:00:00.000Z', '30 days left', 'neutral'],
  ['2026-11-29T10:00:00.001Z', '7 days left', 'neutral'],
  ['2026-11-29T10:00:00.000Z', '7 days left', 'warn'],
  ['2026-11-23T12:00:00.000Z', '1 day left', 'warn'],
  ['2026-11-22T15:30:00.000Z', '5 h left', 'warn'],
  ['2026-11-22T10:00:00.000Z', 'under 1 h left', 'warn'],
  ['2026-11-22T09:59:00.000Z', 'under 1 h overdue', 'bad'],
  ['2026-11-19T09:00:00.000Z', '3 days overdue', 'bad'],
])('due %s: %s', (due, text, tone) => {
  expect(deadlineWords(at(due), NOW)).toEqual({ text, tone });
});

it('says whether the answer came in time', () => {
  expect(answeredWords(NOW, NOW)).toEqual({ text: 'In time', tone: 'good' });
  expect(answeredWords(NOW, at('2026-11-24T10:00:00.000Z'))).toEqual({ text: 'Answered 2 days late', tone: 'bad' });
});
