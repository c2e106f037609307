import type { Metadata } from 'next';
import { ReportsView } from '@/components/report/reports-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Reports' };

export default async function ReportsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  await prefetch(api.reports.periods.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <ReportsView />
    </HydrateClient>
  );
}
