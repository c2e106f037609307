import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { MessageView } from '@/components/sandbox/message-view';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';

export const metadata: Metadata = { title: 'Message' };

type Props = { params: Promise<{ workspace: string; messageId: string }> };

export default async function MessagePage({ params }: Props) {
  const { workspace, messageId } = await params;
  if (!z.uuid().safeParse(messageId).success) notFound();
  await prefetch(api.messages.get.queryOptions({ workspace, messageId }));
  return (
    <HydrateClient>
      <MessageView messageId={messageId} />
    </HydrateClient>
  );
}
