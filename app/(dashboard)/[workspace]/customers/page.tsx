import type { Metadata } from 'next';
import { CustomersView } from '@/components/customers/customers-view';
import { askedCustomers, CUSTOMER_PAGE, loadCustomerFilters } from '@/lib/customer-filter-params';
import { api, HydrateClient, prefetchList } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Customers' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomersPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const asked = askedCustomers(await loadCustomerFilters(searchParams));
  await prefetchList(
    api.customers.list.infiniteQueryOptions(
      { workspace, limit: CUSTOMER_PAGE, ...asked },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  return (
    <HydrateClient>
      <CustomersView />
    </HydrateClient>
  );
}
