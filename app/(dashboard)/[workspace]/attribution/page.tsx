import type { Metadata } from 'next';
import { AttributionView } from '@/components/attribution/attribution-view';
import { HydrateClient } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Attribution' };

export default function AttributionPage() {
  return (
    <HydrateClient>
      <AttributionView />
    </HydrateClient>
  );
}
