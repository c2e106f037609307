import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { CustomerView } from '@/components/customers/customer-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Customer' };

type Props = { params: Promise<{ workspace: string; customerId: string }> };

export default async function CustomerPage({ params }: Props) {
  const { workspace, customerId } = await params;
  if (!z.uuid().safeParse(customerId).success) notFound();
  await prefetch(api.customers.get.queryOptions({ workspace, customerId }));
  return (
    <HydrateClient>
      <CustomerView customerId={customerId} />
    </HydrateClient>
  );
}
