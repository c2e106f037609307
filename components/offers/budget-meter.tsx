import { useWorkspace } from '@/components/layout/workspace-context';
import { formatMoney, formatRate } from '@/lib/format';
import type { OfferPolicyItem } from '@/server/services/offers';

type Budget = Pick<OfferPolicyItem, 'budgetCents' | 'settledCents' | 'reservedCents' | 'pauseAtCents' | 'leftCents'>;

/** What of a budget is spent, what live codes could still cost, and where giving pauses. */
export function BudgetMeter({ budget }: { budget: Budget }) {
  const { currency } = useWorkspace();
  const { budgetCents, settledCents, reservedCents, pauseAtCents, leftCents } = budget;
  const money = (cents: number) => formatMoney(cents, { currency });
  const share = (cents: number) => `${Math.min(100, (cents / budgetCents) * 100)}%`;
  return (
    <div className="flex flex-col gap-1.5 text-table">
      <div
        aria-hidden
        className="relative flex h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-border ring-inset"
      >
        <span className="h-full bg-primary" style={{ width: share(settledCents) }} />
        <span className="h-full bg-primary/40" style={{ width: share(reservedCents) }} />
        <span className="absolute inset-y-0 w-px bg-warn" style={{ left: share(pauseAtCents) }} />
      </div>
      <p className="text-fg-muted">
        {money(settledCents)} spent, {money(reservedCents)} held by live codes, of {money(budgetCents)}.{' '}
        {money(leftCents)} left before it pauses at {money(pauseAtCents)}: at{' '}
        {formatRate(pauseAtCents / budgetCents, 0)} of the budget, so that it is never overdrawn.
      </p>
    </div>
  );
}
