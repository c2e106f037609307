'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ListChecks, SearchX } from 'lucide-react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge, Tag } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Link } from '@/components/ui/link';
import { customerName } from '@/domain/customers/customer-name';
import { useTRPC } from '@/lib/trpc/client';
import type { CustomerDetail } from '@/server/services/customers';
import { CartsCard } from './carts-card';
import { ConsentCard } from './consent-card';
import { CustomerSkeleton } from './customer-skeleton';
import { countryName, STAGE_WORDS } from './customer-words';
import { HowComputedCard } from './how-computed-card';
import { IdentityCard } from './identity-card';
import { MergedCard } from './merged-card';
import { OffersCard } from './offers-card';
import { SegmentsCard } from './segments-card';
import { StageCard } from './stage-card';
import { Timeline } from './timeline';
import { TraitsCard } from './traits-card';

/** One customer: who they are, where they stand, what they agreed to, and everything that happened. */
export function CustomerView({ customerId }: { customerId: string }) {
  const { person, may } = useWorkspace();
  if (!may('customers.read')) return <ForbiddenState role={person.role} right="customers.read" what="This customer" />;
  return <Customer customerId={customerId} />;
}

function Customer({ customerId }: { customerId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const customer = useQuery(trpc.customers.get.queryOptions({ workspace: slug, customerId }));
  if (customer.error && !customer.data) {
    return (
      <PageBody>
        {customer.error.data?.code === 'NOT_FOUND' ? (
          <EmptyState
            isWholePage
            icon={SearchX}
            title="There is no such customer"
            description="The link may be old, or lead into another workspace."
            actions={<LinkButton href={to('/customers')}>All customers</LinkButton>}
          />
        ) : (
          <ErrorState isWholePage description={customer.error.message} onRetry={() => void customer.refetch()} />
        )}
      </PageBody>
    );
  }
  if (!customer.data) return <CustomerSkeleton />;
  return (
    <PageBody>
      <Header customer={customer.data} />
      <TraitsCard customer={customer.data} />
      <div className="grid items-start gap-4 xl:grid-cols-3">
        <div className="order-2 min-w-0 xl:order-1 xl:col-span-2">
          <Timeline customerId={customerId} />
        </div>
        <div className="order-1 flex min-w-0 flex-col gap-4 xl:order-2">
          <OffersCard offers={customer.data.liveOffers} />
          <ConsentCard customer={customer.data} />
          <SegmentsCard customerId={customerId} />
          <CartsCard carts={customer.data.carts} />
          <HowComputedCard customer={customer.data} />
          <StageCard history={customer.data.stageHistory} />
          <IdentityCard customer={customer.data} />
          <MergedCard customerId={customerId} />
        </div>
      </div>
    </PageBody>
  );
}

function Header({ customer }: { customer: CustomerDetail }) {
  const { to } = useWorkspace();
  const stage = STAGE_WORDS[customer.stage];
  const facts = [
    customer.email,
    customer.phone,
    customer.country ? countryName(customer.country) : null,
    customer.timezone,
  ].filter((fact) => fact !== null);
  return (
    <PageHeader
      back={
        <Link href={to('/customers')} className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-fg">
          <ChevronLeft aria-hidden className="size-3.5" /> Customers
        </Link>
      }
      title={customerName(customer)}
      status={
        <>
          <Badge tone={stage.tone}>{stage.label}</Badge>
          {customer.isSimulated ? <Tag>Generated</Tag> : null}
        </>
      }
      description={facts.join(' · ') || 'No address is known'}
      actions={
        <LinkButton href={to(`/decisions?customer=${customer.id}`)}>
          <ListChecks aria-hidden /> Decisions
        </LinkButton>
      }
    />
  );
}
