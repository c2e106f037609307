import { expect, it } from 'vitest';
import { AGENTS } from '../agents/registry';
import { isSplit } from '../measurement/kpi';
import { findKpi } from '../measurement/kpis/registry';
import { BASELINE_KPIS, COHORTS, cohortAfter, cohortsBefore, PHASES, phaseOf } from './plan';

it('puts every step into one phase, in order', () => {
  expect(PHASES.flatMap(({ cohorts }) => cohorts)).toEqual(COHORTS);
  expect(COHORTS.map((cohort) => phaseOf(cohort).id)).toEqual([1, 2, 2, 2, 3, 3, 3]);
  expect([cohortAfter(5), cohortAfter(50), cohortAfter(100)]).toEqual([20, 70, null]);
  expect(cohortsBefore(40)).toEqual([5, 20]);
});

it('is judged by figures of the registry alone, each of which can be asked for so', () => {
  for (const { gate, deciding } of PHASES) {
    for (const asked of [...gate, ...(deciding ? [deciding] : [])]) {
      if (asked.kind !== 'figure') continue;
      const kpi = findKpi(asked.kpi);
      expect(kpi, asked.kpi).toBeDefined();
      if (asked.channel && kpi) expect(isSplit(kpi), asked.kpi).toBe(true);
      if (asked.limit.kind === 'change') expect(kpi?.baseline, asked.kpi).not.toBeNull();
      if (asked.limit.kind === 'target') expect(kpi?.target, asked.kpi).not.toBeNull();
    }
  }
});

it('names agents that there are', () => {
  const known = AGENTS.map(({ id }) => id);
  for (const { agents } of PHASES) expect(known).toEqual(expect.arrayContaining([...(agents ?? [])]));
});

it('records in its first phase what later gates compare with', () => {
  expect(BASELINE_KPIS).toEqual(['conversion_rate', 'reviewed_share', 'customer_lifetime_value', 'churn_rate']);
});
