import type { ProviderKind } from '../provider-kind';
import { openWhatsapp } from './send';
import { greetMeta, isFromMeta, readMeta } from './webhook';

const ID = /^\d{6,20}$/;

/** WhatsApp by Meta's Cloud API, over plain HTTPS: there is no official client. */
export const whatsapp: ProviderKind = {
  id: 'whatsapp',
  name: 'WhatsApp Cloud API',
  channel: 'whatsapp',
  summary:
    'WhatsApp by Meta: free words within 24 hours of a customer’s last message, and approved templates at any time.',
  fields: [
    {
      id: 'phoneNumberId',
      label: 'Phone number ID',
      hint: 'From “API Setup” of the app: the number’s id, not the number.',
      kind: 'text',
      placeholder: '106540352242922',
    },
    {
      id: 'businessAccountId',
      label: 'Business account ID',
      hint: 'From “API Setup”: the WhatsApp Business Account ID, by which its templates are read. Without it nothing but free words is sent.',
      kind: 'text',
      isOptional: true,
      placeholder: '102290129340398',
    },
    {
      id: 'accessToken',
      label: 'Access token',
      hint: 'A permanent token of a system user with whatsapp_business_messaging and whatsapp_business_management.',
      kind: 'secret',
    },
    {
      id: 'appSecret',
      label: 'App secret',
      hint: 'From “App settings, Basic”. It proves what Meta reports.',
      kind: 'secret',
    },
    {
      id: 'verifyToken',
      label: 'Verify token',
      hint: 'Of your choice. Meta asks for it once, when the address below is entered.',
      kind: 'secret',
      canBeMade: true,
    },
  ],
  whyUnusable({ phoneNumberId, businessAccountId }) {
    const message = 'The id is digits alone.';
    if (!ID.test(phoneNumberId ?? '')) return { field: 'phoneNumberId', message };
    if (businessAccountId && !ID.test(businessAccountId)) return { field: 'businessAccountId', message };
    return null;
  },
  open: openWhatsapp,
  webhook: {
    // Meta sends up to 3 MB.
    maxBytes: 3_200_000,
    setUp: [
      'In the app at developers.facebook.com, open WhatsApp, Configuration.',
      'Enter the address below as callback URL, with the verify token you chose.',
      'Subscribe to the fields “messages”, “message_template_status_update” and “message_template_quality_update”.',
    ],
    isGenuine: isFromMeta,
    read: readMeta,
    greet: greetMeta,
  },
};
