import { expect, it } from 'vitest';
import type { TestResult } from '@/server/services/creative';
import { testRows } from './test-rows';

const arm = (style: TestResult['arms'][number]['style'], delivered: number) => ({
  ...{ style, delivered },
  clicked: delivered / 10,
  ordered: 0,
});

const UNDECIDED = { kind: 'keep_running' } as TestResult['verdict'];

const test = (...arms: TestResult['arms']): TestResult => ({
  ...{ id: 'one', name: 'Cart reminder', endedAt: null, verdict: UNDECIDED },
  arms,
});

it('names arms by how they tell it, whoever was given none, and keeps the control', () => {
  const rows = testRows([test(arm('control', 0), arm('curiosity', 0), arm('benefit', 40))]);
  expect(rows).toEqual([
    ['Cart reminder', 'Control', '0', '—', '—', 'So far: Undecided'],
    ['', 'Benefit', '40', '10.00%', '0.00%', ''],
  ]);
});
