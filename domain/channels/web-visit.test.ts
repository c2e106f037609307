import { describe, expect, it } from 'vitest';
import { chooseShowing, type Showing, SLOT_NAME, VISIT_MS } from './web-visit';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const since = (ms: number) => new Date(NOW.getTime() - ms);
const showing = (changes: Partial<Showing> = {}): Showing => ({
  messageId: 'm1',
  slot: null,
  handedAt: null,
  shownAt: null,
  dismissedAt: null,
  ...changes,
});
const choose = (...showings: Showing[]) => chooseShowing(showings, 'leaving', NOW);

describe('what a place on a page gets', () => {
  it('is what waits, the longest first', () => {
    const first = showing({ messageId: 'first' });
    expect(choose(first, showing({ messageId: 'second' }))).toEqual({ kind: 'hand', showing: first });
    expect(choose()).toEqual({ kind: 'none', because: 'nothing_waits' });
  });

  it('stays the same within a visit, seen or not, and only there', () => {
    const handed = showing({ slot: 'leaving', handedAt: since(VISIT_MS - 1) });
    expect(choose(showing({ messageId: 'waits' }), handed)).toEqual({ kind: 'again', showing: handed });
    const seen = { ...handed, shownAt: since(1) };
    expect(choose(seen)).toEqual({ kind: 'again', showing: seen });
    expect(chooseShowing([handed], 'hero', NOW)).toEqual({ kind: 'none', because: 'shown_elsewhere' });
  });

  it('is nothing more in a visit in which one was closed', () => {
    const closed = showing({ slot: 'leaving', handedAt: since(60_000), shownAt: since(50_000), dismissedAt: NOW });
    expect(choose(showing({ messageId: 'waits' }), closed)).toEqual({ kind: 'none', because: 'dismissed' });
  });

  it('is given again in a later visit only where nobody saw it', () => {
    const unseen = showing({ slot: 'hero', handedAt: since(VISIT_MS) });
    expect(choose(unseen)).toEqual({ kind: 'hand', showing: unseen });
    expect(choose({ ...unseen, shownAt: since(VISIT_MS) })).toEqual({ kind: 'none', because: 'nothing_waits' });
  });
});

it('names of places are short, plain words', () => {
  for (const name of ['leaving', 'hero-2', 'a']) expect(SLOT_NAME.test(name), name).toBe(true);
  for (const name of ['', 'Hero', '2hero', 'a b', 'a'.repeat(41), 'a"']) expect(SLOT_NAME.test(name), name).toBe(false);
});
