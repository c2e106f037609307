import type { Metadata } from 'next';
import { MetricView } from '@/components/metrics/metric-view';
import { findKpi } from '@/domain/measurement/kpis/registry';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { chosenRange, type SearchParams } from '../../chosen-range';

type Props = {
  params: Promise<{ workspace: string; kpi: string }>;
  searchParams: SearchParams;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: findKpi((await params).kpi)?.name ?? 'Figure' };
}

export default async function MetricPage({ params, searchParams }: Props) {
  const { workspace, kpi } = await params;
  const { range, compare } = await chosenRange(workspace, searchParams);
  await prefetch(api.measurement.kpis.queryOptions({ workspace, range, compare }));
  return (
    <HydrateClient>
      <MetricView kpi={findKpi(kpi) ?? null} />
    </HydrateClient>
  );
}
