import type { Policy } from '../policies/policy';

/** Bands of lifetime value, the highest first: those that decide which offer a customer may get, and who looks at it. */
export const VALUE_BANDS = ['sales', 'vip', 'valued', 'small', 'none'] as const;
export type ValueBandId = (typeof VALUE_BANDS)[number];

/** A band in cents, `fromCents` in it and `belowCents` not; null where it has no such end. */
export type ValueBand = { id: ValueBandId; fromCents: number | null; belowCents: number | null };

type Limits = { financial: Pick<Policy['financial'], 'vipCents' | 'salesCents'> } & {
  winback: Pick<Policy['winback'], 'valuedFromCents'>;
};

/**
 * The bands of a policy, the highest first. Every lifetime value lies in exactly one; a band that the policy's limits
 * leave no room for is missing.
 */
export function valueBands({ financial, winback }: Limits): ValueBand[] {
  // Sales and VIP begin above their limit, the valued at theirs.
  const sales = financial.salesCents + 1;
  const vip = Math.min(financial.vipCents + 1, sales);
  const valued = Math.min(Math.max(winback.valuedFromCents, 1), vip);
  const bands: ValueBand[] = [
    { id: 'sales', fromCents: sales, belowCents: null },
    { id: 'vip', fromCents: vip, belowCents: sales },
    { id: 'valued', fromCents: valued, belowCents: vip },
    { id: 'small', fromCents: 1, belowCents: valued },
    { id: 'none', fromCents: null, belowCents: 1 },
  ];
  return bands.filter(
    ({ fromCents, belowCents }) => fromCents === null || belowCents === null || fromCents < belowCents,
  );
}
