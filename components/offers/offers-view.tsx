'use client';

import { useQuery } from '@tanstack/react-query';
import { TicketPercent } from 'lucide-react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import type { OfferPolicyItem } from '@/server/services/offers';
import { LedgerCard } from './ledger-card';
import { OfferCard } from './offer-card';
import { ProposeOffer } from './propose-offer';

const REFRESH_MS = 15_000;

/** Discounts approved in advance, with their budgets, and the ledger of everything that was given. */
export function OffersView() {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const list = useQuery(trpc.offers.list.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS }));
  return (
    <PageBody>
      <PageHeader
        title="Offers"
        hasTimes
        description="Discounts approved in advance: for one action, up to a percentage, within a budget and until a day. Anything outside them asks a person."
        actions={may('offers.propose') ? <ProposeOffer /> : null}
      />
      <Ladders offers={list.data} message={list.error?.message} onRetry={() => void list.refetch()} />
      <LedgerCard offers={list.data ?? []} />
    </PageBody>
  );
}

type LaddersProps = { offers: OfferPolicyItem[] | undefined; message: string | undefined; onRetry: () => void };

function Ladders({ offers, message, onRetry }: LaddersProps) {
  if (!offers) {
    return (
      <Card className="p-4">
        {message ? <ErrorState description={message} onRetry={onRetry} /> : <SkeletonLines lines={6} />}
      </Card>
    );
  }
  if (offers.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={TicketPercent}
          title="No offer was proposed yet"
          description="Until one is approved, a person judges every discount that the policy does not let pass."
        />
      </Card>
    );
  }
  return (
    <section aria-label="Offers" className="grid items-start gap-5 xl:grid-cols-2">
      {offers.map((offer) => (
        <OfferCard key={offer.id} offer={offer} />
      ))}
    </section>
  );
}
