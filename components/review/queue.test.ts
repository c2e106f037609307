import { describe, expect, it } from 'vitest';
import {
  ARMING_MS,
  countsSince,
  emptyQueue,
  mayDecide,
  neighbour,
  progress,
  type QueueAction,
  type QueueEntry,
  type QueueState,
  queueReducer,
} from './queue';

const OPENED = new Date('2026-03-01T10:00:00Z');
const entry = (id: string, version = 1, decidedAt = new Date('2026-03-01T09:00:00Z')): QueueEntry => ({
  id,
  version,
  decidedAt,
});
const newcomer = (id: string) => entry(id, 1, new Date('2026-03-01T10:01:00Z'));
const list = (entries: QueueEntry[], serverTotal = entries.length): QueueAction<QueueEntry> => ({
  type: 'listed',
  entries,
  serverTotal,
  now: OPENED,
});
const run = (state: QueueState<QueueEntry>, ...actions: QueueAction<QueueEntry>[]) =>
  actions.reduce(queueReducer<QueueEntry>, state);
const ids = (state: QueueState<QueueEntry>) => state.entries.map(({ id }) => id);

const opened = run(emptyQueue(), list([entry('a'), entry('b'), entry('c')]));
const ready = run(opened, { type: 'painted', id: 'a', version: 1, at: 1_000 });
const LATER = 1_000 + ARMING_MS;

describe('a verdict', () => {
  it('is not taken before the item is painted', () => {
    expect(mayDecide(opened, 9_999)).toBe(false);
    expect(run(opened, { type: 'decided', id: 'a', version: 1, at: 9_999 })).toBe(opened);
  });
  it('is not taken in the first moment after the item was painted', () => {
    expect(run(ready, { type: 'decided', id: 'a', version: 1, at: LATER - 1 })).toBe(ready);
  });
  it('is taken for what is on screen, and the next item follows, not yet painted', () => {
    const state = run(ready, { type: 'decided', id: 'a', version: 1, at: LATER });
    expect(ids(state)).toEqual(['b', 'c']);
    expect(state).toMatchObject({ currentId: 'b', painted: null, serverTotal: 2 });
    expect(state.pending.map(({ entry: { id } }) => id)).toEqual(['a']);
  });
  it('is not taken for another item or version than the one on screen', () => {
    expect(run(ready, { type: 'decided', id: 'b', version: 1, at: LATER })).toBe(ready);
    expect(run(ready, { type: 'decided', id: 'a', version: 2, at: LATER })).toBe(ready);
  });
  it('pressed five times in a hundred milliseconds is one verdict, though the next item paints in between', () => {
    let state = ready;
    for (const at of [LATER, LATER + 20, LATER + 40, LATER + 60, LATER + 80]) {
      const id = state.currentId ?? '';
      if (mayDecide(state, at)) state = run(state, { type: 'decided', id, version: 1, at });
      state = run(state, { type: 'pressed', at }, { type: 'painted', id: state.currentId ?? '', version: 1, at });
    }
    expect(state.pending.map(({ entry: { id } }) => id)).toEqual(['a']);
    expect(mayDecide(state, LATER + 80 + ARMING_MS)).toBe(true);
  });
  it('on the last item leaves nothing selected', () => {
    const one = run(emptyQueue(), list([entry('a')]), { type: 'painted', id: 'a', version: 1, at: 0 });
    expect(run(one, { type: 'decided', id: 'a', version: 1, at: ARMING_MS })).toMatchObject({
      currentId: null,
      serverTotal: 0,
      entries: [],
    });
  });
});

describe('a refused verdict', () => {
  const decided = run(ready, { type: 'decided', id: 'a', version: 1, at: LATER });
  it('puts the item back where it stood and leaves the reader where they are', () => {
    const state = run(decided, { type: 'refused', id: 'a' });
    expect(ids(state)).toEqual(['a', 'b', 'c']);
    expect(state).toMatchObject({ currentId: 'b', pending: [], serverTotal: 3 });
  });
  it('of an item that is no longer open leaves with the next list', () => {
    const state = run(decided, { type: 'refused', id: 'a' }, list([entry('b'), entry('c')]));
    expect(ids(state)).toEqual(['b', 'c']);
  });
});

