import type { ProviderKind } from '../provider-kind';
import { openSendgrid } from './send';
import { isFromSendgrid, readSendgrid, whyNoVerificationKey } from './webhook';

/** E-mail by SendGrid, over its plain HTTPS interface (docs/adr/2026-11-21-providers.md says why). */
export const sendgrid: ProviderKind = {
  id: 'sendgrid',
  name: 'SendGrid',
  channel: 'email',
  summary: 'E-mail by Twilio SendGrid, with bounces, spam reports and unsubscribes reported back.',
  fields: [
    {
      id: 'apiKey',
      label: 'API key',
      hint: 'A key with the permission “Mail Send” and no other.',
      kind: 'secret',
      placeholder: 'SG.…',
    },
    {
      id: 'webhookKey',
      label: 'Verification key',
      hint: 'From “Signature Verification” of the event webhook. Without it no report is believed.',
      kind: 'text',
      isOptional: true,
      placeholder: 'MFkwEwYHKoZIzj0CAQYI…',
    },
    {
      id: 'region',
      label: 'Region',
      hint: 'Where the account keeps its mail.',
      kind: 'choice',
      choices: [
        { value: 'global', label: 'Global' },
        { value: 'eu', label: 'European Union' },
      ],
    },
  ],
  whyUnusable({ apiKey, webhookKey }) {
    if (!/^SG\.[\w-]+\.[\w-]+$/.test(apiKey ?? '')) {
      return { field: 'apiKey', message: 'A key of SendGrid begins with “SG.” and has two dots.' };
    }
    const message = webhookKey ? whyNoVerificationKey(webhookKey) : null;
    return message ? { field: 'webhookKey', message } : null;
  },
  open: openSendgrid,
  webhook: {
    // SendGrid sends a batch at 768 kB.
    maxBytes: 1_500_000,
    setUp: [
      'In SendGrid, open Settings, Mail Settings, Event Webhooks and create one with the address below.',
      'Choose at least: Delivered, Bounced, Dropped, Spam Reports, Unsubscribes.',
      'Turn on Signature Verification, copy the verification key, and paste it here.',
    ],
    isGenuine: isFromSendgrid,
    read: readSendgrid,
  },
};
