import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../policies/policy';
import { blindSpots } from './blind-spots';

/** Where a decision is made of a snapshot: what is read there is replayed. */
const DECIDING = ['agents', 'guardrails', 'decisions', 'models', 'offers', 'autonomy', 'channels', 'review'];

const words = new Set(
  DECIDING.flatMap((folder) =>
    readdirSync(path.join('domain', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
      .flatMap((name) => readFileSync(path.join('domain', folder, name), 'utf8').match(/\w+/g) ?? []),
  ),
);

it('names every threshold that no code reads which a replay runs', () => {
  const { schema: _, ...sections } = DEFAULT_POLICY;
  const silent = Object.entries<Record<string, unknown>>(sections).flatMap(([section, fields]) =>
    Object.keys(fields)
      .filter((field) => {
        const tried = { ...DEFAULT_POLICY, [section]: { ...fields, [field]: 'something else' } } as Policy;
        return !words.has(field) && blindSpots(DEFAULT_POLICY, tried).length === 0;
      })
      .map((field) => `${section}.${field}`),
  );
  expect(silent).toEqual([]);
});

it('names what is read before a decision is made', () => {
  const budgets = { ...DEFAULT_POLICY.budgets, pauseAtPercent: 50 };
  expect(blindSpots(DEFAULT_POLICY, { ...DEFAULT_POLICY, budgets }).map((spot) => spot.path)).toEqual([
    'budgets.pauseAtPercent',
  ]);
  expect(blindSpots(DEFAULT_POLICY, DEFAULT_POLICY)).toEqual([]);
});
