import type { MessageListItem } from '@/server/services/messages';

/** What stands for a message: its subject, or what it is where its channel knows no subjects. */
export function messageTitle({
  channel,
  subject,
  decisionId,
}: Pick<MessageListItem, 'channel' | 'subject' | 'decisionId'>): string {
  if (subject !== null) return subject;
  if (decisionId === null) return 'Confirmation of a sign-up';
  return channel === 'web' ? 'On the shop’s pages' : 'Short message';
}
