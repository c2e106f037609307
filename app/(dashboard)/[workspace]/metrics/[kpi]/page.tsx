import type { Metadata } from 'next';
import { MetricView } from '@/components/metrics/metric-view';
import { findKpi } from '@/domain/measurement/kpis';
import { resolveRange } from '@/lib/date-range';
import { loadDateRange } from '@/lib/date-range-params';
import { dayRangeOf } from '@/lib/kpi-range';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

type Props = {
  params: Promise<{ workspace: string; kpi: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: findKpi((await params).kpi)?.name ?? 'Figure' };
}

export default async function MetricPage({ params, searchParams }: Props) {
  const { workspace, kpi } = await params;
  const { now, timezone } = await enterWorkspace(workspace);
  const { range: chosen, cmp } = await loadDateRange(searchParams);
  const resolved = resolveRange(chosen, cmp, now, timezone);
  const range = dayRangeOf(resolved);
  const compare = resolved.previous ? dayRangeOf(resolved.previous) : undefined;
  await prefetch(api.measurement.kpis.queryOptions({ workspace, range, compare }));
  return (
    <HydrateClient>
      <MetricView kpi={kpi} />
    </HydrateClient>
  );
}
