import { type ProviderTemplate, placeholderCount } from '@/domain/channels/whatsapp-template';

const OWN = {
  ...({ language: 'en', category: 'marketing', quality: 'unknown', reason: null, obstacle: null } as const),
  ...{ header: null, footer: null, button: null, otherButtons: [] },
};

/** What WhatsApp would have approved, for whoever tries the channel before an account is connected. */
export const SANDBOX_TEMPLATES: readonly ProviderTemplate[] = [
  {
    ...OWN,
    id: 'sandbox-1',
    name: 'come_back_code',
    status: 'approved',
    body: 'Hi {{1}}, {{2}} would love to see you again: {{3}} off with the code {{4}}, good until {{5}}. Visit the shop: {{6}}',
  },
  {
    ...OWN,
    id: 'sandbox-2',
    name: 'come_back_news',
    status: 'approved',
    body: 'Hi {{1}}, there are new things for you at {{2}}. See what is new: {{3}}',
  },
  {
    ...OWN,
    id: 'sandbox-3',
    name: 'come_back_summer',
    status: 'pending',
    body: 'Hi {{1}}, summer has come to {{2}}. See what is new: {{3}}',
  },
  {
    ...OWN,
    id: 'sandbox-4',
    name: 'cart_waits',
    status: 'approved',
    body: 'Hi {{1}}, your cart at {{2}} is still here for you. Return to your cart: {{3}}',
  },
  {
    ...OWN,
    id: 'sandbox-5',
    name: 'welcome',
    status: 'approved',
    body: 'Hi {{1}}, welcome to {{2}}. We are glad that you found us. Have a look around: {{3}}',
  },
];

/** Why WhatsApp would refuse to send by this template, as it says so; null where it would send. */
export function refusedBySandbox(template: { id: string; values: readonly string[] }) {
  const known = SANDBOX_TEMPLATES.find(({ id, status }) => id === template.id && status === 'approved');
  if (!known) return '132001';
  return placeholderCount(known.body) === template.values.length ? null : '132000';
}
