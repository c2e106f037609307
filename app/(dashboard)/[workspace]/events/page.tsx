import type { Metadata } from 'next';
import { EventsView } from '@/components/events/events-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Events' };

type Props = { params: Promise<{ workspace: string }> };

export default async function EventsPage({ params }: Props) {
  const { workspace } = await params;
  await prefetch(api.events.intake.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <EventsView />
    </HydrateClient>
  );
}
