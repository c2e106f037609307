import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { CustomerView } from '@/components/customers/customer-view';
import { customerName } from '@/domain/customers/customer-name';
import { api, HydrateClient, prefetch, prefetched } from '@/lib/trpc/server';

type Props = { params: Promise<{ workspace: string; customerId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const customer = await prefetched(api.customers.get.queryOptions(await params));
  return { title: customer ? customerName(customer) : 'Customer' };
}

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
