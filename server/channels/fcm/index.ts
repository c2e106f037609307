import type { ProviderKind } from '../provider-kind';
import { openFcm, readServiceAccount } from './send';

/** Push by Firebase Cloud Messaging, over its plain HTTPS interface. */
export const fcm: ProviderKind = {
  id: 'fcm',
  name: 'Firebase Cloud Messaging',
  channel: 'push',
  summary: 'Push to the devices whose token your app sends with its events (context.device.token).',
  fields: [
    {
      id: 'serviceAccount',
      label: 'Service account',
      hint: 'The whole JSON file, from “Service accounts, Generate new private key” of the Firebase project.',
      kind: 'secret_text',
      placeholder: '{ "type": "service_account", … }',
    },
  ],
  whyUnusable({ serviceAccount }) {
    if (readServiceAccount(serviceAccount ?? '')) return null;
    return { field: 'serviceAccount', message: 'This is no service account: paste the whole JSON file.' };
  },
  open: openFcm,
  webhook: null,
};
