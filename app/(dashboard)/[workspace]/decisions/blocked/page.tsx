import type { Metadata } from 'next';
import { BlockedView } from '@/components/decisions/blocked-view';
import { HydrateClient } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'What stops most' };

export default function BlockedPage() {
  return (
    <HydrateClient>
      <BlockedView />
    </HydrateClient>
  );
}
