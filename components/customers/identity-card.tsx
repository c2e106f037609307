'use client';

import { TimeText } from '@/components/layout/time-text';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Id } from '@/components/ui/code';
import type { CustomerDetail } from '@/server/services/customers';
import { traitRows } from './prepare-traits';

const KIND_NAMES: Record<string, string> = { external: 'Shop id', email: 'E-mail', anonymous: 'Browser' };

/** Under which ids the customer is known, and what else the shop has told. */
export function IdentityCard({ customer }: { customer: CustomerDetail }) {
  const traits = traitRows(customer.traits);
  return (
    <Card>
      <CardHeader title="Identity" />
      <CardBody>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 text-table">
          <dt className="text-fg-muted">Our id</dt>
          <dd className="-my-1 text-right">
            <Id value={customer.id} what="customer id" />
          </dd>
          {customer.identities.map(({ kind, value }) => (
            <Pair key={`${kind}-${value}`} name={KIND_NAMES[kind] ?? kind} value={value} />
          ))}
          <dt className="text-fg-muted">First seen</dt>
          <dd className="text-right">
            <TimeText at={customer.firstSeenAt} />
          </dd>
          <dt className="text-fg-muted">Last seen</dt>
          <dd className="text-right">
            <TimeText at={customer.lastSeenAt} />
          </dd>
          {traits.map(({ name, value }) => (
            <Pair key={name} name={name} value={value} />
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-fg-muted">{name}</dt>
      <dd className="truncate text-right" title={value}>
        {value}
      </dd>
    </>
  );
}
