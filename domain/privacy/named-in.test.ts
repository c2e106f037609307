import { expect, it } from 'vitest';
import { namedIn } from './named-in';

const names = (text: string) => namedIn(text).map(({ kind, value }) => `${kind} ${value}`);

it.each([
  ['an id in any field', '{"who":"C-1024"}', 'external C-1024'],
  ['an id of a device', '{"who":"C-1024"}', 'anonymous C-1024'],
  ['an id that is a number', '{"userId":1024}', 'external 1024'],
  ['an address in running text', '{"note":"write to ada@example.com, please"}', 'email ada@example.com'],
  ['an address written in escapes', '{"mail":"ada\\u0040example.com"}', 'email ada@example.com'],
  ['a telephone number', '{"tel":"+44 7700 900456"}', 'phone +44 7700 900456'],
  ['what is no JSON', '{"userId":"C-1024",,', 'external C-1024'],
])('finds %s', (_what, text, found) => {
  expect(names(text)).toContain(found);
});

it('finds nothing where nothing is', () => {
  expect(namedIn('')).toEqual([]);
  expect(namedIn('{}')).toEqual([]);
});

it.each(['a@', '1 ', '\\"', '"', 'a'])('looks through a body made of %s in time', (part) => {
  expect(namedIn(part.repeat(500_000 / part.length)).length).toBeLessThan(600_000);
});
