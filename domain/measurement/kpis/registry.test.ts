import { describe, expect, it } from 'vitest';
import { formatMetric } from '@/lib/format';
import { KPI_GROUPS, type Kpi } from '../kpi';
import { LEDGER_COLUMNS } from '../ledger';
import { findKpi, KPIS } from './registry';

const plan = (kpi: Kpi, value: number | null) =>
  value === null ? '' : formatMetric(value, { unit: kpi.unit, direction: kpi.direction, currency: 'USD' });

const DIRECTIONS: Record<Kpi['direction'], string> = { up: 'up', down: 'down', none: 'neither' };

/** The list for people, from the one definition there is. */
function page(): string {
  const groups = KPI_GROUPS.map((group) => {
    const rows = KPIS.filter((kpi) => kpi.group === group).map((kpi) => {
      const { id, name, formula, direction, subject, source, measure, baseline, target } = kpi;
      const rowsOf = measure.kind === 'unrecorded' ? 'not recorded' : `${source.join(', ')} by ${subject}`;
      const cells = [name, `\`${id}\``, formula, DIRECTIONS[direction], plan(kpi, baseline), plan(kpi, target), rowsOf];
      return `| ${cells.join(' | ')} |`;
    });
    const heading = group.charAt(0).toUpperCase() + group.slice(1);
    return [
      `## ${heading}`,
      '',
      '| figure | id | formula | better | baseline | target | rows |',
      '|---|---|---|---|---|---|---|',
      ...rows,
    ].join('\n');
  });
  const intro = [
    '# Figures',
    '',
    'Every figure of the product, from `domain/measurement/kpis/`: written by `npx vitest run --project unit registry -u`, and a test says when it is old.',
    'What exactly is counted stands on the page of each figure. Money of the plan is in US dollars.',
  ].join('\n');
  return `${[intro, ...groups].join('\n\n')}\n`;
}

describe('the registry', () => {
  it('is what the documentation says', async () => {
    await expect(page()).toMatchFileSnapshot('../../../docs/kpis.md');
  });

  it('defines each figure once, in words', () => {
    expect(new Set(KPIS.map(({ id }) => id)).size).toBe(KPIS.length);
    for (const kpi of KPIS) {
      expect(findKpi(kpi.id)).toBe(kpi);
      expect(kpi.definition.length + kpi.formula.length, kpi.id).toBeGreaterThan(20);
      expect(kpi.source.length > 0, kpi.id).toBe(kpi.measure.kind !== 'unrecorded');
    }
  });

  it('points the plan where better is', () => {
    for (const { id, baseline, target, direction } of KPIS) {
      if (baseline === null || target === null) continue;
      expect(direction, id).toBe(target > baseline ? 'up' : 'down');
    }
  });

  it('counts nothing that no figure needs, nor twice', () => {
    expect(new Set(LEDGER_COLUMNS).size).toBe(LEDGER_COLUMNS.length);
  });
});
