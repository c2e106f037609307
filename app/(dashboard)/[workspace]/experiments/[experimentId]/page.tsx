import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ExperimentView } from '@/components/experiments/experiment-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Experiment' };

type Props = { params: Promise<{ workspace: string; experimentId: string }> };

export default async function ExperimentPage({ params }: Props) {
  const { workspace, experimentId } = await params;
  if (!z.uuid().safeParse(experimentId).success) notFound();
  await prefetch(api.experiments.get.queryOptions({ workspace, experimentId }));
  return (
    <HydrateClient>
      <ExperimentView experimentId={experimentId} />
    </HydrateClient>
  );
}
