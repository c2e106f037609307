import type { Provider } from '@/domain/channels/port';

/**
 * Takes everything at once and gives nothing away: the message stays in the sandbox inbox, where it can be read,
 * clicked and unsubscribed from.
 */
export const sandbox: Provider = {
  id: 'sandbox',
  isReal: false,
  concurrency: 100,
  sender: '',
  quota: null,
  reportsDelivery: false,
  send: async (message) => ({ kind: 'accepted', providerMessageId: message.id }),
};
