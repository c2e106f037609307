import { formatRate } from '@/lib/format';

/** How much of the touches of a period is demo data; `share` 0..1, above 0. */
export function demoWords(share: number): string {
  const much = share === 1 ? 'All touches of these days' : `${formatRate(share, 1)} of the touches of these days`;
  return `${much} are demo data: the customers are generated, and a simulated shopper answers for them unless somebody does so by hand.`;
}
