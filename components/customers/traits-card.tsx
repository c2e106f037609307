'use client';

import type { ReactNode } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { formatCount, formatMoney, MISSING } from '@/lib/format';
import type { CustomerDetail } from '@/server/services/customers';
import { STAGE_WORDS } from './customer-words';
import { EngagementMeter } from './engagement-meter';

/** What is computed about a customer, in one row. */
export function TraitsCard({ customer }: { customer: CustomerDetail }) {
  const { currency } = useWorkspace();
  const money = (cents: number | null) => formatMoney(cents, { currency });
  const { orderCount, deliveredTouches, hardBounces } = customer;
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 p-4 sm:grid-cols-3 lg:grid-cols-6">
        <Trait label="Lifetime value" hint="orders minus refunds">
          {money(customer.lifetimeValueCents)}
        </Trait>
        <Trait label="Orders" hint={orderCount > 0 ? <When label="last" at={customer.lastOrderAt} /> : 'none yet'}>
          {formatCount(orderCount)}
        </Trait>
        <Trait label="Average order" hint={orderCount > 0 ? 'after refunds' : undefined}>
          {money(customer.averageOrderCents)}
        </Trait>
        <Trait label="Engagement, 0 to 1" hint={<When label="last engaged" at={customer.lastEngagedAt} />}>
          <EngagementMeter score={customer.engagementScore} className="flex-row-reverse" />
        </Trait>
        <Trait label="Stage" hint={STAGE_WORDS[customer.stage].meaning}>
          {STAGE_WORDS[customer.stage].label}
        </Trait>
        <Trait
          label="Touches delivered"
          hint={hardBounces > 0 ? `${formatCount(hardBounces)} hard bounced` : 'none bounced'}
        >
          {formatCount(deliveredTouches)}
        </Trait>
      </dl>
    </Card>
  );
}

type TraitProps = { label: string; hint?: ReactNode; children: ReactNode };

function Trait({ label, hint, children }: TraitProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-fg-muted">{label}</dt>
      <dd className="mt-0.5 text-lg font-medium">{children}</dd>
      {hint ? <dd className="text-xs text-fg-muted">{hint}</dd> : null}
    </div>
  );
}

function When({ label, at }: { label: string; at: Date | null }) {
  if (!at) return <>{`${label}: ${MISSING}`}</>;
  return (
    <>
      {label} <TimeText at={at} />
    </>
  );
}
