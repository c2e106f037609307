import { expect, it } from 'vitest';
import type { Kpi } from '@/domain/measurement/kpi';
import { findKpi } from '@/domain/measurement/kpis/registry';
import { metaOf } from '@/lib/words/figure';
import { partsBehind } from './part-meta';
import { prepareBreakdown } from './prepare-breakdown';

function split(id: string, parts: Parameters<typeof prepareBreakdown>[0], isCompared = false) {
  const kpi = findKpi(id) as Kpi;
  return prepareBreakdown(parts, {
    by: 'Action',
    name: kpi.name,
    meta: metaOf(kpi, 'USD'),
    behind: partsBehind(kpi, 'USD'),
    isCompared,
  });
}

const cart = {
  key: 'cart',
  name: 'Cart reminder',
  value: 50,
  numerator: 5_000,
  denominator: 100,
  previous: null,
  contribution: null,
};
const winBack = {
  key: 'win',
  name: 'Win-back',
  value: 25,
  numerator: 500,
  denominator: 20,
  previous: null,
  contribution: null,
};
const silent = {
  key: 'none',
  name: 'Quiet',
  value: null,
  numerator: 0,
  denominator: 0,
  previous: null,
  contribution: null,
};

it('a ratio names its parts, its highest, and draws each beside the largest', () => {
  const { parts, summary, table } = split('rpmt', [winBack, cart, silent]);
  expect(parts.map(({ share }) => share)).toEqual([0.5, 1, 0]);
  expect(summary).toBe('Highest: Cart reminder with $0.500, of 2.');
  expect(table.header[0]).toBe('Action');
  expect(table.rows[1]).toEqual(['Cart reminder', '$0.500', '$50.00', '100']);
});

it('a sum has no denominator, and no parts say so', () => {
  expect(split('touches', [cart]).table).toMatchObject({
    header: ['Action', expect.any(String)],
    rows: [[cart.name, '50']],
  });
  expect(split('touches', []).summary).toBe('Nothing to split in this period.');
});

it('beside a period compared with, each part says what it had to do with the change', () => {
  const moved = { ...cart, previous: 48, contribution: 1.5 };
  const { parts, table } = split('rpmt', [moved, { ...winBack, contribution: null }], true);
  expect(parts.map(({ contribution }) => contribution)).toEqual(['+$0.015', null]);
  expect(table.header.slice(-2)).toEqual(['Compared with', 'Part of the change']);
  expect(table.rows.map((row) => row.slice(-2))).toEqual([
    ['$0.480', '+$0.015'],
    ['—', '—'],
  ]);
});
