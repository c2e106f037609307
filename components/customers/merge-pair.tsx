'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Combine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { RadioGroup } from '@/components/ui/radio-group';
import { notify } from '@/components/ui/toast';
import { customerName } from '@/domain/customers/customer-name';
import { formatCount, formatMoney } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { Candidate, MergeSuggestion } from '@/server/services/events';
import { countryName } from './customer-words';

const REASONS: Record<string, string> = {
  email: 'They share an e-mail address',
  phone: 'They share a telephone number',
  alias: 'The shop has called them one (alias)',
};

/** Two customers side by side, and the judgement. */
export function MergePair({ pair }: { pair: MergeSuggestion }) {
  const { currency, may, to } = useWorkspace();
  const rows = compared(pair.one, pair.other, currency);
  return (
    <Card className="flex flex-col gap-3 p-4">
      <h2 className="text-sm font-medium">{REASONS[pair.reason] ?? pair.reason}</h2>
      <table className="w-full table-fixed text-table [overflow-wrap:anywhere] [&_time]:whitespace-normal">
        <thead>
          <tr className="text-left">
            <th scope="col" className="w-20 py-1 pr-3 font-normal text-fg-muted sm:w-40">
              <span className="sr-only">What</span>
            </th>
            {[pair.one, pair.other].map((person) => (
              <th key={person.id} scope="col" className="py-1 pr-3 font-medium">
                <Link href={to(`/customers/${person.id}`)} className="text-link underline-offset-2 hover:underline">
                  {customerName(person)}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, one, other, isSame }) => (
            <tr key={name} className="border-t border-border align-top">
              <th scope="row" className="py-1 pr-3 text-left font-normal text-fg-muted">
                {name}
              </th>
              <td className={cn('py-1 pr-3 break-words', isSame && 'font-medium')}>{one ?? '—'}</td>
              <td className={cn('py-1 break-words', isSame && 'font-medium')}>{other ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {may('customers.merge') ? <Judgement pair={pair} /> : null}
    </Card>
  );
}

function Judgement({ pair }: { pair: MergeSuggestion }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isMerging, setMerging] = useState(false);
  const people = [pair.one, pair.other].filter(({ externalId }) => externalId !== null);
  const [keptId, setKept] = useState(people[0]?.id ?? pair.one.id);
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.merges.pathFilter()),
      queryClient.invalidateQueries(trpc.customers.pathFilter()),
    ]);
  const merge = useMutation(
    trpc.merges.merge.mutationOptions({
      async onSuccess({ rows }) {
        setMerging(false);
        await refresh();
        notify({
          tone: 'good',
          title: 'They are one customer now',
          description: `${formatCount(rows)} rows moved. The customer’s page can undo it.`,
        });
      },
    }),
  );
  const dismiss = useMutation(
    trpc.merges.dismiss.mutationOptions({
      async onSuccess() {
        await refresh();
        notify({ tone: 'good', title: 'Two people', description: 'This pair is not suggested again.' });
      },
    }),
  );
  const merged = keptId === pair.one.id ? pair.other : pair.one;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button pending={dismiss.isPending} onClick={() => dismiss.mutate({ workspace: slug, suggestionId: pair.id })}>
        Two people
      </Button>
      <AlertDialog
        open={isMerging}
        onOpenChange={setMerging}
        trigger={
          <Button variant="primary">
            <Combine aria-hidden /> Merge
          </Button>
        }
        title="Merge these two customers?"
        description="All ids, events, orders, carts, decisions and messages of the other become part of the one you keep. Consent is the stricter of both. It can be undone on the customer’s page."
        confirmLabel="Merge"
        pending={merge.isPending}
        disabledReason={people.length === 0 ? 'One of them must be known to the shop by an id.' : undefined}
        onConfirm={() => merge.mutate({ workspace: slug, survivorId: keptId, mergedId: merged.id })}
      >
        <RadioGroup
          label="Which of them stays"
          value={keptId}
          onValueChange={setKept}
          options={people.map((person) => ({
            value: person.id,
            label: `Keep ${customerName(person)}`,
            hint: `Known to the shop as ${person.externalId}`,
          }))}
        />
      </AlertDialog>
    </div>
  );
}

type Row = { name: string; one: ReactNode; other: ReactNode; isSame: boolean };

function compared(one: Candidate, other: Candidate, currency: string): Row[] {
  const row = (name: string, of: (person: Candidate) => ReactNode): Row => {
    const [left, right] = [of(one), of(other)];
    return { name, one: left, other: right, isSame: left !== null && left === right };
  };
  return [
    row('Shop id', ({ externalId }) => externalId),
    row('E-mail', ({ email }) => email),
    row('Telephone', ({ phone }) => phone),
    row('Country', ({ country }) => (country ? countryName(country) : null)),
    row('Orders', ({ orderCount }) => formatCount(orderCount)),
    row('Lifetime value', ({ lifetimeValueCents }) => formatMoney(lifetimeValueCents, { currency })),
    row('Touches', ({ deliveredTouches }) => formatCount(deliveredTouches)),
    row('Marketing consent', ({ consents }) => consents.join(', ') || null),
    row('First seen', ({ firstSeenAt }) => <TimeText at={firstSeenAt} />),
    row('Last seen', ({ lastSeenAt }) => <TimeText at={lastSeenAt} />),
  ];
}
