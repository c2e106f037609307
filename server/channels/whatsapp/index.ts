import type { ProviderKind } from '../provider-kind';
import { openWhatsapp } from './send';
import { greetMeta, isFromMeta, readMeta } from './webhook';

/** WhatsApp by Meta's Cloud API, over plain HTTPS: there is no official client. */
export const whatsapp: ProviderKind = {
  id: 'whatsapp',
  name: 'WhatsApp Cloud API',
  channel: 'whatsapp',
  summary: 'WhatsApp by Meta. Answers to customers within 24 hours of their last message; templates are not sent yet.',
  fields: [
    {
      id: 'phoneNumberId',
      label: 'Phone number ID',
      hint: 'From “API Setup” of the app: the number’s id, not the number.',
      kind: 'text',
      placeholder: '106540352242922',
    },
    {
      id: 'accessToken',
      label: 'Access token',
      hint: 'A permanent token of a system user with whatsapp_business_messaging.',
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
  whyUnusable({ phoneNumberId }) {
    if (/^\d{6,20}$/.test(phoneNumberId ?? '')) return null;
    return { field: 'phoneNumberId', message: 'The id is digits alone.' };
  },
  open: openWhatsapp,
  webhook: {
    setUp: [
      'In the app at developers.facebook.com, open WhatsApp, Configuration.',
      'Enter the address below as callback URL, with the verify token you chose.',
      'Subscribe to the field “messages”.',
    ],
    isGenuine: isFromMeta,
    read: readMeta,
    greet: greetMeta,
  },
};
