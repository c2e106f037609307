import type { Metadata } from 'next';
import { LearningView } from '@/components/relearning/learning-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Learning calendar' };

export default async function LearningPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  await prefetch(api.relearning.calendar.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <LearningView />
    </HydrateClient>
  );
}
