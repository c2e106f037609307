import { describe, expect, it } from 'vitest';
import type { TestView } from '@/server/services/creative';
import { testRows } from './test-rows';

const arm = (delivered: number, clicked = 0) => ({ delivered, clicked, ordered: 0 });
const rowsOf = (...variants: object[]) =>
  testRows([
    { name: 'Cart e-mail', verdict: { kind: 'keep_running' }, variants, endedAt: null } as unknown as TestView,
  ]);

describe('the arms of a test', () => {
  it('keep their own names where another one delivered nothing', () => {
    expect(rowsOf(arm(0), arm(0), arm(200, 20))).toEqual([
      ['Cart e-mail', 'Control', '0', '—', '—', 'So far: Undecided'],
      ['', 'Variant 2', '200', '10.00%', '0.00%', ''],
    ]);
  });
});
