import { z } from 'zod';
import { cents, figure, whole } from '../figure';

/** Which discounts pass, need a person, or stop. */
export const FinancialPolicy = z.object({
  passBelowPercent: whole(15, 0, 100, 'Discounts below this pass by themselves.', 'percent'),
  managerUpToPercent: whole(
    25,
    0,
    100,
    'Discounts up to and including this need an approver; above, an administrator.',
    'percent',
  ),
  vipCents: cents(100_000, 'Lifetime value above which a customer is a VIP: win-back for them is reviewed.'),
  salesCents: cents(500_000, 'Lifetime value above which every decision is reviewed and marked for the sales team.'),
  marginFloorPercent: figure(
    0,
    -100,
    100,
    'Least margin after discount, as a share of what is paid, where costs are known.',
    'percent',
  ),
});
