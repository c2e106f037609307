import { describe, expect, it } from 'vitest';
import { daysLived, isSteady, phasesOf, remainingMs, uploadAddress } from './prepare-import';

const totals = {
  expectedLines: 100,
  lines: 10,
  calls: 8,
  known: 0,
  orders: 3,
  refunds: 0,
  outcomes: { sold: 6, no_customer: 3, no_price: 1 },
  left: 0,
  customersSeen: 2,
  customersUsed: 2,
  customersUnused: [],
  rejected: 0,
  firstRejection: null,
  importedTo: null,
};

describe('remainingMs', () => {
  it('goes by the pace of now', () => {
    expect(remainingMs({ at: 0, done: 0.25 }, { at: 10_000, done: 0.5 })).toBe(20_000);
  });

  it('says nothing where nothing moves', () => {
    expect(remainingMs(null, { at: 0, done: 0 })).toBeNull();
    expect(remainingMs({ at: 0, done: 0.5 }, { at: 10_000, done: 0.5 })).toBeNull();
  });
});

describe('uploadAddress', () => {
  const options = {
    workspace: 'replay',
    fileName: 'log.csv',
    pace: 'second',
    approver: 'simulated',
    assumesConsent: true,
  } as const;
  it('asks for a pace only where there is a rest to replay', () => {
    expect(uploadAddress({ ...options, until: '' })).toBe(
      '/api/imports?workspace=replay&file=log.csv&assumeConsent=true',
    );
    expect(uploadAddress({ ...options, until: '2011-09-01' })).toBe(
      '/api/imports?workspace=replay&file=log.csv&assumeConsent=true&until=2011-09-01&paceMs=1000&approver=simulated',
    );
    expect(uploadAddress({ ...options, until: '2011-09-01', pace: 'none' })).not.toContain('paceMs');
  });
});

describe('phasesOf', () => {
  const options = {
    until: '2011-09-01T00:00:00.000Z',
    paceMs: 1_000,
    assumeConsent: true,
    approver: 'simulated',
  } as const;
  const states = (
    status: 'queued' | 'deciding' | 'paused' | 'replaying' | 'completed',
    importedTo: string | null,
    paceMs: number | null,
  ) =>
    phasesOf({ status, options: { ...options, paceMs }, totals: { ...totals, importedTo } }, '1 Sep 2011').map(
      ({ state }) => state,
    );

  it('knows where an import is, also one that stands still', () => {
    expect(states('queued', null, 1_000)).toEqual(['done', 'now', 'todo', 'todo', 'todo']);
    expect(states('deciding', '2011-08-31T15:00:00.000Z', 1_000)).toEqual(['done', 'done', 'now', 'todo', 'todo']);
    expect(states('deciding', '2011-08-31T15:00:00.000Z', null)).toEqual(['done', 'done', 'now', 'todo']);
    expect(states('replaying', '2011-08-31T15:00:00.000Z', 1_000)).toEqual(['done', 'done', 'done', 'now', 'todo']);
    expect(states('paused', '2011-09-03T15:00:00.000Z', 1_000)).toEqual(['done', 'done', 'done', 'held', 'todo']);
    expect(states('paused', '2011-03-03T15:00:00.000Z', 1_000)).toEqual(['done', 'held', 'todo', 'todo', 'todo']);
    expect(states('completed', '2011-08-31T15:00:00.000Z', null)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('counts the days lived only where days are lived', () => {
    const at = (importedTo: string | null, paceMs: number | null) =>
      daysLived({ options: { ...options, paceMs }, totals: { ...totals, importedTo } });
    expect(at('2011-09-03T15:00:00.000Z', 0)).toBe(3);
    expect(at('2011-08-30T15:00:00.000Z', 0)).toBe(0);
    expect(at(null, 0)).toBe(0);
    expect(at('2011-09-03T15:00:00.000Z', null)).toBeNull();
  });
});

describe('isSteady', () => {
  it('waits for the last phase before it foretells the end', () => {
    const options = {
      until: '2011-09-01T00:00:00.000Z',
      paceMs: 1_000,
      assumeConsent: true,
      approver: 'simulated',
    } as const;
    expect(isSteady({ status: 'importing', options })).toBe(false);
    expect(isSteady({ status: 'replaying', options })).toBe(true);
    expect(isSteady({ status: 'importing', options: { ...options, until: null } })).toBe(true);
  });
});
