'use client';

import { useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { formatMoney, plural } from '@/lib/format';
import type { CustomerDetail } from '@/server/services/customers';

type Cart = CustomerDetail['carts'][number];

const FEW = 2;
const LINES = 4;
const STATES: Record<Cart['status'], { label: string; tone: Tone }> = {
  open: { label: 'Open', tone: 'warn' },
  ordered: { label: 'Ordered', tone: 'good' },
  emptied: { label: 'Emptied', tone: 'neutral' },
};

/** The customer's carts, the last changed first, with what is in them. */
export function CartsCard({ carts }: { carts: readonly Cart[] }) {
  const [areAllShown, setAllShown] = useState(false);
  const shown = areAllShown ? carts : carts.slice(0, FEW);
  return (
    <Card>
      <CardHeader title="Carts" description={carts.length === 0 ? 'None so far' : undefined} />
      {carts.length > 0 ? (
        <CardBody>
          <ul className="flex flex-col gap-3">
            {shown.map((cart) => (
              <CartItem key={cart.id} cart={cart} />
            ))}
          </ul>
          {carts.length > shown.length ? (
            <Button variant="ghost" size="sm" className="mt-2 w-full" onClick={() => setAllShown(true)}>
              Show {plural(carts.length - shown.length, 'more cart', 'more carts')}
            </Button>
          ) : null}
        </CardBody>
      ) : null}
    </Card>
  );
}

function CartItem({ cart }: { cart: Cart }) {
  const { currency } = useWorkspace();
  const money = (cents: number) => formatMoney(cents, { currency });
  const state = STATES[cart.status];
  const further = cart.lines.length - LINES;
  return (
    <li className="rounded-md border border-border p-3">
      <div className="flex items-center justify-between gap-2">
        <span className="text-sm font-medium">{money(cart.valueCents)}</span>
        <Badge tone={state.tone}>{state.label}</Badge>
      </div>
      <ul className="mt-2 flex flex-col gap-1 text-table">
        {cart.lines.slice(0, LINES).map((line) => (
          <li key={line.sku} className="flex justify-between gap-3">
            <span className="min-w-0 truncate">
              {line.quantity > 1 ? `${line.quantity} × ` : ''}
              {line.name}
            </span>
            <span className="text-fg-muted">{money(line.priceCents * line.quantity)}</span>
          </li>
        ))}
        {further > 0 ? <li className="text-xs text-fg-muted">and {plural(further, 'more product')}</li> : null}
      </ul>
      <p className="mt-2 text-xs text-fg-muted">
        changed <TimeText at={cart.lastChangedAt} />
        {cart.orderKey ? ` · order ${cart.orderKey}` : ''}
      </p>
    </li>
  );
}
