import { expect, it } from 'vitest';
import { partWords } from './problem-words';

it.each([
  [{ section: 'arbitration', field: 'touchesPerWeek', path: 'arbitration.touchesPerWeek' }, ''],
  [{ section: 'winback', field: 'waves', path: 'winback.waves[1].day' }, 'row 2, day'],
  [{ section: 'quiet', field: 'hours', path: 'quiet.hours.DE.fromHour' }, 'DE, from hour'],
])('%j is at “%s”', (problem, words) => {
  expect(partWords(problem)).toBe(words);
});
