import type { Provider } from '@/domain/channels/port';
import { ruleOf } from '@/domain/delivery/provider-errors';
import { refusal } from '@/domain/delivery/refusal';
import { refusedBySandbox, SANDBOX_TEMPLATES } from './templates';

/**
 * Takes everything at once and gives nothing away: the message stays in the sandbox inbox, where it can be read,
 * clicked and unsubscribed from. Templates of WhatsApp it knows a few of, and refuses others as WhatsApp would.
 */
export const sandbox: Provider = {
  id: 'sandbox',
  isReal: false,
  concurrency: 100,
  sender: '',
  quota: null,
  reportsDelivery: false,
  templates: async () => ({ ok: true, templates: [...SANDBOX_TEMPLATES] }),
  send: async ({ id, envelope }) => {
    const code = envelope.template ? refusedBySandbox(envelope.template) : null;
    const rule = code === null ? null : ruleOf('whatsapp', code);
    if (code === null || !rule) return { kind: 'accepted', providerMessageId: id };
    return refusal(rule.treatment, { code, reason: rule.meaning });
  },
};

/** The same while it is out of order: it takes nothing, and may be asked again. */
export const brokenSandbox: Provider = {
  ...sandbox,
  send: async () => ({ kind: 'retry', code: '503', reason: 'The sandbox is out of order.', ofProvider: true }),
};
