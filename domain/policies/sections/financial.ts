import { z } from 'zod';
import { cents, figure, whole } from '../figure';
import { section } from '../section';

/** Which discounts pass, need a person, or stop. */
export const FinancialPolicy = section('Discounts and value', 'Which discounts pass, need a person, or stop.', {
  passBelowPercent: whole(15, 0, 100, 'Discounts below this pass by themselves.', 'percent', 'Discounts pass below'),
  managerUpToPercent: whole(
    25,
    0,
    100,
    'Discounts up to and including this need an approver; above, an administrator.',
    'percent',
    'An approver decides up to',
  ),
  vipCents: cents(
    100_000,
    'Lifetime value above which a customer is a VIP: win-back for them is reviewed.',
    'VIP from a lifetime value above',
  ),
  salesCents: cents(
    500_000,
    'Lifetime value above which every decision is reviewed and marked for the sales team.',
    'Sales team from a lifetime value above',
  ),
  marginFloorPercent: figure(
    0,
    -100,
    100,
    'Least margin after discount, as a share of what is paid, where costs are known.',
    'percent',
    'Margin floor',
  ),
  unknownCost: z.enum(['review', 'pass']).default('review').meta({
    title: 'A discount whose margin is not known',
    description:
      'Where the shop has not told what a product costs, the margin floor cannot be checked: a person decides, or it passes.',
  }),
});
