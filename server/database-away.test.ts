import { describe, expect, it } from 'vitest';
import { answerWithin, isDatabaseAway, strainOf, troubleIn } from './database-away';

const NO_ROOM = 'could not extend file "base/5/16384": File too large';

describe('isDatabaseAway', () => {
  it.each([
    ['nobody listens', Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })],
    ['several addresses, nobody listens', new AggregateError([Object.assign(new Error(''), { code: 'ECONNREFUSED' })])],
    ['it is starting', Object.assign(new Error('the database system is starting up'), { code: '57P03' })],
    ['an administrator ended the session', Object.assign(new Error('terminating connection'), { code: '57P01' })],
    ['the connection broke under a query', new Error('Connection terminated unexpectedly')],
    ['no connection in time', new Error('timeout exceeded when trying to connect')],
    ['Prisma cannot reach it', Object.assign(new Error('x'), { code: 'P1001' })],
    ['Prisma repeats what the driver said', { code: 'P2039', meta: { driverAdapterError: { code: '57P03' } } }],
    ['its disk is full', Object.assign(new Error('could not extend file'), { code: '53100' })],
    [
      'no file may grow',
      { code: 'P2039', meta: { driverAdapterError: { cause: { originalCode: 'XX000', originalMessage: NO_ROOM } } } },
    ],
    ['somebody holds a lock for long', Object.assign(new Error('lock timeout'), { code: '55P03' })],
    ['a statement runs out of time', Object.assign(new Error('canceling statement'), { code: '57014' })],
    ['wrapped twice', new Error('a', { cause: new Error('b', { cause: { kind: 'DatabaseNotReachable' } }) })],
  ])('is true when %s', (_why, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    ['a rule of the database was broken', Object.assign(new Error('duplicate key'), { code: '23505' })],
    ['Prisma found nothing', Object.assign(new Error('not found'), { code: 'P2025' })],
    ['a bug', new TypeError('x is not a function')],
    ['nothing', null],
  ])('is false for %s', (_why, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });

  it('ends on causes that go in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(isDatabaseAway(error)).toBe(false);
  });
});

describe('strainOf', () => {
  it('repeats what a database that is there said', () => {
    const driver = { originalCode: 'XX000', originalMessage: NO_ROOM };
    expect(strainOf({ code: 'P2010', message: 'Raw query failed.', meta: { driverAdapterError: driver } })).toBe(
      NO_ROOM,
    );
    expect(strainOf(Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' }))).toBe(
      'canceling statement due to lock timeout',
    );
  });

  it('has nothing to say of one that is away', () => {
    expect(strainOf(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))).toBeNull();
  });
});

describe('troubleIn', () => {
  it.each([
    ['full', Object.assign(new Error('could not extend file'), { code: '53100' })],
    ['full', { code: 'P2010', meta: { driverAdapterError: { originalCode: 'XX000', originalMessage: NO_ROOM } } }],
    ['busy', Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' })],
    ['busy', Object.assign(new Error('sorry, too many clients already'), { code: '53300' })],
    ['away', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
  ])('tells one that is %s', (trouble, error) => {
    expect(troubleIn(error)).toBe(trouble);
  });
});

describe('answerWithin', () => {
  it('takes a database that does not answer for one that is away', async () => {
    const failure = await answerWithin(1, () => new Promise(() => {})).catch((error: unknown) => error);
    expect(isDatabaseAway(failure)).toBe(true);
  });

  it('hands on what the work gives or throws', async () => {
    expect(await answerWithin(60_000, async () => 7)).toBe(7);
    await expect(answerWithin(60_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
