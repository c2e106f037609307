import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { MessageView } from '@/components/sandbox/message-view';
import { api, HydrateClient, prefetch, prefetched } from '@/lib/trpc/server';

type Props = { params: Promise<{ workspace: string; messageId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const message = await prefetched(api.messages.get.queryOptions(await params));
  return { title: message?.to.name ? `Message to ${message.to.name}` : 'Message' };
}

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
