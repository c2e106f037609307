import { expect, it } from 'vitest';
import { compareArms } from '@/domain/experiments/compare-arms';
import { DEFAULT_DESIGN } from '@/domain/experiments/experiment';
import type { LeadComparison } from '@/server/services/learning';
import { leadRows, leadVerdict } from './lead-words';

/** Leads of so many customers each, of whom so many came back, who spent 40.00 each. */
function leads(people: number, returned: readonly number[]): LeadComparison {
  const arms = ['discount', 'new_products', 'scarcity'].map((name, index) => ({
    name,
    people,
    outcomes: [
      { kind: 'share' as const, successes: returned[index] ?? 0, trials: people },
      { kind: 'mean' as const, moments: { count: people, mean: 4_000, squares: people } },
    ],
  }));
  const design = { ...DEFAULT_DESIGN, looked: 'continuously' as const };
  const metric = { id: 'x', name: 'x', role: 'goal', goal: 'increase' } as const;
  return {
    cameBack: compareArms(arms, { ...metric, kind: 'share' }, 0, design),
    revenue: compareArms(arms, { ...metric, kind: 'mean' }, 1, design),
    days: 21,
    underWay: 0,
  };
}

it('says which lead is proven to bring back more or fewer, and of nothing else', () => {
  expect(leadVerdict(leads(100, [10, 12, 9]))).toBe('Drawn for each customer. No difference is proven yet.');
  expect(leadVerdict(leads(5_000, [500, 900, 495]))).toBe(
    'Drawn for each customer. New products brings back more than the discount does.',
  );
});

it('shows shares with their intervals, and each against the first', () => {
  const [discount, news] = leadRows(leads(5_000, [500, 900, 495]), 'EUR');
  expect(discount).toMatchObject({ people: 5_000, against: '—', revenue: '€40.00' });
  expect(discount?.cameBack).toMatch(/^10\.0% \(9\.\d% to 10\.\d%\)$/);
  expect(news?.against).toMatch(/^\+8\.0 pp \(\+5\.\d pp to \+10\.\d pp\)$/);
  expect(news?.chance).toBe('100%');
  expect(leadRows(leads(0, [0, 0, 0]), 'EUR')[0]).toMatchObject({ people: 0, cameBack: '—', chance: '—' });
});
