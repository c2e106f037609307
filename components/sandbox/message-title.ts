import type { MessageListItem } from '@/server/services/messages';

/** What stands for a message: its subject, or what it is where its channel knows no subjects. */
export function messageTitle({ channel, subject }: Pick<MessageListItem, 'channel' | 'subject'>): string {
  return subject ?? (channel === 'web' ? 'On the shop’s pages' : 'Short message');
}
