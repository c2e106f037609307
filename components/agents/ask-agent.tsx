'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useQueryState } from 'nuqs';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { customerDetail } from '@/components/customers/customer-words';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { SearchInput } from '@/components/ui/input';
import { SkeletonLines } from '@/components/ui/skeleton';
import { customerName } from '@/domain/customers/customer-name';
import { parseAsId } from '@/lib/decision-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import { NowProposal } from './now-proposal';

const FOUND = 8;

/** "What would you do now, and why", about one customer: the whole decision, of which nothing is stored. */
export function AskAgent({ agentId }: { agentId: string }) {
  return (
    <AskAboutCustomer answer={(customerId, name) => <Answer agentId={agentId} customerId={customerId} name={name} />} />
  );
}

type AskAboutCustomerProps = { answer: (customerId: string, name: string | null) => ReactNode };

/** The question with a customer to choose, kept in the address; the answer is the agent's own. */
export function AskAboutCustomer({ answer }: AskAboutCustomerProps) {
  const { may } = useWorkspace();
  const [customerId, setCustomerId] = useQueryState('customer', parseAsId);
  return (
    <Card>
      <CardHeader
        title="What would you do now, and why?"
        description="Asks the agent about one customer. Nothing is stored and nothing is sent."
        actions={
          customerId && may('decisions.run') ? (
            <Button size="sm" onClick={() => void setCustomerId(null)}>
              Ask about another
            </Button>
          ) : null
        }
      />
      <CardBody>
        {may('decisions.run') ? (
          customerId ? (
            <Named customerId={customerId} answer={answer} />
          ) : (
            <ChooseCustomer onChoose={(id) => void setCustomerId(id)} />
          )
        ) : (
          <p className="text-sm text-fg-muted">Marketers and administrators can ask.</p>
        )}
      </CardBody>
    </Card>
  );
}

function ChooseCustomer({ onChoose }: { onChoose: (id: string) => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const asked = useDeferredValue(search.trim());
  const { data, error, refetch } = useQuery({
    ...trpc.customers.list.queryOptions({ workspace: slug, limit: FOUND, search: asked || undefined }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="flex flex-col gap-3">
      <SearchInput label="Search customers" placeholder="Name, e-mail or id" value={search} onValueChange={setSearch} />
      {error && !data ? <ErrorState description={error.message} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={4} /> : null}
      {data?.items.length === 0 ? (
        <p className="text-sm text-fg-muted">{asked ? 'No customer fits.' : 'There are no customers yet.'}</p>
      ) : null}
      {data && data.items.length > 0 ? (
        <ul aria-label="Customers" className="divide-y divide-border rounded-md border border-border">
          {data.items.map((customer) => (
            <li key={customer.id}>
              <button
                type="button"
                onClick={() => onChoose(customer.id)}
                className="flex min-h-9 w-full flex-wrap items-baseline gap-x-3 px-3 py-1.5 text-left text-table -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
              >
                <span className="font-medium">{customerName(customer)}</span>
                <span className="text-fg-muted">{customerDetail(customer)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Named({ customerId, answer }: AskAboutCustomerProps & { customerId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.customers.get.queryOptions({ workspace: slug, customerId }));
  return answer(customerId, data ? customerName(data) : null);
}

type AnswerProps = { agentId: string; customerId: string; name: string | null };

function Answer({ agentId, customerId, name }: AnswerProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.decisions.proposeNow.queryOptions({ workspace: slug, agentId, customerId }),
  );
  if (error && !data) return <ErrorState description={error.message} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={10} />;
  return <NowProposal proposal={data} name={name} customerId={customerId} onAskAgain={() => void refetch()} />;
}
