import type { Metadata } from 'next';
import { OffersView } from '@/components/offers/offers-view';
import { loadLedgerFilters } from '@/lib/offer-filter-params';
import { api, HydrateClient, prefetch, prefetchList } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Offers' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function OffersPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { offer, kind } = await loadLedgerFilters(searchParams);
  await Promise.all([
    prefetch(api.offers.list.queryOptions({ workspace })),
    prefetchList(
      api.offers.ledger.infiniteQueryOptions(
        { workspace, ...(offer && { offerPolicyId: offer }), ...(kind && { kind }) },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  ]);
  return (
    <HydrateClient>
      <OffersView />
    </HydrateClient>
  );
}
