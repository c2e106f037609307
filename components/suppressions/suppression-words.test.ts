import { describe, expect, it } from 'vitest';
import { byWhom, reasonOf } from './suppression-words';

describe('the words of an entry', () => {
  it.each([
    [{ actor: null, actorName: null }, 'Not recorded'],
    [{ actor: 'user:0199', actorName: 'Pat' }, 'Pat'],
    [{ actor: 'webhook:twilio', actorName: null }, 'Provider twilio'],
    [{ actor: 'customer', actorName: null }, 'Customer'],
  ])('name who put it there: %j', (item, words) => {
    expect(byWhom(item)).toBe(words);
  });

  it('show a reason nobody knows as it is kept', () => {
    expect(reasonOf('complaint')).toMatchObject({ label: 'Complaint', tone: 'bad' });
    expect(reasonOf('of_another_release')).toEqual({ label: 'of_another_release', tone: 'neutral' });
  });
});