describe('a fresh list', () => {
  it('never reorders what is shown', () => {
    expect(ids(run(opened, list([entry('c'), entry('a'), entry('b')])))).toEqual(['a', 'b', 'c']);
  });
  it('collects what was decided since the queue was opened, until asked for', () => {
    const state = run(opened, list([newcomer('n'), entry('a'), entry('b'), entry('c')]));
    expect(ids(state)).toEqual(['a', 'b', 'c']);
    expect(state.arrivals.map(({ id }) => id)).toEqual(['n']);
    const shown = run(state, { type: 'arrivalsShown' });
    expect(ids(shown)).toEqual(['a', 'b', 'c', 'n']);
    expect(run(shown, list([newcomer('n'), entry('a'), entry('b'), entry('c')])).arrivals).toEqual([]);
  });
  it('brings it by itself where nothing else is left to judge', () => {
    const empty = run(emptyQueue(), list([]));
    expect(run(empty, list([newcomer('n')]))).toMatchObject({ currentId: 'n', arrivals: [] });
    const last = run(emptyQueue(), list([entry('a')]), { type: 'painted', id: 'a', version: 1, at: 0 });
    const waiting = run(last, list([entry('a'), newcomer('n')]));
    expect(waiting.arrivals).toHaveLength(1);
    const judged = run(waiting, { type: 'decided', id: 'a', version: 1, at: ARMING_MS });
    expect(ids(judged)).toEqual(['n']);
    expect(judged).toMatchObject({ currentId: 'n', painted: null });
  });
  it('adds older work that had not been listed at the end', () => {
    expect(ids(run(opened, list([entry('a'), entry('b'), entry('c'), entry('d')])))).toEqual(['a', 'b', 'c', 'd']);
  });
  it('drops what others decided, but not what is on screen', () => {
    expect(ids(run(opened, list([entry('c')])))).toEqual(['a', 'c']);
  });
  it('drops nothing when it is only a part of the queue', () => {
    expect(ids(run(opened, list([entry('c')], 70)))).toEqual(['a', 'b', 'c']);
  });
  it('does not bring back what was just decided', () => {
    const state = run(ready, { type: 'decided', id: 'a', version: 1, at: LATER }, list([entry('a'), entry('b')]));
    expect(ids(state)).toEqual(['b']);
    expect(ids(run(state, { type: 'confirmed', id: 'a' }, list([entry('a'), entry('b')])))).toEqual(['b']);
  });
  it('brings the new version of an item', () => {
    expect(run(opened, list([entry('a', 2), entry('b'), entry('c')])).entries[0]?.version).toBe(2);
  });
  it('goes on by itself after the last listed item, while the server has more', () => {
    const last = run(emptyQueue(), list([entry('a')], 2), { type: 'painted', id: 'a', version: 1, at: 0 });
    const done = run(last, { type: 'decided', id: 'a', version: 1, at: ARMING_MS });
    expect(done).toMatchObject({ currentId: null, serverTotal: 1 });
    expect(run(done, list([entry('b')]))).toMatchObject({ currentId: 'b' });
  });
});

describe('moving', () => {
  it('knows its neighbours and its ends', () => {
    const middle = run(opened, { type: 'selected', id: 'b' });
    expect([neighbour(middle, -1), neighbour(middle, 1)]).toEqual(['a', 'c']);
    expect(neighbour(opened, -1)).toBeNull();
  });
  it('takes the paint away, so that no key acts before the other item is seen', () => {
    expect(mayDecide(run(ready, { type: 'selected', id: 'b' }), 99_999)).toBe(false);
  });
  it('ignores the paint of an item that is no longer the current one', () => {
    const state = run(opened, { type: 'selected', id: 'b' }, { type: 'painted', id: 'a', version: 1, at: 0 });
    expect(state.painted).toBeNull();
  });
  it('goes on from an item that somebody else decided', () => {
    const state = run(opened, { type: 'selected', id: 'b' }, { type: 'gone', id: 'b' });
    expect(ids(state)).toEqual(['a', 'c']);
    expect(state).toMatchObject({ currentId: 'c', painted: null });
    expect(run(emptyQueue('z'), list([entry('a')]), { type: 'gone', id: 'z' }).currentId).toBe('a');
  });
  it('puts an item opened by its link first when it was not listed', () => {
    const linked = run(emptyQueue('z'), list([entry('a')], 70), { type: 'joined', entry: entry('z') });
    expect(ids(linked)).toEqual(['z', 'a']);
    expect(ids(run(linked, { type: 'joined', entry: entry('z') }))).toEqual(['z', 'a']);
  });
});

describe('progress', () => {
  it('counts what waits: a decided one waits no more, before and after the server says so', () => {
    expect(progress(opened)).toEqual({ position: 1, total: 3 });
    const next = run(ready, { type: 'decided', id: 'a', version: 1, at: LATER });
    expect(progress(next)).toEqual({ position: 1, total: 2 });
    expect(progress(run(next, { type: 'confirmed', id: 'a' }))).toEqual({ position: 1, total: 2 });
  });
  it('counts what the server has beyond the list', () => {
    expect(progress(run(emptyQueue(), list([entry('a')], 70)))).toEqual({ position: 1, total: 70 });
  });
  it('is nothing when nothing is left', () => {
    expect(progress(emptyQueue())).toBeNull();
  });
});

describe('an undo', () => {
  it('brings the item back on screen, and lets it be listed again', () => {
    const decided = run(
      ready,
      { type: 'decided', id: 'a', version: 1, at: LATER },
      { type: 'confirmed', id: 'a' },
      { type: 'undone', id: 'a' },
    );
    expect(decided.currentId).toBe('a');
    expect(decided.painted).toBeNull();
    expect(ids(run(decided, { type: 'joined', entry: entry('a', 3) }))).toEqual(['a', 'b', 'c']);
  });
});

describe('the sizes of the parts', () => {
  it('follow what was judged in the part on screen, and all that wait stay all that wait elsewhere', () => {
    const counts = { all: 18, urgent: 17, held: 0 };
    const state = { ...emptyQueue(), serverTotal: 16 };
    expect(countsSince(state, { total: 17, counts }, 'urgent')).toEqual({ all: 17, urgent: 16, held: 0 });
    expect(countsSince({ ...state, serverTotal: 0 }, { total: 0, counts }, 'held')).toEqual(counts);
  });
});
