import { WINBACK_ARMS, type WinbackArm } from '@/domain/agents/cart-winback/winback-arm';
import { formatMoney, formatPoints, formatRate, MISSING } from '@/lib/format';
import type { LeadComparison } from '@/server/services/learning';

const NAMES: Readonly<Record<WinbackArm, string>> = {
  discount: 'The discount',
  new_products: 'New products',
  scarcity: 'What is nearly gone',
};

/** One lead as the table shows it. */
export type LeadRow = {
  arm: WinbackArm;
  name: string;
  people: number;
  cameBack: string;
  revenue: string;
  against: string;
  chance: string;
};

/** The leads in their order; the first is what the others are held against. */
export function leadRows({ cameBack, revenue }: LeadComparison, currency: string): LeadRow[] {
  const isEverywhere = cameBack.arms.every(({ people }) => people > 0);
  return WINBACK_ARMS.map((arm, index) => {
    const [share, worth] = [cameBack.arms[index], revenue.arms[index]];
    const comparison = index === 0 ? undefined : cameBack.comparisons[index - 1];
    return {
      arm,
      name: NAMES[arm],
      people: share?.people ?? 0,
      cameBack:
        share?.value == null
          ? MISSING
          : `${formatRate(share.value, 1)}${share.credible ? ` (${formatRate(share.credible.low, 1)} to ${formatRate(share.credible.high, 1)})` : ''}`,
      revenue: worth?.value == null ? MISSING : formatMoney(worth.value, { currency }),
      against: index === 0 ? MISSING : points(comparison?.difference ?? null),
      chance: isEverywhere && share?.standing ? formatRate(share.standing.chance, 0) : MISSING,
    };
  });
}

function points(difference: { estimate: number; low: number; high: number } | null): string {
  if (!difference) return MISSING;
  const { estimate, low, high } = difference;
  return `${formatPoints(estimate)} (${formatPoints(low)} to ${formatPoints(high)})`;
}

/** What the figures say, in a sentence. */
export function leadVerdict({ cameBack }: Pick<LeadComparison, 'cameBack'>): string {
  const proven = cameBack.comparisons.filter(({ standing }) => standing !== 'unclear');
  if (proven.length === 0) return 'Drawn for each customer. No difference is proven yet.';
  const words = proven.map(
    ({ arm, standing }) => `${NAMES[arm as WinbackArm]} brings back ${standing === 'better' ? 'more' : 'fewer'}`,
  );
  return `Drawn for each customer. ${words.join(', and ')} than the discount does.`;
}

/** The same rows as a file. */
export function leadTable(rows: readonly LeadRow[]): { header: string[]; rows: string[][] } {
  return {
    header: [
      'Leads with',
      'Customers',
      'Came back, 95% interval',
      'Revenue per customer',
      'Against the discount',
      'Chance to be best',
    ],
    rows: rows.map((row) => [row.name, String(row.people), row.cameBack, row.revenue, row.against, row.chance]),
  };
}
