'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { plural } from '@/domain/shared/plural';
import { formatMoney } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { CustomerDetail } from '@/server/services/customers';
import { bandWords } from './customer-words';
import type { TimelineGroup } from './timeline-words';

/** What signs count by the policy in force. */
function pointsText({
  ordered,
  clicked,
  opened,
  hardBounce,
  complaint,
  halfLifeDays,
}: CustomerDetail['engagementRules']) {
  return `An order gives ${ordered}, a click ${clicked}, an open by a person ${opened}; a hard bounce takes ${-hardBounce}, a complaint ${-complaint}. Points halve in ${plural(halfLifeDays, 'day')}.`;
}

/** Each figure computed of a customer: what it is, by which rule, from which rows. */
export function HowComputedCard({ customer }: { customer: CustomerDetail }) {
  const { slug, currency, to } = useWorkspace();
  const trpc = useTRPC();
  const bands = useQuery(trpc.customers.bands.queryOptions({ workspace: slug })).data ?? [];
  const { lifetimeValueCents: value, orderCount, engagementScore, lastEngagedAt, stageHistory } = customer;
  const band = bands.find(
    ({ fromCents, belowCents }) =>
      (fromCents === null || value >= fromCents) && (belowCents === null || value < belowCents),
  );
  const timeline = (show: TimelineGroup, label: string) => (
    <Link href={to(`/customers/${customer.id}?show=${show}`)} className="text-link underline underline-offset-2">
      {label}
    </Link>
  );
  const rows: { name: string; rule: ReactNode }[] = [
    {
      name: 'Recency',
      rule: lastEngagedAt ? (
        <>the latest visit, click, open by a person, or order, among {timeline('events', 'what they did')}</>
      ) : (
        'nobody has engaged yet'
      ),
    },
    {
      name: 'Frequency',
      rule: <>{timeline('orders', plural(orderCount, 'order'))}, each counted once by its order id</>,
    },
    { name: 'Monetary', rule: `what was paid for goods, less refunds: ${formatMoney(value, { currency })}` },
    {
      name: 'Engagement',
      rule: `${engagementScore.toFixed(2)} = 1 − e^−points. ${pointsText(customer.engagementRules)}`,
    },
    { name: 'Stage', rule: stageHistory[0]?.reason ?? 'it has never changed' },
    { name: 'Value tier', rule: band ? `${bandWords(band, currency)}, by the limits of the policy in force` : 'none' },
  ];
  return (
    <Card>
      <CardHeader title="How this is worked out" description="Kept up to date by each event, not once a night." />
      <CardBody>
        <dl className="flex flex-col gap-2 text-table">
          {rows.map(({ name, rule }) => (
            <div key={name}>
              <dt className="text-fg-muted">{name}</dt>
              <dd className="break-words">{rule}</dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}
